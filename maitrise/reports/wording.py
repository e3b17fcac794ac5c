"""Numbers, dates and names as a report shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from textwrap import shorten

from maitrise.base.locale import LOCALES
from maitrise.base.number import write_number, write_quantity
from maitrise.base.text import Language, say
from maitrise.course import OnboardingPath, competencies, misconceptions
from maitrise.course.scenario import Scenario, read_scenario, scenario_files
from maitrise.kinds import Question, kind_of
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, Value

_MARKUP = re.compile(r"\*{1,3}|`|(?<=\])\([^)]*\)|[\[\]]")
_LONGEST = 160


@lru_cache(maxsize=65536)
def shown(value: Value, kind: str, language: Language) -> str:
    """A value as text; an empty one is a dash."""
    if value is None or value == "" or value != value:
        return "–"
    if kind == "share":
        return write_quantity(100 * float(value), "%", language)
    if kind == "number":
        return write_number(float(value), language, 2)
    if kind == "whole":
        return write_number(float(value), language)
    if kind == "date":
        return LOCALES[language].short_day(date.fromisoformat(str(value)))
    return str(value)


def cells_of(
    columns: tuple[ReportColumn, ...], row: tuple[Value, ...], language: Language
) -> tuple[str, ...]:
    """A row as texts."""
    return tuple(
        shown(value, column.kind, language) for column, value in zip(columns, row, strict=True)
    )


def profile_name(profile: str, paths: Mapping[str, OnboardingPath], language: Language) -> str:
    """The name of a profile; its id if it no longer exists."""
    path = paths.get(profile)
    if path is None:
        return profile or say("report.no-profile", language)
    return path.name.said_in(language)


def language_name(spoken: str, language: Language) -> str:
    """The name of a learner's or a submission's language."""
    return say(f"report.language.{spoken}", language)


def competency_name(code: str, language: Language) -> str:
    """Code and name of a competency; only the code if the course no longer has it."""
    competency = competencies().get(code)
    return f"{code} {competency.name.said_in(language)}" if competency else code


def played_scenarios(results: Results) -> list[Scenario]:
    """The simulations of the course that anyone played to the end."""
    played = set(results.plays["scenario"])
    return [read_scenario(path) for path in scenario_files() if path.stem in played]


def misconception_words(code: str, language: Language) -> tuple[str, str]:
    """The name of a misconception, and what to say about it."""
    misconception = misconceptions().get(code)
    return (
        (misconception.name.said_in(language), misconception.say.said_in(language))
        if misconception
        else (code, "")
    )


def prompt_words(question: Question | None, language: Language) -> str:
    """The prompt of a question on one line; "" if the case no longer has it."""
    return _in_a_line(question.prompt.said_in(language)) if question else ""


def lost_words(question: Question | None, item: str, language: Language) -> str:
    """The mistake in a part of an answer: what was chosen, omitted or misplaced."""
    mistake = kind_of(question).mistake(question, item, language) if question else None
    return say(mistake.key, language, words=_in_a_line(mistake.words)) if mistake else item


@lru_cache(maxsize=4096)
def _in_a_line(text: str) -> str:
    return shorten(_MARKUP.sub("", text), _LONGEST, placeholder=" …")
