"""One pure step from a cohort to tables; every report reads these and nothing else.

``payroll-fr`` and ``payroll-en`` are one case here, with a column for the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maitrise.cases import case_file, case_ids, parse_assignment, read_case
from maitrise.cohort import Cohort, MarkedSubmission, Person, Score
from maitrise.course import OnboardingPath, bank, lessons
from maitrise.mastery import result_of
from maitrise.record import HOME_PAGE, given_answers
from maitrise.text import Text

if TYPE_CHECKING:
    import pandas as pd

TESTS = (("positioning", "00-start", "positioning", True), ("exit", "05-my-path", "exit", False))
"""What it measures, its lesson, its quiz, and whether first answers count."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a cohort did, as tables.

    Attributes:
        title: the cohort's.
        cases: title and maximum of each case that anyone handed in, by id.
        paths: the onboarding paths by profile.
        people: ``learner name email language profile``.
        attempts: ``learner case language handed_in points maximum penalty share waiting``, a row
            a submission; points after the late penalty, hand marks in; ``share`` is 0 to 1.
        cells: ``learner case language cell question competency points maximum waiting``, a row a
            graded cell; before the late penalty.
        answers: ``learner case question item verdict misconception``, a row a part of an answer.
        lessons: ``learner lesson answered began finished``, a row a lesson touched, ISO moments.
        gains: ``learner positioning exit gain``, shares of the points; empty where not taken.
    """

    title: str
    cases: Mapping[str, tuple[Text, float]]
    paths: Mapping[str, OnboardingPath]
    people: pd.DataFrame
    attempts: pd.DataFrame
    cells: pd.DataFrame
    answers: pd.DataFrame
    lessons: pd.DataFrame
    gains: pd.DataFrame


def results(cohort: Cohort) -> Results:
    """Read a cohort and lay it out; people who left the roster are not in it.

    Raises:
        MaitriseError: a file of marks cannot be read.
    """
    people = list(cohort.people.values())
    records = {each.id: cohort.record(each.id) for each in people}
    return tables(cohort.title, people, cohort.scores(), cohort.marks(), records, cohort.paths)


def tables(
    title: str,
    people: Iterable[Person],
    scores: Iterable[Score],
    marks: Iterable[MarkedSubmission],
    records: Mapping[str, list[dict[str, Any]]],
    paths: Mapping[str, OnboardingPath],
) -> Results:
    """The tables of what was read; see :class:`Results`."""
    import pandas as pd

    known = {each.id: each for each in people}
    roster = pd.DataFrame(
        [(each.id, each.name, each.email, each.language, each.profile) for each in known.values()],
        columns=["learner", "name", "email", "language", "profile"],
    )
    found = _Found()
    for marked in marks:
        if marked.learner in known:
            found.add(marked)
    cells = _cells(scores, known, found)
    taken = dict.fromkeys(cells["case"].unique())
    cases = {name: _case(name) for name in case_ids() if name in taken}
    return Results(
        title,
        cases,
        paths,
        roster,
        _attempts(cells, found),
        cells.drop(columns=["penalty"]),
        found.answers(),
        _lessons(known, records),
        _gains(known, records),
    )


class _Found:
    """What marking found, gathered column by column: rows of Python would not fit in memory."""

    def __init__(self) -> None:
        self.handed_in: dict[tuple[str, str], str] = {}
        self.asked: dict[tuple[str, str, str], tuple[str, str]] = {}
        self._columns: dict[str, list[str]] = {
            name: [] for name in ("learner", "case", "question", "item", "verdict", "misconception")
        }

    def add(self, marked: MarkedSubmission) -> None:
        """Take up one submission."""
        self.handed_in[marked.learner, marked.assignment] = marked.handed_in
        for cell, mark in marked.marks.items():
            self.asked[marked.learner, marked.case, cell] = (mark.question, mark.competency)
            if cell not in marked.answers:
                continue
            for reason in mark.reasons:
                row = (marked.learner, marked.case, mark.question, reason.item,
                       str(reason.verdict.value), reason.misconception or "")  # fmt: skip
                for column, value in zip(self._columns.values(), row, strict=True):
                    column.append(value)

    def answers(self) -> pd.DataFrame:
        """The parts of all answers."""
        import pandas as pd

        return pd.DataFrame({name: pd.Categorical(each) for name, each in self._columns.items()})


def _cells(scores: Iterable[Score], known: Mapping[str, Person], found: _Found) -> pd.DataFrame:
    import pandas as pd

    names = ("learner", "case", "language", "cell", "question", "competency")
    columns: dict[str, list[Any]] = {
        name: [] for name in (*names, "points", "maximum", "waiting", "penalty")
    }
    parsed: dict[str, tuple[str, str] | None] = {}
    for each in scores:
        if each.assignment not in parsed:
            parsed[each.assignment] = parse_assignment(each.assignment)
        assignment = parsed[each.assignment]
        if each.learner not in known or assignment is None:
            continue
        case, language = assignment
        question, competency = found.asked.get((each.learner, case, each.cell), (each.cell, ""))
        row = (each.learner, case, language, each.cell, question, competency, each.points,
               each.maximum, each.needs_hand_mark, each.late_penalty)  # fmt: skip
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
    return pd.DataFrame(
        {
            name: pd.Categorical(values) if name in names else values
            for name, values in columns.items()
        }
    ).astype({"points": float, "maximum": float, "waiting": bool, "penalty": float})


def _attempts(cells: pd.DataFrame, found: _Found) -> pd.DataFrame:
    columns = [
        "learner", "case", "language", "handed_in", "points", "maximum", "penalty", "share",
        "waiting",
    ]  # fmt: skip
    grouped = cells.groupby(["learner", "case", "language"], observed=True, sort=True)
    table = grouped.agg(
        points=("points", "sum"),
        maximum=("maximum", "sum"),
        penalty=("penalty", "first"),
        waiting=("waiting", "sum"),
    ).reset_index()
    for name in ("learner", "case", "language"):
        table[name] = table[name].astype(str)
    table["points"] = (table["points"] - table["penalty"]).clip(lower=0)
    table["share"] = table["points"] / table["maximum"].where(table["maximum"] > 0)
    table["handed_in"] = [
        found.handed_in.get((learner, f"{case}-{language}"), "")
        for learner, case, language in zip(
            table["learner"], table["case"], table["language"], strict=True
        )
    ]
    return table[columns]


def _case(name: str) -> tuple[Text, float]:
    case = read_case(case_file(name))
    return case.title, case.points


def _lessons(
    known: Mapping[str, Person], records: Mapping[str, list[dict[str, Any]]]
) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for learner in known:
        touched: dict[str, list[Any]] = {}
        checked: dict[str, dict[str, str]] = {}
        for each in given_answers(records.get(learner, ())):
            row = touched.setdefault(each.lesson, [0, each.at, ""])
            row[0], row[1] = row[0] + 1, min(row[1], each.at)
            checked.setdefault(each.lesson, {}).setdefault(each.question, each.at)
        for statement in records.get(learner, ()):
            lesson, verb, at = _taken(statement)
            if lesson:
                row = touched.setdefault(lesson, [0, at, ""])
                row[1] = min(row[1], at)
                row[2] = max(row[2], at) if verb in ("completed", "passed") else row[2]
        for lesson, answers in checked.items():
            # Answers tell by themselves: the statement may be on another computer, or was lost.
            if lesson in lessons() and not touched[lesson][2] and bank(lesson).is_complete(answers):
                touched[lesson][2] = max(answers.values())
        rows += [(learner, lesson, *touched[lesson]) for lesson in lessons() if lesson in touched]
    return pd.DataFrame(rows, columns=["learner", "lesson", "answered", "began", "finished"])


def _taken(statement: Mapping[str, Any]) -> tuple[str, str, str]:
    """Lesson, verb and moment of a statement about a whole lesson; "" for any other."""
    try:
        lesson = str(statement["object"]["id"]).removeprefix(f"{HOME_PAGE}/")
        verb = str(statement["verb"]["id"]).rpartition("/")[2]
        return (lesson if lesson in lessons() else ""), verb, str(statement["timestamp"])
    except (KeyError, TypeError):
        return "", "", ""


def _gains(
    known: Mapping[str, Person], records: Mapping[str, list[dict[str, Any]]]
) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for learner in known:
        shares: list[float | None] = []
        for _, lesson, quiz, first in TESTS:
            read = bank(lesson)
            test = read.quizzes.get(quiz)
            found = (
                result_of(records.get(learner, ()), lesson, test, read.questions, first=first)
                if test and records.get(learner)
                else None
            )
            shares.append(found.points / found.maximum if found and found.maximum else None)
        before, after = shares
        gain = None if before is None or after is None else after - before
        if before is not None or after is not None:
            rows.append((learner, before, after, gain))
    table = pd.DataFrame(rows, columns=["learner", "positioning", "exit", "gain"])
    return table.astype({"positioning": float, "exit": float, "gain": float})
