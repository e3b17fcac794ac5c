"""The glossary at work: what is quoted, or wrong on purpose, is left alone."""

import pytest

from conftest import CourseCopy

EN = "course/en/every-kind.ipynb"
FR = "course/fr/every-kind.ipynb"
BANK = "course/questions/every-kind.toml"
AVOID = "is to be avoided (G04): Acceptance is the client’s act. Say it otherwise."
UNKNOWN = "is not in the glossary. Spell it out, or add it to glossary.toml."


def say(course_copy: CourseCopy, language: str, prose: str) -> None:
    course_copy.change_cell(language, "text", lambda cell: cell.update(source=prose))
    course_copy.accept()


# --- Renderings to avoid -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "file", "prose", "found"),
    [
        ("fr", FR, "Puis l’AMOA valide les livrables.", "l’AMOA valide"),
        ("fr", FR, "Puis l’AMOA\u00a0signe.", "l’AMOA\u00a0signe"),
        ("fr", FR, "Puis *l’AMOA* **valide** tout.", "l’AMOA valide"),
        ("fr", FR, "L’AMOA signe, dit-elle.", "L’AMOA signe"),
        ("en", EN, "Then the AMOA validates it.", "the AMOA validates"),
        ("en", EN, "Then the *AMOA* signs.", "the AMOA signs"),
        ("en", EN, "In French: puis l’AMOA valide.", "l’AMOA valide"),
    ],
)
def test_a_rendering_to_avoid_is_found_in_prose(
    course_copy: CourseCopy, language: str, file: str, prose: str, found: str
) -> None:
    say(course_copy, language, prose)
    assert course_copy.faults() == [f"{file}, cell text: “{found}” {AVOID}"]


def test_each_use_of_a_rendering_is_told(course_copy: CourseCopy) -> None:
    say(course_copy, "en", "The AMOA validates. Then the AMOA signs.")
    assert course_copy.faults() == [
        f"{EN}, cell text: “The AMOA validates” {AVOID}",
        f"{EN}, cell text: “the AMOA signs” {AVOID}",
    ]


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("fr", "On lit «\u00a0l’AMOA valide\u00a0» dans un compte rendu."),
        ("fr", "«\u00a0En recette, l’AMOA valide *tout*\u00a0» trompe."),
        ("en", "You will read “the AMOA validates” in minutes."),
        ("en", "“In the end the AMOA *validates* it all,” Julie says."),
        ("en", "The AMOA checks; the MOA validates."),
    ],
)
def test_a_quoted_sentence_is_left_alone(
    course_copy: CourseCopy, language: str, prose: str
) -> None:
    say(course_copy, language, prose)
    assert course_copy.faults() == []


def test_a_rendering_between_two_quotations_is_found(course_copy: CourseCopy) -> None:
    say(course_copy, "en", "After “yes” the AMOA validates, with a “no”.")
    assert course_copy.faults() == [f"{EN}, cell text: “the AMOA validates” {AVOID}"]


@pytest.mark.parametrize(
    ("place", "was", "now"),
    [
        ("", '"Who signs the acceptance certificate?"', '"What if the AMOA signs?"'),
        ("", '"Who owns the need?"', '"Say whether the AMOA signs."'),
        (", option moa", '"The *MOA* (project owner)"', '"The MOA, or the AMOA signs"'),
        (", option moe", '"It would judge its own work."', '"It would: the AMOA signs."'),
    ],
)
def test_what_a_question_says_itself_is_searched(
    course_copy: CourseCopy, place: str, was: str, now: str
) -> None:
    course_copy.edit_file("questions/every-kind.toml", was, now)
    assert course_copy.faults() == [f"{BANK}, question one{place}: “the AMOA signs” {AVOID}"]


@pytest.mark.parametrize(
    ("question", "was"),
    [
        ("matrix", '"The MOA includes its own project manager."'),
        ("matrix, row D09", '"The MOA approves it, the AMOA drafts it."'),
        ("steps", '"The need comes first."'),
        ("steps, item need", '"Everything starts from the need."'),
        ("pairs, row workshops", '"Eliciting needs is its trade."'),
        ("picked, row J1", '"To add is to decide."'),
        ("cpi, wrong 400", '"That is the budget, without the drift."'),
    ],
)
def test_conventions_reasons_and_explanations_are_searched(
    course_copy: CourseCopy, question: str, was: str
) -> None:
    course_copy.edit_file("questions/every-kind.toml", was, '"Here the AMOA signs."')
    assert course_copy.faults() == [f"{BANK}, question {question}: “the AMOA signs” {AVOID}"]


