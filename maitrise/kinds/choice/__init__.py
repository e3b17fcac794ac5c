"""Pick the one right option."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from maitrise.base.text import Language
from maitrise.kinds.answer import ids, one_of
from maitrise.kinds.choice import options
from maitrise.kinds.choice.options import AskedOptions, OptionsQuestion, named_options
from maitrise.kinds.contract import BrokenRule, Kind
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.scoring import mark_of_share
from maitrise.kinds.wording import common, part_line


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(OptionsQuestion):
    """Options of which one is right."""

    kind: ClassVar[str] = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChoice(AskedOptions):
    """Options to pick one of."""

    kind: ClassVar[str] = "choice"


def _broken_rules(question: ChoiceQuestion) -> Iterator[BrokenRule]:
    yield from options.broken_rules_of_options(question)
    right = [option.id for option in question.options if option.right]
    if not right:
        yield BrokenRule("", "no option is right", "Mark one with right = true")
    elif len(right) > 1:
        problem = f"{len(right)} right options ({' and '.join(right)}), but kind choice allows one"
        yield BrokenRule("", problem, "Mark one right, or set kind to choices")


def _ask(question: ChoiceQuestion, language: Language) -> AskedChoice:
    return AskedChoice(**common(question, language), options=named_options(question, language))


def _read_answer(asked: AskedChoice, raw: object) -> str:
    return one_of(raw, ids(asked.options))


def _score(question: ChoiceQuestion, answer: str) -> Mark:
    """All or nothing."""
    option = next(option for option in question.options if option.id == answer)
    verdict = Verdict.RIGHT if option.right else Verdict.WRONG
    reason = Reason(option.id, verdict, option.reason, option.misconception)
    return mark_of_share(question, 1.0 if option.right else 0.0, [reason])


def _model_answer(question: ChoiceQuestion) -> str:
    return next(option.id for option in question.options if option.right)


def _answer_words(asked: AskedChoice, answer: str) -> str:
    return options.picked_words(asked, (answer,))


def _lost_line(question: ChoiceQuestion, reason: Reason, language: Language) -> str:
    """Its reason alone: there is one answer, and its verdict stands above."""
    if reason.text:
        return reason.text.said_in(language)
    return part_line(options.part_name(question, reason.item, language), reason, language)


KIND: Kind[ChoiceQuestion, AskedChoice, str] = Kind(
    question=ChoiceQuestion,
    asked=AskedChoice,
    answer_shape="the id of an option",
    interaction="choice",
    broken_rules=_broken_rules,
    ask=_ask,
    read_answer=_read_answer,
    score=_score,
    model_answer=_model_answer,
    key=options.key,
    markdown=options.markdown,
    answer_words=_answer_words,
    key_lines=options.key_lines,
    lost_line=_lost_line,
    mistake=options.mistake,
    part_texts=options.part_texts,
    names_in_code=options.names_in_code,
    offered=options.offered,
    paper=options.paper,
    paper_key=options.paper_key,
    options=options.options,
)
