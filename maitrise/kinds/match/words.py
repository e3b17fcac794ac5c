"""A match in words and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maitrise.base.text import Language, Text, say
from maitrise.kinds.contract import Mistake, PaperKey, PartText
from maitrise.kinds.mark import Reason
from maitrise.kinds.markdown import bold, bullets
from maitrise.kinds.match.question import AskedMatch, MatchQuestion
from maitrise.kinds.wording import because, in_code, letter, part_line, said_or


def markdown(asked: AskedMatch) -> list[str]:
    """A list of the rows, then the categories."""
    categories = " · ".join(category.text for category in asked.categories)
    rows = bullets(row.text for row in asked.rows)
    return [rows, f"{say('match.choose', asked.language)} {categories}"]


def answer_words(asked: AskedMatch, answer: Mapping[str, str]) -> str:
    """Each row that was matched, with its category."""
    names = {category.id: category.text for category in asked.categories}
    return bullets(
        f"{row.text} → **{names[answer[row.id]]}**" for row in asked.rows if row.id in answer
    )


def key_lines(
    question: MatchQuestion, language: Language, known: Container[Text | None]
) -> list[str]:
    """Each row with its category and why."""
    names = {each.id: bold(each.text.said_in(language)) for each in question.categories}
    lines = []
    for row in question.rows:
        words = f"{row.text.said_in(language).removesuffix('.')} → {names[row.key]}."
        lines.append(because(words, " ", row.reason, language, known))
    return lines


def lost_line(question: MatchQuestion, reason: Reason, language: Language) -> str:
    """The row and why its category does not do."""
    (text,) = [row.text.said_in(language) for row in question.rows if row.id == reason.item]
    return part_line(bold(text), reason, language, said_or("", reason.text, language))


def mistake(question: MatchQuestion, item: str, language: Language) -> Mistake | None:
    """A row that was matched wrongly."""
    for row in question.rows:
        if row.id == item:
            return Mistake("report.lost.row", row.text.said_in(language))
    return None


def part_texts(question: MatchQuestion) -> Iterator[PartText]:
    """Categories, and rows with their reasons; a row may quote a mistake."""
    yield from (PartText(f"category {each.id}", each.text) for each in question.categories)
    for row in question.rows:
        yield PartText(f"row {row.id}", row.text, is_own=False)
        yield PartText(f"row {row.id}", row.reason)


def names_in_code(asked: AskedMatch) -> Mapping[str, str]:
    """The ids of the rows and of the categories."""
    return {
        "ids": in_code((row.id, row.text) for row in asked.rows),
        "categories": in_code((each.id, each.text) for each in asked.categories),
    }


def offered(asked: AskedMatch) -> tuple[str, ...]:
    """The rows, which say nothing without what they are matched with."""
    names = " · ".join(category.text for category in asked.categories)
    rows = (row.text for row in asked.rows)
    return (*rows, say("cards.match-with", asked.language, names=names))


def paper(asked: AskedMatch) -> Mapping[str, Any]:
    """The rows with a box each, beside the lettered categories."""
    return {
        "rows": [row.text for row in asked.rows],
        "categories": [category.text for category in asked.categories],
    }


def paper_key(question: MatchQuestion, language: Language) -> PaperKey:
    """The letter of each row's category."""
    letters = {each.id: letter(place) for place, each in enumerate(question.categories)}
    parts = tuple(
        {
            "key": letters[row.key],
            "reason": row.reason.said_in(language),
            "also": say("handout.also", language, letter=letters[row.also]) if row.also else "",
            "misconceptions": [
                {"at": letters[wrong], "code": code}
                for wrong, code in (row.misconceptions or {}).items()
            ],
        }
        for row in question.rows
    )
    answers = ", ".join(letters[row.key] for row in question.rows)
    return PaperKey(say("handout.downwards", language, answers=answers), parts)
