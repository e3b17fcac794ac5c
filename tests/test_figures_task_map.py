"""The task map."""

from pathlib import Path

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES
from maitrise.course.project_tasks import ZONES, project_tasks, read_project_tasks
from maitrise.figures.course import task_map

PHASES = [str(number) for number in range(1, 9)]
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A copy of the tasks, to be damaged."""
    copy = tmp_path / "project-tasks.csv"
    copy.write_bytes((course_folder() / "data" / "project-tasks.csv").read_bytes())
    return copy


def damage(file: Path, sound: str, broken: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert sound in text
    file.write_text(text.replace(sound, broken, 1), encoding="utf-8")


def faults(file: Path) -> list[str]:
    with pytest.raises(CourseError) as caught:
        read_project_tasks(file, PHASES)
    return [str(fault) for fault in caught.value.faults]


def test_every_phase_drawn_has_a_task_on_each_side_and_one_in_the_grey_zone() -> None:
    tasks = project_tasks()
    phases = {task.phase for task in tasks}
    assert {(task.zone, task.phase) for task in tasks} == {
        (zone, phase) for zone in ZONES for phase in phases
    }


def test_columns_are_told_apart_by_words_and_shapes_as_well_as_colour() -> None:
    heads = task_map("en").drawing["columns"]
    assert [head["note"] in ("PMO", "AMOA") for head in heads] == [True, False, True]
    assert [head["roles"] for head in heads] == [("pmo-office",), ("pmo-office", "amoa"), ("amoa",)]


def test_an_unknown_zone_lists_the_known_ones(table: Path) -> None:
    damage(table, "grey,5", "gray,5")
    unknown, missing = faults(table)
    assert "row 9: zone is 'gray'. Use one of: running, grey, need" in unknown
    assert "phase 5: nothing for grey" in missing


def test_a_task_that_stands_twice_is_refused(table: Path) -> None:
    damage(table, "grey,5", "running,5")
    twice, missing = faults(table)
    assert "row 9: zone, phase running 5 stands in row 8 already" in twice
    assert "phase 5: nothing for grey" in missing
