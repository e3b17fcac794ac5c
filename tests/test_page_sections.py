"""The list of a lesson's sections and the anchors that it leads to."""

import pytest

from maitrise.server.prose import prose
from maitrise.server.sections import anchor, sections


def cell(source: str, cell_type: str = "markdown") -> dict[str, str]:
    return {"cell_type": cell_type, "source": source}


def test_only_second_level_headings_of_prose_are_sections() -> None:
    cells = [cell("# Titre\n\n## Un\n\n### Détail"), cell("## Code", "code"), cell("## Deux")]
    assert [section.title for section in sections(cells)] == ["Un", "Deux"]


def test_what_stands_in_a_block_of_code_is_no_section() -> None:
    assert sections([cell("```\n## non\n```")]) == ()


def test_emphasis_is_left_out_of_the_list() -> None:
    assert sections([cell("## Qui *signe* la `recette`")])[0].title == "Qui signe la recette"


@pytest.mark.parametrize(
    "heading",
    [
        "1. Lundi, neuf heures",
        "L’AMOA vérifie, elle ne **valide** pas",
        "Anomalie ou évolution\u202f?",
        "R&D et *qualité*",
        "Which “project manager”?",
    ],
)
def test_the_list_and_the_page_agree_on_a_sections_anchor(heading: str) -> None:
    (section,) = sections([cell(f"## {heading}")])
    assert f'<h2 id="{section.anchor}">' in prose(f"## {heading}")
    assert section.anchor == anchor(heading)


def test_an_anchor_is_plain() -> None:
    assert anchor("8. De l’idée à l’usage") == "8-de-l-idee-a-l-usage"


def test_headings_carry_no_pilcrow() -> None:
    assert "anchor-link" not in prose("## Titre")


def test_a_table_lies_in_a_box_that_scrolls() -> None:
    html = prose("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.startswith('<div class="page-table"><table>')
    assert html.strip().endswith("</table></div>")
