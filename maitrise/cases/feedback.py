"""Feedback on a mark after a case is marked: as much as its ``after`` allows.

``score`` shows the points only. ``reasons`` adds why each part was lost, and never the key: a
right option that was missed is counted, not named; where a reason could only be the answer (a
RACI row, a place in an order) the part is named without it. ``key`` shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.cases.model import After, Case
from maitrise.kinds import Mark, Question, Verdict, kind_of, solution_lines


def feedback_markdown(case: Case, question: Question, mark: Mark, language: Language) -> str:
    """The mark in words and, where the case allows it, the reasons: Markdown."""
    return feedback_words(case.after, question, mark, language)


def feedback_words(after: After, question: Question, mark: Mark, language: Language) -> str:
    """As :func:`feedback_markdown`, from what may be shown instead of the case."""
    lines = [f"**{say(f'verdict.{mark.verdict}', language)}** {points(mark, language)}".rstrip()]
    return "\n\n".join([*lines, *_reasons(after, question, mark, language)])


def points(mark: Mark, language: Language) -> str:
    """The points in words ("0.75 points out of 1"); nothing where a person has yet to mark."""
    if mark.verdict is Verdict.TO_MARK:
        return ""
    return say(
        "question.points",
        language,
        points=write_shortest(mark.points, language, 2),
        maximum=write_shortest(mark.maximum, language, 2),
    )


def reasons_markdown(case: Case, question: Question, mark: Mark, language: Language) -> str:
    """Only the reasons, where verdict and points are shown elsewhere; "" for none."""
    return "\n\n".join(_reasons(case.after, question, mark, language))


def _reasons(after: After, question: Question, mark: Mark, language: Language) -> list[str]:
    lines = []
    if after != "score":
        lost = list(_lost(question, mark, language))
        if lost:
            lines.append("\n".join(f"- {line}" for line in lost))
    if after == "key":
        lines.append(f"{say('question.solution-is', language)}{say('case.colon', language)}")
        lines.append("\n".join(f"- {line}" for line in solution_lines(question, language)))
    return lines


def _lost(question: Question, mark: Mark, language: Language) -> Iterator[str]:
    """A line for each part without full points, which does not reveal the key."""
    missed = 0
    for reason in mark.reasons:
        if reason.verdict is Verdict.RIGHT:
            continue
        line = kind_of(question).lost_line(question, reason, language)
        if line is None:
            missed += 1
        else:
            yield line
    if missed:
        yield say("case.missed", language, count=missed)
