"""One thing that marking has to tell the trainer: which file, what is wrong, what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.base.typography import NARROW_NO_BREAK, NO_BREAK

LONGEST_NAME = 120
_FRENCH = (NO_BREAK, NARROW_NO_BREAK)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the report.

    Attributes:
        file: the file as the trainer finds it, made safe to print.
        wrong: what is wrong; the end of a key ``mark.wrong.…``.
        done: what was done; the end of a key ``mark.done.…``.
        remedy: what to do; the end of a key ``mark.remedy.…``, "" for nothing.
        values: what the sentences name; an ``OSError`` is named by why the system refused.
        needs_person: false for what is only worth knowing.
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
        """What is wrong, what was done, what to do: a sentence each."""
        shown = {name: _shown(value, language) for name, value in self.values.items()}
        return (
            say(f"mark.wrong.{self.wrong}", language, **shown),
            say(f"mark.done.{self.done}", language, **shown),
            say(f"mark.remedy.{self.remedy}", language, **shown) if self.remedy else "",
        )

    def said_in(self, language: Language) -> str:
        """The whole line."""
        said = " ".join(part for part in self.parts(language) if part)
        return say("mark.problem", language, file=self.file, said=said)


Notify = Callable[[Problem], None]
"""Is given each problem as it is met."""


def _shown(value: object, language: Language) -> str:
    words = shown_reason(value, language) if isinstance(value, OSError) else str(value)
    return printable(words)


def shown_place(place: Sequence[str]) -> str:
    """Where a file lies, with its archives and folders, safe to print on a terminal."""
    return printable("/".join(place))


def printable(text: str, longest: int = LONGEST_NAME) -> str:
    """Text with nothing in it that could move a terminal's cursor or turn its direction.

    >>> printable("a\\nb\\u202egnp")
    'a�b�gnp'
    """
    safe = "".join(letter if letter.isprintable() or letter in _FRENCH else "�" for letter in text)
    return safe if len(safe) <= longest else f"{safe[: longest // 2]}…{safe[-longest // 2 :]}"
