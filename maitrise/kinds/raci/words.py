"""A RACI matrix in words and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maitrise.base.text import Language, Text, say
from maitrise.kinds.contract import Mistake, PaperKey, PartText
from maitrise.kinds.mark import Reason
from maitrise.kinds.markdown import bold, bullets, table
from maitrise.kinds.raci.question import ACCOUNTABLE, LETTERS, AskedRaci, Letters, RaciQuestion
from maitrise.kinds.wording import in_code, part_line

_ON_PAPER = {"-": "–"}  # the dash that the legend shows


def page_data(asked: AskedRaci) -> Mapping[str, Any]:
    """The letters that there are."""
    return {
        "letters": [
            {"letter": letter, "words": say(f"raci.letter.{letter}", asked.language)}
            for letter in LETTERS
        ],
        "accountable": list(ACCOUNTABLE),
    }


def markdown(asked: AskedRaci) -> list[str]:
    """The empty matrix and the legend."""
    headers = [say("raci.deliverable", asked.language), *asked.roles]
    blank = ["…"] * len(asked.roles)
    rows = [[row.text, *blank] for row in asked.rows]
    return [table(headers, rows), say("raci.letters", asked.language)]


def answer_words(asked: AskedRaci, answer: Letters) -> str:
    """Each row that was filled, with its letters."""
    return bullets(_row(row.text, answer[row.id]) for row in asked.rows if row.id in answer)


def key_lines(question: RaciQuestion, language: Language, _: Container[Text | None]) -> list[str]:
    """Each row with its letters."""
    return [
        _row(row.text.said_in(language), {role: row.key[role] for role in question.roles})
        for row in question.rows
    ]


def _row(text: str, letters: Mapping[str, str]) -> str:
    return f"{text} → " + ", ".join(f"{role} **{letter}**" for role, letter in letters.items())


def lost_line(question: RaciQuestion, reason: Reason, language: Language) -> str:
    """The row, without its reason, which could only be the answer."""
    (text,) = [row.text.said_in(language) for row in question.rows if row.id == reason.item]
    return part_line(bold(text), reason, language)


def mistake(question: RaciQuestion, item: str, language: Language) -> Mistake | None:
    """A row that is not right."""
    for row in question.rows:
        if row.id == item:
            return Mistake("report.lost.row", row.text.said_in(language))
    return None


def part_texts(question: RaciQuestion) -> Iterator[PartText]:
    """Rows with their reasons."""
    for row in question.rows:
        yield PartText(f"row {row.id}", row.text, is_own=False)
        yield PartText(f"row {row.id}", row.reason)


def names_in_code(asked: AskedRaci) -> Mapping[str, str]:
    """The ids of the rows, and the letters."""
    return {
        "ids": in_code((row.id, row.text) for row in asked.rows),
        "categories": in_code((letter, "") for letter in LETTERS),
    }


def offered(asked: AskedRaci) -> tuple[str, ...]:
    """The rows, on a flash card."""
    return tuple(row.text for row in asked.rows)


def paper(asked: AskedRaci) -> Mapping[str, Any]:
    """The empty matrix and the legend."""
    return {
        "head": [say("raci.deliverable", asked.language), *asked.roles],
        "rows": [row.text for row in asked.rows],
        "legend": say("raci.letters", asked.language),
    }


def paper_key(question: RaciQuestion, language: Language) -> PaperKey:
    """The letters of each row; too many for one line."""
    parts = tuple(
        {
            "letters": [_ON_PAPER.get(row.key[role], row.key[role]) for role in question.roles],
            "reason": row.reason.said_in(language),
        }
        for row in question.rows
    )
    return PaperKey("", parts)
