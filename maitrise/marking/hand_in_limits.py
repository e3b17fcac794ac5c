"""Limits of how much one person can hand in at once; further files are not read."""

from __future__ import annotations

from collections import Counter

from maitrise.cases.files import RECORD
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.problem import Notify, Problem, shown_place
from maitrise.marking.unmatched import is_sheet

MOST_FILES = 500  # of one person in one archive or folder of the inbox
MOST_RECORDS = 20
MOST_UNMATCHED = 5_000
MOST_BYTES = 25 * 1024 * 1024  # of sheets, notebooks and records: the largest of each


class HandInLimits:
    """Counts the files and bytes of each person in each archive or folder."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._files: Counter[tuple[str, str]] = Counter()
        self._bytes: Counter[tuple[str, str]] = Counter()
        self._exceeded: set[tuple[str, str]] = set()

    def exceeded_by(self, file: InboxFile, learner: str) -> bool:
        """Count a file; returns whether a limit is now exceeded, which is reported once.

        Args:
            learner: whose it is; "" if that is not known.
        """
        if len(file.place) == 1:
            return False  # lies in the inbox itself
        key = (file.place[0], learner)
        # A record counts more than its bytes: the earlier statements are rewritten with each.
        self._files[key] += MOST_FILES // MOST_RECORDS if file.name == RECORD else 1
        if file.name == RECORD or file.suffix == ".ipynb" or is_sheet(file):
            self._bytes[key] += len(file.content or b"")
        most = MOST_FILES if learner else MOST_UNMATCHED
        is_exceeded = self._files[key] > most or self._bytes[key] > MOST_BYTES
        if is_exceeded and key not in self._exceeded:
            self._exceeded.add(key)
            place = shown_place(file.place)
            self._notify(Problem(place, "many-members", "rest-left", "again", learner=learner))
        return is_exceeded
