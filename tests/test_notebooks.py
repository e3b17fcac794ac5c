"""Storing what lessons show: the same at every run, whole or not at all, nothing of a learner."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from conftest import FIXTURE_COURSE, CourseCopy
from maitrise.base.errors import CourseError
from maitrise.publish.notebooks import lesson_notebooks, store_outputs

pytestmark = pytest.mark.jupyter

BROKEN = Path(__file__).parent / "broken" / "lessons"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SHEET = {
    "format": 1,
    "case": "every-kind",
    "language": "fr",
    "learner": "p-of-nobody-else",
    "answers": {
        "one": {"value": "amoa", "at": "2026-11-22T10:15:00Z", "checked": True},
        "note": {"value": "Un aveu très personnel", "at": "2026-11-22T10:15:01Z"},
    },
}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learner's folder with answers in it, and no pseudonym yet: opening a lesson makes one."""
    home = tmp_path_factory.mktemp("home")
    (home / "answers").mkdir()
    (home / "answers" / "every-kind.json").write_text(json.dumps(SHEET), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[Path]:
    """The French page of the tests' course, its outputs thrown away and stored anew."""
    course = tmp_path_factory.mktemp("stored") / "course"
    shutil.copytree(FIXTURE_COURSE, course)
    page = course / "fr" / "every-kind.ipynb"
    notebook = nbformat.read(page, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count, cell.metadata = [], None, {}
    nbformat.write(notebook, page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_HOME", str(home))
        patch.delenv("MAITRISE_STRICT", raising=False)
        patch.delenv("MAITRISE_COURSE", raising=False)
        assert store_outputs(page)
        yield page


def cells_of(page: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return cells


def small_page(course_copy: CourseCopy, language: str, prose: str) -> Path:
    """A page of two cells, so that a run takes little longer than starting a kernel."""
    course_copy.change_page(language, lambda page: page.update(cells=page["cells"][:2]))
    course_copy.change_cell(language, "title", lambda cell: cell.update(source=[prose]))
    return course_copy.page(language)


# --- What is stored ----------------------------------------------------------------------------


def test_storing_twice_makes_no_difference(stored: Path) -> None:
    before = stored.read_bytes()
    assert store_outputs(stored) is False
    assert stored.read_bytes() == before


def test_the_stored_page_is_the_one_of_the_tests_course(stored: Path) -> None:
    """To store it anew: ``MAITRISE_COURSE=$PWD/tests/fixtures/course maitrise notebooks``."""
    kept = FIXTURE_COURSE / "fr" / "every-kind.ipynb"
    assert stored.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_no_widget_is_stored(stored: Path) -> None:
    assert WIDGET_VIEW not in stored.read_text(encoding="utf-8")
    assert "widgets" not in json.loads(stored.read_text(encoding="utf-8"))["metadata"]


def test_every_call_leaves_markdown_behind(stored: Path) -> None:
    code = [cell for cell in cells_of(stored) if cell["cell_type"] == "code"]
    assert len(code) == 11
    for cell in code:
        assert cell["outputs"], cell["id"]
        assert any("text/markdown" in output["data"] for output in cell["outputs"]), cell["id"]


def test_code_is_hidden(stored: Path) -> None:
    hidden = [cell["metadata"] for cell in cells_of(stored) if cell["cell_type"] == "code"]
    assert all(metadata == {"jupyter": {"source_hidden": True}} for metadata in hidden)


def test_a_course_named_from_here_is_found_by_the_kernel_too(
    course_copy: CourseCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small_page(course_copy, "en", "Who signs?")
    monkeypatch.chdir(course_copy.folder.parent)
    monkeypatch.setenv("MAITRISE_COURSE", "course")
    assert store_outputs(page) is False  # it ran, and showed what it showed before


def test_what_was_compared_stays_remembered(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "text", "one sentence", "two sentences")
    course_copy.accept()
    accepted = course_copy.page("en").read_bytes()
    assert store_outputs(course_copy.page("en")) is False
    assert course_copy.page("en").read_bytes() == accepted


def test_french_spaces_are_set_in_the_prose_of_a_french_page(course_copy: CourseCopy) -> None:
    page = small_page(course_copy, "fr", "Qui « signe » ? Tapez `a ?`.")
    course_copy.edit_cell("fr", "setup", "as m\n", "as m\n# laquelle ?\n")
    assert store_outputs(page) is True
    assert "# laquelle ?\n" in cells_of(page)[1]["source"]
    assert cells_of(page)[0]["source"] == ["Qui «\u00a0signe\u00a0»\u202f? Tapez `a ?`."]


def test_an_english_page_keeps_its_spaces_and_learns_its_language(
    course_copy: CourseCopy,
) -> None:
    """A page begun as a copy of its French twin would take itself for French."""
    page = small_page(course_copy, "en", "Who “signs” ? 1 000")
    french = {"lesson": "every-kind", "language": "fr"}
    course_copy.change_page("en", lambda notebook: notebook["metadata"].update(maitrise=french))
    store_outputs(page)
    metadata = json.loads(page.read_text(encoding="utf-8"))["metadata"]
    assert metadata["maitrise"] == {"lesson": "every-kind", "language": "en"}
    assert cells_of(page)[0]["source"] == ["Who “signs” ? 1 000"]


def test_french_pages_come_first(course_copy: CourseCopy) -> None:
    assert [path.resolve() for path in lesson_notebooks()] == [
        course_copy.page("fr"),
        course_copy.page("en"),
    ]


# --- Nothing of a learner ----------------------------------------------------------------------


def test_nothing_of_a_learner_gets_into_the_page(stored: Path, home: Path) -> None:
    page = stored.read_text(encoding="utf-8")
    assert "aveu" not in page
    assert "p-of-nobody-else" not in page
    assert str(home) not in page


def test_a_learners_folder_is_left_as_it_was(stored: Path, home: Path) -> None:
    """Were it used, opening the lesson would have put a pseudonym there."""
    assert stored.exists()
    assert list(contents(home)) == ["answers/every-kind.json"]
    assert json.loads(contents(home)["answers/every-kind.json"]) == SHEET


# --- Whole or not at all -----------------------------------------------------------------------


def test_a_cell_that_fails_is_named_and_the_file_left_as_it_was(
    course_copy: CourseCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where notebooks show a sentence in place of an error: it must not be stored."""
    monkeypatch.delenv("MAITRISE_STRICT", raising=False)
    page = course_copy.page("fr")
    page.write_bytes((BROKEN / "cell_fails.ipynb").read_bytes())
    with pytest.raises(CourseError) as caught:
        store_outputs(page)
    (fault,) = caught.value.faults
    assert (fault.file, fault.place) == ("course/fr/every-kind.ipynb", "cell q-none")
    assert fault.problem.startswith("it fails: MaitriseError: No question is called 'none'")
    assert fault.remedy == "Mend what it calls, then run make notebooks again"
    assert page.read_bytes() == (BROKEN / "cell_fails.ipynb").read_bytes()


@pytest.mark.parametrize("name", ["conflict_markers", "cells_missing", "a_list", "not_utf_8"])
def test_a_file_that_is_no_notebook_is_told_and_left_as_it_was(
    course_copy: CourseCopy, name: str
) -> None:
    page = course_copy.page("fr")
    page.write_bytes((BROKEN / f"{name}.ipynb").read_bytes())
    with pytest.raises(CourseError, match=r"^course/fr/every-kind\.ipynb: this is not a notebook"):
        store_outputs(page)
    assert page.read_bytes() == (BROKEN / f"{name}.ipynb").read_bytes()
