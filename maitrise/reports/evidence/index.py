"""The index of a file of evidence: by indicator, what is there, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from maitrise import __version__
from maitrise.base.locale import LOCALES
from maitrise.base.templates import filled
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.reports.csv_table import csv_table
from maitrise.reports.evidence.piece import Piece, Status
from maitrise.reports.evidence.reference import Indicator, indicators, not_served
from maitrise.reports.section import Row, ValueKind

MOST_FILES = 6
"""Of a piece in the index; more are shown as their folder and how many they are."""
_TEMPLATE = Path(__file__).parents[1] / "templates" / "evidence.html.j2"
_SIGNS: dict[Status, str] = {"there": "●", "partly": "◐", "missing": "○"}


@dataclass(frozen=True, slots=True)
class _ShownPiece:
    """A piece as the page shows it; links are an address and a text each."""

    name: str
    status: Status
    status_words: str
    what: str
    count: str
    links: Sequence[tuple[str, str]]
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class _ShownIndicator:
    """An indicator as the page shows it; ``overview`` is its line of the table on top."""

    number: int
    title: str
    head: str
    statement: str
    overview: str
    pieces: Sequence[_ShownPiece]
    remains: str


def index_page(
    cohort: Cohort, pieces: Sequence[Piece], day: date, language: Language, *, is_anonymous: bool
) -> bytes:
    """The index as a page that needs no network; its links work once the zip is unpacked."""
    by_id = {piece.id: piece for piece in pieces}
    warnings = ["proves-nothing", "source", "personal" if not is_anonymous else "anonymous"]
    return filled(
        _TEMPLATE,
        language=language,
        title=say("evidence.title", language, title=cohort.title),
        lead=say("evidence.lead", language, people=len(cohort.people),
                 day=LOCALES[language].day(day), version=__version__),
        warnings=[say(f"evidence.{warning}", language) for warning in warnings],
        indicators=[_indicator(indicator, by_id, language) for indicator in indicators()],
        others=say("evidence.others.say", language, numbers=_numbers(language)),
    )  # fmt: skip


def index_table(pieces: Sequence[Piece], language: Language, *, is_anonymous: bool) -> bytes:
    """The same as a table: one line an indicator and piece, and one for each thing missing."""
    by_id = {piece.id: piece for piece in pieces}
    columns: dict[str, ValueKind] = {
        "indicator": "whole", "title": "text", "piece": "text", "status": "text", "count": "text",
        "files": "text", "first-day": "date", "last-day": "date", "missing": "text",
        "remedy": "text",
    }  # fmt: skip
    rows: list[Row] = []
    for indicator in indicators():
        for piece in (by_id[name] for name in indicator.pieces):
            common = (indicator.number, indicator.title.said_in(language), _name(piece, language))
            files = ", ".join(_files(piece, language, is_anonymous=is_anonymous))
            whole = (*common, _status(piece.status, language), piece.count, files, *piece.days)
            lacks = [(one.what, one.remedy) for one in piece.missing] or [("", "")]
            rows += [(*whole, *one) for one in lacks]
        rows.append(
            (indicator.number, indicator.title.said_in(language), "",
             say("evidence.status.yours", language), "", "", "", "", "",
             indicator.remains.said_in(language))
        )  # fmt: skip
    heads = [say(f"evidence.column.{column}", language) for column in columns]
    return csv_table(heads, list(columns.values()), rows, language)


def _indicator(
    indicator: Indicator, by_id: Mapping[str, Piece], language: Language
) -> _ShownIndicator:
    number, title = indicator.number, indicator.title.said_in(language)
    shown = [_piece(by_id[name], language) for name in indicator.pieces]
    colon = LOCALES[language].colon
    return _ShownIndicator(
        number,
        title,
        say("evidence.indicator", language, number=number, title=title),
        indicator.statement,
        " · ".join(piece.status_words + colon + piece.name for piece in shown),
        shown,
        say("evidence.remains", language, what=indicator.remains.said_in(language)),
    )


def _piece(piece: Piece, language: Language) -> _ShownPiece:
    return _ShownPiece(
        _name(piece, language),
        piece.status,
        _status(piece.status, language),
        say(f"evidence.piece.{piece.id}.is", language),
        " ".join([piece.count, _between(piece, language)]).strip() if piece.count else "",
        list(_links(piece, language)),
        [
            say("evidence.missing", language, what=missing.what, remedy=missing.remedy)
            for missing in piece.missing
        ],
    )


def _links(piece: Piece, language: Language) -> Iterator[tuple[str, str]]:
    folder = piece.folder(language)
    if len(piece.files) > MOST_FILES:
        count = len(piece.files)
        yield (
            f"{quote(folder)}/",
            say("evidence.files", language, folder=f"{folder}/", count=count),
        )
        return
    for name in piece.files:
        yield quote(f"{folder}/{name}"), f"{folder}/{name}"


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
    days = [LOCALES[language].day(date.fromisoformat(one)) for one in (first, last)]
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
