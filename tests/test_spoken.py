"""A page holds the sentences that its modules say."""

from pathlib import Path

import pytest

from maitrise.base.text import LANGUAGES, Language, catalogue
from maitrise.player.bundling import modules_of
from maitrise.player.spoken import spoken_by
from maitrise.publish.page_data import frame_words

PLAYER = Path(__file__).parent.parent / "maitrise" / "player"


def test_a_question_says_the_words_of_its_kind_and_none_of_the_simulation() -> None:
    said = spoken_by("player/question.js")
    assert {"question.check", "raci.letters", "verdict.to mark", "number.ambiguous"} <= said
    assert not [key for key in said if key.startswith("scenario.")]


def test_what_is_left_out_leaves_out_what_only_it_imports() -> None:
    frame = modules_of("player/start.js", "player/calls.js")
    assert "player/page.js" in frame
    assert "player/quiz.js" not in frame


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_say_what_keeping_an_answer_may_need(language: Language) -> None:
    held = frame_words(language)
    for key in ("store.not-kept", "store.why.full", "sheet.set-aside", "record.not-written"):
        assert held[key] == catalogue()[key].said_in(language)
