"""The onboarding paths: what a newcomer with one profile takes, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import CourseError, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import Text, said
from maitrise.base.toml import fault
from maitrise.course.lessons import lessons
from maitrise.course.reading import read_once, read_table, read_table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OnboardingPath:
    """What a newcomer with one profile takes, in order."""

    id: str
    name: Text
    promise: Text
    why: Text
    lessons: tuple[str, ...]
    cases: tuple[str, ...]


@read_once
def onboarding_paths() -> Mapping[str, OnboardingPath]:
    """The onboarding paths by profile: the course's, then those of ``paths-*.toml`` beside it."""
    paths = dict(read_table("paths.toml", "path", OnboardingPath))
    for path in sorted(course_folder().glob("paths-*.toml")):
        _add_paths(paths, path)
    return paths


def paths_with(path: Path) -> Mapping[str, OnboardingPath]:
    """The onboarding paths of the course and those of another file, where it exists.

    Raises:
        CourseError: the file has faults, or names a path that is there already.
    """
    paths = dict(onboarding_paths())
    if path.exists():
        _add_paths(paths, path)
    return paths


def _add_paths(paths: dict[str, OnboardingPath], path: Path) -> None:
    faults = []
    for name, onboarding in read_table_of(path, "path", OnboardingPath).items():
        if name in paths:
            problem, remedy = said("paths.taken"), said("paths.taken.remedy")
            faults.append(fault(shown_path(path), f"path {name}", problem, remedy))
        for lesson in onboarding.lessons:
            if lesson not in lessons():
                problem = said("paths.no-lesson", lesson=repr(lesson))
                remedy = said("paths.no-lesson.remedy", known=", ".join(lessons()))
                faults.append(fault(shown_path(path), f"path {name}", problem, remedy))
        paths[name] = onboarding
    if faults:
        raise CourseError(faults)
