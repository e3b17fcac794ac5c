"""What a room has answered to a question, counted: options, verdicts, misconceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from maitrise.base.errors import AnswerError
from maitrise.base.text import LANGUAGES, Language
from maitrise.course import misconceptions
from maitrise.kinds import Answer, Question, Verdict, ask, key, read_answer, score

_VERDICTS = (Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG)


def option_counts(question: Question, values: Iterable[Any]) -> Mapping[str, int]:
    """How many have picked each option or row."""
    picked: Counter[str] = Counter()
    for answer in _read(question, values):
        if isinstance(answer, str):
            picked[answer] += 1
        elif isinstance(answer, list | tuple):
            picked.update(answer)
    return picked


def verdict_counts(question: Question, values: Iterable[Any]) -> Mapping[str, int]:
    """How many answers are right, partly so and wrong."""
    found = Counter(score(question, answer).verdict for answer in _read(question, values))
    return {verdict.value: found[verdict] for verdict in _VERDICTS}


def count_answers(question: Question, values: Iterable[Any]) -> int:
    """How many have answered: what is blank, or no answer to this question, does not count."""
    return len(_read(question, values))


def misconceptions_in(question: Question, value: Any) -> tuple[str, ...]:
    """The misconceptions that an answer shows."""
    return next((score(question, answer).misconceptions for answer in _read(question, [value])), ())


def most_shown(
    shown: Iterable[Collection[str]], language: Language, *, at_most: int
) -> list[dict[str, Any]]:
    """The misconceptions that most people show, in words: those of at least two.

    Args:
        shown: by each learner.
    """
    counts = Counter(code for codes in shown for code in set(codes))
    known = misconceptions()
    common = [(code, count) for code, count in counts.most_common() if count > 1 and code in known]
    return [
        {"text": known[code].name.said_in(language), "count": count}
        for code, count in common[:at_most]
    ]


def reveal(question: Question, language: Language) -> dict[str, Any]:
    """What is right and why, once the trainer gives the answer; of a formative question."""
    return dict(key(question, language))


def _read(question: Question, values: Iterable[Any]) -> list[Answer]:
    asked, found = ask(question, LANGUAGES[0]), []
    for value in values:
        try:
            answer = read_answer(asked, value)
        except AnswerError:
            continue
        if answer is not None:
            found.append(answer)
    return found
