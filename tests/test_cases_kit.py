"""The kit for a class: all that a learner needs in one language, and nothing that holds a key."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from maitrise.cases import case_ids
from maitrise.cases.kit import kit
from maitrise.commands.kit import kit as command
from maitrise.commands.lang import Lang
from maitrise.errors import WrongCallError
from maitrise.text import LANGUAGES, Language

EVERYWHERE = pytest.mark.parametrize("language", LANGUAGES)


@cache
def packed(language: Language) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(kit(language)))


def names(language: Language) -> set[str]:
    return {name.removeprefix(f"maitrise-{language}/") for name in packed(language).namelist()}


@EVERYWHERE
def test_a_kit_has_the_course_the_exercises_and_what_starts_them(language: Language) -> None:
    wanted = {
        "Makefile",
        "README.md",
        "environment.yml",
        "requirements.lock",
        "pyproject.toml",
        ".ci/prepare",
        "maitrise/cli.py",
        "maitrise/text.toml",
        "course/lessons.toml",
        "course/questions/00-start.toml",
        f"course/{language}/00-start.ipynb",
        *(f"exercises/{case}-{language}/{case}.ipynb" for case in case_ids()),
        *(f"exercises/{case}-{language}/case.json" for case in case_ids()),
    }
    assert wanted - names(language) == set()


@EVERYWHERE
def test_a_kit_has_no_solution_and_nothing_of_the_other_language(language: Language) -> None:
    other = "en" if language == "fr" else "fr"
    for name in names(language):
        parts = name.split("/")
        assert "solutions" not in parts
        assert not name.startswith(f"course/{other}/")
        assert not (parts[0] == "exercises" and parts[1].endswith(f"-{other}"))
        assert parts[-1] not in ("answers.json", "answers.copy.json")


def test_the_same_files_make_the_same_kit() -> None:
    assert kit("fr") == kit("fr")


def test_the_command_that_prepares_the_environment_can_be_run() -> None:
    entry = packed("fr").getinfo("maitrise-fr/.ci/prepare")
    assert entry.external_attr >> 16 & 0o111


def test_a_kit_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    path.write_text("mine")
    with pytest.raises(WrongCallError, match="give --force to replace it"):
        command(Lang.fr, path)
    assert path.read_text() == "mine"
    command(Lang.fr, path, force=True)
    assert zipfile.is_zipfile(path)
