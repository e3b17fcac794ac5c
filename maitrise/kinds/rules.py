"""What a well-shaped question may still get wrong: the rules of each kind.

A fault here must stop the author: shown to a learner, it would make a right answer look wrong.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from maitrise.base.errors import shown_value
from maitrise.base.number import is_within
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

Broken = tuple[str, str, str]  # part of the question, problem, remedy

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_LIKE_THIS = "Write it like who-signs"
_CODES = {
    "competency": re.compile(r"C(0[1-9]|1[0-5])"),
    "source": re.compile(r"R([1-9]|[1-5]\d)"),
    "misconception": re.compile(r"X([1-9]|1[0-6])"),
}


def broken_rules(question: Question) -> Iterator[Broken]:
    """Every rule that this question breaks."""
    yield from _of_every_kind(question)
    match question:
        case Choice():
            yield from _options(question.options)
            yield from _one_right(question)
        case Choices():
            yield from _options(question.options)
            yield from _some_right("option", question.options)
        case Match():
            yield from _match(question)
        case Raci():
            yield from _raci(question)
        case Order():
            yield from _order(question)
        case Rows():
            yield from _rows(question)
        case Number():
            yield from _number(question)
        case FreeText():
            yield from _free_text(question)


def _of_every_kind(question: Question) -> Iterator[Broken]:
    if not _ID.fullmatch(question.id):
        yield "", f"the id {question.id!r} is not made of words and hyphens", _LIKE_THIS
    if not (math.isfinite(question.points) and question.points > 0):
        yield "", f"points is {question.points:g}", "Give it more than 0 points"
    yield from _code("", "competency", question.competency, "C01 to C15")
    for source in question.sources:
        yield from _code("", "source", source, "R1 to R59, or no source")


def _code(part: str, name: str, code: str | None, known: str) -> Iterator[Broken]:
    if code is not None and not _CODES[name].fullmatch(code):
        yield part, f"unknown {name} {code!r}", f"Use {known}"


def _misconception(part: str, code: str | None) -> Iterator[Broken]:
    yield from _code(part, "misconception", code, "X1 to X16, or none")


def _ids(name: str, ids: Iterable[str]) -> Iterator[Broken]:
    """Ids stand in answer sheets and learning records: words and hyphens, each once."""
    for each, times in Counter(ids).items():
        if not _ID.fullmatch(each):
            problem = f"the id {each!r} is not made of words and hyphens"
            yield f"{name} {each}".strip(), problem, _LIKE_THIS
        if times > 1:
            yield f"{name} {each}", f"the id stands {times} times", "Give each an id of its own"


def _at_least(count: int, names: str, values: Sequence[object]) -> Iterator[Broken]:
    if len(values) < count:
        yield "", f"too few {names} ({len(values)})", f"Give it at least {count}"


def _options(options: Sequence[Option]) -> Iterator[Broken]:
    yield from _at_least(2, "options", options)
    yield from _ids("option", (option.id for option in options))
    for option in options:
        part = f"option {option.id}"
        yield from _misconception(part, option.misconception)
        if option.right and option.misconception:
            yield part, "a right option names a misconception", "Remove one of the two"


def _one_right(question: Choice) -> Iterator[Broken]:
    right = [option.id for option in question.options if option.right]
    if not right:
        yield "", "no option is right", "Mark one with right = true"
    elif len(right) > 1:
        listed = " and ".join(right)
        yield (
            "",
            f"{len(right)} right options ({listed}), but kind choice allows one",
            "Mark one right, or set kind to choices",
        )


def _some_right(name: str, values: Sequence[Option] | Sequence[TableRow]) -> Iterator[Broken]:
    if not values:
        return  # too few is said already
    if not any(value.right for value in values):
        yield "", f"no {name} is right", "Mark at least one with right = true"
    if all(value.right for value in values):
        yield "", f"every {name} is right", "Leave at least one that is not"


def _match(question: Match) -> Iterator[Broken]:
    categories = [category.id for category in question.categories]
    yield from _at_least(2, "categories", question.categories)
    yield from _at_least(2, "rows", question.rows)
    yield from _ids("category", categories)
    yield from _ids("row", (row.id for row in question.rows))
    used = {row.key for row in question.rows} | {row.also for row in question.rows}
    for category in question.categories:
        if category.id not in used and not category.distractor:
            yield (
                f"category {category.id}",
                "no row uses it",
                "Use it, remove it, or write distractor = true",
            )
        if category.id in used and category.distractor:
            yield f"category {category.id}", "a row uses this distractor", "Remove distractor"
    for row in question.rows:
        yield from _match_row(row, categories)


def _match_row(row: MatchRow, categories: Sequence[str]) -> Iterator[Broken]:
    part = f"row {row.id}"
    named: Mapping[str, str] = row.misconceptions or {}
    for category in (row.key, *([row.also] if row.also else []), *named):
        if category not in categories:
            remedy = f"Use one of: {', '.join(categories)}"
            yield part, f"no category is called {category!r}", remedy
    if row.also == row.key:
        yield part, "also is the same as key", "Name another category, or remove it"
    for category, code in named.items():
        yield from _misconception(part, code)
        if category in (row.key, row.also):
            yield part, f"{category!r} is accepted and named a misconception", "Remove one"


def _raci(question: Raci) -> Iterator[Broken]:
    yield from _at_least(2, "roles", question.roles)
    yield from _at_least(1, "rows", question.rows)
    yield from _ids("role", question.roles)
    yield from _ids("row", (row.id for row in question.rows))
    for row in question.rows:
        part = f"row {row.id}"
        if set(row.key) != set(question.roles):
            roles = ", ".join(question.roles)
            yield part, "its key does not have the question's roles", f"Give a letter to: {roles}"
        for role, letter in row.key.items():
            if letter not in question.letters:
                remedy = f"Use one of: {' '.join(question.letters)}"
                yield part, f"{letter!r} for {role} is no letter of a RACI", remedy
        owners = sum(letter in question.accountable for letter in row.key.values())
        if owners != 1:
            yield part, f"{owners} roles are accountable", "Exactly one role has A or A/R"


def _order(question: Order) -> Iterator[Broken]:
    yield from _at_least(3, "items", question.items)
    yield from _ids("item", (item.id for item in question.items))
    yield from _explained(question)


def _rows(question: Rows) -> Iterator[Broken]:
    columns = [column.id for column in question.columns]
    yield from _at_least(1, "columns", question.columns)
    yield from _at_least(2, "rows", question.rows)
    yield from _ids("column", columns)
    yield from _ids("row", (row.id for row in question.rows))
    yield from _some_right("row", question.rows)
    for row in question.rows:
        part = f"row {row.id}"
        yield from _misconception(part, row.misconception)
        for column in columns:
            if column not in row.cells:
                yield part, f"it has no cell for column {column!r}", f"Add {column} to cells"
        for column in row.cells:
            if column not in columns:
                yield part, f"no column is called {column!r}", f"Use: {', '.join(columns)}"


def _number(question: Number) -> Iterator[Broken]:
    yield from _explained(question)
    if not 0 <= question.decimals <= 6:
        yield "", f"decimals is {shown_value(question.decimals)}", "Write 0 to 6"
    if not math.isfinite(question.key):
        yield "", f"key is {question.key}", "Write a finite number"
    elif not 0 <= question.tolerance < math.inf:
        yield "", f"tolerance is {question.tolerance:g}", "Write 0 or more"
    else:
        yield from _told_apart(question)
    for wrong in question.wrongs:
        part = f"wrong {wrong.value:g}"
        yield from _misconception(part, wrong.misconception)
        if not math.isfinite(wrong.value):
            yield part, f"value is {wrong.value}", "Write a finite number"
        if wrong.tolerance is not None and not 0 <= wrong.tolerance < math.inf:
            yield part, f"tolerance is {wrong.tolerance:g}", "Write 0 or more"


def _told_apart(question: Number) -> Iterator[Broken]:
    """What is shown as the answer must be marked right, and a known wrong value must not."""
    if 0 <= question.decimals <= 6:
        shown = round(question.key, question.decimals)
        if not is_within(shown, question.key, question.tolerance):
            written = f"{shown:.{question.decimals}f}"
            problem = f"the answer would be shown as {written}, which is not right"
            yield "", problem, "Set decimals to as many as the key needs"
    for wrong in question.wrongs:
        if is_within(wrong.value, question.key, question.tolerance):
            part = f"wrong {wrong.value:g}"
            yield part, "it lies within the tolerance of the key", "It would be right: remove it"


def _free_text(question: FreeText) -> Iterator[Broken]:
    yield from _at_least(1, "criteria", question.criteria)
    for position, criterion in enumerate(question.criteria, start=1):
        if not 0 < criterion.points < math.inf:
            problem = f"points is {criterion.points:g}"
            yield f"criterion number {position}", problem, "Give it more than 0 points"
    total = sum(criterion.points for criterion in question.criteria)
    if not math.isclose(total, question.points):
        yield (
            "",
            f"its criteria add up to {total:g}, but points is {question.points:g}",
            "Make both the same",
        )


def _explained(question: Question) -> Iterator[Broken]:
    if question.explanation is None:
        yield "", "it has no explanation", "Say in both languages how the answer is found"
