"""What a lesson says before each question of its sections, as blocks that paper can show.

A question of a section may rest on the situation or the figures told above it: on paper they stand
before it. Of a figure, paper has its summary and its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from maitrise.base.text import Language
from maitrise.course import Lesson
from maitrise.figures.figure import PLOTLY
from maitrise.publish.cells import figure_of

_QUESTION = re.compile(r'^m\.question\("([^"]+)"\)', re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_DETAILS = re.compile(r"</?details>|<summary>.*?</summary>")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +")


@dataclass(slots=True)
class QuestionContext:
    """What is read before one question.

    Attributes:
        section: the title of the section that begins here; "" where it goes on.
        blocks: as plain data, for ``handout.typ``.
    """

    question: str
    section: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)


def questions_in_context(lesson: Lesson, language: Language) -> list[QuestionContext]:
    """The questions of a lesson's sections in reading order, with what stands before each."""
    import nbformat

    found: list[QuestionContext] = []
    section, blocks = "", list[dict[str, Any]]()
    for cell in nbformat.read(lesson.notebook(language), as_version=4).cells:
        if cell.cell_type == "markdown":
            for block in blocks_of(cell.source):
                if block["kind"] == "section":
                    section, blocks = block["text"], []
                else:
                    blocks.append(block)
        elif asked := _QUESTION.search(cell.source):
            found.append(QuestionContext(asked[1], section, blocks))
            section, blocks = "", []
        elif figure_of(cell.source):
            blocks += _figure(cell.get("outputs", []))
    return found


def blocks_of(source: str) -> Iterator[dict[str, Any]]:
    """Markdown as paragraphs, lists, tables and headings; the title of the page is left out."""
    for part in re.split(r"\n\s*\n", _LINK.sub(r"\1", source.strip())):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        marks, _, heading = lines[0].partition(" ")
        if set(marks) == {"#"}:
            if len(marks) > 1:
                yield {"kind": "section" if len(marks) == 2 else "heading", "text": heading}
            lines = lines[1:]
        if lines and lines[0].startswith("|"):
            yield {"kind": "table", "rows": _cells(lines)}
        elif lines and _ITEM.match(lines[0]):
            numbered = lines[0][0].isdigit()
            yield {"kind": "numbers" if numbered else "list", "items": list(_items(lines))}
        elif lines:
            yield {"kind": "text", "text": " ".join(line.removeprefix("> ") for line in lines)}


def _cells(lines: Sequence[str]) -> list[list[str]]:
    rows = [re.split(r"(?<!\\)\|", line.strip("|")) for line in (lines[0], *lines[2:])]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in rows]


def _items(lines: Sequence[str]) -> Iterator[str]:
    item = ""
    for line in lines:
        if _ITEM.match(line):
            if item:
                yield item
            item = _ITEM.sub("", line)
        else:
            item += f" {line}"
    yield item


def _figure(outputs: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The summary and the table of a figure."""
    for output in outputs:
        data = output.get("data", {})
        if PLOTLY not in data:
            yield from blocks_of(_DETAILS.sub("", "".join(data.get("text/markdown", ""))))
