"""The nbgrader source notebook of a case: cells from the author's file, keys in hidden tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.cases.model import Case, Section
from maitrise.cases.sealed_key import seal
from maitrise.kinds import Question, is_marked_by_hand, key_lines, model_answer

SCHEMA_VERSION = 3  # of nbgrader's cell metadata
MARKED_BY_HAND = "marked-by-hand"  # tag of the cells that a marked text is put into
VARIES = "nbval-ignore-output"  # tag of what depends on who is asked

Cell = dict[str, Any]


def source_notebook(case: Case, language: Language) -> dict[str, Any]:
    """The notebook with the keys, as JSON, without outputs."""
    return {
        "cells": list(_cells(case, language)),
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
            "maitrise": {"case": case.id, "language": language},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cells(case: Case, language: Language) -> Iterator[Cell]:
    title = case.title.said_in(language)
    yield _markdown("title", f"# {title}\n\n{case.summary.said_in(language)}")
    yield _code("setup", f'import maitrise.{language} as m\n\ncase = m.case("{case.id}")')
    for section in case.sections:
        yield from _section(case, section, language)
    yield _code("hand-in", "case.hand_in()")


def _section(case: Case, section: Section, language: Language) -> Iterator[Cell]:
    text = f"\n\n{section.text.said_in(language)}" if section.text else ""
    yield _markdown(f"section-{section.id}", f"## {section.title.said_in(language)}{text}")
    for table in section.tables:
        yield _code(f"table-{table}", f'case.table("{table}")')
    if section.figure:  # only shown: nothing of it is marked, so nothing is locked
        source = f'case.figure("{section.figure}")'
        yield _code(f"figure-{section.figure}", source, locked=False)
    for cell in section.questions:
        items = case.slots[cell].items if cell in case.slots else (cell,)
        questions = [case.questions[item] for item in items]
        yield _answer(cell, questions, language)
        yield _graded(case, cell, questions, language)


def _answer(cell: str, questions: list[Question], language: Language) -> Cell:
    """Where the learner answers; the model answer is a solution that nbgrader takes out."""
    lines = [f"# {question.id}: {model_answer(question)!r}" for question in questions]
    if is_marked_by_hand(questions[0]):
        lines = [f"# {line}" for line in key_lines(questions[0], language)]
    elif len(questions) == 1:
        lines = [f'case.answer("{cell}", {model_answer(questions[0])!r})']
    solution = "\n".join(["### BEGIN SOLUTION", *lines, "### END SOLUTION"])
    made = _code(f"answer-{cell}", f'{solution}\ncase.ask("{cell}")', solution=True, locked=False)
    return _varying(made, questions)


def _graded(case: Case, cell: str, questions: list[Question], language: Language) -> Cell:
    points = questions[0].points
    if is_marked_by_hand(questions[0]):
        rubric = "\n".join(f"- {line}" for line in key_lines(questions[0], language))
        heading = f"**{say('text.rubric', language)}** ({write_shortest(points, language, 2)})"
        made = _markdown(cell, f"{heading}\n\n{rubric}", grade=True, solution=True, locked=False)
        made["metadata"]["tags"] = [MARKED_BY_HAND]
    else:
        hidden = f'case.mark("{cell}", key="{seal(case.after, questions)}")'
        source = f'case.mark("{cell}")\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS'
        made = _varying(_code(cell, source, grade=True), questions)
    made["metadata"]["nbgrader"]["points"] = points
    return made


def _varying(cell: Cell, questions: list[Question]) -> Cell:
    if len(questions) > 1:
        cell["metadata"]["tags"] = [VARIES]
    return cell


def _markdown(name: str, source: str, **roles: bool) -> Cell:
    return {
        "cell_type": "markdown",
        "id": name,
        "metadata": _metadata(name, roles),
        "source": source,
    }


def _code(name: str, source: str, **roles: bool) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {**_metadata(name, roles), "jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": source,
    }


def _metadata(name: str, roles: Mapping[str, bool]) -> dict[str, Any]:
    return {
        "nbgrader": {
            "grade": False,
            "grade_id": name,
            "locked": True,
            "schema_version": SCHEMA_VERSION,
            "solution": False,
            "task": False,
            **roles,
        }
    }
