"""A Learning Record Store (LRS): its address and credentials."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from maitrise.base.errors import WrongCallError
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say

_LOCAL = ("127.0.0.1", "localhost", "::1")
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Store:
    """A Learning Record Store: its address and credentials.

    Attributes:
        url: of its xAPI, without ``/statements``.
        user: "" if it needs none.
    """

    url: str
    user: str = ""
    password: str = ""

    @property
    def outbox(self) -> Path:
        """The file with the ids of the statements that this store has accepted, one a line."""
        digest = hashlib.sha256(self.url.encode()).hexdigest()[:16]
        return learner_folder() / "outbox" / f"{digest}.txt"

    @property
    def is_unencrypted(self) -> bool:
        """Whether statements are sent over plain HTTP, readable by others on the network."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and parts.hostname not in _LOCAL


def store_at(url: str, user: str, password: str, language: Language) -> Store:
    """Make a store from its address, with or without ``/statements``.

    Raises:
        WrongCallError: the address cannot be used, or contains a password.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.username or parts.password:
            raise WrongCallError(say("lrs.password-in-address", language))
        host = _in_ascii(parts.hostname or "")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:  # brackets left open, a port that is none, a host too long
        raise WrongCallError(say("lrs.no-address", language, given=url)) from error
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise WrongCallError(say("lrs.no-address", language, given=url))
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~").rstrip("/").removesuffix("/statements")
    return Store(f"{parts.scheme}://{host}{port}{path}", user, password)


def _in_ascii(host: str) -> str:
    """A host name in ASCII: ``académie.example`` becomes ``xn--acadmie-…``."""
    if ":" in host:
        return f"[{host}]"
    return host.encode("idna").decode("ascii")
