"""Learning records that learners chose to hand in, one file a learner."""

from __future__ import annotations

import json
from pathlib import Path

from maitrise.base.files import write_whole

_MOST_STATEMENTS = 20_000


def take_record(cohort: Path, learner: str, content: bytes | None) -> int:
    """Add the statements that are new to ``records/<learner>.jsonl``.

    Args:
        cohort: the cohort's folder.
        learner: roster id.
        content: lines of JSON; None for a file too large to be read.

    Returns:
        How many lines could not be used.
    """
    if content is None:
        return 1
    path = cohort / "records" / f"{learner}.jsonl"
    before = path.read_bytes() if path.exists() else b""
    known = {_id(line) for line in before.splitlines()}
    new, damaged = [], 0
    for line in content.splitlines()[:_MOST_STATEMENTS]:
        if not line.strip():
            continue
        found = _id(line)
        if not found:
            damaged += 1
        elif found not in known:
            known.add(found)
            new.append(line.strip())
    if new:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, before + b"".join(line + b"\n" for line in new))
    return damaged


def _id(line: bytes) -> str:
    """The id of a statement, "" for a line that is none."""
    try:
        statement = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return ""
    if not isinstance(statement, dict) or not isinstance(statement.get("verb"), dict):
        return ""
    found = statement.get("id")
    return found if isinstance(found, str) else ""
