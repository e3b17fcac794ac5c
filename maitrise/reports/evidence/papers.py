"""The attestations and certificates that lie in a cohort's folder and still hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, Person
from maitrise.reports.certificates import PAPERS, is_up_to_date, papers_of
from maitrise.reports.evidence.learning import ClassWork
from maitrise.reports.evidence.piece import Missing, Piece, missing_piece
from maitrise.reports.issued import number_in
from maitrise.reports.paper_words import ATTESTATION


def certificates(cohort: Cohort, work: ClassWork, language: Language) -> Piece:
    """The papers of everyone, as ``maitrise certify`` left them.

    A paper that says something else than it would say now, because marks were reopened or have
    changed since, is left out and counted as missing; one without a number of ours, as the scan of
    a signed one, is taken as it is while there is a paper to be had. An anonymous file counts the
    papers and holds none: they name people.
    """
    files: dict[str, bytes] = {}
    without, stale, count = [], [], 0
    for person in work.people:
        attained = work.attained.get(person.id)
        own = cohort.folder / "papers" / person.id
        now = papers_of(cohort, attained) if attained else {}
        lying = [name for name in PAPERS if (own / f"{name}.pdf").is_file()]
        there = [
            name
            for name in lying
            if name in now and _holds(own / f"{name}.pdf", cohort, person, now[name])
        ]
        stale += [person.id] if len(there) < len(lying) else []
        if attained and ATTESTATION not in there and person.id not in stale:
            without.append(person.id)
        count += len(there)
        if not work.named.is_anonymous:
            for name in there:
                files[f"{person.id}/{name}.pdf"] = (own / f"{name}.pdf").read_bytes()
    missing = []
    for key, ids in (("certificates", without), ("certificates-stale", stale)):
        if ids:
            who = work.named.listed(ids)
            missing.append(missing_piece(key, language, count=len(ids), who=who))
    if not count and not missing:
        missing.append(
            Missing(
                say("evidence.missing.certificates-none", language),
                say("evidence.remedy.certificates", language),
            )
        )
    said = say("evidence.papers", language, count=count) if count else ""
    return Piece("certificates", files, said, ("", ""), tuple(missing))


def _holds(path: Path, cohort: Cohort, person: Person, words: Mapping[str, Any]) -> bool:
    try:
        return number_in(path) is None or is_up_to_date(path, cohort, person.id, words)
    except OSError:
        return False
