"""The wording of cases: what a dossier, its questions and its rubric say themselves.

The glossary is at work as in banks (``terms``): forbidden renderings and unknown acronyms, but
for wrong options, which are wrong on purpose, and quotations. The typography of every text counts,
wrong options included. Ignores French spaces: reading a case sets these.
"""

from __future__ import annotations

from collections.abc import Iterator

from maitrise.base.errors import Fault, shown_path
from maitrise.base.text import LANGUAGES, Text
from maitrise.cases import Case, Table, case_file
from maitrise.check.coverage import readable_cases
from maitrise.check.terms import LocatedText, faults_of_text
from maitrise.check.typography import slips_of
from maitrise.kinds import texts_of


def faults_of_case_wording() -> list[Fault]:
    """Every forbidden rendering, unknown acronym and slip of typography in the cases."""
    return [
        fault
        for case in readable_cases()
        for fault in faults_of_wording_of_case(case, shown_path(case_file(case.id)))
    ]


def faults_of_wording_of_case(case: Case, file: str) -> Iterator[Fault]:
    """Every such fault of one case.

    Args:
        file: the case's file, for the faults.
    """
    for place, text in _dossier(case):
        yield from _faults(file, place, text)
    for question in case.questions.values():
        for part in texts_of(question):
            yield from _faults(file, part.place(question), part.text, is_own=part.is_own)


def _faults(file: str, place: str, text: Text, *, is_own: bool = True) -> Iterator[Fault]:
    for language in LANGUAGES:
        located = LocatedText(file, place, language, text.said_in(language))
        if is_own:
            yield from faults_of_text(located)
        for problem, remedy in slips_of(located.text, language):
            yield Fault(file, place, problem, remedy)


def _dossier(case: Case) -> Iterator[tuple[str, Text]]:
    yield from (("", text) for text in (case.title, case.summary))
    for section in case.sections:
        place = f"section {section.id}"
        yield from ((place, text) for text in (section.title, section.text) if text)
    for table in case.tables.values():
        yield from _table(table)
    for figure in case.figures.values():
        yield from ((f"figure {figure.id}", text) for text in (figure.title, figure.summary))


def _table(table: Table) -> Iterator[tuple[str, Text]]:
    place = f"table {table.id}"
    yield place, table.title
    if table.id_title:
        yield place, table.id_title
    yield from ((f"{place}, column {column.id}", column.title) for column in table.columns)
    for row, cells in table.rows.items():
        for cell in cells.values():
            if isinstance(cell, Text):
                yield f"{place}, row {row}", cell
