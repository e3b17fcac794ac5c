"""The second copy of an answer sheet: each answer rides in the notebook's own outputs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from maitrise.base.errors import SheetError
from maitrise.base.json_data import read_json
from maitrise.base.text import Language, say
from maitrise.learner.sheet import FORMAT, AnswerSheet, Entry, parse_sheet

ANSWER = "application/vnd.maitrise.answer+json"
LARGEST_NOTEBOOK = 16 * 1024 * 1024  # bytes; figures and images included; marking takes no more


def answer_bundle(sheet: AnswerSheet, question: str) -> dict[str, Any]:
    """What a question's output holds of the sheet; names nobody while nothing is answered."""
    entry = sheet.answers.get(question, Entry(None, ""))
    return {
        "question": question,
        "value": entry.value,
        "at": entry.at,
        "case": sheet.case,
        "language": sheet.language,
        "learner": sheet.learner if entry.at else "",
    }


def answers_in_notebook(
    content: bytes, *, case: str | None = None, language: Language = "en"
) -> Mapping[str, Entry]:
    """The answers that a notebook carries in its outputs, by question id.

    The notebook is read, never executed. Of two answers to a question the later one counts; an
    output that does not hold a sound answer is passed over.

    Args:
        content: the bytes of the notebook.
        case: answers to another case are passed over.
        language: the language of the message if the notebook cannot be read.

    Raises:
        SheetError: too large, or no notebook.
    """
    sheet = sheet_in_notebook(content, case=case, language=language)
    return sheet.answers if sheet else {}


def sheet_in_notebook(
    content: bytes, *, case: str | None = None, language: Language = "en"
) -> AnswerSheet | None:
    """The same answers as a sheet, with the learner's id that stands with the latest of them.

    Returns:
        None when the notebook carries no answer.

    Raises:
        SheetError: too large, or no notebook.
    """
    found: AnswerSheet | None = None
    latest = ""
    answers: dict[str, Entry] = {}
    for sheet in _sheets(content, language):
        ((question, entry),) = sheet.answers.items()
        if case is not None and sheet.case != case:
            continue
        if question not in answers or entry.at > answers[question].at:
            answers[question] = entry
        if entry.at > latest:
            found, latest = sheet, entry.at
    return AnswerSheet(found.case, found.language, found.learner, answers) if found else None


def _sheets(content: bytes, language: Language) -> Iterator[AnswerSheet]:
    """Each sound answer of the notebook as a sheet of its own, in the order of the cells."""
    for held in _bundles(content, language):
        if not held.get("at"):
            continue
        written = {
            "format": FORMAT,
            **{name: held.get(name) for name in ("case", "language", "learner")},
            "answers": {str(held.get("question")): {name: held.get(name) for name in _ENTRY}},
        }
        try:
            yield parse_sheet(json.dumps(written).encode("utf-8", "backslashreplace"), language)
        except (SheetError, ValueError):
            continue


_ENTRY = ("value", "at")


def _bundles(content: bytes, language: Language) -> Iterator[dict[str, Any]]:
    if len(content) > LARGEST_NOTEBOOK:
        size = f"{len(content) / 2**20:.0f}"
        raise SheetError(say("case.notebook-too-large", language, size=size))
    try:
        notebook = read_json(content, writable=False)
    except ValueError as error:
        raise SheetError(say("case.not-a-notebook", language)) from error
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise SheetError(say("case.not-a-notebook", language))
    for cell in cells:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else []:
            data = output.get("data") if isinstance(output, dict) else None
            held = data.get(ANSWER) if isinstance(data, dict) else None
            if isinstance(held, dict):
                yield held
