"""A lesson cut into slides, before any browser sees it."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from maitrise.cli.app import app
from maitrise.course import lessons
from maitrise.figures.course import life_cycle
from maitrise.publish.deck import figure_html, slides_of
from maitrise.publish.slides import slides


def prose(source: str) -> Any:
    return SimpleNamespace(cell_type="markdown", source=source)


def code(source: str, *data: dict[str, Any]) -> Any:
    outputs = [{"output_type": "display_data", "data": each} for each in data]
    return SimpleNamespace(
        cell_type="code", source=source, get=lambda name, default: outputs or default
    )


def test_a_heading_begins_a_slide_and_long_prose_goes_on_below() -> None:
    paragraph = "mot " * 90
    cut = slides_of([prose(f"# Un\n\n{paragraph}\n\n{paragraph}\n\n## Deux\n\nFin")], "fr")
    assert [slide.opens for slide in cut] == [True, False, True]
    assert cut[2].markdown == "## Deux\n\nFin"


def test_a_sentence_that_announces_a_list_stays_with_it() -> None:
    items = "\n".join(f"- {'mot ' * 30}" for _ in range(5))
    (slide,) = slides_of([prose(f"# Un\n\nVous saurez :\n\n{items}")], "fr")
    assert "Vous saurez" in slide.markdown
    assert slide.markdown.count("- mot") == 5


def test_a_figure_has_a_slide_of_its_own_and_its_sentence_goes_with_the_table() -> None:
    drawn = life_cycle("en")
    figure, *table = slides_of([code("m.life_cycle()"), prose("Short.")], "en")
    assert figure.figure is not None
    assert (figure.figure["title"], figure.figure["form"]) == (drawn.title, "life-cycle")
    assert figure.markdown == drawn.summary  # for a screen reader: the figure fills the slide
    assert table[0].markdown.startswith(f"{drawn.summary}\n\n**The same as a table**\n\n| Role |")
    rows = [line for each in table for line in each.markdown.split("\n")[2:] if "| " in line]
    assert sum("| Phase |" not in row and "---" not in row for row in rows) == len(drawn.table.rows)
    assert table[-1].markdown == "Short."


def test_the_role_map_is_drawn_a_panel_a_slide_in_the_language_of_the_deck() -> None:
    for language, panels in (
        ("fr", ["Informatique", "Bâtiment"]),
        ("en", ["IT", "Building works"]),
    ):
        cut = slides_of([code("m.role_map()")], "fr" if language == "fr" else "en")
        drawn = [slide.figure for slide in cut if slide.figure]
        for figure, panel in zip(drawn, panels, strict=True):
            said = [each["text"] for each in figure["layout"]["annotations"]]
            assert f"<b>{panel}</b>" in said


def test_folded_cards_are_a_slide_each_under_their_name() -> None:
    card = "<details><summary>{}</summary>\n\n- **Jamais :** non\n\n</details>"
    both = f"{card.format('■ MOA')}\n\n{card.format('● AMOA')}"
    cut = slides_of([code("m.role_cards()", {"text/markdown": both})], "fr")
    assert [each.markdown for each in cut] == [
        "**■ MOA**\n\n- **Jamais :** non",
        "**● AMOA**\n\n- **Jamais :** non",
    ]


def test_a_long_table_goes_on_over_slides_with_its_heads_and_loses_no_row() -> None:
    head = "| Phase | Livrable |\n| --- | --- |"
    rows = [f"| Cadrage | Note {number} |" for number in range(60)]
    table = "\n".join([head, *rows])
    cut = slides_of([code("m.x()", {"text/markdown": f"Avant.\n\n{table}\n\nAprès."})], "fr")
    assert len(cut) == 4
    assert min(each.markdown.count("Note") for each in cut) > 10
    assert cut[0].markdown.startswith("Avant.")
    assert all(head in each.markdown for each in cut)
    assert cut[-1].markdown.endswith("Après.")
    shown = [line for each in cut for line in each.markdown.split("\n") if "Note" in line]
    assert shown == rows


def test_a_row_higher_than_a_slide_still_ends() -> None:
    rows = "\n".join(f"| {'mot ' * 2000} | b |" for _ in range(3))
    cut = slides_of([code("m.x()", {"text/markdown": f"| a | b |\n| --- | --- |\n{rows}"})], "fr")
    assert len(cut) == 3


def test_links_to_other_pages_become_words_and_the_bar_is_left_out() -> None:
    bar = code('import maitrise.fr as m\nm.lesson("x")', {"text/markdown": "Ouvrez cette leçon"})
    (slide,) = slides_of([bar, prose("Voir [ici](00-start.ipynb).")], "fr")
    assert slide.markdown == "Voir ici."


def test_nothing_in_a_figure_can_end_its_element() -> None:
    assert figure_html({"data": ["</script><b>"]}, 1).count("</script>") == 1


@pytest.mark.parametrize("lesson", [name for name, each in lessons().items() if each.is_written])
def test_every_lesson_makes_a_deck_that_names_no_other_place_to_load_from(lesson: str) -> None:
    deck = slides(lesson, "fr").decode()
    markup = re.sub(r"<script>.*?</script>", "", deck, flags=re.DOTALL)
    assert not re.search(r"""<(?:script|img|iframe|link)[^>]+(?:src|href)=["']?http""", markup)
    assert "@import" not in markup
    assert not re.search(r"url\(\s*['\"]?http", markup)
    assert "require.min.js" not in deck
    assert "cdnjs" not in markup
    assert deck.count("<section") == deck.count("</section>")
    assert slides(lesson, "fr").decode() == deck


def test_the_command_writes_a_deck_and_replaces_none_unasked(tmp_path: Path) -> None:
    target = tmp_path / "deck.html"
    words = ["slides", "00-start", "--lang", "en", "--output", str(target)]
    assert CliRunner().invoke(app, words).exit_code == 0
    written = target.read_bytes()
    assert b' lang="en">' in written
    refused = CliRunner().invoke(app, words)
    assert "--force" in str(refused.exception)
    assert target.read_bytes() == written


def test_an_unknown_lesson_is_told_with_those_there_are() -> None:
    refused = CliRunner().invoke(app, ["slides", "99", "--lang", "fr"])
    assert "03-pmo-or-amoa" in str(refused.exception)
