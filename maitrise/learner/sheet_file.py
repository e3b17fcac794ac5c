"""An answer sheet on disk, that a running page writes to.

It is written whole, to a temporary file that is then renamed, and twice: the file itself and a copy
beside it. A file that cannot be used is set aside under another name, never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from maitrise.base.errors import SheetError, shown_reason, shown_value
from maitrise.base.files import private_folder, set_aside, write_whole
from maitrise.base.locking import folder_lock
from maitrise.base.text import Language, say
from maitrise.learner.sheet import (
    DEEPEST,
    MAXIMUM_BYTES,
    AnswerSheet,
    Entry,
    nests,
    now,
    parse_sheet,
)


class SheetFile:
    """A sheet on disk that a running page writes to.

    Attributes:
        path: the file; a copy of it is kept beside it.
        sheet: what has been answered, whether or not the last writing succeeded.
        notices: messages for the learner about opening it (a file set aside, a copy used).
    """

    def __init__(self, path: Path, case: str, language: Language, learner: str) -> None:
        """Open the sheet, or begin an empty one.

        Whatever the file contains raises nothing: a file that cannot be used is set aside.
        """
        self.path = path
        self.notices: list[str] = []
        self._language: Language = language
        self.sheet = self._open(AnswerSheet(case, language, learner))

    @property
    def copy_path(self) -> Path:
        """The path of the copy."""
        return self.path.with_name(f"{self.path.stem}.copy.json")

    def put(self, question: str, value: object, *, checked: bool = False) -> None:
        """Put an answer in and write the sheet.

        Another page may have written since: its answers to other questions are taken over first.

        Raises:
            SheetError: the sheet could not be written; the answer is kept in memory and goes
                with the next writing.
            ValueError: the value is not JSON data of everyday depth; nothing has changed.
        """
        _refuse_what_is_not_json(value)
        entry = Entry(value, now(), checked)
        with folder_lock(self.path.parent):
            try:
                self._take_over()
            finally:
                self.sheet = self.sheet.with_answer(question, entry)
            self._write()

    def refresh(self) -> None:
        """Merge what another page has written to the file since; never raises."""
        with suppress(SheetError):
            self._take_over()

    def sign(self, learner: str) -> None:
        """Put a learner's id on the sheet and write it.

        Raises:
            SheetError: it could not be written; what is on disk is as it was.
        """
        with folder_lock(self.path.parent):
            self._take_over()
            self.sheet = replace(self.sheet, learner=learner)
            self._write()

    def take_from(self, answers: Mapping[str, Entry]) -> None:
        """Begin an empty sheet with answers found elsewhere; written with the next change."""
        self.sheet = replace(self.sheet, answers=dict(answers))

    def clear(self) -> Path | None:
        """Start again: set the sheet aside under another name and begin an empty one.

        Returns:
            Where the old answers are, or None when there were none.

        Raises:
            OSError: it could not be set aside; nothing has changed.
        """
        there = [path for path in (self.path, self.copy_path) if path.exists()]
        kept = set_aside(there[0], "before") if there else None
        self.copy_path.unlink(missing_ok=True)
        self.sheet = replace(self.sheet, answers={})
        return kept

    def _open(self, empty: AnswerSheet) -> AnswerSheet:
        try:
            found = self._on_disk(empty.case)
        except OSError as error:  # what lies there cannot even be moved: no writing will touch it
            self.notices.append(
                self._say("sheet.unreadable", why=shown_reason(error, self._language))
            )
            return empty
        if found is None:
            return empty
        return replace(found, language=empty.language, learner=empty.learner)

    def _on_disk(self, case: str) -> AnswerSheet | None:
        """Read the sheet from disk, or its copy; a file that cannot be used is set aside.

        Raises:
            OSError: such a file could not be set aside either.
        """
        for path in (self.path, self.copy_path):
            try:
                sheet = self._read(path, case)
            except FileNotFoundError:
                continue
            except SheetError as error:
                aside = set_aside(path, "damaged")
                if path == self.path:
                    self.notices.append(f"{error} {self._say('sheet.set-aside', name=aside.name)}")
                continue
            if path == self.copy_path:
                self.notices.append(self._say("sheet.copy-used", count=len(sheet.answers)))
            return sheet
        return None

    def _read(self, path: Path, case: str) -> AnswerSheet:
        try:
            if path.stat().st_size > MAXIMUM_BYTES:
                size = f"{path.stat().st_size / 2**20:.1f}"
                raise SheetError(self._say("sheet.too-large", size=size))
            content = path.read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise SheetError(
                self._say("sheet.unreadable", why=shown_reason(error, self._language))
            ) from error
        sheet = parse_sheet(content, self._language)
        if sheet.case != case:
            raise SheetError(self._say("sheet.other-case", found=sheet.case[:60], wanted=case))
        return sheet

    def _take_over(self) -> None:
        """Merge answers that another page wrote later than the ones in memory."""
        try:
            other = self._on_disk(self.sheet.case)
        except OSError as error:
            raise SheetError(
                self._say("sheet.not-written", why=shown_reason(error, self._language))
            ) from error
        held = self.sheet.answers
        newer = {
            question: entry
            for question, entry in (other.answers if other else {}).items()
            if question not in held or _is_later(entry.at, held[question].at)
        }
        self.sheet = replace(self.sheet, answers={**held, **newer})

    def _write(self) -> None:
        # Half a character (a browser may cut an emoji in two) becomes a JSON escape.
        content = self.sheet.as_json().encode("utf-8", "backslashreplace")
        try:
            if len(content) > MAXIMUM_BYTES:
                raise SheetError(self._say("sheet.too-large", size=f"{len(content) / 2**20:.1f}"))
            private_folder(self.path.parent)
            for path in (self.path, self.copy_path):
                write_whole(path, content, private=True)
        except OSError as error:
            raise SheetError(
                self._say("sheet.not-written", why=shown_reason(error, self._language))
            ) from error

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)


def _refuse_what_is_not_json(value: object) -> None:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, RecursionError) as error:
        raise ValueError(f"{shown_value(value)} is not JSON") from error
    if nests(value, DEEPEST):
        raise ValueError(f"{shown_value(value)} nests too deep for an answer")


def _is_later(at: str, other: str) -> bool:
    return at.removesuffix("Z") > other.removesuffix("Z")  # 10:15:00Z is before 10:15:00.5Z
