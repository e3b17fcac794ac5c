"""What every figure promises, whatever it draws."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.base.typography import french_spaces
from maitrise.figures import Figure
from maitrise.figures.course import (
    acceptance_stages,
    life_cycle,
    organisation,
    pmo_duties,
    raci_overview,
    role_cards,
    role_map,
    task_map,
)
from maitrise.figures.course.words import word
from maitrise.figures.palette import CARD, READABLE, contrast

FIGURES = (
    role_map,
    life_cycle,
    raci_overview,
    acceptance_stages,
    organisation,
    pmo_duties,
    task_map,
)
NAMES = ", ".join(draw.__name__ for draw in FIGURES)
every_figure = pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
every_language = pytest.mark.parametrize("language", LANGUAGES)

# Words that one language cannot do without and the other never uses.
GIVEAWAYS = {
    "fr": {"le", "la", "les", "des", "du", "et", "est", "dans", "pour", "une", "chef", "suit"},
    "en": {"the", "and", "of", "to", "with", "for", "by", "is", "its", "manager", "works"},
}


def strings(value: Any) -> Iterator[str]:
    """Every string in a nest of dicts and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def drawn(drawing: Mapping[str, Any]) -> Iterator[str]:
    """What is written in a drawing of the page."""
    for key, value in drawing.items():
        if key in ("text", "note", "said", "name", "letter"):
            yield value
        for inner in value if isinstance(value, list | tuple) else [value]:
            if isinstance(inner, Mapping):
                yield from drawn(inner)
            elif isinstance(inner, list | tuple):
                yield from (each for part in inner if part for each in drawn(part))


def shown(figure: Figure) -> list[str]:
    """Every text that a reader meets, as plain words."""
    layout = figure.spec.get("layout", {})
    written = [*drawn(figure.drawing), *(each["text"] for each in layout.get("annotations", []))]
    for trace in figure.spec.get("data", []):
        written += [*strings(trace.get("text", [])), *strings(trace.get("hovertext", []))]
    table = figure.table
    said = [*written, figure.title, figure.summary, *table.headers, *strings(table.rows)]
    return [re.sub("<[^>]+>", " ", text) for text in said]


def shape(value: Any) -> Any:
    """A nest with its texts blanked, so that two languages can be compared."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return "" if isinstance(value, str) else value


@every_language
def test_plotly_accepts_the_figure(language: Language) -> None:
    import plotly.graph_objects as go

    figure = go.Figure(role_map(language).spec)
    assert len(figure.data) == len(role_map(language).spec["data"])


def test_another_process_gives_the_same_json() -> None:
    code = (
        "import dataclasses, json; from maitrise.figures.course import *;"
        f"print(json.dumps([dataclasses.asdict(f(l)) for f in ({NAMES}) for l in ('fr', 'en')]))"
    )
    here = json.dumps([asdict(draw(language)) for draw in FIGURES for language in LANGUAGES])
    there = subprocess.check_output([sys.executable, "-c", code], text=True).strip()
    assert there == here
    assert '"uid"' not in here


@every_figure
def test_both_languages_draw_the_same_structure(draw: Callable[[Language], Figure]) -> None:
    french, english = draw("fr"), draw("en")
    assert shape(french.spec) == shape(english.spec)
    assert [len(row) for row in french.table.rows] == [len(row) for row in english.table.rows]
    assert len(french.table.headers) == len(english.table.headers)


@every_figure
@every_language
def test_a_figure_says_no_word_of_the_other_language(
    draw: Callable[[Language], Figure], language: Language
) -> None:
    other = "en" if language == "fr" else "fr"
    words = set(re.findall(r"[^\W\d_]+", " ".join(shown(draw(language))).lower()))
    assert words & GIVEAWAYS[language], "the figure should at least speak its own language"
    assert not words & GIVEAWAYS[other]


@every_figure
def test_french_texts_have_french_spaces(draw: Callable[[Language], Figure]) -> None:
    texts = shown(draw("fr"))
    assert texts == [french_spaces(text) for text in texts]
    assert not [text for text in texts if "'" in text]


@every_figure
@every_language
def test_every_row_of_the_table_fits_its_headers(
    draw: Callable[[Language], Figure], language: Language
) -> None:
    table = draw(language).table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.headers)}
    assert all(isinstance(cell, str) for row in table.rows for cell in row)


@every_figure
@every_language
def test_the_summary_is_one_sentence(
    draw: Callable[[Language], Figure], language: Language
) -> None:
    summary = draw(language).summary
    assert summary.endswith(".")
    assert not re.search(r"[.!?]\s", summary[:-1])
    assert "{" not in summary


@every_language
def test_a_bundle_holds_the_figure_and_its_words(language: Language) -> None:
    figure = role_map(language)
    bundle = figure.mimebundle()
    assert set(bundle) == {"application/vnd.plotly.v1+json", "text/markdown"}
    assert set(bundle["application/vnd.plotly.v1+json"]) == {"data", "layout", "config"}
    assert bundle["text/markdown"] == f"**{figure.title}**"
    assert figure.markdown().startswith(f"{figure.summary}\n\n| ")


@every_language
def test_text_is_at_least_twelve_pixels_and_readable_on_its_ground(language: Language) -> None:
    layout = role_map(language).spec["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == CARD
    assert contrast(layout["font"]["color"], CARD) >= READABLE
    sizes = re.findall(r'"size": (\d+)', json.dumps([layout["font"], layout["annotations"]]))
    assert min(int(size) for size in sizes) >= 12


@every_language
def test_nothing_can_be_dragged_or_zoomed_so_a_thumb_scrolls_the_page(language: Language) -> None:
    layout = role_map(language).spec["layout"]
    axes = [axis for name, axis in layout.items() if re.match("[xy]axis", name)]
    assert layout["dragmode"] is False
    assert all(axis["fixedrange"] for axis in axes)


def test_importing_the_figures_imports_neither_plotly_nor_pandas_nor_babel() -> None:
    code = (
        "import sys, maitrise.figures;"
        "print(sorted({'plotly', 'pandas', 'numpy', 'babel'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_drawing_needs_no_plotly() -> None:
    code = (
        "import sys; from maitrise.figures.course import *;"
        f"[f('fr') for f in ({NAMES})];"
        "print('plotly' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


def test_every_public_name_is_listed_once_and_exists() -> None:
    import maitrise.figures as room

    assert sorted(set(room.__all__)) == sorted(room.__all__)
    assert all(hasattr(room, name) for name in room.__all__)


@every_language
def test_there_are_nine_role_cards_and_each_says_what_the_role_never_does(
    language: Language,
) -> None:
    cards = role_cards(language).split("\n\n<details>")
    assert len(cards) == 9
    assert all(card.count("\n- **") == 6 for card in cards)
    assert all(word("card.never", language) in card for card in cards)
