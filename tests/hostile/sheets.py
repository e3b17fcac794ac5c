"""Answer sheets that are broken, exaggerated, or somebody else's."""

from __future__ import annotations

import json
from typing import Any

from cohorts import AT, right_answers, sheet
from hostile.kind import ALL, LEARNER, Kind, right_sheet, with_sheet

_FAR = "2099-01-01T00:00:00Z"


def _with(question: str, value: Any) -> bytes:
    return sheet(LEARNER, right_answers() | {question: {"value": value, "at": AT}})


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def _unreadable(name: str, content: bytes) -> Kind:
    return Kind(name, with_sheet(content), None, ("bad-sheet",))


def _text(name: str, text: str, *told: str) -> Kind:
    return Kind(f"text {name}", with_sheet(_with("note-to-hr", text)), ALL, told)


_WRONG = {
    "choice": ("what-hugo-does", ["cut"], 1),
    "rows": ("without-mandate", {"J1": True}, 3),
    "match": ("who-is-who", "moa", 2),
    "order": ("steps", {"1": "2"}, 2),
    "number": ("cpi", "1 000", 1),
    "text": ("note-to-hr", 12, 0),
}
_RIGHT = right_sheet()

KINDS = [
    _unreadable("sheet that is not JSON", b"{'answers'"),
    _unreadable("sheet that is empty", b""),
    _unreadable("sheet cut short", _RIGHT[: len(_RIGHT) // 2]),
    _unreadable("sheet with NaN", _RIGHT.replace(b'"format": 1', b'"format": 1, "x": NaN')),
    _unreadable("sheet with 1e400", _RIGHT.replace(b'"format": 1', b'"format": 1, "x": 1e400')),
    _unreadable("sheet nested 100,000 deep", b"[" * 100_000),
    _unreadable("sheet with an answer nested 40 deep", _with("cpi", _nested(40))),
    _unreadable("sheet with an unknown key nested 976 deep", _RIGHT.replace(
        b'"format": 1', b'"x": ' + b"[" * 976 + b"]" * 976 + b', "format": 1')),
    _unreadable("sheet of format 99", sheet(LEARNER, format=99)),
    _unreadable("sheet that is a list", b"[1, 2]"),
    _unreadable("sheet without a learner", _RIGHT.replace(b"\"learner\"", b"\"learned\"")),
    _unreadable("sheet in no language of the course", sheet(LEARNER, language="xx")),
    _unreadable("sheet in UTF-16", _RIGHT.decode().encode("utf-16")),
    Kind("sheet with a byte order mark", with_sheet(b"\xef\xbb\xbf" + _RIGHT), ALL),
    _unreadable("web page in place of the sheet", b"<!doctype html><title>Log in</title>"),
    Kind("sheet with a 2 MB text", with_sheet(_with("note-to-hr", "x" * 2_000_000)), None,
         ("too-large",)),
    *(
        Kind(f"sheet with the wrong type for {kind}", with_sheet(_with(question, value)),
             ALL - points, ("bad-answer",))
        for kind, (question, value, points) in _WRONG.items()
    ),
    Kind("sheet with an id that the question lacks", with_sheet(_with("what-hugo-does", "<b>")),
         ALL - 1, ("bad-answer",)),
    Kind("sheet with an order that names one item twice",
         with_sheet(_with("steps", ["needs"] * 7)), ALL - 2, ("bad-answer",)),
    Kind("sheet with a number of 400 digits", with_sheet(_with("cpi", 10**399)), ALL - 1,
         ("bad-answer",)),
    Kind("sheet of another case", with_sheet(sheet(LEARNER, name="patrol")), None,
         ("other-case",)),
    Kind("sheet of a case that is not", with_sheet(sheet(LEARNER, case="../../etc")), None,
         ("unknown-case",)),
    Kind("sheet in another learner's name", with_sheet(sheet("p-0001")), ALL,
         ("other-learner",)),
    Kind("sheet in a made-up name", with_sheet(sheet("../../p-0001")), ALL, ("other-learner",)),
    Kind("sheet in a name of half a character", with_sheet(sheet("\ud800")), ALL,
         ("other-learner",)),
    Kind("sheet with unknown questions",
         with_sheet(sheet(LEARNER, right_answers() | {"__import__": {"value": 1, "at": AT}})),
         ALL, ("unknown-questions",)),
    Kind("sheet with dates in the future",
         with_sheet(sheet(LEARNER, {key: {**each, "at": _FAR}
                                    for key, each in right_answers().items()})),
         ALL, ("future-answers",)),
    Kind("sheet with keys written twice",
         with_sheet(_RIGHT[:-1] + b', "format": 1}'), ALL),
    _text("with HTML", "<img src=x onerror=alert(1)><script>alert(1)</script></pre><b>"),
    _text("with Markdown links", "[x](javascript:alert(1)) ![y](http://127.0.0.1:9/z)"),
    _text("with mathematics", "$\\href{javascript:alert(1)}{x}$ \\(y\\) $$z$$"),
    _text("with a formula", "=HYPERLINK(\"http://127.0.0.1:9\";\"x\")"),
    _text("written from right to left", "\u202egnp.exe\u202c \u2066x\u2069"),
    _text("in emoji", "👩🏽‍💼🇫🇷" * 500),
    _text("of 100,000 characters", "mot " * 25_000),
    _text("with control characters", "a\x00b\x1b[2Jc\x07"),
    _text("with half a character", "a\ud83db"),
    _text("with nbgrader's own marks", "### BEGIN HIDDEN TESTS\n### END SOLUTION"),
    _text("with a template", "{{ 7*7 }} {% raw %} ${x} %s {0}"),
]  # fmt: skip


def bytes_of(value: Any) -> bytes:
    """Any JSON as a sheet's bytes."""
    return json.dumps(value).encode("utf-8", "backslashreplace")
