"""A report: its sections in order, for whoever writes them to a page or a workbook."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from maitrise.base.text import Language, say
from maitrise.reports import class_sections as of_class
from maitrise.reports import item_sections as of_items
from maitrise.reports import simulation_sections as of_simulation
from maitrise.reports.results import Results
from maitrise.reports.section import Section

# First what is left to do, then the class, then what is for whoever writes questions.
_OF_CLASS = (
    of_class.done, of_class.waiting, of_class.stuck, of_class.misconceptions, of_items.distractors,
    of_class.by_case, of_class.by_competency, of_class.by_profile, of_class.gain,
    of_simulation.endings, of_simulation.plays, of_items.reliabilities, of_items.items,
)  # fmt: skip
_OF_ONE = (
    of_class.done, of_class.handed_in, of_class.waiting, of_class.stuck, of_class.misconceptions,
    of_items.distractors, of_class.gain, of_simulation.endings, of_simulation.plays,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language.

    Attributes:
        lead: one or two sentences at the top.
        sections: none while the cohort has nobody.
    """

    title: str
    lead: str
    language: Language
    sections: tuple[Section, ...]


def report(results: Results, language: Language) -> Report:
    """Put a report together."""
    people, handed_in = len(results.people), len(results.attempts)
    title = say("report.title", language, title=results.title)
    if not people:
        return Report(title, say("report.nobody", language), language, ())
    key = "report.lead" if people > 1 else "report.lead.one"
    lead = say(key, language, people=people, submissions=handed_in)
    makers = _OF_CLASS if people > 1 else _OF_ONE
    sections = tuple(make(results, language) for make in makers)
    if not any(results.people["name"]):
        sections = tuple(each.without("name") for each in sections)
    return Report(title, lead, language, sections)


def anonymous(results: Results, language: Language, luck: random.Random) -> Results:
    """The same with a number drawn by lot for each person: no name, address or id.

    Args:
        luck: decides who gets which number; a secret one for whatever is shared.
    """
    import pandas as pd

    learners = list(results.people["learner"])
    luck.shuffle(learners)
    numbers = {
        learner: say("report.person", language, number=f"{place:0{len(str(len(learners)))}d}")
        for place, learner in enumerate(learners, start=1)
    }

    def renumbered(name: str) -> object:
        table = getattr(results, name)
        whose = pd.Categorical(table["learner"]).rename_categories(numbers)
        whose = whose.set_categories(sorted(whose.categories))
        table = table.assign(learner=whose)
        return table.sort_values("learner", kind="stable").reset_index(drop=True)

    tables = {
        name: renumbered(name)
        for name in ("people", "attempts", "cells", "answers", "lessons", "gains", "plays")
    }
    people = tables["people"]
    people["name"], people["email"] = "", ""  # type: ignore[index]
    return replace(results, **tables)  # type: ignore[arg-type]
