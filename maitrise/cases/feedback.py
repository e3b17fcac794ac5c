"""What a learner is told of a mark once the case is marked: as much as ``after`` allows.

``score`` shows the points only. ``reasons`` adds why each part was lost, and never the key: a
right option that was missed is counted, not named; where a reason could only be the answer (a
RACI row, a place in an order) the part is named without it. ``key`` shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from maitrise.base.text import Language, say
from maitrise.cases.model import After, Case
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.markdown import solution_lines
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
from maitrise.notebook.feedback import points


def feedback_markdown(case: Case, question: Question, mark: Mark, language: Language) -> str:
    """The mark in words and, where the case allows it, the reasons: Markdown."""
    return told(case.after, question, mark, language)


def told(after: After, question: Question, mark: Mark, language: Language) -> str:
    """The same for whoever knows what may be shown, but has no case."""
    lines = [f"**{say(f'verdict.{mark.verdict}', language)}** {points(mark, language)}".rstrip()]
    return "\n\n".join([*lines, *_reasons(after, question, mark, language)])


def reasons_markdown(case: Case, question: Question, mark: Mark, language: Language) -> str:
    """The reasons alone, for where the verdict and the points stand beside; "" for none."""
    return "\n\n".join(_reasons(case.after, question, mark, language))


def _reasons(after: After, question: Question, mark: Mark, language: Language) -> list[str]:
    lines = []
    if after != "score":
        lost = list(_lost(question, mark, language))
        if lost:
            lines.append("\n".join(f"- {line}" for line in lost))
    if after == "key":
        lines.append(f"{say('question.solution-is', language)}{say('case.colon', language)}")
        lines.append("\n".join(f"- {line}" for line in solution_lines(question, language)))
    return lines


def _lost(question: Question, mark: Mark, language: Language) -> Iterator[str]:
    """A line for each part that did not bring its full points, without giving the key away."""
    missed = 0
    for reason in mark.reasons:
        if reason.verdict is Verdict.RIGHT:
            continue
        if _names_the_key(question, reason):
            missed += 1
            continue
        yield _line(question, reason, language)
    if missed:
        yield say("case.missed", language, count=missed)


def _names_the_key(question: Question, reason: Reason) -> bool:
    """A right option or row that was not picked: to name it would be to give the answer."""
    match question:
        case Choices():
            return any(option.right for option in question.options if option.id == reason.item)
        case Rows():
            return any(row.right for row in question.rows if row.id == reason.item)
    return False


def _line(question: Question, reason: Reason, language: Language) -> str:
    verdict = say(f"verdict.{reason.verdict}", language)
    why = ""
    if reason.text and not isinstance(question, Raci | Order):
        why = f" {reason.text.said_in(language)}"
    elif isinstance(question, Number) and reason.verdict is Verdict.WRONG:
        why = f" {say('number.not-it', language)}"
    elif isinstance(question, Order):  # what its verdict rests on, and no more
        why = f" {say('case.too-late', language)}"
    if isinstance(question, Choice | Number) and why:
        return why.strip()  # one answer, whose verdict stands above
    part = _part(question, reason.item, language)
    return f"{part}{say('case.colon', language)} {verdict}{why}" if part else f"{verdict}{why}"


def _part(question: Question, item: str, language: Language) -> str:
    """What a part of a question is called: its text, without emphasis."""
    match question:
        case Choice() | Choices():
            texts = {each.id: each.text for each in question.options}
        case Match() | Raci():
            texts = {each.id: each.text for each in question.rows}
        case Order():
            texts = {each.id: each.text for each in question.items}
        case Rows():
            first = question.columns[0].id
            cells = {each.id: each.cells[first].said_in(language) for each in question.rows}
            return f"**{item}** {cells[item]}" if item in cells else ""
        case Number() | FreeText():
            return ""
        case _:
            raise TypeError(f"No parts for a {type(question).__name__}.")
    return f"**{texts[item].said_in(language).replace('*', '')}**" if item in texts else ""
