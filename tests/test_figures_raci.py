"""RACI: the deliverables and the overview."""

import pytest

from maitrise.base.text import LANGUAGES
from maitrise.course.deliverables import RACI_ROLES, catalogue
from maitrise.figures.course.raci_overview import count_letters

every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_there_are_forty_seven_deliverables_and_each_has_exactly_one_a() -> None:
    rows = catalogue().deliverables
    assert len(rows) == len({row.id for row in rows}) == 47
    for row in rows:
        answering = [role for role in RACI_ROLES if row.letters[role] in ("A", "A/R")]
        assert len(answering) == 1, row.id


def test_every_deliverable_is_made_by_someone() -> None:
    for row in catalogue().deliverables:
        assert any("R" in row.letters[role] for role in RACI_ROLES), row.id


def test_answering_is_counted_once_a_deliverable() -> None:
    counts = count_letters()
    assert sum(number for (_, _, letter), number in counts.items() if letter == "A") == 47


def test_rows_say_where_practice_varies() -> None:
    rows = {row.id: row for row in catalogue().deliverables}
    assert rows["D17"].varies
    assert not rows["D26"].varies


def test_every_deliverable_has_a_name_of_its_own_in_each_language() -> None:
    assert [row.id for row in catalogue().deliverables if row.name.fr == row.name.en] == []
