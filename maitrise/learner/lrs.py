"""Sending learning records to a Learning Record Store (LRS) by xAPI, when a learner asks for it.

An outbox remembers which statements a store has taken, so that a record is sent once however
often the command runs. Requests follow "xAPI Specification 1.0.3, Part Three: Data Processing,
Validation, and Security" (Advanced Distributed Learning Initiative), section 2.1.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import ssl
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from maitrise.base.errors import SendingError, WrongCallError, shown_reason
from maitrise.base.files import private_files, private_folder
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say

XAPI_VERSION = "1.0.3"
BATCH = 100  # statements a request
PAUSES = (1.0, 2.0, 4.0, 8.0)  # seconds before each new try
LONGEST_PAUSE = 30.0
_PATIENCE = 20  # seconds that a request may take
_RETRIED = (408, 425, 429, 500, 502, 503, 504)
_LOCAL = ("127.0.0.1", "localhost", "::1")
_LONGEST_ANSWER = 1024 * 1024  # bytes; a hundred ids take 4 kB
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+")

Statement = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Store:
    """A Learning Record Store and how one enters it.

    Attributes:
        url: of its xAPI, without ``/statements``.
        user: "" where it asks for none.
    """

    url: str
    user: str = ""
    password: str = ""

    @property
    def outbox(self) -> Path:
        """The file with the ids of the statements that this store has taken, one a line."""
        digest = hashlib.sha256(self.url.encode()).hexdigest()[:16]
        return learner_folder() / "outbox" / f"{digest}.txt"

    @property
    def is_overheard(self) -> bool:
        """Whether whoever sits on the way can read what is sent."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and parts.hostname not in _LOCAL


@dataclass(slots=True)
class Sending:
    """How far a sending has come.

    Attributes:
        sent: taken by the store just now: their ids came back.
        before: sent another time already.
        refused: what the store said about each statement that it does not take.
        unanswered: sent, but their ids did not come back; they are sent again the next time.
    """

    sent: int
    before: int
    refused: list[str]
    unanswered: int = 0


class _TryAgainError(Exception):
    """The store is away or overloaded; ``pause`` is what it asks for, in seconds."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class _RefusedError(Exception):
    """The store does not take a request as it is."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class _NotTrustedError(Exception):
    """The store's certificate does not show that it is the one that the address names."""


class _NoReceiptError(Exception):
    """The answer is not the list of ids that a store gives for what it has taken."""


class _NoRedirect(HTTPRedirectHandler):
    """A redirected POST would lose its body, and could carry the password elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


def store_at(url: str, user: str, password: str, language: Language) -> Store:
    """The store that an address names; its ``/statements`` may be written or not.

    Raises:
        WrongCallError: this is no address of a store, or it holds a password.
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
    """A host name as it goes over the wire: ``académie.example`` becomes ``xn--acadmie-…``."""
    if ":" in host:
        return f"[{host}]"
    return host.encode("idna").decode("ascii")


def send(
    statements: Iterable[Statement],
    store: Store,
    language: Language,
    *,
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], None] = time.sleep,
) -> Sending:
    """Send what the store has not taken yet, oldest first, a hundred statements a request.

    Each batch that is taken is remembered at once, so that a sending that breaks off goes on
    from there the next time. Only what the store has named in its answer counts as taken.

    Raises:
        SendingError: the store is away, lets nobody in, or is none; what is left stays for the
            next time.
    """
    taken = _taken(store, language)
    waiting = {str(statement.get("id")): statement for statement in statements}
    left = [statement for name, statement in waiting.items() if name not in taken]
    done = Sending(0, len(waiting) - len(left), [])

    def ask(batch: list[Statement]) -> set[str]:
        return _insist(store, batch, pauses, sleep)

    try:
        for start in range(0, len(left), BATCH):
            _send_batch(left[start : start + BATCH], ask, store.outbox, done)
    except _TryAgainError as error:
        raise SendingError(_stopped("lrs.away", str(error), store, done, left, language)) from error
    except _RefusedError as error:
        keys = {401: "lrs.no-entry", 403: "lrs.no-entry", 404: "lrs.no-store"}
        key = keys.get(error.status, "lrs.stopped")
        raise SendingError(_stopped(key, str(error), store, done, left, language)) from error
    except (_NoReceiptError, _NotTrustedError) as error:
        key = "lrs.no-receipt" if isinstance(error, _NoReceiptError) else "lrs.not-trusted"
        raise SendingError(_stopped(key, str(error), store, done, left, language)) from error
    except OSError as error:
        why = shown_reason(error, language)
        raise SendingError(_stopped("lrs.no-outbox", why, store, done, left, language)) from error
    return done


def _stopped(
    key: str, why: str, store: Store, done: Sending, left: list[Statement], language: Language
) -> str:
    kept = len(left) - done.sent
    stopped = say(key, language, url=store.url, why=_on_one_line(why), outbox=store.outbox)
    return f"{stopped} {say('lrs.kept', language, sent=done.sent, kept=kept)}"


