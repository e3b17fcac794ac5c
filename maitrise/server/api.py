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

What cannot be done has a status and a sentence, ``{"kind": …, "message": sentence}``; most are
told in ``maitrise/learner/requests.py``:

===  ===============  ===========================================================================
400  ``damaged``      what was sent is no document of this name
403  ``refused``      the browser was not let in, or the token is missing
404  ``unknown``      there is no such document or address
410  ``gone``         everything was erased since the page was opened
412  ``changed``      another page was faster: read again, change again
413  ``large``        the learning record is larger than what is read, or kept
500  ``off``          the file could not be read or written
507  ``full``         the disk is full, or a document is larger than what is kept
===  ===============  ===========================================================================

A change is acknowledged only once it is on the disk.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from maitrise.base.text import say
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.requests import Documents, Reply, Request, error_reply, handle_request
from maitrise.server.handler import Handler


class ApiHandler(Handler):
    """Passes a page's request on, once it is known whose documents it asks about."""

    documents: Documents

    async def prepare(self) -> None:
        """Let in who may come in; a change needs the page's own token as well."""
        await super().prepare()
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

    async def answer(self, path: str) -> None:
        """Do what is asked, away from the loop that serves everybody."""
        try:
            body = json.loads(self.request.body) if self.request.body else None
        except (ValueError, RecursionError):
            message = say("document.damaged", self.language)
            self._send(Reply(HTTPStatus.BAD_REQUEST, {"kind": "damaged", "message": message}))
            return
        headers = self.request.headers
        asked = Request(
            method=str(self.request.method),
            path=path,
            body=body,
            erasure_mark=headers.get("Maitrise-Mark", ""),
            version=headers.get("If-Match", "").strip().strip('"'),
            language=self.language,
        )
        try:
            folder = self.documents.folder
            done = await self.work.run(folder, lambda: handle_request(self.documents, asked))
        except DocumentError as error:
            done = error_reply(error)
        self._send(done)

    get = post = put = delete = answer

    def compute_etag(self) -> None:
        """Set where there is a version."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a sentence that something of ours broke."""
        self.finish({"kind": "off", "message": say("server.failed", self.language)})

    def _send(self, done: Reply) -> None:
        self.set_status(done.status)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Maitrise-Token", self.access.token(self))
        for name, value in done.headers.items():
            self.set_header(name, value)
        if self.request.method == "GET" and self.check_etag_header():
            self.set_status(HTTPStatus.NOT_MODIFIED)
        elif done.status != HTTPStatus.NO_CONTENT:
            self.set_header("Content-Type", "application/json; charset=UTF-8")
            written = json.dumps(done.body, ensure_ascii=False)
            self.write(written.encode("utf-8", "backslashreplace"))
        self.finish()

    def _refuse(self, key: str) -> None:
        self.set_status(HTTPStatus.FORBIDDEN)
        self.finish({"kind": "refused", "message": say(key, self.language)})
