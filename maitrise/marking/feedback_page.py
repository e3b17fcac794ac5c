"""The page that a learner gets back: what was asked, answered, given and why.

One file, nothing fetched, no script; printable. Everything a learner or trainer typed is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.cases import reasons_markdown
from maitrise.kinds import Verdict, is_marked_by_hand, kind_of
from maitrise.marking.job import Job
from maitrise.marking.prepared import PreparedAssignment
from maitrise.marking.rebuild import answer_words
from maitrise.marking.scored import Scored

TO_TAKE_UP = 3
_CLASSES = {Verdict.RIGHT: "right", Verdict.PARTLY: "partly", Verdict.WRONG: "wrong"}
# Beside the words of the verdict: colour is never the only sign.
_SIGNS = {
    Verdict.RIGHT: "✓",
    Verdict.PARTLY: "◐",
    Verdict.WRONG: "✗",
    Verdict.BLANK: "–",
    Verdict.TO_MARK: "…",
}


def feedback_page(
    prepared: PreparedAssignment, job: Job, scored: Mapping[str, Scored], penalty: float | None
) -> bytes:
    """The feedback page of one submission, in the assignment's language.

    Args:
        prepared: the assignment.
        job: who handed in, when, and what a person has said of it.
        scored: every graded cell.
        penalty: points lost for being late.
    """
    language = prepared.language
    total = sum(_points(cell, each, job) or 0.0 for cell, each in scored.items())
    waiting = any(_points(cell, each, job) is None for cell, each in scored.items())
    body = [
        _header(prepared, job, max(0.0, total - (penalty or 0.0))),
        *([_note(say("mark.page.late", language, points=_number(penalty, language), count=penalty))]
          if penalty else []),
        *([_note(say("mark.page.waiting", language))] if waiting else []),
        "</header>",
        _overview(prepared, job, scored),
        "<main>",
        *_take_up(prepared, job, scored),
        *(
            _section(prepared, job, number, cell, each)
            for number, (cell, each) in enumerate(scored.items(), start=1)
        ),
        "</main>",
    ]  # fmt: skip
    title = escape(prepared.case.title.said_in(language))
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "backslashreplace")


def _header(prepared: PreparedAssignment, job: Job, total: float) -> str:
    language = prepared.language
    facts = say(
        "mark.page.facts",
        language,
        name=job.person.name,
        id=job.person.id,
        at=_moment(job.handed_in, language),
    )
    points = say(
        "mark.page.total",
        language,
        points=_number(total, language),
        maximum=_number(prepared.case.points, language),
    )
    share = 100 * min(1.0, total / prepared.case.points)
    return (
        f"<header>\n<h1>{escape(prepared.case.title.said_in(language))}</h1>\n"
        f'<p class="facts">{escape(facts)}</p>\n<p class="total">{escape(points)}</p>\n'
        f'<div class="bar" aria-hidden="true"><span style="width:{share:.0f}%"></span></div>'
    )


def _note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'


def _overview(prepared: PreparedAssignment, job: Job, scored: Mapping[str, Scored]) -> str:
    """A line of links, one a question, each with its points."""
    language = prepared.language
    links = []
    for number, (cell, each) in enumerate(scored.items(), start=1):
        named = say("mark.page.question", language, number=number)
        out_of = _out_of(cell, each, job, language)
        links.append(
            f'<li><a class="{_class(cell, each, job)}" href="#q{number}" '
            f'aria-label="{escape(named)}, {out_of}"><b>{number}</b> {out_of}</a></li>'
        )
    label = escape(say("mark.page.overview", language))
    return f'<nav aria-label="{label}"><ol>{"".join(links)}</ol></nav>'


def _take_up(prepared: PreparedAssignment, job: Job, scored: Mapping[str, Scored]) -> Iterator[str]:
    """The competencies that cost most points, and the lessons that teach them.

    An exam that shows the score only says this much too: it gives no question away.
    """
    language = prepared.language
    earned: dict[str, float] = {}
    maximum: dict[str, float] = {}
    for cell, each in scored.items():
        points, competency = _points(cell, each, job), each.question.competency
        if points is not None and competency in prepared.taught:
            earned[competency] = earned.get(competency, 0.0) + points
            maximum[competency] = maximum.get(competency, 0.0) + each.mark.maximum
    lost = {name: round(maximum[name] - earned[name], 2) for name in maximum}
    wanting = sorted(
        (name for name in lost if lost[name] > 0), key=lambda name: (-lost[name], name)
    )
    if not wanting:
        return
    yield f'<div class="next"><h2>{escape(say("mark.page.next", language))}</h2>'
    yield f"<p>{escape(say('mark.page.next-how', language))}</p><ul>"
    for name in wanting[:TO_TAKE_UP]:
        taught = prepared.taught[name]
        line = say(
            "mark.page.next-line",
            language,
            competency=taught.name,
            points=_number(earned[name], language),
            maximum=_number(maximum[name], language),
            lessons=", ".join(say("mark.page.lesson", language, title=at) for at in taught.lessons),
        )
        yield f"<li>{escape(line)}</li>"
    yield "</ul></div>"


def _class(cell: str, scored: Scored, job: Job) -> str:
    """The look of a question: of its verdict, or of the share that a person gave."""
    if cell not in job.hand.points:
        return _CLASSES.get(scored.mark.verdict, "")
    given = _points(cell, scored, job) or 0.0
    if given >= scored.mark.maximum:
        return "right"
    return "partly" if given > 0 else "wrong"


def _out_of(cell: str, scored: Scored, job: Job, language: Language) -> str:
    points = _points(cell, scored, job)
    shown = "—" if points is None else _number(points, language)
    return f"{shown} / {_number(scored.mark.maximum, language)}"


def _verdict(sign: str, words: str) -> str:
    return f'<p class="verdict"><span aria-hidden="true">{sign}</span> {escape(words)}</p>'


def _section(prepared: PreparedAssignment, job: Job, number: int, cell: str, scored: Scored) -> str:
    """One question; an exam that shows the score only shows neither question nor answer."""
    language = prepared.language
    verdict = scored.mark.verdict
    by_hand = cell in job.hand.points
    parts = [
        f'<section class="{_class(cell, scored, job)}" id="q{number}">',
        f'<p class="points">{_out_of(cell, scored, job, language)}</p>',
        f"<h2>{escape(say('mark.page.question', language, number=number))}</h2>",
    ]
    if prepared.case.after != "score":
        parts.append(_html(scored.question.prompt.said_in(language)))
        parts.append(_label(say("mark.page.answer", language)))
        words = answer_words(scored, prepared)
        is_typed = words.startswith("<pre")  # already HTML, already escaped
        none = f"<p>{escape(say('mark.page.no-answer', language))}</p>"
        shown = words if is_typed else _html(words) if words else none
        parts.append(f'<div class="answer">{shown}</div>')
    if is_marked_by_hand(scored.question) and prepared.case.after != "score":
        parts.append(_label(say("mark.page.rubric", language)))
        rubric = kind_of(scored.asked).markdown(scored.asked)
        parts += [_html(block) for block in rubric]
    if by_hand:
        parts.append(_verdict("✎", say("mark.page.by-hand", language)))
    elif verdict is not Verdict.BLANK or prepared.case.after == "score":
        parts.append(_verdict(_SIGNS[verdict], say(f"verdict.{verdict}", language)))
        told = reasons_markdown(prepared.case, scored.question, scored.mark, language)
        parts.append(_html(told))
    comments = [job.hand.comments.get(name) for name in (cell, f"answer-{cell}")]
    for comment in filter(None, comments):
        parts.append(f'<div class="comment">{_label(say("mark.page.comment", language))}')
        parts.append(f"<pre>{escape(comment)}</pre></div>")
    return "\n".join([*parts, "</section>"])


def _label(text: str) -> str:
    return f'<p class="label">{escape(text)}</p>'


def _points(cell: str, scored: Scored, job: Job) -> float | None:
    """What counts for a cell so far; None while it waits for a person."""
    extra = job.hand.extra.get(cell, 0.0)
    if cell in job.hand.points:
        return job.hand.points[cell] + extra
    return None if scored.mark.verdict is Verdict.TO_MARK else scored.mark.points + extra


def _number(value: float | None, language: Language) -> str:
    return write_shortest(value or 0.0, language, 2)


def _moment(at: datetime, language: Language) -> str:
    return at.astimezone().strftime(LOCALES[language].numeric_moment)


@cache
def _style() -> str:
    return Path(__file__).with_name("feedback_page.css").read_text(encoding="utf-8")


@cache
def _renderer() -> Any:
    from mistune import create_markdown

    return create_markdown(escape=True, plugins=["table", "strikethrough"])


@lru_cache(maxsize=4096)
def _html(markdown: str) -> str:
    """Markdown of the course as HTML; kept, since a class gives the same answers often."""
    html: str = _renderer()(markdown)
    return html.replace("<table>", '<div class="scroll"><table>').replace(
        "</table>", "</table></div>"
    )
