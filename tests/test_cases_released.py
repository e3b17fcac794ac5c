"""What learners receive: no key in it, and marks as they should be, in both languages."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from answer_sheets import made_up, model_answers, sheet
from maitrise.base.errors import CourseError
from maitrise.base.number import write_number
from maitrise.base.structure import plain
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases import Case, assignment, case_file, case_ids, feedback_markdown, read_case
from maitrise.cases.build import build_cases, differences
from maitrise.cases.files import root_folder
from maitrise.cases.in_notebook import CaseInNotebook, open_case
from maitrise.cases.released_cases import released_cases
from maitrise.kinds import Question, ask, model_answer, read_answer, score
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.rows import RowsQuestion
from maitrise.kinds.text import TextQuestion

CASES = case_ids()
EVERYWHERE = pytest.mark.parametrize("language", LANGUAGES)
EVERY_CASE = pytest.mark.parametrize("name", CASES)


def released(name: str, language: Language) -> Path:
    return root_folder() / "exercises" / assignment(name, language)


def notebook(folder: str, name: str, language: Language) -> dict[str, Any]:
    path = root_folder() / folder / assignment(name, language) / f"{name}.ipynb"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def texts_of(value: Any) -> Iterator[str]:
    """Every text that stands in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def secrets(question: Question) -> Iterator[str]:
    """What gives an answer away: each reason, the explanation, and the key as data."""
    for part in ("options", "rows", "items", "wrongs"):
        for each in getattr(question, part, ()):
            yield from texts_of(plain(each.reason))
    if question.explanation:
        yield from texts_of(plain(question.explanation))
    if isinstance(question, TextQuestion):
        for criterion in question.criteria:
            if criterion.expected:
                yield from texts_of(plain(criterion.expected))
    key = model_answer(question)
    if isinstance(key, list | dict):
        yield json.dumps(key, ensure_ascii=False)
        yield repr(key)
    if isinstance(question, ChoiceQuestion | NumberQuestion):
        yield f'case.answer("{question.id}", {key!r})'


@EVERY_CASE
@EVERYWHERE
def test_no_released_file_holds_a_key_or_a_reason(name: str, language: Language) -> None:
    case = read_case(case_file(name))
    whole = [secret for each in case.questions.values() for secret in secrets(each)]
    for path in sorted(released(name, language).iterdir()):
        if path.name.startswith("answers"):
            continue
        content = path.read_text(encoding="utf-8")
        spoken = json.loads(content) if path.suffix in (".json", ".ipynb") else [content]
        said = "\n".join("".join(each) for each in _joined(spoken))
        said += re.sub(r"\s+", " ", content)
        assert [secret for secret in whole if secret and secret in said] == [], path.name
        assert not re.search(r"key\s*=|HIDDEN TESTS|(BEGIN|END) SOLUTION|\"right\"", said), (
            path.name
        )


