"""The course as files: whole, relative, without a solution, and written whole."""

import gzip
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases import case_ids
from maitrise.cli.publish import Part, PublishedLanguages
from maitrise.cli.publish import publish as command
from maitrise.course import lessons
from maitrise.publish.files import single_files, site_files
from maitrise.publish.frame import FILE_POLICY, POLICY
from maitrise.publish.writing import MARK, write_folder

ROOT = Path(__file__).parent.parent


@cache
def site() -> dict[str, bytes]:
    return dict(site_files(LANGUAGES, with_cases=True))


@cache
def single() -> dict[str, bytes]:
    return dict(single_files(LANGUAGES, with_cases=True))


class Read(HTMLParser):
    """The links, ids and elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.policy = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name) for name in own]
        if "id" in own:
            self.ids.append(own["id"])
        if tag == "a" and "href" in own:
            self.links.append(own["href"])
        elif "src" in own or (tag == "link" and "href" in own):
            self.loaded.append(own.get("src") or own["href"])
        if own.get("http-equiv") == "Content-Security-Policy":
            self.policy = own["content"]


def pages() -> Iterator[tuple[str, Read]]:
    for name, content in site().items():
        if name.endswith(".html"):
            yield name, Read(content.decode("utf-8"))


def leads_to(name: str, link: str) -> str:
    """The file that a relative link of a file names."""
    path = unquote(urlsplit(link).path)
    joined = (Path("/") / name).parent / path if path else Path("/") / name
    return str(joined.resolve()).lstrip("/")


# --- What is there -----------------------------------------------------------------------------


def test_a_site_has_a_page_for_each_lesson_case_and_language() -> None:
    for language in LANGUAGES:
        wanted = {f"{language}/index.html", f"{language}/glossary.html"}
        wanted |= {f"{language}/{lesson}.html" for lesson in lessons()}
        wanted |= {f"{language}/cases/{case}.html" for case in case_ids()}
        assert wanted - set(site()) == set()


def test_every_link_and_every_file_that_a_page_asks_for_is_there_and_relative() -> None:
    anchors = {name: set(page.ids) for name, page in pages()}
    for name, page in pages():
        for link in (*page.links, *page.loaded):
            if link.startswith("data:"):
                continue
            if urlsplit(link).scheme:
                assert link not in page.loaded, f"{name} loads {link} from another host"
                continue
            assert not link.startswith("/"), f"{name}: {link} is not relative"
            target = leads_to(name, link)
            assert target in site(), f"{name} leads to {link}, which is not there"
            fragment = urlsplit(link).fragment
            if fragment and target.endswith(".html"):
                assert fragment in anchors[target], f"{name}: nothing is called {link}"


def test_every_link_of_the_single_document_leads_to_one_of_its_pages() -> None:
    contents = re.search(rb'id="course">(.*?)</script>', single()["index.html"])
    assert contents
    known = json.loads(contents[1])["pages"]
    assert {f"pages/{page}.js" for page in known} <= set(single())
    for name, held in held_pages().items():
        read = Read(held["body"])
        assert not [each for each in read.loaded if not each.startswith("data:")]
        for link in (*read.links, *hrefs_of(held["data"])):
            if not urlsplit(link).scheme and link not in single():  # a file to download
                assert any(link == f"#{page}" or link.startswith(f"#{page}/") for page in known), (
                    f"{name}: {link}"
                )


def hrefs_of(value: Any) -> Iterator[str]:
    """The links in a page's data; "" where a page is not published."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "href":
                yield from [each] if each else []
            else:
                yield from hrefs_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from hrefs_of(each)


def held_pages() -> dict[str, dict[str, Any]]:
    found = {}
    for name, content in single().items():
        if name.startswith("pages/"):
            written = content.decode("utf-8")
            found[name] = json.loads(written[written.index('": {') + 3 : written.rindex(" };")])
    return found


def test_no_element_has_a_script_or_a_style_of_its_own_and_ids_are_unique() -> None:
    for name, page in pages():
        refused = [
            (tag, attribute)
            for tag, attribute in page.attributes
            if attribute == "style" or attribute.startswith("on")
        ]
        assert refused == [], name
        assert len(page.ids) == len(set(page.ids)), name
        assert b"<style" not in site()[name], name


def test_each_page_has_a_policy_that_lets_nothing_in_from_elsewhere() -> None:
    for name, page in pages():
        assert page.policy == POLICY, name
    assert Read(single()["index.html"].decode("utf-8")).policy == FILE_POLICY
    for policy in (POLICY, FILE_POLICY):
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_a_page_says_which_language_it_is_in_and_where_the_other_one_is() -> None:
    for name, content in site().items():
        language = name[:2]
        if name.endswith(".html") and language in LANGUAGES:
            html = content.decode("utf-8")
            assert f'<html lang="{language}"' in html
            other = "en" if language == "fr" else "fr"
            assert f'rel="alternate" hreflang="{other}"' in html


def test_the_cases_can_be_left_out_and_nothing_speaks_of_them_then() -> None:
    without = site_files(("fr",), with_cases=False)
    assert not [name for name in without if "cases/" in name]
    assert say("page.cases", "fr").encode() not in without["fr/index.html"]
    assert not [name for name in without if name.startswith("en/")]


