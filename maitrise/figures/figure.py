"""A figure as a value: what is drawn, what it shows in a sentence, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maitrise.base.text import Language, say
from maitrise.kinds.markdown import table as markdown_table

PLOTLY = "application/vnd.plotly.v1+json"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The content of a figure in rows of text; every row has one cell a header."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The table in Markdown."""
        return markdown_table(self.headers, self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure and its equivalents for whoever cannot see it.

    Attributes:
        title: the question that the figure answers.
        summary: one sentence that says what is seen.
        table: what the figure shows, as text.
        drawing: what the page draws; empty where no page shows it.
        spec: ``data`` and ``layout`` as Plotly's JSON; empty where Plotly does not draw it.
        config: Plotly's configuration: no upload button, the page's language.
    """

    title: str
    summary: str
    table: FigureTable
    language: Language
    drawing: Mapping[str, Any] = field(default_factory=dict)
    spec: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)

    def markdown(self) -> str:
        """The summary, then the table."""
        return f"{self.summary}\n\n{self.table.markdown()}"

    def folded_table(self) -> str:
        """The table under its name, in Markdown, folded until it is asked for."""
        name = say("figure.as-table", self.language)
        return f"<details><summary>{name}</summary>\n\n{self.table.markdown()}\n\n</details>"

    def mimebundle(self) -> dict[str, Any]:
        """The figure for whatever can draw it, and its title for whatever cannot."""
        return {PLOTLY: {**self.spec, "config": self.config}, "text/markdown": f"**{self.title}**"}
