"""What a page asks about a learner's documents, whoever passes it on: a server, or a notebook.

The requests are those of HTTP, as ``maitrise/player/store/server.js`` tells: a method, a path, a
few headers, JSON. Nothing here knows who asks; whoever passes a request on has let them in.
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
    """What is kept of one learner, wherever that is; ``LearnerDocuments`` says what each does."""

    @property
    def folder(self) -> Path:
        """Where it lies; what is done in one folder is done in turn."""

    def mark(self) -> str:
        """The mark of the last erasing."""

    def load(self, name: str, language: Language) -> Document:
        """Read a document."""

    def put(
        self, name: str, content: object, *, version: str, mark: str, language: Language
    ) -> str:
        """Write a document that is still as the page knows it; gives its new version."""

    def delete(self, name: str, *, version: str, mark: str, language: Language) -> None:
        """Delete a document that is still as the page knows it."""

    def add(self, statements: Sequence[object], *, mark: str, language: Language) -> None:
        """Add statements to the record."""

    def record(self, language: Language) -> tuple[list[dict[str, Any]], str]:
        """The record and its version."""

    def put_record(
        self, statements: Sequence[object], *, version: str, mark: str, language: Language
    ) -> str:
        """Write the whole record anew; gives its new version."""

    def everything(self, language: Language) -> dict[str, Any]:
        """Each document by name, and the record."""

    def erase(self, language: Language) -> int:
        """Delete all of it; how many documents there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a page asks.

    Attributes:
        path: from the interface's own address ("documents/answers/01-moa").
        body: the data that it sends.
        mark: of the last erasing, as the page found it on opening.
        version: of the document that a change was made from; "" where there was none.
        language: of the page: sentences are said in it.
    """

    method: str
    path: str
    body: Any = None
    mark: str = ""
    version: str = ""
    language: Language


@dataclass(frozen=True, slots=True)
class Reply:
    """What it is answered.

    Attributes:
        body: data; None where there is nothing to send.
        mark: of the last erasing, as it stands now.
        version: of the document that was sent or written; "" for none.
        notice: what the learner should be told; "" when all is well.
    """

    status: int
    body: Any = None
    mark: str = ""
    version: str = ""
    notice: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of HTTP that say so."""
        named = {
            "ETag": f'"{self.version}"' if self.version else "",
            "Maitrise-Mark": self.mark,
            "Maitrise-Notice": quote(self.notice),
        }
        return {name: value for name, value in named.items() if value or name == "Maitrise-Mark"}


def reply(documents: Documents, request: Request) -> Reply:
    """Do what a page asks, or say in a sentence why it cannot be done."""
    try:
        done = _done(documents, request)
    except DocumentError as error:
        done = refusal(error)
    return replace(done, mark=documents.mark())


def refusal(error: DocumentError) -> Reply:
    """Why something was not done, in a sentence."""
    return Reply(_STATUS[error.trouble], {"kind": error.trouble, "message": str(error)})


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
    """Make a change.

    Returns:
        The version of what was written; "" where there is none.
    """
    of: dict[str, Any] = {"mark": request.mark, "language": request.language}
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
