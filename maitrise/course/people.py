"""The people of the course who have a face, and what they look like: ``course/people.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from maitrise.base.places import course_folder
from maitrise.base.toml import read_toml
from maitrise.course.reading import read_once


@read_once
def people() -> Mapping[str, Mapping[str, object]]:
    """The features of each person by the name that texts call them.

    ``maitrise/player/people.js`` draws them. Empty where a course has no file of them.
    """
    path = course_folder() / "people.toml"
    written = read_toml(path).get("person", []) if path.exists() else []
    return {str(person["name"]): dict(person) for person in written}