def _joined(value: Any) -> Iterator[str]:
    """The texts of JSON; the lines of a cell as one text."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        yield "".join(value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _joined(each)


@EVERY_CASE
def test_released_order_says_nothing_of_the_right_one(name: str) -> None:
    case = read_case(case_file(name))
    orders = [each for each in case.questions.values() if isinstance(each, OrderQuestion)]
    form = json.loads((released(name, "fr") / "case.json").read_text(encoding="utf-8"))
    forms = {each["id"]: each for each in form["questions"]}
    for question in orders:
        shown = [item["id"] for item in forms[question.id]["items"]]
        assert shown != [item.id for item in question.items]


@EVERY_CASE
def test_a_number_to_find_does_not_stand_in_its_own_question(name: str) -> None:
    form = json.loads((released(name, "en") / "case.json").read_text(encoding="utf-8"))
    forms = {each["id"]: json.dumps(each, ensure_ascii=False) for each in form["questions"]}
    for question in read_case(case_file(name)).questions.values():
        if isinstance(question, NumberQuestion):
            key = write_number(question.key, "en", question.decimals)
            assert not re.search(rf"(?<![\d.,]){re.escape(key)}(?![\d.,]*\d)", forms[question.id])


@EVERY_CASE
@EVERYWHERE
def test_a_rubric_read_before_writing_answers_no_other_question(
    name: str, language: Language
) -> None:
    for question in read_case(case_file(name)).questions.values():
        if isinstance(question, TextQuestion):
            for criterion in question.criteria:
                said = criterion.text.said_in(language)
                figures = set(re.findall(r"\d+", said))
                assert figures <= set(re.findall(r"\d+", question.prompt.said_in(language))), said


@EVERY_CASE
@EVERYWHERE
def test_whoever_marks_a_text_reads_what_is_expected(name: str, language: Language) -> None:
    source = json.dumps(notebook("solutions", name, language), ensure_ascii=False)
    for question in read_case(case_file(name)).questions.values():
        if isinstance(question, TextQuestion):
            for criterion in question.criteria:
                assert criterion.expected is None or criterion.expected.said_in(language) in source


@EVERYWHERE
def test_cases_are_listed_by_the_alphabet_accents_apart(language: Language) -> None:
    titles = [each.title for each in released_cases() if each.language == language]
    if language == "fr":
        assert titles.index("Équiper les patrouilles") < titles.index("Remplacer la paie")
    assert titles[-1] == {"fr": "Examen final", "en": "Final exam"}[language]


@EVERY_CASE
def test_generated_files_are_as_their_case_says(name: str) -> None:
    assert [str(each.path) for each in differences([name])] == []


def opened(name: str, language: Language, content: bytes | None, folder: Path) -> CaseInNotebook:
    """A released case with a sheet beside it, as nbgrader opens it."""
    form = (released(name, language) / "case.json").read_bytes()
    (folder / "case.json").write_bytes(form)
    if content is not None:
        (folder / "answers.json").write_bytes(content)
    return open_case(name, language)


def hidden_keys(name: str, language: Language) -> dict[str, str]:
    """The key of each graded cell, from the hidden tests of the source notebook."""
    found = {}
    for cell in notebook("solutions", name, language)["cells"]:
        if match := re.search(r'case\.mark\("([\w-]+)", key="([^"]+)"\)', "".join(cell["source"])):
            found[match[1]] = match[2]
    return found


def points(case: CaseInNotebook, keys: Mapping[str, str]) -> dict[str, float]:
    marks = {cell: case.mark(cell, key=key) for cell, key in keys.items()}
    return {cell: mark.points for cell, mark in marks.items() if mark}


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of a kernel that nbgrader started."""
    monkeypatch.setenv("MAITRISE_COURSE", str(root_folder() / "course"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def by_machine(case: Case, learner: str) -> dict[str, float]:
    asked = case.questions_for(learner).items()
    return {cell: each.points for cell, each in asked if not isinstance(each, TextQuestion)}


@EVERY_CASE
@EVERYWHERE
@pytest.mark.parametrize("learner", ["p-0041", "p-0042", "p-0043"])
def test_a_model_answer_sheet_gets_full_marks(
    name: str, language: Language, learner: str, empty_folder: Path
) -> None:
    case = read_case(case_file(name))
    if not case.slots and learner != "p-0041":
        return  # everyone is asked the same
    content = sheet(case, language, learner, model_answers(case, learner))
    found = points(opened(name, language, content, empty_folder), hidden_keys(name, language))
    assert found == by_machine(case, learner)


@EVERY_CASE
@EVERYWHERE
def test_an_untouched_case_gets_nothing_and_fails_nowhere(
    name: str, language: Language, empty_folder: Path
) -> None:
    case = read_case(case_file(name))
    found = points(opened(name, language, None, empty_folder), hidden_keys(name, language))
    assert found == dict.fromkeys(by_machine(case, ""), 0.0)


@EVERY_CASE
@EVERYWHERE
def test_each_graded_cell_is_worth_what_the_case_says(name: str, language: Language) -> None:
    case = read_case(case_file(name))
    cells = [
        cell["metadata"]["nbgrader"] for cell in notebook("exercises", name, language)["cells"]
    ]
    found = {cell["grade_id"]: cell["points"] for cell in cells if cell["grade"]}
    assert found == {cell: each.points for cell, each in case.questions_for("p-1").items()}
    assert sum(found.values()) == case.points


def names_of_the_key(question: Question, language: Language) -> list[str]:
    """What feedback may not say of a question that may be taken again."""
    match question:
        case ChoiceQuestion() | ChoicesQuestion():
            return [each.text.said_in(language) for each in question.options if each.right]
        case RowsQuestion():
            first = question.columns[0].id
            return [
                f"**{row.id}** {row.cells[first].said_in(language)}"
                for row in question.rows
                if row.right
            ]
        case NumberQuestion():
            return [write_number(question.key, language, question.decimals)]
    return []


@EVERY_CASE
@EVERYWHERE
def test_feedback_does_not_name_what_the_learner_did_not_find(
    name: str, language: Language
) -> None:
    case = read_case(case_file(name))
    for question in case.questions.values():
        for seed in range(12):
            answer = read_answer(
                ask(question, "en"), made_up(question, Random(f"{question.id}{seed}"))
            )
            mark = score(question, answer)
            told = feedback_markdown(case, question, mark, language)
            if mark.points < mark.maximum and case.after != "key":
                for named in names_of_the_key(question, language):
                    assert not re.search(rf"(?<![\d,.]){re.escape(named)}(?![\d,.]*\d)", told), told


def test_a_step_that_stands_too_late_is_told_why_it_was_judged_so() -> None:
    case = read_case(case_file("payroll"))
    question = case.questions["steps"]
    assert isinstance(question, OrderQuestion)
    first, second, *others = (item.id for item in question.items)
    mark = score(question, (second, first, *others))
    told = feedback_markdown(case, question, mark, "en")
    (line,) = [line for line in told.splitlines() if line.startswith("- ")]
    assert line.startswith("- **Stating the needs with the payroll departments**: ")
    assert line.endswith("This step comes earlier than the one you put just before it.")


def test_feedback_shows_the_key_where_the_author_allows_it(fixture_course: Path) -> None:
    case = replace(read_case(case_file("small-case")), after="key")
    question = case.questions["one"]
    told = feedback_markdown(case, question, score(question, "moe"), "en")
    assert "The MOA (project owner)" in told
    only_score = replace(case, after="score")
    assert feedback_markdown(only_score, question, score(question, "moe"), "fr") == (
        "**À revoir.** (0 sur 1)"
    )


def test_building_twice_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixtures = Path(__file__).parent / "fixtures"
    shutil.copytree(fixtures, tmp_path / "root")
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path / "root" / "course"))
    assert len(build_cases(["small-case"])) == 16
    assert build_cases(["small-case"]) == []


def test_a_table_that_is_renamed_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixtures = Path(__file__).parent / "fixtures"
    root = tmp_path / "root"
    shutil.copytree(fixtures, root)
    monkeypatch.setenv("MAITRISE_COURSE", str(root / "course"))
    build_cases(["small-case"])
    mine = root / "exercises" / "small-case-fr" / "answers.json"
    mine.write_text("{}")
    path = case_file("small-case")
    renamed = path.read_text(encoding="utf-8").replace('"tasks"', '"jobs"')
    path.write_text(renamed, encoding="utf-8")
    build_cases(["small-case"])
    names = {each.name for each in (root / "exercises" / "small-case-fr").iterdir()}
    assert names == {"small-case.ipynb", "case.json", "jobs.csv", "decisions.csv", "answers.json"}


def test_a_broken_case_leaves_what_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    shutil.copytree(Path(__file__).parent / "fixtures", root)
    monkeypatch.setenv("MAITRISE_COURSE", str(root / "course"))
    path = case_file("small-case")
    path.write_text(path.read_text(encoding="utf-8").replace("points = 12", "points = 13"))
    with pytest.raises(CourseError, match="points is 13, but the questions add up to 12"):
        build_cases(["small-case"])
    assert not (root / "exercises").exists()
