"""A problem that marking reports to the trainer: which file, what is wrong, what was done."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.base.typography import NARROW_NO_BREAK, NO_BREAK

LONGEST_NAME = 120
_FRENCH = (NO_BREAK, NARROW_NO_BREAK)
NO_ROOM = frozenset((errno.EDQUOT, errno.ENOSPC, errno.EROFS))
"""Errors of the disk: the next file would fail as well."""
NOT_WRITTEN = NO_ROOM | {errno.EACCES, errno.EPERM}
"""Errors that mean nothing can be written into the cohort's folder."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a file.

    Attributes:
        file: the file as the trainer finds it, made safe to print.
        wrong: what is wrong; the end of a key ``mark.wrong.…``.
        done: what was done; the end of a key ``mark.done.…``.
        remedy: what to do; the end of a key ``mark.remedy.…``, "" for nothing.
        values: for the placeholders of the sentences; an ``OSError`` is shown by its reason.
        needs_person: whether somebody has to act; False for a remark.
        learner: roster id, "" while it is unknown.
    """

    file: str
    wrong: str
    done: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)
    needs_person: bool = True
    learner: str = ""

    def parts(self, language: Language) -> tuple[str, str, str]:
        """What is wrong, what was done, what to do: one sentence each."""
        shown = {name: _shown(value, language) for name, value in self.values.items()}
        return (
            say(f"mark.wrong.{self.wrong}", language, **shown),
            say(f"mark.done.{self.done}", language, **shown),
            say(f"mark.remedy.{self.remedy}", language, **shown) if self.remedy else "",
        )

    def said_in(self, language: Language) -> str:
        """The whole problem as one line."""
        said = " ".join(part for part in self.parts(language) if part)
        return say("mark.problem", language, file=self.file, said=said)


Notify = Callable[[Problem], None]
"""Called with each problem when it is found."""


def ignore_problem(problem: Problem) -> None:
    """Report nothing: for reading, since a marking reports the same problems."""


@contextmanager
def report_errors(
    notify: Notify,
    place: Sequence[str],
    learner: str = "",
    *,
    beyond: Collection[int] = NO_ROOM,
) -> Iterator[None]:
    """Run a block that reads a learner's file; any error becomes a problem of that file.

    Args:
        notify: called with the problem.
        place: names of folders, archives and the file itself, outermost first.
        learner: roster id, "" while it is unknown.
        beyond: error numbers of ``OSError`` that no file causes.

    Raises:
        OSError: one of these.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.errno in beyond:
            raise
        notify(problem_of_error(place, error, learner))


def problem_of_error(place: Sequence[str], error: Exception, learner: str = "") -> Problem:
    """The problem to report for an error raised while reading a file."""
    shown = shown_place(place)
    if isinstance(error, OSError):
        return Problem(shown, "unreadable", "not-read", "rights", {"why": error}, learner=learner)
    values = {"why": f"{type(error).__name__}: {error}"}
    return Problem(shown, "own-fault", "not-read", "report", values, learner=learner)


def _shown(value: object, language: Language) -> str | int:
    if isinstance(value, int):
        return value  # a word may change with it
    words = shown_reason(value, language) if isinstance(value, OSError) else str(value)
    return printable(words)


def shown_place(place: Sequence[str]) -> str:
    """The path of a file in its archives and folders, safe to print on a terminal."""
    return printable("/".join(place))


def printable(text: str, longest: int = LONGEST_NAME) -> str:
    """Text shortened and without control characters, which could move a terminal's cursor.

    >>> printable("a\\nb\\u202egnp")
    'a�b�gnp'
    """
    short = text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"
    return "".join(letter if letter.isprintable() or letter in _FRENCH else "�" for letter in short)
