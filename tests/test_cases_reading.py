"""Case files: a flaw stops its author with a place, a problem and a remedy; sound cases pass.

Each file of ``broken/cases`` carries one flaw and its name. Its sound twin is the same file with
the flaw mended as ``FLAWS`` says: no message can be about something else in the file.
"""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from maitrise.base.errors import CourseError, shown_path
from maitrise.base.text import Text
from maitrise.cases import Case, case_file, case_ids, parse_assignment, read_case
from maitrise.cases.blueprint import broken_blueprint
from maitrise.cases.model import Blueprint, Slot
from maitrise.cases.starter import STARTER
from maitrise.kinds import kind_names
from maitrise.kinds.rows import RowsQuestion

BROKEN = Path(__file__).parent / "broken" / "cases"
FIXTURES = Path(__file__).parent / "fixtures" / "solutions"


class Flaw(NamedTuple):
    """What is wrong in a file, how it is mended, and what is said after the file's name."""

    wrong: str
    mended: str
    message: str


FLAWS = {
    "points_not_adding_up": Flaw(
        "points = 5 ",
        "points = 4 ",
        ": points is 5, but the questions add up to 4. Make both the same.",
    ),
    "case_not_the_file_s": Flaw(
        'case = "other"',
        'case = "case_not_the_file_s"',
        ": case is 'other'. Write case = \"case_not_the_file_s\", as the file is called.",
    ),
    "version_zero": Flaw(
        "version = 0",
        "version = 1",
        ": version is 0. Write a whole number of 1 or more.",
    ),
    "after_unknown": Flaw(
        'after = "everything"',
        'after = "reasons"',
        ", after: 'everything' is unknown here. Use one of: reasons, key, score.",
    ),
    "title_in_one_language": Flaw(
        'title = { fr = "Un cas" }',
        'title = { fr = "Un cas", en = "A case" }',
        ', title: the English text is missing. Add en = "…" beside the other.',
    ),
    "unknown_key": Flaw(
        'author = "A. Martin"\n',
        "",
        ": unknown key 'author'. "
        "Remove it, or use one of: after, blueprint, case, minutes, points, summary, title, "
        "version.",
    ),
    "unknown_kind": Flaw(
        'id = "total"\nkind = "numbre"',
        'id = "total"\nkind = "number"',
        f", question total: unknown kind 'numbre'. Use one of: {', '.join(kind_names())}.",
    ),
    "question_in_no_section": Flaw(
        'questions = ["overspent"]',
        'questions = ["overspent", "total"]',
        ", question total: no section asks it. List it in the questions of a section.",
    ),
    "question_in_two_sections": Flaw(
        'questions = ["total", "s01"]',
        'questions = ["s01"]',
        ", question total: it is asked 2 times in the sections. List it in one section, once.",
    ),
    "section_asking_an_unknown_question": Flaw(
        'questions = ["overspent", "total", "totla"]',
        'questions = ["overspent", "total"]',
        ", section context: no question is called 'totla'. Mend the id, or write that question.",
    ),
    "table_in_no_section": Flaw(
        "tables = []",
        'tables = ["costs"]',
        ", table costs: no section shows it. List it in the tables of one section.",
    ),
    "section_showing_an_unknown_table": Flaw(
        'tables = ["costs", "prices"]',
        'tables = ["costs"]',
        ", section context: no table is called 'prices'. Mend the id, or write that table.",
    ),
    "column_missing_from_the_csv": Flaw(
        "id,task.fr,task.en,budget\nT1,Besoins,Needs,40\nT2,Conception,Design,60",
        "id,task.fr,task.en,budget,spent\nT1,Besoins,Needs,40,44\nT2,Conception,Design,60,58",
        ", table costs: the column 'spent' is missing from the CSV. "
        "Add it, or remove its description.",
    ),
    "column_not_described": Flaw(
        "id,task.fr,task.en,budget,spent,by\nT1,Besoins,Needs,40,44,A\nT2,Conception,Design,60,58,B",
        "id,task.fr,task.en,budget,spent\nT1,Besoins,Needs,40,44\nT2,Conception,Design,60,58",
        ", table costs: the column 'by' is not described. Add a [[table.column]] for it.",
    ),
    "column_in_one_language": Flaw(
        "id,task.fr,budget,spent\nT1,Besoins,40,44\nT2,Conception,60,58",
        "id,task.fr,task.en,budget,spent\nT1,Besoins,Needs,40,44\nT2,Conception,Design,60,58",
        ", table costs: the column 'task' is there as task.fr. "
        "Write task, or both task.fr and task.en, once.",
    ),
    "cell_in_one_language": Flaw(
        "T2,Conception,,60,58",
        "T2,Conception,Design,60,58",
        ", table costs, row T2, task: a text is there in one language only. Mend this cell.",
    ),
    "row_too_short": Flaw(
        "T2,Conception,Design,60\n",
        "T2,Conception,Design,60,58\n",
        ", table costs, row T2: it has 4 cells, the header has 5. "
        "Put a text that has a comma between quotation marks.",
    ),
    "row_id_twice": Flaw(
        "T2,Conception,Design,60,58\nT2,Recette,Acceptance,9,9",
        "T2,Conception,Design,60,58",
        ", table costs, row T2: the row id stands twice. Give each row an id of its own.",
    ),
    "cell_no_number": Flaw(
        "T2,Conception,Design,soixante,58",
        "T2,Conception,Design,60,58",
        ", table costs, row T2, budget: 'soixante' is no number; write it like 1270.5. "
        "Mend this cell.",
    ),
    "rows_of_an_unknown_table": Flaw(
        'table = "cost"',
        'table = "costs"',
        ", question overspent: no sound table is called 'cost'. Use one of: costs.",
    ),
    "rows_of_an_unknown_column": Flaw(
        'columns = ["task", "price"]',
        'columns = ["task", "budget"]',
        ", question overspent: the table costs has no column 'price'. Use: task, budget, spent.",
    ),
    "row_not_in_the_table": Flaw(
        '[[question.row]]\nid = "T3"',
        '[[question.row]]\nid = "T2"',
        ", question overspent, row T3: the table costs has no such row. Use one of: T1, T2.",
    ),
    "key_outside_its_options": Flaw(
        'key = "moo"',
        'key = "moa"',
        ", question s01-b, row sign: no category is called 'moo'. Use one of: moa, moe.",
    ),
    "slot_items_not_parallel": Flaw(
        'id = "s01-c"\nkind = "choice"\ncompetency = "C02"',
        'id = "s01-c"\nkind = "choice"\ncompetency = "C01"',
        ", slot s01, item s01-c: its competency is C02, the slot's is C01. "
        "Items of a slot are parallel: make them the same.",
    ),
    "slot_of_two_items": Flaw(
        'items = ["s01-a", "s01-b"]',
        'items = ["s01-a", "s01-b", "s01-c"]',
        ", question s01-c: no section asks it. List it in the questions of a section.",
    ),
    "not_toml": Flaw(
        "minutes = vingt",
        "minutes = 20",
        ": this is not TOML: Invalid value (at line 5, column 11). Mend that line.",
    ),
    "section_showing_an_unknown_figure": Flaw(
        'figure = "where-it-goes"',
        'figure = "where-it-went"',
        ", section context: no figure is called 'where-it-goes'. Mend the id, "
        "or write that figure.",
    ),
    "figure_in_no_section": Flaw(
        'tables = ["costs"]\n',
        'tables = ["costs"]\nfigure = "where-it-went"\n',
        ", figure where-it-went: no section shows it. Write figure = "
        '"where-it-went" in one section.',
    ),
    "figure_of_an_unknown_table": Flaw(
        'kind = "bars"\ntable = "cost"',
        'kind = "bars"\ntable = "costs"',
        ", figure where-it-went: no sound table is called 'cost'. Use one of: costs.",
    ),
    "figure_of_an_unknown_column": Flaw(
        'columns = ["budget", "spend"]',
        'columns = ["budget", "spent"]',
        ", figure where-it-went: the table costs has no column 'spend'. Use: task, budget, spent.",
    ),
    "figure_of_an_unknown_kind": Flaw(
        'kind = "pie"',
        'kind = "bars"',
        ", figure where-it-went, kind: 'pie' is unknown here. Use one of: bars, timeline.",
    ),
    "bars_of_words": Flaw(
        'columns = ["task"]',
        'columns = ["spent"]',
        ", figure where-it-went: bars cannot be drawn of task. Give it one or "
        "two columns, all of numbers or all of percentages.",
    ),
    "timeline_of_numbers": Flaw(
        'kind = "timeline"',
        'kind = "bars"',
        ", figure where-it-went: a timeline cannot be drawn of budget, spent. "
        "Give it two columns of dates, the first day and the last.",
    ),
    "bars_of_a_negative_number": Flaw(
        "Needs,-40",
        "Needs,40",
        ", figure where-it-went: the row T1 has a negative budget. Draw "
        "another column: bars start at 0.",
    ),
}


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_told_with_its_file_place_and_remedy(name: str) -> None:
    flaw = FLAWS[name]
    path = BROKEN / f"{name}.toml"
    with pytest.raises(CourseError) as caught:
        read_case(path)
    file = shown_path(path)
    assert flaw.message in [str(fault).removeprefix(file) for fault in caught.value.faults]


