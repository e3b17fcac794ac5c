"""The index of a file of evidence: by indicator, what is there, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote

from maitrise import __version__
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.reports.csv_table import csv_table
from maitrise.reports.evidence.piece import Piece, Status
from maitrise.reports.evidence.reference import Indicator, indicators, not_served
from maitrise.reports.section import Kind, Value

MOST_FILES = 6
"""Of a piece in the index; more are shown as their folder and how many they are."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
.piece { border-left: 4px solid var(--rule); padding: 0.1rem 0 0.1rem 0.9rem; margin: 1rem 0; }
.piece.there { border-color: #2e7d4f; } .piece.missing { border-color: #b3362b; }
.piece.partly { border-color: #a86b00; }
h3 { font-size: 1.05rem; margin: 0.3rem 0; }
.piece p, .piece ul, .remains { margin: 0.3rem 0; max-width: 48rem; }
blockquote { margin: 0.4rem 0; padding-left: 0.9rem; max-width: 48rem; font-style: italic; }
.status { font-weight: bold; white-space: nowrap; }
.warning { border: 2px solid var(--rule); padding: 0.2rem 0.9rem; margin: 1rem 0;
  max-width: 50rem; }
"""
_SIGNS: dict[Status, str] = {"there": "●", "partly": "◐", "missing": "○"}


def index_page(
    cohort: Cohort, pieces: Sequence[Piece], day: date, language: Language, *, is_anonymous: bool
) -> bytes:
    """The index as a page that needs no network; its links work once the zip is unpacked."""
    by_id = {each.id: each for each in pieces}
    title = say("evidence.title", language, title=cohort.title)
    style = Path(__file__).parents[1].joinpath("page.css").read_text(encoding="utf-8") + _STYLE
    warnings = ["proves-nothing", "source", "personal" if not is_anonymous else "anonymous"]
    body = [
        f"<header><h1>{escape(title)}</h1>",
        _paragraph(
            say("evidence.lead", language, people=len(cohort.people),
                day=LOCALES[language].day(day), version=__version__),
            "lead",
        ),
        '<div class="warning">',
        *(_paragraph(say(f"evidence.{each}", language)) for each in warnings),
        "</div>",
        _overview(by_id, language),
        "</header><main>",
        *(_section(each, by_id, language) for each in indicators()),
        f"<section><h2>{escape(say('evidence.others', language))}</h2>",
        _paragraph(say("evidence.others.say", language, numbers=_numbers(language))),
        "</section></main>",
    ]  # fmt: skip
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "backslashreplace")


def index_table(
    cohort: Cohort, pieces: Sequence[Piece], day: date, language: Language, *, is_anonymous: bool
) -> bytes:
    """The same as a table: one line an indicator and piece, and one for each thing missing."""
    by_id = {each.id: each for each in pieces}
    columns: dict[str, Kind] = {
        "indicator": "whole", "title": "text", "piece": "text", "status": "text", "count": "text",
        "files": "text", "first-day": "date", "last-day": "date", "missing": "text",
        "remedy": "text",
    }  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for each in indicators():
        for piece in (by_id[name] for name in each.pieces):
            common = (each.number, each.title.said_in(language), _name(piece, language))
            files = ", ".join(_files(piece, language, is_anonymous=is_anonymous))
            whole = (*common, _status(piece.status, language), piece.count, files, *piece.days)
            lacks = [(one.what, one.remedy) for one in piece.missing] or [("", "")]
            rows += [(*whole, *one) for one in lacks]
        rows.append(
            (each.number, each.title.said_in(language), "",
             say("evidence.status.yours", language), "", "", "", "", "",
             each.remains.said_in(language))
        )  # fmt: skip
    heads = [say(f"evidence.column.{each}", language) for each in columns]
    return csv_table(heads, list(columns.values()), rows, language)


def _overview(by_id: dict[str, Piece], language: Language) -> str:
    heads = "".join(
        f'<th scope="col">{escape(say(f"evidence.column.{each}", language))}</th>'
        for each in ("indicator", "title", "status")
    )
    rows = []
    for each in indicators():
        parts = " · ".join(
            _status(by_id[name].status, language)
            + LOCALES[language].colon
            + _name(by_id[name], language)
            for name in each.pieces
        )
        rows.append(
            f'<tr><td>{each.number}</td><td><a href="#i{each.number}">'
            f"{escape(each.title.said_in(language))}</a></td><td>{escape(parts)}</td></tr>"
        )
    label = escape(say("evidence.overview", language), quote=True)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{label}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _section(indicator: Indicator, by_id: dict[str, Piece], language: Language) -> str:
    number, title = indicator.number, indicator.title.said_in(language)
    head = say("evidence.indicator", language, number=number, title=title)
    remains = say("evidence.remains", language, what=indicator.remains.said_in(language))
    return "\n".join(
        [
            f'<section><h2 id="i{number}">{escape(head)}</h2>',
            f'<blockquote lang="fr">{escape(indicator.statement)}</blockquote>',
            *(_piece(by_id[name], language) for name in indicator.pieces),
            _paragraph(remains, "note remains"),
            "</section>",
        ]
    )


def _piece(piece: Piece, language: Language) -> str:
    parts = [
        f'<div class="piece {piece.status}"><h3>{escape(_name(piece, language))} '
        f'<span class="status">{_status(piece.status, language)}</span></h3>',
        _paragraph(say(f"evidence.piece.{piece.id}.is", language)),
    ]
    if piece.count:
        parts.append(_paragraph(" ".join([piece.count, _between(piece, language)]).strip()))
    links = list(_links(piece, language))
    if links:
        parts.append("<ul>" + "".join(f"<li>{each}</li>" for each in links) + "</ul>")
    for each in piece.missing:
        said = say("evidence.missing", language, what=each.what, remedy=each.remedy)
        parts.append(_paragraph(said))
    return "\n".join([*parts, "</div>"])


def _links(piece: Piece, language: Language) -> Iterator[str]:
    folder = piece.folder(language)
    if len(piece.files) > MOST_FILES:
        said = say("evidence.files", language, folder=f"{folder}/", count=len(piece.files))
        yield f'<a href="{quote(folder)}/">{escape(said)}</a>'
        return
    for name in piece.files:
        yield f'<a href="{quote(f"{folder}/{name}")}">{escape(f"{folder}/{name}")}</a>'


def _files(piece: Piece, language: Language, *, is_anonymous: bool) -> Iterator[str]:
    folder = piece.folder(language)
    if len(piece.files) > MOST_FILES:
        yield say("evidence.files", language, folder=f"{folder}/", count=len(piece.files))
    elif piece.files:
        yield from (f"{folder}/{name}" for name in piece.files)
    elif piece.count and is_anonymous:
        yield say("evidence.left-out", language)


def _between(piece: Piece, language: Language) -> str:
    first, last = piece.days
    if not first:
        return ""
    days = [LOCALES[language].day(date.fromisoformat(each)) for each in (first, last)]
    if first == last:
        return say("evidence.on", language, day=days[0])
    return say("evidence.between", language, first=days[0], last=days[1])


def _name(piece: Piece, language: Language) -> str:
    return say(f"evidence.piece.{piece.id}", language)


def _status(status: Status, language: Language) -> str:
    return f"{_SIGNS[status]} {say(f'evidence.status.{status}', language)}"


def _numbers(language: Language) -> str:
    """The numbers that are not served, as ranges; the reference ends at 33."""
    runs: list[list[int]] = []
    for number in not_served():
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        say("evidence.index.range", language, first=run[0], last=run[-1])
        if len(run) > 2
        else ", ".join(map(str, run))
        for run in runs
    )


def _paragraph(text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<p{named}>{escape(text)}</p>"
