"""Two pages of one lesson: what must be the same is told, how sentences are turned is not."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from conftest import CourseCopy
from maitrise.base.errors import CourseError
from maitrise.check.pairs import accept

EN = "course/en/every-kind.ipynb"
FR = "course/fr/every-kind.ipynb"
COMPARE = "Look at both; when they say the same, run maitrise check --accept."


def move_up(cell: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        at = [each["id"] for each in notebook["cells"]].index(cell)
        notebook["cells"].insert(at - 2, notebook["cells"].pop(at))

    return change


def drop(cell: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        notebook["cells"] = [each for each in notebook["cells"] if each["id"] != cell]

    return change


def add_prose(name: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        cell = {"cell_type": "markdown", "id": name, "metadata": {}, "source": ["Un mot."]}
        notebook["cells"].append(cell)

    return change


def test_a_sound_pair_has_no_fault(course_copy: CourseCopy) -> None:
    assert course_copy.faults() == []


# --- The same cells --------------------------------------------------------------------------


def test_a_moved_cell_is_told_once_at_the_first_place_that_differs(course_copy: CourseCopy) -> None:
    course_copy.change_page("en", move_up("table"))
    assert course_copy.faults() == [
        f"{EN}: here stands cell table, in the French page steps. Put the cells in the same order."
    ]


def test_a_cell_that_the_english_page_lacks_is_told_there(course_copy: CourseCopy) -> None:
    course_copy.change_page("en", drop("text"))
    assert course_copy.faults() == [
        f"{EN}: cell text of the French page is missing. Write it here too, or remove it there."
    ]


def test_a_cell_that_the_french_page_lacks_is_told_there(course_copy: CourseCopy) -> None:
    course_copy.change_page("fr", drop("text"))
    assert course_copy.faults() == [
        f"{FR}: cell text of the English page is missing. Write it here too, or remove it there."
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", f"{EN}: cell more of the French page is missing."),
        ("en", f"{FR}: cell more of the English page is missing."),
    ],
)
def test_an_extra_cell_is_told_where_its_twin_is_missing(
    course_copy: CourseCopy, language: str, told: str
) -> None:
    course_copy.change_page(language, add_prose("more"))
    assert course_copy.faults() == [f"{told} Write it here too, or remove it there."]


def test_a_cell_renamed_on_one_side_is_missing_on_both(course_copy: CourseCopy) -> None:
    course_copy.change_cell("en", "text", lambda cell: cell.update(id="prose"))
    assert course_copy.faults() == [
        f"{EN}: cell text of the French page is missing. Write it here too, or remove it there.",
        f"{FR}: cell prose of the English page is missing. Write it here too, or remove it there.",
    ]


def test_a_missing_cell_does_not_hide_one_that_has_moved(course_copy: CourseCopy) -> None:
    course_copy.change_page("en", drop("text"))
    course_copy.change_page("en", move_up("table"))
    assert [fault.split(": ", 1)[1] for fault in course_copy.faults()] == [
        "cell text of the French page is missing. Write it here too, or remove it there.",
        "here stands cell table, in the French page steps. Put the cells in the same order.",
    ]


def test_the_same_id_on_two_cells_is_told_with_its_page(course_copy: CourseCopy) -> None:
    course_copy.change_cell("fr", "text", lambda cell: cell.update(id="table"))
    assert f"{FR}, cell table: the id stands twice. Give each cell its own." in course_copy.faults()


# --- The same kind, tags and code ------------------------------------------------------------


def test_a_cell_of_another_type_is_told_and_nothing_else_of_it(course_copy: CourseCopy) -> None:
    course_copy.change_cell("en", "steps", lambda cell: cell.update(cell_type="raw"))
    assert course_copy.faults() == [
        f"{EN}, cell steps: it is raw here and markdown in the French page. "
        "Make both the same type."
    ]


def test_tags_on_one_side_only_are_told(course_copy: CourseCopy) -> None:
    course_copy.change_cell("fr", "q-one", lambda cell: cell["metadata"].update(tags=["slow"]))
    assert course_copy.faults() == [
        f"{EN}, cell q-one: its tags are none here, slow in the French page. "
        "Give both the same tags."
    ]


def test_the_same_tags_on_both_sides_are_no_fault(course_copy: CourseCopy) -> None:
    for language in ("fr", "en"):
        course_copy.change_cell(
            language, "q-one", lambda cell: cell["metadata"].update(tags=["slow", "class"])
        )
    assert course_copy.faults() == []


def test_code_that_differs_beyond_the_import_line_is_told(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "sources-list", "m.sources()", "m.role_map()")
    assert course_copy.faults() == [
        f"{EN}, cell sources-list: its code differs by more than the import line. "
        "Make the call the same in both."
    ]


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_the_toolkit_of_the_other_language_is_told_on_the_page_that_imports_it(
    course_copy: CourseCopy, language: str, other: str
) -> None:
    course_copy.edit_cell(language, "setup", f"maitrise.{language}", f"maitrise.{other}")
    assert course_copy.faults() == [
        f"course/{language}/every-kind.ipynb, cell setup: "
        "it imports the toolkit of the other language. "
        f"Write import maitrise.{language} as m."
    ]


# --- The same parts of the prose --------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "was", "now", "problem", "remedy"),
    [
        (
            "deciding",
            "### What the MOA decides",
            "## What the MOA decides",
            "headings differ: ## here, ### in the French page",
            "Give both the same headings",
        ),
        (
            "deciding",
            "### What the MOA decides\n\n",
            "",
            "headings differ: none here, ### in the French page",
            "Give both the same headings",
        ),
        (
            "deciding",
            "| the scope | the programming language |\n",
            "| the scope | the programming language |\n| the budget | the servers |\n",
            "table rows differ: 4 here, 3 in the French page",
            "Give both the same table rows",
        ),
        (
            "steps",
            "\n2. Place the first one.",
            "",
            "list items differ: 1 here, 2 in the French page",
            "Give both the same list items",
        ),
        (
            "signing",
            "\n\n![A signature at the foot of a certificate](../images/signature.svg)",
            "",
            "image ../images/signature.svg stands in the French page only",
            "Give both the same images",
        ),
        (
            "take-aways",
            "[the first question](every-kind.ipynb#1.-Qui-signe)",
            "the first question",
            "link every-kind.ipynb#1.-Qui-signe stands in the French page only",
            "Give both the same links",
        ),
        (
            "text",
            "one sentence",
            "[one sentence](https://example.org)",
            "link to another site stands here only",
            "Give both the same links",
        ),
        (
            "signing",
            " [R24]",
            "",
            "reference R24 stands in the French page only",
            "Give both the same references",
        ),
        (
            "signing",
            "[R24]",
            "[R24, R49]",
            "reference R49 stands here only",
            "Give both the same references",
        ),
    ],
)
def test_a_part_that_one_language_lacks_is_told(
    course_copy: CourseCopy, cell: str, was: str, now: str, problem: str, remedy: str
) -> None:
    course_copy.edit_cell("en", cell, was, now)
    course_copy.accept()
    assert course_copy.faults() == [f"{EN}, cell {cell}: {problem}. {remedy}."]


def test_another_reference_in_place_of_one_is_told_from_both_sides(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "signing", "[R24]", "[R49]")
    course_copy.accept()
    assert course_copy.faults() == [
        f"{EN}, cell signing: reference R24 stands in the French page only. "
        "Give both the same references.",
        f"{EN}, cell signing: reference R49 stands here only. Give both the same references.",
    ]


# --- Edits whose twin nobody looked at ---------------------------------------------------------


def test_an_edit_of_the_french_cell_is_told_on_the_french_page(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("fr", "text", "une phrase", "deux phrases")
    assert course_copy.faults() == [
        f"{FR}, cell text: it has changed since the English cell was compared with it. {COMPARE}"
    ]


def test_an_edit_of_the_english_cell_is_told_on_the_english_page(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "text", "one sentence", "two sentences")
    assert course_copy.faults() == [
        f"{EN}, cell text: it has changed since it was compared with the French cell. {COMPARE}"
    ]


def test_an_edit_of_both_sides_is_told_on_both(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("fr", "text", "une phrase", "deux phrases")
    course_copy.edit_cell("en", "text", "one sentence", "two sentences")
    assert [fault.split(":")[0] for fault in course_copy.faults()] == [
        f"{EN}, cell text",
        f"{FR}, cell text",
    ]


def test_a_cell_that_was_never_compared_is_told(course_copy: CourseCopy) -> None:
    course_copy.change_cell("en", "text", lambda cell: cell["metadata"].pop("maitrise"))
    assert course_copy.faults() == [
        f"{EN}, cell text: nobody has yet compared it with the French cell. {COMPARE}"
    ]


def test_spaces_that_make_notebooks_sets_are_no_edit(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("fr", "signing", "Qui signe\u202f?", "Qui signe ?")
    assert course_copy.faults() == [
        f"{FR}, cell signing: French spaces are not set. Run make notebooks, which sets them."
    ]


# --- Accepting ---------------------------------------------------------------------------------


def test_accepting_remembers_both_sides_once(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("fr", "text", "une phrase", "deux phrases")
    course_copy.edit_cell("en", "text", "one sentence", "two sentences")
    course_copy.edit_cell("en", "test", "Two questions", "A pair of questions")
    assert course_copy.accept() == 2
    assert course_copy.faults() == []
    accepted = course_copy.page("en").read_bytes()
    assert course_copy.accept() == 0
    assert course_copy.page("en").read_bytes() == accepted


def test_accepting_leaves_a_page_alone_that_has_nothing_to_remember(
    course_copy: CourseCopy,
) -> None:
    """However another editor has laid it out."""
    page = course_copy.page("en")
    laid_out = json.dumps(json.loads(page.read_text(encoding="utf-8")), indent=4).encode()
    page.write_bytes(laid_out)
    assert course_copy.accept() == 0
    assert page.read_bytes() == laid_out


def test_accepting_settles_edits_only(course_copy: CourseCopy) -> None:
    course_copy.change_page("fr", drop("text"))
    course_copy.accept()
    assert course_copy.faults() == [
        f"{FR}: cell text of the English page is missing. Write it here too, or remove it there."
    ]


def test_accepting_changes_nothing_but_the_metadata_of_the_cell(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "text", "one sentence", "two sentences")
    french = course_copy.page("fr").read_bytes()
    before = course_copy.page("en").read_text(encoding="utf-8").splitlines()
    course_copy.accept()
    after = course_copy.page("en").read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert re.fullmatch(r' +"en": "[0-9a-f]{12}",', changed[0])
    assert course_copy.page("fr").read_bytes() == french


def test_accepting_a_cell_for_the_first_time_keeps_its_other_metadata(
    course_copy: CourseCopy,
) -> None:
    course_copy.change_cell("en", "text", lambda cell: cell.update(metadata={"tags": ["class"]}))
    course_copy.change_cell("fr", "text", lambda cell: cell.update(metadata={"tags": ["class"]}))
    assert course_copy.accept() == 1
    assert course_copy.faults() == []
    cells = json.loads(course_copy.page("en").read_text(encoding="utf-8"))["cells"]
    (metadata,) = [cell["metadata"] for cell in cells if cell["id"] == "text"]
    assert sorted(metadata) == ["maitrise", "tags"]
    assert metadata["tags"] == ["class"]


def test_what_accept_writes_is_what_nbformat_would_write(course_copy: CourseCopy) -> None:
    """Whence ``make notebooks`` after it leaves no difference."""
    course_copy.change_cell("en", "text", lambda cell: cell.update(metadata={}))
    course_copy.accept()
    written = course_copy.page("en").read_text(encoding="utf-8")
    assert nbformat.writes(nbformat.reads(written, as_version=4)) + "\n" == written


def test_a_page_with_figures_is_already_written_as_accept_writes() -> None:
    real = Path(__file__).parent.parent / "course" / "en" / "01-moa-amoa-moe.ipynb"
    text = real.read_text(encoding="utf-8")
    written = json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert written == text


@pytest.mark.usefixtures("course_copy")
def test_accepting_stops_at_a_page_that_cannot_be_read() -> None:
    page = Path("course/fr/every-kind.ipynb")
    page.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    english = Path("course/en/every-kind.ipynb").read_bytes()
    with pytest.raises(CourseError, match=r"^course/fr/every-kind.ipynb: this is not a notebook"):
        accept()
    assert Path("course/en/every-kind.ipynb").read_bytes() == english


def test_accepting_stops_at_a_list_of_lessons_that_cannot_be_read(course_copy: CourseCopy) -> None:
    course_copy.edit_file("lessons.toml", 'id = "every-kind"', "id = every-kind")
    with pytest.raises(CourseError, match=r"^course/lessons.toml: this is not TOML"):
        course_copy.accept()


# --- Honest pairs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Lisez. Relisez. Puis répondez.", "Read it twice, then answer."),
        ("Voir [R24], puis [R49].", "See [R49] after [R24]."),
        ("Les deux sources [R24, R49].", "Both sources [R24] [R49]."),
        ("- une lettre\n- un chiffre", "* a letter\n* a figure"),
        ("1. d’abord\n2. ensuite", "1. first\n1. then"),
        (
            "[La charte](https://www.example.org/fr/charte)",
            "[The charter](https://www.example.org/en/charter)",
        ),
        ("![Une carte](../images/carte-fr.svg)", "![A map](../images/carte-en.svg)"),
        ("Le code `# titre` et `| a |`.", "The code `# titre`."),
        ("```\n# un commentaire\n- un tiret\n```", "```\n# a remark\n```"),
        ("Le bureau R12 est fermé.", "The office is closed."),
        ("Un mot en *italique* et un en **gras**.", "No emphasis at all."),
        (
            "| Qui | Quoi |\n|---|---|\n| MOA | signe |",
            "| Who | What |\n| - | - |\n| MOA | signs |",
        ),
    ],
)
def test_an_honest_pair_is_left_alone(course_copy: CourseCopy, french: str, english: str) -> None:
    images = course_copy.folder / "images"
    for language, said in (("fr", french), ("en", english)):
        (images / f"carte-{language}.svg").write_text("<svg/>", encoding="utf-8")
        course_copy.change_cell(language, "text", lambda cell, said=said: cell.update(source=said))
    course_copy.accept()
    assert course_copy.faults() == []


def test_an_image_of_the_other_language_is_told(course_copy: CourseCopy) -> None:
    images = course_copy.folder / "images"
    for language, said in (("fr", "Une carte"), ("en", "A map")):
        (images / f"carte-{language}.svg").write_text("<svg/>", encoding="utf-8")
        source = f"![{said}](../images/carte-fr.svg)"
        course_copy.change_cell(language, "text", lambda cell, s=source: cell.update(source=s))
    course_copy.accept()
    assert course_copy.faults() == [
        f"{EN}, cell text: image ../images/carte-(fr, en).svg stands in the French page only. "
        "Give both the same images.",
        f"{EN}, cell text: image ../images/carte-fr.svg stands here only. "
        "Give both the same images.",
    ]
