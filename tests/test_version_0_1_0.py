"""What version 0.1.0 left behind: a cohort is opened, reported and marked again, and marks stand.

The archive holds a cohort of twelve as 0.1.0 made it, the cases as they were, what 0.1.0 said of
both, and 300 answer sheets with its mark of every cell; ``made_by.py`` in it says how.
"""

import json
import re
import shutil
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from cohorts import copy_of, dump, facts, run
from maitrise.base.moments import written_in
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases import read_case
from maitrise.cohort import Cohort, open_cohort
from maitrise.cohort.places import repository_folder
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.scored import score_sheet
from maitrise.marking.upkeep import current_facts
from maitrise.privacy import forget
from maitrise.reports.passing import attainments
from maitrise.reports.results import Results, read_results
from maitrise.reports.writing import write_report
from room_server import room_server

ARCHIVE = Path(__file__).parent / "fixtures" / "version-0.1.0.tar.xz"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What 0.1.0 left, in place of the repository: today's code with the cases of then."""
    root = tmp_path_factory.mktemp("left")
    with tarfile.open(ARCHIVE) as archive:
        # The filter is not known before Python 3.11.4, and asked for from 3.14 on.
        archive.extractall(root, **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))
    folder = root / "version-0.1.0"
    shutil.copytree(
        repository_folder() / "course",
        folder / "course",
        ignore=shutil.ignore_patterns("*.ipynb", "*.csv", "*.svg", "*.png"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_COURSE", str(folder / "course"))
        yield folder


@pytest.fixture(scope="module")
def told(left: Path) -> dict[str, Any]:
    """What 0.1.0 said of the cohort."""
    said: dict[str, Any] = json.loads((left / "told.json").read_bytes())
    return said


@pytest.fixture
def cohort(left: Path, tmp_path: Path) -> Cohort:
    return copy_of(left / "cohort", tmp_path / "cohort")


def gradebook(cohort: Cohort) -> list[list[str]]:
    return [[str(each) for each in row] for row in dump(cohort)]


def rows(table: Any, columns: list[str]) -> Counter[tuple[str, ...]]:
    """The rows of a table, whatever their order; numbers to nine places, moments in UTC."""
    return Counter(
        tuple(f"{each:.9f}" if isinstance(each, float) else _said(str(each)) for each in row)
        for row in table[columns].itertuples(index=False, name=None)
    )


def _said(cell: str) -> str:
    return written_in(cell, UTC) if re.match(r"\d{4}-\d\d-\d\dT", cell) else cell


def said_rows(told: dict[str, Any], name: str, columns: list[str]) -> Counter[tuple[str, ...]]:
    import pandas as pd

    table = pd.DataFrame(told["tables"][name]["data"], columns=told["tables"][name]["columns"])
    for column in {"points", "maximum", "penalty", "share"} & set(columns):
        table[column] = table[column].astype(float)
    return rows(table, columns)


# Of lessons and tests only what does not hang on what the course asks today.
TABLES = {
    "attempts": ["learner", "case", "language", "handed_in", "points", "maximum", "penalty",
                 "share", "waiting"],
    "cells": ["learner", "case", "language", "cell", "question", "competency", "points", "maximum",
              "waiting"],
    "answers": ["learner", "case", "question", "item", "verdict", "misconception"],
    "lessons": ["learner", "lesson", "answered", "began"],
    "gains": ["learner"],
    "plays": ["learner", "scenario", "ending", "at"],
}  # fmt: skip


def assert_as_told(found: Results, told: dict[str, Any]) -> None:
    for name, columns in TABLES.items():
        assert rows(getattr(found, name), columns) == said_rows(told, name, columns), name


def test_the_cohort_opens_with_its_people_dates_and_paths_and_a_room(
    cohort: Cohort, tmp_path: Path
) -> None:
    assert len(cohort.people) == 12
    assert cohort.people["p-0005"].full_name == "Marie DE LA TOUR"
    assert cohort.late.percent == 10
    assert set(cohort.paths) >= {"buyer", "pmo-2026"}
    with room_server(cohort.folder, tmp_path) as room:
        page = room.other()
        assert page.join("p-0005").data == {"state": "in", "name": "DE LA TOUR Marie"}
        assert page.opened().get("learner").data["roster_id"] == "p-0005"


def test_its_report_counts_what_it_counted_then(cohort: Cohort, told: dict[str, Any]) -> None:
    assert_as_told(read_results(cohort), told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_report_is_written(cohort: Cohort, language: Language) -> None:
    page, book = write_report(cohort, language, None, is_anonymous=False)
    assert "DE LA TOUR Marie" in page.read_text(encoding="utf-8")
    assert book.stat().st_size > 10_000


def test_who_has_passed_is_who_had(cohort: Cohort, told: dict[str, Any]) -> None:
    people = list(cohort.people.values())
    found = list(attainments(people, read_results(cohort), cohort.settings.certificate))
    assert {each.person.id for each in found} == set(told["reached"])
    for each in found:
        verdict, share, cases, _, days, _, by_competency = told["reached"][each.person.id]
        assert each.verdict == verdict
        assert each.share == pytest.approx(share)
        assert list(each.missing_cases) == cases
        assert [str(day) for day in each.days or ()] == days
        assert [(one.competency, one.maximum) for one in each.competencies] == [
            (name, maximum) for name, _, maximum in by_competency
        ]
        assert [one.points for one in each.competencies] == pytest.approx(
            [points for _, points, _ in by_competency]
        )


@pytest.mark.parametrize("again", [False, True])
def test_marked_again_it_loses_nothing(cohort: Cohort, told: dict[str, Any], again: bool) -> None:
    kept = {path: path.read_bytes() for path in (cohort.folder / "kept").rglob("*.*")}
    outcome = run(cohort, again=again)
    assert outcome.problems == []
    waiting = {name: each.waiting for name, each in outcome.assignments.items() if each.waiting}
    assert waiting == {
        "payroll-en": ["p-0004"],
        "payroll-fr": ["p-0005"],
        "pmo-setup-fr": ["p-0007"],
    }
    assert gradebook(cohort) == told["gradebook"]
    assert {path: path.read_bytes() for path in kept} == kept
    pages = cohort.folder / "feedback"
    written = sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.html"))
    assert written == told["pages"]
    assert_as_told(read_results(cohort), told)


def test_taken_in_anew_from_what_was_kept_it_has_the_same_marks(
    cohort: Cohort, told: dict[str, Any]
) -> None:
    run(cohort, cohort.folder / "submitted", again=True)
    assert gradebook(cohort) == told["gradebook"]
    assert_as_told(read_results(open_cohort(str(cohort.folder))), told)


def test_its_facts_are_those_that_marking_it_anew_gives(cohort: Cohort) -> None:
    with current_facts(cohort, "en"):
        before = facts(cohort)
    assert len(before) == len([row for row in dump(cohort) if row[0] == "grade"])
    run(cohort, cohort.folder / "submitted", again=True)
    assert facts(cohort) == before


def test_a_file_of_marks_that_is_damaged_costs_nothing(
    cohort: Cohort, told: dict[str, Any]
) -> None:
    for number, path in enumerate(sorted((cohort.folder / "marks").glob("*/*.json"))):
        written = (b"", b"{", b'{"format": 2}', b"[]", b'{"handed_in": 3}')
        path.write_bytes(written[number % len(written)])
    assert_as_told(read_results(cohort), told)


def test_its_people_can_be_forgotten(cohort: Cohort) -> None:
    forget(cohort, [cohort.people["ada"]], "en")
    left = open_cohort(str(cohort.folder))
    with current_facts(left, "en"):
        assert "ada" not in {row[0] for row in facts(left)}
    assert not (cohort.folder / "marks" / "ada").exists()
    assert "bea-02" in set(read_results(left).attempts["learner"])


def test_three_hundred_sheets_have_the_same_mark_in_every_cell(left: Path) -> None:
    recorded = json.loads((left / "sheets.json").read_bytes())
    assert len(recorded) == 300
    assert len({(case, language) for case, language, *_ in recorded}) == 14
    verdicts: Counter[str] = Counter()
    for case, _, learner, sheet, expected in recorded:
        read = parse_sheet(json.dumps(sheet).encode(), "en")
        found = score_sheet(read_case(left / "solutions" / f"{case}.toml"), read, learner)
        marks = {
            cell: [
                each.question.id,
                each.question.competency,
                each.mark.points,
                each.mark.maximum,
                str(each.mark.verdict),
                bool(each.unreadable),
                [[one.item, str(one.verdict), one.misconception] for one in each.mark.reasons],
            ]
            for cell, each in found.items()
        }
        assert marks == expected, (case, learner)
        verdicts.update(mark[4] for mark in expected.values())
    assert min(verdicts.values()) > 100, "each verdict is met often"
