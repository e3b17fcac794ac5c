"""The home page: where the learner stopped, their path, what to review, the cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maitrise.base.text import Language, say
from maitrise.course import (
    Lesson,
    lesson_number,
    lessons,
    onboarding_paths,
    places,
    reference_pages,
)
from maitrise.course.lessons import Place
from maitrise.course.roles import role_book
from maitrise.publish.frame import render_template
from maitrise.publish.page_data import page_data
from maitrise.publish.publication import HOME, Publication
from maitrise.publish.published_page import PublishedPage


def home_page(
    language: Language, among: Publication, outlines: Mapping[str, Mapping[str, Any]]
) -> PublishedPage:
    """The home page of one language.

    Args:
        outlines: the data of each lesson's page, for its steps.
    """
    address = among.pages[language][HOME]
    links = among.links(address, language)
    shown = _shown(language, among, outlines, links)
    title = say("home.title", language)
    return PublishedPage(
        address=address,
        name=HOME,
        kind="home",
        language=language,
        title=title,
        summary=say("home.lead", language),
        content=render_template("home.html.j2", **shown),
        data=page_data(
            name=HOME,
            kind="home",
            title=title,
            language=language,
            calls=(),
            among=among,
            origin=address,
            own={"home": _data(language, shown, links)},
        ),
    )


def _shown(
    language: Language,
    among: Publication,
    outlines: Mapping[str, Mapping[str, Any]],
    links: Mapping[str, str],
) -> dict[str, Any]:
    """What the page lists: lessons, cases and reference pages, each with its link."""
    cases = [card for card in among.cases if card.language == language]
    return {
        "language": language,
        "lessons": [
            _lesson(each, links, outlines, language)
            for each in lessons().values()
            if each.id in links
        ],
        "cases": [
            {
                "id": card.id,
                "title": card.title,
                "summary": card.summary,
                "minutes": card.minutes,
                "href": links[card.id],
            }
            for card in cases
        ],
        "references": [
            {
                "title": each.title.said_in(language),
                "summary": each.summary.said_in(language),
                "href": links[each.id],
            }
            for each in reference_pages().values()
            if each.id in links
        ],
    }


def _data(language: Language, shown: Mapping[str, Any], links: Mapping[str, str]) -> dict[str, Any]:
    """The same for the page's script, with the paths, to say what comes next."""
    return {
        # Links as a notebook has them: those of data are led to their pages with all others.
        **{
            name: [{**each, "href": f"{each['id']}.ipynb"} for each in shown[name]]
            for name in ("lessons", "cases")
        },
        "paths": [
            {
                "id": path.id,
                "name": path.name.said_in(language),
                "lessons": [each for each in path.lessons if each in links],
                "cases": [each for each in path.cases if each in links],
            }
            for path in onboarding_paths().values()
        ],
        "symbols": role_book().symbols,
        "choose": _place(links, places().path),
        "review": _place(links, places().cards),
        "record": _place(links, places().record),
    }


def _lesson(
    lesson: Lesson,
    links: Mapping[str, str],
    outlines: Mapping[str, Mapping[str, Any]],
    language: Language,
) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "number": lesson_number(lesson.id),
        "title": lesson.title.said_in(language),
        "summary": lesson.summary.said_in(language),
        "minutes": lesson.minutes,
        "href": links[lesson.id],
        "steps": outlines[lesson.id]["steps"],
        "parts": outlines[lesson.id]["parts"],
    }


def _place(links: Mapping[str, str], place: Place | None) -> dict[str, str] | None:
    """A place as the page leads to it; None where its page is not published."""
    if place is None or place.page not in links:
        return None
    return {"address": links[place.page], "cell": place.cell}