@pytest.mark.parametrize("name", FLAWS)
def test_the_sound_twin_of_a_broken_case_is_read(name: str, tmp_path: Path) -> None:
    flaw = FLAWS[name]
    text = (BROKEN / f"{name}.toml").read_text(encoding="utf-8")
    assert text.count(flaw.wrong) == 1
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace(flaw.wrong, flaw.mended), encoding="utf-8")
    assert read_case(path).id == name


def test_every_broken_case_is_looked_at() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == set(FLAWS)


BLUEPRINT = """
[blueprint]
least = { choice = 3, figures = 3 }

[blueprint.slots]
C01 = ["easy choice"]
C10 = ["medium number"]
"""


def planned(tmp_path: Path, wrong: str = "", mended: str = "") -> Path:
    """The tiny exam with a blueprint that it keeps to, then one change."""
    text = (FIXTURES / "tiny-exam.toml").read_text(encoding="utf-8")
    text = text.replace("\n[[section]]", f"{BLUEPRINT}\n[[section]]", 1)
    text = text.replace('items = ["s01-a"', 'asks = "who decides"\nitems = ["s01-a"')
    text = text.replace('items = ["s02-a"', 'asks = "a ratio"\nfigures = true\nitems = ["s02-a"')
    assert wrong in text
    path = tmp_path / "tiny-exam.toml"
    path.write_text(text.replace(wrong, mended, 1), encoding="utf-8")
    return path


