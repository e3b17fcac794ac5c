"""When a file was handed in: as the platform has written, else as the file is dated."""

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
    """The moments of one taking in; what is wrong with one is told once."""

    def __init__(self, zone: tzinfo, notify: Notify) -> None:
        """Begin now.

        Args:
            zone: of the class, where none is written.
        """
        self._zone, self._notify = zone, notify
        self._now = datetime.now(UTC)
        self._undated: set[str] = set()
        self._beside: dict[Path, datetime | None] = {}

    def moment(self, file: InboxFile, position: int, written: str) -> datetime:
        """When a file was handed in, in UTC; never in the future.

        Args:
            position: of the name in the file's place that says whose it is.
            written: what the platform's pattern gives, "" for nothing.
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
        """The moment that a platform has written; what could be two is none, and is told once."""
        stated = read_moment(written, self._zone) if written else None
        if written and stated is None and written not in self._undated:
            self._undated.add(written)
            place, values = shown_place(file.place), {"written": written}
            self._notify(Problem(place, "undated", "file-date", "look", values, False))
        return stated

    def _stated_beside(self, file: InboxFile) -> datetime | None:
        """What nbgrader's exchange has written beside a file of when it was handed in."""
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
