"""The people of the course who have a face: who they are, and what they look like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maitrise.base.places import course_folder
from maitrise.base.structure import read_toml
from maitrise.publish.anchors import anchor

PEOPLE = "people.toml"


@cache
def people() -> Mapping[str, Mapping[str, object]]:
    """The features of each person by id, as ``maitrise/player/people.js`` draws them.

    None where a course has no file of them.
    """
    path = course_folder() / PEOPLE
    written = read_toml(path).get("person", []) if path.exists() else []
    return {anchor(str(each["name"])): dict(each) for each in written}


def people_by_name() -> Mapping[str, str]:
    """The ids by the name that a text calls a person."""
    return {str(features["name"]): name for name, features in people().items()}
