"""Moments and durations as the tables of the gradebook hold them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1)


def naive(moment: datetime) -> datetime:
    """A moment as nbgrader's tables hold it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def as_moment(value: datetime | str | None) -> datetime | None:
    """A moment of a table, in UTC, from what a driver makes of it: SQLite has text for it."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC)


def as_duration(value: timedelta | str | None) -> timedelta | None:
    """A duration of a table: SQLAlchemy keeps it as a moment since 1970 where there is no other."""
    return datetime.fromisoformat(value) - _EPOCH if isinstance(value, str) else value
