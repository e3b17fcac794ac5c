"""One name, one person, one role: what texts call people, against ``course/cast.toml``.

Stops the confusions that a course about who is who cannot afford: two people of one first name, a
known first name with another surname, a person met in a lesson that is not theirs, and somebody
introduced by a function that the register gives to another person. Ignores people whom the register
does not have, and functions that it gives to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePath

from maitrise.base.errors import Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.check.terms import LocatedText, lesson_texts, question_texts, scenario_texts
from maitrise.course.cast import CAST, CastMember, cast

_SURNAME = r"(?: (?!Mr\b|Ms\b|Mme\b)([A-ZÀ-Ý][\w-]+))?"
# What introduces a person: "Thomas Roche, directeur …", "Fabrice Lemoine (the CISO)".
_INTRODUCED = r"(?:, | \()(?:la |le |l’|un |une |the |an? )?"


def faults_of_cast() -> list[Fault]:
    """Every second person of a name, in the register and in what the course says."""
    people = cast()
    if not people:
        return []
    spoken = chain(lesson_texts(), question_texts(), scenario_texts())
    return [*_register(people), *(fault for located in spoken for fault in _said(located, people))]


def _register(people: Mapping[str, CastMember]) -> Iterator[Fault]:
    """Two people with one first name, since a text may use the first name only."""
    first: dict[str, str] = {}
    for person in people.values():
        other = first.setdefault(person.first_name, person.id)
        if other != person.id:
            problem = f"{person.first_name} is {other} already"
            file = shown_path(course_folder() / CAST)
            yield Fault(file, f"person {person.id}", problem, "Give one of them another first name")


def _said(located: LocatedText, people: Mapping[str, CastMember]) -> Iterator[Fault]:
    lesson = PurePath(located.file).stem
    for person in people.values():
        for found in re.finditer(rf"\b{person.first_name}{_SURNAME}\b", located.text):
            surname = person.id.partition(" ")[2]
            if found[1] and found[1] != surname:
                problem = f"{found[0]} has the first name of {person.id}, {_is(person, located)}"
                yield Fault(located.file, located.place, problem, "Name the person otherwise")
            elif lesson not in person.lessons:
                problem = f"{person.first_name} is {person.id}, {_is(person, located)}"
                remedy = f"Name the person otherwise, or add {lesson} to the lessons of {person.id}"
                yield Fault(located.file, located.place, problem, remedy)
            else:
                yield from _introduced(located, found.end(), person, people)


def _introduced(
    located: LocatedText, end: int, person: CastMember, people: Mapping[str, CastMember]
) -> Iterator[Fault]:
    own = person.called.get(located.language, ())
    begins = re.compile(_INTRODUCED).match(located.text, end)
    if not begins or _starts_with(located.text, begins.end(), own):
        return
    for other in people.values():
        function = _starts_with(located.text, begins.end(), other.called.get(located.language, ()))
        if function:
            problem = f"{person.id} is introduced as {function}, which {other.id} is"
            remedy = f"Write {_is(person, located)}, or name {other.id}"
            yield Fault(located.file, located.place, problem, remedy)
            return


def _starts_with(text: str, place: int, functions: tuple[str, ...]) -> str:
    """The longest of the functions found at a position of the text; "" for none."""
    standing = (f for f in functions if re.match(rf"{re.escape(f)}\b", text[place:], re.I))
    return max(standing, key=len, default="")


def _is(person: CastMember, located: LocatedText) -> str:
    return f"{person.role.said_in(located.language)} ({person.house})"
