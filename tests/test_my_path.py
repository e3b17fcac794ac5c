"""My path as a learner reads it: levels in words, the gain, and a record that is theirs."""

import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases.cards import released_cases
from maitrise.course import bank, onboarding_paths
from maitrise.kinds import ask, read_answer, score
from maitrise.learner.identity import choose_path, current_learner
from maitrise.learner.learner_data import erase, learner_files, record_csv
from maitrise.learner.record import append_statement, read_statements
from maitrise.learner.statements import Moment, answered
from maitrise.notebook.lesson import LessonSession
from maitrise.notebook.mastery import GainView, MasteryView
from maitrise.notebook.my_record import MyRecord
from maitrise.notebook.paths import PathChooser

both = pytest.mark.parametrize("language", LANGUAGES)
PLACES = {"00-start": "positioning", "05-my-path": "exit"}


def note(home: Path, lesson: str, question: str, value: Any, at: str = "10:00:00") -> None:
    asked = bank(lesson).questions[question]
    answer = read_answer(ask(asked, "en"), value)
    assert answer is not None
    moment = Moment("p-1", f"2026-11-24T{at}Z", "fr")
    statement = answered(moment, lesson, asked, answer, score(asked, answer))
    append_statement(home / "record.jsonl", statement)


def take(home: Path, lesson: str, right: int) -> None:
    """Take a test with so many of its choices right and the others wrong."""
    read = bank(lesson)
    choices = [
        question
        for name in read.quizzes[PLACES[lesson]].questions
        if (question := read.questions[name]).kind == "choice"
    ]
    for place, question in enumerate(choices):
        options: Any = question.options  # type: ignore[attr-defined]
        note(home, lesson, question.id, next(o.id for o in options if o.right == (place < right)))


# --- The paths ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("learner_home")
@both
def test_every_case_of_a_path_has_its_own_title_and_a_link_to_its_notebook(
    language: Language,
) -> None:
    folder = course_folder() / language
    titles = {card.title for card in released_cases() if card.language == language}
    for path in PathChooser(language).paths:
        assert path["cases"], path["id"]
        for case in path["cases"]:
            assert (folder / case["href"]).resolve().is_file(), case
            assert case["title"] in titles


@pytest.mark.usefixtures("learner_home")
@both
def test_a_course_without_its_cases_has_no_link_that_leads_nowhere(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = shutil.ignore_patterns("*.ipynb", "data", "scenarios")
    shutil.copytree(course_folder(), tmp_path / "course", ignore=kept)
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path / "course"))
    chooser = PathChooser(language)
    assert {case["href"] for path in chooser.paths for case in path["cases"]} == {""}
    assert "exercises" in chooser.labels["absent"]


# --- Mastery -----------------------------------------------------------------------------------


@both
def test_mastery_says_first_which_path_it_compares_with(
    learner_home: Path, language: Language
) -> None:
    assert MasteryView(language, None).state["lead"] == [say("my-path.no-profile", language)]
    choose_path("new-amoa")
    name = onboarding_paths()["new-amoa"].name.said_in(language)
    assert MasteryView(language, None).state["lead"][0] == say(
        "my-path.profile", language, name=name
    )
    assert learner_home.exists()


@pytest.mark.usefixtures("learner_home")
@both
def test_mastery_claims_nothing_of_who_answered_nothing(language: Language) -> None:
    rows = MasteryView(language, None).state["rows"]
    assert len(rows) == 15
    unknown = say("my-path.verdict.unknown", language)
    assert [row[1] for row in rows] == [{"verdict": "blank", "words": unknown}] * 15


@both
def test_every_link_of_what_to_review_leads_to_a_page_and_a_cell_of_it(
    learner_home: Path, language: Language
) -> None:
    choose_path("new-pmo")
    take(learner_home, "00-start", 2)
    folder = Path(__file__).parent.parent / "course" / language
    links = [
        each["href"]
        for step in MasteryView(language, None).state["steps"]
        for each in (*step["links"], *step["asked"])
    ]
    assert links
    for href in links:
        page, _, cell = href.partition("#")
        notebook = json.loads((folder / page).read_text(encoding="utf-8"))
        assert not cell or cell in [each["id"] for each in notebook["cells"]], href
    assert any("#" in href for href in links)


def test_mastery_changes_as_answers_come_in(learner_home: Path) -> None:
    session = LessonSession("05-my-path", "fr")
    view = MasteryView("fr", session)
    before = view.state["rows"]
    for name in ("read-my-mastery", "first-risk-entry"):
        question = session.bank.questions[name]
        options: Any = question.options  # type: ignore[attr-defined]
        right = [option.id for option in options if option.right]
        session.check(question.id, right[0] if question.kind == "choice" else right)
    assert view.state["rows"] != before
    assert (learner_home / "record.jsonl").exists()


# --- Gain --------------------------------------------------------------------------------------


@both
def test_the_gain_says_which_test_is_missing(learner_home: Path, language: Language) -> None:
    assert GainView(language, None).state["lead"] == [say("my-path.missing.both", language)]
    take(learner_home, "00-start", 3)
    assert GainView(language, None).state["lead"] == [say("my-path.missing.end", language)]
    (learner_home / "record.jsonl").unlink()
    take(learner_home, "05-my-path", 3)
    assert GainView(language, None).state["lead"] == [say("my-path.missing.start", language)]


