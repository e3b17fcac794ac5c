"""Answer the requests of a page about a learner's documents, for a server or a notebook.

The requests are those of HTTP, as ``maitrise/player/store/server.js`` describes: a method, a path,
a few headers, JSON. Access is checked by the caller, before a request comes here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from maitrise.base.text import Language, say
from maitrise.learner.document_shape import DocumentError, DocumentErrorReason
from maitrise.learner.documents import Document
from maitrise.learner.sheet import now
from maitrise.learner.statements import HOME_PAGE

_STATUS: Mapping[DocumentErrorReason, HTTPStatus] = {
    "damaged": HTTPStatus.BAD_REQUEST,
    "unknown": HTTPStatus.NOT_FOUND,
    "changed": HTTPStatus.PRECONDITION_FAILED,
    "gone": HTTPStatus.GONE,
    "large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "full": HTTPStatus.INSUFFICIENT_STORAGE,
    "off": HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Documents(Protocol):
    """The data of one learner, in a folder or a database; see ``LearnerDocuments``."""

    @property
    def folder(self) -> Path:
        """A path that identifies the learner; work on one folder is done one piece at a time."""

    def erasure_mark(self) -> str:
        """The mark of the last erasure."""

    def load(self, name: str, language: Language) -> Document:
        """Read a document."""

    def put(
        self, name: str, content: object, *, version: str, erasure_mark: str, language: Language
    ) -> str:
        """Write a document unless another page has changed it; returns its new version."""

    def delete(self, name: str, *, version: str, erasure_mark: str, language: Language) -> None:
        """Delete a document unless another page has changed it."""

    def add(self, statements: Sequence[object], *, erasure_mark: str, language: Language) -> None:
        """Add statements to the record."""

    def record(self, language: Language) -> tuple[list[dict[str, Any]], str]:
        """The learning record, oldest first, and its version."""

    def put_record(
        self, statements: Sequence[object], *, version: str, erasure_mark: str, language: Language
    ) -> str:
        """Replace the whole record; returns its new version."""

    def everything(self, language: Language) -> dict[str, Any]:
        """Every document by name, and the record."""

    def erase(self, language: Language) -> int:
        """Delete all of the learner's data; returns how many documents there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request of a page.

    Attributes:
        path: below the address of the API ("documents/answers/01-moa").
        body: the data that it sends.
        erasure_mark: the one that the page read when it was opened.
        version: of the document that a change was made from; "" if there was none.
        language: of the page, and so of messages.
    """

    method: str
    path: str
    body: Any = None
    erasure_mark: str = ""
    version: str = ""
    language: Language


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request.

    Attributes:
        body: data; None if there is nothing to send.
        erasure_mark: the current one.
        version: of the document that was sent or written; "" for none.
        notice: a message for the learner; "" usually.
    """

    status: int
    body: Any = None
    erasure_mark: str = ""
    version: str = ""
    notice: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The version, mark and notice as HTTP headers."""
        named = {
            "ETag": f'"{self.version}"' if self.version else "",
            "Maitrise-Mark": self.erasure_mark,
            "Maitrise-Notice": quote(self.notice),
        }
        return {name: value for name, value in named.items() if value or name == "Maitrise-Mark"}


def handle_request(documents: Documents, request: Request) -> Reply:
    """Do what a page asks; errors become replies with a message."""
    try:
        done = _done(documents, request)
    except DocumentError as error:
        done = error_reply(error)
    return replace(done, erasure_mark=documents.erasure_mark())


def error_reply(error: DocumentError) -> Reply:
    """The reply to a request that failed, with a message."""
    return Reply(_STATUS[error.reason], {"kind": error.reason, "message": str(error)})


def _done(documents: Documents, request: Request) -> Reply:
    language = request.language
    room, _, name = request.path.partition("/")
    match request.method, room:
        case "GET", "documents":
            found = documents.load(name, language)
            return Reply(200, found.content, version=found.version, notice=found.notice)
        case "GET", "record":
            statements, version = documents.record(language)
            return Reply(200, statements, version=version)
        case "GET", "kept":
            everything = documents.everything(language)
            return Reply(200, {"format": 1, "course": HOME_PAGE, "at": now(), **everything})
        case "POST", "erase":
            return Reply(200, {"count": documents.erase(language)})
    return Reply(204, version=_changed(documents, request, room, name))


def _changed(documents: Documents, request: Request, room: str, name: str) -> str:
    """Make the change that a request asks for.

    Returns:
        The version of the document written; "" for a deletion or an addition.
    """
    of: dict[str, Any] = {"erasure_mark": request.erasure_mark, "language": request.language}
    match request.method, room:
        case "PUT", "documents":
            return documents.put(name, request.body, version=request.version, **of)
        case "DELETE", "documents":
            documents.delete(name, version=request.version, **of)
            return ""
        case "POST", "record":
            documents.add(_statements(request), **of)
            return ""
        case "PUT", "record":
            return documents.put_record(_statements(request), version=request.version, **of)
    raise DocumentError("unknown", say("document.unknown", request.language))


def _statements(request: Request) -> list[Any]:
    if not isinstance(request.body, list):
        raise DocumentError("damaged", say("document.no-statement", request.language))
    return request.body
