"""The rules of the labs in the page are those of the course in Python, case by case."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from javascript import Javascript, javascript
from maitrise.base.text import LANGUAGES, Language, catalogue
from maitrise.course import bank, gain_tests
from maitrise.course.earned_value import ASSUMPTIONS, EarnedValue
from maitrise.course.scenario import END, scenario
from maitrise.learner.activity import checked_answers, finished_plays
from maitrise.learner.mastery import result_of_answers
from maitrise.learner.statements import HOME_PAGE
from maitrise.player import earned_value_words, my_path, simulation
from maitrise.player.earned_value_lab import SITUATIONS, project

LESSONS = ("00-start", "01-moa-amoa-moe", "05-my-path")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def page() -> Iterator[Javascript]:
    """The page's rules, running."""
    with javascript("lab-cases.js") as running:
        yield running


# --- Earned value ------------------------------------------------------------------------------

_money = st.one_of(
    st.integers(0, 600),
    st.integers(0, 60_000).map(lambda cents: cents / 100),
    st.floats(0.01, 1e7),
)


@st.composite
def _projects(draw: st.DrawFn) -> dict[str, float]:
    bac = draw(st.one_of(st.integers(1, 600), st.floats(1, 1e7)))
    share = st.one_of(st.integers(0, 20).map(lambda n: n / 20), st.floats(1e-6, 1))
    pv, ev = (min(bac, bac * draw(share)) for _ in range(2))
    return {"bac": bac, "pv": pv, "ev": ev, "ac": draw(_money)}


def shown(page: Javascript, value: EarnedValue, language: Language) -> Any:
    """What the page makes of a project."""
    sentences = {
        key: text.said_in(language)
        for key, text in catalogue().items()
        if key.startswith(("earned-value.", "verdict."))
    }
    amounts = {name: getattr(value, name) for name in ("bac", "pv", "ev", "ac")}
    return page.ask(
        "earnedValue", {"project": amounts, "language": language, "sentences": sentences}
    )


