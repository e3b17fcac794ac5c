"""The people of the course who have a face: who they are, and what they look like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maitrise.course import people as course_people
from maitrise.publish.anchors import anchor


@cache
def people() -> Mapping[str, Mapping[str, object]]:
    """The features of each person by id, as ``maitrise/player/people.js`` draws them."""
    return {anchor(name): features for name, features in course_people().items()}


def people_by_name() -> Mapping[str, str]:
    """The ids by the name that a text calls a person."""
    return {str(features["name"]): name for name, features in people().items()}
