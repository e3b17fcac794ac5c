"""The kit: all that a learner needs in one language, and nothing that holds a key."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases import case_ids
from maitrise.cli.kit import kit as command
from maitrise.cli.lang import Lang
from maitrise.course import lessons
from maitrise.publish.kit import kit

EVERYWHERE = pytest.mark.parametrize("language", LANGUAGES)


@cache
def made(language: Language, *, with_lab: bool) -> bytes:
    return kit(language, with_lab=with_lab)


def packed(language: Language, *, with_lab: bool = True) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made(language, with_lab=with_lab)))


def all_names(language: Language, *, with_lab: bool) -> set[str]:
    held = packed(language, with_lab=with_lab).namelist()
    return {name.removeprefix(f"maitrise-{language}/") for name in held}


def names(language: Language) -> set[str]:
    """What lies in the folder for JupyterLab."""
    held = all_names(language, with_lab=True)
    return {name.removeprefix("jupyter/") for name in held if name.startswith("jupyter/")}


@EVERYWHERE
def test_a_kit_is_a_document_to_double_click_its_pages_and_a_text_that_says_so(
    language: Language,
) -> None:
    held = all_names(language, with_lab=False)
    first = "LISEZ-MOI.txt" if language == "fr" else "README.txt"
    pages = {f"pages/{language}/{lesson}.js" for lesson in lessons()}
    wanted = {"index.html", "assets/page.js", first, "LICENSE", f"pages/{language}.js", *pages}
    assert wanted - held == set()
    assert not [name for name in held if name.startswith("jupyter/")]
    assert all_names(language, with_lab=True) > held


@EVERYWHERE
def test_its_first_text_begins_in_three_lines_and_sends_telephones_elsewhere(
    language: Language,
) -> None:
    first = "LISEZ-MOI.txt" if language == "fr" else "README.txt"
    content = packed(language, with_lab=False).read(f"maitrise-{language}/{first}")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert [line[:2] for line in lines[2:5]] == ["1.", "2.", "3."]
    assert "index.html" in lines[3]
    text = " ".join(lines)
    assert ("téléphone" if language == "fr" else "phone") in text
    assert say("hand-in.title", language) in text
    assert lessons()["05-my-path"].title.said_in(language) in text


@EVERYWHERE
def test_a_kit_for_jupyter_has_the_course_the_exercises_and_what_starts_them(
    language: Language,
) -> None:
    wanted = {
        "Makefile",
        "README.md",
        "environment.yml",
        "requirements.lock",
        "pyproject.toml",
        ".ci/prepare",
        "maitrise/cli/app.py",
        "maitrise/base/text.toml",
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
    assert not [name for name in all_names(language, with_lab=False) if f"pages/{other}" in name]
    for name in names(language):
        parts = name.split("/")
        assert "solutions" not in parts
        assert not name.startswith(f"course/{other}/")
        assert not (parts[0] == "exercises" and parts[1].endswith(f"-{other}"))
        assert parts[-1] not in ("answers.json", "answers.copy.json")
        assert parts[0] not in ("docs", "tests")


def test_the_same_files_make_the_same_kit() -> None:
    for with_lab in (False, True):
        assert kit("fr", with_lab=with_lab) == made("fr", with_lab=with_lab)


def test_the_command_that_prepares_the_environment_can_be_run() -> None:
    entry = packed("fr").getinfo("maitrise-fr/jupyter/.ci/prepare")
    assert entry.external_attr >> 16 & 0o111


def test_a_kit_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    path.write_text("mine")
    with pytest.raises(WrongCallError, match="--force pour le remplacer"):
        command(Lang.fr, path)
    assert path.read_text() == "mine"
    command(Lang.fr, path, force=True)
    assert zipfile.is_zipfile(path)


def test_a_kit_cannot_be_made_from_the_kit_of_the_other_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAITRISE_COURSE", str(unpacked("fr", tmp_path) / "course"))
    with pytest.raises(WrongCallError, match=r"course/en/00-start\.ipynb is not in this copy"):
        kit("en")


# --- Its links and its README ------------------------------------------------------------------


def unpacked(language: Language, folder: Path) -> Path:
    """The folder for JupyterLab of a kit, as a learner unzips it."""
    packed(language).extractall(folder)
    return folder / f"maitrise-{language}" / "jupyter"


def prose(path: Path) -> str:
    """The Markdown of a document or of a notebook, what its cells show included."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    said: list[str] = []
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "markdown":
            said.append("".join(cell["source"]))
        for output in cell.get("outputs", []):
            said.append("".join(output.get("data", {}).get("text/markdown", "")))
    return "\n".join(said)


