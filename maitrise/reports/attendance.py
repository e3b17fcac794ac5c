"""Attendance sheets, one a half-day, to print and sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from maitrise.base.errors import WrongCallError
from maitrise.base.files import write_whole
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.marking.problem import Problem, shown_place
from maitrise.reports.missing_characters import fonts_for, missing_characters
from maitrise.reports.typesetting import typeset_paper

HALF_DAYS = ("morning", "afternoon")


def write_attendance(
    cohort: Cohort, days: Sequence[date], folder: Path, language: Language
) -> list[Path]:
    """Write one PDF a day, with a sheet for the morning and one for the afternoon.

    Args:
        language: of the sheets; the names stand in the roster's order.

    Raises:
        WrongCallError: nobody is on the roster.
        OSError: a sheet could not be written.
    """
    if not cohort.people:
        raise WrongCallError(say("attendance.nobody", language, title=cohort.title))
    folder.mkdir(parents=True, exist_ok=True)
    rule = cohort.settings.certificate
    paths = []
    for day in sorted(set(days)):
        words = {
            "lang": language,
            "title": say("attendance.title", language),
            "organisation": rule.organisation,
            "course": say("attendance.course", language, title=cohort.title),
            "footer": say("attendance.footer", language, title=cohort.title),
            "head": [
                say(f"attendance.head.{head}", language)
                for head in ("number", "name", "id", "signature")
            ],
            "people": [{"id": person.id, "name": person.name} for person in cohort.people.values()],
            "trainer": say("attendance.trainer", language),
            "sheets": [
                _sheet(LOCALES[language].day(day), half, rule.place, language) for half in HALF_DAYS
            ],
        }
        path = folder / f"{day.isoformat()}.pdf"
        write_whole(path, typeset_paper("attendance", words))
        paths.append(path)
    return paths


def without_font(cohort: Cohort) -> Iterator[Problem]:
    """Whose name the sheets show boxes for."""
    for person in cohort.people.values():
        if letters := missing_characters(person.name):
            values = {"name": person.name, "letters": letters, "fonts": fonts_for(letters)}
            place = shown_place(("people.csv", person.id))
            yield Problem(place, "no-font", "boxes", "font", values, learner=person.id)


def _sheet(day: str, half: str, place: str, language: Language) -> dict[str, object]:
    half_day = say(f"attendance.half-day.{half}", language)
    return {
        "when": f"{day}, {half_day}",
        "facts": [
            [say("attendance.day", language), day],
            [say("attendance.half-day", language), half_day],
            [say("attendance.hours", language), ""],
            [say("attendance.place", language), place],
            [say("attendance.teacher", language), ""],
        ],
    }
