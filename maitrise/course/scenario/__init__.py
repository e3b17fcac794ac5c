"""Branching scenarios: read from one TOML in both languages; the page plays them."""

from maitrise.course.scenario.model import END, Choice, Ending, Gauge, Scenario, Scene
from maitrise.course.scenario.reading import read_scenario, scenario, scenario_files

__all__ = [
    "END",
    "Choice",
    "Ending",
    "Gauge",
    "Scenario",
    "Scene",
    "read_scenario",
    "scenario",
    "scenario_files",
]
