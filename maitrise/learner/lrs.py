"""Sending learning records to a Learning Record Store (LRS) by xAPI, when a learner asks for it.

An outbox remembers which statements a store has taken, so that a record is sent once however
often the command runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import SendingError, shown_reason
from maitrise.base.files import private_files, private_folder
from maitrise.base.text import Language, say
from maitrise.learner.lrs_request import (
    NoReceiptError,
    NotTrustedError,
    RefusedError,
    Statement,
    TryAgainError,
    on_one_line,
    post,
)
from maitrise.learner.lrs_store import Store

BATCH = 100  # statements a request
PAUSES = (1.0, 2.0, 4.0, 8.0)  # seconds before each new try
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class SendingResult:
    """The progress of sending a record.

    Attributes:
        sent: accepted by the store just now: it returned their ids.
        before: sent at an earlier time.
        refused: the store's message about each statement that it does not accept.
        unanswered: sent, but the store did not return their ids; they are sent again next time.
    """

    sent: int
    before: int
    refused: list[str]
    unanswered: int = 0


def send(
    statements: Iterable[Statement],
    store: Store,
    language: Language,
    *,
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], None] = time.sleep,
) -> SendingResult:
    """Send the statements that the store does not have yet, oldest first, a hundred per request.

    Each accepted batch is remembered at once, so that an interrupted sending is resumed the next
    time. Only statements whose ids the store returns count as accepted.

    Raises:
        SendingError: the store cannot be reached, refuses the credentials, or is not an LRS; the
            rest is sent the next time.
    """
    taken = _taken(store, language)
    waiting = {str(statement.get("id")): statement for statement in statements}
    left = [statement for name, statement in waiting.items() if name not in taken]
    done = SendingResult(0, len(waiting) - len(left), [])

    def ask(batch: list[Statement]) -> set[str]:
        return _insist(store, batch, pauses, sleep)

    try:
        for start in range(0, len(left), BATCH):
            _send_batch(left[start : start + BATCH], ask, store.outbox, done)
    except TryAgainError as error:
        raise SendingError(_stopped("lrs.away", str(error), store, done, left, language)) from error
    except RefusedError as error:
        keys = {401: "lrs.no-entry", 403: "lrs.no-entry", 404: "lrs.no-store"}
        key = keys.get(error.status, "lrs.stopped")
        raise SendingError(_stopped(key, str(error), store, done, left, language)) from error
    except (NoReceiptError, NotTrustedError) as error:
        key = "lrs.no-receipt" if isinstance(error, NoReceiptError) else "lrs.not-trusted"
        raise SendingError(_stopped(key, str(error), store, done, left, language)) from error
    except OSError as error:
        why = shown_reason(error, language)
        raise SendingError(_stopped("lrs.no-outbox", why, store, done, left, language)) from error
    return done


def _stopped(
    key: str, why: str, store: Store, done: SendingResult, left: list[Statement], language: Language
) -> str:
    kept = len(left) - done.sent
    stopped = say(key, language, url=store.url, why=on_one_line(why), outbox=store.outbox)
    return f"{stopped} {say('lrs.kept', language, sent=done.sent, kept=kept)}"


def _send_batch(
    batch: list[Statement],
    ask: Callable[[list[Statement]], set[str]],
    outbox: Path,
    done: SendingResult,
) -> None:
    """Send a batch; a refused batch is halved until the statement at fault is alone in one."""
    try:
        named = ask(batch)
    except RefusedError as error:
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
            return post(store, batch)
        except TryAgainError as error:
            sleep(pause if error.pause is None else min(error.pause, LONGEST_PAUSE))
    return post(store, batch)


def _taken(store: Store, language: Language) -> set[str]:
    """The ids of the statements that a store accepted at an earlier time."""
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
