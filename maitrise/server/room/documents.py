"""A learner's documents in a room's database, with the same rules as files in a folder."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from maitrise.base.text import Language, say
from maitrise.cohort.room_answers import RoomAnswers
from maitrise.learner.document_shape import (
    DocumentError,
    bytes_of,
    data_of,
    parts_of,
    statement,
    too_large,
)
from maitrise.learner.documents import Document
from maitrise.server.room.answer_thread import AnswerThread

LARGEST = 24 * 1024 * 1024
"""Characters kept of one learner: nobody fills the disk for everybody."""
_MOST_NAMES, MOST_STATEMENTS = 250, 20_000
Heard = Callable[[str, str, Any], None]
"""Is told of a learner's document once it is on the disk: who, its name, its content."""


class RoomDocuments:
    """The documents of one learner of a room; to be used in the answer thread only."""

    def __init__(
        self,
        answer_thread: AnswerThread,
        learner: str,
        heard: Heard,
        is_listed: Callable[[], bool],
    ) -> None:
        """Speak for one learner.

        Args:
            heard: is told of what was written.
            is_listed: whether they are on the list still: who was erased writes no more.
        """
        self._answer_thread, self._learner = answer_thread, learner
        self._heard, self._is_listed = heard, is_listed

    @property
    def folder(self) -> Path:
        """A name that identifies the learner."""
        return Path(self._learner)

    @property
    def _answers(self) -> RoomAnswers:
        return self._answer_thread.answers

    def erasure_mark(self) -> str:
        """The mark of the last erasure."""
        return self._answers.erasure_mark(self._learner)

    def load(self, name: str, language: Language) -> Document:
        """Read a document.

        Raises:
            DocumentError: the name is no document's.
        """
        _known(name, language)
        content, version = self._answers.document(self._learner, name)
        return Document(data_of(content.encode()) if version else None, version)

    def put(
        self, name: str, content: object, *, version: str, erasure_mark: str, language: Language
    ) -> str:
        """Write a document unless another page has changed it.

        Raises:
            DocumentError: it was not written; the old content is still there.
        """
        _known(name, language)
        written = bytes_of(name, content, language)
        self._refuse_what_was_erased(erasure_mark, language)
        if not version:  # another one: the rest was counted when it was new
            self._refuse_too_much(len(written), language)
        new = hashlib.sha256(written).hexdigest()[:20]
        if not self._answers.put(self._learner, name, written.decode(), new, version):
            raise DocumentError("changed", say("document.changed", language))
        self._written(name, content)
        return new

    def delete(self, name: str, *, version: str, erasure_mark: str, language: Language) -> None:
        """Delete a document unless another page has changed it.

        Raises:
            DocumentError: it was not deleted.
        """
        _known(name, language)
        self._refuse_what_was_erased(erasure_mark, language)
        if not self._answers.delete(self._learner, name, version):
            raise DocumentError("changed", say("document.changed", language))
        self._written(name, None)

    def add(self, statements: Sequence[object], *, erasure_mark: str, language: Language) -> None:
        """Add statements to the record, except those that it has already.

        Raises:
            DocumentError: one is no statement, or all was erased; none is added.
        """
        sound = [statement(raw, language) for raw in statements]
        self._refuse_what_was_erased(erasure_mark, language)
        if self._answers.count_statements(self._learner) + len(sound) > MOST_STATEMENTS:
            raise DocumentError("full", too_large(LARGEST, language))
        for each in sound:
            self._answers.add_statement(self._learner, each["id"], _line(each))

    def record(self, language: Language) -> tuple[list[dict[str, Any]], str]:
        """The record, oldest first, and its version."""
        lines = self._answers.statements(self._learner)
        version = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20] if lines else ""
        return [json.loads(line) for line in lines], version

    def put_record(
        self, statements: Sequence[object], *, version: str, erasure_mark: str, language: Language
    ) -> str:
        """Replace the whole record; returns its new version.

        Raises:
            DocumentError: it was not written; the old content is still there.
        """
        sound = [statement(raw, language) for raw in statements]
        self._refuse_what_was_erased(erasure_mark, language)
        if self.record(language)[1] != version:
            raise DocumentError("changed", say("document.changed", language))
        self._refuse_too_much(sum(len(_line(each)) for each in sound), language)
        self._answers.clear_statements(self._learner)
        for each in sound:
            self._answers.add_statement(self._learner, each["id"], _line(each))
        return self.record(language)[1]

    def everything(self, language: Language) -> dict[str, Any]:
        """Every document by name, and the record."""
        names = self._answers.names(self._learner)
        return {
            "documents": {name: self.load(name, language).content for name in names},
            "record": self.record(language)[0],
        }

    def erase(self, language: Language) -> int:
        """Delete all of the learner's data; returns how many documents there were."""
        count = self._answers.erase(self._learner, secrets.token_hex(8))
        self._written("", None)
        return count

    def _written(self, name: str, content: object) -> None:
        """After the commit, update this room's wall, and those of the other processes."""
        self._answer_thread.once_written(lambda: self._heard(self._learner, name, content))
        self._answer_thread.notify_others("document", self._learner, name)

    def _refuse_what_was_erased(self, erasure_mark: str, language: Language) -> None:
        if self.erasure_mark() != erasure_mark or not self._is_listed():
            raise DocumentError("gone", say("my-record.gone", language))

    def _refuse_too_much(self, more: int, language: Language) -> None:
        size = self._answers.size(self._learner) + more
        if size > LARGEST or len(self._answers.names(self._learner)) >= _MOST_NAMES:
            raise DocumentError("full", too_large(size, language))


def _known(name: str, language: Language) -> None:
    if parts_of(name) is None:
        raise DocumentError("unknown", say("document.unknown", language))


def _line(sound: dict[str, Any]) -> str:
    text = json.dumps(sound, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode()
