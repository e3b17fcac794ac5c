"""The learning record: what was done and when, as xAPI 1.0.3 statements, one JSON a line.

The actor is an account with a pseudonym, never a name or an e-mail. Statements follow "xAPI
Specification 1.0.3, Part Two: Experience Data" (Advanced Distributed Learning Initiative).
"""

from __future__ import annotations

import errno
import json
import os
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from maitrise import __version__
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.kinds import Answer, Mark, Question, Verdict, kind_of

VERSION = "1.0.0"  # of the data model: section 2.4.10 forbids to write the patch version here
HOME_PAGE = "https://maitrise.example"
_VERBS = "http://adlnet.gov/expapi/verbs/"
_ACTIVITIES = "http://adlnet.gov/expapi/activities/"

Verb = Literal["answered", "attempted", "completed", "passed", "failed"]
_SAID = {
    "answered": Text("a répondu à", "answered"),
    "attempted": Text("a commencé", "attempted"),
    "completed": Text("a terminé", "completed"),
    "passed": Text("a réussi", "passed"),
    "failed": Text("n’a pas réussi", "failed"),
}
_SCENARIOS = f"{HOME_PAGE}/scenarios/"
_ENDING = f"{HOME_PAGE}/extensions/ending"
_MANDATE = f"{HOME_PAGE}/extensions/mandate"
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.*?\S)\1", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Moment:
    """Who, when, in which language: what every statement of one page has in common."""

    learner: str
    at: str
    language: Language


def answered(moment: Moment, lesson: str, question: Question, answer: Answer, mark: Mark) -> Any:
    """The statement that a question was answered and checked.

    Args:
        moment: who, when, in which language.
        lesson: the lesson's or case's id.
        answer: the validated answer.
        mark: what scoring said of it.
    """
    result: dict[str, Any] = {"response": _response(answer), "completion": True}
    if mark.verdict is not Verdict.TO_MARK:
        result["success"] = mark.verdict is Verdict.RIGHT
        result["score"] = _score(mark.points, mark.maximum)
    if mark.misconceptions:
        result["extensions"] = {f"{HOME_PAGE}/extensions/misconceptions": list(mark.misconceptions)}
    activity = {
        "objectType": "Activity",
        "id": f"{HOME_PAGE}/{lesson}/{question.id}",
        "definition": {
            "type": f"{_ACTIVITIES}cmi.interaction",
            "name": language_map(question.prompt),
            "interactionType": kind_of(question).interaction,
            "extensions": {
                f"{HOME_PAGE}/extensions/competency": question.competency,
                f"{HOME_PAGE}/extensions/difficulty": question.difficulty,
            },
        },
    }
    return _statement(moment, "answered", activity, result, parent=lesson)


def took_part(
    moment: Moment,
    verb: Literal["attempted", "completed", "passed", "failed"],
    lesson: str,
    title: Text,
    *,
    points: float | None = None,
    maximum: float | None = None,
) -> Any:
    """The statement that a lesson or a case was begun, finished, passed or failed."""
    result: dict[str, Any] = {}
    if points is not None and maximum:
        result["score"] = _score(points, maximum)
    if verb != "attempted":
        result["completion"] = True
    if verb in ("passed", "failed"):
        result["success"] = verb == "passed"
    activity = {
        "objectType": "Activity",
        "id": f"{HOME_PAGE}/{lesson}",
        "definition": {
            "type": f"{_ACTIVITIES}lesson",
            "name": language_map(title),
        },
    }
    return _statement(moment, verb, activity, result, parent=None)


def played(moment: Moment, scenario: str, title: Text, *, ending: str = "") -> Any:
    """The statement that a play of a scenario was begun, or has come to an ending.

    An ending is no score: it says where the decisions led.

    Args:
        moment: who, when, in which language.
        scenario: its id.
        ending: the ending's id; "" when the play begins.
    """
    activity = {
        "objectType": "Activity",
        "id": f"{_SCENARIOS}{scenario}",
        "definition": {"type": f"{_ACTIVITIES}simulation", "name": language_map(title)},
    }
    if not ending:
        return _statement(moment, "attempted", activity, {}, parent=None)
    result = {"completion": True, "extensions": {_ENDING: ending}}
    return _statement(moment, "completed", activity, result, parent=None)


def decided(
    moment: Moment, scenario: str, scene: str, title: Text, *, choice: str, mandate: str
) -> Any:
    """The statement that a decision was taken in a scene of a scenario.

    It is neither a success nor a failure: ``mandate`` says whether it was the player's to take.

    Args:
        moment: who, when, in which language.
        scene: the scene's id; ``title`` is the scene's.
        choice: the id of the choice taken.
        mandate: ``kept``, ``exceeded`` or ``unused``.
    """
    activity = {
        "objectType": "Activity",
        "id": f"{_SCENARIOS}{scenario}/{scene}",
        "definition": {
            "type": f"{_ACTIVITIES}cmi.interaction",
            "name": language_map(title),
            "interactionType": "choice",
        },
    }
    result = {"response": choice, "completion": True, "extensions": {_MANDATE: mandate}}
    return _statement(moment, "answered", activity, result, parent=f"scenarios/{scenario}")


@dataclass(frozen=True, slots=True)
class Played:
    """What a record says of one play that came to its end.

    Attributes:
        at: when, as the statement writes it.
    """

    scenario: str
    ending: str
    at: str


