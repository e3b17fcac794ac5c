"""Handing in by a button: the sheet lies in the cohort then, where marking finds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from maitrise.base.errors import SheetError
from maitrise.base.files import write_whole
from maitrise.base.text import Language, say
from maitrise.cases.files import RECORD, SHEET
from maitrise.cases.released_cases import released_cases
from maitrise.cohort.places import HANDED_IN
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.exchange import TIMESTAMP, stamp_of
from maitrise.server.room.room import Room
from maitrise.server.room.roster import TRAINER


def hand_in(
    room: Room, learner: str, assignment: str, *, with_record: bool, language: Language
) -> str:
    """Put a learner's sheet into the cohort; in the answer thread.

    The sheet bears the id that the room knows the learner by, whatever the page has put on it.

    Args:
        with_record: whether the learner wants their record to go with it.

    Returns:
        When, as an ISO moment.

    Raises:
        DocumentError: there is nothing to hand in, or it could not be written.
    """
    released = {f"{card.id}-{card.language}" for card in released_cases()}
    if assignment not in released or learner == TRAINER:
        raise DocumentError("unknown", say("document.unknown", language))
    content, _ = room.answer_thread.answers.document(learner, f"cases/{assignment}")
    try:
        sheet = parse_sheet(content.encode(), language)
    except SheetError as error:
        raise DocumentError("damaged", say("room.nothing-to-hand-in", language)) from error
    folder = room.cohort.folder / HANDED_IN / learner / assignment
    at = datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if with_record:
            lines = room.answer_thread.answers.statements(learner)
            written = "".join(f"{line}\n" for line in lines)
            write_whole(folder / RECORD, _bytes(written), private=True)
        signed = replace(sheet, learner=learner)
        write_whole(folder / TIMESTAMP, stamp_of(at), private=True)
        write_whole(folder / SHEET, _bytes(signed.as_json()), private=True)
    except OSError as error:
        why = say("room.database-failed", language)
        message = say("document.not-written", language, why=why)
        raise DocumentError("full", message) from error
    return at.isoformat()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
