"""The page that a learner gets back: what was asked, answered, given and why.

One file, nothing fetched, no script; printable. Everything a learner or trainer typed is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from maitrise.base.locale import LOCALES
from maitrise.base.number import write_shortest
from maitrise.base.templates import filled
from maitrise.base.text import Language, say
from maitrise.cases import reasons_markdown
from maitrise.cohort.facts import AnswerFact
from maitrise.kinds import Verdict, is_marked_by_hand, kind_of
from maitrise.marking.job import Job
from maitrise.marking.prepared import PreparedAssignment
from maitrise.marking.rebuild import answer_words
from maitrise.marking.scored import ScoredAnswer

MOST_ADVICE = 3
_TEMPLATE = Path(__file__).with_name("feedback_page.html.j2")
# Beside the words of the verdict: colour is never the only sign.
_SIGNS = {
    Verdict.RIGHT: "✓",
    Verdict.PARTLY: "◐",
    Verdict.WRONG: "✗",
    Verdict.BLANK: "–",
    Verdict.TO_MARK: "…",
}
_BY_HAND = "✎"
_NOTHING = Markup()


def feedback_page(
    prepared: PreparedAssignment,
    job: Job,
    scored: Mapping[str, ScoredAnswer],
    answers: Sequence[AnswerFact],
    penalty: float | None,
) -> bytes:
    """The feedback page of one submission, in the assignment's language.

    Args:
        prepared: the assignment.
        job: who handed in, when, and the marks and comments given by hand.
        scored: every graded cell.
        answers: the fact of each, hand marks included.
        penalty: points lost for being late.
    """
    language, maximum = prepared.language, prepared.case.points
    total = max(0.0, sum(answer.points for answer in answers) - (penalty or 0.0))
    at = job.handed_in.astimezone(prepared.zone).strftime(LOCALES[language].numeric_moment)
    return filled(
        _TEMPLATE,
        language=language,
        title=prepared.case.title.said_in(language),
        facts=say("mark.page.facts", language, name=job.person.name, id=job.person.id, at=at),
        total=say(
            "mark.page.total",
            language,
            points=write_shortest(total, language, 2),
            maximum=write_shortest(maximum, language, 2),
        ),
        share=round(100 * min(1.0, total / maximum)),
        notes=list(_notes(answers, penalty, language)),
        questions=[
            _shown(prepared, job, number, scored[answer.cell], answer)
            for number, answer in enumerate(answers, start=1)
        ],
        advice=list(_advice(prepared, answers)),
    )


def _notes(
    answers: Sequence[AnswerFact], penalty: float | None, language: Language
) -> Iterator[str]:
    """What changes the total: a late penalty, and answers that wait for a hand mark."""
    if penalty:
        points = write_shortest(penalty, language, 2)
        yield say("mark.page.late", language, points=points, count=penalty)
    if not all(map(_is_given, answers)):
        yield say("mark.page.waiting", language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownQuestion:
    """One question on the page; an exam that shows the score only shows neither it nor its answer.

    Attributes:
        look: a class of the style: of its verdict, or of the share that a person gave.
        points: given, out of how many.
        verdict: "" for a blank answer.
    """

    look: str
    title: str
    points: str
    prompt: Markup = _NOTHING
    answer: Markup = _NOTHING
    rubric: Markup = _NOTHING
    sign: str = ""
    verdict: str = ""
    reasons: Markup = _NOTHING
    comments: Sequence[str] = ()


def _shown(
    prepared: PreparedAssignment, job: Job, number: int, scored: ScoredAnswer, answer: AnswerFact
) -> _ShownQuestion:
    language, verdict = prepared.language, scored.mark.verdict
    shows_all = prepared.case.after != "score"
    prompt = shown_answer = rubric = reasons = _NOTHING
    if shows_all:
        prompt = _html(scored.question.prompt.said_in(language))
        words = answer_words(scored)
        is_typed = words.startswith("<pre")  # HTML, escaped already
        shown_answer = Markup(words) if is_typed or not words else _html(words)
    if shows_all and is_marked_by_hand(scored.question):
        rubric = Markup("\n").join(map(_html, kind_of(scored.asked).markdown(scored.asked)))
    sign = said = ""
    if answer.manual is not None:
        sign, said = _BY_HAND, say("mark.page.by-hand", language)
    elif verdict is not Verdict.BLANK or not shows_all:
        sign, said = _SIGNS[verdict], say(f"verdict.{verdict}", language)
        reasons = _html(reasons_markdown(prepared.case, scored.question, scored.mark, language))
    comments = (job.hand.comments.get(cell) for cell in (answer.cell, f"answer-{answer.cell}"))
    return _ShownQuestion(
        look=_look(verdict, answer),
        title=say("mark.page.question", language, number=number),
        points=_out_of(answer, language),
        prompt=prompt,
        answer=shown_answer,
        rubric=rubric,
        sign=sign,
        verdict=said,
        reasons=reasons,
        comments=list(filter(None, comments)),
    )


def _is_given(answer: AnswerFact) -> bool:
    """Whether an answer has points; else it waits for a hand mark."""
    return answer.auto is not None or answer.manual is not None


def _look(verdict: Verdict, answer: AnswerFact) -> str:
    if answer.manual is None:
        marked = verdict in (Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG)
        return str(verdict) if marked else ""
    if answer.points >= answer.maximum:
        return "right"
    return "partly" if answer.points > 0 else "wrong"


def _out_of(answer: AnswerFact, language: Language) -> str:
    given = write_shortest(answer.points, language, 2) if _is_given(answer) else "—"
    return f"{given} / {write_shortest(answer.maximum, language, 2)}"


def _advice(prepared: PreparedAssignment, answers: Sequence[AnswerFact]) -> Iterator[str]:
    """The competencies that lost most points, with the lessons that teach them.

    Shown for an exam that shows the score only, too: it reveals no question.
    """
    language = prepared.language
    earned: dict[str, float] = {}
    maximum: dict[str, float] = {}
    for answer in answers:
        competency = answer.competency
        if _is_given(answer) and competency in prepared.taught:
            earned[competency] = earned.get(competency, 0.0) + answer.points
            maximum[competency] = maximum.get(competency, 0.0) + answer.maximum
    lost = {name: round(most - earned[name], 2) for name, most in maximum.items()}
    wanting = sorted(
        (name for name in lost if lost[name] > 0), key=lambda name: (-lost[name], name)
    )
    for name in wanting[:MOST_ADVICE]:
        taught = prepared.taught[name]
        yield say(
            "mark.page.next-line",
            language,
            competency=taught.name,
            points=write_shortest(earned[name], language, 2),
            maximum=write_shortest(maximum[name], language, 2),
            lessons=", ".join(say("mark.page.lesson", language, title=at) for at in taught.lessons),
        )


# A list of one item, in which no other block stands.
_ITEM = re.compile(
    r"<[uo]l>\n<li>(?!<(?:p|[uo]l|li|h\d|blockquote|pre|hr|table|div)\b)"
    r"((?:(?!<(?:[uo]l|li)\b).)+)</li>\n</[uo]l>\n",
    re.DOTALL,
)


@cache
def _renderer() -> Any:
    from mistune import create_markdown

    return create_markdown(escape=True, plugins=["table", "strikethrough"])


def _html(markdown: str) -> Markup:
    """Markdown of the course as HTML.

    Lists are converted item by item, so that the cache is useful: answers combine the same few
    items in thousands of ways, and converting Markdown is the slowest part of a page.
    """
    lines = markdown.split("\n")
    marks, texts = zip(*(line.partition(" ")[::2] for line in lines), strict=True)
    numbers = tuple(f"{place}." for place in range(1, len(lines) + 1))
    kind = {("-",) * len(lines): "ul", numbers: "ol"}.get(marks)
    items = [_item(f"{marks[0]} {text}") for text in texts] if kind else []
    if not all(items) or not kind:
        return _read(markdown)
    inside = "".join(f"<li>{each}</li>\n" for each in items)
    return Markup(f"<{kind}>\n{inside}</{kind}>\n")


@lru_cache(maxsize=4096)
def _item(markdown: str) -> str:
    """The HTML inside the only item of a list; "" if it is not one, or has other blocks."""
    item = _ITEM.fullmatch(_read(markdown))
    return item[1] if item else ""


@lru_cache(maxsize=4096)
def _read(markdown: str) -> Markup:
    """Any Markdown as HTML; cached, since many learners give the same answers."""
    html: str = _renderer()(markdown)
    html = html.replace("<table>", '<div class="scroll"><table>')
    return Markup(html.replace("</table>", "</table></div>"))
