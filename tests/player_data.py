"""Data of a page with one question of each kind, for tests of the page's JavaScript.

Run as a command it writes them anew: ``python tests/player_data.py``. ``test_player_data.py`` says
when that is due.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from maitrise.base.text import LANGUAGES, Language, catalogue

ROOT = Path(__file__).parent
COURSE = ROOT / "fixtures" / "course"
FOLDER = ROOT / "fixtures" / "player"
LESSON = "every-kind"


def page(language: Language) -> dict[str, Any]:
    """What a page of the tests' lesson holds; the working folder must be in the tests' course."""
    from maitrise.player.lesson_questions import lesson_questions

    return {
        "format": 1,
        "page": LESSON,
        "kind": "lesson",
        "language": language,
        "minutes": 15,
        "words": {name: text.said_in(language) for name, text in catalogue().items()},
        **lesson_questions(LESSON, language),
    }


def stored(language: Language) -> dict[str, Any]:
    """The same without its words and the course's version, which change."""
    return {**page(language), "words": {}, "version": "0"}


if __name__ == "__main__":
    os.environ["MAITRISE_COURSE"] = str(COURSE)
    FOLDER.mkdir(exist_ok=True)
    for each in LANGUAGES:
        text = json.dumps(stored(each), ensure_ascii=False, indent=1) + "\n"
        (FOLDER / f"{each}.json").write_text(text, encoding="utf-8")
