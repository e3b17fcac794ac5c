"""The attestations and certificates that lie in a cohort's folder and still hold."""

from __future__ import annotations

from maitrise.cohort import Cohort
from maitrise.reports.certificates import ATTESTATION, REALISATION
from maitrise.reports.evidence.learning import Class
from maitrise.reports.evidence.piece import Missing, Piece
from maitrise.text import Language, say


def certificates(cohort: Cohort, held: Class, language: Language) -> Piece:
    """The papers of everyone, as ``maitrise certify`` left them.

    An attestation whose marks were reopened since is left out and counted as missing. An
    anonymous file counts the papers and holds none: they name people.
    """
    files: dict[str, bytes] = {}
    without, stale, count = [], [], 0
    for person in held.people:
        attained = held.attained.get(person.id)
        own = cohort.folder / "papers" / person.id
        there = [name for name in (ATTESTATION, REALISATION) if (own / f"{name}.pdf").is_file()]
        holds = attained is not None
        if holds and attained and any(each.is_waiting for each in attained.cases):
            stale += [person.id] if ATTESTATION in there else []
            there = [name for name in there if name != ATTESTATION]
        elif not holds:
            stale += [person.id] if there else []
            there = []
        if attained and ATTESTATION not in there and person.id not in stale:
            without.append(person.id)
        count += len(there)
        if not held.named.is_anonymous:
            for name in there:
                files[f"{person.id}/{name}.pdf"] = (own / f"{name}.pdf").read_bytes()
    missing = []
    for key, ids in (("certificates", without), ("certificates-stale", stale)):
        if ids:
            who = held.named.listed(ids)
            missing.append(
                Missing(
                    say(f"evidence.missing.{key}", language, count=len(ids), who=who),
                    say(f"evidence.remedy.{key}", language),
                )
            )
    if not count and not missing:
        missing.append(
            Missing(
                say("evidence.missing.certificates-none", language),
                say("evidence.remedy.certificates", language),
            )
        )
    said = say("evidence.papers", language, count=count) if count else ""
    return Piece("certificates", files, said, ("", ""), tuple(missing))
