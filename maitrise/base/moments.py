"""Moments and days: a class has one zone, whatever computer works for it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo


def computer_zone() -> tzinfo:
    """The zone of this computer, with its changes of clock."""
    return _zone_of_computer(os.environ.get("TZ", ""))


@cache
def _zone_of_computer(named: str) -> tzinfo:
    from babel.localtime import get_localzone  # which knows the names that Windows has for zones

    try:
        return get_localzone()
    except (LookupError, OSError, ValueError):
        from dateutil.tz import tzlocal

        # A rule without a name ("CET-1CEST,…"), or UTC where nobody has set one up.
        zone: tzinfo = tzlocal()
        return zone


def zone_name(zone: tzinfo) -> str:
    """The name of a zone, as "Europe/Paris"; "" for one that is only so many hours from UTC."""
    return (zone.key or "") if isinstance(zone, ZoneInfo) else ""


def in_utc(moment: datetime, zone: tzinfo) -> datetime:
    """A moment in UTC; one that says no zone is the class's.

    Raises:
        OverflowError: it lies beyond the calendar.

    >>> in_utc(datetime(2027, 3, 1, 18), ZoneInfo("Europe/Paris")).isoformat()
    '2027-03-01T17:00:00+00:00'
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def written_in(written: str, zone: tzinfo) -> str:
    """An ISO moment as the class's clocks show it, so that it begins with the class's day.

    >>> written_in("2027-02-28T23:30:00Z", ZoneInfo("Europe/Paris"))
    '2027-03-01T00:30:00+01:00'
    """
    try:
        return on_the_clock(datetime.fromisoformat(written), zone)
    except (ValueError, OverflowError):
        return ""


def on_the_clock(moment: datetime, zone: tzinfo) -> str:
    """A moment as the class's clocks show it, written as ISO does.

    Raises:
        OverflowError: it lies beyond the calendar.
    """
    return in_utc(moment, zone).astimezone(zone).isoformat().replace("+00:00", "Z")


def seconds_on_the_clock(since: datetime, until: datetime, zone: tzinfo) -> float:
    """How much later a moment is by the class's clocks; 0 where it is not.

    A day lasts until the same hour of the next, also where the clocks change in between.

    >>> paris = ZoneInfo("Europe/Paris")
    >>> due = datetime(2027, 3, 27, 18, tzinfo=paris)
    >>> seconds_on_the_clock(due, datetime(2027, 3, 28, 18, tzinfo=paris), paris) / 3600
    24.0
    """
    if until <= since:
        return 0.0
    shown = [moment.astimezone(zone).replace(tzinfo=None) for moment in (since, until)]
    return max(1.0, (shown[1] - shown[0]).total_seconds())  # an hour comes twice in autumn
