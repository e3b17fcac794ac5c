"""Pick every right option."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from maitrise.base.text import Language
from maitrise.kinds.answer import ids, in_a_list, some_of
from maitrise.kinds.choice import options
from maitrise.kinds.choice.options import AskedOptions, OptionsQuestion, named_options
from maitrise.kinds.contract import BrokenRule, Kind
from maitrise.kinds.mark import Mark, Reason
from maitrise.kinds.rules import all_or_none_right
from maitrise.kinds.scoring import score_picks
from maitrise.kinds.wording import common, part_line, said_or


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesQuestion(OptionsQuestion):
    """Options of which some are right."""

    kind: ClassVar[str] = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChoices(AskedOptions):
    """Options to pick some of."""

    kind: ClassVar[str] = "choices"


def _broken_rules(question: ChoicesQuestion) -> Iterator[BrokenRule]:
    yield from options.broken_rules_of_options(question)
    yield from all_or_none_right("option", question.options)


def _ask(question: ChoicesQuestion, language: Language) -> AskedChoices:
    return AskedChoices(**common(question, language), options=named_options(question, language))


def _read_answer(asked: AskedChoices, raw: object) -> tuple[str, ...]:
    return some_of(raw, ids(asked.options))


def _score(question: ChoicesQuestion, answer: tuple[str, ...]) -> Mark:
    return score_picks(question, question.options, answer)


def _model_answer(question: ChoicesQuestion) -> list[str]:
    return [option.id for option in question.options if option.right]


def _lost_line(question: ChoicesQuestion, reason: Reason, language: Language) -> str | None:
    """Nothing of a right option that was missed: to name it would be to give the answer."""
    if any(option.right and option.id == reason.item for option in question.options):
        return None
    name = options.part_name(question, reason.item, language)
    return part_line(name, reason, language, said_or("", reason.text, language))


KIND: Kind[ChoicesQuestion, AskedChoices, tuple[str, ...]] = Kind(
    question=ChoicesQuestion,
    asked=AskedChoices,
    answer_shape="a list of option ids",
    interaction="choice",
    broken_rules=_broken_rules,
    ask=_ask,
    read_answer=_read_answer,
    score=_score,
    model_answer=_model_answer,
    key=options.key,
    markdown=options.markdown,
    answer_words=options.picked_words,
    key_lines=options.key_lines,
    lost_line=_lost_line,
    mistake=options.mistake,
    part_texts=options.part_texts,
    names_in_code=options.names_in_code,
    offered=options.offered,
    paper=options.paper,
    paper_key=options.paper_key,
    from_code=in_a_list,
    options=options.options,
    shares_view_of="choice",
)
