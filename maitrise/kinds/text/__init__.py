"""Write a text; a person marks it against the rubric."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from maitrise.base.number import write_shortest
from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text, say
from maitrise.kinds.answer import UnfitAnswerError
from maitrise.kinds.contract import Asked, BrokenRule, Kind, Mistake, PaperKey, PartText, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.markdown import bullets, escaped
from maitrise.kinds.rules import too_few
from maitrise.kinds.wording import common, part_line, said_or


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A line of a rubric (grille d'évaluation).

    Attributes:
        text: what is looked at; learners read it before they write.
        expected: what a good text says there (attendu); only whoever marks reads it beforehand.
    """

    points: float
    text: Text
    expected: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Question):
    """A text to write."""

    kind: ClassVar[str] = "text"
    criteria: tuple[Criterion, ...] = field(metadata=written("criterion"))


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """A line of the rubric as a learner reads it."""

    text: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedText(Asked):
    """A text to write, and what it is marked by."""

    kind: ClassVar[str] = "text"
    criteria: tuple[ShownCriterion, ...]


def _broken_rules(question: TextQuestion) -> Iterator[BrokenRule]:
    yield from too_few(1, "criteria", question.criteria)
    for position, criterion in enumerate(question.criteria, start=1):
        if not 0 < criterion.points < math.inf:
            problem = f"points is {criterion.points:g}"
            yield BrokenRule(f"criterion number {position}", problem, "Give it more than 0 points")
    total = sum(criterion.points for criterion in question.criteria)
    if not math.isclose(total, question.points):
        problem = f"its criteria add up to {total:g}, but points is {question.points:g}"
        yield BrokenRule("", problem, "Make both the same")


def _ask(question: TextQuestion, language: Language) -> AskedText:
    criteria = tuple(ShownCriterion(e.text.said_in(language), e.points) for e in question.criteria)
    return AskedText(**common(question, language), criteria=criteria)


def _read_answer(_: AskedText, raw: object) -> str | None:
    if not isinstance(raw, str):
        raise UnfitAnswerError(raw)
    # Half a character (a browser may cut an emoji in two) could be neither stored nor recorded.
    whole = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole if whole.strip() else None


def _score(question: TextQuestion, _: str) -> Mark:
    return Mark(0.0, question.points, Verdict.TO_MARK)


def _model_answer(_: TextQuestion) -> None:
    return None


def _key(question: TextQuestion, language: Language) -> Mapping[str, Any]:
    """The rubric with what is expected."""
    return {
        "criteria": [
            {
                "points": each.points,
                "text": each.text.said_in(language),
                "expected": said_or(None, each.expected, language),
            }
            for each in question.criteria
        ]
    }


def _page_data(asked: AskedText) -> Mapping[str, Any]:
    return {"criteria": rubric_lines(asked)}


def rubric_lines(asked: AskedText) -> list[str]:
    """The criteria that a person marks a text by, each with its points, as learners read them."""
    return [_criterion(each.text, each.points, asked.language) for each in asked.criteria]


def _criterion(text: str, points: float, language: Language) -> str:
    return f"{text} ({write_shortest(points, language)})"


def _markdown(asked: AskedText) -> list[str]:
    return [bullets(rubric_lines(asked))]


def _answer_words(_: AskedText, answer: str) -> str:
    return escaped(answer)


def _key_lines(question: TextQuestion, language: Language, _: Container[Text | None]) -> list[str]:
    """The rubric with what is expected; for whoever marks, and for learners once it is marked."""
    return [
        _criterion(each.text.said_in(language), each.points, language) + _expected(each, language)
        for each in question.criteria
    ]


def _expected(criterion: Criterion, language: Language) -> str:
    if criterion.expected is None:
        return ""
    expected = criterion.expected.said_in(language)
    return f" {say('text.expected', language, expected=expected)}"


def _lost_line(_: TextQuestion, reason: Reason, language: Language) -> str:
    return part_line("", reason, language)


def _mistake(_: TextQuestion, __: str, ___: Language) -> Mistake | None:
    return None


def _part_texts(question: TextQuestion) -> Iterator[PartText]:
    for number, criterion in enumerate(question.criteria, start=1):
        yield PartText(f"criterion {number}", criterion.text)
        if criterion.expected:
            yield PartText(f"criterion {number}, expected", criterion.expected)


def _names_in_code(_: AskedText) -> Mapping[str, str]:
    return {}


def _offered(_: AskedText) -> tuple[str, ...]:
    return ()


def _paper(_: AskedText) -> Mapping[str, Any]:
    return {}


def _paper_key(question: TextQuestion, language: Language) -> PaperKey:
    """The rubric: a person marks."""
    parts = tuple(
        {
            "key": write_shortest(each.points, language),
            "reason": each.text.said_in(language) + _expected(each, language),
        }
        for each in question.criteria
    )
    return PaperKey("", parts)


KIND: Kind[TextQuestion, AskedText, str] = Kind(
    question=TextQuestion,
    asked=AskedText,
    answer_shape="a text",
    interaction="long-fill-in",
    broken_rules=_broken_rules,
    ask=_ask,
    read_answer=_read_answer,
    score=_score,
    model_answer=_model_answer,
    key=_key,
    markdown=_markdown,
    answer_words=_answer_words,
    key_lines=_key_lines,
    lost_line=_lost_line,
    mistake=_mistake,
    part_texts=_part_texts,
    names_in_code=_names_in_code,
    offered=_offered,
    paper=_paper,
    paper_key=_paper_key,
    page_data=_page_data,
    is_marked_by_hand=True,
)
