"""One page alone: its promise, its calls, its French typography."""

from typing import Any

import pytest

from conftest import CourseCopy
from maitrise.check.lessons import CellCall, only_call

EN = "course/en/every-kind.ipynb"
FR = "course/fr/every-kind.ipynb"
FRENCH_PROMISE = "- **remplir** un tableau\u202f;\n"
ENGLISH_PROMISE = "- **fill in** a table;\n"


def drop_prose(course_copy: CourseCopy, cell: str) -> None:
    """Take a cell out of both languages, so that the pair still matches."""
    for language in ("fr", "en"):
        course_copy.change_page(
            language,
            lambda page: page.update(cells=[each for each in page["cells"] if each["id"] != cell]),
        )


def replace_in_both(course_copy: CourseCopy, cell: str, was: str, now: str) -> None:
    for language in ("fr", "en"):
        course_copy.edit_cell(language, cell, was, now)


def told_of_both(place: str, problem: str) -> list[str]:
    """The same line for each page, as when both carry the flaw."""
    return [f"{file}{place}: {problem}" for file in (EN, FR)]


def test_a_sound_lesson_has_no_fault(course_copy: CourseCopy) -> None:
    assert course_copy.faults() == []


# --- The promise -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "wanted"),
    [
        ("en", "# Every kind of question", "Every kind of question"),
        ("fr", "# Toutes les sortes de questions", "Toutes les sortes de questions"),
    ],
)
def test_another_title_than_the_courses_is_told(
    course_copy: CourseCopy, language: str, title: str, wanted: str
) -> None:
    course_copy.edit_cell(language, "title", title, f"{title} 2")
    course_copy.accept()
    assert course_copy.faults() == [
        f"course/{language}/every-kind.ipynb, cell title: the title is not “{wanted}”. "
        "Make it the same as in course/lessons.toml."
    ]


def test_the_spaces_of_a_french_title_are_not_compared(course_copy: CourseCopy) -> None:
    course_copy.edit_file(
        "lessons.toml", "Toutes les sortes de questions", "Des questions : lesquelles ?"
    )
    course_copy.edit_cell(
        "fr", "title", "Toutes les sortes de questions", "Des questions\u00a0: lesquelles\u202f?"
    )
    course_copy.accept()
    assert course_copy.faults() == []


def test_other_minutes_than_the_courses_are_told(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "title", "15 minutes", "115 minutes")
    course_copy.accept()
    assert course_copy.faults() == [
        f"{EN}, cell title: it does not say 15 minutes. Say the minutes of course/lessons.toml."
    ]


def test_minutes_after_a_non_breaking_space_are_read(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("fr", "title", "15 minutes", "15\u00a0minutes")
    course_copy.accept()
    assert course_copy.faults() == []


def test_a_lesson_that_does_not_begin_with_its_title_is_told(course_copy: CourseCopy) -> None:
    for language in ("fr", "en"):
        course_copy.change_page(
            language, lambda page: page["cells"].insert(1, page["cells"].pop(0))
        )
    assert course_copy.faults() == told_of_both(
        "", "the first cell is not called title. Begin with the promise."
    )


def test_a_lesson_without_a_title_is_told_and_keeps_its_recap(course_copy: CourseCopy) -> None:
    for language in ("fr", "en"):
        course_copy.change_cell(language, "title", lambda cell: cell.update(id="opening"))
    course_copy.accept()
    assert course_copy.faults() == told_of_both(
        "", "the first cell is not called title. Begin with the promise."
    )


def test_an_empty_page_is_told_what_it_lacks(course_copy: CourseCopy) -> None:
    for language in ("fr", "en"):
        course_copy.change_page(language, lambda page: page.update(cells=[]))
    faults = course_copy.faults()
    assert f"{EN}: the first cell is not called title. Begin with the promise." in faults
    assert f"{EN}: no cell is called take-aways. End on what the promise was." in faults


@pytest.mark.parametrize("promises", [2, 6])
def test_a_lesson_promises_three_to_five_things(course_copy: CourseCopy, promises: int) -> None:
    for cell in ("title", "take-aways"):
        for language, line in (("fr", FRENCH_PROMISE), ("en", ENGLISH_PROMISE)):
            course_copy.edit_cell(language, cell, line, line * (promises - 2))
    course_copy.accept()
    assert course_copy.faults() == told_of_both(
        ", cell title", "it does not promise 3 to 5 things. List them with hyphens."
    )


def test_five_promises_are_sound(course_copy: CourseCopy) -> None:
    for cell in ("title", "take-aways"):
        for language, line in (("fr", FRENCH_PROMISE), ("en", ENGLISH_PROMISE)):
            course_copy.edit_cell(language, cell, line, line * 3)
    course_copy.accept()
    assert course_copy.faults() == []


def test_a_recap_that_forgets_a_promise_is_told(course_copy: CourseCopy) -> None:
    for language, line in (("fr", FRENCH_PROMISE), ("en", ENGLISH_PROMISE)):
        course_copy.edit_cell(language, "take-aways", line, "")
    course_copy.accept()
    assert course_copy.faults() == told_of_both(
        ", cell take-aways", "2 take-aways for 3 promises. Say the same list, in the past tense."
    )


def test_a_lesson_without_a_recap_is_told(course_copy: CourseCopy) -> None:
    drop_prose(course_copy, "take-aways")
    assert course_copy.faults() == told_of_both(
        "", "no cell is called take-aways. End on what the promise was."
    )


# --- Which page it is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "named",
    [{"lesson": "every-kind", "language": "fr"}, {"lesson": "another", "language": "en"}, None],
)
def test_a_page_that_takes_itself_for_another_is_told(
    course_copy: CourseCopy, named: dict[str, str] | None
) -> None:
    course_copy.change_page("en", lambda page: page["metadata"].update(maitrise=named))
    assert course_copy.faults() == [
        f"{EN}: its metadata name another lesson or language. Run make notebooks, which sets them."
    ]


