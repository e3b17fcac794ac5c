"""Who may come in: one person on this computer, by a token that only they are shown.

The browser is let in once, at an address with the token; from then on it shows a cookie. Both are
made anew at each start, and the cookie is good for nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from tornado.web import RequestHandler

from maitrise.learner.documents import LearnerDocuments
from maitrise.learner.requests import Documents

LOOPBACK = "127.0.0.1"


class Access(Protocol):
    """Who is let in, and to which learner's documents."""

    @property
    def base(self) -> str:
        """The path under which the course answers, from "/" to "/"."""

    def is_own_name(self, host: str) -> bool:
        """Whether a request's ``Host`` is one that the course answers to."""

    def documents(self, handler: RequestHandler) -> Documents | None:
        """The documents of whoever asks; None for somebody who was not let in."""

    def token(self, handler: RequestHandler) -> str:
        """What a page must show to change anything."""

    def is_token(self, handler: RequestHandler, shown: str) -> bool:
        """Whether that is what it shows."""


@dataclass(frozen=True)
class OnePerson:
    """Access for whoever has started the course on this computer.

    Attributes:
        port: that the course listens on.
        own: the one learner's documents.
        public: the address under which a proxy shows the course; "" without one.
        invitation: the token of the address that is printed.
    """

    port: int
    own: LearnerDocuments
    public: str = ""
    invitation: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def base(self) -> str:
        """The path under which the course answers."""
        path = urlsplit(self.public).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def address(self) -> str:
        """The address to print, token included."""
        shown = self.public.rstrip("/") or f"http://{LOOPBACK}:{self.port}"
        return f"{shown}/?token={self.invitation}"

    def is_own_name(self, host: str) -> bool:
        """Whether a request's ``Host`` is one that the course answers to."""
        return host.lower() in self._names()

    def invite(self, handler: RequestHandler, shown: str) -> bool:
        """Let a browser in that shows the token; whether it did."""
        if not hmac.compare_digest(shown.encode(), self.invitation.encode()):
            return False
        handler.set_cookie(
            self._cookie,
            self._signed("cookie"),
            path=self.base,
            httponly=True,
            samesite="Lax",  # opened from a file or a message, Strict would not be sent
            secure=self.public.startswith("https:"),
        )
        return True

    def documents(self, handler: RequestHandler) -> LearnerDocuments | None:
        """The learner's documents, for a browser that was let in since this start."""
        shown = handler.get_cookie(self._cookie) or ""
        is_in = hmac.compare_digest(shown.encode(), self._signed("cookie").encode())
        return self.own if is_in else None

    def token(self, handler: RequestHandler) -> str:
        """What a page must show to change anything."""
        return self._signed("token")

    def is_token(self, handler: RequestHandler, shown: str) -> bool:
        """Whether that is what it shows."""
        return hmac.compare_digest(shown.encode(), self._signed("token").encode())

    @property
    def _cookie(self) -> str:
        """Browsers give a computer's cookies to all of its ports."""
        return f"maitrise-{self.port}"

    def _names(self) -> Collection[str]:
        own = {f"{name}:{self.port}" for name in (LOOPBACK, "localhost", "[::1]")}
        return {*own, urlsplit(self.public).netloc.lower()} - {""}

    def _signed(self, use: str) -> str:
        return hmac.new(self._secret, use.encode(), hashlib.sha256).hexdigest()
