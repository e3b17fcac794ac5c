"""Learning records that no report could read: each bad line is set aside, the others are taken."""

from __future__ import annotations

import json
from typing import Any

from cohort_of_sixty import record_of
from cohorts import packed
from hostile.kind import ALL, LEARNER, Kind, raw, right_sheet
from maitrise.cohort import Person

_STATEMENTS = list(record_of(Person(LEARNER, "", "", "fr", "new-moe")))[:3]


def _with(line: bytes) -> Any:
    """A hand-in with a record of sound lines, and one more."""
    lines = [json.dumps(statement).encode() for statement in _STATEMENTS]
    return raw(packed({"answers.json": right_sheet(), "record.jsonl": b"\n".join([*lines, line])}))


def _changed(**parts: Any) -> bytes:
    return json.dumps({**_STATEMENTS[0], "id": "another", **parts}).encode()


_DEEP = b'{"id": "deep", "verb": {"id": "x"}, "x": ' + b"[" * 976 + b"]" * 976 + b"}"

SOUND = json.dumps(_STATEMENTS[0]).encode()
LINES = {
    "a moment that is none": _changed(timestamp="hello"),
    "a moment of half a character": _changed(timestamp="\ud800"),
    "a moment of the year 1": _changed(timestamp="0001-01-01T00:00:00+14:00"),
    "a moment with half a character inside": _changed(timestamp="2026-11-20\ud80010:15:00"),
    "a moment of the next century": _changed(timestamp="2126-01-01T00:00:00Z"),
    "a moment that is a number": _changed(timestamp=1.8e9),
    "an infinite score": _changed(result={"score": {"raw": 0, "max": 0}}).replace(
        b'"raw": 0', b'"raw": 1e999'
    ),
    "a score above its own maximum": _changed(result={"score": {"raw": 1e308, "max": 1}}),
    "a score that is no number": _changed(result={"score": {"raw": "1e999", "max": 1}}),
    "a score of 400 digits": _changed(result={"score": {"raw": 10**400, "max": 1}}),
    "a score that is a list": _changed(result={"score": [1, 2]}),
    "a result that is a text": _changed(result="passed"),
    "a duration that is none": _changed(result={"duration": "two hours"}),
    "an actor that is a list": _changed(actor=["p-0001"]),
    "an object without an id": _changed(object={}),
    "a verb that is a text": _changed(verb="answered"),
    "an unknown key nested 976 deep": _DEEP,
    "a line of 200 kB": _changed(x="x" * 200_000),
}
KINDS = [
    Kind(f"record with {name}", _with(line), ALL, ("record-lines",)) for name, line in LINES.items()
]
