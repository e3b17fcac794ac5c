"""What a report reads in bulk is what the values of the same files say one by one."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from cohort_of_sixty import whole_record_of
from cohorts import answer_to, copy_of
from maitrise.base.errors import MaitriseError
from maitrise.base.text import LANGUAGES, Language
from maitrise.cohort import Cohort, Person, open_cohort
from maitrise.cohort.marked import read_marked
from maitrise.cohort.marks_table import MarksTable, read_marks
from maitrise.course import bank, lessons
from maitrise.kinds import ask, read_answer, score
from maitrise.learner.record import (
    Given,
    Moment,
    answered,
    append_statement,
    given_answers,
    read_record,
    read_statements,
)
from maitrise.reports import reading
from maitrise.reports.results import results


def counted(found: MarksTable) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """How often each learner was asked what, and lost what."""
    asked, lost = list(found.asked), list(found.lost)
    return (
        Counter(
            (*found.submissions[by], *asked[what])
            for by, what in zip(found.asked_by, found.asked_what, strict=True)
        ),
        Counter(
            (*found.submissions[by], *lost[what])
            for by, what in zip(found.lost_by, found.lost_what, strict=True)
        ),
    )


def counted_one_by_one(cohort: Cohort) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    asked: Counter[tuple[str, ...]] = Counter()
    lost: Counter[tuple[str, ...]] = Counter()
    for each in cohort.marks():
        whose = (each.learner, each.case, each.language, each.handed_in)
        for cell, mark in each.marks.items():
            asked[(*whose, each.case, cell, mark.question, mark.competency)] += 1
            for reason in mark.reasons:
                if reason.verdict.value in ("wrong", "partly"):
                    lost[(*whose, each.case, mark.question, reason.item, reason.verdict.value,
                          reason.misconception or "")] += 1  # fmt: skip
    return asked, lost


def test_marks_read_in_bulk_are_those_read_one_by_one(cohort_of_sixty: Cohort) -> None:
    expected = counted_one_by_one(cohort_of_sixty)
    assert expected[1]
    assert counted(read_marks(cohort_of_sixty.folder, cohort_of_sixty.people)) == expected


@pytest.fixture
def cohort(cohort_of_sixty: Cohort, tmp_path: Path) -> Cohort:
    return copy_of(cohort_of_sixty.folder, tmp_path / "cohort")


def a_file(cohort: Cohort) -> Path:
    return min((cohort.folder / "marks" / "p-0001").glob("*.json"))


def test_answers_that_look_like_marks_are_not_taken_for_them(cohort: Cohort) -> None:
    path = a_file(cohort)
    marked = json.loads(path.read_bytes())
    cell = next(iter(marked["answers"]))
    like = {"a": {}, "marks": {cell: {"question": "q", "competency": "C01", "verdict": "wrong"}}}
    marked["answers"][cell]["value"] = {**like, "text": '}}, "marks": {"a": 1}'}
    marked["problems"] = ['{}, "marks": {']
    path.write_text(json.dumps(marked, ensure_ascii=False) + "\n", encoding="utf-8")
    assert counted(read_marks(cohort.folder, cohort.people)) == counted_one_by_one(cohort)


def test_marks_that_are_written_otherwise_are_read_all_the_same(cohort: Cohort) -> None:
    before = counted(read_marks(cohort.folder, cohort.people))
    path = a_file(cohort)
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=1), encoding="utf-8")
    assert counted(read_marks(cohort.folder, cohort.people)) == before


@pytest.mark.parametrize("written", ["", "{", '{"format": 2}', "[]", '{"format": 1}'])
def test_a_file_that_is_no_marks_is_named_with_what_to_do(cohort: Cohort, written: str) -> None:
    path = a_file(cohort)
    path.write_text(written, encoding="utf-8")
    with pytest.raises(MaitriseError, match="Delete it and run maitrise mark again") as refused:
        read_marks(cohort.folder, cohort.people)
    assert str(path) in str(refused.value)
    with pytest.raises(MaitriseError):
        read_marked(path)


def test_the_gradebook_read_in_bulk_is_the_one_read_row_by_row(cohort_of_sixty: Cohort) -> None:
    found = cohort_of_sixty.scores_table()
    theirs = sorted(
        (*found.submissions[by], *found.cells[cell], points, bool(waiting))
        for by, cell, points, waiting in zip(
            found.submission, found.cell, found.points, found.waiting, strict=True
        )
    )
    assert theirs == sorted(
        (each.learner, each.assignment, each.late_penalty, each.cell, each.maximum, each.points,
         each.needs_hand_mark)
        for each in cohort_of_sixty.scores()
    )  # fmt: skip


def test_a_gradebook_without_marks_is_empty(tmp_path: Path) -> None:
    from maitrise.cohort import create_cohort

    create_cohort(str(tmp_path / "cohort"), "New", "en")
    assert open_cohort(str(tmp_path / "cohort")).scores_table().submissions == []


def one_by_one(path: Path) -> list[Given]:
    return given_answers(read_statements(path)[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_to_every_question_are_read_alike(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "record.jsonl"
    luck = random.Random(3)
    moment = Moment("p-0001", "2026-11-09T09:00:00Z", language)
    for lesson in lessons():
        for question in bank(lesson).questions.values():
            answer = read_answer(ask(question, "en"), answer_to(question, luck))
            if answer is not None:
                mark = score(question, answer)
                append_statement(path, answered(moment, lesson, question, answer, mark))
    read = list(read_record(path))
    assert read == one_by_one(path)
    assert len(read) > 150


def test_lines_that_are_damaged_foreign_or_odd_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    person = Person("p-0001", "Ana", "", "en", "")
    statements = whole_record_of(person)
    odd = [
        {**statements[0], "result": {"response": 'a "quoted" \\ \n text', "completion": True}},
        {**statements[1], "version": "1.0.3", "authority": {}},
        {**statements[2], "result": {"completion": True}},
        {"verb": {"id": "x"}, "object": 3},
        {"verb": 3},
        [1],
    ]
    lines = [json.dumps(each, ensure_ascii=False) for each in (*odd, *statements)]
    lines += ["{", "", lines[3][:-9], json.dumps(statements[4], indent=None, ensure_ascii=True)]
    path.write_bytes("\n".join(lines).encode() + b"\xff\n")
    read = list(read_record(path))
    assert [each for each in read if isinstance(each, Given)] == one_by_one(path)
    assert len(read) == len(read_statements(path)[0])
    verbs = [each["verb"] for each in read if not isinstance(each, Given)]
    assert sum(isinstance(each, dict) and each["id"].endswith("/completed") for each in verbs) == 6


def test_several_processes_find_what_one_finds(
    cohort_of_sixty: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = results(cohort_of_sixty)
    monkeypatch.setattr(reading, "MANY", 10)
    monkeypatch.setattr(reading, "_AT_ONCE", 7)
    monkeypatch.setattr("maitrise.marking.schedule.cores", lambda: 2)
    together = results(cohort_of_sixty)
    for name in ("attempts", "cells", "answers", "lessons", "gains", "plays"):
        assert getattr(alone, name).equals(getattr(together, name)), name
