"""A lesson's notebook becomes a page: its calls, its steps, its texts, its links."""

from pathlib import Path

import nbformat
import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import bank, lessons
from maitrise.player.my_path import mastery_data
from maitrise.publish.addresses import FileAddresses, HashAddresses
from maitrise.publish.cells import Call, calls_of
from maitrise.publish.lesson_page import lesson_page, notebook_page
from maitrise.publish.prose_html import Prose
from maitrise.publish.publication import Publication, publication
from maitrise.publish.steps import Block, steps_of, title_of

ADDRESSES = pytest.mark.parametrize("addresses", [FileAddresses(), HashAddresses()])
EVERYWHERE = pytest.mark.parametrize("language", LANGUAGES)


def both(*, with_cases: bool = True) -> Publication:
    return publication(LANGUAGES, FileAddresses(), with_cases=with_cases)


# --- Cells -------------------------------------------------------------------------------------


def test_a_cell_is_read_as_the_calls_that_it_makes() -> None:
    source = 'import maitrise.fr as m\nm.lesson("00-start")\nm.paths()'
    assert calls_of(source, "a.ipynb", "setup") == (Call("lesson", ("00-start",)), Call("paths"))


@pytest.mark.parametrize(
    "source",
    ["1 + 1", "x = m.paths()", "m.question(name)", "m.question('a', checks=False)", "for"],
)
def test_a_cell_that_is_no_call_is_refused_with_its_file_and_place(source: str) -> None:
    with pytest.raises(CourseError, match=r"a\.ipynb, cell here: .*Write one call"):
        calls_of(source, "a.ipynb", "here")


# --- Steps -------------------------------------------------------------------------------------


def asked(*names: str) -> Block:
    return Block("q", call=Call("question", names), questions=names)


def test_a_section_is_a_step_and_what_stands_under_the_title_is_the_first() -> None:
    blocks = [
        Block("title", "# A title\n\nPromises."),
        Block("one", "## 1. First\n\nText.\n\n## Second\n\nMore."),
    ]
    assert title_of(blocks) == "A title"
    steps = steps_of(blocks, "Opening")
    assert [(step.anchor, step.cell, step.title) for step in steps] == [
        ("start", "start", "Opening"),
        ("1-first", "one", "1. First"),
        ("second", "one", "Second"),
    ]


def test_a_section_with_several_questions_is_as_many_screens_each_with_its_prose() -> None:
    blocks = [
        Block("a", "## One\n\nBefore the first."),
        asked("first"),
        Block("b", "Before the second."),
        asked("second"),
        Block("c", "After all."),
    ]
    (step,) = steps_of(blocks, "")
    assert [[block.prose or block.questions for block in screen] for screen in step.screens] == [
        ["Before the first.", ("first",)],
        ["Before the second.", ("second",), "After all."],
    ]
    assert step.questions == ("first", "second")


def test_two_sections_of_one_name_have_two_addresses() -> None:
    blocks = [Block("a", "## Twice\n\nA."), Block("b", "## Twice\n\nB.")]
    assert [step.anchor for step in steps_of(blocks, "")] == ["twice", "twice-2"]


def test_a_heading_in_a_fence_opens_no_step() -> None:
    (step,) = steps_of([Block("a", "## One\n\n```\n## not this\n```")], "")
    assert step.anchor == "one"


@pytest.mark.parametrize("lesson", lessons())
def test_a_lesson_has_the_same_steps_in_both_languages(lesson: str) -> None:
    french, english = (lesson_page(lesson, language, both()).data for language in LANGUAGES)
    for one, other in zip(french["steps"], english["steps"], strict=True):
        same = ("cell", "part", "screens")
        assert [one[name] for name in same] == [other[name] for name in same]
    asked_of = [name for step in french["steps"] for screen in step["screens"] for name in screen]
    assert sorted(asked_of) == sorted(bank(lesson).questions)


@pytest.mark.parametrize("lesson", lessons())
def test_the_minutes_of_steps_add_up_to_what_the_lesson_announces(lesson: str) -> None:
    told = lessons()[lesson]
    steps = lesson_page(lesson, "fr", both()).data["steps"]
    minutes = sum(step["minutes"] for step in steps)
    assert minutes == told.minutes


# --- Texts -------------------------------------------------------------------------------------


def test_a_citation_leads_to_its_source_where_the_page_lists_them() -> None:
    prose = Prose(cites=True)
    assert '[<a class="citation" href="#R1">R1</a>, <a' in prose.html("Said [R1, R12].")
    assert "<a" not in Prose().html("Said [R1].")
    assert '<li id="R1" tabindex="-1"><strong>R1</strong>' in prose.sources("- **R1** A book.")


