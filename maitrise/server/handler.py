"""What every answer of the course's server has in common: who is asked, in what language, safe."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from tornado.web import HTTPError, RequestHandler

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.server.access import Access
from maitrise.server.document_worker import DocumentWorker
from maitrise.server.error_page import error_page

_LOG = logging.getLogger("maitrise.server")
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Handler(RequestHandler):
    """Answers one address."""

    @property
    def access(self) -> Access:
        """Who may come in."""
        access: Access = self.settings["access"]
        return access

    @property
    def work(self) -> DocumentWorker:
        """What reads and writes documents."""
        work: DocumentWorker = self.settings["work"]
        return work

    @property
    def language(self) -> Language:
        """The language that the browser asks for, else that of the course as it was started."""
        asked = self.request.headers.get("Accept-Language", "").strip()[:2].lower()
        usual: Language = self.settings["language"]
        return next((each for each in LANGUAGES if each == asked), usual)

    @property
    def is_answered(self) -> bool:
        """Whether nothing more is to be said."""
        return self._finished

    def set_default_headers(self) -> None:
        """Nothing from outside, nothing inline, nothing guessed."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Answer only under the names that the course has.

        Another site's name may be made to lead to this computer; its pages would then be let in.
        """
        if not self.access.is_own_host(self.request.host):
            self.set_status(HTTPStatus.MISDIRECTED_REQUEST)
            self.finish(say("server.other-name", self.language))

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Write down what broke of ours, and neither who asked nor for what."""
        if kind and not issubclass(kind, HTTPError):
            _LOG.error("A request could not be answered.", exc_info=(kind, value, trace))

    def write_error(self, status_code: int, **_: Any) -> None:
        """A page that says it in both languages, the learner's first."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(error_page(status_code, self.language, self.access.base))
