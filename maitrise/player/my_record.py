"""My record: what the course keeps of the learner, to take away, bring back or erase."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course import lessons, onboarding_paths
from maitrise.course.scenario import read_scenario, scenario_files
from maitrise.player.my_path import beginning, open_banks


def data(language: Language) -> dict[str, Any]:
    """The names by which the record is told: lessons, cases, questions, scenarios."""
    played = [read_scenario(path) for path in scenario_files()]
    return {
        "lessons": {each.id: each.title.said_in(language) for each in lessons().values()},
        "cases": {
            case: say(f"case.{case}", language)
            for path in onboarding_paths().values()
            for case in path.cases
        },
        "questions": {
            f"{lesson}/{each.id}": beginning(each, language, 10)
            for lesson, read in open_banks().items()
            for each in read.questions.values()
        },
        "scenarios": {
            each.id: {
                "title": each.title.said_in(language),
                "endings": {end.id: end.title.said_in(language) for end in each.endings},
            }
            for each in played
        },
    }


def markdown(language: Language) -> str:
    """Nothing of any learner."""
    return say("my-record.static", language)
