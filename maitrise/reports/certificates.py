"""*Attestation* and *certificat de réalisation*: what a learner can show, in their language."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from maitrise import __version__
from maitrise.cases import case_file, read_case
from maitrise.cohort import Cohort, Person
from maitrise.cohort.certificate import CertificateRule
from maitrise.course import competencies, lessons
from maitrise.questions import write_number
from maitrise.reports.passing import Attainment, Verdict, attainments, misses_lessons_only
from maitrise.reports.results import results
from maitrise.reports.typesetting import set_paper
from maitrise.sheet import write_whole
from maitrise.text import Language, say

ATTESTATION, REALISATION = "attestation", "realisation"
WITHDRAWN = "withdrawn"
"""The folder, inside a person's, of papers that no longer hold."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one person.

    Attributes:
        verdict: None where the person did nothing.
        files: written now; without an attestation while a hand mark is missing.
        withdrawn: papers of before that no longer hold, where they now lie.
        lacks_record: whether only lessons are missing, and no learning record was handed in.
    """

    person: Person
    verdict: Verdict | None
    files: tuple[Path, ...]
    withdrawn: tuple[Path, ...] = ()
    lacks_record: bool = False


def write_papers(
    cohort: Cohort, people: Sequence[Person], folder: Path, today: date
) -> Iterator[Papers]:
    """Write the papers of everyone who did anything, one folder a person.

    An attestation that waits for a hand mark is not written. A paper of before that is not
    written again no longer holds: it is moved aside, never deleted.

    Args:
        today: the day that the papers bear.

    Raises:
        OSError: a paper could not be written or moved; those before it are there.
    """
    rule = cohort.settings.certificate
    idle = {each.id: each for each in people}
    for found in attainments(people, results(cohort), rule):
        person = idle.pop(found.person.id)
        words = _Words(cohort, found, today)
        made = {REALISATION: words.realisation()}
        if not any(each.is_waiting for each in found.cases):
            made = {ATTESTATION: words.attestation(), **made}
        own = folder / person.id
        withdrawn = _withdraw(own, {ATTESTATION, REALISATION} - set(made))
        files = []
        for name, said in made.items():
            path = own / f"{name}.pdf"
            own.mkdir(parents=True, exist_ok=True)
            write_whole(path, set_paper(name, said))
            files.append(path)
        lacks_record = misses_lessons_only(found, rule) and not cohort.record(person.id)
        yield Papers(person, found.verdict, tuple(files), withdrawn, lacks_record)
    for person in idle.values():
        withdrawn = _withdraw(folder / person.id, {ATTESTATION, REALISATION})
        if withdrawn:
            yield Papers(person, None, (), withdrawn)


def _withdraw(own: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """Move papers of one person aside, under the day and hour they were written."""
    moved = []
    for path in [own / f"{name}.pdf" for name in sorted(names)]:
        if path.exists():
            written = datetime.fromtimestamp(path.stat().st_mtime)
            stem = f"{path.stem}-{written:%Y-%m-%d-%H%M%S}"
            places = (own / WITHDRAWN / f"{stem}{more}.pdf" for more in ("", *range(2, 1000)))
            aside = next(each for each in places if not each.exists())
            aside.parent.mkdir(exist_ok=True)
            path.rename(aside)
            moved.append(aside)
    return tuple(moved)


def paper_number(cohort: Cohort, learner: str, paper: str) -> str:
    """The number of a paper: the same whenever it is made again from the same course."""
    made_of = (cohort.folder.name, cohort.settings.created.isoformat(), learner, __version__, paper)
    digest = hashlib.sha256("\n".join(made_of).encode()).digest()
    letters = base64.b32encode(digest).decode()
    return "-".join((paper[0].upper(), letters[:4], letters[4:8], letters[8:12]))


class _Words:
    """What both papers of one person say."""

    def __init__(self, cohort: Cohort, found: Attainment, today: date) -> None:
        self._cohort, self._found, self._today = cohort, found, today
        self._rule: CertificateRule = cohort.settings.certificate
        self._language: Language = found.person.language

    def attestation(self) -> dict[str, Any]:
        """The words of the attestation."""
        found, rule = self._found, self._rule
        share = rule.share_for(found.path.id if found.path else "")
        key = "lessons" if rule.lessons else "cases"
        return {
            **self._common(ATTESTATION),
            "facts": [
                *self._who(),
                [self._say("certify.dates"), self._dates()],
                [self._say("certify.duration"), self._duration()],
                [self._say("certify.version"), f"maitrise {__version__}"],
            ],
            "verdict": self._say(f"certify.verdict.{found.verdict}"),
            "reasons": list(self._reasons()),
            "rule": self._say(f"certify.rule.{key}", share=self._percent(share))
            if found.path
            else "",
            "cases-title": self._say("certify.cases"),
            "cases-head": [self._say(f"certify.cases.{x}") for x in ("name", "day", "points", "%")],
            "cases": [
                [
                    self._case(each.case),
                    self._day(date.fromisoformat(each.handed_in[:10])) if each.handed_in else "",
                    f"{self._number(each.points)} / {self._number(each.maximum)}",
                    self._percent(each.points / each.maximum),
                ]
                for each in found.cases
            ],
            "competencies-title": self._say("certify.competencies"),
            "competencies-head": [
                self._say("certify.competency.id"),
                self._say("certify.competency.name"),
                self._say("certify.cases.points"),
                "",
                self._say("certify.cases.%"),
            ],
            "competencies": [
                {
                    "id": each.competency,
                    "name": competencies()[each.competency].name.said_in(self._language),
                    "points": f"{self._number(each.points)} / {self._number(each.maximum)}",
                    "share": min(1.0, max(0.0, each.points / each.maximum)),
                    "percent": self._percent(each.points / each.maximum),
                }
                for each in found.competencies
                if each.competency in competencies()
            ],
            "competencies-note": self._say("certify.competencies.note"),
            "limits-title": self._say("certify.limits"),
            "limits": [
                self._say(f"certify.limits.{each}")
                for each in ("diploma", "identity", "job", "number")
            ],
        }

    def realisation(self) -> dict[str, Any]:
        """The words of the *certificat de réalisation*."""
        found, rule = self._found, self._rule
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
                for name, minutes in found.minutes.items()
            ],
            "activities-note": self._say("certify.activities.note"),
            "limits": self._say("certify.realisation.limits"),
        }

    def _common(self, paper: str) -> dict[str, Any]:
        rule = self._rule
        day = self._day(self._today)
        place = rule.place or "…………………………"
        return {
            "lang": self._language,
            "title": self._say(f"certify.title.{paper}"),
            "organisation": rule.organisation,
            "number-label": self._say("certify.number"),
            "number": paper_number(self._cohort, self._found.person.id, paper),
            "footer": self._say("certify.footer", title=self._cohort.title, day=day),
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
        found = self._found
        if found.path is None:
            return
        if found.share is not None:
            yield self._say("certify.reached", share=self._percent(found.share))
        if found.missing_cases:
            names = ", ".join(self._case(each) for each in found.missing_cases)
            yield self._say("certify.missing.cases", names=names)
        if found.missing_lessons:
            names = ", ".join(
                lessons()[each].title.said_in(self._language) for each in found.missing_lessons
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
        return written_day(day, self._language)

    def _percent(self, share: float) -> str:
        # Down to the whole: 69.6 % must not read 70 % beside a rule that asks for 70.
        return self._say("certify.percent", percent=int(share * 100 + 1e-9))

    def _number(self, value: float) -> str:
        rounded = round(value, 2)
        decimals = next(places for places in (0, 1, 2) if round(rounded, places) == rounded)
        return write_number(rounded, self._language, decimals)

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)


def written_day(day: date, language: Language) -> str:
    """A day in words: 1er novembre 2026, 1 November 2026."""
    from babel.dates import format_date

    words = str(format_date(day, "d MMMM y", locale={"fr": "fr", "en": "en_GB"}[language]))
    return words.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else words


def blanks(rule: CertificateRule) -> Mapping[str, str]:
    """What the cohort's settings leave to be filled in by hand."""
    held = {name: getattr(rule, name) for name in ("organisation", "signatory", "place")}
    return {name: value for name, value in held.items() if not value}
