"""When a file was handed in: as the platform states, else the file's own date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from maitrise.marking.exchange import TIMESTAMP
from maitrise.marking.inbox import open_regular
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.naming import read_moment
from maitrise.marking.problem import Notify, Problem, shown_place

_ATTEMPT = re.compile(r"_attempt_(\d{4}(?:-\d\d){5})")
_LONGEST_STAMP = 200


class HandInTimes:
    """Finds when files were handed in; each problem with a date is reported once."""

    def __init__(self, zone: tzinfo, notify: Notify) -> None:
        """Begin an intake.

        Args:
            zone: of the class, for times without a zone.
        """
        self._zone, self._notify = zone, notify
        self._now = datetime.now(UTC)
        self._undated: set[str] = set()
        self._beside: dict[Path, datetime | None] = {}

    def moment(self, file: InboxFile, position: int, written: str) -> datetime:
        """When a file was handed in, in UTC; never in the future.

        Args:
            position: in the file's path, of the name that names its owner.
            written: the time found by the platform's pattern, "" for none.
        """
        stated = self._stated(file, written)
        if file.on_disk is not None and not stated:
            stated = self._stated_beside(file)
        attempt = _ATTEMPT.search("/".join(file.place))
        if attempt and not stated:
            stated = self._stated(file, attempt[1])
        at = stated or file.stamp_from(position)
        if at > self._now + timedelta(days=1):
            self._notify(Problem(shown_place(file.place), "future", "now-counts", "", {}, False))
            at = self._now
        return at if stated else at.replace(microsecond=0)

    def _stated(self, file: InboxFile, written: str) -> datetime | None:
        """The moment that a platform has written; None, and a problem, if it is ambiguous."""
        stated = read_moment(written, self._zone) if written else None
        if written and stated is None and written not in self._undated:
            self._undated.add(written)
            place, values = shown_place(file.place), {"written": written}
            self._notify(Problem(place, "undated", "file-date", "look", values, False))
        return stated

    def _stated_beside(self, file: InboxFile) -> datetime | None:
        """The moment in nbgrader's ``timestamp.txt`` beside a file; None without one."""
        assert file.on_disk is not None
        beside = file.on_disk.parent / TIMESTAMP
        if beside not in self._beside:
            self._beside[beside] = None
            try:
                opened = open_regular(beside)
                if not isinstance(opened, str):
                    with opened:
                        written = opened.read(_LONGEST_STAMP).decode("utf-8", "replace").strip()
                    stamp = InboxFile((*file.container, TIMESTAMP), file.stamps, None, 0)
                    self._beside[beside] = self._stated(stamp, written)
            except FileNotFoundError:
                pass
            except OSError as error:
                place = shown_place((*file.container, TIMESTAMP))
                self._notify(Problem(place, "unreadable", "file-date", "rights", {"why": error}))
        return self._beside[beside]
