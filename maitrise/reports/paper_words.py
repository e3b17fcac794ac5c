"""The words of an *attestation* and of a *certificat de réalisation*, in the learner's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from maitrise import __version__
from maitrise.base.locale import LOCALES
from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.cases import case_file, read_case
from maitrise.cohort import Cohort
from maitrise.cohort.certificate import CertificateRule
from maitrise.course import competencies, lessons
from maitrise.reports.passing import Attainment, CaseDone, CompetencyResult

ATTESTATION, REALISATION = "attestation", "realisation"


class PaperWords:
    """What both papers of one person say, but for their numbers and the day of their making."""

    def __init__(self, cohort: Cohort, attained: Attainment) -> None:
        self._cohort, self._found = cohort, attained
        self._rule: CertificateRule = cohort.settings.certificate
        self._language: Language = attained.person.language

    def attestation(self) -> dict[str, Any]:
        """The words of the attestation."""
        attained, rule = self._found, self._rule
        share = rule.share_for(attained.path.id if attained.path else "")
        key = "lessons" if rule.lessons else "cases"
        return {
            **self._common(ATTESTATION),
            "facts": [
                *self._who(),
                [self._say("certify.dates"), self._dates()],
                [self._say("certify.duration"), self._duration()],
                [self._say("certify.version"), f"maitrise {__version__}"],
            ],
            "verdict": self._say(f"certify.verdict.{attained.verdict}"),
            "reasons": list(self._reasons()),
            "rule": self._say(f"certify.rule.{key}", share=self._percent(share))
            if attained.path
            else "",
            "cases-title": self._say("certify.cases"),
            "cases-head": [self._say(f"certify.cases.{x}") for x in ("name", "day", "points", "%")],
            "cases": [self._case_row(case) for case in attained.cases],
            "competencies-title": self._say("certify.competencies"),
            "competencies-head": [
                self._say("certify.competency.id"),
                self._say("certify.competency.name"),
                self._say("certify.cases.points"),
                "",
                self._say("certify.cases.%"),
            ],
            "competencies": [
                self._competency_row(result)
                for result in attained.competencies
                if result.competency in competencies()
            ],
            "competencies-note": self._say("certify.competencies.note"),
            "limits-title": self._say("certify.limits"),
            "limits": [
                self._say(f"certify.limits.{limit}")
                for limit in ("diploma", "identity", "job", "number")
            ],
        }

    def _case_row(self, case: CaseDone) -> list[str]:
        return [
            self._case(case.case),
            self._day(date.fromisoformat(case.handed_in[:10])) if case.handed_in else "",
            f"{self._number(case.points)} / {self._number(case.maximum)}",
            self._percent(case.points / case.maximum),
        ]

    def _competency_row(self, result: CompetencyResult) -> dict[str, Any]:
        return {
            "id": result.competency,
            "name": competencies()[result.competency].name.said_in(self._language),
            "points": f"{self._number(result.points)} / {self._number(result.maximum)}",
            "share": min(1.0, max(0.0, result.points / result.maximum)),
            "percent": self._percent(result.points / result.maximum),
        }

    def realisation(self) -> dict[str, Any]:
        """The words of the *certificat de réalisation*."""
        attained, rule = self._found, self._rule
        return {
            **self._common(REALISATION),
            "opening": self._say("certify.opening"),
            "facts": [
                [self._say("certify.represented"), rule.signatory],
                [self._say("certify.organisation"), rule.organisation],
                *self._who(),
                [self._say("certify.employer"), rule.employer],
                [self._say("certify.nature"), rule.nature or self._say("certify.nature.training")],
                [self._say("certify.dates"), self._dates()],
                [self._say("certify.duration"), self._duration()],
                [self._say("certify.version"), f"maitrise {__version__}"],
            ],
            "activities-title": self._say("certify.activities"),
            "activities-head": [
                self._say("certify.activities.name"),
                self._say("certify.activities.time"),
            ],
            "activities": [
                [self._activity(name), self._time(minutes)]
                for name, minutes in attained.minutes.items()
            ],
            "activities-note": self._say("certify.activities.note"),
            "limits": self._say("certify.realisation.limits"),
        }

    def _common(self, paper: str) -> dict[str, Any]:
        rule = self._rule
        place = rule.place or "…………………………"
        return {
            "lang": self._language,
            "title": self._say(f"certify.title.{paper}"),
            "organisation": rule.organisation,
            "cohort": self._cohort.title,
            "number-label": self._say("certify.number"),
            "done-at": self._say("certify.done-at", place=place),
            "signature": self._say("certify.signature"),
            "signatory": rule.signatory or self._say("certify.signatory"),
        }

    def _who(self) -> list[list[str]]:
        person, path = self._found.person, self._found.path
        title = path.name.said_in(self._language) if path else self._say("certify.course")
        return [
            [self._say("certify.trainee"), person.name],
            [self._say("certify.training"), title],
        ]

    def _reasons(self) -> Iterator[str]:
        """What the verdict rests on: the share of the points, and what is missing, by name."""
        attained = self._found
        if attained.path is None:
            return
        if attained.share is not None:
            yield self._say("certify.reached", share=self._percent(attained.share))
        if attained.missing_cases:
            names = ", ".join(self._case(case) for case in attained.missing_cases)
            yield self._say("certify.missing.cases", names=names)
        if attained.missing_lessons:
            names = ", ".join(
                lessons()[lesson].title.said_in(self._language)
                for lesson in attained.missing_lessons
            )
            yield self._say("certify.missing.lessons", names=names)

    def _dates(self) -> str:
        days = self._found.days
        first = self._rule.starts or (days[0] if days else None)
        last = self._rule.ends or (days[1] if days else None)
        if first is None or last is None:
            return ""
        if first == last:
            return self._day(first)
        return self._say("certify.from-to", first=self._day(first), last=self._day(last))

    def _duration(self) -> str:
        if self._rule.hours:
            return self._time(round(self._rule.hours * 60))
        return self._say("certify.estimated", time=self._time(sum(self._found.minutes.values())))

    def _activity(self, name: str) -> str:
        if name in lessons():
            return lessons()[name].title.said_in(self._language)
        return self._say("certify.activities.case", title=self._case(name))

    def _case(self, name: str) -> str:
        return read_case(case_file(name)).title.said_in(self._language)

    def _time(self, minutes: int) -> str:
        hours, left = divmod(minutes, 60)
        if not hours:
            return self._say("certify.minutes", minutes=left)
        return self._say("certify.hours", hours=hours, minutes=f"{left:02d}")

    def _day(self, day: date) -> str:
        return LOCALES[self._language].day(day)

    def _percent(self, share: float) -> str:
        # Down to the whole: 69.6 % must not read 70 % beside a rule that asks for 70.
        return self._say("certify.percent", percent=int(share * 100 + 1e-9))

    def _number(self, value: float) -> str:
        return write_shortest(value, self._language, 2)

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)
