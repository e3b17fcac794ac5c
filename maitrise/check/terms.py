"""The glossary at work: no forbidden rendering, no acronym that the glossary does not know.

Searches lessons, the lists and role cards that pages show, and what scenarios and questions say
in their own voice (stems, conventions, hints, reasons, explanations, right options). Wrong options
are wrong on purpose and are not searched; a quoted sentence is someone else's and is left alone.
Emphasis does not count: *l’AMOA* is l’AMOA.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.check.data import if_readable
from maitrise.check.lesson_pages import lesson_pages
from maitrise.course import bank, competencies, lessons, onboarding_paths, reference_pages
from maitrise.course.glossary import glossary
from maitrise.course.reading import read_once
from maitrise.course.roles import role_book
from maitrise.course.scenario import Scenario, read_scenario, scenario_files
from maitrise.kinds import Bank, texts_of

_ACRONYM = re.compile(r"(?<![\w-])[A-ZÀ-Ý]{2,6}(?![\w])")
# Identifiers, not acronyms: references, requirements, questions, deliverables.
_IDENTIFIER = re.compile(r"\b[A-Z]{1,3}-?\d+\b|`[^`]*`|\]\([^)]*\)|\b(?:[IVX]+)\b")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")


@dataclass(frozen=True, slots=True)
class LocatedText:
    """A text as learners read it, with its location."""

    file: str
    place: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class AvoidedPattern:
    """The pattern of a rendering that the glossary forbids."""

    term: str
    pattern: re.Pattern[str]
    why: str


def faults_of_terms() -> list[Fault]:
    """Every forbidden rendering and unknown acronym in lessons, lists and questions."""
    searched = chain(question_texts(), lesson_texts(), _lists(), scenario_texts())
    return [fault for located in searched for fault in faults_of_text(located)]


def faults_of_text(located: LocatedText) -> Iterator[Fault]:
    """Every such fault of one text."""
    text = located.text.replace("*", "")
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for avoided in avoided_renderings():
        for found in avoided.pattern.finditer(text):
            if any(start <= found.start() and found.end() <= end for start, end in quoted):
                continue
            words = found.group().strip()
            problem = f"“{words}” is to be avoided ({avoided.term}): {avoided.why}"
            yield Fault(located.file, located.place, problem.rstrip("."), "Say it otherwise")
    for acronym in sorted(set(_ACRONYM.findall(_IDENTIFIER.sub(" ", located.text)))):
        if acronym not in known_acronyms():
            problem = f"the acronym {acronym} is not in the glossary"
            yield Fault(
                located.file, located.place, problem, "Spell it out, or add it to glossary.toml"
            )


@read_once
def avoided_renderings() -> tuple[AvoidedPattern, ...]:
    """Every rendering that the glossary forbids, in either language.

    Raises:
        CourseError: patterns cannot be read; all of these at once.
    """
    file = shown_path(course_folder() / "glossary.toml")
    renderings: list[AvoidedPattern] = []
    faults: list[Fault] = []
    for term in glossary().terms.values():
        for avoid in chain.from_iterable(term.avoid.values()):
            try:
                pattern = re.compile(avoid.pattern, re.IGNORECASE)
            except re.error as error:
                problem = f"its pattern cannot be read ({error})"
                remedy = "Mend it, then try it on its bad and fine sentences"
                faults.append(Fault(file, f"term {term.id}, avoid {avoid.text}", problem, remedy))
            else:
                renderings.append(AvoidedPattern(term.id, pattern, avoid.why.en))
    if faults:
        raise CourseError(faults)
    return tuple(renderings)


@read_once
def known_acronyms() -> frozenset[str]:
    """Every acronym that a lesson may use."""
    own = (
        word
        for term in glossary().terms.values()
        for acronym in term.acronym.values()
        for word in re.findall(r"\w+", acronym)
    )
    return frozenset((*own, *(acronym.text for acronym in glossary().acronyms)))


def lesson_texts() -> Iterator[LocatedText]:
    """The prose of every lesson and page, cell by cell."""
    for page in lesson_pages():
        for cell in page.cells:
            if cell.prose:
                yield LocatedText(page.file, f"cell {cell.id}", page.language, cell.prose)


def _lists() -> Iterator[LocatedText]:
    tables: tuple[tuple[str, str, Callable[[], Mapping[str, Any]]], ...] = (
        ("lessons.toml", "lesson", lessons),
        ("lessons.toml", "page", reference_pages),
        ("paths.toml", "path", onboarding_paths),
        ("competencies.toml", "competency", competencies),
        ("roles.toml", "role", lambda: role_book().roles),
    )
    for name, what, table in tables:
        file = shown_path(course_folder() / name)
        for entry in (if_readable(table) or {}).values():
            texts = (getattr(entry, field.name) for field in fields(entry))
            for text in (text for text in texts if isinstance(text, Text)):
                for language in LANGUAGES:
                    yield LocatedText(file, f"{what} {entry.id}", language, text.said_in(language))


def question_texts() -> Iterator[LocatedText]:
    """The texts of lesson banks, without what may be wrong on purpose."""
    for path in sorted((course_folder() / "questions").glob("*.toml")):
        try:
            read = bank(path.stem)
        except CourseError:
            continue  # told by the check of banks
        yield from _bank(read, shown_path(path))


def scenario_texts() -> Iterator[LocatedText]:
    """The texts of scenarios, without what may be wrong on purpose."""
    for path in scenario_files():
        try:
            read = read_scenario(path)
        except CourseError:
            continue  # told by the check of scenarios
        for place, text in _narration(read):
            for language in LANGUAGES:
                yield LocatedText(shown_path(path), place, language, text.said_in(language))


def _narration(scenario: Scenario) -> Iterator[tuple[str, Text]]:
    """A scenario's texts but for choices, which may be mistakes on purpose."""
    yield from (("", text) for text in (scenario.title, scenario.intro))
    for scene in scenario.scenes:
        place = f"scene {scene.id}"
        yield from ((place, text) for text in (scene.title, scene.role, scene.text))
        for choice in scene.choices:
            named = f"{place}, choice {choice.id}"
            yield from ((named, text) for text in (choice.result, choice.why))
    for ending in scenario.endings:
        place = f"ending {ending.id}"
        yield from ((place, text) for text in (ending.title, ending.text, ending.why))


def _bank(read: Bank, file: str) -> Iterator[LocatedText]:
    for question in read.questions.values():
        for part in texts_of(question):
            if part.is_own:
                place = part.place(question)
                for language in LANGUAGES:
                    yield LocatedText(file, place, language, part.text.said_in(language))
