"""Compare the two languages of a lesson: what both pages must have in common.

Stops the defects that bilingual courses ship: a section that exists in one language only, a cell
moved on one side, a link or a table lost in the other, an edit whose twin nobody looked at.
Ignores how the sentences are turned: neither page is the translation of the other.

Each English cell remembers the fingerprints of both sides as they were when someone last looked at
the two together; ``accept`` sets them anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator

from maitrise.base.errors import CourseError, Fault
from maitrise.base.files import write_whole
from maitrise.base.text import LANGUAGES, Language
from maitrise.base.typography import french_spaces
from maitrise.check.lesson_pages import LessonPage, PageCell, faults_of_pages, lesson_pages
from maitrise.course import lessons
from maitrise.course.sources import cited_in

Pair = tuple[LessonPage, LessonPage]

_IMPORT = re.compile(r"^import maitrise\.(fr|en) as m$", re.MULTILINE)
# Counted: how many there are on each side, level by level for headings.
_COUNTED = {
    "heading": re.compile(r"^#{1,6}(?=\s|$)", re.MULTILINE),
    "table row": re.compile(r"^\|", re.MULTILINE),
    "list item": re.compile(r"^\s*(?:[-*+]|\d+[.)]) ", re.MULTILINE),
}
# Named: the same ones on both sides, wherever each language puts them in its sentences. Another
# site may have an address for each language, and so may a file of ours (``map-fr.png``).
_NAMED = {
    "image": re.compile(r"!\[[^\]]*\]\(([^)\s]+)"),
    "link": re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)"),
}


def faults_of_pairs() -> list[Fault]:
    """Every way in which the pages of a lesson differ where they must not."""
    return [fault for pair in _pairs() for fault in faults_of_pair(*pair)]


def accept() -> int:
    """Store fingerprints of both pages of every pair.

    To be called after a person has compared both and found that they mean the same.

    Returns:
        How many cells have a new fingerprint.

    Raises:
        CourseError: the list of lessons or a page cannot be read; nothing is stored.
    """
    lessons()
    unreadable = faults_of_pages()
    if unreadable:
        raise CourseError(unreadable)
    return sum(_remember(*pair) for pair in _pairs())


def faults_of_pair(french: LessonPage, english: LessonPage) -> list[Fault]:
    """Every difference of one pair: first of shape, then of each cell."""
    shape = list(_shape(french, english))
    twins = {cell.id: cell for cell in french.cells}
    cells = [
        fault
        for cell in english.cells
        if cell.id in twins
        for fault in _cell(french, twins[cell.id], english, cell)
    ]
    return shape + cells


def _pairs() -> Iterator[Pair]:
    by_lesson: dict[str, dict[Language, LessonPage]] = {}
    for page in lesson_pages():
        by_lesson.setdefault(page.lesson.id, {})[page.language] = page
    for pages in by_lesson.values():
        if len(pages) == len(LANGUAGES):
            french, english = (pages[language] for language in LANGUAGES)
            yield french, english


def _shape(french: LessonPage, english: LessonPage) -> Iterator[Fault]:
    ids = [[cell.id for cell in page.cells] for page in (french, english)]
    for page, other, others, own in (
        (french, "English", ids[1], ids[0]),
        (english, "French", ids[0], ids[1]),
    ):
        for name in others:
            if name not in own:
                problem = f"cell {name} of the {other} page is missing"
                yield page.fault(None, problem, "Write it here too, or remove it there")
    common = [[name for name in page_ids if name in ids[0] and name in ids[1]] for page_ids in ids]
    for first, second in zip(*common, strict=True):
        if first != second:
            problem = f"here stands cell {second}, in the French page {first}"
            yield english.fault(None, problem, "Put the cells in the same order")
            return


def _cell(
    french: LessonPage, says: PageCell, english: LessonPage, cell: PageCell
) -> Iterator[Fault]:
    if cell.kind != says.kind:
        problem = f"it is {cell.kind} here and {says.kind} in the French page"
        yield english.fault(cell, problem, "Make both the same type")
        return
    if cell.tags != says.tags:
        here, there = (", ".join(side.tags) or "none" for side in (cell, says))
        problem = f"its tags are {here} here, {there} in the French page"
        yield english.fault(cell, problem, "Give both the same tags")
    if cell.kind == "code":
        if _code(says) != _code(cell):
            problem = "its code differs by more than the import line"
            yield english.fault(cell, problem, "Make the call the same in both")
        for page, side in ((french, says), (english, cell)):
            if any(found != page.language for found in _IMPORT.findall(side.source)):
                problem = "it imports the toolkit of the other language"
                yield page.fault(side, problem, f"Write import maitrise.{page.language} as m")
        return
    yield from _parts(says, english, cell)
    yield from _edits(french, says, english, cell)


def _parts(says: PageCell, english: LessonPage, cell: PageCell) -> Iterator[Fault]:
    """Headings, rows and items that one side has more of; links and the like that it lacks."""
    for part, pattern in _COUNTED.items():
        here, there = (pattern.findall(side.prose) for side in (cell, says))
        if here != there and part == "heading":
            levels = [" ".join(found) or "none" for found in (here, there)]
            problem = f"headings differ: {levels[0]} here, {levels[1]} in the French page"
            yield english.fault(cell, problem, "Give both the same headings")
        elif len(here) != len(there):
            problem = f"{part}s differ: {len(here)} here, {len(there)} in the French page"
            yield english.fault(cell, problem, f"Give both the same {part}s")
    for part in (*_NAMED, "reference"):
        in_english = Counter(_named(part, cell, "en"))
        in_french = Counter(_named(part, says, "fr"))
        extras = {"in the French page": in_french - in_english, "here": in_english - in_french}
        for side, extra in extras.items():
            for name in sorted(extra):
                problem = f"{part} {name} stands {side} only"
                yield english.fault(cell, problem, f"Give both the same {part}s")


def _named(part: str, cell: PageCell, language: Language) -> list[str]:
    if part == "reference":
        return cited_in(cell.prose)
    own = re.compile(rf"(?<=[-_./]){language}(?=[-_./])")
    return [
        "to another site" if target.startswith(("http:", "https:")) else own.sub("(fr, en)", target)
        for target in _NAMED[part].findall(cell.prose)
    ]


def _edits(
    french: LessonPage, says: PageCell, english: LessonPage, cell: PageCell
) -> Iterator[Fault]:
    remedy = "Look at both; when they say the same, run maitrise check --accept"
    remembered = cell.metadata.get("maitrise", {})
    if not remembered:
        yield english.fault(cell, "nobody has yet compared it with the French cell", remedy)
        return
    if remembered.get("fr") != fingerprint(says.source):
        problem = "it has changed since the English cell was compared with it"
        yield french.fault(says, problem, remedy)
    if remembered.get("en") != fingerprint(cell.source):
        problem = "it has changed since it was compared with the French cell"
        yield english.fault(cell, problem, remedy)


def _code(cell: PageCell) -> str:
    return _IMPORT.sub("import maitrise as m", cell.source)


def fingerprint(source: str) -> str:
    """A short hash of a cell's prose; spaces of French typography do not count."""
    return hashlib.sha256(french_spaces(source).strip().encode()).hexdigest()[:12]


def _remember(french: LessonPage, english: LessonPage) -> int:
    says = {cell.id: cell.source for cell in french.cells}
    notebook = json.loads(english.path.read_text(encoding="utf-8"))
    changed = 0
    for raw, cell in zip(notebook["cells"], english.cells, strict=True):
        if cell.kind != "markdown" or cell.id not in says:
            continue
        both = dict(zip(LANGUAGES, map(fingerprint, (says[cell.id], cell.source)), strict=True))
        if raw["metadata"].get("maitrise") != both:
            raw["metadata"]["maitrise"] = both
            changed += 1
    if changed:
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_whole(english.path, text.encode("utf-8"))
    return changed
