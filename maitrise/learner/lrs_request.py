"""One request to a Learning Record Store (LRS), and what its answer says.

Requests follow "xAPI Specification 1.0.3, Part Three: Data Processing, Validation, and Security"
(Advanced Distributed Learning Initiative), section 2.1.
"""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from maitrise.learner.lrs_store import Store

XAPI_VERSION = "1.0.3"
_PATIENCE = 20  # seconds that a request may take
_RETRIED = (408, 425, 429, 500, 502, 503, 504)
_LONGEST_ANSWER = 1024 * 1024  # bytes; a hundred ids take 4 kB

Statement = Mapping[str, Any]


class TryAgainError(Exception):
    """The store cannot be reached or is overloaded; ``pause`` is its Retry-After, in seconds."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class RefusedError(Exception):
    """The store refuses a request."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class NotTrustedError(Exception):
    """The store's TLS certificate is not valid for its address."""


class NoReceiptError(Exception):
    """The answer is not the list of ids that a store returns for accepted statements."""


class _NoRedirect(HTTPRedirectHandler):
    """A redirected POST would lose its body, and could carry the password elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


def post(store: Store, batch: list[Statement]) -> set[str]:
    """Send statements; returns the ids in the store's answer, in lower case.

    A store that has all of them already may answer "no content": then each is asked for.
    """
    body = json.dumps(batch, allow_nan=False).encode()
    content = _answer(store, "/statements", body)
    if content is not None:
        return _ids_in(content)
    ids = [str(statement["id"]) for statement in batch]
    return {statement_id.casefold() for statement_id in ids if _holds(store, statement_id)}


def _holds(store: Store, statement_id: str) -> bool:
    """Whether a store has a statement (section 2.1.3 of Part Three)."""
    try:
        content = _answer(store, f"/statements?statementId={quote(statement_id)}", None)
        held = json.loads(content or b"")
    except RefusedError as error:
        if error.status == 404:
            return False
        raise
    except (ValueError, RecursionError):
        return False
    return isinstance(held, dict) and held.get("id") == statement_id


def _answer(store: Store, place: str, body: bytes | None) -> bytes | None:
    """Send a request, a POST if there is a body; returns the answer, None for "no content"."""
    headers = {"Content-Type": "application/json", "X-Experience-API-Version": XAPI_VERSION}
    if store.user:
        pair = f"{store.user}:{store.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    request = Request(f"{store.url}{place}", body, headers)
    try:
        with _within(_PATIENCE) as opener:
            try:
                with opener.open(request, timeout=_PATIENCE) as answer:
                    return _content_of(answer)
            except HTTPError as error:  # its words, too, may never end
                with error:
                    why = f"HTTP {error.code}{_words(error)}"
                if error.code in _RETRIED:
                    raise TryAgainError(why, _asked_pause(error)) from error
                raise RefusedError(error.code, why) from error
    except URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise NotTrustedError(error.reason.verify_message) from error
        raise TryAgainError(str(getattr(error.reason, "strerror", "") or error.reason)) from error
    except (OSError, http.client.HTTPException) as error:
        raise TryAgainError(str(error) or type(error).__name__) from error


def _content_of(answer: http.client.HTTPResponse) -> bytes | None:
    if answer.status == HTTPStatus.NO_CONTENT:
        return None
    content = answer.read(_LONGEST_ANSWER)
    if answer.length and len(content) < _LONGEST_ANSWER:  # the line broke down
        raise http.client.IncompleteRead(content, answer.length)
    if not content.strip():
        raise NoReceiptError(f"HTTP {answer.status}")
    return content


@contextmanager
def _within(seconds: float) -> Iterator[OpenerDirector]:
    """An opener whose connections are closed after a total time.

    The timeout of a socket is not enough: it starts again with each byte, and a server or a proxy
    may send its headers one byte at a time.

    Raises:
        TimeoutError: the time was up; a partial answer is dropped.
    """
    is_cut = threading.Event()
    connected: list[socket.socket] = []

    def connect(*address: Any, **options: Any) -> socket.socket:
        made = socket.create_connection(*address, **options)
        connected.append(made.dup())  # TLS takes the socket itself away before it shakes hands
        if is_cut.is_set():  # while there was nothing to be cut
            made.close()
            raise TimeoutError("timed out")
        return made

    class Plain(http.client.HTTPConnection):
        def __init__(self, *host: Any, **options: Any) -> None:
            super().__init__(*host, **options)
            self._create_connection = connect  # not public; a test holds it

    class Encrypted(http.client.HTTPSConnection, Plain):
        pass

    class OfPlain(HTTPHandler):
        def http_open(self, request: Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, request)

    class OfEncrypted(HTTPSHandler):
        def https_open(self, request: Request) -> http.client.HTTPResponse:
            return self.do_open(Encrypted, request)

    def cut() -> None:
        is_cut.set()
        for each in connected:
            with suppress(OSError):  # it is closed already
                each.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield build_opener(_NoRedirect, OfPlain, OfEncrypted)
        if is_cut.is_set():  # whoever reads a line that is cut sees no more than its end
            raise TimeoutError("timed out")
    except Exception as error:
        if is_cut.is_set():
            raise TimeoutError("timed out") from error
        raise
    finally:
        timer.cancel()
        timer.join()
        for each in connected:
            each.close()


def _ids_in(content: bytes) -> set[str]:
    """The ids that a store answers with (section 2.1.2 of Part Three: "Array of Statement id(s)").

    Raises:
        NoReceiptError: it is something else, such as the login page of a proxy.
    """
    try:
        ids = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoReceiptError(content[:2000].decode("utf-8", "replace")) from error
    if not isinstance(ids, list) or not all(isinstance(statement_id, str) for statement_id in ids):
        raise NoReceiptError(content[:2000].decode("utf-8", "replace"))
    return {statement_id.casefold() for statement_id in ids}


def _words(error: HTTPError) -> str:
    """The server's message, on one line of 200 characters at most."""
    if 300 <= error.code < 400:
        return f" → {error.headers.get('Location', '')}"
    said = ""
    with suppress(OSError, http.client.HTTPException):
        said = on_one_line(error.read(2000).decode("utf-8", "replace"))
    return f" {said}".rstrip()


def on_one_line(words: str) -> str:
    """A foreign text on one line, without control characters for a terminal."""
    said = " ".join(words[:2000].split())
    return "".join(line for line in said if line.isprintable())[:200]


def _asked_pause(error: HTTPError) -> float | None:
    asked = str(error.headers.get("Retry-After", ""))
    return float(asked) if asked.isascii() and asked.isdigit() else None