@pytest.mark.parametrize(
    ("name", "place", "was"),
    [
        ("lessons.toml", "lesson not-written-yet", "You will know what comes after."),
        ("paths.toml", "path new-pmo", "You will know where your role ends."),
        ("paths.toml", "path new-amoa", "The roles come first, because"),
        ("competencies.toml", "competency C07", "Fill in a RACI matrix of deliverables"),
        ("roles.toml", "role sponsor", "The sponsor never runs the schedule of tasks."),
    ],
)
def test_lists_and_role_cards_are_searched(
    course_copy: CourseCopy, name: str, place: str, was: str
) -> None:
    course_copy.edit_file(name, was, "Here the AMOA signs.")
    assert course_copy.faults() == [f"course/{name}, {place}: “the AMOA signs” {AVOID}"]


@pytest.mark.parametrize(
    "was",
    ['"The MOE (delivery team)"', '"The AMOA (owner’s adviser)"', '"The programming language"'],
)
def test_a_wrong_option_is_wrong_on_purpose(course_copy: CourseCopy, was: str) -> None:
    course_copy.edit_file("questions/every-kind.toml", was, '"The AMOA validates, says the ZZZ"')
    assert course_copy.faults() == []


# --- Acronyms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "file", "prose"),
    [("fr", FR, "Un mot de la DSI."), ("en", EN, "The DSI speaks."), ("en", EN, "A DSI’s word.")],
)
def test_an_acronym_that_the_glossary_does_not_know_is_told(
    course_copy: CourseCopy, language: str, file: str, prose: str
) -> None:
    say(course_copy, language, prose)
    assert course_copy.faults() == [f"{file}, cell text: the acronym DSI {UNKNOWN}"]


def test_an_unknown_acronym_of_a_question_is_told(course_copy: CourseCopy) -> None:
    course_copy.edit_file("questions/every-kind.toml", "Write to the HR director.", "Ask the CFO.")
    assert course_copy.faults() == [f"{BANK}, question note: the acronym CFO {UNKNOWN}"]


@pytest.mark.parametrize(
    "prose",
    [
        "The MOA, the AMOA and the PMO.",
        "Deliverable D09, requirement EX-14, source R24.",
        "Type `SELECT` and see [the page](https://example.org/ABC).",
        "Chapter IV, part XII.",
        "A plan B, I agree.",
        "```\nABCD\n```",
    ],
)
def test_known_acronyms_and_identifiers_are_left_alone(course_copy: CourseCopy, prose: str) -> None:
    for language in ("fr", "en"):
        course_copy.change_cell(language, "text", lambda cell: cell.update(source=prose))
    course_copy.accept()
    assert course_copy.faults() == []


def test_an_acronym_put_into_the_glossary_is_known(course_copy: CourseCopy) -> None:
    say(course_copy, "en", "The CFO speaks.")
    course_copy.edit_file(
        "glossary.toml", "acronyms = [", 'acronyms = [\n { text = "CFO", fr = "x", en = "y" },'
    )
    assert course_copy.faults() == []


# --- A glossary with faults of its own ---------------------------------------------------------


def test_a_pattern_that_cannot_be_read_is_told_with_its_term(course_copy: CourseCopy) -> None:
    course_copy.edit_file("glossary.toml", r"'''\bl[’']AMOA", r"'''\bl[’'AMOA")
    (fault,) = course_copy.faults()
    assert fault.startswith(
        "course/glossary.toml, term G04, avoid l’AMOA valide: its pattern cannot be read ("
    )
    assert fault.endswith("). Mend it, then try it on its bad and fine sentences.")


@pytest.mark.parametrize("key", ["pattern", "text"])
def test_a_rendering_without_a_key_is_told(course_copy: CourseCopy, key: str) -> None:
    course_copy.edit_file("glossary.toml", f"\n{key} = ", f"\n{key}s = ")
    place = "course/glossary.toml, term G04, avoid fr, number 1"
    assert course_copy.faults() == [
        f"{place}: the key '{key}' is missing. Add {key}.",
        f"{place}: unknown key '{key}s'. Remove it, or use one of: bad, fine, pattern, text, why.",
    ]
