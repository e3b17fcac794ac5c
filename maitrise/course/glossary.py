"""The glossary: terms, French and English side by side, as one value read from one file.

``course/glossary.toml`` serves the glossary page, the flash cards and the check of wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.locale import LOCALES
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, structure
from maitrise.base.text import Language, Text
from maitrise.base.toml import read_toml
from maitrise.course.reading import read_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """A rendering to avoid.

    Attributes:
        text: the wording, as people write it.
        pattern: a regular expression that finds the wrong use, and nothing else.
        bad: sentences that the pattern must find.
        fine: sentences that it must leave alone.
    """

    text: str
    why: Text
    pattern: str
    bad: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the glossary: the one preferred word in each language, and what it means.

    Attributes:
        acronym: by language, where that language has one.
        also: accepted synonyms, by language.
        sources: references of ``course/sources.toml``; none means professional knowledge.
        avoid: renderings to avoid, by language.
    """

    id: str
    fr: str
    en: str
    definition: Text
    acronym: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    avoid: Mapping[str, tuple[Avoided, ...]] = field(default_factory=dict)

    def named(self, language: Language) -> str:
        """The term in one language, with its acronym in brackets where there is one."""
        term = LOCALES[language].typeset(Text(fr=self.fr, en=self.en).said_in(language))
        acronym = self.acronym.get(language, "")
        return f"{term} ({acronym})" if acronym and acronym != term else term


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """An acronym that lessons may use without being a term of the glossary."""

    text: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms by id, in the author's order, and the other acronyms that lessons may use."""

    terms: Mapping[str, Term]
    acronyms: tuple[Acronym, ...]


@read_once
def glossary() -> Glossary:
    """The glossary of the course.

    Raises:
        CourseError: with all the faults of the file at once.
    """
    path = course_folder() / "glossary.toml"
    file = shown_path(path)
    raw = read_toml(path)
    faults: list[Fault] = []
    terms: dict[str, Term] = {}
    for position, table in enumerate(raw.get("term", []), start=1):
        place = f"term {_id(table) or f'number {position}'}"
        read = structure(_CONVERTER, table, Term, file, place)
        if isinstance(read, list):
            faults += read
        elif read.id in terms:
            faults.append(Fault(file, place, "the id stands twice", "Give each its own"))
        else:
            terms[read.id] = read
    acronyms: list[Acronym] = []
    for position, table in enumerate(raw.get("acronyms", []), start=1):
        known = structure(_CONVERTER, table, Acronym, file, f"acronym number {position}")
        if isinstance(known, list):
            faults += known
        else:
            acronyms.append(known)
    if faults:
        raise CourseError(faults)
    return Glossary(terms, tuple(acronyms))


_CONVERTER = converter()


def _id(table: Any) -> str:
    return str(table.get("id", "")) if isinstance(table, Mapping) else ""
