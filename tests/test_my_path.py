"""My path as a learner reads it: levels in words, the gain, and a record that is theirs."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases.released_cases import released_cases
from maitrise.course import bank, competencies
from maitrise.kinds import ask, read_answer, score
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.documents import own_documents
from maitrise.learner.identity import current_learner
from maitrise.learner.learner_data import learner_files
from maitrise.learner.record import append_statement
from maitrise.learner.statements import Moment, answered
from maitrise.player import my_path, my_record, paths

both = pytest.mark.parametrize("language", LANGUAGES)


def note(home: Path, lesson: str, question: str, value: Any, at: str = "10:00:00") -> None:
    asked = bank(lesson).questions[question]
    answer = read_answer(ask(asked, "en"), value)
    assert answer is not None
    moment = Moment("p-1", f"2026-11-24T{at}Z", "fr")
    statement = answered(moment, lesson, asked, answer, score(asked, answer))
    append_statement(home / "record.jsonl", statement)


# --- The paths ---------------------------------------------------------------------------------


@both
def test_every_case_of_a_path_has_its_own_title_and_a_link_to_its_notebook(
    language: Language,
) -> None:
    folder = course_folder() / language
    titles = {card.title for card in released_cases() if card.language == language}
    for path in paths.data(language)["paths"]:
        assert path["cases"], path["id"]
        for case in path["cases"]:
            assert (folder / case["href"]).resolve().is_file(), case
            assert case["title"] in titles


@both
def test_a_course_without_its_cases_has_no_link_that_leads_nowhere(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = shutil.ignore_patterns("*.ipynb", "data", "scenarios")
    shutil.copytree(course_folder(), tmp_path / "course", ignore=kept)
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path / "course"))
    found = paths.data(language)["paths"]
    assert {case["href"] for path in found for case in path["cases"]} == {""}


# --- My record ---------------------------------------------------------------------------------


def test_erasing_takes_every_file_of_the_learner_and_nothing_else(learner_home: Path) -> None:
    note(learner_home, "00-start", "pos-room-rule", "amoa")
    (learner_home / "cards.json").write_text("{}", encoding="utf-8")
    jupyter = learner_home / "jupyter"
    jupyter.mkdir()
    (jupyter / "kept.json").write_text("{}", encoding="utf-8")
    before = current_learner().id
    assert own_documents().erase("fr") == 3
    assert current_learner().id != before
    assert (jupyter / "kept.json").exists()
    assert [path.name for path in learner_files()] == ["learner.json"]


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that refuses deletion")
def test_what_cannot_be_erased_is_told(learner_home: Path) -> None:
    (learner_home / "cards.json").mkdir()  # a folder where a file should be: unlink refuses
    with pytest.raises(DocumentError):
        own_documents().erase("fr")


@both
def test_without_a_script_my_path_shows_nothing_of_any_learner(
    learner_home: Path, language: Language
) -> None:
    calls = (my_path.mastery_markdown, my_path.gain_markdown, my_record.markdown)
    first = [call(language) for call in calls]
    note(learner_home, "00-start", "pos-room-rule", "amoa")
    assert [call(language) for call in calls] == first
    assert first[0].count("\n|") == 2 + len(competencies())