def finished_plays(statements: Iterable[Mapping[str, Any]]) -> list[Played]:
    """The plays that came to an ending, in the record's order."""
    plays = []
    for statement in statements:
        with suppress(KeyError, TypeError, AttributeError):
            scenario = statement["object"]["id"].removeprefix(_SCENARIOS)
            if statement["verb"]["id"] == f"{_VERBS}completed":
                ending = statement["result"]["extensions"][_ENDING]
                plays.append(Played(scenario, str(ending), str(statement["timestamp"])))
    return plays


@dataclass(frozen=True, slots=True)
class Given:
    """What a record says of one checked answer.

    Attributes:
        success: None where a person has yet to mark it; ``points`` and ``maximum`` are 0 then.
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


def given_answers(statements: Iterable[Mapping[str, Any]]) -> list[Given]:
    """The checked answers of a record in its order; what is no answer of ours is passed over."""
    given = []
    for statement in statements:
        with suppress(KeyError, TypeError, AttributeError, ValueError):
            if statement["verb"]["id"] == f"{_VERBS}answered":
                given.append(_given(statement))
    return given


def latest_answers(statements: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Given]:
    """The last checked answer to each question, by lesson and question, the oldest first."""
    latest: dict[tuple[str, str], Given] = {}
    for each in given_answers(statements):
        latest.pop((each.lesson, each.question), None)
        latest[each.lesson, each.question] = each
    return latest


def missed_questions(statements: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Lesson and name of each question whose last checked answer was not right."""
    return [key for key, each in latest_answers(statements).items() if each.success is False]


def _given(statement: Mapping[str, Any]) -> Given:
    lesson, question = statement["object"]["id"].removeprefix(f"{HOME_PAGE}/").split("/")
    extensions = statement["object"]["definition"]["extensions"]
    result = statement["result"]
    score = result.get("score", {})
    return Given(
        lesson=lesson,
        question=question,
        competency=str(extensions[f"{HOME_PAGE}/extensions/competency"]),
        difficulty=str(extensions[f"{HOME_PAGE}/extensions/difficulty"]),
        success=result.get("success"),
        points=float(score.get("raw", 0)),
        maximum=float(score.get("max", 0)),
        at=str(statement["timestamp"]),
    )


def append_statement(path: Path, statement: Mapping[str, Any]) -> None:
    """Add one statement to the record, in one write at its end.

    Raises:
        OSError: it could not be written; what was there is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(statement, ensure_ascii=False, allow_nan=False) + "\n"
    line = written.encode("utf-8", "backslashreplace")  # half an emoji becomes a JSON escape
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)  # Windows only
    descriptor = os.open(path, flags, 0o600)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        if end and not _ends_with_newline(descriptor, end):
            line = b"\n" + line  # the page was killed while it wrote: that line stays as it is
        if os.write(descriptor, line) != len(line):
            os.ftruncate(descriptor, end)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)


def read_statements(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The statements of a record, oldest first, and how many lines could not be read.

    A damaged line is passed over and stays in the file.
    """
    statements, damaged = [], 0
    for line in _lines(path):
        try:
            statement = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            damaged += 1
            continue
        if isinstance(statement, dict) and "verb" in statement:
            statements.append(statement)
        else:
            damaged += 1
    return statements, damaged


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from (line for line in file if line.strip())


def _ends_with_newline(descriptor: int, end: int) -> bool:
    os.lseek(descriptor, end - 1, os.SEEK_SET)
    last = os.read(descriptor, 1)
    os.lseek(descriptor, 0, os.SEEK_END)
    return last == b"\n"


def _statement(
    moment: Moment,
    verb: Verb,
    activity: dict[str, Any],
    result: dict[str, Any],
    *,
    parent: str | None,
) -> dict[str, Any]:
    context: dict[str, Any] = {
        "language": moment.language,
        "platform": f"maitrise {__version__}",
    }
    if parent:
        lesson = {"objectType": "Activity", "id": f"{HOME_PAGE}/{parent}"}
        context["contextActivities"] = {"parent": [lesson]}
    statement: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME_PAGE, "name": moment.learner},
        },
        "verb": {
            "id": f"{_VERBS}{verb}",
            "display": _SAID[verb].by_language(),
        },
        "object": activity,
        "context": context,
        "timestamp": moment.at,
        "version": VERSION,
    }
    return statement | ({"result": result} if result else {})


def language_map(text: Text) -> dict[str, str]:
    """A text as a statement holds it: its strings are shown as they are, so emphasis goes (4.2)."""
    return {language: _EMPHASIS.sub(r"\2", text.said_in(language)) for language in LANGUAGES}


def _score(points: float, maximum: float) -> dict[str, float]:
    return {"scaled": round(points / maximum, 4), "raw": points, "min": 0, "max": maximum}


def _response(answer: Answer) -> str:
    """The answer in the notation of xAPI for interactions (Part Two, Appendix C)."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, float):
        return repr(answer)
    if isinstance(answer, tuple):
        return "[,]".join(answer)
    pairs = []
    for row, given in answer.items():
        if isinstance(given, str):
            pairs.append(f"{row}[.]{given}")
        else:
            pairs += [f"{row}/{role}[.]{letter}" for role, letter in given.items()]
    return "[,]".join(pairs)
