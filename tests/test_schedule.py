"""The worked schedule of *The PMO at work*: its tables, its dates and its keys, worked out again.

Tasks, durations and links are read from the page, in each language; dates are working days of 2026
from Monday 2 November, without the public holiday of the 11th.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import pytest

from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language
from maitrise.course import bank
from maitrise.course.documents import project_documents
from maitrise.kinds.number import NumberQuestion

LESSON = "pmo-at-work"
HOLIDAY = date(2026, 11, 11)
NOVEMBER = {"fr": "novembre", "en": "November"}


class Task(NamedTuple):
    """How many working days a task takes, and which tasks it waits for."""

    days: float
    after: tuple[str, ...]


Network = Mapping[str, Task]


@cache
def cells(language: Language) -> dict[str, str]:
    """The text of each cell by its id, with plain spaces."""
    path = course_folder() / language / f"{LESSON}.ipynb"
    page = json.loads(path.read_text(encoding="utf-8"))
    return {
        each["id"]: re.sub(r"\s", " ", "".join(each["source"]).replace("\n", "|"))
        for each in page["cells"]
    }


def cell(name: str, language: Language) -> str:
    return cells(language)[name]


def rows(name: str, language: Language) -> dict[str, list[str]]:
    """The other cells of a table by the letter that each row begins with."""
    lines = re.findall(r"\|\| ([A-F])\b([^|]*(?:\|[^|]+)*)\|", cell(name, language))
    return {letter: [each.strip() for each in rest.split("|")[1:]] for letter, rest in lines}


def network(language: Language) -> dict[str, Task]:
    return {
        letter: Task(float(days), tuple(re.findall("[A-F]", after)))
        for letter, (days, after) in rows("network", language).items()
    }


def ends(tasks: Network) -> dict[str, float]:
    """The last day of each task, at the earliest; a task stands after those it waits for."""
    found: dict[str, float] = {}
    for letter, task in sorted(tasks.items()):
        found[letter] = task.days + max((found[each] for each in task.after), default=0)
    return found


def latest(tasks: Network) -> dict[str, float]:
    """The last day on which each task may end without moving the milestone."""
    whole, found = max(ends(tasks).values()), dict[str, float]()
    for letter in sorted(tasks, reverse=True):
        waiting = (name for name, task in tasks.items() if letter in task.after)
        found[letter] = min((found[each] - tasks[each].days for each in waiting), default=whole)
    return found


def key(question: str) -> float:
    found = bank(LESSON).questions[question]
    assert isinstance(found, NumberQuestion)
    return found.key


def figures(question: str, language: Language) -> list[float]:
    said = bank(LESSON).questions[question].prompt.said_in(language)
    return [float(each) for each in re.findall(r"\d+", said)]


def working_day(number: float) -> date:
    day, left = date(2026, 11, 2), int(number) - 1
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5 and day != HOLIDAY
    return day


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_floats_and_the_keys_follow_from_the_network(language: Language) -> None:
    tasks = network(language)
    early, late = ends(tasks), latest(tasks)
    assert len(tasks) == 6
    assert rows("network-float", language) == {
        letter: [
            f"{early[letter] - task.days + 1:.0f}–{early[letter]:.0f}",
            f"{late[letter] - task.days + 1:.0f}–{late[letter]:.0f}"
            f" ({late[letter] - early[letter]:.0f})",
        ]
        for letter, task in tasks.items()
    }
    assert key("desk-length") == max(early.values())
    longer, shorter = figures("desk-late-line", language)
    assert shorter == tasks["C"].days
    moved = max(ends(tasks | {"C": Task(longer, ())}).values())
    assert key("desk-late-line") == moved - max(early.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dates_of_the_schedule_and_of_the_pack_are_working_days(language: Language) -> None:
    tasks = network(language)
    baseline = working_day(max(ends(tasks).values()))
    update = next(day for day in range(1, 30) if working_day(day).day == 13)
    late = tasks | {"B": Task(update + 3 - ends(tasks)["A"], ("A",))}
    forecast = working_day(max(ends(late).values()))
    month = NOVEMBER[language]
    assert f"{baseline.day} {month}" in cell("network-float", language)
    assert f"{forecast.day} {month}" in cell("baseline", language)
    record = cell("pack-good", language)
    assert re.search(rf"{baseline.day} {month}, (?:prévu|forecast) {forecast.day}\b", record)
    assert max(ends(late).values()) - max(ends(tasks).values()) == 2
    assert (baseline, forecast) == (date(2026, 11, 23), date(2026, 11, 25))
    sent, meeting = working_day(10), working_day(13)
    assert f"{meeting.day} {month}" in cell("pack", language)
    assert re.search(rf" {sent.day}\b", cell("pack", language))
    assert meeting < forecast, "what the committee decides has already happened"
    assert {"fr": "2 décembre", "en": "2 December"}[language] in record


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schedule_among_the_documents_is_that_of_the_lesson(language: Language) -> None:
    tasks, month = network(language), NOVEMBER[language]
    early, late = ends(tasks), latest(tasks)
    written = project_documents()["schedule"].example_path(language).read_text(encoding="utf-8")
    lines = re.findall(r"^\| ([A-F])\. ([^|]+)\|(.+)\|$", written, re.MULTILINE)
    assert [letter for letter, *_ in lines] == list(tasks)
    forecast: dict[str, float] = {}
    for letter, _, rest in lines:
        days, after, planned, spare, left, end, gap = (each.strip() for each in rest.split("|"))
        task, first = tasks[letter], early[letter] - tasks[letter].days + 1
        done = letter in "AC"
        start = max((forecast[each] for each in task.after), default=0)
        last = early[letter] if done else max(start, 9) + float(left)
        forecast[letter] = last
        assert (float(days), tuple(re.findall("[A-F]", after))) == task
        assert planned == f"{working_day(first).day}–{working_day(early[letter]).day} {month}"
        assert float(spare) == late[letter] - early[letter]
        assert end.split(",")[0] == f"{working_day(last).day} {month}"
        assert float(gap) == last - early[letter]
    assert f"**{working_day(max(forecast.values())).day} {month}**" in written
    assert max(forecast.values()) - forecast["F"] == 1, "the float left to the posters"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_sums_of_the_lesson_are_right(language: Language) -> None:
    effort, *_ = figures("effort-to-duration", language)
    assert key("effort-to-duration") == effort / 0.5
    rules, mock_ups, printer, tests = figures("chocolate-network", language)
    labels = {
        "A": Task(rules, ()),
        "B": Task(mock_ups, ("A",)),
        "C": Task(printer, ()),
        "D": Task(tests, ("B", "C")),
    }
    assert key("chocolate-network") == max(ends(labels).values())
