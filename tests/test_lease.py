"""Erasing while other pages are open: nothing that they hold comes back."""

import json
from pathlib import Path
from typing import Any

import pytest

from maitrise.base.errors import ErasedError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.learner.identity import choose_path, current_learner
from maitrise.learner.learner_data import erase, learner_files
from maitrise.learner.record import read_statements
from maitrise.notebook.flash_cards import FlashCards
from maitrise.notebook.lesson import LessonBar, LessonSession
from maitrise.notebook.my_record import MyRecord
from maitrise.notebook.paths import PathChooser
from maitrise.notebook.quiz import QuizView
from maitrise.notebook.simulation import Simulation
from waiting_process import ready_process, start

both = pytest.mark.parametrize("language", LANGUAGES)
LESSON = "00-start"
QUESTION = "pos-room-rule"

# A page of its own: it answers before it says that it is ready, and again when it is told to.
OPEN_PAGE = """
import sys
from maitrise.base.errors import ErasedError
from maitrise.notebook.lesson import LessonSession

session = LessonSession("00-start", sys.argv[1])
question = "pos-room-rule"
session.check(question, "amoa")
print("ready", flush=True)
sys.stdin.readline()
try:
    session.check(question, "amoa")
except ErasedError as error:
    print(error)
"""

# A page that writes without a pause until it is refused.
BUSY_PAGE = """
import sys
from maitrise.base.errors import ErasedError
from maitrise.notebook.lesson import LessonSession

session = LessonSession("00-start", "fr")
question = "pos-room-rule"
print("ready", flush=True)
sys.stdin.readline()
try:
    for number in range(100_000):
        session.check(question, "amoa")
        print(number, flush=True)
except ErasedError:
    print("refused", flush=True)
"""


@both
def test_a_page_that_still_runs_in_another_process_brings_nothing_back(
    learner_home: Path, language: Language
) -> None:
    page = ready_process(OPEN_PAGE, language)
    assert (learner_home / "answers" / f"{LESSON}.json").exists()
    MyRecord(language, None)._on_message(None, {"act": "erase"}, None)
    start(page)
    said, _ = page.communicate()
    assert said.strip() == say("my-record.gone", language)
    assert learner_files() == []


def test_erasing_in_the_middle_of_another_page_s_writing_leaves_nothing(
    learner_home: Path,
) -> None:
    pages = [ready_process(BUSY_PAGE) for _ in range(3)]
    for page in pages:
        start(page)
    for page in pages:
        assert page.stdout is not None
        assert page.stdout.readline() == "0\n"
    erase()
    for page in pages:
        said, _ = page.communicate()
        assert said.splitlines()[-1] == "refused"
    assert not (learner_home / "record.jsonl").exists()
    assert list((learner_home / "answers").iterdir()) == []


@both
def test_no_widget_of_a_page_writes_after_an_erasing_elsewhere(
    learner_home: Path, language: Language
) -> None:
    session = LessonSession(LESSON, language)
    question = session.bank.questions[QUESTION]
    view, bar = session.view(question), LessonBar(session)
    quiz = QuizView(session.bank.quizzes["positioning"], session)
    view._on_message(None, {"act": "change", "value": "amoa"}, None)
    cards, paths = FlashCards(language), PathChooser(language)
    game = Simulation("six-months", language)
    choose_path("new-amoa")
    erase()
    current_learner()  # another page has made a new pseudonym
    before = [path.read_bytes() for path in learner_files()]
    scene = game.state["scene"]
    clicks: list[tuple[Any, dict[str, Any]]] = [
        (view, {"act": "change", "value": "amoa"}),
        (view, {"act": "check", "value": "amoa"}),
        (quiz, {"act": "again"}),
        (bar, {"act": "begin again"}),
        (cards, {"act": "rate", "card": cards.state["card"]["id"], "rating": "good"}),
        (paths, {"path": "new-pmo"}),
        (game, {"act": "decide", "scene": scene["id"], "choice": scene["choices"][0]["id"]}),
        (game, {"act": "begin again"}),
    ]
    for widget, content in clicks:
        widget._on_message(None, content, None)
        assert widget.state["notice"] == say("my-record.gone", language), content
        assert [path.name for path in learner_files()] == ["learner.json"], content
    assert [path.read_bytes() for path in learner_files()] == before


def test_the_browser_is_told_to_forget_what_was_waiting_there(
    learner_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = LessonSession(LESSON, "en")
    view = session.view(session.bank.questions[QUESTION])
    sent: list[Any] = []
    monkeypatch.setattr(view, "send", sent.append)
    erase()
    view._on_message(None, {"act": "change", "value": "amoa", "by": "me", "n": 1}, None)
    assert (sent[0]["saved"], sent[0]["gone"]) == (False, True)


def test_a_page_opened_after_an_erasing_writes(learner_home: Path) -> None:
    erase()
    session = LessonSession(LESSON, "fr")
    assert session.check(QUESTION, "amoa") == ""
    assert len(read_statements(learner_home / "record.jsonl")[0]) == 1


def test_the_page_that_erases_goes_on_as_someone_new(learner_home: Path) -> None:
    session = LessonSession(LESSON, "fr")
    other = LessonSession(LESSON, "en")
    first = session.learner
    MyRecord("fr", session)._on_message(None, {"act": "erase"}, None)
    session.put(QUESTION, "amoa")
    assert session.learner != first
    with pytest.raises(ErasedError, match="Reload"):
        other.put(QUESTION, "amoa")


def test_the_erasure_mark_an_erasing_says_nothing_of_the_learner(learner_home: Path) -> None:
    learner = current_learner().id
    erase()
    first = (learner_home / "erased.txt").read_text(encoding="utf-8")
    erase()
    second = (learner_home / "erased.txt").read_text(encoding="utf-8")
    assert first != second
    assert learner not in json.dumps([first, second])
