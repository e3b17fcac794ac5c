"""A document to review, in words and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maitrise.base.text import Language, Text, say
from maitrise.kinds.contract import Mistake, PaperKey, PartText
from maitrise.kinds.document.question import (
    UNNAMED,
    AskedDocument,
    DocumentQuestion,
    ShownPassage,
    ask,
)
from maitrise.kinds.mark import Reason, Verdict
from maitrise.kinds.markdown import bold, bullets, table
from maitrise.kinds.wording import (
    answer_on_paper,
    because,
    in_code,
    letter,
    part_line,
    revealed,
    said_or,
)


def _rows(asked: AskedDocument) -> list[str]:
    return list(dict.fromkeys(passage.row for passage in asked.passages)) if asked.columns else []


def name_of(asked: AskedDocument, passage: ShownPassage) -> str:
    """A passage in a line: where it stands, and what."""
    columns = {column.id: column.text for column in asked.columns}
    place = [passage.row, columns.get(passage.column, ""), passage.label or ""]
    head = " · ".join(filter(None, place))
    text = passage.text or say("document.gap", asked.language)
    return f"{head}{_before(head)}{text}" if head else text


def _before(text: str) -> str:
    """What stands between a label and its text: nothing more, where it ends on a colon."""
    return " " if text.endswith(":") else " — "


def _names(asked: AskedDocument) -> dict[str, str]:
    return {passage.id: name_of(asked, passage) for passage in asked.passages}


def _faults(asked: AskedDocument) -> dict[str, str]:
    named = {fault.id: fault.text for fault in asked.faults}
    return {**named, UNNAMED: say("document.unnamed", asked.language)}


def markdown(asked: AskedDocument) -> list[str]:
    """The document, then the faults to choose from."""
    faults = " · ".join(fault.text for fault in asked.faults)
    return [
        bold(asked.title),
        *_document(asked),
        f"{say('document.faults', asked.language)} {faults}",
    ]


def _document(asked: AskedDocument) -> list[str]:
    if asked.columns:
        headers = ["", *(column.text for column in asked.columns)]
        return [table(headers, [[row, *_cells(asked, row)] for row in _rows(asked)])]
    lines = [_line(passage, asked.language) for passage in asked.passages]
    return [bullets(lines)] if asked.layout == "lines" else lines


def _cells(asked: AskedDocument, row: str) -> list[str]:
    texts = {(each.row, each.column): _text(each, asked.language) for each in asked.passages}
    return [texts.get((row, column.id), "") for column in asked.columns]


def _text(passage: ShownPassage, language: Language) -> str:
    return passage.text or f"*{say('document.gap', language)}*"


def _line(passage: ShownPassage, language: Language) -> str:
    text = _text(passage, language)
    return f"{bold(passage.label)}{_before(passage.label)}{text}" if passage.label else text


def answer_words(asked: AskedDocument, answer: Mapping[str, str]) -> str:
    """Each passage that was marked, with the fault that was named."""
    names, faults = _names(asked), _faults(asked)
    return bullets(f"{names[passage]} → **{faults[fault]}**" for passage, fault in answer.items())


def key_lines(
    question: DocumentQuestion, language: Language, known: Container[Text | None]
) -> list[str]:
    """Each passage that has a fault, with it and why."""
    asked = ask(question, language)
    names, faults = _names(asked), _faults(asked)
    lines = []
    for passage in question.judged:
        if passage.fault and passage.reason:
            words = f"{names[passage.id].removesuffix('.')} → {bold(faults[passage.fault])}."
            lines.append(because(words, " ", passage.reason, language, known))
    return lines


def lost_line(question: DocumentQuestion, reason: Reason, language: Language) -> str | None:
    """Nothing of a passage that was missed; of a fault misnamed, that it is another one."""
    (passage,) = [each for each in question.judged if each.id == reason.item]
    if passage.fault and reason.verdict is Verdict.WRONG:
        return None
    why = said_or("", reason.text, language)
    if reason.verdict is Verdict.PARTLY:
        why = say("document.other-fault", language)
    return part_line(bold(_names(ask(question, language))[passage.id]), reason, language, why)


def mistake(question: DocumentQuestion, item: str, language: Language) -> Mistake | None:
    """A fault that was missed or misnamed, or a sound passage that was marked."""
    for passage in question.judged:
        if passage.id == item:
            key = "document.lost" if passage.fault else "report.lost.chosen"
            return Mistake(key, _names(ask(question, language))[item])
    return None


def part_texts(question: DocumentQuestion) -> Iterator[PartText]:
    """The title, faults and reasons; the document itself is somebody else's, and has its faults."""
    yield PartText("title", question.title)
    yield from (PartText(f"column {each.id}", each.text) for each in question.columns)
    yield from (PartText(f"fault {each.id}", each.text) for each in question.faults)
    for passage in question.passages:
        part = f"passage {passage.id}"
        for text in (passage.label, passage.text):
            if text:
                yield PartText(part, text, is_own=False)
        if passage.reason:
            yield PartText(part, passage.reason)


def names_in_code(asked: AskedDocument) -> Mapping[str, str]:
    """The ids of the passages and of the faults."""
    names = _names(asked)
    return {
        "ids": in_code((passage.id, names[passage.id]) for passage in asked.judged),
        "faults": in_code((fault.id, fault.text) for fault in asked.faults),
    }


def offered(asked: AskedDocument) -> tuple[str, ...]:
    """The document and the faults, on a flash card."""
    faults = " · ".join(fault.text for fault in asked.faults)
    lines = (name_of(asked, passage) for passage in asked.passages)
    return (asked.title, *lines, f"{say('document.faults', asked.language)} {faults}")


# --- On paper -------------------------------------------------------------------------------


def _letters(passages: tuple[Any, ...]) -> dict[str, str]:
    """The letter of each passage that can be marked."""
    return {passage.id: letter(place) for place, passage in enumerate(passages)}


def paper(asked: AskedDocument) -> Mapping[str, Any]:
    """The document, a letter and a box at each passage, and the numbered faults."""
    letters = _letters(asked.judged)
    empty = {"letter": "", "label": "", "text": ""}
    passages = {
        (passage.row, passage.column) if asked.columns else passage.id: {
            "letter": letters.get(passage.id, ""),
            "label": passage.label or "",
            "text": _text(passage, asked.language),
        }
        for passage in asked.passages
    }
    return {
        "title": asked.title,
        "head": [column.text for column in asked.columns],
        "rows": [
            {"name": row, "cells": [passages.get((row, each.id), empty) for each in asked.columns]}
            for row in _rows(asked)
        ],
        "lines": [] if asked.columns else list(passages.values()),
        "faults": [fault.text for fault in asked.faults],
    }


def paper_key(question: DocumentQuestion, language: Language) -> PaperKey:
    """The number of each passage's fault, and why of all passages."""
    letters = _letters(question.judged)
    numbers = {fault.id: str(place) for place, fault in enumerate(question.faults, start=1)}
    parts = tuple(
        {
            "letter": letters[passage.id],
            "key": numbers[passage.fault] if passage.fault else "",
            "reason": said_or("", passage.reason, language),
            "misconceptions": [
                *revealed(passage.misconception),
                *(
                    {"at": numbers[fault], "code": code}
                    for fault, code in (passage.misconceptions or {}).items()
                ),
            ],
        }
        for passage in question.judged
    )
    answers = [f"{part['letter']}\u00a0{part['key']}" for part in parts if part["key"]]
    return PaperKey(answer_on_paper(answers, language), parts)