# --- One call a cell ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        'm.question("one")\nm.question("several")',
        'm.question("one"); m.question("several")',
        'name = "one"\nm.question(name)',
        'm.question("o" + "ne")',
        'm.question(question="one")',
        'for name in ("one",):\n    m.question(name)',
        'import os\nm.question("one")',
        'm.question("one").show()',
        'print("one")',
        'm.question("one"',
        "m.question",
        "",
    ],
)
def test_a_cell_that_is_not_one_call_is_told(course_copy: CourseCopy, source: str) -> None:
    for language in ("fr", "en"):
        course_copy.change_cell(language, "q-one", lambda cell: cell.update(source=source))
    told = told_of_both(
        ", cell q-one", "it is not one call. Leave one call of m, and logic to the toolkit."
    )
    assert [fault for fault in course_copy.faults() if "q-one" in fault] == told


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ('import maitrise.fr as m\nm.lesson("00-start")', CellCall("lesson", ("00-start",))),
        ("m.question('who-signs')", CellCall("question", ("who-signs",))),
        ('m.question("who-signs")  # after the idea', CellCall("question", ("who-signs",))),
        ("\nm.role_map()\n", CellCall("role_map", ())),
    ],
)
def test_one_call_is_read_however_it_is_written(source: str, call: CellCall) -> None:
    assert only_call(source) == call


def test_code_in_sight_is_told(course_copy: CourseCopy) -> None:
    course_copy.change_cell("en", "q-one", lambda cell: cell.update(metadata={}))
    assert course_copy.faults() == [
        f"{EN}, cell q-one: its code is in sight. Run make notebooks, which hides it."
    ]


# --- The lesson it opens -----------------------------------------------------------------------


def test_a_lesson_that_opens_another_is_told(course_copy: CourseCopy) -> None:
    replace_in_both(course_copy, "setup", '"every-kind"', '"00-start"')
    assert course_copy.faults() == told_of_both(
        "", 'it opens 00-start. Call m.lesson("every-kind") once, first.'
    )


def test_a_lesson_that_is_never_opened_is_told(course_copy: CourseCopy) -> None:
    drop_prose(course_copy, "setup")
    assert course_copy.faults() == told_of_both(
        "", 'it opens no lesson. Call m.lesson("every-kind") once, first.'
    )


def test_a_lesson_opened_twice_is_told(course_copy: CourseCopy) -> None:
    replace_in_both(course_copy, "sources-list", "m.sources()", 'm.lesson("every-kind")')
    assert course_copy.faults() == told_of_both(
        "", 'it opens every-kind and every-kind. Call m.lesson("every-kind") once, first.'
    )


def test_a_lesson_opened_after_its_first_question_is_told(course_copy: CourseCopy) -> None:
    def swap(page: dict[str, Any]) -> None:
        at = [cell["id"] for cell in page["cells"]]
        first, second = at.index("setup"), at.index("q-one")
        cells = page["cells"]
        cells[first], cells[second] = cells[second], cells[first]

    for language in ("fr", "en"):
        course_copy.change_page(language, swap)
    assert course_copy.faults() == told_of_both(
        "", 'it opens its lesson too late. Call m.lesson("every-kind") once, first.'
    )


# --- Each question once ------------------------------------------------------------------------


