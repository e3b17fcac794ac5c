"""The wording of cases: what a dossier, its questions and its rubric say themselves.

The glossary is at work as in banks (``wording``): forbidden renderings and unknown acronyms, but
for wrong options, which are wrong on purpose, and quotations. The typography of every text counts,
wrong options included. Ignores French spaces: reading a case sets these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.cases import Case, Table, case_file, case_ids, read_case
from maitrise.check.terms import Said, faults_of_text
from maitrise.kinds import texts_of

_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)\n]*\)|https?://\S+", re.DOTALL)
_EITHER = (
    (re.compile(r"\w+'\w*"), "it has a straight apostrophe", "Write ’"),
    (re.compile(r'"[^"\n]*"?'), "it has straight quotation marks", "Write « » or “ ”"),
    (re.compile(r"\S*\.\.\."), "it has three full stops", "Write …"),
    (re.compile(r"\w+ +-+ +\w+"), "a hyphen stands for a dash", "Write –, a colon or a comma"),
)
_TYPOGRAPHY: dict[Language, tuple[tuple[re.Pattern[str], str, str], ...]] = {
    "fr": (
        *_EITHER,
        (re.compile(r"“[^”\n]*”?"), "it has English quotation marks", "Write « »"),
        (
            re.compile(r"\w+(?:[?!;](?!\w)|:(?=\s))"),
            "no space stands before the sign",
            "Put a space before : ; ? !",
        ),
    ),
    "en": (
        *_EITHER,
        (re.compile(r"«[^»\n]*»?"), "it has French quotation marks", "Write “ ”"),
        (
            re.compile(r"\w+\s[?!;:](?=\s|$)"),
            "a space stands before the sign",
            "Take the space away",
        ),
    ),
}


def faults_of_case_wording() -> list[Fault]:
    """Every forbidden rendering, unknown acronym and slip of typography in the cases."""
    faults: list[Fault] = []
    for name in case_ids():
        path = case_file(name)
        try:
            case = read_case(path)
        except CourseError:
            continue  # told by the check of cases
        faults += faults_of_terms_of_case(case, shown_path(path))
    return faults


def faults_of_terms_of_case(case: Case, file: str) -> Iterator[Fault]:
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
        said = Said(file, place, language, text.said_in(language))
        if is_own:
            yield from faults_of_text(said)
        yield from faults_of_typography(said)


def faults_of_typography(said: Said) -> Iterator[Fault]:
    """Every sign of a text that its language writes otherwise; code and links do not count."""
    text = _CODE.sub("", said.text)
    for pattern, problem, remedy in _TYPOGRAPHY[said.language]:
        for found in pattern.finditer(text):
            words = f"{problem}: “{found.group()}”"
            yield Fault(said.file, said.place, words, remedy)


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
