"""The references that a lesson and its questions rest on."""

from __future__ import annotations

import json

from maitrise.base.text import Language
from maitrise.course import Source, bank, lessons, sources
from maitrise.course.sources import cited_in, published


def markdown(language: Language, lesson: str) -> str:
    """One line a reference, in the order of their numbers."""
    cited = {name for each in bank(lesson).questions.values() for name in each.sources}
    cited |= _cited_in_prose(lesson, language)
    return "\n".join(
        _reference(source, language) for name, source in sources().items() if name in cited
    )


def _cited_in_prose(lesson: str, language: Language) -> set[str]:
    notebook = json.loads(lessons()[lesson].notebook(language).read_text(encoding="utf-8"))
    prose = "".join(
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    )
    return set(cited_in(prose))


def _reference(source: Source, language: Language) -> str:
    title = source.title.said_in(language)
    named = f"[{title}](<{source.urls[0]}>)" if source.urls else title
    dated = published(source, language)
    return f"- **{source.id}** {named}" + (f", {dated}" if dated else "") + "."
