"""The pages of a room that are no page of the course: to come in by, the question, the wall."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from maitrise.base.templates import filled
from maitrise.base.text import Language, catalogue, say
from maitrise.player.bundling import classic_script
from maitrise.player.spoken import spoken_by
from maitrise.publish.files import PLAYER
from maitrise.publish.frame import inline_json, logo

PAGES = ("join", "vote", "wall")
_TEMPLATE = Path(__file__).with_name("page.html.j2")


def room_page(name: str, language: Language, title: str, **data: Any) -> bytes:
    """A page of the room.

    Args:
        name: one of ``PAGES``.
        title: of the cohort.
        data: what its script works with, besides words.
    """
    up = "" if name == "join" else "../"
    words = {key: catalogue()[key].said_in(language) for key in sorted(_spoken(name))}
    whole = {"language": language, "title": title, "root": up, "words": words, **data}
    return filled(
        _TEMPLATE,
        name=name,
        language=language,
        title=say(f"room.{name}.title", language),
        no_script=say("room.no-script", language),
        up=up,
        mark=logo(),
        data=inline_json(whole),
    )


@cache
def room_asset(name: str) -> bytes:
    """A script or the styles of the room's own pages.

    Raises:
        KeyError: there is none of that name.
    """
    if name == "room.css":
        return (PLAYER / "room" / "room.css").read_bytes()
    page = name.removesuffix(".js")
    if page not in PAGES or not name.endswith(".js"):
        raise KeyError(name)
    return classic_script(f"player/room/{page}.js", "begin").encode("utf-8")


def _spoken(name: str) -> frozenset[str]:
    return spoken_by(f"player/room/{name}.js")
