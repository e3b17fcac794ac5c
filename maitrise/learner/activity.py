"""Read checked answers and finished plays from the statements of a learning record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from maitrise.learner.statements import ENDING, HOME_PAGE, SCENARIOS, VERBS


@dataclass(frozen=True, slots=True)
class FinishedPlay:
    """A play of a simulation that reached an ending, as recorded.

    Attributes:
        at: when, as the statement writes it.
    """

    scenario: str
    ending: str
    at: str


def finished_plays(statements: Iterable[Mapping[str, Any]]) -> list[FinishedPlay]:
    """The plays that reached an ending, in the order of the record."""
    plays = []
    for statement in statements:
        with suppress(KeyError, TypeError, AttributeError):
            scenario = statement["object"]["id"].removeprefix(SCENARIOS)
            if statement["verb"]["id"] == f"{VERBS}completed":
                ending = statement["result"]["extensions"][ENDING]
                plays.append(FinishedPlay(scenario, str(ending), str(statement["timestamp"])))
    return plays


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """A checked answer, as recorded.

    Attributes:
        success: None if a person has yet to mark it; ``points`` and ``maximum`` are 0 then.
        at: when, as the statement writes it.
    """

    lesson: str
    question: str
    competency: str
    difficulty: str
    success: bool | None
    points: float
    maximum: float
    at: str


def checked_answers(statements: Iterable[Mapping[str, Any]]) -> list[CheckedAnswer]:
    """The checked answers of a record in its order; other statements are skipped."""
    given = []
    for statement in statements:
        with suppress(KeyError, TypeError, AttributeError, ValueError):
            if statement["verb"]["id"] == f"{VERBS}answered":
                given.append(_given(statement))
    return given


def _given(statement: Mapping[str, Any]) -> CheckedAnswer:
    lesson, question = statement["object"]["id"].removeprefix(f"{HOME_PAGE}/").split("/")
    extensions = statement["object"]["definition"]["extensions"]
    result = statement["result"]
    score = result.get("score", {})
    return CheckedAnswer(
        lesson=lesson,
        question=question,
        competency=str(extensions[f"{HOME_PAGE}/extensions/competency"]),
        difficulty=str(extensions[f"{HOME_PAGE}/extensions/difficulty"]),
        success=result.get("success"),
        points=float(score.get("raw", 0)),
        maximum=float(score.get("max", 0)),
        at=str(statement["timestamp"]),
    )
