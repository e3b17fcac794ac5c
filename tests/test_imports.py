"""Imports go one way, and heavy libraries stay out of a page's start."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "maitrise"

# From the ground up: a room imports from the rooms before it, never from those after.
ROOMS = (
    "__init__",
    "base",
    "kinds",
    "course",
    "figures",
    "learner",
    "player",
    "notebook",
    "cases",
    "door",
    "fr",
    "en",
    "cohort",
    "marking",
    "privacy",
    "reports",
    "publish",
    "check",
    "server",
    "cli",
    "__main__",
)
# A heavy library and the only rooms that may import it.
HOMES = {
    "ipywidgets": {"notebook"},
    "anywidget": {"notebook"},
    "plotly": {"publish", "figures"},
    "fsrs": {"learner"},
    "openpyxl": {"cohort"},
    "pandas": {"cases", "reports"},
    "nbgrader": {"cases", "cohort", "marking"},
    "sqlalchemy": {"cohort", "marking", "privacy", "reports"},
    "distributed": {"marking"},
    "typst": {"publish", "reports"},
    "xlsxwriter": {"reports"},
    "typer": {"cli"},
    "rich": {"cli"},
    "tornado": {"server"},
    "voila": {"server"},
    "jupyterlab": {"server"},
    "nbclient": {"publish"},
}


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_the_rooms_before_it(path: Path) -> None:
    own = room_of(path)
    assert own in ROOMS, f"{own} has no place in the order of rooms"
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "maitrise" and len(parts) > 1 and parts[1] in ROOMS:
            assert ROOMS.index(parts[1]) <= ROOMS.index(own), f"{path} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_heavy_library_is_imported_in_its_home_only(path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        if library in HOMES:
            assert room_of(path) in HOMES[library], f"{path} imports {library}"


@pytest.mark.parametrize("door", ["fr", "en"])
def test_a_door_opens_without_heavy_libraries(door: str) -> None:
    heavy = ("pandas", "plotly", "nbgrader", "numpy", "babel", "typer", "nbformat", "voila")
    code = f"import sys, maitrise.{door}; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_questions_need_the_standard_library_and_cattrs_only() -> None:
    code = (
        "import sys, maitrise.kinds, maitrise.learner.sheet, maitrise.learner.record;"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'IPython', 'ipywidgets', 'anywidget', 'traitlets', 'plotly', 'babel', 'platformdirs'}))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


@pytest.mark.parametrize("door", ["fr", "en"])
def test_both_doors_offer_the_same(door: str) -> None:
    import maitrise.en
    import maitrise.fr

    assert maitrise.fr.__all__ == maitrise.en.__all__
    module = getattr(maitrise, door)
    assert all(callable(getattr(module, name)) for name in module.__all__)
