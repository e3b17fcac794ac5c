"""How the rooms stand to one another: imports go one way, heavy libraries and languages at home."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import maitrise.en
import maitrise.fr
from maitrise.base.text import LANGUAGES

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
    "notebook_api",
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
MOST_AT_THE_ROOT = 8
# A heavy library and the only rooms that may import it.
HOMES = {
    "ipywidgets": {"notebook"},
    "anywidget": {"notebook"},
    "babel": {"base", "figures"},
    "filelock": {"base", "cohort"},
    "plotly": {"publish", "figures"},
    "openpyxl": {"cohort"},
    "pandas": {"cases", "reports"},
    "nbgrader": {"cases", "cohort", "marking"},
    "psycopg": {"cohort"},
    "sqlalchemy": {"cohort"},
    "distributed": {"marking"},
    "typst": {"publish", "reports"},
    "xlsxwriter": {"reports"},
    "typer": {"cli"},
    "rich": {"cli"},
    "tornado": {"server"},
    "jupyterlab": {"cohort", "server"},
    "nbclient": {"publish"},
}
# Rooms that may branch on a language; all others ask its locale.
SPEAK_OF_LANGUAGES = {"base", "fr", "en"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the toolkit, read once; the tests that stand beside them left out."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if not path.match("test_*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_module_has_its_place_in_the_order_of_rooms() -> None:
    assert sorted({room_of(path) for path in modules()} - set(ROOMS)) == []


def test_few_modules_stand_outside_a_room() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_AT_THE_ROOT


def test_a_room_imports_only_from_the_rooms_before_it() -> None:
    upwards = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path, module in modules().items()
        for name in imported(module)
        if name.startswith("maitrise.")
        and (room := name.split(".")[1]) in ROOMS
        and ROOMS.index(room) > ROOMS.index(room_of(path))
    ]
    assert upwards == []


def test_a_heavy_library_is_imported_in_its_home_only() -> None:
    astray = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path, module in modules().items()
        for name in imported(module)
        if room_of(path) not in HOMES.get(name.split(".")[0], {room_of(path)})
    ]
    assert astray == []


def branches_on_a_language(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Comparisons with the code of a language, and tables that have such codes as keys."""

    def is_code(node: ast.AST | None) -> bool:
        return isinstance(node, ast.Constant) and node.value in LANGUAGES

    for node in ast.walk(module):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            sides += [each for side in sides for each in getattr(side, "elts", ())]
            if any(is_code(each) for each in sides):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Dict) and any(is_code(key) for key in node.keys):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.MatchValue) and is_code(node.value):
            yield node.value.lineno, ast.unparse(node)


def test_a_branch_on_a_language_is_found() -> None:
    code = 'x = 1 if language == "fr" else 2\ny = {"fr": 1, "en": 2}[language]\nz = "en" in spoken'
    assert sorted(line for line, _ in branches_on_a_language(ast.parse(code))) == [1, 2, 3]
    fine = 'Text(fr="Un", en="One")\nLOCALES[language].colon\nsay("fr.key", "en")'
    assert list(branches_on_a_language(ast.parse(fine))) == []


def test_only_the_locale_asks_which_language_it_is() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {code}"
        for path, module in modules().items()
        if room_of(path) not in SPEAK_OF_LANGUAGES
        for line, code in branches_on_a_language(module)
    ]
    assert found == []


def loaded_by(code: str) -> set[str]:
    """The libraries that are loaded once some code has run in a fresh interpreter."""
    said = subprocess.check_output(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"], text=True
    )
    return {name.split(".")[0] for name in said.split()}


def test_a_notebook_s_first_line_loads_no_heavy_library() -> None:
    heavy = {"pandas", "plotly", "nbgrader", "numpy", "babel", "typer", "nbformat"}
    for language in LANGUAGES:
        assert loaded_by(f"import maitrise.{language}") & heavy == set()


def test_the_questions_need_the_standard_library_and_cattrs_only() -> None:
    heavy = {"IPython", "ipywidgets", "anywidget", "traitlets", "plotly", "babel", "platformdirs"}
    code = "import maitrise.kinds, maitrise.learner.sheet, maitrise.learner.record"
    assert loaded_by(code) & heavy == set()


def test_notebooks_of_both_languages_may_call_the_same() -> None:
    assert maitrise.fr.__all__ == maitrise.en.__all__
    for module in (maitrise.fr, maitrise.en):
        assert all(callable(getattr(module, name)) for name in module.__all__)


def test_the_kernel_loads_modules_that_exist_before_the_first_cell() -> None:
    kernel = PACKAGE / "server" / "jupyter" / "kernels" / "python3" / "kernel.json"
    first = json.loads(kernel.read_text(encoding="utf-8"))["argv"][-1].partition("=")[2]
    assert {"ipywidgets", "anywidget", "maitrise"} <= loaded_by(first)
