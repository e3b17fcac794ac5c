"""The programme of a path as a sheet: objectives that can be assessed, contents, time, rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from maitrise import __version__
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.cases import case_file, case_ids, read_case
from maitrise.cohort import Cohort
from maitrise.course import OnboardingPath, competencies, lessons
from maitrise.learner.mastery import ENOUGH, SHARE
from maitrise.reports.evidence.piece import Piece, missing_piece
from maitrise.reports.path_words import path_data
from maitrise.reports.typesetting import typeset_paper


def programme(cohort: Cohort, day: date, language: Language) -> Piece:
    """A sheet for each path that someone of the cohort takes; for every path while nobody does."""
    taken = {person.profile for person in cohort.people.values()}
    known = cohort.paths
    wanted = [path for name, path in known.items() if name in taken] or list(known.values())
    files = {f"{path.id}.pdf": programme_sheet(cohort, path, day, language) for path in wanted}
    missing = [missing_piece("programme", language)]
    without = [person.id for person in cohort.people.values() if person.profile not in known]
    if without:
        missing.append(missing_piece("programme-path", language, count=len(without)))
    count = say("evidence.programmes", language, count=len(files), objectives=len(competencies()))
    return Piece("programme", files, count, ("", ""), tuple(missing))


def programme_sheet(cohort: Cohort, path: OnboardingPath, day: date, language: Language) -> bytes:
    """The sheet of one path as a PDF."""
    rule = cohort.settings.certificate
    data = path_data(path, language)
    share = round(rule.share_for(path.id) * 100)
    key = "lessons" if rule.lessons else "cases"
    percent = say("certify.percent", language, percent=share)
    return typeset_paper(
        "programme",
        {
            "lang": language,
            "date": [day.year, day.month, day.day],
            "title": data["name"],
            "kind": say("evidence.programme.kind", language),
            "organisation": rule.organisation,
            "promise": data["promise"],
            "footer": say(
                "evidence.programme.footer", language,
                version=__version__, day=LOCALES[language].day(day),
            ),
            "facts": [
                [say("evidence.programme.duration", language), _time(data["minutes"], language)],
                *([say(f"evidence.programme.{name}", language), ""] for name in
                  ("prerequisites", "dates", "access", "price", "contact", "accessibility")),
            ],
            "objectives-title": say("evidence.programme.objectives", language),
            "objectives-lead": say("evidence.programme.objectives-lead", language),
            "objectives-head": [say(f"evidence.programme.head.{name}", language) for name in
                                ("competency", "level", "assessed")],
            "objectives": list(_objectives(path, language)),
            "contents-title": say("evidence.programme.contents", language),
            "contents": [
                *([lessons()[lesson["id"]].title.said_in(language),
                   lessons()[lesson["id"]].summary.said_in(language),
                   _time(lesson["minutes"], language)] for lesson in data["lessons"]),
                *([say("certify.activities.case", language, title=case["title"]), "",
                   _time(case["minutes"], language)] for case in data["cases"]),
            ],
            "assessment-title": say("evidence.programme.assessment", language),
            "assessment": [
                say("evidence.programme.level-rule", language, percent=round(SHARE * 100),
                    enough=ENOUGH),
                say("evidence.programme.tests", language),
                say(f"certify.rule.{key}", language, share=percent),
            ],
        },
    )  # fmt: skip


def _objectives(path: OnboardingPath, language: Language) -> Iterator[Sequence[Any]]:
    known = case_ids()
    cases = [read_case(case_file(name)) for name in path.cases if name in known]
    for name, competency in competencies().items():
        level = competency.targets.get(path.id)
        if level is None:
            continue
        where = [lessons()[one].title.said_in(language) for one in competency.lessons
                 if one in path.lessons]  # fmt: skip
        where += [
            say("certify.activities.case", language, title=case.title.said_in(language))
            for case in cases
            if any(question.competency == name for question in case.questions.values())
        ]
        shown = LOCALES[language].semicolon.join(where)
        yield (
            f"{name} {competency.name.said_in(language)}",
            say(f"my-path.level.{level}", language),
            shown or say("evidence.programme.not-assessed", language),
        )


def _time(minutes: int, language: Language) -> str:
    hours, left = divmod(minutes, 60)
    if not hours:
        return say("certify.minutes", language, minutes=left)
    return say("certify.hours", language, hours=hours, minutes=f"{left:02d}")
