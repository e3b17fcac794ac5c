"""xAPI 1.0.3 statements of what a learner did and when.

The actor is an account with a pseudonym, never a name or an e-mail. Statements follow "xAPI
Specification 1.0.3, Part Two: Experience Data" (Advanced Distributed Learning Initiative).
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any, Literal

from maitrise import __version__
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.kinds import Answer, Mark, Question, Verdict, kind_of

VERSION = "1.0.0"  # of the data model: section 2.4.10 forbids to write the patch version here
HOME_PAGE = "https://maitrise.example"
VERBS = "http://adlnet.gov/expapi/verbs/"
_ACTIVITIES = "http://adlnet.gov/expapi/activities/"

Verb = Literal["answered", "attempted", "completed", "passed", "failed"]
_SAID = {
    "answered": Text("a répondu à", "answered"),
    "attempted": Text("a commencé", "attempted"),
    "completed": Text("a terminé", "completed"),
    "passed": Text("a réussi", "passed"),
    "failed": Text("n’a pas réussi", "failed"),
}
SCENARIOS = f"{HOME_PAGE}/scenarios/"
ENDING = f"{HOME_PAGE}/extensions/ending"
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
        "id": f"{SCENARIOS}{scenario}",
        "definition": {"type": f"{_ACTIVITIES}simulation", "name": language_map(title)},
    }
    if not ending:
        return _statement(moment, "attempted", activity, {}, parent=None)
    result = {"completion": True, "extensions": {ENDING: ending}}
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
        "id": f"{SCENARIOS}{scenario}/{scene}",
        "definition": {
            "type": f"{_ACTIVITIES}cmi.interaction",
            "name": language_map(title),
            "interactionType": "choice",
        },
    }
    result = {"response": choice, "completion": True, "extensions": {_MANDATE: mandate}}
    return _statement(moment, "answered", activity, result, parent=f"scenarios/{scenario}")


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
            "id": f"{VERBS}{verb}",
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
