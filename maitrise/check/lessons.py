"""Check lessons: title, minutes, aims and take-aways, and that every question is shown.

Stops a recap that forgets a promise, a lesson that announces other minutes than the course's list,
a page that takes itself for another, a question that no page shows, and French prose whose spaces
break. Ignores how well it teaches.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from maitrise.base.errors import CourseError, Fault
from maitrise.base.locale import LOCALES
from maitrise.check.lesson_pages import LessonPage, PageCell, lesson_pages
from maitrise.check.typography import slips_of
from maitrise.course import Lesson, bank

_BULLET = re.compile(r"^[-*] ", re.MULTILINE)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CellCall:
    """The one call of a code cell: ``m.question("who-signs")``."""

    what: str
    names: tuple[object, ...]


def faults_of_lessons() -> list[Fault]:
    """Every fault of every page, taken alone."""
    return [fault for page in lesson_pages() for fault in faults_of_page(page)]


def faults_of_page(page: LessonPage) -> Iterator[Fault]:
    """Every fault of one page."""
    if page.metadata.get("maitrise") != {"lesson": page.lesson.id, "language": page.language}:
        problem = "its metadata name another lesson or language"
        yield page.fault(None, problem, "Run make notebooks, which sets them")
    title = page.cells[0] if page.cells and page.cells[0].id == "title" else None
    if title is None:
        yield page.fault(None, "the first cell is not called title", "Begin with the promise")
    else:
        yield from _heading(page, title)
    calls = yield from _calls(page)
    if isinstance(page.lesson, Lesson):
        yield from _promise(page, page.lesson, title)
        yield from _opening(page, [call for _, call in calls])
        yield from _questions(page, calls)
    for cell in page.cells:
        if cell.kind == "markdown":
            yield from _typography(page, cell)


def _heading(page: LessonPage, title: PageCell) -> Iterator[Fault]:
    heading = _HEADING.search(title.source)
    wanted = page.lesson.title.said_in(page.language)
    typeset = LOCALES[page.language].typeset
    if not heading or typeset(heading[1]) != typeset(wanted):
        yield page.fault(
            title, f"the title is not “{wanted}”", "Make it the same as in course/lessons.toml"
        )


def _promise(page: LessonPage, lesson: Lesson, title: PageCell | None) -> Iterator[Fault]:
    """Faults of a lesson's aims and minutes, and of its take-aways."""
    recap = next((cell for cell in page.cells if cell.id == "take-aways"), None)
    if recap is None:
        yield page.fault(None, "no cell is called take-aways", "End on what the promise was")
    if title is None:
        return
    promised = len(_BULLET.findall(title.source))
    if recap is not None and (kept := len(_BULLET.findall(recap.source))) != promised:
        problem = f"{kept} take-aways for {promised} promises"
        yield page.fault(recap, problem, "Say the same list, in the past tense")
    if not re.search(rf"\b{lesson.minutes}\s+minutes\b", title.source):
        yield page.fault(
            title,
            f"it does not say {lesson.minutes} minutes",
            "Say the minutes of course/lessons.toml",
        )
    if not 3 <= promised <= 5:
        yield page.fault(title, "it does not promise 3 to 5 things", "List them with hyphens")


def _calls(page: LessonPage) -> Generator[Fault, None, list[tuple[PageCell, CellCall]]]:
    """The faults of its code cells, and returned: the call of each."""
    calls: list[tuple[PageCell, CellCall]] = []
    for cell in page.cells:
        if cell.kind != "code":
            continue
        call = only_call(cell.source)
        if call is None:
            remedy = "Leave one call of m, and logic to the toolkit"
            yield page.fault(cell, "it is not one call", remedy)
        else:
            calls.append((cell, call))
        if not cell.metadata.get("jupyter", {}).get("source_hidden"):
            yield page.fault(cell, "its code is in sight", "Run make notebooks, which hides it")
    return calls


def only_call(source: str) -> CellCall | None:
    """The call of a code cell; None when it holds anything but one, and the import.

    >>> only_call('import maitrise.fr as m\\nm.lesson("00-start")')
    CellCall(what='lesson', names=('00-start',))
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return None
    rest = [statement for statement in statements if not _is_import(statement)]
    match rest:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("m"), what), values, []))]:
            if all(isinstance(value, ast.Constant) for value in values):
                return CellCall(what, tuple(value.value for value in values))  # type: ignore[attr-defined]
    return None


def _is_import(statement: ast.stmt) -> bool:
    return ast.unparse(statement) in ("import maitrise.fr as m", "import maitrise.en as m")


def _opening(page: LessonPage, calls: list[CellCall]) -> Iterator[Fault]:
    opened = [call for call in calls if call.what == "lesson"]
    if opened == [CellCall("lesson", (page.lesson.id,))] == calls[:1]:
        return
    named = " and ".join(str(name) for call in opened for name in call.names) or "no lesson"
    problem = "it opens its lesson too late" if named == page.lesson.id else f"it opens {named}"
    yield page.fault(None, problem, f'Call m.lesson("{page.lesson.id}") once, first')


def _questions(page: LessonPage, calls: list[tuple[PageCell, CellCall]]) -> Iterator[Fault]:
    try:
        questions = bank(page.lesson.id)
    except CourseError:
        return  # told by the check of banks
    shown: Counter[str] = Counter()
    for cell, call in calls:
        if call.what not in ("question", "quiz"):
            continue
        known = questions.questions if call.what == "question" else questions.quizzes
        for name in map(str, call.names):
            if name not in known:
                problem = f"no {call.what} is called {name!r} in the bank"
                yield page.fault(cell, problem, "Mend the name, or write it in the bank")
            elif call.what == "quiz":
                shown.update(questions.quizzes[name].questions)
            else:
                shown[name] += 1
    for name in questions.questions:
        if shown[name] != 1:
            often = f"{shown[name]} times" if shown[name] else "nowhere"
            problem = f"question {name} is shown {often}"
            yield page.fault(None, problem, "Show each question of the bank once")


def _typography(page: LessonPage, cell: PageCell) -> Iterator[Fault]:
    if LOCALES[page.language].typeset(cell.source) != cell.source:
        remedy = "Run make notebooks, which sets them"
        yield page.fault(cell, "French spaces are not set", remedy)
    for problem, remedy in slips_of(cell.prose, page.language):
        yield page.fault(cell, problem, remedy)
