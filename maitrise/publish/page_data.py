"""``page.json``: what the script of a page works with, in one language and without a secret.

The shape is that of ``maitrise/player/types.js``. Links in it are those of the publication: an
``href`` as a notebook has it ("02-office-or-officer.ipynb") is led to the page it names, and is ""
where that page is not published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maitrise import __version__
from maitrise.base.text import Language, catalogue
from maitrise.course import lessons
from maitrise.player.calls import calls_data, calls_words
from maitrise.player.lesson_questions import lesson_questions
from maitrise.player.spoken import spoken_by
from maitrise.publish.cells import Call
from maitrise.publish.publication import Publication
from maitrise.publish.published_page import PageKind

_FRAME = ("player/start.js", "player/single.js")
_ASKING = ("player/lesson.js", "player/question.js", "player/quiz.js")


def page_data(
    *,
    name: str,
    kind: PageKind,
    title: str,
    language: Language,
    calls: Sequence[Call],
    among: Publication,
    origin: str,
    own: Mapping[str, Any],
) -> dict[str, Any]:
    """The data of one page.

    Args:
        origin: the page's address.
        own: what the page's frame needs besides.
    """
    called = [(call.name, call.arguments) for call in calls]
    data = {
        "format": 1,
        "page": name,
        "kind": kind,
        "language": language,
        "title": title,
        "version": __version__,
        "words": frame_words(language) | calls_words([each for each, _ in called], language),
        "data": calls_data(called, language),
        **(lesson_questions(name, language) if name in lessons() else {}),
        **own,
    }
    return dict(with_links(data, among, origin, language))


def frame_words(language: Language) -> dict[str, str]:
    """The sentences that the page's frame and its questions say, by their keys."""
    said = spoken_by(*_FRAME, without="player/calls.js") | spoken_by(*_ASKING)
    return {name: catalogue()[name].said_in(language) for name in sorted(said)}


def with_links(value: Any, among: Publication, origin: str, language: Language) -> Any:
    """The same data, every ``href`` in it led to a page of the publication."""
    if isinstance(value, Mapping):
        return {
            key: among.href(origin, language, each) or ""
            if key == "href" and isinstance(each, str) and each
            else with_links(each, among, origin, language)
            for key, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [with_links(each, among, origin, language) for each in value]
    return value
