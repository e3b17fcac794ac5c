"""The kinds that there are, found by their folders, and what others ask of a question.

A kind is imported when it is first met: a page begins without those that it does not show.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cattrs import Converter

from maitrise.base.errors import AnswerError, NumberError, shown_value
from maitrise.base.structure import converter, structure
from maitrise.base.text import Language, Text, say
from maitrise.kinds.answer import UnfitAnswerError
from maitrise.kinds.contract import Answer, Asked, BrokenRule, Kind, PartText, Question
from maitrise.kinds.mark import Mark, Verdict
from maitrise.kinds.rules import broken_rules_of_any

_FOLDER = Path(__file__).parent
# What is asked of every kind, before and after the parts that its own kind adds.
_FIRST = ("id", "kind", "prompt", "convention")
_LAST = ("competency", "difficulty", "points")


@cache
def kind_names() -> tuple[str, ...]:
    """The names of all kinds, as authors write them."""
    return tuple(sorted(each.parent.name for each in _FOLDER.glob("*/__init__.py")))


@cache
def kind(name: str) -> Kind[Any, Any, Any]:
    """The kind of that name.

    Raises:
        KeyError: there is none.
    """
    if name not in kind_names():
        raise KeyError(name)
    found = import_module(f"maitrise.kinds.{name}").KIND
    if not isinstance(found, Kind) or found.name != name:
        raise TypeError(f"maitrise/kinds/{name} does not define its KIND.")
    return found


def kind_of(question: Question | Asked) -> Kind[Any, Any, Any]:
    """The kind of a question."""
    return kind(question.kind)


def broken_rules(question: Question) -> Iterator[BrokenRule]:
    """Every rule that a question of the right shape breaks."""
    yield from broken_rules_of_any(question)
    yield from kind_of(question).broken_rules(question)


# --- What is asked --------------------------------------------------------------------------


def ask(question: Question, language: Language) -> Asked:
    """What a question asks, in one language and without anything that gives the key away."""
    asked: Asked = kind_of(question).ask(question, language)
    return asked


def asked_data(asked: Asked) -> dict[str, Any]:
    """The same as plain data, as released cases hold it."""
    own = _own_fields(asked.kind)
    return {name: _plain(getattr(asked, name)) for name in (*_FIRST, *own, *_LAST)}


def page_data(asked: Asked) -> dict[str, Any]:
    """The same as a page's views take it."""
    return asked_data(asked) | dict(kind_of(asked).page_data(asked))


def read_asked(data: Mapping[str, Any], language: Language) -> Asked:
    """What is asked, from its data.

    Raises:
        KeyError, ValueError: the data is none of a question.
    """
    cls = kind(data["kind"]).asked
    body = {name: value for name, value in data.items() if name != "kind"}
    read = structure(_converter(), body | {"language": language}, cls, str(data["id"]), "")
    if isinstance(read, list):
        raise ValueError("\n".join(map(str, read)))
    asked: Asked = read
    return asked


@cache
def _converter() -> Converter:
    return converter()


@cache
def _own_fields(name: str) -> tuple[str, ...]:
    common = {each.name for each in dataclasses.fields(Asked)}
    own = dataclasses.fields(kind(name).asked)
    return tuple(each.name for each in own if each.name not in common)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


# --- Answers and marks ----------------------------------------------------------------------


def read_answer(asked: Asked, raw: object) -> Answer | None:
    """Validate plain data (of a sheet, of the browser) as an answer to what is asked.

    Args:
        asked: what it claims to answer.
        raw: JSON data: see the table of kinds in ``docs/authors``.

    Returns:
        The answer in the form that ``score`` trusts, or None when nothing was answered.

    Raises:
        AnswerError: the data has another shape, or names an id that is not there.
    """
    if raw is None or (isinstance(raw, str | Sequence | Mapping) and not raw):
        return None
    found = kind_of(asked)
    try:
        answer: Answer | None = found.read_answer(asked, raw)
    except UnfitAnswerError as error:
        wanted, given = found.answer_shape, shown_value(error.found)
        message = f"The answer to {asked.id} should be {wanted}, not {given}."
        raise AnswerError(message) from error
    return answer


