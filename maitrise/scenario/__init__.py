"""Branching scenarios: read from one TOML in both languages, played as pure data, kept on disk."""

from maitrise.scenario.model import END, Choice, Ending, Gauge, Scenario, Scene
from maitrise.scenario.play import (
    Decision,
    State,
    begin,
    decide,
    decisions_behind,
    ending_of,
    replay,
)
from maitrise.scenario.progress import Progress, ProgressFile
from maitrise.scenario.reading import read_scenario, scenario, scenario_files

__all__ = [
    "END",
    "Choice",
    "Decision",
    "Ending",
    "Gauge",
    "Progress",
    "ProgressFile",
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
