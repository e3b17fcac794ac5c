"""The data of one learner, as documents by name: for the server, and for a page in a notebook.

A document is one of the files in the learner's folder. Each change names the version that it was
made from. If two pages change the same document at once, the second gets an error, reads what the
first has written, and makes its change again.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maitrise.base.errors import ErasedError, SetupError, shown_reason
from maitrise.base.files import private_folder, set_aside, write_whole
from maitrise.base.locking import folder_lock
from maitrise.base.places import course_folder, learner_folder
from maitrise.base.text import Language, say
from maitrise.learner.document_places import DocumentPlaces
from maitrise.learner.document_shape import (
    DocumentError,
    DocumentErrorReason,
    bytes_of,
    data_of,
    is_sheet,
    is_sound,
    statement,
    too_large,
)
from maitrise.learner.lease import erasing, erasure_mark, writing
from maitrise.learner.own_notebooks import notebooks_root
from maitrise.learner.record import (
    LARGEST_RECORD,
    append_statement,
    damaged_lines,
    holds_statement,
    read_statements,
    refuse_too_large,
    would_be_too_large,
)
from maitrise.learner.sheet import MAXIMUM_BYTES

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read.

    Attributes:
        content: JSON data; the file's text if it is not JSON; None if there is no file.
        version: a hash of the content; "" if there is no file.
        notice: a message for the learner (a copy was used, say); "" usually.
    """

    content: Any = None
    version: str = ""
    notice: str = ""


class LearnerDocuments:
    """The documents in one learner's folder."""

    def __init__(self, folder: Path, notebooks: Mapping[str, Path] | None = None) -> None:
        """Use a folder, which may not exist yet.

        Args:
            notebooks: the folders of case notebooks by assignment ("payroll-fr"). The answers to
                such a case are kept there, so that page and notebook show the same.
        """
        self.folder = folder
        self._places = DocumentPlaces(folder, notebooks or {})

    def erasure_mark(self) -> str:
        """The mark of the last erasure, which a page must send with each change."""
        return erasure_mark(self.folder)

    def load(self, name: str, language: Language) -> Document:
        """Read a document; if an answer sheet cannot be used, its copy is read instead.

        Raises:
            DocumentError: the name is no document's, or its file cannot be opened.
        """
        path = self._places.path(name, language)
        with _as_document_errors(language):
            if _is_missing(path) and not (is_sheet(name) and _copy(path).exists()):
                return Document()  # usual on a first visit
            with folder_lock(self.folder, home=self.folder):
                return self._read(name, path, language)

    def put(
        self, name: str, content: object, *, version: str, erasure_mark: str, language: Language
    ) -> str:
        """Write a document whole, with its copy if it is an answer sheet.

        Args:
            version: of the document that this one was made from; "" if there was none.
            erasure_mark: the one that the page read when it was opened.

        Returns:
            The new version.

        Raises:
            DocumentError: it was not written; the old content is still there.
        """
        path = self._places.path(name, language)
        written = bytes_of(name, content, language)
        with self._changing(path, version, erasure_mark, language):
            private_folder(path.parent)
            write_whole(path, written, private=True)
            if is_sheet(name):
                write_whole(_copy(path), written, private=True, synced=False)
        return _version(written)

    def delete(self, name: str, *, version: str, erasure_mark: str, language: Language) -> None:
        """Delete a document and its copy.

        A page sets one aside by writing it under another name, then deleting it.

        Raises:
            DocumentError: it was not deleted.
        """
        path = self._places.path(name, language)
        with self._changing(path, version, erasure_mark, language):
            _copy(path).unlink(missing_ok=True)
            path.unlink()

    def add(self, statements: Sequence[object], *, erasure_mark: str, language: Language) -> None:
        """Add statements to the learning record, except those that it has already.

        Raises:
            DocumentError: one could not be added; those before it were.
        """
        sound = [statement(raw, language) for raw in statements]
        with _as_document_errors(language), writing(self.folder, erasure_mark, language):
            for new in sound:
                if not holds_statement(self._places.record, new["id"]):
                    append_statement(self._places.record, new)

    def record(self, language: Language) -> tuple[list[dict[str, Any]], str]:
        """The learning record, oldest first, and its version.

        Raises:
            DocumentError: its file cannot be opened, or is too large to be read.
        """
        path = self._places.record
        with _as_document_errors(language):
            refuse_too_large(path, language)
            statements, _ = read_statements(path)
            return statements, _version_of(path)

    def put_record(
        self, statements: Sequence[object], *, version: str, erasure_mark: str, language: Language
    ) -> str:
        """Replace the whole record, after a page has merged statements from a file into it.

        Lines that could not be read stay in the file.

        Returns:
            The new version.

        Raises:
            DocumentError: it was not written; the old content is still there.
        """
        sound = [json.dumps(statement(each, language), ensure_ascii=False) for each in statements]
        with self._changing(self._places.record, version, erasure_mark, language):
            damaged = damaged_lines(self._places.record)
            written = b"".join(line.encode("utf-8", "backslashreplace") + b"\n" for line in sound)
            written += damaged
            if len(written) > LARGEST_RECORD:
                raise DocumentError("large", would_be_too_large(language))
            private_folder(self.folder)
            write_whole(self._places.record, written, private=True)
        return _version(written)

    def everything(self, language: Language) -> dict[str, Any]:
        """Every document by name, those set aside included, and the record.

        Raises:
            DocumentError: one cannot be opened, or the record is too large to be read.
        """
        record, _ = self.record(language)
        documents = {name: self.load(name, language).content for name in self._places.names()}
        return {"documents": documents, "record": record}

    def erase(self, language: Language) -> int:
        """Delete all of the learner's data; pages that are open may not write any more.

        Returns:
            How many documents there were, the record among them.

        Raises:
            DocumentError: a file could not be deleted; those before it were.
        """
        with _as_document_errors(language), erasing(self.folder):
            count = len(self._places.names()) + self._places.record.exists()
            for path in self._places.files():
                path.unlink(missing_ok=True)
        return count

    @contextmanager
    def _changing(
        self, path: Path, version: str, erasure_mark: str, language: Language
    ) -> Iterator[None]:
        """Lock the folder to change a file; raises ``DocumentError`` if its version is another."""
        with _as_document_errors(language), writing(self.folder, erasure_mark, language):
            if _version_of(path) != version:
                raise DocumentError("changed", say("document.changed", language))
            yield

    def _read(self, name: str, path: Path, language: Language) -> Document:
        notices = []
        if path.exists() and path.stat().st_size > MAXIMUM_BYTES and "." not in name:
            size = path.stat().st_size
            notices += [too_large(size, language), self._set_aside(path, language)]
        written = path.read_bytes() if path.exists() else b""
        if is_sheet(name) and not (written and is_sound(name, written, language)):
            spare = self._spare(name, path, language)
            if spare and written:
                notices += [say("sheet.not-json", language), self._set_aside(path, language)]
            if spare:
                count = len(data_of(spare)["answers"])
                notices.append(say("sheet.copy-used", language, count=count))
                write_whole(path, spare, private=True)
                written = spare
        content = data_of(written) if written else None
        return Document(content, _version(written), " ".join(notices))

    def _set_aside(self, path: Path, language: Language) -> str:
        """Rename a file that cannot be used; returns the message with its new name."""
        return say("sheet.set-aside", language, name=set_aside(path, "damaged").name)

    def _spare(self, name: str, path: Path, language: Language) -> bytes:
        """The copy of an answer sheet; empty if there is none that can be used."""
        with suppress(FileNotFoundError):
            spare = _copy(path).read_bytes() if is_sheet(name) else b""
            return spare if spare and is_sound(name, spare, language) else b""
        return b""


