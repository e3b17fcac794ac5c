"""The people whom the course names, and who each of them is: ``course/cast.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.course.reading import read_once, read_table

CAST = "cast.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A person of the course.

    Attributes:
        id: the name as texts first give it, the same in both languages ("Thomas Roche").
        role: what the person is in the project, once for the whole course.
        house: the organisation that the person belongs to.
        called: by language, how texts may introduce the person after the name
            ("directeur des ressources humaines", "DRH").
        lessons: the lessons and scenarios that the person appears in.
    """

    id: str
    role: Text
    house: str
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lessons: tuple[str, ...]

    @property
    def first_name(self) -> str:
        """By which texts call the person once introduced."""
        return self.id.split(" ", 1)[0]


@read_once
def cast() -> Mapping[str, CastMember]:
    """The people by name; nobody where a course has no register of them."""
    if not (course_folder() / CAST).exists():
        return {}
    return read_table(CAST, "person", CastMember)