def test_the_same_course_makes_the_same_files_and_another_edition_another_name() -> None:
    again = site_files(LANGUAGES, with_cases=True)
    assert again == site()
    editions = {
        re.search(rb'data-worker="(\w+)"', files["fr/index.html"])
        for files in (site(), site_files(LANGUAGES, with_cases=False))
    }
    assert len({found[1] for found in editions if found}) == 2


OPENING, WHOLE = 250_000, 6_000_000  # bytes, as a host compresses them


def sent(name: str) -> int:
    content = site()[name]
    return len(content) if name.endswith((".woff2", ".png")) else len(gzip.compress(content, 6))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_opening_of_a_lesson_sends_little_letters_included(language: Language) -> None:
    fonts = [name for name in site() if name.endswith(".woff2")]
    for lesson in lessons():
        name = f"{language}/{lesson}.html"
        named = {leads_to(name, link) for link in Read(site()[name].decode()).loaded}
        # Not the icon that a telephone takes when the course is installed.
        files = {each for each in named if each.startswith("assets/") and "icon-180" not in each}
        assert sum(map(sent, {name, *files, *fonts})) <= OPENING, lesson


def test_the_whole_course_in_both_languages_stays_small() -> None:
    assert sum(map(sent, site())) <= WHOLE


# --- What must not be there --------------------------------------------------------------------


def secrets() -> Iterator[tuple[str, str]]:
    """Texts of ``solutions/`` that stand in no exercise: reasons, explanations, rubric keys."""
    for path in sorted((ROOT / "solutions").glob("*.toml")):
        for text in texts_of(tomllib.loads(path.read_text(encoding="utf-8"))):
            if len(text) > 40:
                yield path.stem, text


def texts_of(value: Any, *, under_key: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        if under_key:
            yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            is_key = name in ("reason", "explanation", "hints", "misconceptions", "expected")
            yield from texts_of(each, under_key=under_key or is_key)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each, under_key=under_key)


def test_no_byte_of_the_solutions_is_published() -> None:
    held = b"\n".join({*site().values(), *single().values()}).decode("utf-8", errors="ignore")
    looked = plain(held)
    found = [(case, text) for case, text in secrets() if plain(text) in looked]
    assert found == []
    assert len(list(secrets())) > 500


def test_the_search_for_solutions_finds_what_is_there() -> None:
    case, text = next(secrets())
    assert case
    assert plain(text) in plain(f"…{text}…")


def plain(text: str) -> str:
    """A text whatever its spaces, marks and way of being written down."""
    unescaped = text.replace("\\u003c", "<").replace("&amp;", "&").replace('\\"', '"')
    return re.sub(r"[\s\u00a0\u202f*\\]+", "", unescaped)


# --- Writing -----------------------------------------------------------------------------------


SMALL = {"index.html": b"<!DOCTYPE html>", "fr/a.html": b"a"}


def test_a_folder_is_written_whole_and_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, SMALL, "en")
    assert {path.name for path in folder.rglob("*") if path.is_file()} == {
        "index.html",
        "a.html",
        MARK,
    }
    write_folder(folder, {"index.html": b"new"}, "en")
    assert (folder / "index.html").read_bytes() == b"new"
    assert not (folder / "fr").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_of_somebody_else_s_is_left_alone_unless_forced(
    tmp_path: Path, language: Language
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(WrongCallError, match="--force"):
        write_folder(folder, SMALL, language)
    assert (folder / "thesis.txt").read_text() == "years of work"
    write_folder(folder, SMALL, language, force=True)
    assert (folder / "index.html").exists()
    assert (tmp_path / "mine.before" / "thesis.txt").read_text() == "years of work"


def test_what_cannot_be_written_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, SMALL, "en")
    broken = {"index.html": b"new", "index.html/inside": b"a file is no folder"}
    with pytest.raises(WrongCallError, match=r"could not be written .* untouched"):
        write_folder(folder, broken, "en")
    assert (folder / "index.html").read_bytes() == SMALL["index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(WrongCallError, match="is a file"):
        write_folder(tmp_path / "site", SMALL, "en")


def test_the_command_writes_one_language_without_exercises(tmp_path: Path) -> None:
    command(tmp_path / "site", lang=PublishedLanguages.fr, without=Part.exercises)
    assert (tmp_path / "site" / "fr" / "index.html").exists()
    assert not (tmp_path / "site" / "en").exists()
    assert not (tmp_path / "site" / "fr" / "cases").exists()


def test_nbconvert_makes_the_same_page(tmp_path: Path) -> None:
    notebook = ROOT / "course" / "fr" / "glossary.ipynb"
    run = "import sys; from maitrise.publish.exporter import MaitriseExporter as E\n"
    run += "body, resources = E().from_filename(sys.argv[1])\n"
    run += "print(body); assert 'assets/page.js' in resources['outputs']"
    made = subprocess.check_output([sys.executable, "-c", run, str(notebook)], text=True)
    content = re.search(r'<article class="article">(.*?)</article>', made, re.DOTALL)
    own = re.search(
        r'<article class="article">(.*?)</article>',
        site()["fr/glossary.html"].decode("utf-8"),
        re.DOTALL,
    )
    assert content
    assert own
    assert content[1] == own[1]
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert declared["entry-points"]["nbconvert.exporters"]["maitrise"]