def test_a_question_that_no_cell_shows_is_told(course_copy: CourseCopy) -> None:
    drop_prose(course_copy, "q-picked")
    assert course_copy.faults() == told_of_both(
        "", "question picked is shown nowhere. Show each question of the bank once."
    )


def test_a_question_shown_twice_is_told(course_copy: CourseCopy) -> None:
    replace_in_both(course_copy, "sources-list", "m.sources()", 'm.question("one")')
    assert course_copy.faults() == told_of_both(
        "", "question one is shown 2 times. Show each question of the bank once."
    )


def test_a_question_of_a_quiz_shown_alone_too_is_told(course_copy: CourseCopy) -> None:
    replace_in_both(course_copy, "sources-list", "m.sources()", 'm.question("end-choice")')
    assert course_copy.faults() == told_of_both(
        "", "question end-choice is shown 2 times. Show each question of the bank once."
    )


@pytest.mark.parametrize("what", ["question", "quiz"])
def test_a_call_for_what_the_bank_does_not_have_is_told_with_its_cell(
    course_copy: CourseCopy, what: str
) -> None:
    replace_in_both(course_copy, "sources-list", "m.sources()", f'm.{what}("wno-signs")')
    assert course_copy.faults() == told_of_both(
        ", cell sources-list",
        f"no {what} is called 'wno-signs' in the bank. Mend the name, or write it in the bank.",
    )


# --- French typography -------------------------------------------------------------------------


def test_french_spaces_that_are_not_set_are_told(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("fr", "text", "Prenez", "Prenez « donc »")
    course_copy.accept()
    assert course_copy.faults() == [
        f"{FR}, cell text: French spaces are not set. Run make notebooks, which sets them."
    ]


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("Qui signe?", "signe?"),
        ("C’est la MOA; pas la MOE.", "MOA;"),
        ("Voici: la MOA.", "Voici:"),
        ("**Durée:** dix minutes.", "Durée:"),
        ("**Durée**: dix minutes.", "*:"),
        ("Vous (et eux)?", ")?"),
        ("Dit-on «\u00a0valider\u00a0»?", "»?"),
        ("(Qui signe?)", "signe?"),
        ("La MOA?", "MOA?"),
        ("En 2024?", "2024?"),
    ],
)
def test_a_sign_without_its_french_space_is_told(
    course_copy: CourseCopy, prose: str, words: str
) -> None:
    course_copy.change_cell("fr", "text", lambda cell: cell.update(source=prose))
    course_copy.accept()
    assert course_copy.faults() == [
        f"{FR}, cell text: no space stands before the sign: “{words}”. Put a space before : ; ? !."
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("quoted", ['"valide"', '"il valide tout"'])
def test_straight_quotation_marks_are_told(
    course_copy: CourseCopy, quoted: str, language: str
) -> None:
    source = f"On lit parfois {quoted} dans un compte rendu."
    course_copy.change_cell(language, "text", lambda cell: cell.update(source=source))
    course_copy.accept()
    assert course_copy.faults() == [
        f"course/{language}/every-kind.ipynb, cell text: it has straight quotation marks: "
        f"“{quoted}”. Write « » or “ ”."
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Rendez-vous à 10:30, salle 4.",
        "Tapez `signe?` ou `a: b`.",
        "L’adresse est <https://example.org/a?b=c;d>.",
        "[La page](https://example.org/qui?a=1;b=2) le dit.",
        "Vraiment\u202f?! Oui.",
        "C’est l’AMOA, d’accord, aujourd’hui.",
        "«\u00a0Qui signe\u202f?\u00a0»",
        "```\nqui: signe?\n```",
        "| Qui | Quoi |\n|:---|---:|\n| MOA | signe\u202f; paie |",
    ],
)
def test_sound_french_typography_is_left_alone(course_copy: CourseCopy, prose: str) -> None:
    english = "[x](https://example.org)" if "[La page]" in prose else "x"
    english = "| a | b |\n|---|---|\n| c | d |" if prose.startswith("|") else english
    course_copy.change_cell("fr", "text", lambda cell: cell.update(source=prose))
    course_copy.change_cell("en", "text", lambda cell: cell.update(source=english))
    course_copy.accept()
    assert course_copy.faults() == []


def test_a_remark_in_code_is_not_read_as_prose(course_copy: CourseCopy) -> None:
    replace_in_both(course_copy, "sources-list", "m.sources()", "m.sources()  # ZZZ <b>: qui ?")
    assert course_copy.faults() == []


def test_english_typography_is_left_alone(course_copy: CourseCopy) -> None:
    course_copy.edit_cell("en", "text", "Take one", "Who signs? The “owner”: take one")
    course_copy.accept()
    assert course_copy.faults() == []