@both
@pytest.mark.parametrize(
    ("before", "after", "key", "change"), [(2, 6, "more", 4), (5, 5, "same", 0), (6, 5, "less", 1)]
)
def test_the_gain_is_said_in_one_sentence_with_a_table(
    learner_home: Path, language: Language, before: int, after: int, key: str, change: int
) -> None:
    take(learner_home, "00-start", before)
    take(learner_home, "05-my-path", after)
    state = GainView(language, None).state
    sentence = say(
        f"my-path.gain.{key}", language, before=before, after=after, maximum=12, change=change
    )
    assert state["lead"] == [sentence]
    assert len(state["rows"]) == 11
    assert state["notes"]


# --- My record ---------------------------------------------------------------------------------


@both
def test_an_empty_record_says_so(learner_home: Path, language: Language) -> None:
    state = MyRecord(language, None).state
    assert state["lead"] == [say("my-record.none", language)]
    assert state["folder"] == str(learner_home)


@both
def test_the_record_is_told_in_plain_words_newest_first(
    learner_home: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    note(learner_home, "00-start", "pos-room-rule", "amoa", "10:00:00")
    note(learner_home, "00-start", "pos-room-rule", "operations-director", "10:05:00")
    latest = MyRecord(language, None).state["latest"]
    assert [each["verdict"] for each in latest] == ["right", "wrong"]
    asked = bank("00-start").questions["pos-room-rule"].prompt.said_in(language)
    assert asked.startswith(latest[0]["question"].removesuffix(" …"))
    assert "2026" in latest[0]["when"]


@both
def test_a_damaged_line_is_counted_and_kept(learner_home: Path, language: Language) -> None:
    note(learner_home, "00-start", "pos-room-rule", "amoa")
    with (learner_home / "record.jsonl").open("a", encoding="utf-8") as file:
        file.write("{torn\n")
    view = MyRecord(language, None)
    assert view.state["lead"][1] == say("my-record.damaged", language, count=1)
    assert "{torn" in view._file("jsonl")["content"]


@both
def test_the_table_to_take_away_opens_in_the_spreadsheets_of_its_language(
    learner_home: Path, language: Language
) -> None:
    note(learner_home, "00-start", "pos-half-done", 450)
    note(learner_home, "00-start", "pos-room-rule", "operations-director")
    statements, _ = read_statements(learner_home / "record.jsonl")
    written = record_csv(statements, language)
    assert written.startswith("\ufeff")
    rows = list(
        csv.DictReader(io.StringIO(written[1:]), delimiter=";" if language == "fr" else ",")
    )
    assert [row["question"] for row in rows] == ["pos-half-done", "pos-room-rule"]
    assert [row["right"] for row in rows] == ["false", "true"]
    assert rows[1]["points"] == "1"


def test_no_cell_of_the_table_can_be_taken_for_a_formula(learner_home: Path) -> None:
    note(learner_home, "00-start", "pos-room-rule", "amoa")
    statements, _ = read_statements(learner_home / "record.jsonl")
    statements[0]["timestamp"] = "=1+1"
    assert "\n'=1+1," in record_csv(statements, "en").replace("\r", "")


@both
def test_erasing_takes_every_file_of_the_learner_and_nothing_else(
    learner_home: Path, language: Language
) -> None:
    session = LessonSession("05-my-path", language)
    session.put("read-my-mastery", "ignore")
    note(learner_home, "00-start", "pos-room-rule", "amoa")
    (learner_home / "cards.json").write_text("{}", encoding="utf-8")
    jupyter = learner_home / "jupyter"
    jupyter.mkdir()
    (jupyter / "kept.json").write_text("{}", encoding="utf-8")
    before = current_learner().id
    view = MyRecord(language, session)
    count = len(learner_files())
    view._on_message(None, {"act": "erase"}, None)
    assert view.state["notice"] == say("my-record.erased", language, count=count)
    assert session.entry("read-my-mastery").value is None
    assert current_learner().id != before
    assert (jupyter / "kept.json").exists()
    assert [path.name for path in learner_files()] == ["learner.json"]


def test_an_answer_after_erasing_does_not_bring_the_old_ones_back(learner_home: Path) -> None:
    session = LessonSession("05-my-path", "fr")
    session.put("read-my-mastery", "ignore")
    MyRecord("fr", session)._on_message(None, {"act": "erase"}, None)
    session.put("whose-side", "amoe")
    sheet = json.loads((learner_home / "answers" / "05-my-path.json").read_text(encoding="utf-8"))
    assert list(sheet["answers"]) == ["whose-side"]


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that refuses deletion")
@both
def test_what_cannot_be_erased_is_told(
    learner_home: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    (learner_home / "cards.json").mkdir()  # a folder where a file should be: unlink refuses
    with pytest.raises(OSError, match="cards"):
        erase()
    view = MyRecord(language, None)
    view._on_message(None, {"act": "erase"}, None)
    assert view.state["notice"].startswith(say("my-record.not-erased", language, why="")[:12])


@pytest.mark.usefixtures("learner_home")
@both
def test_without_a_widget_my_path_shows_nothing_of_any_learner(language: Language) -> None:
    views = (MasteryView(language, None), GainView(language, None), MyRecord(language, None))
    first = [view.markdown() for view in views]
    choose_path("new-moe")
    assert [view.markdown() for view in views] == first
    assert first[0].count("\n|") == 2 + 15
