"""Building a case: source and release in both languages, the same bytes at every run."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maitrise.base.errors import WrongCallError
from maitrise.base.files import write_whole
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases.files import PUBLIC_FORM, assignment, case_file, case_ids, root_folder
from maitrise.cases.model import Case
from maitrise.cases.outputs import store_case_outputs
from maitrise.cases.public_form import public_form
from maitrise.cases.reading import read_case
from maitrise.cases.release import RELEASES, SOURCES, release
from maitrise.cases.source import MARKED_BY_HAND, source_notebook


@dataclass(frozen=True, slots=True)
class Difference:
    """A generated file that is not as its case says; ``content`` is None where none should be."""

    path: Path
    content: bytes | None


def build_cases(cases: Iterable[str]) -> list[Path]:
    """Build cases and put what has changed in its place.

    Everything is made in a temporary folder first: a case that cannot be built changes nothing.

    Returns:
        The files that were written or removed.

    Raises:
        WrongCallError: there is no such case.
        CourseError: a case's file has faults.
    """
    changed = []
    for difference in differences(cases):
        if difference.content is None:
            difference.path.unlink()
        else:
            difference.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(difference.path, difference.content)
        changed.append(difference.path)
    return changed


def differences(cases: Iterable[str]) -> list[Difference]:
    """How the generated files differ from what the cases' files make of them now.

    Raises:
        WrongCallError: there is no such case.
        CourseError: a case's file has faults.
    """
    found = []
    for case in cases:
        if case not in case_ids():
            known = ", ".join(case_ids()) or "none yet"
            raise WrongCallError(f"No case is called {case!r}. Known: {known}.")
        found += _differences(read_case(case_file(case)))
    return found


def _differences(case: Case) -> list[Difference]:
    root = root_folder()
    wanted = _built(case)
    found = [
        Difference(root / name, content)
        for name, content in wanted.items()
        if not (root / name).is_file() or (root / name).read_bytes() != content
    ]
    return found + [
        Difference(path, None)
        for path in _written_before(case)
        if path.is_file() and path.relative_to(root).as_posix() not in wanted
    ]


def _written_before(case: Case) -> Iterable[Path]:
    """The tables that an earlier build has written, as its public form lists them."""
    for kind in (SOURCES, RELEASES):
        for language in LANGUAGES:
            folder = root_folder() / kind / assignment(case.id, language)
            try:
                form = json.loads((folder / PUBLIC_FORM).read_text(encoding="utf-8"))
                names = [str(table["id"]) for table in form["tables"]]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            yield from (folder / f"{name}.csv" for name in names if "/" not in name)


def _built(case: Case) -> dict[str, bytes]:
    """Every generated file of a case by its path from the root."""
    with tempfile.TemporaryDirectory(prefix="maitrise-build-") as temporary:
        root = Path(temporary).resolve()
        (root / SOURCES).mkdir()
        shutil.copy(case_file(case.id), root / SOURCES)
        for language in LANGUAGES:
            name = assignment(case.id, language)
            _write_source(root / SOURCES / name, case, language)
            release(root, name, language)
            for kind in (SOURCES, RELEASES):
                _store_outputs(root / kind / name / f"{case.id}.ipynb")
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.suffix != ".toml"
        }


def _write_source(folder: Path, case: Case, language: Language) -> None:
    folder.mkdir()
    _write_json(folder / f"{case.id}.ipynb", source_notebook(case, language), sort=True)
    _write_json(folder / PUBLIC_FORM, public_form(case, language), sort=False)
    for table in case.tables.values():
        content = table.as_csv(language).encode("utf-8")
        (folder / f"{table.id}.csv").write_bytes(content)


def _store_outputs(path: Path) -> None:
    import nbformat

    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        if MARKED_BY_HAND in cell["metadata"].get("tags", ()):
            # Or nbgrader's Validate would say that nothing was written: the text is elsewhere.
            cell["metadata"]["nbgrader"].pop("checksum", None)
    store_case_outputs(notebook, path.parent)
    written: str = nbformat.writes(nbformat.from_dict(notebook), version=4)
    path.write_bytes(written.encode("utf-8") + b"\n")


def _write_json(path: Path, value: Mapping[str, Any], *, sort: bool) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=sort) + "\n"
    path.write_bytes(text.encode("utf-8"))
