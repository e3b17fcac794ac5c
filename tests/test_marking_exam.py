"""The exam asks each learner one of three parallel questions; marking knows which."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from answer_sheets import made_up_answers, model_answers
from answer_sheets import sheet as written
from cohorts import (
    case,
    dump,
    facts,
    forget_submissions,
    grades,
    notebook,
    packed,
    people,
    run,
)
from maitrise.cases import read_case
from maitrise.cohort import Cohort, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.scored import ScoredAnswer, score_sheet
from test_marking_stock import nbgrader

EXAM = "final-exam"
TINY = Path(__file__).parent / "fixtures" / "solutions" / "tiny-exam.toml"
ANN, BOB, CYD = "p-0001", "p-0002", "p-0003"


def scored(
    answers: Mapping[str, Any], *, learner: str, named: str | None = None
) -> Mapping[str, ScoredAnswer]:
    """The tiny exam of a learner of the roster, on a sheet that may name another."""
    tiny = read_case(TINY)
    content = written(tiny, "fr", learner if named is None else named, answers)
    return score_sheet(tiny, parse_sheet(content, "fr"), learner)


def points(cells: Mapping[str, ScoredAnswer]) -> float:
    return sum(each.mark.points for each in cells.values())


def test_each_neighbour_gets_every_point_for_their_own_questions() -> None:
    tiny = read_case(TINY)
    for learner in (ANN, BOB, CYD):
        found = scored(model_answers(tiny, learner), learner=learner)
        assert points(found) == tiny.points
        asked = {cell: each.question.id for cell, each in found.items()}
        assert asked == {cell: each.id for cell, each in tiny.questions_for(learner).items()}


def test_a_neighbour_s_answers_under_one_s_own_name_bring_nothing() -> None:
    found = scored(model_answers(read_case(TINY), BOB), learner=ANN)
    assert points(found) == 0
    assert {str(each.mark.verdict) for each in found.values()} == {"blank"}


def test_a_sheet_that_names_another_is_marked_on_the_questions_it_was_asked() -> None:
    tiny = read_case(TINY)
    found = scored(model_answers(tiny, BOB), learner=ANN, named=BOB)
    assert points(found) == tiny.points
    asked = [each.question.id for each in found.values()]
    assert asked == [each.id for each in tiny.questions_for(BOB).values()]


def test_where_both_questions_are_answered_the_roster_s_counts() -> None:
    tiny = read_case(TINY)
    first = tiny.questions_for(ANN)[tiny.cells[0]]
    both = model_answers(tiny, BOB) | {first.id: "moe"}  # wrong
    found = scored(both, learner=ANN, named=BOB)
    assert found[tiny.cells[0]].question.id == first.id
    assert points(found) == tiny.points - first.points


def test_a_sheet_without_a_name_is_the_roster_s() -> None:
    tiny = read_case(TINY)
    assert points(scored(model_answers(tiny, ANN), learner=ANN, named="")) == tiny.points


# --- The real exam, and nbgrader as it comes --------------------------------------------------


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Ann and Bob sat next to each other; Cyd's sheet says that it is Ann's."""
    exam = case(EXAM)
    root = tmp_path_factory.mktemp("exam")
    create_cohort(str(root / "cohort"), "Examen", "fr")
    write_people(root / "cohort", people(3))
    inbox = root / "inbox"
    inbox.mkdir()
    sheets = {
        ANN: written(exam, "fr", ANN, model_answers(exam, ANN)),
        BOB: written(exam, "fr", BOB, made_up_answers(exam, BOB, "Bob")),
        CYD: written(exam, "fr", ANN, made_up_answers(exam, ANN, "Cyd")),
    }
    for learner, content in sheets.items():
        path = inbox / f"{EXAM}-fr-{learner}.zip"
        path.write_bytes(packed({"answers.json": content, f"{EXAM}.ipynb": notebook(EXAM)}))
        moment = datetime(2026, 11, 22, 10, 15, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    cohort = open_cohort(str(root / "cohort"))
    outcome = run(cohort, inbox)
    assert [(each.wrong, each.learner) for each in outcome.problems] == [("other-learner", CYD)]
    return cohort


def asked(cohort: Cohort) -> dict[str, dict[str, str]]:
    """The question of each cell, by learner, as the facts say."""
    found: dict[str, dict[str, str]] = {}
    for learner, _, _, cell, question, *_ in facts(cohort):
        found.setdefault(learner, {})[cell] = question
    return found


def test_neighbours_are_marked_on_different_questions_in_each_of_forty_slots(
    marked: Cohort,
) -> None:
    found = asked(marked)
    assert len(found[ANN]) == 40
    assert not found[ANN].items() & found[BOB].items()


def test_every_learner_of_the_exam_is_in_the_gradebook_under_the_roster_s_name(
    marked: Cohort,
) -> None:
    total = {
        learner: sum(each.points for each in grades(marked) if each.learner == learner)
        for learner in (ANN, BOB, CYD)
    }
    assert total[ANN] == 40
    assert 0 < total[BOB] < 40
    assert 0 < total[CYD] < 40, "the questions of the name on the sheet, which were answered"


def test_what_a_misnamed_sheet_answered_is_marked_by_the_key_of_that_question(
    marked: Cohort,
) -> None:
    answered = {row[3]: row[4] for row in facts(marked) if row[0] == CYD and row[11] != "blank"}
    assert len(answered) > 20
    assert answered.items() <= asked(marked)[ANN].items()


@pytest.mark.jupyter
def test_stock_nbgrader_gives_the_exam_the_same_marks(marked: Cohort) -> None:
    ours = [row for row in dump(marked) if row[0] == "grade"]
    submitted = (marked.folder / "submitted").rename(marked.folder.parent / "submitted")
    forget_submissions(marked)
    submitted.rename(marked.folder / "submitted")
    nbgrader(marked.folder, "autograde", f"{EXAM}-fr")
    assert [row for row in dump(marked) if row[0] == "grade"] == ours
