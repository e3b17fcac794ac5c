"""Moments and durations as the tables of the gradebook hold them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1)


def as_naive_utc(moment: datetime) -> datetime:
    """A moment as nbgrader's tables hold it: in UTC, without a time zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def as_moment(value: datetime | str | None) -> datetime | None:
    """A moment read from a table, in UTC; SQLite returns it as text."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC)


def as_duration(value: timedelta | str | None) -> timedelta | None:
    """A duration read from a table; on SQLite, SQLAlchemy stores it as a time since 1970."""
    return datetime.fromisoformat(value) - _EPOCH if isinstance(value, str) else value
