"""How far a learner has come, competency by competency, from the learning record alone.

How it is computed, a choice of the course's design and not a standard:

- Evidence is the last checked answer to each question; of these, the six most recent count, so
  that what was missed weeks ago and answered since weighs no more.
- A level rests on the questions of its difficulty or harder: N1 (recognise) on all, N2 (apply) on
  medium and hard ones, N3 (analyse) on hard ones. It is reached with at least 70 % of their
  points, on at least three questions (two for N3, of which each competency has few), and only
  when the levels below it are.
- N4 (judge and design) shows in the cases, which a person marks: lessons never claim it.
- With fewer than three answers a competency has no level: "not enough answers yet".

Trying again after the reasons were read counts as learning, so this shows progress, not a mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from maitrise.course import Competency, lessons
from maitrise.kinds import Bank, Question, Quiz
from maitrise.learner.activity import CheckedAnswer, checked_answers, latest_answers

RECENT = 6
ENOUGH = 3
SHARE = 0.7
SETTLED = 0.8
"""From this share of a competency's points in a test, no lesson is advised for it."""
# Level, the difficulties that it rests on, and how many answers it takes.
_LEVELS = (
    ("N1", ("easy", "medium", "hard"), ENOUGH),
    ("N2", ("medium", "hard"), ENOUGH),
    ("N3", ("hard",), 2),
)
_ORDER = ("", "N1", "N2", "N3", "N4")
_STEPS = 5
_QUESTIONS_A_STEP = 3

