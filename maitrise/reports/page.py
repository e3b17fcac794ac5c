"""A report as one page that opens with no network: everything is in it, nothing is fetched."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from maitrise.figures import Figure, plotly_script
from maitrise.reports.report import Report
from maitrise.reports.section import Section
from maitrise.reports.wording import shown
from maitrise.text import Language, say

MOST_ROWS = 250
"""Of a table on the page; a longer one is cut, says so, and stands whole in the workbook."""
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
        label = escape(f"{section.figure.title} {section.figure.summary}", quote=True)
        parts.append(
            f'<div class="figure" role="img" aria-label="{label}">'
            f'<div id="figure-{section.id}"></div></div>'
        )
    if section.note:
        parts.append(f'<p class="note">{escape(section.note)}</p>')
    if section.rows:
        parts.append(_table(section, title, language))
    return "\n".join([*parts, "</section>"])


def _table(section: Section, title: str, language: Language) -> str:
    columns = section.columns
    kinds = ["" if each.kind in ("text", "date") else ' class="n"' for each in columns]
    heads = "".join(
        f'<th scope="col"{kind}>{escape(each.said_in(language))}</th>'
        for each, kind in zip(columns, kinds, strict=True)
    )
    rows = []
    for row in section.rows[:MOST_ROWS]:
        cells = "".join(
            f"<td{kind}>{escape(shown(value, column.kind, language))}</td>"
            for value, column, kind in zip(row, columns, kinds, strict=True)
        )
        rows.append(f"<tr>{cells}</tr>")
    count = len(section.rows)
    key = "report.table" if count <= MOST_ROWS else "report.table.cut"
    caption = escape(say(key, language, count=count, most=MOST_ROWS))
    body = "\n".join(rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


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
