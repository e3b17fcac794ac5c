"""Lesson notebooks as checks read them: cells with an id, a type, a source and tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.text import LANGUAGES, Language
from maitrise.check.data import if_readable
from maitrise.course import Lesson, Page, lessons, reference_pages

_FENCED = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell of a lesson."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...]
    metadata: Mapping[str, Any]

    @property
    def prose(self) -> str:
        """Its Markdown without code; nothing for a code cell."""
        if self.kind != "markdown":
            return ""
        return _CODE.sub("", _FENCED.sub("", self.source))


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A lesson, or a page to look things up in, in one language."""

    lesson: Page
    language: Language
    path: Path
    cells: tuple[PageCell, ...]
    metadata: Mapping[str, Any]

    @property
    def file(self) -> str:
        """Its file as an author would type it."""
        return shown_path(self.path)

    def fault(self, cell: PageCell | None, problem: str, remedy: str) -> Fault:
        """A fault of one of its cells, or of the whole page."""
        return Fault(self.file, f"cell {cell.id}" if cell else "", problem, remedy)


def lesson_pages() -> list[LessonPage]:
    """Every page of the course that can be read; ``faults_of_pages`` reports the others."""
    return [page for page in _pages() if isinstance(page, LessonPage)]


def faults_of_pages() -> list[Fault]:
    """Every page of the course that is missing or cannot be read."""
    return [fault for page in _pages() if not isinstance(page, LessonPage) for fault in page]


def _pages() -> Iterator[LessonPage | tuple[Fault, ...]]:
    written = [lesson for lesson in (if_readable(lessons) or {}).values() if lesson.is_written]
    for lesson in (*written, *(if_readable(reference_pages) or {}).values()):
        for language in LANGUAGES:
            try:
                yield read_page(lesson, language)
            except CourseError as error:
                yield error.faults


def read_page(lesson: Page, language: Language) -> LessonPage:
    """One page.

    Raises:
        CourseError: it is missing, is not a notebook, or cells have no id of their own.
    """
    path = lesson.notebook(language)
    file = shown_path(path)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        faults = list(_faults_of_ids(raw["cells"], file))
        if faults:
            raise CourseError(faults)
        cells = tuple(_cell(cell) for cell in raw["cells"])
        metadata = raw.get("metadata", {})
    except FileNotFoundError as error:
        remedy = f"Write it, or remove the page {lesson.id} from course/lessons.toml until it is"
        if isinstance(lesson, Lesson):
            remedy = f"Write it, or give {lesson.id} minutes = 0 in course/lessons.toml until it is"
        raise CourseError([Fault(file, "", "this page is missing", remedy)]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Open it in JupyterLab, mend it and save it"
        raise CourseError([Fault(file, "", "this is not a notebook", remedy)]) from error
    return LessonPage(lesson, language, path, cells, metadata)


def _faults_of_ids(cells: Sequence[Mapping[str, Any]], file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, cell in enumerate(cells, start=1):
        name = cell.get("id")
        if not name:
            remedy = "Give it one made of words, the same in both languages"
            yield Fault(file, f"cell number {position}", "it has no id", remedy)
        elif name in seen:
            yield Fault(file, f"cell {name}", "the id stands twice", "Give each cell its own")
        seen.add(str(name))


def _cell(raw: Mapping[str, Any]) -> PageCell:
    source = raw["source"]
    metadata = raw.get("metadata", {})
    return PageCell(
        id=raw["id"],
        kind=raw["cell_type"],
        source=source if isinstance(source, str) else "".join(source),
        tags=tuple(metadata.get("tags", ())),
        metadata=metadata,
    )
