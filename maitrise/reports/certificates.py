"""*Attestation* and *certificat de réalisation*: what a learner can show, in their language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from maitrise.base.files import write_whole
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.certificate import CertificateRule
from maitrise.marking.problem import (
    NOT_WRITTEN,
    Notify,
    Problem,
    ignore_problem,
    report_errors,
    shown_place,
)
from maitrise.marking.record_upkeep import learners_with_record
from maitrise.marking.upkeep import current_facts
from maitrise.reports.issued import PaperNumber, number_in, paper_number, previous_paper, withdraw
from maitrise.reports.missing_characters import fonts_for, missing_characters
from maitrise.reports.paper_words import ATTESTATION, REALISATION, PaperWords
from maitrise.reports.passing import Attainment, PassVerdict, attainments, misses_lessons_only
from maitrise.reports.results import results_from
from maitrise.reports.typesetting import typeset_paper

PAPERS = (ATTESTATION, REALISATION)
PAPERS_FOLDER = "papers"
"""The folder of a cohort that holds them, by person."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one person.

    Attributes:
        verdict: None if the person did nothing.
        files: the valid papers; without an attestation while a hand mark is missing.
        withdrawn: earlier papers that are no longer valid, at their new paths.
        replaced: earlier papers that new ones replace, at their new paths.
        lacks_record: whether only lessons are missing, and no learning record was handed in.
    """

    person: Person
    verdict: PassVerdict | None
    files: tuple[Path, ...]
    withdrawn: tuple[Path, ...] = ()
    replaced: tuple[Path, ...] = ()
    lacks_record: bool = False


def write_papers(
    cohort: Cohort,
    ids: Collection[str],
    folder: Path,
    today: date,
    language: Language,
    notify: Notify = ignore_problem,
) -> Iterator[Papers]:
    """Write the papers of everyone who did anything, one folder a person.

    An attestation that waits for a hand mark is not written. A paper of before that still says
    the same is left as it is, with the day on which it was made out; one that says something else
    is moved aside, never written over, and the new one says which it replaces. One that is not
    written again no longer holds, and is moved aside too. What goes wrong over one person keeps
    nobody else from theirs.

    Args:
        ids: of whom; who is no longer on the list is passed over.
        today: the day that new papers bear.
        language: of the messages.
        notify: is told whose papers could not be made, and which records cannot be read.

    Raises:
        BusyError: somebody else is at work on this cohort.
        OSError: the disk is full, or refuses; the papers before are there.
    """
    with current_facts(cohort, language, notify) as (cohort, database):
        people = [person for name, person in cohort.people.items() if name in ids]
        tables, recorded = results_from(cohort, database), learners_with_record(database)
        idle = {person.id: person for person in people}
        for attained in attainments(people, tables, cohort.settings.certificate):
            person = idle.pop(attained.person.id)
            made: Papers | Problem | None = None
            with report_errors(notify, (PAPERS_FOLDER, person.id), person.id, beyond=NOT_WRITTEN):
                made = _papers(cohort, attained, folder / person.id, recorded, today)
            if isinstance(made, Problem):
                notify(made)
            elif made:
                yield made
        for person in idle.values():
            withdrawn: tuple[Path, ...] = ()
            with report_errors(notify, (PAPERS_FOLDER, person.id), person.id, beyond=NOT_WRITTEN):
                withdrawn = withdraw(folder / person.id, PAPERS, cohort.zone)
            if withdrawn:
                yield Papers(person, None, (), withdrawn)


def _papers(
    cohort: Cohort, attained: Attainment, own: Path, recorded: Collection[str], today: date
) -> Papers | Problem:
    """The papers of one person, written where they say something else than those of before.

    A paper with boxes in place of a name is worth nothing: none is made then, and none moved.
    """
    person, rule = attained.person, cohort.settings.certificate
    made = papers_of(cohort, attained)
    if letters := missing_characters("".join(_texts(made))):
        values = {"name": person.name, "letters": letters, "fonts": fonts_for(letters)}
        place = shown_place((PAPERS_FOLDER, person.id))
        return Problem(place, "no-font", "no-paper", "font", values, learner=person.id)
    withdrawn = withdraw(own, set(PAPERS) - set(made), cohort.zone)
    files: list[Path] = []
    replaced: list[Path] = []
    for name, words in made.items():
        path = own / f"{name}.pdf"
        if not is_up_to_date(path, cohort, person.id, words):
            replaced += _issue(path, cohort, person, words, today)
        files.append(path)
    lacks_record = misses_lessons_only(attained, rule) and person.id not in recorded
    return Papers(person, attained.verdict, tuple(files), withdrawn, tuple(replaced), lacks_record)


def _texts(words: object) -> Iterator[str]:
    """Every text on a paper."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, Mapping):
        yield from _texts(list(words.values()))
    elif isinstance(words, list | tuple):
        for inside in words:
            yield from _texts(inside)


def papers_of(cohort: Cohort, attained: Attainment) -> dict[str, dict[str, Any]]:
    """The current words of each paper of one person, by name, without number and day."""
    words = PaperWords(cohort, attained)
    if any(case.is_waiting for case in attained.cases):
        return {REALISATION: words.realisation()}
    return {ATTESTATION: words.attestation(), REALISATION: words.realisation()}


def is_up_to_date(path: Path, cohort: Cohort, learner: str, words: Mapping[str, Any]) -> bool:
    """Whether an existing paper has the current words."""
    number = number_in(path)
    return number is not None and number == paper_number(
        cohort, learner, path.stem, words, number.replaces
    )


def _issue(
    path: Path, cohort: Cohort, person: Person, words: Mapping[str, Any], today: date
) -> tuple[Path, ...]:
    """Write a new paper, after moving the one that it replaces."""
    own, name, language = path.parent, path.stem, person.language
    before = previous_paper(own, name)
    known = (number_in(before) if before else None) or PaperNumber("")
    number = paper_number(cohort, person.id, name, words, known.own)
    replaces = ""
    if before:
        key = "certify.replaces" if known.own else "certify.replaces.unnumbered"
        replaces = say(key, language, number=known.own)
    day = LOCALES[language].day(today)
    pdf = typeset_paper(
        name,
        {
            **words,
            "number": number.own,
            "keywords": number.keywords,
            "replaces": replaces,
            "footer": say("certify.footer", language, title=words["cohort"], day=day),
        },
    )
    own.mkdir(parents=True, exist_ok=True)
    moved = withdraw(own, [name], cohort.zone)
    write_whole(path, pdf)
    return moved


def fields_to_fill(rule: CertificateRule) -> Mapping[str, str]:
    """The fields that the cohort's settings leave to be filled in by hand."""
    given = {name: getattr(rule, name) for name in ("organisation", "signatory", "place")}
    return {name: value for name, value in given.items() if not value}
