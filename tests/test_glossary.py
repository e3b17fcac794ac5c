"""The glossary and the lists of the course: complete in both languages, patterns that work."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from conftest import CourseCopy
from maitrise.base.text import LANGUAGES, Language
from maitrise.base.toml import read_toml
from maitrise.check.terms import LocatedText, faults_of_text
from maitrise.course import competencies, forget_course, sources
from maitrise.course.glossary import glossary
from maitrise.course.sources import cited_in
from maitrise.player.glossary import markdown

COURSE = Path(__file__).parent.parent / "course"
GLOSSARY = tomllib.loads((COURSE / "glossary.toml").read_text(encoding="utf-8"))
TERMS: list[dict[str, Any]] = GLOSSARY["term"]
AVOIDED: list[tuple[str, dict[str, Any]]] = [
    (term["id"], avoid)
    for term in TERMS
    for language in LANGUAGES
    for avoid in term.get("avoid", {}).get(language, [])
]
UNEXPLAINED = "G52"  # an acronym that nobody explains is not explained by quotation marks either


@pytest.fixture
def real_course(monkeypatch: pytest.MonkeyPatch) -> None:
    """The course that learners take, whatever an earlier test has read."""
    monkeypatch.chdir(COURSE.parent)
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    forget_course()


def told(sentence: str, term: str) -> list[str]:
    """What an author is told of a sentence on account of one term."""
    said = LocatedText("lesson.ipynb", "cell x", "fr", sentence)
    return [fault.problem for fault in faults_of_text(said) if f"({term})" in fault.problem]


# --- Counts ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_course")
def test_competencies_are_numbered_without_a_gap_and_sources_upwards() -> None:
    assert list(competencies()) == [f"C{number + 1:02}" for number in range(len(competencies()))]
    # A source keeps the number of the fact base, which also holds texts that no page cites.
    numbers = [int(each.removeprefix("R")) for each in sources()]
    assert numbers == sorted(set(numbers))


@pytest.mark.usefixtures("real_course")
def test_the_course_reads_every_term_with_its_acronym_where_it_has_one() -> None:
    terms = glossary().terms
    assert list(terms) == [term["id"] for term in TERMS]
    assert terms["G01"].named("fr") == "maîtrise d’ouvrage (MOA)"
    assert terms["G10"].named("en") == "sponsor"


@pytest.mark.usefixtures("real_course")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_widget_the_glossary_is_a_table_of_all_terms(language: Language) -> None:
    lines = markdown(language).splitlines()
    assert len(lines) == 2 + len(TERMS)
    for term, line in zip(TERMS, lines[2:], strict=True):
        assert glossary().terms[term["id"]].named(language) in line


def test_a_term_with_faults_is_told_with_its_id_all_faults_at_once(
    course_copy: CourseCopy,
) -> None:
    course_copy.edit_file("glossary.toml", 'en = "delivery team"', 'an = "delivery team"')
    course_copy.edit_file("glossary.toml", 'text = "DRH"', "text = 12")
    assert course_copy.faults() == [
        "course/glossary.toml, acronym number 1, text: 12 is not a text. Write a text.",
        "course/glossary.toml, term G05: the key 'en' is missing. Add en.",
        "course/glossary.toml, term G05: unknown key 'an'. Remove it, or use one of: "
        "acronym, also, avoid, definition, en, fr, id, sources.",
    ]


def test_every_term_has_an_id_of_its_own() -> None:
    assert len({term["id"] for term in TERMS}) == len(TERMS)


# --- Both languages ----------------------------------------------------------------------------


def in_one_language_only(value: Any, place: str) -> list[str]:
    """Where a table that has one language lacks the other, however deep it lies."""
    if isinstance(value, list):
        return [
            found
            for at, each in enumerate(value)
            for found in in_one_language_only(each, f"{place}[{at}]")
        ]
    if not isinstance(value, dict):
        return []
    lacking = []
    spoken = set(value) & set(LANGUAGES)
    if spoken and (
        spoken != set(LANGUAGES)
        or any(isinstance(value[name], str) and not value[name].strip() for name in spoken)
    ):
        lacking = [place]
    for name, below in value.items():
        # Synonyms, acronyms and slips exist in one language without a twin in the other.
        if name not in ("also", "acronym", "avoid"):
            lacking += in_one_language_only(below, f"{place}.{name}")
    return lacking


def test_a_text_in_one_language_is_found_wherever_it_lies() -> None:
    lesson = {"title": {"fr": "Un", "en": "One"}, "hints": [{"fr": "Deux", "en": " "}]}
    assert in_one_language_only(lesson, "x") == ["x.hints[0]"]
    assert in_one_language_only([{"why": {"en": "One"}}], "x") == ["x[0].why"]


def test_every_text_of_the_course_is_in_both_languages() -> None:
    lacking = [
        found
        for path in sorted(COURSE.rglob("*.toml"))
        for found in in_one_language_only(read_toml(path), path.name)
    ]
    assert lacking == []


def test_every_term_has_its_definition_in_both_languages() -> None:
    for term in TERMS:
        assert set(term["definition"]) == set(LANGUAGES), term["id"]
        assert all(isinstance(term[language], str) for language in LANGUAGES), term["id"]


def test_a_rendering_to_avoid_says_why_in_both_languages_and_has_examples() -> None:
    keys = {"text", "why", "pattern", "bad", "fine"}
    lacking = [
        (term, avoid["text"])
        for term, avoid in AVOIDED
        if set(avoid) != keys
        or set(avoid["why"]) != set(LANGUAGES)
        or not avoid["bad"]
        or not avoid["fine"]
    ]
    assert lacking == []


# --- Patterns ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_course")
def test_the_check_tells_each_bad_sentence() -> None:
    """As authors meet it: emphasis taken away, quoted sentences left alone."""
    missed = [(term, bad) for term, avoid in AVOIDED for bad in avoid["bad"] if not told(bad, term)]
    assert missed == []


@pytest.mark.usefixtures("real_course")
def test_the_check_tells_no_fine_sentence() -> None:
    wronged = [
        (term, fine) for term, avoid in AVOIDED for fine in avoid["fine"] if told(fine, term)
    ]
    assert wronged == []


@pytest.mark.usefixtures("real_course")
def test_a_bad_sentence_that_is_quoted_is_left_alone() -> None:
    wronged = [
        (term, bad)
        for term, avoid in AVOIDED
        for bad in avoid["bad"]
        # a quotation inside a quotation ends it
        if term != UNEXPLAINED
        and not set(bad) & set("«»“”")
        and (
            told(f"On lit parfois «\u00a0{bad}\u00a0» à tort.", term)
            or told(f"You will read “{bad}” in minutes.", term)
        )
    ]
    assert wronged == []


# --- References --------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_course")
def test_every_source_of_a_term_exists() -> None:
    unknown = {
        (term["id"], name)
        for term in TERMS
        for name in term.get("sources", [])
        if name not in sources()
    }
    assert unknown == set()


@pytest.mark.usefixtures("real_course")
def test_every_source_that_the_prose_cites_exists() -> None:
    for page in sorted(COURSE.glob("*/*.ipynb")):
        for name in cited_in(page.read_text(encoding="utf-8")):
            assert name in sources(), f"{page.name}: {name}"
