"""Branching scenarios: read from one TOML in both languages, played as pure data, kept on disk."""

from maitrise.course.scenario.model import END, Choice, Ending, Gauge, Scenario, Scene
from maitrise.course.scenario.play import (
    Decision,
    State,
    begin,
    decide,
    decisions_behind,
    ending_of,
    replay,
)
from maitrise.course.scenario.reading import read_scenario, scenario, scenario_files

__all__ = [
    "END",
    "Choice",
    "Decision",
    "Ending",
    "Gauge",
    "Scenario",
    "Scene",
    "State",
    "begin",
    "decide",
    "decisions_behind",
    "ending_of",
    "read_scenario",
    "replay",
    "scenario",
    "scenario_files",
]
