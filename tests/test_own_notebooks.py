"""The notebooks a learner works in, where the course was installed and not copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from maitrise.base import places
from maitrise.base.places import course_folder
from maitrise.learner import own_notebooks
from maitrise.learner.documents import own_documents
from maitrise.learner.own_notebooks import notebooks_root, ready_notebooks

SHEET = {"format": 1, "case": "small", "language": "fr", "learner": "p-1", "answers": {}}


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course as it lies in an installed package; no other is near."""
    folder = tmp_path / "package" / "shipped"
    for name in ("course/questions/01.toml", "course/fr/01.ipynb", "exercises/small-fr/case.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"first {name}")
    (folder / "exercises/small-fr/small.ipynb").write_text("first notebook")
    for module in (places, own_notebooks):
        monkeypatch.setattr(module, "SHIPPED", folder)
    monkeypatch.setenv("MAITRISE_COURSE", str(folder / "course"))
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path / "home"))
    return folder


def test_an_installed_course_is_copied_once_into_the_learner_s_folder(
    shipped: Path, tmp_path: Path
) -> None:
    assert notebooks_root() == tmp_path / "home" / "notebooks"
    root = ready_notebooks()
    assert (root / "exercises/small-fr/small.ipynb").read_text() == "first notebook"
    (root / "exercises/small-fr/small.ipynb").write_text("answered")
    assert ready_notebooks() == root
    assert (root / "exercises/small-fr/small.ipynb").read_text() == "answered"
    assert (shipped / "exercises/small-fr/small.ipynb").read_text() == "first notebook"


def test_a_later_edition_keeps_what_the_learner_has_written(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ready_notebooks()
    case = root / "exercises/small-fr"
    (case / "small.ipynb").write_text("answered")
    (case / "answers.json").write_text("answers")
    (shipped / "course/fr/01.ipynb").write_text("second lesson")
    monkeypatch.setattr(own_notebooks, "__version__", "9.0")
    assert ready_notebooks() == root
    assert (root / "course/fr/01.ipynb").read_text() == "second lesson"
    assert (case / "answers.json").read_text() == "answers"
    assert (case / "small.ipynb").read_text() == "first notebook"
    before = root / "before-9.0"
    assert (before / "exercises/small-fr/small.ipynb").read_text() == "answered"
    assert [path.name for path in before.rglob("*.json")] == []


def test_an_answer_given_on_the_page_first_is_found_by_the_notebook(shipped: Path) -> None:
    kept = own_documents()
    kept.put("cases/small-fr", SHEET, version="", erasure_mark=kept.erasure_mark(), language="fr")
    sheet = notebooks_root() / "exercises/small-fr/answers.json"
    written = sheet.read_bytes()
    ready_notebooks()
    assert sheet.read_bytes() == written


def test_a_copy_of_the_course_is_worked_in_where_it_lies(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clone/course/questions").mkdir(parents=True)
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path / "clone/course"))
    assert course_folder().parent == notebooks_root() == ready_notebooks() == tmp_path / "clone"