def test_an_exam_that_keeps_to_its_blueprint_is_read(tmp_path: Path) -> None:
    assert read_case(planned(tmp_path)).slots["s02"].figures


@pytest.mark.parametrize(
    ("wrong", "mended", "message"),
    [
        (
            'C01 = ["easy choice"]',
            'C01 = ["hard choice"]',
            ", blueprint: C01 has 1 slots “easy choice”, and 0 in the blueprint. "
            "Make both the same.",
        ),
        (
            "choice = 3",
            "choice = 4",
            ", blueprint: 3 items of “choice”, and 4 are asked for at least. Write 1 more.",
        ),
        (
            "figures = true",
            "figures = false",
            ", blueprint: 0 items of “figures”, and 3 are asked for at least. Write 3 more.",
        ),
        (
            'asks = "a ratio"\n',
            "",
            ', slot s02: it does not say what its items ask. Write asks = "…": what all three '
            "items ask.",
        ),
    ],
)
def test_an_exam_that_leaves_its_blueprint_is_told(
    tmp_path: Path, wrong: str, mended: str, message: str
) -> None:
    path = planned(tmp_path, wrong, mended)
    with pytest.raises(CourseError) as caught:
        read_case(path)
    file = shown_path(path)
    assert message in [str(fault).removeprefix(file) for fault in caught.value.faults]