def _send_batch(
    batch: list[Statement],
    ask: Callable[[list[Statement]], set[str]],
    outbox: Path,
    done: Sending,
) -> None:
    """Send a batch; one that is refused is halved until the statement at fault stands alone."""
    try:
        named = ask(batch)
    except _RefusedError as error:
        if error.status not in (400, 409, 413, 422):
            raise
        if len(batch) > 1:
            middle = len(batch) // 2
            _send_batch(batch[:middle], ask, outbox, done)
            _send_batch(batch[middle:], ask, outbox, done)
            return
        if error.status != 409:  # 409: the store holds a statement with this id already
            done.refused.append(str(error))
            return
        named = {str(batch[0]["id"]).casefold()}
    taken = [statement for statement in batch if str(statement["id"]).casefold() in named]
    _remember(outbox, taken)
    done.sent += len(taken)
    done.unanswered += len(batch) - len(taken)


def _insist(
    store: Store, batch: list[Statement], pauses: Sequence[float], sleep: Callable[[float], None]
) -> set[str]:
    for pause in pauses:
        try:
            return _post(store, batch)
        except _TryAgainError as error:
            sleep(pause if error.pause is None else min(error.pause, LONGEST_PAUSE))
    return _post(store, batch)


def _post(store: Store, batch: list[Statement]) -> set[str]:
    """Send statements; returns the ids that the store names in its answer, in small letters.

    A store that has all of them already may say "no content": then it is asked for each.
    """
    body = json.dumps(batch, allow_nan=False).encode()
    content = _answer(store, "/statements", body)
    if content is not None:
        return _ids_in(content)
    ids = [str(statement["id"]) for statement in batch]
    return {statement_id.casefold() for statement_id in ids if _holds(store, statement_id)}


def _holds(store: Store, statement_id: str) -> bool:
    """Whether a store gives a statement back (section 2.1.3 of Part Three)."""
    try:
        content = _answer(store, f"/statements?statementId={quote(statement_id)}", None)
        held = json.loads(content or b"")
    except _RefusedError as error:
        if error.status == 404:
            return False
        raise
    except (ValueError, RecursionError):
        return False
    return isinstance(held, dict) and held.get("id") == statement_id


def _answer(store: Store, place: str, body: bytes | None) -> bytes | None:
    """What a store says to a request, a POST where there is a body; None for "no content"."""
    headers = {"Content-Type": "application/json", "X-Experience-API-Version": XAPI_VERSION}
    if store.user:
        pair = f"{store.user}:{store.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    request = Request(f"{store.url}{place}", body, headers)
    try:
        with build_opener(_NoRedirect).open(request, timeout=_PATIENCE) as answer:
            if answer.status == HTTPStatus.NO_CONTENT:
                return None
            content = _read(answer)
            if not content.strip():
                raise _NoReceiptError(f"HTTP {answer.status}")
            return content
    except HTTPError as error:
        with error:
            why = f"HTTP {error.code}{_words(error)}"
            if error.code in _RETRIED:
                raise _TryAgainError(why, _asked_pause(error)) from error
            raise _RefusedError(error.code, why) from error
    except URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise _NotTrustedError(error.reason.verify_message) from error
        raise _TryAgainError(str(getattr(error.reason, "strerror", "") or error.reason)) from error
    except (OSError, http.client.HTTPException) as error:
        raise _TryAgainError(str(error) or type(error).__name__) from error


def _read(answer: http.client.HTTPResponse) -> bytes:
    """The body, to the most that is read and as long as a request may take.

    Raises:
        TimeoutError: it comes in too slowly.
    """
    content = b""
    until = time.monotonic() + _PATIENCE
    while len(content) < _LONGEST_ANSWER and (part := answer.read1(_LONGEST_ANSWER)):
        content += part
        if time.monotonic() > until:
            raise TimeoutError("timed out")
    return content


def _ids_in(content: bytes) -> set[str]:
    """The ids that a store answers with (section 2.1.2 of Part Three: "Array of Statement id(s)").

    Raises:
        _NoReceiptError: it is something else, such as the page of a sign-in that came between.
    """
    try:
        ids = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _NoReceiptError(content[:2000].decode("utf-8", "replace")) from error
    if not isinstance(ids, list) or not all(isinstance(statement_id, str) for statement_id in ids):
        raise _NoReceiptError(content[:2000].decode("utf-8", "replace"))
    return {statement_id.casefold() for statement_id in ids}


def _words(error: HTTPError) -> str:
    """What the server says, on one line of 200 characters at most."""
    if 300 <= error.code < 400:
        return f" → {error.headers.get('Location', '')}"
    said = ""
    with suppress(OSError, http.client.HTTPException):
        said = _on_one_line(error.read(2000).decode("utf-8", "replace"))
    return f" {said}".rstrip()


def _on_one_line(words: str) -> str:
    """What somebody else says, with nothing in it that could move a terminal's cursor."""
    said = " ".join(words[:2000].split())
    return "".join(line for line in said if line.isprintable())[:200]


def _asked_pause(error: HTTPError) -> float | None:
    asked = str(error.headers.get("Retry-After", ""))
    return float(asked) if asked.isascii() and asked.isdigit() else None


def _taken(store: Store, language: Language) -> set[str]:
    """The ids that a store has taken another time."""
    try:
        return set(store.outbox.read_text(encoding="utf-8", errors="replace").split())
    except FileNotFoundError:
        return set()
    except OSError as error:
        why = shown_reason(error, language)
        raise SendingError(say("lrs.no-outbox", language, outbox=store.outbox, why=why)) from error


def _remember(outbox: Path, batch: list[Statement]) -> None:
    private_folder(outbox.parent)
    with private_files(), outbox.open("a", encoding="utf-8") as file:
        file.write("".join(f"{statement['id']}\n" for statement in batch))
