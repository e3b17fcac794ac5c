"""How much one person can hand in at once: more is left where it is."""

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


class Amounts:
    """What has come so far from each person, archive by archive."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._files: Counter[tuple[str, str]] = Counter()
        self._bytes: Counter[tuple[str, str]] = Counter()
        self._beyond: set[tuple[str, str]] = set()

    def are_beyond(self, file: InboxFile, learner: str) -> bool:
        """Count a file, and say whether more than anybody hands in came; told once.

        Args:
            learner: whose it is; "" where that is not known.
        """
        if len(file.place) == 1:
            return False  # lies in the inbox itself
        key = (file.place[0], learner)
        # A record weighs more than its bytes: what was taken before is written anew with each.
        self._files[key] += MOST_FILES // MOST_RECORDS if file.name == RECORD else 1
        if file.name == RECORD or file.suffix == ".ipynb" or is_sheet(file):
            self._bytes[key] += len(file.content or b"")
        most = MOST_FILES if learner else MOST_UNMATCHED
        is_beyond = self._files[key] > most or self._bytes[key] > MOST_BYTES
        if is_beyond and key not in self._beyond:
            self._beyond.add(key)
            place = shown_place(file.place)
            self._notify(Problem(place, "many-members", "rest-left", "again", learner=learner))
        return is_beyond