MasteryVerdict = Literal["unknown", "below", "reached", "cases", "untargeted"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands on one competency.

    Attributes:
        answers: questions answered, by difficulty.
        level: N1 to N3; "" while none is reached.
        target: the level that the learner's profile aims at; "" without a profile.
        verdict: "unknown" without enough answers; "cases" where only the cases are left.
    """

    competency: str
    answers: Mapping[str, int]
    level: str
    target: str
    verdict: MasteryVerdict

    @property
    def gap(self) -> int:
        """How many levels are left, at least one while it is not known."""
        left = _ORDER.index(self.target) - _ORDER.index(self.level)
        return max(left, 1) if self.verdict == "unknown" else max(left, 0)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to take up next: a competency, its lessons, and questions to answer (again)."""

    standing: Standing
    lessons: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


def standings(
    statements: Iterable[Mapping[str, Any]], competencies: Mapping[str, Competency], profile: str
) -> tuple[Standing, ...]:
    """Where the learner stands on every competency, in the course's order.

    Args:
        statements: the learning record, oldest first.
        profile: the onboarding profile; "" or an unknown one sets no target.
    """
    latest = list(latest_answers(statements).values())
    return tuple(
        _standing(
            name,
            [answer for answer in latest if answer.competency == name],
            competency.targets.get(profile),
        )
        for name, competency in competencies.items()
    )


def _standing(name: str, latest: Sequence[CheckedAnswer], target: str | None) -> Standing:
    marked = [answer for answer in latest if answer.maximum > 0]
    level = ""
    for reached, difficulties, enough in _LEVELS:
        if not _is_reached(marked, difficulties, enough):
            break
        level = reached
    counted = {
        difficulty: sum(one.difficulty == difficulty for one in marked)
        for difficulty in ("easy", "medium", "hard")
    }
    verdict: MasteryVerdict = "below"
    if len(marked) < ENOUGH:
        verdict = "unknown"
    elif not target:
        verdict = "untargeted"
    elif _ORDER.index(level) >= _ORDER.index(target):
        verdict = "reached"
    elif (level, target) == ("N3", "N4"):
        verdict = "cases"
    return Standing(name, counted, level, target or "", verdict)


def _is_reached(marked: Sequence[CheckedAnswer], difficulties: Sequence[str], enough: int) -> bool:
    recent = [answer for answer in marked if answer.difficulty in difficulties][-RECENT:]
    if len(recent) < enough:
        return False
    return sum(answer.points for answer in recent) >= SHARE * sum(
        answer.maximum for answer in recent
    )


def next_steps(
    found: Sequence[Standing],
    statements: Iterable[Mapping[str, Any]],
    competencies: Mapping[str, Competency],
    banks: Mapping[str, Bank],
) -> tuple[NextStep, ...]:
    """What to take up next, the widest gap first, five at most.

    Args:
        found: what :func:`standings` returned.
        banks: the banks of the lessons that can be opened; tests are never advised as practice.
    """
    latest = latest_answers(statements)
    open_ones = [
        standing for standing in found if standing.verdict in ("unknown", "below", "untargeted")
    ]
    wanting = [
        standing
        for standing in open_ones
        if standing.verdict != "untargeted" or standing.level != "N3"
    ]
    widest = sorted(wanting, key=lambda standing: -standing.gap)[:_STEPS]
    return tuple(
        NextStep(
            standing,
            tuple(name for name in competencies[standing.competency].lessons if name in banks),
            _to_answer(standing.competency, latest, banks),
        )
        for standing in widest
    )


def _to_answer(
    competency: str, latest: Mapping[tuple[str, str], CheckedAnswer], banks: Mapping[str, Bank]
) -> tuple[tuple[str, str], ...]:
    """Missed questions first, then those never answered, the easiest first."""
    rank = {"easy": 0, "medium": 1, "hard": 2}

    def place(key: tuple[str, str], question: Question) -> tuple[bool, int]:
        return key not in latest, rank[question.difficulty]

    wanted = [
        ((lesson, question.id), question)
        for lesson, read in banks.items()
        for question in read.questions.values()
        if question.competency == competency
        and question.id not in _tested(read)
        and ((lesson, question.id) not in latest or latest[lesson, question.id].success is False)
    ]
    wanted.sort(key=lambda question: place(*question))
    return tuple(key for key, _ in wanted[:_QUESTIONS_A_STEP])


def _tested(read: Bank) -> set[str]:
    """Questions of a test that tells at the end: they measure, and are no practice."""
    tests = [quiz for quiz in read.quizzes.values() if quiz.reasons == "end"]
    return {name for quiz in tests for name in quiz.questions}


def advised_lessons(
    shares: Mapping[str, float], competencies: Mapping[str, Competency], taken: str
) -> tuple[str, ...]:
    """The lessons that treat what a test shows is not yet there, in the course's order.

    Args:
        shares: of the points by competency, as the test shows them.
        taken: the lesson of the test, never advised.
    """
    wanting = [name for name, share in shares.items() if share < SETTLED]
    wanted = {lesson for name in wanting for lesson in competencies[name].lessons}
    return tuple(lesson for lesson in lessons() if lesson in wanted and lesson != taken)


@dataclass(frozen=True, slots=True)
class QuizResult:
    """What a test showed: points in all, and the share of the points by competency."""

    points: float
    maximum: float
    shares: Mapping[str, float]


def result_of(
    statements: Iterable[Mapping[str, Any]],
    lesson: str,
    quiz: Quiz,
    questions: Mapping[str, Question],
    *,
    first: bool,
) -> QuizResult | None:
    """The result of a test as the record holds it; None when it was never taken.

    See :func:`result_of_answers`.
    """
    return result_of_answers(checked_answers(statements), lesson, quiz, questions, first=first)


def result_of_answers(
    given: Iterable[CheckedAnswer],
    lesson: str,
    quiz: Quiz,
    questions: Mapping[str, Question],
    *,
    first: bool,
) -> QuizResult | None:
    """The result of a test as checked answers tell it; None when it was never taken.

    A question left blank has no points. The positioning test counts by the first answer to each
    question, the exit test by the last: the gain is measured from where the learner began.
    """
    answers: dict[str, CheckedAnswer] = {}
    for answer in given:
        if answer.lesson == lesson and answer.question in quiz.questions:
            if first:
                answers.setdefault(answer.question, answer)
            else:
                answers[answer.question] = answer
    if not answers:
        return None
    reached: dict[str, list[float]] = {}
    for name in quiz.questions:
        points = answers[name].points if name in answers else 0.0
        share = points / questions[name].points
        reached.setdefault(questions[name].competency, []).append(share)
    return QuizResult(
        points=sum(answer.points for answer in answers.values()),
        maximum=sum(questions[name].points for name in quiz.questions),
        shares={
            name: sum(of_competency) / len(of_competency)
            for name, of_competency in sorted(reached.items())
        },
    )