def dead_links(root: Path) -> list[str]:
    dead = []
    for path in (*root.rglob("*.md"), *root.rglob("*.ipynb")):
        for link in re.findall(r"\]\(<?([^)>\s]+)>?\)", prose(path)):
            if re.match(r"[a-z]+:|#", link):
                continue
            if not (path.parent / unquote(link.split("#")[0])).exists():
                dead.append(f"{path.relative_to(root)}: {link}")
    return dead


@EVERYWHERE
def test_every_link_of_a_document_or_page_leads_to_something_in_the_kit(
    language: Language, tmp_path: Path
) -> None:
    root = unpacked(language, tmp_path)
    assert len(list(root.rglob("*.ipynb"))) > 10
    assert dead_links(root) == []
    (root / "note.md").write_text("[a](docs/trainer.md)", encoding="utf-8")
    assert dead_links(root) == ["note.md: docs/trainer.md"]


@EVERYWHERE
def test_its_readme_speaks_one_language_and_quotes_what_is_there(
    language: Language, tmp_path: Path
) -> None:
    root = unpacked(language, tmp_path)
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert not (root / "README.fr.md").exists()
    assert f"cd maitrise-{language}/jupyter\nmake learn" in readme
    (targets,) = re.findall(
        r"^\.PHONY: (.+)$", (root / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"\bmake ([a-z]+)", readme)) - {"sure"} <= set(targets.split())
    for lesson in ("00-start", "05-my-path"):
        page = json.loads((root / "course" / language / f"{lesson}.ipynb").read_text("utf-8"))
        title = "".join(page["cells"][0]["source"]).splitlines()[0].removeprefix("# ")
        assert f"*{title}*" in readme
    assert say("hand-in.title", language) in readme


def test_both_readmes_of_kits_have_the_same_shape() -> None:
    shapes = []
    for language in LANGUAGES:
        readme = packed(language).read(f"maitrise-{language}/jupyter/README.md").decode()
        evened = readme.replace(f"/{language})", "/…)").replace(f"-{language}", "-…")
        commands = re.findall(r"^```\w*\n.*?^```$", evened, re.DOTALL | re.MULTILINE)
        headings = re.findall(r"^#+(?= )", readme, re.MULTILINE)
        rows = [line.count("|") for line in readme.splitlines() if line.startswith("|")]
        shapes.append((headings, commands, re.findall(r"\]\(([^)]+)\)", evened), rows))
    assert shapes[0] == shapes[1]


# --- Started as a learner does -----------------------------------------------------------------


@contextmanager
def started(root: Path, home: Path, **more: str) -> Iterator[list[str]]:
    """``make learn`` in an unpacked kit, its environment made already; gives what is printed.

    The environment is this one: its ``maitrise`` runs what lies in the kit.
    """
    place = root / ".venv" / "bin"
    place.mkdir(parents=True)
    command = place / "maitrise"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m maitrise.cli.app "$@"\n')
    command.chmod(0o755)
    (root / ".venv" / "course.ready").touch()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    for name in ("LANG_COURSE", "MAITRISE_COURSE", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        kept.pop(name, None)
    own = {"MAITRISE_HOME": str(home), "PYTHONPATH": str(root), "LANG": "en_GB.UTF-8"}
    process = subprocess.Popen(
        ["make", "learn"],
        cwd=root,
        env=kept | own | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines: list[str] = []
    assert process.stdout
    for line in process.stdout:
        lines.append(line.strip())
        if "Ctrl-C" in line:
            break
    try:
        yield lines
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


@needs_make
def test_a_french_kit_opens_in_french_on_an_english_computer_and_links_to_what_it_holds(
    tmp_path: Path,
) -> None:
    root = unpacked("fr", tmp_path)
    browser = build_opener(HTTPCookieProcessor())
    with started(root, tmp_path / "home", MAITRISE_CACHE=str(tmp_path / "cache")) as lines:
        (address,) = [line for line in lines if line.startswith("http://")]
        with browser.open(address) as answer:
            home = answer.url
            page = answer.read().decode()
        hrefs = set(re.findall(r'<a [^>]*href="([^":#?]+)', page))
        assert len(hrefs) > 10
        for href in hrefs:
            with browser.open(urljoin(home, href)) as answer:
                assert answer.status == 200, href
    assert say("learn.no-browser", "fr") in lines
    assert re.search(r'<html [^>]*lang="fr"', page)
    assert 'hreflang="en"' not in page


@needs_make
def test_a_kit_asked_for_the_language_that_it_does_not_hold_says_so(tmp_path: Path) -> None:
    root = unpacked("fr", tmp_path)
    with started(root, tmp_path / "home", LANG_COURSE="en") as lines:
        assert say("learn.not-here", "en", held="fr") in lines
