"""Scenarios: every fault of each, those of its shape and those of the ways through it."""

from __future__ import annotations

from maitrise.base.errors import CourseError, Fault
from maitrise.course.scenario import read_scenario, scenario_files


def faults_of_scenarios() -> list[Fault]:
    """Every fault of every scenario of the course."""
    faults: list[Fault] = []
    for path in scenario_files():
        try:
            read_scenario(path)
        except CourseError as error:
            faults += error.faults
    return faults
