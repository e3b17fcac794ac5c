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
from maitrise.course import bank, lessons
from maitrise.kinds import ask, key, kind_names
from maitrise.kinds import page_data as asked_on_a_page
from maitrise.player.calls import calls_data, calls_words
from maitrise.publish.cells import Call
from maitrise.publish.publication import Publication
from maitrise.publish.published_page import Kind

# What the page's frame says, whatever is called on it; one that ends in a dot stands for all that
# begin with it.
FRAME_WORDS = ("shell.", "steps.", "home.", "page.minutes", "call.failed", "store.", "sheet.")
# What questions and quizzes say; the view of a kind says what begins with the kind's name.
QUESTION_WORDS = (
    "question.", "kind.", "difficulty.", "verdict.", "picks.", "quiz.", "lesson.", "my-record.gone",
    *(f"{kind}." for kind in kind_names()),
)  # fmt: skip


def page_data(
    *,
    name: str,
    kind: Kind,
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
        **_questions(name, language),
        **own,
    }
    return dict(with_links(data, among, origin, language))


def frame_words(language: Language) -> dict[str, str]:
    """The sentences of the page's frame by their keys."""
    return {
        name: text.said_in(language)
        for name, text in catalogue().items()
        if name.startswith((*FRAME_WORDS, *QUESTION_WORDS))
    }


def _questions(lesson: str, language: Language) -> dict[str, Any]:
    """The questions and quizzes of a lesson's bank; these are formative, and ship their keys."""
    if lesson not in lessons():
        return {}
    held = bank(lesson)
    return {
        "questions": {
            each.id: {"asked": asked_on_a_page(ask(each, language)), "key": key(each, language)}
            for each in held.questions.values()
        },
        "quizzes": {
            each.id: {
                "title": each.title.said_in(language),
                "questions": list(each.questions),
                "reasons": each.reasons,
            }
            for each in held.quizzes.values()
        },
    }


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