def test_who_speaks_gets_a_figure_of_their_own() -> None:
    prose = Prose(people={"Inès Marchand": "ines"})
    said = prose.html("Inès Marchand, la consultante\u00a0: «\u00a0J’ai validé.\u00a0»")
    assert '<figure class="speech" data-person="ines">' in said
    assert "<strong>Inès Marchand</strong> <span>la consultante</span>" in said
    assert "<blockquote><p>«\u00a0J’ai validé.\u00a0»</p></blockquote>" in said
    for other in (
        "Jean Dupont, maire\u00a0: «\u00a0Non.\u00a0»",
        "Inès Marchand, qui écoute, part.",
    ):
        assert "<figure" not in prose.html(other)


def test_a_link_to_a_page_that_is_not_published_leaves_its_words() -> None:
    prose = Prose(href=lambda written: None if written.endswith(".ipynb") else written)
    said = prose.html("See [the lesson](02.ipynb) and [the law](https://example.org/a?b=1&c=2).")
    assert "See the lesson and" in said
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">' in said


def test_an_image_stands_in_the_page_and_a_folded_part_keeps_its_content(tmp_path: Path) -> None:
    (tmp_path / "dot.svg").write_text("<svg/>", encoding="utf-8")
    prose = Prose(folder=tmp_path)
    assert '<img src="data:image/svg+xml;base64,' in prose.html("![A dot](dot.svg)")
    folded = prose.html("<details><summary>More</summary>\n\n- one\n\n</details>")
    assert folded.index("<li>one") < folded.index("</details>")


def test_no_text_brings_a_style_into_the_page() -> None:
    assert "style=" not in Prose().html("| a | b |\n| --- | ---: |\n| 1 | 2 |")


# --- Pages -------------------------------------------------------------------------------------


@EVERYWHERE
@pytest.mark.parametrize("lesson", lessons())
def test_each_call_of_a_lesson_has_its_place_and_what_is_seen_without_a_script(
    lesson: str, language: Language
) -> None:
    page = lesson_page(lesson, language, both())
    notebook = nbformat.read(lessons()[lesson].notebook(language), as_version=4)
    calls = [
        call
        for cell in notebook.cells
        if cell.cell_type == "code"
        for call in calls_of(cell.source, lesson, cell.id)
    ]
    assert page.content.count('class="maitrise-call"') == len(calls)
    for question in bank(lesson).questions.values():
        first = question.prompt.said_in(language).split("*")[0][:40]
        assert first.replace("&", "&amp;") in page.content
    assert say("page.no-script", language) in page.content


@EVERYWHERE
def test_a_link_to_a_question_that_was_missed_leads_to_the_place_that_asks_it(
    language: Language,
) -> None:
    for lesson, questions in mastery_data(language)["banks"].items():
        content = lesson_page(lesson, language, both()).content
        for question in questions:
            name, cell = question["href"].split("#")
            assert name == f"{lesson}.ipynb"
            assert content.count(f'data-cell="{cell}" data-call="q') == 1, question["id"]


@ADDRESSES
def test_every_link_between_pages_leads_to_a_page_that_is_published(
    addresses: FileAddresses | HashAddresses,
) -> None:
    among = publication(LANGUAGES, addresses, with_cases=False)
    assert (
        among.href("fr/00-start", "fr", "01-moa-amoa-moe.ipynb#sources")
        == {
            FileAddresses: "01-moa-amoa-moe.html#sources",
            HashAddresses: "#fr/01-moa-amoa-moe/sources",
        }[type(addresses)]
    )
    assert among.href("fr/00-start", "fr", "../../exercises/payroll-fr/payroll.ipynb") is None
    assert among.href("fr/00-start", "fr", "https://example.org/a.ipynb") is not None
    with_cases = publication(LANGUAGES, addresses, with_cases=True)
    assert with_cases.href("fr/00-start", "fr", "../../exercises/payroll-fr/payroll.ipynb")


def test_a_page_holds_the_keys_of_its_own_questions_only() -> None:
    data = lesson_page("00-start", "fr", both()).data
    assert set(data["questions"]) == set(bank("00-start").questions)
    assert all(question["key"] for question in data["questions"].values())


def test_a_notebook_that_runs_code_cannot_become_a_page(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(1)", id="sum")])
    with pytest.raises(CourseError, match="cell sum"):
        notebook_page(notebook, tmp_path / "x.ipynb", "x", "fr", both())
