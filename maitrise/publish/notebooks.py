"""Executing the course's notebooks and storing what they show, the same at every run."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.files import write_whole
from maitrise.base.locale import LOCALES, Language, as_language
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def lesson_notebooks() -> list[Path]:
    """Every lesson notebook of the course, French ones first."""
    return [
        path
        for language in LANGUAGES
        for path in sorted((course_folder() / language).glob("*.ipynb"))
    ]


def store_outputs(path: Path) -> bool:
    """Execute a notebook with no learner's data and store what it shows, without its widgets.

    French spaces are set in the prose of a French notebook, so that nobody has to type them; the
    metadata say which lesson it is, and in which language, as its place in the course does.

    Returns:
        Whether the file has changed.

    Raises:
        CourseError: it is not a notebook, or a cell fails; the file is left as it was.
    """
    import nbformat  # heavy, and needed by authors only
    from nbclient.exceptions import CellExecutionError

    try:
        before = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(before, as_version=4)
    except (ValueError, TypeError, AttributeError, nbformat.ValidationError) as error:
        remedy = "Open it in JupyterLab, mend it and save it"
        fault = Fault(shown_path(path), "", "this is not a notebook", remedy)
        raise CourseError([fault]) from error
    try:
        with _no_learner() as environment:
            _execute(notebook, path, environment)
    except CellExecutionError as error:
        problem = f"it fails: {error.ename}: {error.evalue}".rstrip(".")
        remedy = "Mend what it calls, then run make notebooks again"
        fault = Fault(shown_path(path), f"cell {_failed(notebook)}", problem, remedy)
        raise CourseError([fault]) from error
    language = path.parent.name
    for cell in notebook.cells:
        _settle(cell, as_language(language))
    own = {"maitrise": {"lesson": path.stem, "language": language}}
    notebook.metadata = nbformat.from_dict({**_KERNEL, **own})
    after = nbformat.writes(notebook, version=4) + "\n"
    if after != before:
        write_whole(path, after.encode("utf-8"))
    return bool(after != before)


def _failed(notebook: Any) -> str:
    """The id of the cell that an execution stopped at; those after it have not been run."""
    return next(
        str(cell.id)
        for cell in notebook.cells
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    )


@contextmanager
def _no_learner() -> Iterator[dict[str, str]]:
    """The environment of a kernel that finds no learner's data and hides no fault."""
    environment = dict(os.environ)
    if named := environment.get("MAITRISE_COURSE"):
        # A kernel runs in its notebook's folder: a path from here would lead nowhere there.
        environment["MAITRISE_COURSE"] = str(Path(named).resolve())
    with tempfile.TemporaryDirectory(prefix="maitrise-") as empty:
        own = {"MAITRISE_HOME": empty, "MAITRISE_STRICT": "1", "IPYTHONDIR": empty}
        yield environment | own


def _execute(notebook: Any, path: Path, environment: dict[str, str]) -> None:
    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env=environment, stderr=subprocess.DEVNULL)  # a kernel's notes to experts


def _settle(cell: Any, language: Language | None) -> None:
    """Leave in a cell only what is the same at every run."""
    if cell.cell_type == "markdown" and language:
        cell.source = LOCALES[language].typeset(cell.source)
    for output in cell.get("outputs", []):
        output.get("data", {}).pop(_WIDGET_VIEW, None)
    if cell.cell_type == "code":
        cell.metadata["jupyter"] = {"source_hidden": True}
