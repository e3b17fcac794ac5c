"""Files of nbgrader's exchange, by which it returns feedback to the learner.

``nbgrader submit`` leaves a secret in the hand-in and another copy with the learner;
``release_feedback`` puts each page where only that secret finds it. nbgrader's own ``autograde``
and ``generate_feedback`` carry it along, and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from maitrise.cohort.places import SECRET

TIMESTAMP = "timestamp.txt"
_SECRET = re.compile(rb"[0-9a-f]{32,256}")
_IN_EXCHANGE = re.compile(r"[^+]+\+[^+]+\+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def stamp_of(moment: datetime) -> bytes:
    """The content of ``timestamp.txt``, as nbgrader writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC").encode()


def read_secret(content: bytes | None) -> str:
    """The secret in a file; "" if it is not one that nbgrader wrote."""
    written = (content or b"").strip()
    return written.decode("ascii") if _SECRET.fullmatch(written) else ""


def place_in_exchange(source: Path) -> Path | None:
    """What somebody laid into nbgrader's exchange, this file being it or in it; None elsewhere.

    A folder named as those that learners submit ("p-01+payroll-fr+2026-11-30 09:00:00 UTC+…"),
    however deep in it the file lies; or a file beside such folders.

    Args:
        source: the real path of a file on the disk.
    """
    submitted = [each for each in source.parents if _IN_EXCHANGE.match(each.name)]
    if submitted:
        return submitted[-1]
    folder = source.parent
    is_beside = folder.name == "inbound" and folder.with_name("outbound").is_dir()
    return source if is_beside else None


def exchange_owner(laid: Path) -> str:
    """The system's name of whoever laid a folder or file into the exchange; "" for nobody known.

    Anybody can name one for anybody; which account has made it, nobody can forge.
    """
    try:
        return laid.owner()
    except (OSError, KeyError, NotImplementedError):  # no such account any more; Windows
        return ""


def exchange_files(
    learner: str, assignment: str, secret: str, handed_in: datetime
) -> Iterator[tuple[str, bytes]]:
    """The files beside a submission, its marked copy and its page, by path in the cohort.

    Args:
        learner: roster id.
        assignment: its name.
        secret: as the hand-in carries it.
        handed_in: when.
    """
    below = f"{learner}/{assignment}"
    for tree in ("submitted", "autograded", "feedback"):
        yield f"{tree}/{below}/{SECRET}", secret.encode("ascii")
    yield f"feedback/{below}/{TIMESTAMP}", stamp_of(handed_in)
