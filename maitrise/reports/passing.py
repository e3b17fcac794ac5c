"""Who has passed a path: what a learner did, against the rule of the cohort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from maitrise.cases import case_file, read_case
from maitrise.cohort import Person
from maitrise.cohort.certificate import CertificateRule
from maitrise.course import OnboardingPath, lessons
from maitrise.reports.results import Results

PassVerdict = Literal["passed", "not-yet", "waiting", "no-path"]


@dataclass(frozen=True, slots=True)
class CaseDone:
    """A case handed in; points after the late penalty."""

    case: str
    handed_in: str
    points: float
    maximum: float
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """Points for the questions of one competency in all cases handed in."""

    competency: str
    points: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Attainment:
    """What one learner did and what it comes to.

    Attributes:
        cases: handed in, those of the path first.
        competencies: in the course's order.
        finished: lessons that the learner's record shows finished.
        missing_lessons: of the path; counted only where the rule asks for lessons.
        missing_cases: of the path.
        share: of the points of the path's cases, 0 to 1; None without any.
        days: first and last day of work; None where none is known.
        minutes: estimated time of the lessons finished and the cases handed in.
    """

    person: Person
    path: OnboardingPath | None
    verdict: PassVerdict
    cases: Sequence[CaseDone]
    competencies: Sequence[CompetencyResult]
    finished: Sequence[str]
    missing_lessons: Sequence[str]
    missing_cases: Sequence[str]
    share: float | None
    days: tuple[date, date] | None
    minutes: Mapping[str, int]


def attainments(
    people: Sequence[Person], results: Results, rule: CertificateRule
) -> Iterator[Attainment]:
    """What each person did who did anything: handed in a case, or a record of a lesson."""
    attempts, cells, taken = (
        _by_learner(table) for table in (results.attempts, results.cells, results.lessons)
    )
    for person in people:
        if person.id in attempts or person.id in taken:
            yield _attainment(
                person,
                results.paths.get(person.profile),
                (attempts.get(person.id, []), cells.get(person.id, []), taken.get(person.id, [])),
                rule,
            )


def _by_learner(table: Any) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_dict("records"):
        rows.setdefault(str(row["learner"]), []).append(row)
    return rows


def _attainment(
    person: Person,
    path: OnboardingPath | None,
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]],
    rule: CertificateRule,
) -> Attainment:
    attempts, cells, taken = rows
    # A case handed in in both languages counts by the one handed in last.
    latest = {row["case"]: row for row in sorted(attempts, key=_moment)}
    wanted = path.cases if path else ()
    order = [*(name for name in wanted if name in latest), *sorted(set(latest) - set(wanted))]
    done = [_case_done(latest[name]) for name in order]
    finished = [row["lesson"] for row in taken if row["finished"]]
    missing_cases = [name for name in wanted if name not in latest]
    needed = path.lessons if path and rule.lessons else ()
    missing_lessons = [name for name in needed if name not in finished]
    of_path = [case for case in done if case.case in wanted]
    maximum = sum(case.maximum for case in of_path)
    share = sum(case.points for case in of_path) / maximum if maximum else None
    verdict: PassVerdict = "passed"
    if path is None:
        verdict = "no-path"
    elif any(case.is_waiting for case in of_path):
        verdict = "waiting"
    elif missing_cases or missing_lessons or falls_short(share, rule.share_for(path.id)):
        verdict = "not-yet"
    return Attainment(
        person,
        path,
        verdict,
        done,
        list(_competencies(cells, latest)),
        finished,
        missing_lessons,
        missing_cases,
        share,
        _days(attempts, taken),
        {
            **{name: lessons()[name].minutes for name in finished},
            **{case.case: read_case(case_file(case.case)).minutes for case in done},
        },
    )


def _moment(row: Mapping[str, Any]) -> datetime:
    """When a case was handed in; long ago where nobody says."""
    return datetime.fromisoformat(row["handed_in"] or "1970-01-01T00:00:00+00:00")


def falls_short(share: float | None, wanted: float) -> bool:
    """Whether a share is below the one wanted, by more than the rounding of sums."""
    return share is None or share < wanted - 1e-9


def misses_lessons_only(attained: Attainment, rule: CertificateRule) -> bool:
    """Whether all but the lessons of the path is there: the cases, and enough of their points."""
    return (
        attained.verdict == "not-yet"
        and attained.path is not None
        and bool(attained.missing_lessons)
        and not attained.missing_cases
        and not falls_short(attained.share, rule.share_for(attained.path.id))
    )


def _case_done(row: Mapping[str, Any]) -> CaseDone:
    return CaseDone(
        str(row["case"]),
        str(row["handed_in"]),
        float(row["points"]),
        float(row["maximum"]),
        bool(row["waiting"]),
    )


def _competencies(
    cells: list[dict[str, Any]], latest: Mapping[str, Mapping[str, Any]]
) -> Iterator[CompetencyResult]:
    sums: dict[str, list[float]] = {}
    for cell in cells:
        counts = latest.get(cell["case"], {}).get("language") == cell["language"]
        if counts and cell["competency"] and not cell["waiting"]:
            sums_of = sums.setdefault(str(cell["competency"]), [0.0, 0.0])
            sums_of[0] += float(cell["points"])
            sums_of[1] += float(cell["maximum"])
    for name in sorted(sums):
        if sums[name][1]:
            yield CompetencyResult(name, *sums[name])


def _days(attempts: list[dict[str, Any]], taken: list[dict[str, Any]]) -> tuple[date, date] | None:
    moments = [row["handed_in"] for row in attempts]
    moments += [row[name] for row in taken for name in ("began", "finished")]
    days = sorted(date.fromisoformat(str(moment)[:10]) for moment in moments if moment)
    return (days[0], days[-1]) if days else None
