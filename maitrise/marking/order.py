"""What a trainer asks of a marking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the trainer asked for.

    Attributes:
        gradebook: address of another database than the cohort's own, "" for that.
        scheduler: address of a Dask scheduler, "" for this machine.
        pattern: how the platform names files, "" to find out.
        again: mark also what is marked already.
        feedback: whether pages are written.
    """

    inboxes: tuple[Path, ...] = ()
    gradebook: str = ""
    scheduler: str = ""
    workers: int | None = None
    pattern: str = ""
    again: bool = False
    feedback: bool = True
