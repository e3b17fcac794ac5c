"""The glossary and the lists of the course: complete in both languages, patterns that work."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from conftest import CourseCopy, forget_what_was_read
from maitrise.base.structure import read_toml
from maitrise.base.text import LANGUAGES, Language
from maitrise.check.wording import Said, faults_of_text
from maitrise.course import competencies, sources
from maitrise.course.glossary import glossary
from maitrise.notebook.glossary import GlossaryView

COURSE = Path(__file__).parent.parent / "course"
GLOSSARY = tomllib.loads((COURSE / "glossary.toml").read_text(encoding="utf-8"))
TERMS: list[dict[str, Any]] = GLOSSARY["term"]
AVOIDED = [
    pytest.param(term, language, avoid, id=f"{term['id']}-{language}-{avoid['text'][:30]}")
    for term in TERMS
    for language in LANGUAGES
    for avoid in term.get("avoid", {}).get(language, [])
]
# An acronym that nobody explains is not explained by quotation marks either.
AVOIDED_UNLESS_QUOTED = [each for each in AVOIDED if not each.id.startswith("G52-")]


@pytest.fixture
def real_course(monkeypatch: pytest.MonkeyPatch) -> None:
    """The course that learners take, whatever an earlier test has read."""
    monkeypatch.chdir(COURSE.parent)
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    forget_what_was_read()


def told(sentence: str, term: str) -> list[str]:
    """What an author is told of a sentence on account of one term."""
    said = Said("lesson.ipynb", "cell x", "fr", sentence)
    return [fault.problem for fault in faults_of_text(said) if f"({term})" in fault.problem]


# --- Counts ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_course")
def test_there_are_88_terms_15_competencies_and_59_sources() -> None:
    assert len(TERMS) == 88
    assert list(competencies()) == [f"C{number:02}" for number in range(1, 16)]
    assert list(sources()) == [f"R{number}" for number in range(1, 60)]


@pytest.mark.usefixtures("real_course")
def test_the_course_reads_every_term_with_its_acronym_where_it_has_one() -> None:
    terms = glossary().terms
    assert list(terms) == [term["id"] for term in TERMS]
    assert terms["G01"].named("fr") == "maîtrise d’ouvrage (MOA)"
    assert terms["G10"].named("en") == "sponsor"


@pytest.mark.usefixtures("real_course")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_widget_the_glossary_is_a_table_of_all_terms(language: Language) -> None:
    lines = GlossaryView(language).markdown().splitlines()
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


@pytest.mark.parametrize(
    "name", sorted(str(path.relative_to(COURSE)) for path in COURSE.rglob("*.toml"))
)
def test_every_text_of_the_course_is_in_both_languages(name: str) -> None:
    assert in_one_language_only(read_toml(COURSE / name), name) == []


def test_every_term_has_its_definition_in_both_languages() -> None:
    for term in TERMS:
        assert set(term["definition"]) == set(LANGUAGES), term["id"]
        assert all(isinstance(term[language], str) for language in LANGUAGES), term["id"]


@pytest.mark.parametrize(("term", "language", "avoid"), AVOIDED)
def test_a_rendering_to_avoid_says_why_in_both_languages(
    term: dict[str, Any], language: str, avoid: dict[str, Any]
) -> None:
    assert set(avoid) == {"text", "why", "pattern", "bad", "fine"}
    assert set(avoid["why"]) == set(LANGUAGES)
    assert avoid["bad"]
    assert avoid["fine"]


# --- Patterns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("term", "language", "avoid"), AVOIDED)
def test_a_pattern_finds_each_bad_sentence_and_no_fine_one(
    term: dict[str, Any], language: str, avoid: dict[str, Any]
) -> None:
    pattern = re.compile(avoid["pattern"], re.IGNORECASE)
    assert [each for each in avoid["bad"] if not pattern.search(each)] == []
    assert [each for each in avoid["fine"] if pattern.search(each)] == []


@pytest.mark.usefixtures("real_course")
@pytest.mark.parametrize(("term", "language", "avoid"), AVOIDED)
def test_the_check_tells_each_bad_sentence_and_no_fine_one(
    term: dict[str, Any], language: str, avoid: dict[str, Any]
) -> None:
    """As authors meet it: emphasis taken away, quoted sentences left alone."""
    assert [each for each in avoid["bad"] if not told(each, term["id"])] == []
    assert [each for each in avoid["fine"] if told(each, term["id"])] == []


@pytest.mark.usefixtures("real_course")
@pytest.mark.parametrize(("term", "language", "avoid"), AVOIDED_UNLESS_QUOTED)
def test_a_bad_sentence_that_is_quoted_is_left_alone(
    term: dict[str, Any], language: str, avoid: dict[str, Any]
) -> None:
    for bad in avoid["bad"]:
        if not set(bad) & set("«»“”"):  # a quotation inside a quotation ends it
            assert told(f"On lit parfois «\u00a0{bad}\u00a0» à tort.", term["id"]) == []
            assert told(f"You will read “{bad}” in minutes.", term["id"]) == []


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
        for cited in re.findall(r"\[(R[\d, R]*)\]", page.read_text(encoding="utf-8")):
            for name in re.findall(r"R\d+", cited):
                assert name in sources(), f"{page.name}: {name}"
