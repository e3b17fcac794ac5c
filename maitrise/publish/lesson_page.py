"""A notebook of the course as a page: its steps, its calls, and the data that they work with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from maitrise.base.errors import shown_path
from maitrise.base.text import Language, say
from maitrise.course import Lesson, bank, lesson_number, lessons, reference_pages
from maitrise.figures.figure import PLOTLY
from maitrise.publish.anchors import without_markup
from maitrise.publish.cells import Call, calls_of
from maitrise.publish.lesson_parts import minutes_of, parts_of
from maitrise.publish.page_data import page_data
from maitrise.publish.people import people, people_by_name
from maitrise.publish.prose_html import Prose, inline
from maitrise.publish.publication import Publication
from maitrise.publish.published_page import PublishedPage
from maitrise.publish.steps import Block, Step, page_kind, steps_of, title_of

_MARKDOWN = "text/markdown"
# What these say without a script is said by the page itself, or is nothing.
_UNSAID = ("lesson",)
# What these show without a script is all that they show.
_WHOLE_WITHOUT_SCRIPT = ("document", "sources", "role_cards")


def lesson_page(name: str, language: Language, among: Publication) -> PublishedPage:
    """The page of a lesson, or of one to look things up in, from its stored notebook.

    Raises:
        CourseError: a cell is no call of the course, or a bank has faults.
    """
    import nbformat

    page = {**lessons(), **reference_pages()}[name]
    path = page.notebook(language)
    return notebook_page(nbformat.read(path, as_version=4), path, name, language, among)


def notebook_page(
    notebook: Any, path: Path, name: str, language: Language, among: Publication
) -> PublishedPage:
    """The page of a notebook that has been read.

    Args:
        path: where it lies: its images lie beside it, and errors name it.
    """
    blocks = list(_blocks(notebook.cells, shown_path(path), name))
    title = without_markup(title_of(blocks))
    lesson = lessons().get(name)
    steps = steps_of(blocks, say("steps.start", language))
    address = among.pages[language].get(name, f"{language}/{name}")
    calls = [block.call for block in blocks if block.call]
    prose = Prose(
        href=lambda written: among.href(address, language, written),
        people=people_by_name(),
        cites=any(call.name == "sources" for call in calls),
        folder=path.parent,
    )
    return PublishedPage(
        address=address,
        name=name,
        kind=page_kind(blocks),
        language=language,
        title=title,
        above=_above(lesson, language),
        summary=lesson.summary.said_in(language) if lesson else "",
        content="\n".join(_step(step, prose, language) for step in steps),
        data=page_data(
            name=name,
            kind=page_kind(blocks),
            title=title,
            language=language,
            calls=calls,
            among=among,
            origin=address,
            own={
                **_outline(steps, lesson, language),
                "people": {name: people()[name] for name in prose.people.values()},
            },
        ),
    )


def _blocks(cells: Sequence[Any], file: str, lesson: str) -> Iterator[Block]:
    for cell in cells:
        if cell.cell_type == "markdown":
            yield Block(cell.id, prose=cell.source)
        elif cell.cell_type == "code":
            calls = calls_of(cell.source, file, cell.id)
            stored = _stored(cell)
            for place, call in enumerate(calls):
                last = place == len(calls) - 1
                questions = _asked_by(call, lesson)
                yield Block(cell.id, call=call, stored=stored if last else (), questions=questions)


def _stored(cell: Any) -> tuple[str, ...]:
    """The texts that a cell's outputs hold, but for a figure's title, which is drawn with it."""
    bundles = [output.get("data", {}) for output in cell.get("outputs", [])]
    return tuple(
        "".join(bundle[_MARKDOWN])
        for bundle in bundles
        if _MARKDOWN in bundle and PLOTLY not in bundle
    )


def _asked_by(call: Call, lesson: str) -> tuple[str, ...]:
    match call.name:
        case "question":
            return call.arguments
        case "quiz":
            return bank(lesson).quizzes[call.arguments[0]].questions
    return ()


def _above(lesson: Lesson | None, language: Language) -> str:
    if lesson is None:
        return ""
    number = lesson_number(lesson.id)
    key = "page.where" if number else "page.minutes"
    return say(key, language, number=number, minutes=lesson.minutes)


def _step(step: Step, prose: Prose, language: Language) -> str:
    heading = f'<h2 class="step-title" tabindex="-1">{inline(step.title)}</h2>'
    shown = (
        "".join(block_html(block, prose, language) for block in screen) for screen in step.screens
    )
    screens = "\n".join(f'<div class="screen">\n{each}</div>' for each in shown)
    return (
        f'<section class="step" id="{step.anchor}" data-cell="{escape(step.cell)}">\n'
        f"{heading}\n{screens}\n</section>"
    )


def block_html(block: Block, prose: Prose, language: Language) -> str:
    """Prose, or the place of a call: what it shows without a script, until its view takes over."""
    call = block.call
    if call is None:
        return f'<div class="prose">\n{prose.html(block.prose)}</div>\n'
    if call.name in _UNSAID:
        inside = ""
    else:
        read = prose.sources if call.name == "sources" else prose.html
        inside = "\n".join(read(each) for each in block.stored)
        if call.name not in _WHOLE_WITHOUT_SCRIPT:
            inside += f'<p class="no-script">{escape(say("page.no-script", language))}</p>\n'
    arguments = escape(json.dumps(call.arguments), quote=True)
    return (
        f'<div class="maitrise-call" data-cell="{escape(block.cell)}" data-call="{call.name}" '
        f'data-args="{arguments}" tabindex="-1">\n'
        f"{inside}</div>\n"
    )


def _outline(steps: Sequence[Step], lesson: Lesson | None, language: Language) -> dict[str, Any]:
    """The steps and parts as the rail shows them."""
    return {
        "steps": [
            {
                "id": step.anchor,
                "cell": step.cell,
                "title": without_markup(step.title),
                "part": part,
                "minutes": minutes,
                "screens": [
                    [name for block in screen for name in block.questions]
                    for screen in step.screens
                ],
            }
            for step, part, minutes in zip(
                steps, parts_of(steps, lesson), minutes_of(steps, lesson), strict=True
            )
        ],
        "parts": [
            {"title": part.title.said_in(language), "minutes": part.minutes}
            for part in (lesson.parts if lesson else ())
        ],
    }
