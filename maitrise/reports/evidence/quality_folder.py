"""What a trainer keeps for an audit: the folder ``quality`` of a cohort, its registers and scans.

The tool puts empty registers and a questionnaire there and never writes over what it finds.
"""

from __future__ import annotations

from pathlib import Path

from maitrise.base.files import write_whole
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.places import QUALITY
from maitrise.reports.csv_table import csv_table
from maitrise.reports.evidence.attendance import SIGNED
from maitrise.reports.evidence.registers import REGISTERS
from maitrise.reports.evidence.satisfaction import SATISFACTION
from maitrise.reports.typesetting import typeset_paper

SCALE = tuple(f"scale-{number}" for number in range(1, 9))
OPEN = ("liked", "change")


def prepare_quality_folder(cohort: Cohort, language: Language) -> tuple[Path, ...]:
    """Put what is missing into the folder: registers with headings, questionnaires, how to.

    Returns:
        What was written.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = cohort.folder / QUALITY
    wanted = {folder / say("evidence.file.how-to", language): _how_to(language)}
    for name, columns in REGISTERS.items():
        heads = [say(f"evidence.register.{name}.{column}", language) for column in columns]
        wanted[folder / f"{name}.csv"] = csv_table(heads, ["text"] * len(heads), [], language)
    heads = [
        say(f"evidence.question.{column}", language) for column in ("day", "role", *SCALE, *OPEN)
    ]
    answers = folder / SATISFACTION / "answers.csv"
    wanted[answers] = csv_table(heads, ["text"] * len(heads), [], language)
    written = []
    for name in (SIGNED, SATISFACTION):
        (folder / name).mkdir(parents=True, exist_ok=True)
    known = {path.name for path in folder.iterdir()}
    for path, content in wanted.items():
        # One how-to and one set of registers, in the language of whoever came first.
        if not path.exists() and not (path.suffix == ".txt" and _has_how_to(known)):
            write_whole(path, content)
            written.append(path)
    for each_language in LANGUAGES:
        path = folder / f"questionnaire-{each_language}.pdf"
        if not path.exists():
            write_whole(path, questionnaire(cohort, each_language))
            written.append(path)
    return tuple(written)


def _has_how_to(names: set[str]) -> bool:
    return any(say("evidence.file.how-to", language) in names for language in LANGUAGES)


def _how_to(language: Language) -> bytes:
    return (say("evidence.how-to", language).strip() + "\n").encode("utf-8-sig")


def questionnaire(cohort: Cohort, language: Language) -> bytes:
    """The questionnaire to print, or to copy into a form."""
    created = cohort.settings.created
    return typeset_paper(
        "questionnaire",
        {
            "lang": language,
            "title": say("evidence.questionnaire.title", language),
            "organisation": cohort.settings.certificate.organisation,
            "course": say("attendance.course", language, title=cohort.title),
            "footer": say("evidence.questionnaire.footer", language),
            "lead": say("evidence.questionnaire.lead", language),
            "date": [created.year, created.month, created.day],
            "facts": [
                [say(f"evidence.question.{question}", language), ""] for question in ("day", "role")
            ],
            "scale": [say(f"evidence.question.{question}", language) for question in SCALE],
            "marks": [str(number) for number in range(1, 6)],
            "open": [say(f"evidence.question.{question}", language) for question in OPEN],
        },
    )
