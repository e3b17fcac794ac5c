"""A report as one page that opens with no network: everything is in it, nothing is fetched."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from maitrise.base.text import Language, say
from maitrise.figures import Figure, plotly_script
from maitrise.reports.report import Report
from maitrise.reports.section import MOST_ROWS as IN_WORKBOOK
from maitrise.reports.section import Column, Rows, Section
from maitrise.reports.wording import shown

MOST_ROWS = 250
"""Of a table on the page; a longer one is cut, says so, and stands whole in the workbook."""
_WORDS = ("say", "wording", "item", "competency", "misconception", "led-there", "endings")
"""Columns of sentences: wider than others, so that a row is not a tower on a telephone."""
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:"
)
_DRAW = """
for (const each of JSON.parse(document.getElementById("figures").textContent)) {
  const config = each.config;
  for (const [name, locale] of Object.entries(config.locales || {}))
    Plotly.register({ moduleType: "locale", name, ...locale });
  Plotly.newPlot(each.place, each.data, each.layout, config);
}
"""


def report_page(report: Report) -> bytes:
    """The page: UTF-8, at most a few hundred kilobytes beside Plotly's own script."""
    language = report.language
    figures = [(each.id, each.figure) for each in report.sections if each.figure]
    body = [
        f"<header><h1>{escape(report.title)}</h1>",
        f'<p class="lead">{escape(report.lead)}</p>',
        _contents(report),
        "</header><main>",
        *(_section(each, language) for each in report.sections),
        "</main>",
        *(_scripts(figures) if figures else ()),
    ]
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(report.title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "backslashreplace")


def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _contents(report: Report) -> str:
    if not report.sections:
        return ""
    language = report.language
    links = "".join(
        f'<li><a href="#{each.id}">{escape(each.title(language))}</a></li>'
        for each in report.sections
    )
    label = escape(say("report.contents", language), quote=True)
    return f'<nav aria-label="{label}"><ul>{links}</ul></nav>'


def _section(section: Section, language: Language) -> str:
    title = escape(section.title(language))
    parts = [
        f'<section><h2 id="{section.id}">{title}</h2>',
        f'<p class="summary">{escape(section.summary)}</p>',
    ]
    if section.figure:
        parts.append(_figure(section, section.figure, language))
    if section.note:
        parts.append(f'<p class="note">{escape(section.note)}</p>')
    if section.rows:
        parts.append(_table(section.columns, section.rows, title, language))
    return "\n".join([*parts, "</section>"])


def _figure(section: Section, figure: Figure, language: Language) -> str:
    """The figure under its title, and its numbers as a table that opens."""
    title = escape(figure.title)
    label = escape(f"{figure.title} {figure.summary}", quote=True)
    said = escape(say("report.figure.numbers", language))
    return (
        f'<figure class="figure"><figcaption>{title}</figcaption>'
        f'<div role="img" aria-label="{label}"><div id="figure-{section.id}"></div></div>'
        "</figure>\n"
        f"<details><summary>{said}</summary>{_table(*section.drawn, title, language)}</details>"
    )


def _table(columns: tuple[Column, ...], rows: Rows, title: str, language: Language) -> str:
    kinds = [
        ' class="w"' if each.id in _WORDS else "" if each.kind in ("text", "date") else ' class="n"'
        for each in columns
    ]
    heads = "".join(
        f'<th scope="col"{kind}>{escape(each.said_in(language))}</th>'
        for each, kind in zip(columns, kinds, strict=True)
    )
    lines = []
    for row in rows[:MOST_ROWS]:
        cells = "".join(
            f"<td{kind}>{escape(shown(value, column.kind, language))}</td>"
            for value, column, kind in zip(row, columns, kinds, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    caption = escape(_caption(len(rows), language))
    body = "\n".join(lines)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _caption(count: int, language: Language) -> str:
    """How many rows there are, and where those are that do not stand here."""
    values = {
        "count": shown(count, "whole", language),
        "most": MOST_ROWS,
        "whole": shown(IN_WORKBOOK, "whole", language),
    }
    if count <= MOST_ROWS:
        return say("report.table", language, **values)
    key = "report.table.cut" if count <= IN_WORKBOOK else "report.table.cut-twice"
    return say(key, language, **values)


def _scripts(figures: list[tuple[str, Figure]]) -> tuple[str, ...]:
    drawn = [
        {"place": f"figure-{name}", **each.spec, "config": each.config} for name, each in figures
    ]
    # No name can end the script: every < is written as JSON writes it in escapes.
    data = json.dumps(drawn, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<script type="application/json" id="figures">{data}</script>',
        f"<script>{plotly_script()}</script>",
        f"<script>{_DRAW}</script>",
    )
