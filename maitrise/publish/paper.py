"""How each kind of question looks on paper: blank, and corrected.

Both forms are plain data in one language, for ``handout.typ`` to set. Options, rows and items
bear the same letters in the same order in both; a blank form holds no key and no reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_uppercase
from typing import Any

from maitrise.base.number import write_number, write_shortest
from maitrise.base.text import Language, Text, say
from maitrise.course import misconceptions
from maitrise.kinds.model import (
    Choice,
    Choices,
    FreeText,
    Match,
    MatchRow,
    Number,
    Option,
    Order,
    Question,
    Raci,
    Rows,
    TableRow,
)
from maitrise.kinds.presentation import shown_order

_LETTER_SHOWN = {"-": "–"}  # the dash that the legend shows


def blank(question: Question, language: Language) -> dict[str, Any]:
    """What a learner is handed: what is asked and where to answer."""
    return {
        "kind": question.kind,
        "how": say(f"handout.how.{question.kind}", language),
        "prompt": question.prompt.said_in(language),
        "convention": _said(question.convention, language),
        **_body(question, language),
    }


def corrected(question: Question, language: Language) -> dict[str, Any]:
    """The same with what is right and why, for whoever corrects."""
    return {
        **blank(question, language),
        "answer": _answer(question, language),
        "explanation": _said(question.explanation, language),
        "references": _references(question, language),
        "solved": list(_solved(question, language)),
    }


def lettered(position: int) -> str:
    """The letter of an option by its place, from 0."""
    return ascii_uppercase[position]


def _body(question: Question, language: Language) -> dict[str, Any]:
    match question:
        case Choice() | Choices():
            return {"options": [each.text.said_in(language) for each in question.options]}
        case Match():
            return {
                "rows": [each.text.said_in(language) for each in question.rows],
                "categories": [each.text.said_in(language) for each in question.categories],
            }
        case Raci():
            return {
                "head": [say("raci.deliverable", language), *question.roles],
                "rows": [each.text.said_in(language) for each in question.rows],
                "legend": say("raci.letters", language),
            }
        case Order():
            return {"rows": [each.text.said_in(language) for each in shown_order(question)]}
        case Rows():
            columns = question.columns
            return {
                "head": [each.text.said_in(language) for each in columns],
                "rows": [
                    [row.cells[each.id].said_in(language) for each in columns]
                    for row in question.rows
                ],
            }
        case Number():
            label = say("number.answer", language)
            return {"label": label, "unit": _said(question.unit, language)}
        case FreeText():
            return {}
    raise TypeError(f"No paper for a {type(question).__name__}.")


def _answer(question: Question, language: Language) -> str:
    """The right answer in one line, where it fits one."""
    match question:
        case Choice() | Choices():
            right = [place for place, each in enumerate(question.options) if each.right]
            return _answers([lettered(place) for place in right], language)
        case Rows():
            right = [place for place, each in enumerate(question.rows) if each.right]
            return _answers([lettered(place) for place in right], language)
        case Match() | Order():
            keys = ", ".join(part["key"] for part in _solved(question, language))
            return say("handout.downwards", language, answers=keys)
        case Number():
            unit = f"\u00a0{question.unit.said_in(language)}" if question.unit else ""
            value = write_number(question.key, language, question.decimals)
            return _answers([value + unit], language)
    return ""


def _answers(answers: list[str], language: Language) -> str:
    key = "handout.answer" if len(answers) == 1 else "handout.answers"
    return say(key, language, answers=", ".join(answers))


def _solved(question: Question, language: Language) -> Iterator[dict[str, Any]]:
    """What is right and why, one part an option, row, item or known wrong value."""
    match question:
        case Choice() | Choices() | Rows():
            parts: tuple[Option | TableRow, ...] = (
                question.rows if isinstance(question, Rows) else question.options
            )
            for part in parts:
                revealed = [part.misconception] if part.misconception else []
                yield {
                    "right": part.right,
                    "reason": part.reason.said_in(language),
                    "misconceptions": [_misconception(each, language) for each in revealed],
                }
        case Match():
            places = {each.id: place for place, each in enumerate(question.categories)}
            for row in question.rows:
                yield {
                    "key": lettered(places[row.key]),
                    "reason": row.reason.said_in(language),
                    "also": _also(row, places, language),
                    "misconceptions": [
                        f"{lettered(places[wrong])}\u00a0= {_misconception(revealed, language)}"
                        for wrong, revealed in (row.misconceptions or {}).items()
                    ],
                }
        case Raci():
            for line in question.rows:
                yield {
                    "letters": [
                        _LETTER_SHOWN.get(line.key[role], line.key[role]) for role in question.roles
                    ],
                    "reason": line.reason.said_in(language),
                }
        case Order():
            places = {each.id: place for place, each in enumerate(question.items, start=1)}
            for item in shown_order(question):
                yield {"key": str(places[item.id]), "reason": item.reason.said_in(language)}
        case Number():
            for known in question.wrongs:
                revealed = [known.misconception] if known.misconception else []
                yield {
                    "key": write_shortest(known.value, language),
                    "reason": known.reason.said_in(language),
                    "misconceptions": [_misconception(each, language) for each in revealed],
                }
        case FreeText():
            for criterion in question.criteria:
                points = write_shortest(criterion.points, language)
                looked_at = criterion.text.said_in(language)
                if criterion.expected:
                    expected = criterion.expected.said_in(language)
                    looked_at += f" {say('text.expected', language, expected=expected)}"
                yield {"key": points, "reason": looked_at}


def _also(row: MatchRow, places: Mapping[str, int], language: Language) -> str:
    if row.also is None:
        return ""
    return say("handout.also", language, letter=lettered(places[row.also]))


def _misconception(code: str, language: Language) -> str:
    found = misconceptions().get(code)
    return found.name.said_in(language) if found else code


def _references(question: Question, language: Language) -> str:
    if not question.sources:
        return say("handout.judgement", language)
    return say("handout.references", language, names=", ".join(question.sources))


def _said(text: Text | None, language: Language) -> str:
    return text.said_in(language) if text else ""
