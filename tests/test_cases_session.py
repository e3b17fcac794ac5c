"""An open case: its second copy restores it, and code can answer it."""

import json
from pathlib import Path
from typing import Any

import pytest

from answer_sheets import AT, model_answers, sheet
from maitrise.base.errors import SheetError
from maitrise.cases import answers_in_notebook, case_file, read_case
from maitrise.cases.in_notebook import CaseInNotebook, open_case
from maitrise.cases.public_form import public_form
from maitrise.cases.second_copy import ANSWER, answer_bundle
from maitrise.kinds import score
from maitrise.kinds.text import TextQuestion
from maitrise.learner.sheet import parse_sheet

NAME = "small-case"


@pytest.fixture
def folder(
    fixture_course: Path, tmp_path: Path, learner_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The folder of a released case, and the working folder of its kernel."""
    folder = tmp_path / "small-case-fr"
    folder.mkdir()
    form = public_form(read_case(case_file(NAME)), "fr")
    (folder / "case.json").write_text(json.dumps(form), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def opened() -> CaseInNotebook:
    return open_case(NAME, "fr")


def notebook(*bundles: Any) -> bytes:
    outputs = [{"output_type": "display_data", "data": {ANSWER: each}} for each in bundles]
    return json.dumps({"cells": [{"cell_type": "code", "outputs": outputs}]}).encode()


def test_a_sheet_that_is_gone_is_restored_from_the_saved_notebook(folder: Path) -> None:
    case = read_case(case_file(NAME))
    answers = model_answers(case, "p-7") | {"note": "Bonjour"}
    whole = parse_sheet(sheet(case, "fr", "p-7", answers), "fr")
    content = notebook(*(answer_bundle(whole, name) for name in answers))
    (folder / f"{NAME}.ipynb").write_bytes(content)
    session = opened().session
    assert session.blank() == []
    marks = [score(each, session.answer(each.id)) for each in case.questions.values()]
    by_hand = sum(each.points for each in case.questions.values() if isinstance(each, TextQuestion))
    assert sum(mark.points for mark in marks) == case.points - by_hand
    assert "notebook" in " ".join(session.notices)


def test_the_later_of_two_copies_counts_and_damaged_ones_are_passed_over() -> None:
    sound = {"question": "one", "value": "moe", "at": AT, "case": NAME, "language": "fr"}
    sound["learner"] = "p-7"
    later = sound | {"value": "moa", "at": "2026-11-23T10:15:00Z"}
    deep: Any = []
    for _ in range(50):
        deep = [deep]
    content = notebook(
        later, sound, sound | {"question": "two", "value": deep}, sound | {"at": "now"}, 3
    )
    found = answers_in_notebook(content)
    assert {name: entry.value for name, entry in found.items()} == {"one": "moa"}
    assert answers_in_notebook(content, case="another") == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"cells": 3}'])
def test_what_is_no_notebook_is_told_in_the_learner_s_words(content: bytes) -> None:
    with pytest.raises(SheetError, match="n’est pas un notebook"):
        answers_in_notebook(content, language="fr")


def test_code_answers_and_what_does_not_fit_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = opened()
    case.answer("one", "moa")
    case.answer("cpi", "454,5")
    held = json.loads((folder / "answers.json").read_text(encoding="utf-8"))["answers"]
    assert (held["one"]["value"], held["cpi"]["value"]) == ("moa", 454.5)
    case.answer("one", "nobody")
    assert case.session.entry("one").value == "moa"


def test_pandas_reads_the_tables_of_the_dossier(folder: Path) -> None:
    frame = opened().data("tasks")
    assert list(frame.index) == ["T1", "T2", "T3"]
    assert frame["budget"].sum() == 1330.5
    assert str(frame["start"].dtype).startswith("datetime64")
