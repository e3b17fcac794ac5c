"""Moments and days in the time zone of a class, whatever the computer's zone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo


def computer_zone() -> tzinfo:
    """The time zone of this computer, with its changes of clock."""
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
    """The name of a zone, as "Europe/Paris"; "" for a fixed offset from UTC."""
    return (zone.key or "") if isinstance(zone, ZoneInfo) else ""


def in_utc(moment: datetime, zone: tzinfo) -> datetime:
    """A moment in UTC; without a zone, it is read in the class's.

    Raises:
        OverflowError: it is outside the range of ``datetime``.

    >>> in_utc(datetime(2027, 3, 1, 18), ZoneInfo("Europe/Paris")).isoformat()
    '2027-03-01T17:00:00+00:00'
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def written_in(written: str, zone: tzinfo) -> str:
    """An ISO moment converted to the class's zone, so that it begins with the class's day.

    >>> written_in("2027-02-28T23:30:00Z", ZoneInfo("Europe/Paris"))
    '2027-03-01T00:30:00+01:00'
    """
    try:
        return on_the_clock(datetime.fromisoformat(written), zone)
    except (ValueError, OverflowError):
        return ""


def on_the_clock(moment: datetime, zone: tzinfo) -> str:
    """A moment in the class's zone, in ISO format.

    Raises:
        OverflowError: it is outside the range of ``datetime``.
    """
    return in_utc(moment, zone).astimezone(zone).isoformat().replace("+00:00", "Z")


def seconds_on_the_clock(since: datetime, until: datetime, zone: tzinfo) -> float:
    """Seconds from one moment to a later one in the class's local time; 0 if it is not later.

    A day lasts until the same hour of the next, even if the clocks change in between.

    >>> paris = ZoneInfo("Europe/Paris")
    >>> due = datetime(2027, 3, 27, 18, tzinfo=paris)
    >>> seconds_on_the_clock(due, datetime(2027, 3, 28, 18, tzinfo=paris), paris) / 3600
    24.0
    """
    if until <= since:
        return 0.0
    shown = [moment.astimezone(zone).replace(tzinfo=None) for moment in (since, until)]
    return max(1.0, (shown[1] - shown[0]).total_seconds())  # an hour comes twice in autumn
