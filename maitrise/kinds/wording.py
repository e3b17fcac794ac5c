"""What the words of kinds have in common."""

from __future__ import annotations

from collections.abc import Container, Iterable
from string import ascii_uppercase
from typing import Any

from maitrise.base.text import Language, Text, say
from maitrise.kinds.contract import Question
from maitrise.kinds.mark import Reason
from maitrise.kinds.scoring import Pick


def common(question: Question, language: Language) -> dict[str, Any]:
    """What is asked whatever the kind: the fields of ``Asked``."""
    return {
        "language": language,
        "id": question.id,
        "prompt": question.prompt.said_in(language),
        "convention": said_or(None, question.convention, language),
        "competency": question.competency,
        "difficulty": question.difficulty,
        "points": question.points,
    }


def said_or(none: Any, text: Text | None, language: Language) -> Any:
    """A text in one language, or what stands for none."""
    return text.said_in(language) if text else none


def because(
    words: str, link: str, reason: Text, language: Language, known: Container[Text | None]
) -> str:
    """Words and the reason for them, unless the reader knows it already."""
    return words if reason in known else f"{words}{link}{reason.said_in(language)}"


def part_line(part: str, reason: Reason, language: Language, why: str = "") -> str:
    """Why a part did not bring its full points: its name, the verdict, and what can be told.

    Args:
        part: its name in Markdown; "" for the whole answer.
        why: what is told besides; the reason's own text where it does not give the key away.
    """
    verdict = say(f"verdict.{reason.verdict}", language)
    judged = f"{verdict} {why}" if why else verdict
    return f"{part}{say('case.colon', language)} {judged}" if part else judged


def in_code(named: Iterable[tuple[str, str]]) -> str:
    """Names that an answer in code may use, each with its text, if it has one."""
    return ", ".join(f"`{name}` ({text})" if text else f"`{name}`" for name, text in named)


def letter(position: int) -> str:
    """The letter of a part on paper by its place, from 0."""
    return ascii_uppercase[position]


def answer_on_paper(answers: list[str], language: Language) -> str:
    """The right answers in one line of the corrected paper."""
    key = "handout.answer" if len(answers) == 1 else "handout.answers"
    return say(key, language, answers=", ".join(answers))


def revealed(*codes: str | None) -> list[dict[str, str]]:
    """Misconceptions that a part on paper reveals, whatever was answered."""
    return [{"at": "", "code": code} for code in codes if code]


def solved_pick(pick: Pick, language: Language) -> dict[str, Any]:
    """A part that may be picked, on the corrected paper."""
    return {
        "right": pick.right,
        "reason": pick.reason.said_in(language),
        "misconceptions": revealed(pick.misconception),
    }
