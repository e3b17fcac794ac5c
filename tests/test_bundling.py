"""The page's modules become one script, and that script does what they do."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from maitrise.base.errors import InternalError
from maitrise.player import bundling
from maitrise.player.bundling import classic_script, module_script


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of modules in the place of the package's own."""
    monkeypatch.setattr(bundling, "_PACKAGE", tmp_path)
    for kept in (bundling._source, bundling._exported, classic_script, module_script):
        kept.cache_clear()
    yield tmp_path
    for kept in (bundling._source, bundling._exported, classic_script, module_script):
        kept.cache_clear()


def run(script: str, folder: Path) -> object:
    """What a script prints, run by Deno."""
    path = folder / "run.mjs"
    path.write_text(script, encoding="utf-8")
    command = ["deno", "run", "--no-config", "--no-remote", "--quiet", str(path)]
    return json.loads(subprocess.check_output(command, text=True))


MODULES = {
    "start.js": """
        /** Begins. */
        import { add as plus, counted } from "./sums/add.js";
        import * as words from "./words.js";
        export { ONE } from "./words.js";
        // Called by the page.
        export function start() {
          console.log(JSON.stringify([plus(words.ONE, 2), words.two(), counted(), words.UN]));
        }
    """,
    "sums/add.js": """
        import {
          ONE,
        } from "../words.js";
        let count = 0;
        export const add = (a, b) => { count += ONE; return a + b; };
        export function counted() { return count; }
    """,
    "words.js": """
        const ONE = 1;
        export async function later() {}
        export function two() { return "/* two */ // too"; }
        export { ONE, ONE as UN };
    """,
}


def write(package: Path, modules: dict[str, str]) -> None:
    for name, source in modules.items():
        path = package / name
        path.parent.mkdir(exist_ok=True)
        lines = [line.removeprefix(" " * 8) for line in source.splitlines()]
        path.write_text("\n".join(lines), encoding="utf-8")


def test_a_classic_script_runs_its_entry_with_all_that_it_imports(package: Path) -> None:
    write(package, MODULES)
    script = classic_script("start.js", "start")
    assert run(script, package) == [3, "/* two */ // too", 1, 1]
    assert "Called by the page" not in script


def test_a_module_exports_what_its_entry_exports(package: Path) -> None:
    write(package, MODULES)
    script = module_script("start.js") + "console.log(JSON.stringify([ONE]));"
    assert run(script, package) == [1]


def test_what_a_page_never_gets_to_can_stay_away_with_all_that_only_it_imports(
    package: Path,
) -> None:
    write(package, {**MODULES, "sums/add.js": """
        import { heavy } from "./heavy.js";
        export const add = heavy;
        export const counted = heavy;
    """, "sums/heavy.js": "export const heavy = 'heavy indeed';"})  # fmt: skip
    start = MODULES["start.js"].replace(
        "[plus(words.ONE, 2), words.two(), counted(), words.UN]", "[plus === undefined, words.UN]"
    )
    write(package, {"start.js": start})
    script = classic_script("start.js", "start", frozenset({"sums/add.js"}))
    assert run(script, package) == [True, 1]
    assert "heavy indeed" not in script


@pytest.mark.parametrize(
    ("line", "said"),
    [('export * from "./words.js";', "export \\*"), ("export default 3;", "export default")],
)
def test_what_the_bundle_does_not_know_is_refused_by_its_name(
    package: Path, line: str, said: str
) -> None:
    write(package, {**MODULES, "start.js": line})
    with pytest.raises(InternalError, match=rf"start\.js .*{said}"):
        classic_script("start.js", "start")


def test_modules_that_import_one_another_in_a_circle_are_named(package: Path) -> None:
    circle = 'import { add } from "./sums/add.js";\nexport const ONE = 1;'
    write(package, {**MODULES, "words.js": circle})
    with pytest.raises(InternalError, match=r"sums/add\.js > words\.js > sums/add\.js"):
        classic_script("start.js", "start")


@pytest.mark.parametrize("library", ["fflate", "ts-fsrs"])
def test_the_vendored_libraries_can_be_bundled(library: str, tmp_path: Path) -> None:
    script = module_script(f"player/vendor/{library}.js")
    name = {"fflate": "zipSync", "ts-fsrs": "fsrs"}[library]
    assert run(f"{script}\nconsole.log(JSON.stringify(typeof {name}));", tmp_path) == "function"


def test_the_page_has_one_script_that_imports_nothing() -> None:
    script = classic_script("player/start.js", "begin")
    assert not [line for line in script.splitlines() if line.startswith(("import", "export"))]
