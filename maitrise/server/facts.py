"""What the page shows around a lesson: where I am, what comes next, the other language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases.cards import CaseCard
from maitrise.course import Lesson, Page, start_page

PATHS = "show-paths"  # the cell of the start page that lists the lessons and cases of a path


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLink:
    """A lesson in the list of the page's header, or at its foot.

    Attributes:
        number: as in its id ("01-moa-amoa-moe"); 0 for the one that comes before them.
        minutes: 0 for a page to look things up in.
    """

    href: str
    number: int
    title: str
    minutes: int
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """All that the template needs to know; every text is in the page's language.

    Attributes:
        where: "Lesson 2 · 35 min"; "" when the notebook is not a lesson of the course.
        cases: the graded cases of the page's language, listed below the lessons.
        references: the pages to look things up in, listed below the cases.
        twin: address of the same page in the other language; the start page if it has no twin;
            empty where the course is there in one language only.
        lab: address of this notebook in JupyterLab.
        paths: address of the learner's path: what comes next where no lesson does.
    """

    language: Language
    other: Language
    title: str
    where: str
    start: str
    twin: str
    lab: str
    lessons: tuple[LessonLink, ...]
    cases: tuple[LessonLink, ...]
    references: tuple[LessonLink, ...]
    paths: str
    previous: LessonLink | None
    next: LessonLink | None


def page_facts(
    metadata: Mapping[str, object],
    *,
    path: str,
    base_url: str,
    lessons: Iterable[Lesson],
    references: Iterable[Page] = (),
    cases: Iterable[CaseCard] = (),
    languages: Collection[Language] = LANGUAGES,
    language: Language,
) -> PageFacts:
    """The facts of one page.

    Args:
        metadata: the notebook's metadata; its ``maitrise`` part names the lesson or case, and
            the language.
        path: the notebook, from the server's root ("course/fr/00-start.ipynb").
        base_url: where the server answers ("/").
        lessons: the course's lessons in order; those not written yet are left out.
        references: the pages to look things up in.
        cases: the released cases in both languages, in the order of the list.
        languages: those that the course is there in.
        language: what to speak when the notebook does not say.
    """
    own = metadata.get("maitrise")
    named = own if isinstance(own, Mapping) else {}
    spoken = next((each for each in LANGUAGES if each == named.get("language")), language)
    other = LOCALES[spoken].other
    opened = str(named.get("lesson", ""))
    links = tuple(
        _link(lesson, opened, base_url, spoken) for lesson in lessons if lesson.is_written
    )
    looked_up = tuple(_link(page, opened, base_url, spoken) for page in references)
    released = tuple(cases)
    opened_case = str(named.get("case", ""))
    exercises = tuple(
        _case_link(card, opened_case, base_url) for card in released if card.language == spoken
    )
    position = next((at for at, link in enumerate(links) if link.is_current), None)
    here = next((link for link in (*links, *exercises, *looked_up) if link.is_current), None)
    twin = page_address(base_url, other, opened if here else start_page())
    if any((card.id, card.language) == (opened_case, other) for card in released):
        twin = case_address(base_url, other, opened_case)
    elif opened_case:
        twin = page_address(base_url, other, start_page())
    if other not in languages:
        twin = ""
    previous, following = _neighbours(links, position)
    return PageFacts(
        language=spoken,
        other=other,
        title=_title(here, path, spoken),
        where=_where(here, spoken) if here else "",
        start=page_address(base_url, spoken, start_page()),
        twin=twin,
        lab=f"{base_url}lab/tree/{quote(path)}",
        lessons=links,
        cases=exercises,
        references=looked_up,
        paths=f"{page_address(base_url, spoken, start_page())}#{PATHS}",
        previous=previous,
        next=following,
    )


def _link(page: Page, opened: str, base_url: str, language: Language) -> LessonLink:
    return LessonLink(
        href=page_address(base_url, language, page.id),
        number=_number(page.id),
        title=page.title.said_in(language),
        minutes=page.minutes if isinstance(page, Lesson) else 0,
        is_current=page.id == opened,
    )


def _case_link(card: CaseCard, opened: str, base_url: str) -> LessonLink:
    return LessonLink(
        href=case_address(base_url, card.language, card.id),
        number=0,
        title=card.title,
        minutes=card.minutes,
        is_current=card.id == opened,
    )


def case_address(base_url: str, language: Language, case: str) -> str:
    """Where the page of a case answers, in one language."""
    return f"{base_url}voila/render/exercises/{case}-{language}/{case}.ipynb"


def page_address(base_url: str, language: Language, lesson: str) -> str:
    """Where the page of a lesson answers, in one language."""
    return f"{base_url}voila/render/course/{language}/{lesson}.ipynb"


def _neighbours(
    links: tuple[LessonLink, ...], position: int | None
) -> tuple[LessonLink | None, LessonLink | None]:
    if position is None:
        return None, None
    around = (None, *links, None)
    return around[position], around[position + 2]


def _title(here: LessonLink | None, path: str, language: Language) -> str:
    name = here.title if here else path.rsplit("/", 1)[-1].removesuffix(".ipynb")
    return f"{name} · {say('page.course', language)}"


def _where(here: LessonLink, language: Language) -> str:
    if not here.minutes:
        return ""
    key = "page.where" if here.number else "page.minutes"
    return say(key, language, number=here.number, minutes=here.minutes)


def _number(lesson: str) -> int:
    """The number that a lesson's id starts with; 0 if it starts with none."""
    digits = lesson.split("-", 1)[0]
    return int(digits) if digits.isdecimal() else 0