def test_items_of_two_kinds_are_no_parallel_items() -> None:
    slot = Slot(id="s1", competency="C01", difficulty="easy", points=1, items=("a", "b"), asks="x")
    kinds = {"a": "choice", "b": "match"}
    found = list(broken_blueprint(Blueprint(slots={"C01": ("easy choice",)}), [slot], kinds))
    remedy = "Make them of one kind"
    assert found == [("slot s1", "its items are of different kinds: choice, match", remedy)]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = (BROKEN / "not_toml.toml").read_text(encoding="utf-8")
    text = text.replace("minutes = vingt", "minutes = 20").replace("version = 1", "version = 0")
    text = text.replace('id = "total"\nkind = "number"', 'id = "total"\nkind = "numbre"')
    text = text.replace(",44", ",x")
    path = tmp_path / "not_toml.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_case(path)
    places = [fault.place for fault in caught.value.faults]
    assert places[:3] == ["", "table costs, row T1, spent", "question overspent"]
    assert "question total" in places


def small() -> Case:
    return read_case(FIXTURES / "small-case.toml")


def exam() -> Case:
    return read_case(FIXTURES / "tiny-exam.toml")


def test_a_question_takes_the_rows_of_a_table_of_the_case() -> None:
    picked = small().questions["picked"]
    assert isinstance(picked, RowsQuestion)
    assert [column.text for column in picked.columns] == [
        Text("Décision", "Decision"),
        Text("Par", "By"),
    ]
    assert picked.rows[0].cells == {
        "what": Text("Ajout d’un module", "A module added"),
        "by": Text("AMOA", "AMOA"),
    }


def test_a_table_is_read_in_both_languages_with_numbers_and_dates() -> None:
    table = small().tables["tasks"]
    assert table.rows["T2"]["task"] == Text("Cahier des charges, choix", "Requirements, selection")
    assert [row["budget"] for row in table.rows.values()] == [40.0, 30.5, 1260.0]
    assert [row["cost"] for row in table.rows.values()] == [44.0, 28.0, None]  # none yet
    start = table.column("start").shown(table.rows["T1"]["start"], "en")
    planned = table.column("planned").shown(table.rows["T1"]["planned"], "fr")
    budget = table.column("budget").shown(table.rows["T3"]["budget"], "fr")
    assert (start, planned, budget) == ("05/01/2026", "100\u00a0%", "1\u202f260,0")


def test_a_case_asks_everyone_the_same() -> None:
    case = small()
    assert case.questions_for("p-0041") == case.questions_for("paul") == dict(case.questions)
    assert case.cells == tuple(case.questions)


def test_neighbours_get_different_items_in_every_slot() -> None:
    case = exam()
    asked = [case.questions_for(f"p-{number:04}") for number in range(38, 44)]
    for one, other in pairwise(asked):
        assert all(one[cell].id != other[cell].id for cell in case.cells)


@pytest.mark.parametrize("learner", ["p-0041", "", "José", "anne.marie@example.org", "9" * 80])
def test_a_learner_is_always_asked_the_same(learner: str) -> None:
    assert exam().questions_for(learner) == exam().questions_for(learner)
    assert list(exam().questions_for(learner)) == ["s01", "s02"]


def test_the_starter_is_a_sound_case(tmp_path: Path) -> None:
    path = tmp_path / "my-case.toml"
    path.write_bytes(STARTER.read_bytes())
    assert read_case(path).points == 4


def test_the_name_of_an_assignment_tells_case_and_language() -> None:
    assert parse_assignment("payroll-fr") == ("payroll", "fr")
    assert parse_assignment("final-exam-en") == ("final-exam", "en")
    assert parse_assignment("payroll") is None
    assert parse_assignment("-fr") is None


@pytest.mark.parametrize("name", case_ids())
def test_a_case_of_the_course_has_16_points_for_the_machine_and_4_for_a_person(name: str) -> None:
    case = read_case(case_file(name))
    if case.slots:
        assert len(case.slots) == 40
        return
    by_hand = sum(each.points for each in case.questions.values() if each.kind == "text")
    assert (case.points - by_hand, by_hand) == (16, 4)
