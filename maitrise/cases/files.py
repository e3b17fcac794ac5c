"""Where cases lie, beside ``course/``, and what their files are called."""

from __future__ import annotations

from pathlib import Path

from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language

PUBLIC_FORM = "case.json"
SHEET = "answers.json"
"""The answers of a learner, in the folder of a case and in what they hand in."""
RECORD = "record.jsonl"
"""Their learning record, in what they hand in if they wish."""


def root_folder() -> Path:
    """The folder that holds ``course/``, ``solutions/`` and ``exercises/``."""
    return course_folder().resolve().parent


def case_file(case: str) -> Path:
    """The file that an author edits: ``solutions/<case>.toml``."""
    return root_folder() / "solutions" / f"{case}.toml"


def case_ids() -> tuple[str, ...]:
    """The cases that have a file, in the order of their names."""
    return tuple(sorted(path.stem for path in (root_folder() / "solutions").glob("*.toml")))


def assignment(case: str, language: Language) -> str:
    """The name of a case in one language: nbgrader's assignment, and a folder's name."""
    return f"{case}-{language}"


def parse_assignment(name: str) -> tuple[str, Language] | None:
    """The case and the language that an assignment's name is made of; None for another name."""
    for language in LANGUAGES:
        if name.endswith(f"-{language}") and name != f"-{language}":
            return name.removesuffix(f"-{language}"), language
    return None
