"""From the learning record to levels: what counts, what does not, and what is not claimed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from javascript import Javascript, javascript
from maitrise.course import bank
from maitrise.kinds import score
from maitrise.learner.activity import checked_answers
from maitrise.learner.mastery import ENOUGH, SHARE, result_of_answers
from maitrise.learner.statements import HOME_PAGE, Moment, answered
from maitrise.player import my_path

Standings = Callable[..., dict[str, Any]]

RECENT = 6
ONE = {
    "id": "C01",
    "name": "One",
    "lessons": ["every-kind"],
    "targets": {"new-pmo": "N2", "new-amoa": "N4", "new-sponsor": "N1"},
}


@pytest.fixture(scope="module")
def page() -> Iterator[Javascript]:
    """The page's rules, running."""
    with javascript("lab-cases.js") as running:
        yield running


def said(
    question: str, difficulty: str, points: float = 1.0, competency: str = "C01", minute: int = 0
) -> dict[str, Any]:
    """An answer as the record holds it."""
    return {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {
            "id": f"{HOME_PAGE}/some-lesson/{question}",
            "definition": {
                "extensions": {
                    f"{HOME_PAGE}/extensions/competency": competency,
                    f"{HOME_PAGE}/extensions/difficulty": difficulty,
                }
            },
        },
        "result": {"success": points == 1, "score": {"raw": points, "max": 1.0}},
        "timestamp": f"2026-11-24T10:{minute:02}:00Z",
    }


@pytest.fixture
def standing(page: Javascript) -> Callable[..., dict[str, Any]]:
    """Where the page says that a learner stands on the one competency."""

    def asked(statements: Sequence[dict[str, Any]], profile: str = "new-pmo") -> dict[str, Any]:
        given = {"statements": statements, "competencies": [ONE], "profile": profile, "banks": {}}
        (found,) = page.ask("mastery", given)["found"]
        return dict(found)

    return asked


def many(difficulty: str, count: int, points: float = 1.0) -> list[dict[str, Any]]:
    return [said(f"{difficulty}-{n}", difficulty, points) for n in range(count)]


# --- Levels ------------------------------------------------------------------------------------


def test_nothing_is_known_of_who_answered_nothing(standing: Standings) -> None:
    assert (standing([])["verdict"], standing([])["level"]) == ("unknown", "")


def test_two_right_answers_are_not_enough(standing: Standings, page: Javascript) -> None:
    assert page.ask("rule", None) == {"RECENT": RECENT, "ENOUGH": ENOUGH, "SHARE": SHARE}
    assert standing(many("easy", 2))["verdict"] == "unknown"
    assert standing(many("easy", 3))["verdict"] == "below"


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        (many("easy", 3), "N1"),
        (many("easy", 3, 0.0), ""),
        (many("easy", 3) + many("medium", 2), "N1"),
        (many("medium", 3), "N2"),
        (many("medium", 3) + many("hard", 1), "N2"),
        (many("medium", 1) + many("hard", 2), "N3"),
        (many("hard", 3), "N3"),
        (many("medium", 6, 0.0) + many("hard", 2), ""),
    ],
)
def test_a_level_rests_on_questions_of_its_difficulty_or_harder_and_on_those_below(
    standing: Standings, answers: list[dict[str, Any]], level: str
) -> None:
    assert standing(answers)["level"] == level


def test_seven_tenths_of_the_points_make_a_level_and_less_does_not(standing: Standings) -> None:
    assert standing([said("a", "easy", 0.7), said("b", "easy", 0.7), said("c", "easy", 0.7)])[
        "level"
    ]
    assert standing([said("a", "easy", 0.6), said("b", "easy", 0.7), said("c", "easy", 0.7)]) == {
        "competency": "C01",
        "answers": {"easy": 3, "medium": 0, "hard": 0},
        "level": "",
        "target": "N2",
        "verdict": "below",
    }


def test_what_was_missed_long_ago_weighs_no_more(standing: Standings) -> None:
    old = many("medium", 4, 0.0)
    recent = [said(f"new-{n}", "medium") for n in range(RECENT)]
    assert standing(old + recent)["level"] == "N2"
    assert standing(recent + old)["level"] == ""


def test_a_question_counts_once_by_its_last_answer(standing: Standings) -> None:
    again = [said("a", "easy", 0.0), said("b", "easy"), said("c", "easy"), said("a", "easy")]
    assert standing(again)["level"] == "N1"
    assert standing(again)["answers"] == {"easy": 3, "medium": 0, "hard": 0}
    assert standing([said("a", "easy")] * 5)["verdict"] == "unknown"


def test_answers_to_another_competency_do_not_count(standing: Standings) -> None:
    assert (
        standing([said(str(n), "easy", competency="C02") for n in range(5)])["verdict"] == "unknown"
    )


def test_a_text_that_nobody_has_marked_yet_counts_for_nothing(standing: Standings) -> None:
    waiting = [said(str(n), "easy") for n in range(3)]
    for each in waiting:
        each["result"] = {"response": "…"}
    assert standing(waiting)["verdict"] == "unknown"


