"""Detect work handed in under another person's name.

A platform knows who has handed in, and puts their name on the folder. nbgrader's exchange knows no
more than the name that whoever writes there gives: ``nbgrader collect`` takes a newer submission in
anybody's name, and the newest counts. What says there whose it is are the account that has made the
folder and the id on the sheet.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from maitrise.cohort import Cohort
from maitrise.cohort.person import LearnerIds
from maitrise.learner.sheet import AnswerSheet
from maitrise.marking.exchange import exchange_owner, place_in_exchange
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.problem import Notify, Problem, shown_place


class Forgeries:
    """Checks whether people of a cohort handed in for one another."""

    def __init__(self, cohort: Cohort, notify: Notify) -> None:
        self._ids = LearnerIds(cohort.people)
        self._collected = Path(os.path.realpath(cohort.folder)) / "submitted"
        self._notify = notify
        self._named: set[Path] = set()
        # The files of an archive come one after the other, and are asked about several times each.
        self._placed = lru_cache(maxsize=1)(_placed)

    def is_proven(self, file: InboxFile) -> bool:
        """Whether a platform or the trainer named the folder of a file, and not the learner."""
        if file.source is None:
            return True
        real, laid = self._placed(file.source)
        return laid is None and not real.is_relative_to(self._collected)

    def is_of_another(self, file: InboxFile, learner: str) -> bool:
        """Whether the account of another learner has put this into nbgrader's exchange.

        An account that is nobody's of the cohort (the one that all servers of a hub run as) tells
        nothing.
        """
        laid = self._placed(file.source)[1] if file.source else None
        owner = self._ids.spelling_of(exchange_owner(laid)) if laid else ""
        if laid is None or owner in ("", learner):
            return False
        if laid not in self._named:
            self._named.add(laid)
            self._say(shown_place((laid.name,)), "other-owner", owner, learner)
        return True

    def refuse(self, place: str, sheet: AnswerSheet, learner: str, *, is_proven: bool) -> bool:
        """Refuse a sheet with another person's id, and report it; returns whether it was refused.

        Args:
            is_proven: whether the folder shows for sure whose it is; then the sheet is marked.
        """
        signer = self._ids.spelling_of(sheet.learner) or learner
        if signer == learner or is_proven:
            return False
        self._say(place, "signed-by-another", signer, learner)
        return True

    def _say(self, place: str, wrong: str, other: str, learner: str) -> None:
        values = {"id": other, "learner": learner}
        self._notify(
            Problem(place, wrong, "nothing-marked", "own-hand-in", values, learner=learner)
        )


def _placed(source: Path) -> tuple[Path, Path | None]:
    """The real path of a file on the disk, and its place in nbgrader's exchange if it is there."""
    real = Path(os.path.realpath(source.parent), source.name)
    return real, place_in_exchange(real)
