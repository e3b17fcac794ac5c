"""What the page shows around a lesson, worked out without a server."""

import json
from pathlib import Path

import pytest

from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.cases.cards import CaseCard
from maitrise.course import Lesson, Page
from maitrise.server.facts import PageFacts, page_facts

ROOT = Path(__file__).parent.parent
COURSE = (
    Lesson(id="00-start", title=Text("Début", "Start"), summary=Text("s", "s"), minutes=10),
    Lesson(id="01-roles", title=Text("Rôles", "Roles"), summary=Text("s", "s"), minutes=50),
    Lesson(id="02-later", title=Text("Plus tard", "Later"), summary=Text("s", "s")),
    Lesson(id="03-end", title=Text("Fin", "End"), summary=Text("s", "s"), minutes=5),
)

GLOSSARY = Page(id="glossary", title=Text("Glossaire", "Glossary"), summary=Text("s", "s"))


def facts(
    lesson: str = "01-roles", language: str = "fr", base_url: str = "/", path: str = ""
) -> PageFacts:
    return page_facts(
        {"maitrise": {"lesson": lesson, "language": language}},
        path=path or f"course/{language}/{lesson}.ipynb",
        base_url=base_url,
        lessons=COURSE,
        references=(GLOSSARY,),
        language="en",
    )


def test_only_written_lessons_are_listed_in_course_order() -> None:
    assert [lesson.title for lesson in facts().lessons] == ["Début", "Rôles", "Fin"]


def test_the_lesson_that_is_open_is_the_current_one_and_no_other() -> None:
    assert [lesson.is_current for lesson in facts().lessons] == [False, True, False]


def test_a_lesson_not_written_yet_is_stepped_over() -> None:
    following = facts().next
    assert following
    assert following.href == "/voila/render/course/fr/03-end.ipynb"


@pytest.mark.parametrize(
    ("lesson", "previous", "following"),
    [("00-start", None, "Rôles"), ("01-roles", "Début", "Fin"), ("03-end", "Rôles", None)],
)
def test_the_ends_of_the_course_have_one_neighbour(
    lesson: str, previous: str | None, following: str | None
) -> None:
    page = facts(lesson)
    assert (page.previous and page.previous.title) == previous
    assert (page.next and page.next.title) == following


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_twin_is_the_same_lesson_in_the_other_language(language: Language) -> None:
    page = facts(language=language)
    assert page.language == language
    assert page.other != language
    assert page.twin == f"/voila/render/course/{page.other}/01-roles.ipynb"


def test_the_number_and_the_minutes_tell_where_one_is() -> None:
    assert facts().where == "Leçon 1 · 50 min"
    assert facts(language="en").where == "Lesson 1 · 50 min"


def test_the_start_page_has_no_number() -> None:
    assert facts("00-start").where == "10 min"


def test_the_title_names_the_lesson_first() -> None:
    assert facts().title.startswith("Rôles · ")


def test_every_address_lies_below_the_servers_base() -> None:
    page = facts(base_url="/user/anna/")
    addresses = [page.start, page.twin, page.lab, *(lesson.href for lesson in page.lessons)]
    assert all(address.startswith("/user/anna/") for address in addresses)


def test_a_path_with_spaces_and_accents_can_be_opened_in_jupyterlab() -> None:
    page = facts(path="course/fr/à lire.ipynb")
    assert page.lab == "/lab/tree/course/fr/%C3%A0%20lire.ipynb"


@pytest.mark.parametrize(
    "metadata",
    [{}, {"maitrise": None}, {"maitrise": {"lesson": "99-none", "language": "de"}}],
    ids=["no metadata", "empty metadata", "unknown lesson and language"],
)
def test_a_notebook_that_is_no_lesson_still_has_a_page(metadata: dict[str, object]) -> None:
    page = page_facts(
        metadata, path="notes/mine.ipynb", base_url="/", lessons=COURSE, language="en"
    )
    assert page.title.startswith("mine · ")
    assert page.where == ""
    assert (page.previous, page.next) == (None, None)
    assert page.twin == "/voila/render/course/fr/00-start.ipynb"


# --- Pages to look things up in ----------------------------------------------------------------


def test_the_glossary_stands_apart_from_the_lessons_without_number_or_minutes() -> None:
    page = facts()
    assert "Glossaire" not in [lesson.title for lesson in page.lessons]
    (link,) = page.references
    assert (link.title, link.number, link.minutes, link.is_current) == ("Glossaire", 0, 0, False)
    assert link.href == "/voila/render/course/fr/glossary.ipynb"


def test_the_glossary_that_is_open_is_current_and_has_a_twin_but_no_neighbours() -> None:
    page = facts("glossary", "en")
    assert page.references[0].is_current
    assert page.title.startswith("Glossary · ")
    assert page.twin == "/voila/render/course/fr/glossary.ipynb"
    assert (page.where, page.previous, page.next) == ("", None, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_after_which_no_lesson_comes_leads_back_to_the_learner_s_path(
    language: Language,
) -> None:
    address, _, cell = facts("glossary", language).paths.partition("#")
    assert address == f"/voila/render/course/{language}/00-start.ipynb"
    start = ROOT / "course" / language / "00-start.ipynb"
    cells = json.loads(start.read_text(encoding="utf-8"))["cells"]
    assert "m.paths()" in "".join(
        line for each in cells if each["id"] == cell for line in each["source"]
    )


def card(case: str, language: Language, title: str) -> CaseCard:
    return CaseCard(id=case, language=language, title=title, summary="", minutes=45, is_exam=False)


CASES = (
    card("payroll", "fr", "La paie"),
    card("payroll", "en", "Payroll"),
    card("alone", "fr", "Seule"),
)


def facts_of_case(case: str, language: str) -> PageFacts:
    return page_facts(
        {"maitrise": {"case": case, "language": language}},
        path=f"exercises/{case}-{language}/{case}.ipynb",
        base_url="/",
        lessons=COURSE,
        cases=CASES,
        language="en",
    )


def test_cases_are_listed_in_the_language_of_the_page() -> None:
    page = facts_of_case("payroll", "fr")
    assert [(each.title, each.is_current) for each in page.cases] == [
        ("La paie", True),
        ("Seule", False),
    ]
    assert page.title.startswith("La paie · ")
    assert page.where == "45 min"
    assert not any(lesson.is_current for lesson in page.lessons)


def test_a_case_leads_to_itself_in_the_other_language() -> None:
    twin = "/voila/render/exercises/payroll-en/payroll.ipynb"
    assert facts_of_case("payroll", "fr").twin == twin


def test_a_case_without_a_twin_leads_to_the_start_in_the_other_language() -> None:
    assert facts_of_case("alone", "fr").twin == "/voila/render/course/en/00-start.ipynb"


def test_a_case_has_no_neighbours_among_the_lessons() -> None:
    page = facts_of_case("payroll", "en")
    assert (page.previous, page.next) == (None, None)


def test_a_course_in_one_language_has_no_twins() -> None:
    page = page_facts(
        {"maitrise": {"lesson": "01-roles", "language": "fr"}},
        path="course/fr/01-roles.ipynb",
        base_url="/",
        lessons=COURSE,
        languages=("fr",),
        language="fr",
    )
    assert page.twin == ""
