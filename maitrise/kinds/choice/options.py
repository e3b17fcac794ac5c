"""Options to pick from: what a choice of one and a choice of several have in common."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text
from maitrise.kinds.contract import (
    Asked,
    BrokenRule,
    Mistake,
    Named,
    PaperKey,
    PartText,
    Question,
)
from maitrise.kinds.markdown import bold, bullets
from maitrise.kinds.rules import too_few, unknown_misconception, unusable_ids
from maitrise.kinds.scoring import key_of_picks
from maitrise.kinds.wording import answer_on_paper, because, in_code, letter, solved_pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice; a wrong one (distracteur) names the misconception it reveals."""

    id: str
    text: Text
    reason: Text
    right: bool = False
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsQuestion(Question):
    """A question that offers options."""

    options: tuple[Option, ...] = field(metadata=written("option"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOptions(Asked):
    """Options as a learner meets them."""

    options: tuple[Named, ...]


def broken_rules_of_options(question: OptionsQuestion) -> Iterator[BrokenRule]:
    """What is wrong with options, however many of them are right."""
    yield from too_few(2, "options", question.options)
    yield from unusable_ids("option", (option.id for option in question.options))
    for option in question.options:
        part = f"option {option.id}"
        yield from unknown_misconception(part, option.misconception)
        if option.right and option.misconception:
            yield BrokenRule(part, "a right option names a misconception", "Remove one of the two")


def named_options(question: OptionsQuestion, language: Language) -> tuple[Named, ...]:
    """The options without what is right."""
    return tuple(Named(each.id, each.text.said_in(language)) for each in question.options)


def key(question: OptionsQuestion, language: Language) -> Mapping[str, Any]:
    """Which options are right, and why."""
    return key_of_picks(question.options, language)


def options(question: OptionsQuestion) -> tuple[Option, ...]:
    """The options, for the checks of what gives the right one away."""
    return question.options


# --- In words -------------------------------------------------------------------------------


def markdown(asked: AskedOptions) -> list[str]:
    """A list of the options."""
    return [bullets(option.text for option in asked.options)]


def picked_words(asked: AskedOptions, picked: Sequence[str]) -> str:
    """The options that were picked."""
    texts = {option.id: option.text for option in asked.options}
    return bullets(texts[each] for each in picked)


def key_lines(
    question: OptionsQuestion, language: Language, known: Container[Text | None]
) -> list[str]:
    """The right options, each with its reason."""
    return [
        because(bold(each.text.said_in(language)), " — ", each.reason, language, known)
        for each in question.options
        if each.right
    ]


def part_name(question: OptionsQuestion, item: str, language: Language) -> str:
    """The text of an option, in bold."""
    return bold(next(e.text.said_in(language) for e in question.options if e.id == item))


def mistake(question: OptionsQuestion, item: str, language: Language) -> Mistake | None:
    """A wrong option that was chosen, or a right one that was passed over."""
    for option in question.options:
        if option.id == item:
            key = "report.lost.passed-over" if option.right else "report.lost.chosen"
            return Mistake(key, option.text.said_in(language))
    return None


def part_texts(question: OptionsQuestion) -> Iterator[PartText]:
    """Every option with its reason."""
    for option in question.options:
        part = f"option {option.id}"
        yield PartText(part, option.text, is_own=option.right)
        yield PartText(part, option.reason)


def names_in_code(asked: AskedOptions) -> Mapping[str, str]:
    """The ids of the options."""
    return {"ids": in_code((option.id, option.text) for option in asked.options)}


def offered(asked: AskedOptions) -> tuple[str, ...]:
    """The options, on a flash card."""
    return tuple(option.text for option in asked.options)


# --- On paper -------------------------------------------------------------------------------


def paper(asked: AskedOptions) -> Mapping[str, Any]:
    """The options beside their marks."""
    return {"options": [option.text for option in asked.options]}


def paper_key(question: OptionsQuestion, language: Language) -> PaperKey:
    """The letters of the right options, and why of each."""
    right = [letter(place) for place, each in enumerate(question.options) if each.right]
    parts = tuple(solved_pick(each, language) for each in question.options)
    return PaperKey(answer_on_paper(right, language), parts)
