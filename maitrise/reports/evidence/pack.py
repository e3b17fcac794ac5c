"""The zip: pieces in their folders, and an index on top that says what is missing."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass
from datetime import date

from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.marking.record_upkeep import learners_with_record
from maitrise.reports.evidence.attendance import attendance
from maitrise.reports.evidence.index import index_page, index_table
from maitrise.reports.evidence.learning import (
    ClassWork,
    advice,
    by_objective,
    follow_up,
    positioning,
)
from maitrise.reports.evidence.papers import certificates
from maitrise.reports.evidence.piece import Piece, ShownPeople
from maitrise.reports.evidence.programme import programme
from maitrise.reports.evidence.registers import register
from maitrise.reports.evidence.satisfaction import satisfaction
from maitrise.reports.passing import attainments
from maitrise.reports.record_tables import read_tests
from maitrise.reports.results import results_from


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of evidence.

    Attributes:
        content: of the zip.
        pieces: what is in it, and what is missing.
    """

    content: bytes
    pieces: tuple[Piece, ...]


def collect_evidence(
    cohort: Cohort, database: Database, day: date, language: Language, *, is_anonymous: bool
) -> Evidence:
    """Put together what a cohort holds: the same inputs on the same day make the same bytes.

    Args:
        database: its gradebook, whose facts are up to date.
        day: that the file bears.
        is_anonymous: nobody is named: a number drawn by lot for each, no papers, no signed sheets,
            no free words. The numbers differ from one file to the next.

    Raises:
        MaitriseError: a file of marks, or one that the trainer put there, cannot be read.
        OSError: a paper or a sheet cannot be read.
    """
    work = _class(cohort, database, is_anonymous=is_anonymous, language=language)
    pieces = (
        programme(cohort, day, language),
        positioning(work, language),
        advice(work, language),
        register(cohort, "adaptations", language, is_anonymous=is_anonymous),
        by_objective(work, language),
        follow_up(work, language),
        attendance(cohort, language, is_anonymous=is_anonymous),
        certificates(cohort, work, language),
        satisfaction(cohort, language, is_anonymous=is_anonymous),
        register(cohort, "complaints", language, is_anonymous=is_anonymous),
        register(cohort, "improvements", language, is_anonymous=is_anonymous),
    )
    files = {
        say("evidence.file.index", language, ending="html"): index_page(
            cohort, pieces, day, language, is_anonymous=is_anonymous
        ),
        say("evidence.file.index", language, ending="csv"): index_table(
            pieces, language, is_anonymous=is_anonymous
        ),
    }
    for piece in pieces:
        folder = piece.folder(language)
        files |= {f"{folder}/{name}": content for name, content in piece.files.items()}
    return Evidence(_packed(files, day), pieces)


def _class(
    cohort: Cohort, database: Database, *, is_anonymous: bool, language: Language
) -> ClassWork:
    people = list(cohort.people.values())
    shown = {person.id: person.id for person in people}
    names = {person.id: person.name for person in people}
    if is_anonymous:
        random.SystemRandom().shuffle(people)
        width = len(str(len(people)))
        shown = {
            person.id: say("report.person", language, number=f"{number:0{width}d}")
            for number, person in enumerate(people, start=1)
        }
        names = {}
    found = results_from(cohort, database)
    recorded, tests = learners_with_record(database), read_tests(database)
    rule = cohort.settings.certificate
    return ClassWork(
        tuple(people),
        ShownPeople(shown, names),
        found,
        {attained.person.id: attained for attained in attainments(people, found, rule)},
        recorded,
        {person.id: tests.get(person.id, {}) for person in people},
    )


def _packed(files: dict[str, bytes], day: date) -> bytes:
    packed = io.BytesIO()
    stamp = (max(day.year, 1980), day.month, day.day, 12, 0, 0)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files:
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return packed.getvalue()
