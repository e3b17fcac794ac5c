"""Sheets and archives made up at random: never an exception, never a mark above the maximum."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cohorts import case, right_answers, sheet
from maitrise.base.errors import SheetError
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.archive import members
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.problem import Problem
from maitrise.marking.scored import score_sheet

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
QUESTIONS = st.sampled_from(sorted(case().questions))


@given(st.dictionaries(QUESTIONS, JSON, max_size=6))
def test_any_answer_is_marked_or_refused(values: dict[str, Any]) -> None:
    answers = {key: {"value": value, "at": "2026-11-20T10:00:00Z"} for key, value in values.items()}
    content = sheet("p-0001", right_answers() | answers)
    try:
        read = parse_sheet(content, "en")
    except SheetError:
        return
    for cell, scored in score_sheet(case(), read, "p-0001").items():
        assert 0 <= scored.mark.points <= case().questions[cell].points


@given(JSON)
def test_any_json_is_a_sheet_or_is_refused_in_words(value: Any) -> None:
    content = json.dumps(value).encode("utf-8", "backslashreplace")
    said = ""
    try:
        read = parse_sheet(content, "fr")
    except SheetError as error:
        said = str(error)
    assert said or read.case is not None


@given(st.binary(max_size=200), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_archive_is_read_or_refused(tail: bytes, position: int, patch: bytes) -> None:
    import io
    from datetime import UTC, datetime

    from cohorts import packed

    content = bytearray(packed({"answers.json": sheet("p-0001"), "a/b.txt": b"x" * 50}) + tail)
    content[position : position + len(patch)] = patch
    told: list[Problem] = []
    whole = InboxFile(("x.zip",), ((0, datetime.now(UTC)),), bytes(content), len(content))
    for item in members(whole, io.BytesIO(bytes(content)), told.append):
        assert item.content is not None
        assert ".." not in item.place
    for problem in told:
        assert "\n" not in problem.said_in("fr")


@given(st.binary(max_size=300))
def test_any_bytes_in_an_inbox_are_an_item_or_a_problem(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        path.write_bytes(content)
        told: list[Problem] = []
        assert len(list(walk_inbox([Path(folder)], told.append))) + len(told) >= 1
