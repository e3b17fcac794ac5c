"""What a page asks of the course's server: a learner's documents, their record, erasing.

How a page talks to it is written at the head of ``maitrise/player/store/server.js``. A page that a
server shows has two attributes on its ``<html>``; a published file has neither:

``data-api``
    The address of all that follows, from the page ("../../api/"). A page that has it keeps its
    answers here; it installs no service worker.
``data-lab``
    The address that opens a page's notebook in JupyterLab, once ``LANGUAGE/PAGE`` is added to it
    ("../lab/" and "fr/01-moa-amoa-moe"); not there where there is no JupyterLab.

Every answer has the headers ``Maitrise-Mark``, changed by erasing, and ``Maitrise-Token``, which a
request that writes shows as ``X-XSRFToken``: a cookie would be that of all ports of a computer,
JupyterLab's among them. What a learner should be told about a document (its copy was used, say)
stands in ``Maitrise-Notice``, percent-encoded. ``Accept-Language: fr`` decides in which language.

What cannot be done has a status and a sentence, ``{"kind": …, "message": sentence}``:

===  ===============  ===========================================================================
400  ``damaged``      what was sent is no document of this name
403  ``refused``      the browser was not let in, or the token is missing
404  ``unknown``      there is no such document or address
410  ``gone``         everything was erased since the page was opened
412  ``changed``      another page was faster: read again, change again
413  ``full``         larger than what is kept
500  ``off``          the file could not be read or written
507  ``full``         the disk is full
===  ===============  ===========================================================================

A change is acknowledged only once it is on the disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

from maitrise.base.text import say
from maitrise.learner.document_shape import DocumentError, Trouble
from maitrise.learner.documents import LearnerDocuments
from maitrise.learner.record import HOME_PAGE
from maitrise.learner.sheet import now
from maitrise.server.handler import Handler

T = TypeVar("T")
MARK = "Maitrise-Mark"
TOKEN = "Maitrise-Token"
NOTICE = "Maitrise-Notice"
_STATUS: dict[Trouble, HTTPStatus] = {
    "damaged": HTTPStatus.BAD_REQUEST,
    "unknown": HTTPStatus.NOT_FOUND,
    "changed": HTTPStatus.PRECONDITION_FAILED,
    "gone": HTTPStatus.GONE,
    "full": HTTPStatus.INSUFFICIENT_STORAGE,
    "off": HTTPStatus.INTERNAL_SERVER_ERROR,
}


class ApiHandler(Handler):
    """What all addresses of the interface have in common."""

    documents: LearnerDocuments

    def initialize(self) -> None:
        """Nothing is known of who asks."""
        self._common: dict[str, str] = {}

    def prepare(self) -> None:
        """Let in who may come in; a change needs the page's own token as well."""
        super().prepare()
        if self.is_answered:
            return
        documents = self.access.documents(self)
        token = self.request.headers.get("X-XSRFToken", "")
        if documents is None:
            self._refuse("server.not-let-in")
        elif self.request.method != "GET" and not self.access.is_token(self, token):
            self._refuse("server.no-token")
        else:
            self.documents = documents
            self._common = {"Cache-Control": "no-store", TOKEN: self.access.token(self)}

    @property
    def mark(self) -> str:
        """The mark of the last erasing when the page was opened."""
        return self.request.headers.get(MARK, "")

    @property
    def version(self) -> str:
        """The version that a change was made from; "" where there was nothing."""
        return self.request.headers.get("If-Match", "").strip().strip('"')

    def sent(self) -> Any:
        """The data that the page has sent.

        Raises:
            DocumentError: it has sent none.
        """
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError) as error:
            raise DocumentError("damaged", say("document.damaged", self.language)) from error

    def sent_list(self) -> list[Any]:
        """The statements that the page has sent.

        Raises:
            DocumentError: it has sent none.
        """
        sent = self.sent()
        if not isinstance(sent, list):
            raise DocumentError("damaged", say("document.no-statement", self.language))
        return sent

    async def on_disk(self, act: Callable[[], T]) -> T:
        """Do something with the learner's files, away from the loop that serves everybody."""

        def work() -> T:
            self._common[MARK] = self.documents.mark()
            return act()

        return await self.file_work.do(self.documents.folder, work)

    def answer(self, content: object, version: str = "") -> None:
        """Send data; with a version, a page that has it already is told so instead."""
        self._set_common()
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        if version:
            self.set_header("Etag", f'"{version}"')
            if self.check_etag_header():
                self.set_status(HTTPStatus.NOT_MODIFIED)
                self.finish()
                return
        self.finish(json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace"))

    def done(self, version: str = "") -> None:
        """Say that a change is on the disk."""
        self._set_common()
        if version:
            self.set_header("Etag", f'"{version}"')
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()

    def compute_etag(self) -> None:
        """Set where there is a version."""

    def write_error(self, status_code: int, **given: Any) -> None:
        """Say what cannot be done in a sentence, as JSON."""
        error = given.get("exc_info", (None, None))[1]
        self._set_common()  # gone with what would have been answered
        if isinstance(error, DocumentError):
            self.set_status(_STATUS[error.trouble])
            self.finish({"kind": error.trouble, "message": str(error)})
        else:
            self.finish({"kind": "off", "message": say("server.failed", self.language)})

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Log what is a fault of ours, not what a learner has been told in a sentence."""
        if not isinstance(error, DocumentError):
            super().log_exception(kind, error, trace)

    def _set_common(self) -> None:
        for name, value in self._common.items():
            self.set_header(name, value)

    def _refuse(self, key: str) -> None:
        self.set_status(HTTPStatus.FORBIDDEN)
        self.finish({"kind": "refused", "message": say(key, self.language)})


class DocumentHandler(ApiHandler):
    """One document."""

    async def get(self, name: str) -> None:
        """What is kept of it."""
        found = await self.on_disk(lambda: self.documents.load(name, self.language))
        if found.notice:
            self.set_header(NOTICE, quote(found.notice))
        self.answer(found.content, found.version)

    async def put(self, name: str) -> None:
        """Keep another version of it."""
        sent, mark, version = self.sent(), self.mark, self.version
        put, language = self.documents.put, self.language
        self.done(
            await self.on_disk(
                lambda: put(name, sent, version=version, mark=mark, language=language)
            )
        )

    async def delete(self, name: str) -> None:
        """Keep it no longer."""
        mark, version, language = self.mark, self.version, self.language
        delete = self.documents.delete
        await self.on_disk(lambda: delete(name, version=version, mark=mark, language=language))
        self.done()


class RecordHandler(ApiHandler):
    """The learning record."""

    async def get(self) -> None:
        """All of it."""
        self.answer(*await self.on_disk(lambda: self.documents.record(self.language)))

    async def post(self) -> None:
        """Add to it."""
        sent, mark, language = self.sent_list(), self.mark, self.language
        await self.on_disk(lambda: self.documents.add(sent, mark=mark, language=language))
        self.done()

    async def put(self) -> None:
        """Put what was brought back between what was there."""
        sent, mark, version = self.sent_list(), self.mark, self.version
        put, language = self.documents.put_record, self.language
        self.done(
            await self.on_disk(lambda: put(sent, version=version, mark=mark, language=language))
        )


class KeptHandler(ApiHandler):
    """Everything that is kept, to be shown and taken away."""

    async def get(self) -> None:
        """All documents and the record."""
        everything = await self.on_disk(lambda: self.documents.everything(self.language))
        self.answer({"format": 1, "course": HOME_PAGE, "at": now(), **everything})


class EraseHandler(ApiHandler):
    """Erasing everything."""

    async def post(self) -> None:
        """Erase; pages that are open can write nothing any more."""
        count = await self.on_disk(lambda: self.documents.erase(self.language))
        await self.on_disk(self.documents.mark)  # the new one
        self.answer({"count": count})


class NoSuchHandler(ApiHandler):
    """An address of the interface that is none."""

    def get(self) -> None:
        """Say so."""
        raise DocumentError("unknown", say("document.unknown", self.language))

    post = put = delete = patch = get


HANDLERS: tuple[tuple[str, type[ApiHandler]], ...] = (
    (r"api/documents/(.+)", DocumentHandler),
    (r"api/record", RecordHandler),
    (r"api/kept", KeptHandler),
    (r"api/erase", EraseHandler),
    (r"api(?:/.*)?", NoSuchHandler),
)
"""The addresses of the interface, from the server's own."""
