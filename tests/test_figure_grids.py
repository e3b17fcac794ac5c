"""What the page draws of a figure is what its sentence and its table say."""

from collections import Counter
from typing import Any

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.cases.page import figure_page_data, released_case
from maitrise.course import onboarding_paths
from maitrise.course.roles import SHAPES
from maitrise.player.figures import DATA, NAMES

every_figure = pytest.mark.parametrize("name", NAMES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def cells(figure: dict[str, Any]) -> list[dict[str, Any]]:
    rows = figure["drawing"]["rows"]
    return [cell for row in rows for cell in row["cells"] if cell]


def blanked(value: Any) -> Any:
    """A nest with its texts blanked, so that two languages can be compared."""
    if isinstance(value, dict):
        return {key: blanked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [blanked(inner) for inner in value]
    return bool(value) if isinstance(value, str) else value


@every_figure
def test_both_languages_draw_the_same(name: str) -> None:
    french, english = (DATA[name](language)["drawing"] for language in LANGUAGES)
    assert blanked(french) == blanked(english)
    roles = [[cell["role"] for cell in cells(DATA[name](language))] for language in LANGUAGES]
    assert roles[0] == roles[1]


@every_figure
def test_every_row_has_a_cell_for_each_column(name: str) -> None:
    drawing = DATA[name]("fr")["drawing"]
    columns = len(drawing["columns"])
    assert {len(row["cells"]) for row in drawing["rows"]} == {columns}


@every_figure
@every_language
def test_colour_is_never_the_only_sign(name: str, language: Language) -> None:
    figure = DATA[name](language)
    letters = [each["letter"] for each in figure["drawing"]["key"] if each["letter"]]
    assert len(set(letters)) == len(letters)
    for cell in cells(figure):
        assert cell["letter"] or cell["text"] or cell["bars"] or not cell["part"]
        assert not cell["letter"] or cell["said"]
    drawing = figure["drawing"]
    for head in [*drawing["columns"], *(row["head"] for row in drawing["rows"])]:
        assert head["text"]
        assert all(drawing["symbols"][role] in SHAPES for role in head["roles"])


@every_language
@pytest.mark.parametrize("name", ["life_cycle", "acceptance_stages"])
def test_a_mark_stands_for_each_row_of_the_table(name: str, language: Language) -> None:
    figure = DATA[name](language)
    weights = Counter(row[2] for row in figure["rows"])
    assert Counter(cell["said"] for cell in cells(figure)) == weights


@every_language
@pytest.mark.parametrize("name", ["pmo_duties", "task_map"])
def test_the_words_of_a_box_are_those_of_the_table(name: str, language: Language) -> None:
    figure = DATA[name](language)
    written = [text for row in figure["rows"] for text in row[1:]]
    boxes = [cell["text"] for cell in cells(figure)]
    assert all(text.endswith(box) for box, text in zip(boxes, written, strict=True))


@every_language
def test_a_seat_names_its_role_and_whoever_has_it_as_the_table_does(language: Language) -> None:
    figure = DATA["organisation"](language)
    seats = [[cell["name"], cell["said"], cell["text"]] for cell in cells(figure)]
    assert seats == [row[2:] for row in figure["rows"]]


@every_language
def test_the_bars_of_the_overview_count_as_its_table_does(language: Language) -> None:
    figure = DATA["raci_overview"](language)
    counted = [int(number) for row in figure["rows"] for number in row[1:]]
    bars = [bar for cell in cells(figure) for bar in cell["bars"]]
    assert sum(int(bar["text"]) for bar in bars) == sum(counted)
    assert max(bar["share"] for bar in bars) == 1


def _case_figures() -> list[dict[str, Any]]:
    cases = dict.fromkeys(case for path in onboarding_paths().values() for case in path.cases)
    found = [released_case(case, language) for case in cases for language in LANGUAGES]
    return [figure_page_data(case, name) for case in found for name in case.figures]


def test_the_figures_of_the_cases_are_drawn_to_scale() -> None:
    figures = _case_figures()
    assert {figure["drawing"]["kind"] for figure in figures} == {"bars", "timeline"}
    for figure in figures:
        drawing = figure["drawing"]
        assert len(drawing["rows"]) == len(figure["rows"])
        if drawing["kind"] == "timeline":
            spans = [(row["start"], row["end"]) for row in drawing["rows"]]
            assert all(0 <= start < end <= 1 for start, end in spans)
        else:
            shares = [bar["share"] for row in drawing["rows"] for bar in row["bars"] if bar]
            assert max(shares) == 1
            assert min(shares) >= 0
