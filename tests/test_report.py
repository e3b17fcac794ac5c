"""Page and workbook of a class of sixty, against numbers that are computed here by other means."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from markupsafe import escape
from openpyxl import load_workbook

from cohort_of_sixty import COUNT, IDLE, ODD_NAMES, cases_of, has_record, is_late, sixty_people
from cohorts import case, copy_to_report
from maitrise.base.errors import CourseError, WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cli.app import main
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.course.scenario import scenario
from maitrise.kinds import read_answer, score
from maitrise.learner.sheet import parse_sheet
from maitrise.learner.statements import Moment, played
from maitrise.marking.record_facts import record_facts
from maitrise.reports import sections
from maitrise.reports.bars import section_with_bars
from maitrise.reports.completions import COLUMNS, CompletionMap, completions, map_file, read_map
from maitrise.reports.page import MOST_ROWS, report_page
from maitrise.reports.reminders import reminders
from maitrise.reports.report import anonymised, class_report
from maitrise.reports.results import Results, read_results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, section_builders
from maitrise.reports.workbook import sheet_name, workbook
from maitrise.reports.writing import write_report

PLOTLY = re.compile(r"<script>.*?</script>", re.DOTALL)


@pytest.fixture(scope="module")
def found(cohort_of_sixty: Cohort) -> Results:
    return read_results(cohort_of_sixty)


def section(found: Results, name: str, language: Language = "en") -> ReportSection:
    (one,) = [each for each in class_report(found, language).sections if each.id == name]
    return one


def points_in_gradebook(cohort: Cohort) -> dict[tuple[str, str], float]:
    """Points by learner and case from the database file itself, late penalty taken off."""
    with sqlite3.connect(cohort.folder / "gradebook.db") as connection:
        rows = connection.execute(
            "select s.student_id, a.name, coalesce(g.manual_score, g.auto_score, 0),"
            " coalesce(n.late_submission_penalty, 0)"
            " from grade g join submitted_notebook n on g.notebook_id = n.id"
            " join submitted_assignment s on n.assignment_id = s.id"
            " join assignment a on s.assignment_id = a.id"
        ).fetchall()
    totals: dict[tuple[str, str], float] = defaultdict(float)
    penalties: dict[tuple[str, str], float] = {}
    for learner, name, points, penalty in rows:
        key = (learner, name.rsplit("-", 1)[0])
        totals[key] += points
        penalties[key] = penalty
    return {key: total - penalties[key] for key, total in totals.items()}


def test_every_submission_has_the_points_of_the_gradebook(
    cohort_of_sixty: Cohort, found: Results
) -> None:
    expected = points_in_gradebook(cohort_of_sixty)
    ours = {(row.learner, row.case): row.points for row in found.attempts.itertuples()}
    assert ours == pytest.approx(expected)
    assert set(ours) == {(each.id, name) for each in sixty_people() for name in cases_of(each)}


def test_late_work_costs_and_hand_marks_count(found: Results) -> None:
    payroll = found.attempts[found.attempts["case"] == "payroll"].set_index("learner")
    for person in sixty_people():
        if "payroll" in cases_of(person):
            row = payroll.loc[person.id]
            has_penalty = bool(row["penalty"] > 0)
            assert has_penalty == bool(is_late(person) and row["points"] > 0), person.id
    texts = found.cells[found.cells["cell"].astype(str) == "note-to-hr"]
    by_hand = texts[texts["learner"].astype(str).str[2:].astype(int) % 2 == 0]
    assert not by_hand["waiting"].any()


def test_a_case_in_two_languages_is_one_case(cohort_of_sixty: Cohort, found: Results) -> None:
    expected = points_in_gradebook(cohort_of_sixty)
    shares = [points / 20 for (_, case), points in expected.items() if case == "payroll"]
    rows = {row[:2]: row for row in section(found, "by-case").rows}
    title = found.cases["payroll"][0].en
    both = rows[title, "Both"]
    assert both[2] == len(shares)
    assert both[3] == pytest.approx(sum(shares) / len(shares))
    assert rows[title, "French"][2] + rows[title, "English"][2] == both[2]


def test_misconceptions_are_those_that_scoring_the_sheets_shows(
    cohort_of_sixty: Cohort, found: Results
) -> None:
    people: dict[str, set[str]] = defaultdict(set)
    times: dict[str, int] = defaultdict(int)
    for path in cohort_of_sixty.folder.glob("submitted/*/*/answers.json"):
        sheet = parse_sheet(path.read_bytes(), "en")
        for question in case(sheet.case).questions_for(sheet.learner).values():
            entry = sheet.answers.get(question.id)
            mark = score(question, read_answer(question, entry.value if entry else None))
            for reason in mark.reasons:
                if reason.misconception:
                    people[reason.misconception].add(sheet.learner)
                    times[reason.misconception] += 1
    rows = section(found, "misconceptions").rows
    assert {row[0]: (row[2], row[4]) for row in rows} == {
        code: (len(people[code]), times[code]) for code in people
    }
    assert all(row[1] != row[0] and row[5] for row in rows), "each has a name and what to say"


def test_the_gain_is_that_of_the_records(cohort_of_sixty: Cohort, found: Results) -> None:
    gains = found.gains.set_index("learner")
    assert set(gains.index) == {
        each.id for each in sixty_people() if has_record(each) and cases_of(each)
    }
    for learner, row in gains.iterrows():
        points = {"pos": 0.0, "exit": 0.0}
        most = {"pos": 0.0, "exit": 0.0}
        for line in (cohort_of_sixty.folder / "records" / f"{learner}.jsonl").open("rb"):
            statement = json.loads(line)
            name = statement["object"]["id"].rsplit("/", 1)[1].split("-")[0]
            if name in points:
                points[name] += statement["result"]["score"]["raw"]
                most[name] += statement["result"]["score"]["max"]
        assert row["positioning"] == pytest.approx(points["pos"] / most["pos"])
        if most["exit"]:
            assert row["exit"] == pytest.approx(points["exit"] / most["exit"])
        else:
            assert row["exit"] != row["exit"], "no exit test, no number"


def plays_in_records(cohort: Cohort) -> list[tuple[str, str, str]]:
    """Learner, ending and moment of each play that the files of records say was finished."""
    found = []
    for path in sorted((cohort.folder / "records").glob("*.jsonl")):
        for line in path.open("rb"):
            statement = json.loads(line)
            if "/scenarios/" in statement["object"]["id"] and "result" in statement:
                (ending,) = statement["result"]["extensions"].values()
                found.append((path.stem, ending, statement["timestamp"]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_endings_of_the_simulation_are_those_of_the_records(
    cohort_of_sixty: Cohort, found: Results, language: Language
) -> None:
    played = plays_in_records(cohort_of_sixty)
    told = scenario("six-months")
    rows = {row[1]: row for row in section(found, "endings", language).rows}
    assert len(rows) == len(told.endings)
    for each in told.endings:
        mine = [learner for learner, ending, _ in played if ending == each.id]
        row = rows[each.title.said_in(language)]
        assert row[2:4] == (len(set(mine)), len(mine)), each.id
        assert row[4] == each.why.said_in(language)
    assert 0 in {row[3] for row in rows.values()}, "an ending that nobody reached is there too"
    counts = [int(str(row[3])) for row in rows.values()]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(played) > len({learner for learner, *_ in played}) > 5


def test_who_played_to_the_end_is_named_with_the_endings_in_order(
    cohort_of_sixty: Cohort, found: Results
) -> None:
    titles = {each.id: each.title.en for each in scenario("six-months").endings}
    reached: dict[str, list[str]] = defaultdict(list)
    last: dict[str, str] = {}
    for learner, ending, at in plays_in_records(cohort_of_sixty):
        reached[learner].append(titles[ending])
        last[learner] = at[:10]
    rows = section(found, "plays").rows
    assert {row[0]: row[3:] for row in rows} == {
        learner: (len(mine), " · ".join(dict.fromkeys(mine)), last[learner])
        for learner, mine in reached.items()
    }
    names = {each.id: each.name for each in sixty_people()}
    assert all(row[1] == names[str(row[0])] for row in rows)


def test_a_record_that_makes_up_an_ending_or_a_moment_is_not_believed() -> None:
    told = scenario("six-months")
    real = told.endings[0].id

    def plays(ending: str, at: str) -> tuple[tuple[str, str, str], ...]:
        moment = Moment("p-1", at, "en")
        return record_facts([played(moment, told.id, told.title, ending=ending)], UTC).plays

    for ending, at in (("=cmd|x", "2026-11-20T16:00:00Z"), (real, "soon"), (real, "")):
        assert plays(ending, at) == ()
    assert [row[1] for row in plays(real, "2026-11-20T16:00:00Z")] == [real]


def test_who_is_stuck_follows_the_rule_that_is_stated(
    cohort_of_sixty: Cohort, found: Results
) -> None:
    marks: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in found.cells[~found.cells["waiting"]].to_dict("records"):
        marks[row["learner"], row["competency"]].append((row["points"], row["maximum"]))
    expected = {
        key
        for key, given in marks.items()
        if len(given) >= 3 and sum(p for p, _ in given) < 0.5 * sum(m for _, m in given)
    }
    rows = section(found, "stuck").rows
    assert {(row[0], str(row[2]).split()[0]) for row in rows} == expected
    assert expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_same_numbers_with_real_types(
    cohort_of_sixty: Cohort, found: Results, tmp_path: Path, language: Language
) -> None:
    _, path = write_report(cohort_of_sixty, language, tmp_path, is_anonymous=False)
    book = load_workbook(path)
    made = class_report(found, language)
    by_title = {sheet.title: sheet for sheet in book.worksheets}
    assert len(book.worksheets) == len(made.sections) + 4
    for each in made.sections:
        sheet = by_title[sheet_name(each.title(language))]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.max_row == len(each.rows) + 1
        height = sheet.row_dimensions[1].height or 15
        for cell in sheet[1]:
            assert (
                height >= 14 * len(cell.value) / sheet.column_dimensions[cell.column_letter].width
            )
    for sheet in book.worksheets:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth) == ("landscape", 9, None)
        assert (setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
        assert sheet.auto_filter.ref is None or sheet.print_title_rows == "$1:$1"
    first = book.worksheets[0]
    assert book.properties.title == made.title
    for row in first.iter_rows(min_row=4):
        longest = max(len(str(row[1].value or "")) / 90, len(str(row[0].value or "")) / 34)
        assert (first.row_dimensions[row[0].row].height or 15) >= 14 * longest
    names = {row[1].value: row[1] for row in book.worksheets[1].iter_rows(min_row=2)}
    for name in ODD_NAMES.values():
        assert names[name].data_type == "s", "a name is never a formula"
    attempts = book.worksheets[-2]
    total = sum(row[4].value for row in attempts.iter_rows(min_row=2))
    assert total == pytest.approx(sum(points_in_gradebook(cohort_of_sixty).values()))
    assert all(isinstance(row[3].value, datetime) for row in attempts.iter_rows(min_row=2))


def test_names_are_text_on_the_page_and_nothing_is_fetched(found: Results) -> None:
    page = report_page(class_report(found, "fr")).decode()
    rest = PLOTLY.sub("", page)
    assert "&lt;b&gt;Zoé&lt;/b&gt; &amp; fils" in rest
    assert "<b>Zoé" not in page
    assert "Łukasz Żółć" in rest
    assert not re.search(r'(?:src|href)="(?!#)', rest)
    assert page.count("<script>") == 2, "Plotly stands in it once"
    assert len(page.encode()) < 8_000_000


def test_an_anonymous_report_names_nobody(cohort_of_sixty: Cohort, tmp_path: Path) -> None:
    page, book = write_report(cohort_of_sixty, "en", tmp_path, is_anonymous=True)
    text = PLOTLY.sub("", page.read_text(encoding="utf-8"))
    sheets = load_workbook(book).worksheets
    cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    for person in sixty_people():
        for secret in (person.id, person.email, person.name):
            assert secret not in text
            assert secret not in cells


def test_an_anonymous_report_has_the_same_numbers(found: Results) -> None:
    hidden = anonymised(found, "en", Random(1))
    for name in ("by-case", "by-competency", "by-profile", "misconceptions", "reliability"):
        ours, theirs = section(hidden, name).rows, section(found, name).rows
        assert [_rounded(row) for row in ours] == [_rounded(row) for row in theirs]


def _rounded(row: tuple[object, ...]) -> list[object]:
    """A row without what adding up in another order changes."""
    return [round(each, 9) if isinstance(each, float) else each for each in row]


def test_cases_left_are_those_of_the_path_and_none_is_expected_without_one(
    found: Results,
) -> None:
    left = {row[0]: row[7] for row in section(found, "done").rows}
    for person in sixty_people():
        path = found.paths.get(person.profile)
        expected = len(path.cases) - len(cases_of(person)) if path else None
        assert left[person.id] == expected


def test_who_did_nothing_is_named(found: Results) -> None:
    (row,) = [row for row in section(found, "done").rows if row[0] == IDLE]
    assert row[4:7] == (0, 0, 0)
    assert row[8] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_cohort_is_told_in_words(tmp_path: Path, language: Language) -> None:
    cohort = create_cohort(str(tmp_path / "cohort"), "Vide", language)
    page, book = write_report(cohort, language, tmp_path / "out", is_anonymous=False)
    assert "cohort add" in page.read_text(encoding="utf-8")
    assert len(load_workbook(book).worksheets) == 1


def test_a_cohort_of_one_shows_no_statistic(cohort_of_sixty: Cohort, tmp_path: Path) -> None:
    cohort = copy_to_report(cohort_of_sixty.folder, tmp_path / "cohort")
    alone = replace(cohort.people["p-0002"], name="Ł" * 200)
    write_people(cohort.folder, [alone])
    made = class_report(read_results(open_cohort(str(cohort.folder))), "en")
    assert all(each.figure is None for each in made.sections)
    of_section = {each.id: each for each in made.sections}
    assert not {"by-case", "by-profile", "reliability", "items"} & set(of_section)
    assert len(of_section["handed-in"].rows) == len(cases_of(sixty_people()[1]))
    assert all(row[3] is None for row in of_section["misconceptions"].rows)
    assert "Ł" * 200 in report_page(made).decode()


def test_a_small_class_has_no_mean_and_no_reliability(
    cohort_of_sixty: Cohort, tmp_path: Path
) -> None:
    cohort = copy_to_report(cohort_of_sixty.folder, tmp_path / "cohort")
    write_people(cohort.folder, [cohort.people[each] for each in ("p-0001", "p-0002", "p-0003")])
    made = class_report(read_results(open_cohort(str(cohort.folder))), "en")
    assert all(each.figure is None for each in made.sections)
    of_section = {each.id: each for each in made.sections}
    assert all(row[3:7] == (None,) * 4 for row in of_section["by-case"].rows)
    assert all(row[2:] == (None,) * 4 for row in of_section["by-profile"].rows)
    assert all(row[3] is None for row in of_section["reliability"].rows)
    assert all(row[5] is None for row in of_section["items"].rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_its_numbers_on_the_page_and_in_the_workbook(
    cohort_of_sixty: Cohort, found: Results, tmp_path: Path, language: Language
) -> None:
    page, path = write_report(cohort_of_sixty, language, tmp_path, is_anonymous=False)
    made = class_report(found, language)
    drawn = [each for each in made.sections if each.figure]
    assert {each.id for each in drawn} == {
        "misconceptions", "by-case", "by-competency", "by-profile", "gain",
    }  # fmt: skip
    folded = re.findall(r"<details>.*?</details>", page.read_text(encoding="utf-8"), re.DOTALL)
    title = say("report.sheet.figures", language)
    rows = [tuple(filter(None, row)) for row in load_workbook(path)[title].values]
    for section, folded_one in zip(drawn, folded, strict=True):
        figure = section.figure
        assert figure
        shown = {float(bar) for trace in figure.spec["data"] for bar in trace["x"]}
        numbers = {each for row in section.drawn.rows for each in row if isinstance(each, float)}
        assert shown <= numbers, "the table has what the figure shows"
        assert folded_one.count("<tr>") == len(section.drawn.rows) + 1
        assert all(escape(cell) in folded_one for row in figure.table.rows for cell in row)
        start = rows.index((figure.title,))
        in_sheet = rows[start + 3 : start + 3 + len(section.drawn.rows)]
        written = sorted(each for row in in_sheet for each in row if isinstance(each, float))
        assert written == pytest.approx(sorted(each for row in section.drawn.rows for each in row
                                               if isinstance(each, float) and each))  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_missed_says_what_was_asked_and_what_was_done(
    found: Results, language: Language
) -> None:
    rows = section(found, "distractors", language).rows
    assert rows
    ids = {question for _, question in found.questions}
    for _, asked, what, times, question in rows:
        assert question in ids
        assert asked not in ids, question
        assert " " in str(asked), question
        assert what
        assert what not in ids, question
        assert times
    cut = next(row for row in rows if row[4] == "what-hugo-does")
    asked = {"fr": "Les indices sont mauvais.", "en": "The indices are bad."}[language]
    assert str(cut[1]).startswith(asked)
    assert str(cut[2]).startswith({"fr": "Choisi à tort", "en": "Chosen wrongly"}[language])


def test_whatever_a_sheet_leaves_out_is_told(
    cohort_of_sixty: Cohort, found: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("section", "sections.waiting", "workbook"):
        monkeypatch.setattr(f"maitrise.reports.{name}.MOST_ROWS", 20)
    monkeypatch.setattr("maitrise.reports.page.IN_WORKBOOK", 20)
    monkeypatch.setattr("maitrise.reports.page.MOST_ROWS", 10)
    page, path = write_report(cohort_of_sixty, "en", tmp_path, is_anonymous=False)
    made = class_report(found, "en")
    book = load_workbook(path)
    cover = " ".join(str(row[1]) for row in book.worksheets[0].values)
    long = [each for each in made.sections if len(each.rows) > 20]
    assert long
    for each in long:
        title = each.title("en")
        assert book[sheet_name(title)].max_row == 21
        assert f"“{title}” stops at 20 rows of {len(each.rows)}" in cover
        text = page.read_text(encoding="utf-8")
        assert f"Rows: {len(each.rows)}, of which the first 10 are here and the first 20 in" in text
    waiting = section(found, "waiting")
    assert sum(row[-1] for row in waiting.rows) == found.cells["waiting"].sum()
    assert waiting.note
    assert "by person" in cover
    assert "marked answers" in cover
    by_person = {row[0]: row for row in book["Marks by person"].values}
    titles = {title.en: case for case, (title, _) in found.cases.items()}
    head = by_person["Id"]
    latest = found.attempts.set_index(["learner", "case"])["share"]
    for (learner, name), share in latest.items():
        if learner in by_person:
            place = [titles.get(each) for each in head].index(name)
            assert by_person[learner][place] == pytest.approx(share)


def test_a_long_table_is_cut_on_the_page_and_says_so(
    cohort_of_sixty: Cohort, tmp_path: Path
) -> None:
    cohort = create_cohort(str(tmp_path / "cohort"), "Many", "en")
    many = [Person(f"p-{n:05d}", f"Ana {n}", "", "en", "new-pmo") for n in range(MOST_ROWS + 10)]
    write_people(cohort.folder, many)
    page = report_page(class_report(read_results(open_cohort(str(cohort.folder))), "en")).decode()
    assert page.count("<tr><td>p-") == MOST_ROWS
    assert f"the first {MOST_ROWS} are here" in page


def test_a_report_is_never_written_into_the_repository(cohort_of_sixty: Cohort) -> None:
    with pytest.raises(WrongCallError, match="inside the course"):
        write_report(cohort_of_sixty, "en", Path(__file__).parent / "out", is_anonymous=False)


def test_a_workbook_that_finds_no_room_is_the_system_s_fault(
    found: Results,
    small_disk: Path,
    fill_up: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_up(small_disk)
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    with pytest.raises(OSError, match="No space left"):
        workbook(class_report(found, "en"), found)


def test_completions_say_who_finished_what(cohort_of_sixty: Cohort, found: Results) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                completions(cohort_of_sixty, CompletionMap(), read_results(cohort_of_sixty))
            )
        )
    )
    assert tuple(rows[0]) == COLUMNS
    cases = {(row["employee_id"], row["course_code"]): row for row in rows}
    for attempt in found.attempts.to_dict("records"):
        row = cases[attempt["learner"], attempt["case"]]
        assert (row["status"] == "completed") is (attempt["waiting"] == 0)
        if row["status"] == "completed":
            assert float(row["score"]) == pytest.approx(
                100 * attempt["share"], abs=0.0501
            )  # half a tenth
            datetime.fromisoformat(row["completion"])
    assert IDLE not in {row["employee_id"] for row in rows}
    assert len({row["employee_id"] for row in rows}) == COUNT - 1


def test_who_took_the_positioning_test_has_completed_the_first_lesson(
    cohort_of_sixty: Cohort,
) -> None:
    rows = csv.DictReader(
        io.StringIO(completions(cohort_of_sixty, CompletionMap(), read_results(cohort_of_sixty)))
    )
    first = {row["employee_id"]: row for row in rows if row["course_code"] == "00-start"}
    assert set(first) == {each.id for each in sixty_people() if has_record(each) and cases_of(each)}
    for row in first.values():
        assert (row["status"], row["completion"]) == ("completed", "2026-11-09")


@pytest.mark.parametrize("name", ["iomad", "moodle-import-completion"])
def test_a_ready_made_map_lists_finished_things_only(cohort_of_sixty: Cohort, name: str) -> None:
    wanted = read_map(map_file(name))
    rows = list(
        csv.DictReader(
            io.StringIO(completions(cohort_of_sixty, wanted, read_results(cohort_of_sixty)))
        )
    )
    assert list(rows[0]) == [each.name for each in wanted.columns]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["timecompleted"]) for row in rows)


def test_nothing_in_completions_becomes_a_formula(cohort_of_sixty: Cohort, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        'delimiter = ";"\n[[column]]\nname = "=cmd"\nvalue = "@SUM(1)"\n'
        '[[column]]\nname = "id"\nsource = "employee_id"\n',
        encoding="utf-8",
    )
    lines = completions(cohort_of_sixty, read_map(path), read_results(cohort_of_sixty)).splitlines()
    assert lines[0] == "'=cmd;id"
    assert lines[1].startswith("'@SUM(1);p-")


def test_a_map_with_flaws_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('delimiter = ";;"\n[[column]]\nname = "x"\n', encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        read_map(path)
    assert {each.place for each in refused.value.faults} == {"delimiter", "column x"}


def test_a_map_that_cannot_be_used_is_told_in_the_reader_s_language_with_those_that_are_ready(
    cohort_of_sixty: Cohort, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    from maitrise.cli.app import app

    bad = tmp_path / "map.toml"
    bad.write_text("[column\n", encoding="utf-8")
    for name, said in (("none", "ni le chemin d’un fichier"), (str(bad), "ne peut pas être")):
        asked = ["completions", str(cohort_of_sixty.folder), "--map", name, "--lang", "fr"]
        refused = CliRunner().invoke(app, asked).exception
        assert isinstance(refused, WrongCallError)
        assert said in str(refused)
        assert "iomad, moodle-import-completion" in str(refused)
    assert "ce n’est pas du TOML (ligne 1, colonne 8)" in str(refused)


def test_a_file_of_sections_is_a_section_of_a_report_and_needs_nothing_else() -> None:
    folder = Path(sections.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    made = {
        make.__module__.rpartition(".")[2]
        for one in (True, False)
        for make in section_builders(of_one=one)
    }
    assert made == files


def test_a_figure_of_one_bar_names_no_highest_and_lowest() -> None:
    rows: list[Row] = [("Payroll", 0.2)]
    table = ReportTable((ReportColumn("case"), ReportColumn("share", "share")), rows)
    section = section_with_bars("by-case", table, rows, "en", at=1)
    assert section.summary == "Payroll: 20% of the points on average."


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Du test de positionnement au test de fin", "Du test de positionnement"),
        ("Confusions à reprendre en groupe", "Confusions à reprendre"),
        ("Qui a fait quoi", "Qui a fait quoi"),
        ("Ñ" * 40, "Ñ" * 31),
        ("a: b/c", "a  b c"),
    ],
)
def test_the_name_of_a_sheet_leaves_no_word_hanging(title: str, named: str) -> None:
    assert sheet_name(title) == named


def test_who_has_no_path_is_named_below_the_reminders(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from maitrise.cli.app import app

    cohort = create_cohort(str(tmp_path / "cohort"), "Été", "fr")
    people = [Person("p-1", "Zoé", "", "fr", ""), Person("p-2", "Amy", "", "en", "new-pmo")]
    write_people(cohort.folder, people)
    said = CliRunner().invoke(app, ["cohort", "remind", str(cohort.folder), "--lang", "fr"]).output
    assert "Sans profil dans la liste, donc sans cas attendu\u00a0: p-1." in said


def test_who_is_behind_is_reminded_in_their_own_language(cohort_of_sixty: Cohort) -> None:
    made = reminders(cohort_of_sixty, datetime(2026, 11, 24, tzinfo=UTC), "en")
    expected = {
        each.id
        for each in sixty_people()
        if each.profile and len(cases_of(each)) < len(cohort_of_sixty.paths[each.profile].cases)
    }
    assert {each.person.id for each in made} == expected
    for each in made:
        assert each.body.startswith("Bonjour" if each.person.language == "fr" else "Hello")
    lateness = [each.is_late for each in made]
    assert lateness == sorted(lateness, reverse=True)
    assert any(lateness)


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("O'Brien, Nora", "Hello Nora O'Brien,", "Bonjour Nora O'Brien,"),
        ("DE LA TOUR Marie", "Hello Marie DE LA TOUR,", "Bonjour Marie DE LA TOUR,"),
        ("Łukasz Żółć", "Hello Łukasz Żółć,", "Bonjour Łukasz Żółć,"),
        ("Cher", "Hello Cher,", "Bonjour Cher,"),
        ("", "Hello,", "Bonjour,"),
    ],
)
def test_a_reminder_greets_with_the_first_name_first(
    tmp_path: Path, name: str, english: str, french: str
) -> None:
    cohort = create_cohort(str(tmp_path / "cohort"), "Greeted", "en")
    people = [Person(f"p-{each}", name, "", each, "new-pmo") for each in LANGUAGES]
    write_people(cohort.folder, people)
    made = reminders(open_cohort(str(cohort.folder)), datetime(2026, 11, 24, tzinfo=UTC), "en")
    said = {each.person.language: each.body.partition("\n")[0] for each in made}
    assert said == {"en": english, "fr": french}


def test_a_path_can_be_added_to_one_cohort(cohort_of_sixty: Cohort, tmp_path: Path) -> None:
    cohort = copy_to_report(cohort_of_sixty.folder, tmp_path / "cohort")
    written = (
        '[[path]]\nid = "buyer"\nlessons = ["00-start"]\ncases = ["public-tender"]\n'
        'name = { fr = "Acheteur", en = "Buyer" }\npromise = { fr = "Acheter.", en = "Buy." }\n'
        'why = { fr = "Court.", en = "Short." }\n'
    )
    (cohort.folder / "paths.toml").write_text(written, encoding="utf-8")
    assert cohort.paths["buyer"].name.fr == "Acheteur"
    wrong = written.replace("buyer", "new-pmo").replace("00-start", "nowhere")
    (cohort.folder / "paths.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        _ = cohort.paths
    assert len(refused.value.faults) == 2
    (cohort.folder / "paths.toml").write_text(written.replace("-tender", ""), encoding="utf-8")
    with pytest.raises(CourseError, match=r"path buyer: there is no case 'public'\. There are: "):
        _ = cohort.paths


def test_a_faulty_paths_file_is_told_in_the_language_of_the_command(
    cohort_of_sixty: Cohort,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cohort = copy_to_report(cohort_of_sixty.folder, tmp_path / "cohort")
    (cohort.folder / "paths.toml").write_text('[[path]]\nid = "x"\n', encoding="utf-8")
    for language, told in (("fr", "la clé 'name' manque"), ("en", "the key 'name' is missing")):
        words = ["maitrise", "paths", "--cohort", str(cohort.folder), "--lang", language]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == 1
        assert told in capsys.readouterr().err
