"""Papers asked for before anything is marked: the command says what comes first."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from maitrise.base.text import LANGUAGES, Language
from maitrise.cli.app import app
from maitrise.cohort import Person, create_cohort
from maitrise.cohort.person import write_people


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_without_marks_is_told_what_comes_first(tmp_path: Path, language: Language) -> None:
    cohort = create_cohort(str(tmp_path / "cohort"), "Vide", language)
    write_people(cohort.folder, [Person("p-0001", "Noé", "", language, "new-pmo")])
    done = CliRunner().invoke(app, ["certify", str(cohort.folder), "--lang", language])
    assert done.exit_code == 0
    first = {"fr": "Rien n’est encore noté dans ce groupe.", "en": "Nothing is marked in this"}
    assert first[language] in done.output
    assert f"maitrise mark --cohort {cohort.folder}" in done.output
    assert not (cohort.folder / "papers").exists()
