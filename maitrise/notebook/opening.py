"""Open the page of a notebook: make the channel that its widgets share."""

from __future__ import annotations

from typing import Any

from maitrise import __version__
from maitrise.base.text import Language
from maitrise.learner.documents import own_documents
from maitrise.notebook.channel import Channel
from maitrise.player.lesson_questions import lesson_questions


def open_lesson(lesson: str, language: Language) -> Channel:
    """Open the page of a lesson: its questions with their keys, and the learner's documents."""
    page = {**_page(lesson, "lesson", language), **lesson_questions(lesson, language)}
    return Channel(page, own_documents())


def open_page(language: Language) -> Channel:
    """Open a page without questions of its own."""
    return Channel(_page("page", "page", language), own_documents())


def _page(name: str, kind: str, language: Language) -> dict[str, Any]:
    return {
        "format": 1,
        "page": name,
        "kind": kind,
        "language": language,
        "title": "",
        "version": __version__,
    }
