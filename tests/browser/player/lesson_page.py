"""A page that shows questions, in the order of its data, and the quizzes below them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from browser.called import Called, write_page
from maitrise.base.text import Language, catalogue

_FIXTURES = Path(__file__).parents[2] / "fixtures" / "player"


def page_data(language: Language) -> dict[str, Any]:
    """What the page of the tests' lesson holds; the words are those of today."""
    data: dict[str, Any] = json.loads((_FIXTURES / f"{language}.json").read_text("utf-8"))
    return data | {"words": {key: text.said_in(language) for key, text in catalogue().items()}}


def write_lesson(folder: Path, data: Mapping[str, Any]) -> str:
    """Write a page that shows all questions of its data; gives the name of its file."""
    in_quizzes = {name for quiz in data["quizzes"].values() for name in quiz["questions"]}
    calls: list[Called] = [("lesson", (data["page"],))]
    calls += [("question", (name,)) for name in data["questions"] if name not in in_quizzes]
    calls += [("quiz", (name,)) for name in data["quizzes"]]
    return write_page(folder, data["page"], data["language"], calls, **data)
