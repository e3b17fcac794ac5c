"""Access to the course: one person on this computer, by a token that is printed for them.

A browser is let in at an address with the token, and then has a cookie. Token and cookie are new at
each start.
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
    """Decides who is let in, and to which learner's documents."""

    @property
    def base(self) -> str:
        """The path of the course's root, with a slash at both ends."""

    def is_own_host(self, host: str) -> bool:
        """Whether the ``Host`` of a request is one of the server's own names."""

    def documents(self, handler: RequestHandler) -> Documents | None:
        """The documents of the learner who sent the request; None if they were not let in."""

    def token(self, handler: RequestHandler) -> str:
        """The token that a page must send with every change."""

    def is_token(self, handler: RequestHandler, shown: str) -> bool:
        """Whether ``shown`` is that token."""


@dataclass(frozen=True)
class SingleUserAccess:
    """Access for the person who started the course on this computer.

    Attributes:
        port: the port that the server listens on.
        own: the learner's documents.
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
        """The path of the course's root, with a slash at both ends."""
        path = urlsplit(self.public).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def address(self) -> str:
        """The address to print, token included."""
        shown = self.public.rstrip("/") or f"http://{LOOPBACK}:{self.port}"
        return f"{shown}/?token={self.invitation}"

    def is_own_host(self, host: str) -> bool:
        """Whether the ``Host`` of a request is one of the server's own names."""
        return host.lower() in self._names()

    def invite(self, handler: RequestHandler, shown: str) -> bool:
        """Set the cookie of a browser that shows the token; returns whether the token was right."""
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
        """The learner's documents, for a browser with the cookie of this start; else None."""
        shown = handler.get_cookie(self._cookie) or ""
        is_in = hmac.compare_digest(shown.encode(), self._signed("cookie").encode())
        return self.own if is_in else None

    def token(self, handler: RequestHandler) -> str:
        """The token that a page must send with every change."""
        return self._signed("token")

    def is_token(self, handler: RequestHandler, shown: str) -> bool:
        """Whether ``shown`` is that token."""
        return hmac.compare_digest(shown.encode(), self._signed("token").encode())

    @property
    def _cookie(self) -> str:
        """The name of the cookie, with the port: browsers send a cookie to all ports of a host."""
        return f"maitrise-{self.port}"

    def _names(self) -> Collection[str]:
        own = {f"{name}:{self.port}" for name in (LOOPBACK, "localhost", "[::1]")}
        return {*own, urlsplit(self.public).netloc.lower()} - {""}

    def _signed(self, use: str) -> str:
        return hmac.new(self._secret, use.encode(), hashlib.sha256).hexdigest()
