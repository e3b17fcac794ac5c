"""A page as someone hears it: headings in order, images and links that speak and lead somewhere."""

import pytest

from conftest import CourseCopy

EN = "course/en/every-kind.ipynb"
FR = "course/fr/every-kind.ipynb"


def say_in_both(course_copy: CourseCopy, cell: str, source: str) -> None:
    """Put the same Markdown into a cell of both pages, so that the pair still matches."""
    for language in ("fr", "en"):
        course_copy.change_cell(language, cell, lambda found: found.update(source=source))
    course_copy.accept()


def told_of_both(place: str, problem: str) -> list[str]:
    return [f"{file}{place}: {problem}" for file in (EN, FR)]


def test_a_second_title_is_told(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "sources", "# Sources")
    assert course_copy.faults() == told_of_both(
        "", "2 headings of level 1. Give the page exactly one, its title."
    )


def test_a_page_without_a_title_is_told(course_copy: CourseCopy) -> None:
    for language, title in (("fr", "# Toutes les sortes"), ("en", "# Every kind")):
        course_copy.edit_cell(language, "title", title, title.removeprefix("# "))
    course_copy.accept()
    faults = course_copy.faults()
    assert f"{EN}: no headings of level 1. Give the page exactly one, its title." in faults
    assert (
        f"{EN}, cell signing: “1. Who signs?” is of level 2 and the first of the page. Use level 1."
        in faults
    )


def test_a_skipped_level_is_told_where_it_is_skipped(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "text", "#### Une phrase")
    assert course_copy.faults() == told_of_both(
        ", cell text", "“Une phrase” is of level 4 after level 2. Use level 3."
    )


def test_going_back_up_several_levels_is_sound(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "text", "### Une\n\n#### Deux\n\n## Trois")
    assert course_copy.faults() == []


@pytest.mark.parametrize("heading", ["##", "## ", "##\t"])
def test_an_empty_heading_is_told(course_copy: CourseCopy, heading: str) -> None:
    say_in_both(course_copy, "text", f"Un.\n\n{heading}\n\nDeux.")
    assert course_copy.faults() == told_of_both(
        ", cell text", "a heading is empty. Give it words, or remove it."
    )


def test_a_remark_in_code_is_no_heading(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "text", "```\n# un\n```\n\n~~~\n#### deux\n~~~\n\n`# trois`")
    assert course_copy.faults() == []


def test_an_image_without_words_is_told(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "text", "![ ](../images/signature.svg)")
    assert course_copy.faults() == told_of_both(
        ", cell text", "image ../images/signature.svg has no words. Say in [] what it shows."
    )


def test_an_image_that_is_not_there_is_told(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "text", "![Signature](../images/signatures.svg)")
    assert course_copy.faults() == told_of_both(
        ", cell text",
        "the image ../images/signatures.svg leads to no file. Mend the name, or remove the image.",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ici", "“ici”"),
        ("here", "“here”"),
        ("Ici", "“Ici”"),
        ("**ici**", "“ici”"),
        ("cliquez ici.", "“cliquez ici”"),
        ("En savoir plus…", "“En savoir plus”"),
        ("", "nothing"),
        (" ", "nothing"),
    ],
)
def test_a_link_that_names_nothing_is_told(course_copy: CourseCopy, words: str, said: str) -> None:
    say_in_both(course_copy, "text", f"Voir [{words}](https://example.org).")
    assert course_copy.faults() == told_of_both(
        ", cell text", f"the link to https://example.org says {said}. Name what it leads to."
    )


def test_a_link_whose_words_hold_here_is_sound(course_copy: CourseCopy) -> None:
    say_in_both(course_copy, "text", "[Commencer ici](https://example.org)")
    assert course_copy.faults() == []


@pytest.mark.parametrize("target", ["every-kinds.ipynb", "../frr/every-kind.ipynb", "no.ipynb#a"])
def test_a_dead_relative_link_is_told(course_copy: CourseCopy, target: str) -> None:
    say_in_both(course_copy, "text", f"[La leçon]({target})")
    assert course_copy.faults() == told_of_both(
        ", cell text",
        f"the link {target} leads to no file. Mend the name, or remove the link.",
    )


@pytest.mark.parametrize(
    "target",
    [
        "every-kind.ipynb",
        "every-kind.ipynb#1.-Qui-signe",
        "../images/signature.svg",
        "../images/deux%20mots.svg",
        "#sources",
        "https://example.org/no-such-page",
        "mailto:author@example.org",
    ],
)
def test_a_link_that_leads_somewhere_is_sound(course_copy: CourseCopy, target: str) -> None:
    (course_copy.folder / "images" / "deux mots.svg").write_text("<svg/>", encoding="utf-8")
    say_in_both(course_copy, "text", f"[La leçon]({target})")
    assert course_copy.faults() == []


@pytest.mark.parametrize(
    "tag",
    ["<br>", "<b>", "</b>", "<img src=x.png>", "<Div>", "<details open>", "<!-- à revoir -->"],
)
def test_html_is_told_with_its_tag(course_copy: CourseCopy, tag: str) -> None:
    say_in_both(course_copy, "text", f"Un {tag} mot.")
    assert course_copy.faults() == told_of_both(
        ", cell text", f"it holds HTML: {tag}. Write Markdown only."
    )


@pytest.mark.parametrize(
    "prose", ["Une valeur < 5 et > 3.", "<https://example.org>", "`<b>`", "a <- b", "2<3"]
)
def test_an_angle_bracket_is_not_yet_html(course_copy: CourseCopy, prose: str) -> None:
    say_in_both(course_copy, "text", prose)
    assert course_copy.faults() == []
