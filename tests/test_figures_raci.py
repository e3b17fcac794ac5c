"""RACI: the deliverables and the overview."""

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.course.deliverables import RACI_ROLES, catalogue
from maitrise.figures.course import raci_overview
from maitrise.figures.course.raci_overview import count_letters
from maitrise.figures.palette import CARD

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


@every_language
def test_the_table_has_the_numbers_of_the_bars(language: Language) -> None:
    figure = raci_overview(language)
    drawn = [[number or 0 for number in trace["x"]] for trace in figure.spec["data"]]
    told = [[int(row[column]) for row in figure.table.rows] for column in range(1, 9)]
    assert told == drawn


@every_language
def test_the_number_written_beside_a_bar_is_its_length(language: Language) -> None:
    for position, trace in enumerate(raci_overview(language).spec["data"]):
        letter = "RA"[position % 2]
        for number, text in zip(trace["x"], trace["text"], strict=True):
            assert text == (f"<b>{letter}</b> {number}" if number else "")


def test_answering_is_counted_once_a_deliverable() -> None:
    counts = count_letters(catalogue())
    assert sum(number for (_, _, letter), number in counts.items() if letter == "A") == 47


def test_r_is_filled_and_a_is_outlined_so_that_colour_is_not_alone() -> None:
    data = raci_overview("fr").spec["data"]
    assert all(trace["marker"]["color"] != CARD for trace in data[::2])
    assert all(trace["marker"]["color"] == CARD for trace in data[1::2])


def test_rows_say_where_practice_varies() -> None:
    rows = {row.id: row for row in catalogue().deliverables}
    assert rows["D17"].varies
    assert not rows["D26"].varies


def test_every_deliverable_has_a_name_of_its_own_in_each_language() -> None:
    assert [row.id for row in catalogue().deliverables if row.name.fr == row.name.en] == []
