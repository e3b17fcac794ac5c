"""Every error that maitrise raises on purpose, in one tree.

    MaitriseError
    ├── CourseError        an author's file cannot be used (all its faults at once)
    ├── RosterError        a list of people cannot be used (all its faults at once)
    ├── BusyError          another command is working on the same cohort
    ├── AnswerError        an answer does not have the shape that its question asks for
    │   └── NumberError    a number that cannot be read in the learner's language
    ├── SheetError         an answer sheet cannot be read, or not written
    │   └── ErasedError    what a page holds was erased from another page
    ├── SendingError       a learning record could not be sent; what is left is kept
    ├── SetupError         the course cannot start on this machine
    ├── WrongCallError     a command was given something that it cannot use
    └── InternalError      a bug of the course

A message says what is wrong, where, and what to do.
"""

from __future__ import annotations

import errno
import math
import reprlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from maitrise.base.text import Language, catalogue, say


class MaitriseError(Exception):
    """Base of every error that maitrise raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in an author's file.

    Attributes:
        file: the file, as the author would type it.
        place: the item inside the file ("question who-signs, option moa"); "" for the whole file.
        problem: what is wrong.
        remedy: what to do about it.
        french: the whole message in French, for files that HR and trainers write too; "" for files
            that only authors write, whose messages are in English as their keys are.
    """

    file: str
    place: str
    problem: str
    remedy: str
    french: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        return f"{self.file}{place}: {self.problem}. {self.remedy}."

    def said_in(self, language: Language) -> str:
        """The fault as one line, in the reader's language if it has a message in it."""
        return self.french if language == "fr" and self.french else str(self)


class CourseError(MaitriseError):
    """An author's file cannot be used; ``faults`` holds everything wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def said_in(self, language: Language) -> str:
        """All faults, one a line; in the reader's language if each has a message in it."""
        if not all(fault.french for fault in self.faults):
            return str(self)
        return "\n".join(fault.said_in(language) for fault in self.faults)


class RosterError(CourseError):
    """A list of people cannot be used; ``faults`` holds everything wrong with it, line by line.

    Attributes:
        message: all faults in the reader's language, as one text.
    """

    def __init__(self, faults: Iterable[Fault], message: str) -> None:
        super().__init__(faults)
        self.message = message

    def __str__(self) -> str:
        return self.message

    def said_in(self, language: Language) -> str:
        """The message; its language was chosen when the list was read."""
        return self.message


class BusyError(MaitriseError):
    """Another command is working on the same cohort; the message says what to do."""


class AnswerError(MaitriseError):
    """An answer does not have the shape that its question asks for."""


class NumberError(AnswerError):
    """A number could not be read; the message is in the learner's language."""


class SheetError(MaitriseError):
    """An answer sheet cannot be read or written; what was there has been kept."""


class ErasedError(SheetError):
    """The learner's data was erased after the page was opened, so the page may not write."""


class SendingError(MaitriseError):
    """A learning record could not be sent; what is left is kept for the next time."""


class SetupError(MaitriseError):
    """The course cannot start on this machine; the message says what to do."""


class WrongCallError(MaitriseError):
    """The command was given something that it cannot use; the message says what to give."""


class InternalError(MaitriseError):
    """A bug of the course; the message names the file that holds the traceback."""


class _Short(reprlib.Repr):
    """A ``repr`` that stays short for any value: a long text, a deep list, a huge number."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 2
        self.maxlist = self.maxdict = self.maxtuple = 3
        self.maxstring = self.maxother = 60

    def repr_int(self, x: int, level: int) -> str:
        if x.bit_length() < 100:
            return repr(x)
        # Python refuses to write an integer of thousands of digits; this form needs no translation.
        return f"{'-' if x < 0 else ''}≈10^{round((x.bit_length() - 0.5) * math.log10(2))}"

    def repr_bool(self, x: bool, level: int) -> str:
        return str(x).lower()  # as TOML and JSON write it

    def repr_date(self, x: date, level: int) -> str:
        return x.isoformat()

    repr_datetime = repr_time = repr_date


_SHORT = _Short()


def shown_value(value: object) -> str:
    """A value as a message shows it, in 80 characters at most.

    >>> shown_value([[[[1]]]])
    '[[[...]]]'
    """
    shown = _SHORT.repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def shown_path(path: Path) -> str:
    """The path relative to the current folder if it is below it, else the path as given."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def shown_reason(error: OSError, language: Language) -> str:
    """The reason of an ``OSError``: common ones in the reader's language, others as is."""
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    return say(key, language) if key in catalogue() else error.strerror or str(error)
