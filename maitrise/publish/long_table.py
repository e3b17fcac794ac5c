"""A table with more rows than a slide has room for, cut into tables that each have their heads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

# What a slide of 1280 by 720 holds at 20 pixels, its table at 16: about what the back row reads.
_ROOM = 600
_LETTERS = 100  # of prose in a line
_TABLE_LETTERS = 112  # of a table's row in a line, all columns together


def in_parts(markdown: str) -> Iterator[str]:
    """The text in parts that a slide holds; only a table is ever cut, between two rows.

    What stands before the table goes with its first rows, what follows begins a part of its own
    where it finds no room. A text without a table stays whole.
    """
    blocks = markdown.split("\n\n")
    if not any(_is_table(each) for each in blocks):
        yield markdown
        return
    part: list[str] = []
    for block in blocks:
        if _is_table(block):
            head, rows = block.split("\n")[:2], block.split("\n")[2:]
            *before, last = _cut(part, head, rows)
            for count in before:
                yield "\n\n".join([*part, "\n".join([*head, *rows[:count]])])
                part, rows = [], rows[count:]
            block = "\n".join([*head, *rows[:last]])
        elif any(_is_table(each) for each in part) and _height([*part, block]) > _ROOM:
            # A question or an announcement stays with what it announces.
            kept = [part.pop()] if part[-1].rstrip().endswith(("?", ":")) else []
            yield "\n\n".join(part)
            part = kept
        part.append(block)
    yield "\n\n".join(part)


def _is_table(block: str) -> bool:
    return block.startswith("| ") and "\n| --- " in block


def _cut(above: Sequence[str], head: Sequence[str], rows: Sequence[str]) -> list[int]:
    """How many rows stand on each slide, shared out so that the last holds more than a left-over.

    Args:
        above: what stands above the table on the first of them.
    """
    full = _filled(above, head, rows, len(rows))
    shared = _filled(above, head, rows, math.ceil(len(rows) / len(full)))
    return shared if len(shared) == len(full) else full


def _filled(above: Sequence[str], head: Sequence[str], rows: Sequence[str], most: int) -> list[int]:
    """Slide after slide, as many rows as find room, but no more than ``most``; one at least."""
    counts = [0]
    for place, row in enumerate(rows):
        first = place - counts[-1]
        lines = "\n".join([*head, *rows[first:place], row])
        over = _height([*(above if first == 0 else ()), lines]) > _ROOM
        if counts[-1] and (over or counts[-1] == most):
            counts.append(0)
        counts[-1] += 1
    return counts


def _height(blocks: Sequence[str]) -> float:
    return sum(_table_height(each) if _is_table(each) else _prose_height(each) for each in blocks)


def _prose_height(block: str) -> float:
    lines = block.split("\n")
    return 14 + sum(28 * math.ceil(len(line) / _LETTERS) + 6 for line in lines)


def _table_height(block: str) -> float:
    """Columns share the width as a browser shares it, about by their longest cell."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for place, line in enumerate(block.split("\n"))
        if place != 1
    ]
    longest = [max(map(len, column)) for column in zip(*rows, strict=False)]
    fits = min(1.0, _TABLE_LETTERS / max(1, sum(longest)))
    widths = [max(1.0, each * fits) for each in longest]
    deepest = (
        max(math.ceil(len(cell) / width) for cell, width in zip(row, widths, strict=False))
        for row in rows
    )
    return 14 + sum(21 * max(1, lines) + 11 for lines in deepest)
