"""A report: its sections in order, to be written as a page or a workbook."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from maitrise.base.text import Language, say
from maitrise.reports.results import Results
from maitrise.reports.section import ReportSection, section_builders


@dataclass(frozen=True, slots=True)
class ClassReport:
    """A report in one language.

    Attributes:
        lead: one or two sentences at the top.
        sections: empty if the cohort has no people.
    """

    title: str
    lead: str
    language: Language
    sections: tuple[ReportSection, ...]


def class_report(results: Results, language: Language) -> ClassReport:
    """Make the report of a cohort in one language."""
    people, handed_in = len(results.people), len(results.attempts)
    title = say("report.title", language, title=results.title)
    if not people:
        return ClassReport(title, say("report.nobody", language), language, ())
    key = "report.lead" if people > 1 else "report.lead.one"
    lead = say(key, language, people=people, submissions=handed_in)
    sections = [make(results, language) for make in section_builders(of_one=people == 1)]
    if not any(results.people["name"]):
        sections = [section.without("name") for section in sections]
    return ClassReport(title, lead, language, tuple(sections))


def anonymised(results: Results, language: Language, luck: random.Random) -> Results:
    """The results with a random number in place of each person's name, address and id.

    Args:
        luck: the source of the numbers; an unpredictable one for anything that is shared.
    """
    import pandas as pd

    learners = list(results.people["learner"])
    luck.shuffle(learners)
    numbers = {
        learner: say("report.person", language, number=f"{place:0{len(str(len(learners)))}d}")
        for place, learner in enumerate(learners, start=1)
    }

    def renumbered(table: pd.DataFrame) -> pd.DataFrame:
        whose = pd.Categorical(table["learner"]).rename_categories(numbers)
        whose = whose.set_categories(sorted(whose.categories))
        table = table.assign(learner=whose)
        return table.sort_values("learner", kind="stable").reset_index(drop=True)

    people = renumbered(results.people).assign(name="", email="")
    names = ("attempts", "cells", "answers", "lessons", "gains", "plays")
    tables = {name: renumbered(getattr(results, name)) for name in names}
    return replace(results, people=people, **tables)