@pytest.mark.parametrize("damage", [{}, {"verb": 3}, {"verb": {"id": "x"}, "object": None}])
def test_a_statement_that_makes_no_sense_is_passed_over(
    standing: Standings, damage: dict[str, Any]
) -> None:
    assert standing([damage, *many("easy", 3)])["level"] == "N1"


# --- Targets -----------------------------------------------------------------------------------


def test_the_target_is_that_of_the_profile(standing: Standings) -> None:
    answers = many("easy", 3)
    assert standing(answers, "new-sponsor")["verdict"] == "reached"
    assert standing(answers, "new-pmo")["verdict"] == "below"
    assert standing(answers, "")["verdict"] == "untargeted"
    assert standing(answers, "no such profile")["target"] == ""


def test_the_highest_level_is_left_to_the_cases(standing: Standings) -> None:
    found = standing(many("hard", 6), "new-amoa")
    assert (found["level"], found["target"], found["verdict"]) == ("N3", "N4", "cases")


# --- What to review ----------------------------------------------------------------------------


def told(competency: str, level: str, target: str, verdict: str) -> dict[str, Any]:
    none = {"easy": 0, "medium": 0, "hard": 0}
    return {
        "competency": competency,
        "answers": none,
        "level": level,
        "target": target,
        "verdict": verdict,
    }


@pytest.mark.usefixtures("fixture_course")
def test_the_widest_gap_comes_first_and_what_is_reached_is_left_out(page: Javascript) -> None:
    found = [
        told("C01", "N2", "N2", "reached"),
        told("C02", "N1", "N2", "below"),
        told("C03", "", "N3", "below"),
        told("C09", "N3", "N4", "cases"),
    ]
    steps = page.ask("steps", {**my_path.mastery_data("en"), "found": found, "statements": []})
    assert [step["standing"]["competency"] for step in steps] == ["C03", "C02"]
    assert steps[0]["lessons"] == ["every-kind"]


@pytest.mark.usefixtures("fixture_course")
def test_missed_questions_come_before_those_never_seen_and_tests_are_no_practice(
    page: Javascript,
) -> None:
    read = bank("every-kind")
    missed = read.questions["one"]
    names = (missed.competency, read.questions["end-choice"].competency)
    found = [told(name, "", "N2", "below") for name in dict.fromkeys(names)]
    moment = Moment("p-1", "2026-11-24T10:00:00Z", "en")
    statements = [answered(moment, "every-kind", missed, "amoa", score(missed, "amoa"))]
    given = {**my_path.mastery_data("en"), "found": found, "statements": statements}
    steps = page.ask("steps", given)
    asked = [each["question"] for step in steps for each in step["questions"]]
    (own,) = [step for step in steps if step["standing"]["competency"] == missed.competency]
    assert own["questions"][0] == {"lesson": "every-kind", "question": "one"}
    assert {"end-choice", "end-number"} & set(asked) == set()


# --- The two tests -----------------------------------------------------------------------------


@pytest.mark.usefixtures("fixture_course")
def test_a_test_never_taken_has_no_result() -> None:
    read = bank("every-kind")
    quiz = next(each for each in read.quizzes.values() if each.reasons == "end")
    assert result_of_answers([], "every-kind", quiz, read.questions, first=True) is None


@pytest.mark.usefixtures("fixture_course")
def test_the_start_counts_by_the_first_answer_the_end_by_the_last_and_blanks_are_zero() -> None:
    read = bank("every-kind")
    quiz = next(each for each in read.quizzes.values() if "end-choice" in each.questions)
    question = read.questions["end-choice"]
    right = next(option.id for option in question.options if option.right)  # type: ignore[attr-defined]
    wrong = next(option.id for option in question.options if not option.right)  # type: ignore[attr-defined]
    moment = Moment("p-1", "2026-11-24T10:00:00Z", "en")
    statements = [
        answered(moment, "every-kind", question, chosen, score(question, chosen))
        for chosen in (wrong, right)
    ]
    given = checked_answers(statements)
    first = result_of_answers(given, "every-kind", quiz, read.questions, first=True)
    last = result_of_answers(given, "every-kind", quiz, read.questions, first=False)
    assert first
    assert last
    assert (first.points, last.points) == (0.0, 1.0)
    assert first.maximum == last.maximum == sum(read.questions[n].points for n in quiz.questions)
    assert last.shares[question.competency] <= 1


# --- The course itself -------------------------------------------------------------------------


def test_the_exit_test_is_parallel_to_the_positioning_test() -> None:
    start, end = bank("00-start"), bank("05-my-path")
    before = [start.questions[name] for name in start.quizzes["positioning"].questions]
    after = [end.questions[name] for name in end.quizzes["exit"].questions]
    assert [(q.competency, q.difficulty, q.kind, q.points) for q in before] == [
        (q.competency, q.difficulty, q.kind, q.points) for q in after
    ]
    assert {q.prompt.en for q in before} & {q.prompt.en for q in after} == set()
