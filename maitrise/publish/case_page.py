"""A released case as a page: its sections in reading order, what is looked up again marked as such.

The page's script puts documents beside questions; without it the page reads like the notebook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from maitrise import __version__
from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.cases.files import assignment, root_folder
from maitrise.cases.page import CALLS, VIEWS, case_data, released_case
from maitrise.cases.public_form import ReleasedCase
from maitrise.cases.second_copy import ANSWER
from maitrise.figures.figure import PLOTLY
from maitrise.player.calls import words_of
from maitrise.player.spoken import spoken_by
from maitrise.publish.anchors import without_markup
from maitrise.publish.cells import Call
from maitrise.publish.lesson_page import block_html
from maitrise.publish.page_data import frame_words
from maitrise.publish.people import people, people_by_name
from maitrise.publish.prose_html import Prose, inline
from maitrise.publish.publication import Publication
from maitrise.publish.published_page import PublishedPage
from maitrise.publish.steps import OPENING, Block, Step, steps_of

_CALL = re.compile(r"^case\.(?P<name>\w+)\((?:\"(?P<argument>[^\"]*)\")?\)$", re.MULTILINE)
_DOCUMENTS = ("case_table", "case_figure")
_MARKDOWN = "text/markdown"


def case_page(case: str, language: Language, among: Publication) -> PublishedPage:
    """The page of a case, from what ``exercises/`` holds of it.

    Raises:
        MaitriseError: it is not there or cannot be used.
    """
    found = released_case(case, language)
    folder = root_folder() / "exercises" / assignment(case, language)
    notebook = json.loads((folder / f"{case}.ipynb").read_text(encoding="utf-8"))
    address = among.pages[language][case]
    prose = Prose(
        href=lambda written: among.href(address, language, written),
        people=people_by_name(),
        folder=folder,
    )
    steps = steps_of(list(_blocks(notebook["cells"])), say("steps.start", language))
    asks = [place for place, step in enumerate(steps) if _has_questions(step)]
    return PublishedPage(
        address=address,
        name=case,
        kind="case",
        language=language,
        title=found.title,
        above=say(
            "case.above",
            language,
            minutes=found.minutes,
            points=write_shortest(found.points, language, 2),
        ),
        content="\n".join(
            _part(step, prose, found, opens=bool(found.tables) and place < asks[0])
            for place, step in enumerate(steps)
        ),
        data=_data(found, prose),
    )


def _data(case: ReleasedCase, prose: Prose) -> dict[str, Any]:
    return {
        "format": 1,
        "page": case.id,
        "kind": "case",
        "language": case.language,
        "title": case.title,
        "version": __version__,
        "words": frame_words(case.language) | words_of(sorted(spoken_by(*VIEWS)), case.language),
        "people": {name: people()[name] for name in prose.people.values()},
        **case_data(case),
    }


def _blocks(cells: Sequence[Any]) -> Iterator[Block]:
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if not cell["metadata"].get("nbgrader", {}).get("grade"):  # where a text is marked
                yield Block(cell["id"], prose=source)
            continue
        for found in _CALL.finditer(source):
            if found["name"] in CALLS:
                arguments = (found["argument"],) if found["argument"] else ()
                call = Call(CALLS[found["name"]], arguments)
                yield Block(cell["id"], call=call, stored=_stored(cell))


def _stored(cell: Any) -> tuple[str, ...]:
    """What a cell shows without a script: not the copy of an answer, nor a figure's title."""
    bundles = [output.get("data", {}) for output in cell["outputs"]]
    return tuple(
        "".join(bundle[_MARKDOWN])
        for bundle in bundles
        if _MARKDOWN in bundle and not {ANSWER, PLOTLY} & set(bundle)
    )


def _part(step: Step, prose: Prose, case: ReleasedCase, *, opens: bool) -> str:
    """A section; one that opens the case is a document as a whole."""
    inside = "".join(_shown(step, prose, case, splits=not opens))
    if step.anchor == OPENING:
        return f'<div class="case-lead">\n{inside}</div>'
    attributes = {"class": "case-part", "id": step.anchor}
    if opens:
        title = without_markup(step.title)
        attributes |= {"class": "case-part case-document", "data-title": title}
    heading = f'<h2 class="case-title" tabindex="-1">{inline(step.title)}</h2>'
    return f"<section{_written(attributes)}>\n{heading}\n{inside}</section>"


def _shown(step: Step, prose: Prose, case: ReleasedCase, *, splits: bool) -> Iterator[str]:
    """What stands in a section; a table with its figure is one document where it ``splits``."""
    for blocks in _grouped(_blocks_of(step)):
        html = "".join(block_html(each, prose, case.language) for each in blocks)
        if splits and _is_document(blocks[0]):
            attributes = {"class": "case-document", "data-title": _title(blocks[0], case)}
            html = f"<div{_written(attributes)}>\n{html}</div>\n"
        yield html


def _grouped(blocks: Sequence[Block]) -> list[list[Block]]:
    """Each block by itself, but for a figure: it stands with the table before it."""
    groups: list[list[Block]] = []
    for block in blocks:
        is_figure = block.call is not None and block.call.name == "case_figure"
        if is_figure and groups and _is_document(groups[-1][0]):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _blocks_of(step: Step) -> list[Block]:
    return [block for screen in step.screens for block in screen]


def _is_document(block: Block) -> bool:
    return block.call is not None and block.call.name in _DOCUMENTS


def _has_questions(step: Step) -> bool:
    return any(block.call and not _is_document(block) for block in _blocks_of(step))


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _title(block: Block, case: ReleasedCase) -> str:
    assert block.call is not None
    (name,) = block.call.arguments
    titled = case.tables[name] if block.call.name == "case_table" else case.figures[name]
    return titled.title.said_in(case.language)
