"""Reading a question bank: one TOML file a lesson, both languages side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from cattrs import Converter

from maitrise.base.errors import CourseError, Fault, shown_path, shown_value
from maitrise.base.structure import converter, structure
from maitrise.base.text import Text
from maitrise.base.toml import read_toml, tables_of
from maitrise.kinds.contract import Question
from maitrise.kinds.registry import broken_rules, kind_names
from maitrise.kinds.registry import kind as kind_called


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions shown together.

    Attributes:
        reasons: "each" shows the reason after each question, "end" once the quiz is finished.
    """

    id: str
    title: Text
    questions: tuple[str, ...]
    reasons: Literal["each", "end"] = "each"


@dataclass(frozen=True, slots=True)
class Bank:
    """The questions of a lesson by id, in the author's order, and its quizzes."""

    lesson: str
    questions: Mapping[str, Question]
    quizzes: Mapping[str, Quiz]

    def is_complete(self, checked: Collection[str]) -> bool:
        """Whether a lesson with these questions checked is finished.

        Every question is to be checked, but those of a test that tells at the end: there a blank
        is an honest answer, and finishing the test checks what was answered, all at once. One
        answer checked says that it was finished.
        """
        tests = [each for each in self.quizzes.values() if each.reasons == "end"]
        tested = {name for test in tests for name in test.questions}
        return all(name in checked for name in self.questions if name not in tested) and all(
            any(name in checked for name in test.questions) for test in tests
        )


def read_bank(path: Path) -> Bank:
    """Read a bank and check every rule that an author can break.

    Raises:
        CourseError: with all the faults of the file at once.
    """
    raw = read_toml(path)
    file = shown_path(path)
    faults = [
        Fault(file, "", f"unknown key {key!r}", "A bank has lesson, quiz and question only")
        for key in sorted(set(raw) - {"lesson", "quiz", "question"})
    ]
    if raw.get("lesson") != path.stem:
        found = shown_value(raw["lesson"]) if "lesson" in raw else "missing"
        remedy = f'Write lesson = "{path.stem}", as the file is called'
        faults.append(Fault(file, "", f"lesson is {found}", remedy))
    tables = tables_of(raw, "question", file, faults)
    questions = _read_questions(tables, file, faults)
    quizzes = _read_quizzes(tables_of(raw, "quiz", file, faults), file, faults)
    faults += _faults_of_quizzes(quizzes, {_id(table) for table in tables}, file)
    if faults:
        raise CourseError(faults)
    return Bank(
        lesson=path.stem,
        questions={question.id: question for question in questions},
        quizzes={quiz.id: quiz for quiz in quizzes},
    )


def read_question(table: Mapping[str, Any], file: str, place: str) -> Question | list[Fault]:
    """One question from its TOML table, or every fault found in it."""
    name = table.get("kind")
    if not isinstance(name, str) or name not in kind_names():
        problem = "the key 'kind' is missing"
        if name is not None:
            problem = f"unknown kind {shown_value(name)}"
        return [Fault(file, place, problem, f"Use one of: {', '.join(kind_names())}")]
    kind = kind_called(name)
    body = {key: value for key, value in kind.from_table(table).items() if key != "kind"}
    read = structure(_converter(), body, kind.question, file, place)
    if isinstance(read, list):
        return read
    question: Question = read
    faults = [
        Fault(file, f"{place}, {rule.part}" if rule.part else place, rule.problem, rule.remedy)
        for rule in broken_rules(question)
    ]
    return faults or question


@cache
def _converter() -> Converter:
    return converter()


def _id(table: Mapping[str, Any]) -> str | None:
    name = table.get("id")
    return name if isinstance(name, str) and name else None


def _read_questions(tables: list[dict[str, Any]], file: str, faults: list[Fault]) -> list[Question]:
    questions = []
    for position, table in enumerate(tables, start=1):
        read = read_question(table, file, f"question {_id(table) or f'number {position}'}")
        if isinstance(read, list):
            faults += read
        else:
            questions.append(read)
    faults += _repeated("question", tables, file)
    return questions


def _repeated(name: str, tables: list[dict[str, Any]], file: str) -> list[Fault]:
    remedy = f"Give each {name} an id of its own"
    ids = Counter(_id(table) for table in tables if _id(table))
    return [
        Fault(file, f"{name} {each}", f"the id stands {times} times", remedy)
        for each, times in ids.items()
        if times > 1
    ]


def _read_quizzes(tables: list[dict[str, Any]], file: str, faults: list[Fault]) -> list[Quiz]:
    quizzes = []
    for position, table in enumerate(tables, start=1):
        place = f"quiz {_id(table) or f'number {position}'}"
        read = structure(_converter(), table, Quiz, file, place)
        if isinstance(read, list):
            faults += read
        else:
            quizzes.append(read)
    faults += _repeated("quiz", tables, file)
    return quizzes


def _faults_of_quizzes(quizzes: list[Quiz], written: set[str | None], file: str) -> list[Fault]:
    faults = []
    shown = Counter(question for quiz in quizzes for question in quiz.questions)
    for quiz in quizzes:
        place = f"quiz {quiz.id}"
        if not quiz.questions:
            faults.append(Fault(file, place, "it has no question", "List some, or remove it"))
        for question in dict.fromkeys(quiz.questions):
            if question not in written:
                remedy = "Mend the id, or write that question"
                faults.append(Fault(file, place, f"no question is called {question!r}", remedy))
            if shown[question] > 1:
                problem = f"{question!r} is listed {shown[question]} times in the quizzes"
                faults.append(Fault(file, place, problem, "List it in one quiz, once"))
    return faults
