"""How a question looks on paper: blank, and corrected.

Both forms are plain data in one language, for ``handout.typ`` and the kind's ``paper.typ`` to set.
Options, rows and items bear the same letters in the same order in both; a blank form holds no key
and no reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maitrise.base.text import Language, say
from maitrise.course import misconceptions
from maitrise.kinds import Asked, Question, ask, kind_of


def blank_question(asked: Asked) -> dict[str, Any]:
    """The blank question: what is asked and where to answer."""
    return {
        "kind": asked.kind,
        "how": say(f"handout.how.{asked.kind}", asked.language),
        "prompt": asked.prompt,
        "convention": asked.convention or "",
        **kind_of(asked).paper(asked),
    }


def corrected_question(question: Question, language: Language) -> dict[str, Any]:
    """The question with its key and reasons, for correcting."""
    key = kind_of(question).paper_key(question, language)
    return {
        **blank_question(ask(question, language)),
        "answer": key.answer,
        "explanation": question.explanation.said_in(language) if question.explanation else "",
        "references": _references(question, language),
        "solved": [_with_names(part, language) for part in key.parts],
    }


def _with_names(part: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """A part of the key with the names of its misconceptions in place of their codes."""
    if "misconceptions" not in part:
        return dict(part)
    names = [_misconception(language, **each) for each in part["misconceptions"]]
    return {**part, "misconceptions": names}


def _misconception(language: Language, at: str, code: str) -> str:
    found = misconceptions().get(code)
    name = found.name.said_in(language) if found else code
    return f"{at}\u00a0= {name}" if at else name


def _references(question: Question, language: Language) -> str:
    if not question.sources:
        return say("handout.judgement", language)
    return say("handout.references", language, names=", ".join(question.sources))
