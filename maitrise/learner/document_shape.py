"""The names of documents, and the data that each may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Literal

from maitrise.base.errors import MaitriseError, SheetError
from maitrise.base.json_data import read_json
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.learner.identity import learner_from
from maitrise.learner.sheet import MAXIMUM_BYTES, nests, parse_sheet
from maitrise.learner.statement_shape import LARGEST_STATEMENT, is_statement

DocumentErrorReason = Literal["damaged", "unknown", "changed", "gone", "large", "full", "off"]

_NAME = re.compile(
    r"(?:(?P<room>answers|cases|scenarios)/(?P<id>[a-z0-9][a-z0-9-]{0,79})|(?P<single>[a-z]{1,20}))"
    r"(?P<aside>\.(?:damaged|before)-[0-9-]{1,40})?"
)
_DEEPEST = 12
_STATEMENT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ORDER = ("id", "actor", "verb", "object", "context", "timestamp", "version", "result")


class DocumentError(MaitriseError):
    """A document could not be read or written.

    Attributes:
        reason: a code, which the page knows.
    """

    def __init__(self, reason: DocumentErrorReason, message: str) -> None:
        super().__init__(message)
        self.reason: DocumentErrorReason = reason


def parts_of(name: str) -> tuple[str, str, str] | None:
    """Split a document's name: folder ("answers" or ""), own name, ending of one set aside.

    Returns:
        None for a name that no document can have.

    >>> parts_of("answers/01-moa.before-20261129")
    ('answers', '01-moa', '.before-20261129')
    """
    found = _NAME.fullmatch(name)
    if not found:
        return None
    return found["room"] or "", found["id"] or found["single"], found["aside"] or ""


def is_sheet(name: str) -> bool:
    """Whether a document is an answer sheet, and not one that was set aside."""
    return name.startswith(("answers/", "cases/")) and not _is_aside(name)


def _is_aside(name: str) -> bool:
    return "." in name


def _case(assignment: str) -> str:
    """The case of an assignment: its name without the language at its end."""
    case, _, language = assignment.rpartition("-")
    return case if language in LANGUAGES else ""


def too_large(size: int, language: Language) -> str:
    """The message that a document is too large."""
    return say("sheet.too-large", language, size=f"{size / 2**20:.1f}")


def data_of(written: bytes) -> Any:
    """The JSON data of a file; its text if it is not JSON, for the page to set aside."""
    try:
        return read_json(written)
    except ValueError:
        return written.decode("utf-8", "replace")


def bytes_of(name: str, content: object, language: Language) -> bytes:
    """The bytes to write for a document that a page sends.

    Raises:
        DocumentError: the content does not fit a document of that name.
    """
    try:
        text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    except (ValueError, RecursionError) as error:
        raise DocumentError("damaged", say("document.damaged", language)) from error
    # Half a character (a browser may cut an emoji in two) becomes a JSON escape.
    written = text.encode("utf-8", "backslashreplace")
    if len(written) > MAXIMUM_BYTES:
        raise DocumentError("full", too_large(len(written), language))
    if not _is_aside(name) and not is_sound(name, written, language):
        raise DocumentError("damaged", say("document.damaged", language))
    return written


def is_sound(name: str, written: bytes, language: Language) -> bool:
    """Whether bytes are a valid document of that name."""
    room, _, own = name.rpartition("/")
    try:
        if is_sheet(name):
            return parse_sheet(written, language).case == (_case(own) if room == "cases" else own)
        content = read_json(written)
    except (SheetError, ValueError):
        return False
    is_plain = isinstance(content, dict) and not nests(content, _DEEPEST)
    fits = _FITS.get(room or own)
    return is_plain and (fits is None or fits(content))


def _is_of_learner(content: Mapping[str, Any]) -> bool:
    with suppress(ValueError, KeyError, TypeError):
        learner_from(content)
        return content.get("format") == 1
    return False


def _is_of_cards(content: Mapping[str, Any]) -> bool:
    return content.get("format") == 1 and isinstance(content.get("cards"), dict)


def _is_of_scenario(content: Mapping[str, Any]) -> bool:
    lists = (content.get("decisions"), content.get("endings"))
    return content.get("format") == 1 and all(isinstance(member, list) for member in lists)


_FITS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "learner": _is_of_learner,
    "cards": _is_of_cards,
    "scenarios": _is_of_scenario,
}


def statement(sent: object, language: Language) -> dict[str, Any]:
    """Validate a statement; its keys are put in the order that makes reading records fast.

    Raises:
        DocumentError: it is not a valid statement.
    """
    fits = (
        isinstance(sent, dict)
        and isinstance(sent.get("id"), str)
        and _STATEMENT_ID.fullmatch(sent["id"])
        and isinstance(sent.get("actor"), dict)
        and not nests(sent, _DEEPEST)
        and is_statement(sent)
        and len(json.dumps(sent)) <= LARGEST_STATEMENT
    )
    if not fits or not isinstance(sent, dict):
        raise DocumentError("damaged", say("document.no-statement", language))
    return {name: sent[name] for name in dict.fromkeys((*_ORDER, *sent)) if name in sent}