def score(question: Question, answer: Answer | None) -> Mark:
    """Mark a validated answer; None is a blank one.

    Args:
        question: with its key.
        answer: what ``read_answer`` returned for what that question asks.

    Returns:
        Points from 0 to ``question.points`` and a reason for each part that was judged.
    """
    if answer is None:
        return Mark(0.0, question.points, Verdict.BLANK)
    mark: Mark = kind_of(question).score(question, answer)
    return mark


def model_answer(question: Question) -> Any:
    """What brings full points, as a sheet holds it; None for what a person marks."""
    return kind_of(question).model_answer(question)


def key(question: Question, language: Language) -> dict[str, Any]:
    """The key of a question as plain data in one language, for pages that tell at once."""
    explanation = question.explanation
    return {
        "hints": [hint.said_in(language) for hint in question.hints],
        "explanation": explanation.said_in(language) if explanation else None,
        **kind_of(question).key(question, language),
    }


def is_marked_by_hand(question: Question | Asked) -> bool:
    """Whether a person marks the answers to a question."""
    return kind_of(question).is_marked_by_hand


# --- In words -------------------------------------------------------------------------------


def question_markdown(asked: Asked) -> str:
    """What is asked as plain Markdown: for a Git host, a PDF, a screen reader, or no widget."""
    parts = [f"**{say('question.label', asked.language)}** {asked.prompt}"]
    if asked.convention:
        parts.insert(0, f"> {say('question.convention', asked.language)} {asked.convention}")
    return "\n\n".join([*parts, *kind_of(asked).markdown(asked)])


def answer_markdown(asked: Asked, answer: Answer) -> str:
    """A validated answer in words, as Markdown; what the learner typed is escaped."""
    words: str = kind_of(asked).answer_words(asked, answer)
    return words


def key_lines(
    question: Question, language: Language, known: Container[Text | None] = ()
) -> list[str]:
    """The model answer (corrigé), one line a part; for whoever may see the key.

    Args:
        known: reasons that the reader has before their eyes already.
    """
    lines: list[str] = kind_of(question).key_lines(question, language, known)
    return lines


def solution_lines(
    question: Question, language: Language, known: Container[Text | None] = ()
) -> list[str]:
    """The same and what the question teaches."""
    lines = key_lines(question, language, known)
    if question.explanation:
        lines.append(question.explanation.said_in(language))
    return lines


def texts_of(question: Question) -> Iterator[PartText]:
    """Every text of a question, its parts' included, for the checks of wording."""
    yield PartText("", question.prompt)
    yield from (PartText("", hint) for hint in question.hints)
    for text in (question.convention, question.explanation):
        if text:
            yield PartText("", text)
    yield from kind_of(question).part_texts(question)


def answer_from_code(asked: Asked, given: Any) -> Any:
    """An answer given in code, as the sheet keeps it.

    Args:
        given: what ``read_answer`` takes, or what comes near it: a numpy number, a pandas index,
            a number in words.

    Raises:
        AnswerError: it does not fit; the message says in the learner's language what does.
    """
    try:
        value = kind_of(asked).from_code(asked, _without_numpy(given))
        read_answer(asked, value)
    except NumberError:
        raise
    except AnswerError as error:
        raise AnswerError(what_fits(asked)) from error
    return value


def _without_numpy(given: Any) -> Any:
    """Plain data: what numpy and pandas hold becomes Python's own."""
    if hasattr(given, "tolist"):
        given = given.tolist()
    if isinstance(given, Mapping):
        return {str(name): _without_numpy(each) for name, each in given.items()}
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        return [_without_numpy(each) for each in given]
    return given


def what_fits(asked: Asked) -> str:
    """What fits an answer given in code, as a sentence in the learner's language."""
    names = kind_of(asked).names_in_code(asked)
    return say(f"case.fits.{asked.kind}", asked.language, cell=asked.id, **names)
