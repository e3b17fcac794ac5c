"""A question as plain Markdown: for a Git host, a PDF, a screen reader, or no widget at all."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from maitrise.base.number import write_quantity, write_shortest
from maitrise.base.text import Language, Text, say
from maitrise.kinds.model import (
    Choice,
    Choices,
    FreeText,
    Match,
    Number,
    Order,
    Question,
    Raci,
    Rows,
)
from maitrise.kinds.presentation import shown_order


def question_markdown(question: Question, language: Language) -> str:
    """What is asked, without a hint, a key or a reason."""
    parts = [f"**{say('question.label', language)}** {question.prompt.said_in(language)}"]
    if question.convention:
        convention = question.convention.said_in(language)
        parts.insert(0, f"> {say('question.convention', language)} {convention}")
    parts += _body(question, language)
    return "\n\n".join(parts)


def _body(question: Question, language: Language) -> list[str]:
    match question:
        case Choice() | Choices():
            return [_list(option.text.said_in(language) for option in question.options)]
        case Match():
            categories = " · ".join(each.text.said_in(language) for each in question.categories)
            texts = _list(row.text.said_in(language) for row in question.rows)
            return [texts, f"{say('match.choose', language)} {categories}"]
        case Raci():
            headers = [say("raci.deliverable", language), *question.roles]
            blank = ["…"] * len(question.roles)
            rows = [[row.text.said_in(language), *blank] for row in question.rows]
            return [table(headers, rows), say("raci.letters", language)]
        case Order():
            return [_list(item.text.said_in(language) for item in shown_order(question))]
        case Rows():
            headers = [column.text.said_in(language) for column in question.columns]
            rows = [
                [row.id, *(row.cells[column.id].said_in(language) for column in question.columns)]
                for row in question.rows
            ]
            return [table(["", *headers], rows)]
        case Number():
            unit = f" {question.unit.said_in(language)}" if question.unit else ""
            return [f"{say('number.answer', language)} …{unit}"]
        case FreeText():
            return [_list(rubric_lines(question, language))]
    raise TypeError(f"No Markdown for a {type(question).__name__}.")


def solution_lines(
    question: Question, language: Language, told: Container[Text | None] = ()
) -> list[str]:
    """The model answer (corrigé), one line a part; for whoever may see the key.

    Args:
        told: reasons that the reader has before their eyes already.
    """
    lines = _key_lines(question, language, told)
    if question.explanation:
        lines.append(question.explanation.said_in(language))
    return lines


def _key_lines(question: Question, language: Language, told: Container[Text | None]) -> list[str]:
    def because(words: str, link: str, reason: Text) -> str:
        return words if reason in told else f"{words}{link}{reason.said_in(language)}"

    match question:
        case Choice() | Choices():
            return [
                because(_bold(option.text.said_in(language)), " — ", option.reason)
                for option in question.options
                if option.right
            ]
        case Match():
            names = {each.id: each.text.said_in(language) for each in question.categories}
            return [
                because(
                    f"{row.text.said_in(language).removesuffix('.')} → {_bold(names[row.key])}.",
                    " ",
                    row.reason,
                )
                for row in question.rows
            ]
        case Raci():
            return [
                f"{row.text.said_in(language)} → "
                + ", ".join(f"{role} **{row.key[role]}**" for role in question.roles)
                for row in question.rows
            ]
        case Order():
            return [
                because(f"{place}. {_bold(item.text.said_in(language))}", " — ", item.reason)
                for place, item in enumerate(question.items, start=1)
            ]
        case Rows():
            first = question.columns[0].id
            return [
                because(f"**{row.id}** {row.cells[first].said_in(language)}", " — ", row.reason)
                for row in question.rows
                if row.right
            ]
        case Number():
            unit = question.unit.said_in(language) if question.unit else ""
            return [f"**{write_quantity(question.key, unit, language, question.decimals)}**"]
        case FreeText():
            return marker_lines(question, language)
    raise TypeError(f"No solution for a {type(question).__name__}.")


def _bold(text: str) -> str:
    """The text in bold; emphasis inside it would end the bold."""
    return f"**{text.replace('*', '')}**"


def rubric_lines(question: FreeText, language: Language) -> list[str]:
    """The criteria that a person marks a text by, each with its points, as learners read them."""
    return [
        f"{criterion.text.said_in(language)} ({write_shortest(criterion.points, language)})"
        for criterion in question.criteria
    ]


def marker_lines(question: FreeText, language: Language) -> list[str]:
    """The same with what is expected; for whoever marks, and for learners once they are marked."""
    read = zip(rubric_lines(question, language), question.criteria, strict=True)
    return [
        f"{line} {say('text.expected', language, expected=criterion.expected.said_in(language))}"
        if criterion.expected
        else line
        for line, criterion in read
    ]


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped, a line break becomes a space."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
