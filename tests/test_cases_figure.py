"""Figures of a dossier: drawn from its tables, with an alternative, and without a key."""

import json
from dataclasses import fields

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.cases import case_file, case_ids, read_case
from maitrise.cases.drawing import draw_case_figure
from maitrise.cases.figure import CaseFigure
from maitrise.cases.files import assignment, root_folder
from maitrise.cases.public_form import read_released
from maitrise.figures import Figure
from maitrise.figures.figure import PLOTLY

DRAWN = [(name, figure) for name in case_ids() for figure in read_case(case_file(name)).figures]
every_figure = pytest.mark.parametrize(("name", "figure"), DRAWN)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def figure_of(name: str, figure: str, language: Language) -> Figure:
    case = read_case(case_file(name))
    asked = case.figures[figure]
    return draw_case_figure(asked, case.tables[asked.table], language)


def test_several_cases_have_a_figure_of_each_kind() -> None:
    kinds = {read_case(case_file(name)).figures[figure].kind for name, figure in DRAWN}
    assert kinds == {"bars", "timeline"}
    assert len({name for name, _ in DRAWN}) >= 3


@every_figure
@every_language
def test_a_figure_has_a_bar_for_each_cell_that_it_draws(
    name: str, figure: str, language: Language
) -> None:
    case = read_case(case_file(name))
    asked = case.figures[figure]
    rows = case.tables[asked.table].rows
    shown = figure_of(name, figure, language)
    bars = shown.spec["data"]
    if asked.kind == "timeline":
        assert bars[0]["base"] == [cells[asked.columns[0]].isoformat() for cells in rows.values()]
        return
    assert [each["x"] for each in bars] == [
        [cells[column] for cells in rows.values()] for column in asked.columns
    ]


@every_figure
@every_language
def test_a_figure_says_what_it_shows_in_a_sentence_and_a_table(
    name: str, figure: str, language: Language
) -> None:
    case = read_case(case_file(name))
    asked = case.figures[figure]
    table = case.tables[asked.table]
    shown = figure_of(name, figure, language)
    assert shown.title.rstrip().endswith("?"), "its title is the question that it answers"
    assert shown.summary == asked.summary.said_in(language)
    assert [row[0] for row in shown.table.rows] == list(table.rows)
    for row, cells in zip(shown.table.rows, table.rows.values(), strict=True):
        assert row[-len(asked.columns) :] == tuple(
            table.column(column).shown(cells[column], language) for column in asked.columns
        )
    assert shown.config["locale"] == language


@every_figure
@every_language
def test_the_released_notebook_draws_it_from_what_is_released(
    name: str, figure: str, language: Language
) -> None:
    folder = root_folder() / "exercises" / assignment(name, language)
    released = read_released(folder / "case.json", language)
    mine = released.figures[figure]
    assert [field.name for field in fields(mine)] == [field.name for field in fields(CaseFigure)]
    again = draw_case_figure(mine, released.tables[mine.table], language)
    cells = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    (cell,) = (each for each in cells if each["id"] == f"figure-{figure}")
    said = [each["data"] for each in cell["outputs"]]
    assert said[1][PLOTLY] == again.mimebundle()[PLOTLY]
    assert "".join(said[0]["text/markdown"]) == again.summary
    assert not cell["metadata"]["nbgrader"]["grade"]
    assert not cell["metadata"]["nbgrader"]["locked"]


def test_an_unknown_figure_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import maitrise.en as m

    name = "payroll"
    monkeypatch.chdir(root_folder() / "exercises" / assignment(name, "en"))
    monkeypatch.delenv("MAITRISE_STRICT", raising=False)
    case = m.case(name)
    case.figure("none")  # says so, and raises nothing


@every_figure
@every_language
def test_a_long_name_of_a_row_of_bars_is_broken_and_not_cut(
    name: str, figure: str, language: Language
) -> None:
    case = read_case(case_file(name))
    if case.figures[figure].kind == "bars":
        notes = figure_of(name, figure, language).spec["layout"]["annotations"]
        assert not [each["text"] for each in notes if "…" in each["text"]]