@given(project=_projects(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_earned_value_has_the_same_numbers_and_words(
    page: Javascript, project: dict[str, float], language: Language
) -> None:
    value = EarnedValue(**project)
    found = shown(page, value, language)
    numbers = [value.cv, value.sv, value.cpi, value.spi, value.tcpi()]
    forecasts = [[value.eac(each), value.etc(each), value.vac(each)] for each in ASSUMPTIONS]
    assert _close(found["numbers"], numbers)
    assert _close(found["forecasts"], forecasts)
    assert found["level"] == value.level
    assert found["measures"] == earned_value_words.measures(value, language)
    assert found["summary"] == earned_value_words.summary(value, language)
    alert = found["alert"]["headline"], found["alert"]["lines"]
    assert alert == earned_value_words.alert(value, language)


@pytest.mark.parametrize(
    ("situation", "level", "sound"),
    [
        ("late-and-dear", "alert", "committee"),
        ("late-and-cheap", "alert", "committee"),
        ("early-and-dear", "watch", "manager"),
        ("as-planned", "on-track", "record"),
        ("nothing-yet", "unmeasured", "manager"),
    ],
)
def test_each_situation_has_its_alert_and_one_sound_thing_to_do(
    page: Javascript, situation: str, level: str, sound: str
) -> None:
    found = shown(page, project(**SITUATIONS[situation]), "fr")
    assert found["alert"]["level"] == level
    told = {each["choice"]: each for each in found["judged"]}
    assert tuple(told) == earned_value_words.ACTIONS
    assert all(each["reason"] for each in told.values())
    right = [choice for choice, each in told.items() if each["verdict"] == "right"]
    assert right == [sound]
    assert told["rebaseline"]["verdict"] == told["cut"]["verdict"] == "wrong"


def test_a_bar_beyond_the_scale_is_cut_and_keeps_its_number(page: Javascript) -> None:
    figure = shown(page, project(1, 600), "en")["bars"]
    bars = {bar["name"]: bar for group in figure["groups"] for bar in group["bars"]}
    longest = bars["If efficiency stays the same"]
    assert (longest["cut"], longest["share"], longest["value"]) == (True, 1.0, "60,000")
    assert not bars["Planned value (PV)"]["cut"]


def _close(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(_close, found, wanted))
    if wanted is None or found is None:
        return found is wanted
    return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-12)


# --- Scenarios ---------------------------------------------------------------------------------


_BROKEN: list[Any] = [
    "no JSON of ours",
    [],
    {"format": 2, "scenario": "six-months", "decisions": [], "endings": []},
    {"format": 1, "scenario": "another", "decisions": [], "endings": []},
    {"format": 1, "scenario": "six-months", "decisions": [["a"]], "endings": []},
    {"format": 1, "scenario": "six-months", "decisions": [], "endings": [3]},
    {"format": 1, "scenario": "six-months", "decisions": 3, "endings": []},
    {"format": 1, "scenario": "six-months", "endings": []},
]
_CHANGED: list[Any] = [
    {
        "format": 1,
        "scenario": "six-months",
        "decisions": [["gone", "away"]],
        "endings": ["handed-over", "gone"],
    },
    {
        "format": 1,
        "scenario": "six-months",
        "decisions": [["shopping-list", "gone"]],
        "endings": [],
    },
]


@pytest.mark.parametrize("document", [*_BROKEN, *_CHANGED])
def test_a_play_that_no_longer_fits_begins_anew_and_keeps_the_endings(
    page: Javascript, document: Any
) -> None:
    data = simulation.data("en", "six-months")
    found = page.ask("takeUp", {"scenario": data, "document": document})
    is_ours = document in _CHANGED
    assert found["fault"] == ("changed" if is_ours else "damaged")
    known = {each.id for each in scenario("six-months").endings}
    endings = [each for each in document["endings"] if each in known] if is_ours else []
    assert (found["endings"], found["kept"]["decisions"]) == (endings, [])


@given(picks=st.lists(st.integers(0, 5), max_size=20))
@settings(max_examples=30)
def test_a_play_is_taken_up_where_it_was_kept(page: Javascript, picks: list[int]) -> None:
    read = scenario("six-months")
    place, decisions = read.start, []
    for pick in picks:
        if place == END:
            break
        choices = read.scene(place).choices
        taken = choices[pick % len(choices)]
        decisions.append([place, taken.id])
        place = taken.goto
    data = simulation.data("fr", "six-months")
    (ended,) = page.ask("plays", {"scenario": data, "plays": [decisions]})
    document = {
        "format": 1,
        "scenario": "six-months",
        "decisions": decisions,
        "endings": [ended["ending"]] if place == END else [],
    }
    found = page.ask("takeUp", {"scenario": data, "document": document})
    assert (found["fault"], found["kept"]) == ("", document)


# --- The record --------------------------------------------------------------------------------


def _questions() -> list[tuple[str, Any]]:
    return [(lesson, each) for lesson in LESSONS for each in bank(lesson).questions.values()]


@st.composite
def _statements(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Answers to questions of the course as the record holds them, plays and damaged lines."""
    rows = []
    for minute in range(draw(st.integers(0, 60))):
        lesson, question = draw(st.sampled_from(_questions()))
        points = draw(st.sampled_from([0.0, 0.25, 0.5, 1 / 3, 2 / 3, 1.0])) * question.points
        at = f"2026-11-24T{10 + minute // 60:02}:{minute % 60:02}:00.000Z"
        result: dict[str, Any] = {"success": points == question.points}
        result["score"] = {"raw": points, "max": question.points}
        if draw(st.integers(0, 9)) == 0:
            result = {}
        rows.append(_said(f"{lesson}/{question.id}", question, result, at))
    for _ in range(draw(st.integers(0, 3))):
        rows.insert(draw(st.integers(0, len(rows))), draw(st.sampled_from(_ODD)))
    return rows


def _said(place: str, question: Any, result: dict[str, Any], at: str) -> dict[str, Any]:
    return {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {
            "id": f"{HOME_PAGE}/{place}",
            "definition": {
                "extensions": {
                    f"{HOME_PAGE}/extensions/competency": question.competency,
                    f"{HOME_PAGE}/extensions/difficulty": question.difficulty,
                }
            },
        },
        "result": result,
        "timestamp": at,
    }


_ODD: list[dict[str, Any]] = [
    {"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}},
    {"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "object": {"id": "x"}},
    {"verb": None},
    {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": f"{HOME_PAGE}/scenarios/six-months"},
        "result": {"extensions": {f"{HOME_PAGE}/extensions/ending": "handed-over"}},
        "timestamp": "2026-11-24T09:30:00.000Z",
    },
    {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": f"{HOME_PAGE}/00-start"},
        "result": {"completion": True},
        "timestamp": "2026-11-24T09:30:00.000Z",
    },
    {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {
            "id": f"{HOME_PAGE}/=cmd/@x",
            "definition": {
                "extensions": {
                    f"{HOME_PAGE}/extensions/competency": "-1, \"two\"; three",
                    f"{HOME_PAGE}/extensions/difficulty": "a\nb",
                }
            },
        },
        "result": {"success": False, "score": {"raw": 12345.678912, "max": 0.00004}},
        "timestamp": "+1",
    },
]  # fmt: skip


@given(statements=_statements())
@settings(max_examples=60)
def test_a_record_is_read_the_same(page: Javascript, statements: list[dict[str, Any]]) -> None:
    found = page.ask("record", {"statements": statements})
    given = [
        {**{name: getattr(each, name) for name in each.__slots__}}
        for each in checked_answers(statements)
    ]
    assert found["given"] == given
    latest = {(each.lesson, each.question): each.success for each in checked_answers(statements)}
    assert set(found["missed"]) == {
        "/".join(key) for key, right in latest.items() if right is False
    }
    plays = [
        {"scenario": each.scenario, "ending": each.ending, "at": each.at}
        for each in finished_plays(statements)
    ]
    assert found["plays"] == plays


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_to_take_away_opens_in_the_spreadsheets_of_its_language(
    page: Javascript, language: Language
) -> None:
    lesson, question = _questions()[0]
    points = [(0.5, "2026-11-24T10:00:00.000Z"), (1.0, "=1+1")]
    statements = [
        _said(
            f"{lesson}/{question.id}",
            question,
            {"success": share == 1.0, "score": {"raw": share, "max": 1.0}},
            at,
        )
        for share, at in points
    ]
    written = page.ask("csv", {"statements": [*statements, *_ODD], "language": language})
    assert written.startswith("\ufeff")
    between, decimal = (";", ",") if language == "fr" else (",", ".")
    rows = list(csv.DictReader(io.StringIO(written[1:]), delimiter=between))
    assert [row["question"] for row in rows[:2]] == [question.id, question.id]
    assert [row["right"] for row in rows[:2]] == ["false", "true"]
    assert [row["points"] for row in rows[:2]] == [f"0{decimal}5", "1"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-"))]


@given(statements=_statements(), first=st.booleans())
@settings(max_examples=100)
def test_a_test_has_the_same_result(
    page: Javascript, statements: list[dict[str, Any]], first: bool
) -> None:
    data = my_path.gain_data("en")
    for name, test in (("start", gain_tests().positioning), ("end", gain_tests().exit)):
        assert test is not None
        found = page.ask("result", {"statements": statements, "test": data[name], "first": first})
        read = bank(test.lesson)
        quiz = read.quizzes[test.quiz]
        wanted = result_of_answers(
            checked_answers(statements), test.lesson, quiz, read.questions, first=first
        )
        if wanted is None:
            assert found is None
        else:
            assert _close([found["points"], found["maximum"]], [wanted.points, wanted.maximum])
            assert list(found["shares"]) == list(wanted.shares)
            assert _close(list(found["shares"].values()), list(wanted.shares.values()))


# --- Flash cards -------------------------------------------------------------------------------

RATINGS = {rating.name.lower(): rating for rating in fsrs.Rating}
_reviews = st.lists(
    st.tuples(
        st.sampled_from(list(RATINGS)),
        st.one_of(
            st.integers(0, 40).map(lambda minutes: timedelta(minutes=minutes)),
            st.integers(0, 100 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
            st.integers(-48, 0).map(lambda hours: timedelta(hours=hours)),  # the clock set back
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(reviews=_reviews)
@settings(max_examples=300)
def test_a_card_comes_back_when_the_library_of_the_algorithm_says(
    page: Javascript, reviews: list[tuple[str, timedelta]]
) -> None:
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    card, now, asked, wanted = fsrs.Card(card_id=0, due=NOW), NOW, [], []
    for rating, later in reviews:
        now += later
        asked.append({"rating": rating, "now": now.isoformat()})
        rated = {
            name: scheduler.review_card(card, given, now)[0] for name, given in RATINGS.items()
        }
        away = {name: (each.due - now).total_seconds() * 1000 for name, each in rated.items()}
        card = rated[rating]
        wanted.append((away, card))
    found = page.ask("reviews", asked)
    for answer, (away, rated_card) in zip(found, wanted, strict=True):
        kept = rated_card.to_dict()
        # Stability has eight decimals in the page: an interval between two days may differ by one.
        assert answer["away"] == away or _is_between_two_days(rated_card)
        assert datetime.fromisoformat(answer["card"]["due"]) == rated_card.due
        for name in ("stability", "difficulty"):
            assert math.isclose(answer["card"][name], kept[name], rel_tol=1e-5, abs_tol=1e-6)
        for name in ("card_id", "state", "step"):
            assert answer["card"][name] == kept[name]
        assert datetime.fromisoformat(answer["card"]["last_review"]) == rated_card.last_review


def _is_between_two_days(rated: fsrs.Card) -> bool:
    return abs((rated.stability or 0) % 1 - 0.5) < 1e-4