def own_documents() -> LearnerDocuments:
    """The documents of the learner on this computer, with those beside case notebooks."""
    notebooks: dict[str, Path] = {}
    with suppress(SetupError):
        released = (course_folder().resolve().parent / "exercises").glob("*/case.json")
        written = notebooks_root() / "exercises"
        notebooks = {path.parent.name: written / path.parent.name for path in released}
    return LearnerDocuments(learner_folder(), notebooks)


@contextmanager
def _as_document_errors(language: Language) -> Iterator[None]:
    """Raise errors of the system, and ``ErasedError``, as errors in the page's language.

    Raises:
        DocumentError: in place of them.
    """
    try:
        yield
    except ErasedError as error:
        raise DocumentError("gone", str(error)) from error
    except OSError as error:
        reason: DocumentErrorReason = "full" if error.errno in _FULL else "off"
        why = shown_reason(error, language)
        raise DocumentError(reason, say("document.not-written", language, why=why)) from error


def _copy(path: Path) -> Path:
    return path.with_name(f"{path.stem}.copy.json")


def _is_missing(path: Path) -> bool:
    """Whether a file is missing; raises ``OSError`` if that cannot be known."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    return False


def _version(written: bytes) -> str:
    """A hash of a content; "" for an empty one, which counts as a missing file."""
    if not written:
        return ""
    return hashlib.sha256(written).hexdigest()[:20]


def _version_of(path: Path) -> str:
    try:
        return _version(path.read_bytes())
    except FileNotFoundError:
        return ""
