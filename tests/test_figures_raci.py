"""RACI: the rows and the overview."""

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.course.deliverables import RACI_ROLES, catalogue, raci_rows
from maitrise.figures.course import raci_overview
from maitrise.figures.course.raci_overview import count_letters
from maitrise.figures.palette import CARD

every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_there_are_forty_seven_deliverables_and_each_has_exactly_one_a() -> None:
    rows = raci_rows("fr")
    assert len(rows) == len({row.id for row in rows}) == 47
    for row in rows:
        answering = [role for role in RACI_ROLES if row.letters[role] in ("A", "A/R")]
        assert len(answering) == 1, row.id


def test_every_deliverable_is_made_by_someone() -> None:
    for row in raci_rows("en"):
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


def test_rows_can_be_kept_to_a_phase() -> None:
    rows = raci_rows("en", phase="6")
    assert [row.id for row in rows] == ["D25", "D26", "D27", "D28", "D29", "D30"]
    assert {row.phase_name for row in rows} == {"Acceptance"}


def test_rows_can_be_kept_to_what_a_role_has_a_part_in() -> None:
    without = {row.id for row in raci_rows("fr")} - {row.id for row in raci_rows("fr", role="MOE")}
    assert without == {"D02", "D10", "D11"}
    assert [row.id for row in raci_rows("fr", phase="3", role="MOE")] == ["D12", "D13"]


def test_rows_come_in_the_order_of_the_phases() -> None:
    order = [phase.id for phase in catalogue().phases]
    places = [order.index(row.phase) for row in raci_rows("fr")]
    assert places == sorted(places)


def test_rows_say_where_practice_varies() -> None:
    rows = {row.id: row for row in raci_rows("fr")}
    assert rows["D17"].varies
    assert not rows["D26"].varies


def test_an_unknown_phase_or_role_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no phase '9': use one of 1, 2,"):
        raci_rows("fr", phase="9")
    with pytest.raises(ValueError, match="no role 'PM': use one of MOA, AMOA"):
        raci_rows("fr", role="PM")  # type: ignore[arg-type]


def test_every_deliverable_has_a_name_of_its_own_in_each_language() -> None:
    french, english = raci_rows("fr"), raci_rows("en")
    same = [one.name for one, other in zip(french, english, strict=True) if one.name == other.name]
    assert [row.letters for row in french] == [row.letters for row in english]
    assert same == []
