"""A table of a dossier on the page: its columns can be sorted, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import traitlets

from maitrise.base.text import Language, say
from maitrise.kinds.markdown import table as markdown_table
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View

SortKey = str | float | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in words, and what its rows sort by.

    Attributes:
        numeric: for each column, whether it is set to the right.
        keys: what each cell sorts by: a number, or a text that sorts as it should.
    """

    title: str
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[SortKey, ...], ...]


class CaseTableView(View):
    """A table whose headers sort it; sorting happens in the page, without a kernel."""

    _esm = javascript("make", "case-table")
    labels = traitlets.Dict().tag(sync=True)
    table = traitlets.Dict().tag(sync=True)

    def __init__(self, shown: ShownTable, language: Language) -> None:
        self.shown = shown
        names = ("how", "ascending", "descending", "original")
        super().__init__(
            labels={name: say(f"case-table.{name}", language) for name in names},
            table={
                "title": shown.title,
                "headers": list(shown.headers),
                "numeric": list(shown.numeric),
                "rows": [list(row) for row in shown.rows],
                "keys": [list(row) for row in shown.keys],
                "language": language,
            },
        )

    def markdown(self) -> str:
        """The same as plain Markdown; numbers are set to the right."""
        lines = markdown_table(self.shown.headers, self.shown.rows).split("\n")
        lines[1] = _rule(self.shown.numeric)
        return f"**{self.shown.title}**\n\n" + "\n".join(lines)


def _rule(numeric: Sequence[bool]) -> str:
    return "| " + " | ".join("---:" if each else "---" for each in numeric) + " |"
