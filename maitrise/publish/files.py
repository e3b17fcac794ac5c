"""The files of a publication, in memory: a site of one file a page, or a single document."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from maitrise.base.text import Language, say
from maitrise.course.documents import template_files
from maitrise.player.bundling import classic_script
from maitrise.publish.addresses import ASSETS, FileAddresses, HashAddresses, file_of
from maitrise.publish.case_page import case_page
from maitrise.publish.frame import (
    FILE_POLICY,
    POLICY,
    body,
    document,
    inline_json,
    logo,
    render_template,
    title_of,
)
from maitrise.publish.home_page import home_page
from maitrise.publish.lesson_page import lesson_page
from maitrise.publish.publication import HOME, Publication, publication
from maitrise.publish.published_page import PublishedPage

PLAYER = Path(__file__).resolve().parents[1] / "player"
_KINDS = PLAYER.parent / "kinds"
STYLES = (
    "tokens", "page", "article", "questions", "map", "calls", "figures", "case", "home", "print",
)  # fmt: skip
_ICONS = Path(__file__).with_name("icons")
_VENDOR = PLAYER / "vendor"
# Comments, indentation and empty lines: for whoever writes a sheet, not for a browser.
_UNREAD = re.compile(r"/\*.*?\*/\n?|^[ \t]+|(?<=\n)\n+", re.DOTALL | re.MULTILINE)
Files = Mapping[str, bytes]

WHOLE, LEAN = "page.js", "lesson.js"
"""The script of every page, and the part of it that a lesson needs, which comes sooner."""
# What makes zips and schedules cards is a third of the whole, and cases have pages of their own.
_OF_CASES = ("case-page", "case-question", "case-session", "case-table", "hand-in")
# Calls of the pages to look things up in, and the modules that show them: no lesson has one.
_LOOKED_UP = {
    "bridges": "bridges",
    "flash_cards": "flash-cards",
    "glossary": "glossary",
    "ninety_days": "ninety-days",
}
_NOT_IN_LESSONS = frozenset(f"player/{name}.js" for name in (*_OF_CASES, *_LOOKED_UP.values()))


def site_files(languages: tuple[Language, ...], *, with_cases: bool) -> Files:
    """A site for a web host: one address a page, installable, works offline once it was opened."""
    among = publication(languages, FileAddresses(), with_cases=with_cases)
    pages = list(published_pages(among))
    assets = {
        **_assets(),
        f"{ASSETS}/{WHOLE}": _script("start.js", "begin"),
        f"{ASSETS}/{LEAN}": _script("start.js", "begin", without=_NOT_IN_LESSONS),
    }
    edition = _edition(assets, pages)
    files = {
        **assets,
        **_icons(),
        **{
            file_of(page.address): document(
                page,
                among,
                script=_script_of(page),
                edition=edition,
                manifest=_manifest_of(page.language),
            ).encode("utf-8")
            for page in pages
        },
        **{_manifest_of(each): _manifest(each) for each in languages},
        **_templates(languages),
        f"{ASSETS}/gate.js": _script("language.js", "leadToLanguage"),
        "index.html": render_template(
            "gate.html.j2", languages=languages, policy=POLICY, mark=logo(), version=f"?v={edition}"
        ).encode("utf-8"),
        "worker.js": _script("worker.js", "work"),
    }
    listed = json.dumps({"files": sorted(files)}, indent=1).encode("utf-8")
    return {**files, "files.json": listed}


def single_files(languages: tuple[Language, ...], *, with_cases: bool) -> Files:
    """The course as one document that opens by a double-click; its pages lie beside it."""
    among = publication(languages, HashAddresses(), with_cases=with_cases)
    pages = list(published_pages(among))
    contents = {"pages": [page.address for page in pages], "languages": list(languages)}
    return {
        **_assets(),
        f"{ASSETS}/{WHOLE}": _script("single.js", "beginSingle"),
        f"{ASSETS}/icon.svg": (_ICONS / "icon.svg").read_bytes(),
        **{f"pages/{page.address}.js": _page_script(page, among) for page in pages},
        **_templates(languages),
        "index.html": render_template(
            "single.html.j2",
            languages=languages,
            policy=FILE_POLICY,
            mark=logo(),
            contents=inline_json(contents),
        ).encode("utf-8"),
    }


def published_pages(among: Publication) -> Iterator[PublishedPage]:
    """Every page of a publication; the home page of each language first."""
    for language in among.languages:
        pages = among.pages[language]
        cases = {card.id for card in among.cases}
        read = [
            case_page(name, language, among)
            if name in cases
            else lesson_page(name, language, among)
            for name in pages
            if name != HOME
        ]
        yield home_page(language, among, {page.name: page.data for page in read})
        yield from read


def page_assets() -> Files:
    """What a page by itself needs beside it."""
    return {**_assets(), f"{ASSETS}/{WHOLE}": _script("start.js", "begin")} | _icons()


def lesson_assets(module: str, start: str, *, styles: tuple[str, ...] = ()) -> Files:
    """What a page that is a lesson needs beside it.

    Args:
        module, start: where its script begins; the file is called ``lesson.js``.
        styles: sheets besides those of every page.
    """
    own = "".join((PLAYER / f"{name}.css").read_text(encoding="utf-8") for name in styles)
    return {
        **_assets(),
        f"{ASSETS}/page.css": (style_sheet() + own).encode("utf-8"),
        f"{ASSETS}/{LEAN}": _script(module.removeprefix("player/"), start, without=_NOT_IN_LESSONS),
        f"{ASSETS}/icon.svg": (_ICONS / "icon.svg").read_bytes(),
    }


def _script(module: str, start: str, without: frozenset[str] = frozenset()) -> bytes:
    return classic_script(f"player/{module}", start, without).encode("utf-8")


def _script_of(page: PublishedPage) -> str:
    has_more = not _LOOKED_UP.keys().isdisjoint(page.data.get("data", {}))
    return WHOLE if page.kind == "case" or has_more else LEAN


def _assets() -> dict[str, bytes]:
    fonts = sorted((_VENDOR / "fonts").glob("*.woff2"))
    licences = [*_VENDOR.glob("*.LICENSE"), *(_VENDOR / "fonts").glob("OFL-*.txt")]
    return {
        f"{ASSETS}/early.js": (PLAYER / "early.js").read_bytes(),
        f"{ASSETS}/page.css": style_sheet().encode("utf-8"),
        **{f"{ASSETS}/fonts/{font.name}": font.read_bytes() for font in fonts},
        **{f"{ASSETS}/licences/{path.name}": path.read_bytes() for path in sorted(licences)},
    }


def style_sheet() -> str:
    """The styles of the page as one sheet; a kind of question may bring its own, before those."""
    own = sorted(_KINDS.glob("*/view.css"))
    files = [*own, *(PLAYER / f"{name}.css" for name in STYLES)]
    return _UNREAD.sub("", "".join(file.read_text(encoding="utf-8") for file in files))


def _templates(languages: tuple[Language, ...]) -> dict[str, bytes]:
    """The blank templates of documents, in a folder of each language."""
    return {
        f"{language}/{name}": content
        for language in languages
        for name, content in template_files(language).items()
    }


def _icons() -> dict[str, bytes]:
    return {f"{ASSETS}/{path.name}": path.read_bytes() for path in sorted(_ICONS.iterdir())}


def _page_script(page: PublishedPage, among: Publication) -> bytes:
    """A page of the single document, as a classic script that puts it on the shelf."""
    held = {"title": title_of(page), "body": body(page, among), "data": page.data}
    shelf = "globalThis.maitrisePages"
    written = f"{shelf} = {{ ...{shelf}, {json.dumps(page.address)}: {inline_json(held)} }};\n"
    return written.encode("utf-8")


def _manifest_of(language: Language) -> str:
    return f"{language}/course.webmanifest"


def _manifest(language: Language) -> bytes:
    """What says how the course is installed, in one language."""
    sizes = ("192", "512")
    manifest = {
        "name": say("page.course", language),
        "short_name": "maîtrise",
        "description": say("home.lead", language),
        "lang": language,
        "start_url": "index.html",
        "scope": "../",
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#fbf8f2",
        "icons": [
            {
                "src": f"../{ASSETS}/icon-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in sizes
        ],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8")


def _edition(assets: Files, pages: list[PublishedPage]) -> str:
    """A short text that changes with the course."""
    content = hashlib.sha256()
    for name in sorted(assets):
        content.update(assets[name])
    for page in pages:
        content.update(repr((page.address, page.content, page.data)).encode("utf-8"))
    return content.hexdigest()[:12]
