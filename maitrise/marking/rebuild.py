"""Rebuild a submission from our own released notebook and the learner's answers.

Two notebooks: ``submitted``, as a learner who broke nothing would have handed it in, and
``autograded``, as nbgrader would have left it after running it. No cell is ever run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from maitrise.base.text import say
from maitrise.cases import feedback_markdown
from maitrise.cases.second_copy import ANSWER
from maitrise.kinds import answer_markdown, is_marked_by_hand, key_lines
from maitrise.learner.sheet import AnswerSheet
from maitrise.marking.prepared import PreparedAssignment, TemplateCell, as_json
from maitrise.marking.scored import ScoredAnswer

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_typed(text: str) -> str:
    """A learner's text as HTML that shows it as typed, wherever Markdown is rendered.

    Markdown and MathJax ignore the content of ``pre``; what could end the element is escaped.
    Invisible characters that change the direction of writing are shown by their code.

    >>> as_typed("<b> $x$")
    '<pre style="white-space: pre-wrap">&lt;b&gt; &#36;x&#36;</pre>'
    """
    shown = "".join(_visible(letter) for letter in _CONTROL.sub("�", text.replace("\r\n", "\n")))
    safe = escape(shown).replace("$", "&#36;").replace("\\", "&#92;").replace("`", "&#96;")
    return f'<pre style="white-space: pre-wrap">{safe}</pre>'


def _visible(letter: str) -> str:
    code = ord(letter)
    turns = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F)
    return f"[U+{code:04X}]" if turns or 0xD800 <= code <= 0xDFFF else letter


def answer_words(scored: ScoredAnswer) -> str:
    """A learner's answer in words, as Markdown; "" when nothing was answered."""
    if scored.answer is None:
        return as_typed(json.dumps(scored.raw)[:400]) if scored.unreadable else ""
    if is_marked_by_hand(scored.question):
        return as_typed(str(scored.answer))
    return answer_markdown(scored.asked, scored.answer)


def notebooks(
    prepared: PreparedAssignment, sheet: AnswerSheet, scored: Mapping[str, ScoredAnswer]
) -> tuple[bytes, bytes]:
    """The submitted and the autograded notebook."""
    submitted, marked = [], []
    for template in prepared.cells:
        released, graded = _cells(prepared, sheet, scored, template)
        submitted.append(released)
        marked.append(graded)
    return _whole(prepared, submitted), _whole(prepared, marked)


def _cells(
    prepared: PreparedAssignment,
    sheet: AnswerSheet,
    scored: Mapping[str, ScoredAnswer],
    template: TemplateCell,
) -> tuple[str, str]:
    """A cell as it was handed in and as it is marked."""
    released, marked = template.released, template.marked
    asked = template.name.removeprefix("answer-")
    if template.name in scored and prepared.is_text(template.name):
        answer = scored[template.name].answer
        # Where nothing was written it stays as released, which is nbgrader's own "no response".
        source = as_json(as_typed(str(answer))) if answer is not None else ""
        return released.written(source=source), marked.written(source=source)
    if template.name in scored:
        result = _result(prepared, template, scored[template.name])
        return released.written(outputs="[]"), marked.written(outputs=as_json([result]))
    if asked in scored:
        copy = as_json([_copy(prepared, sheet, scored[asked])])
        # The text itself stands in the next cell; above it, what it is marked by.
        is_text = prepared.is_text(asked)
        shown = as_json([_rubric(prepared, scored[asked])]) if is_text else copy
        return released.written(outputs=copy), marked.written(outputs=shown)
    return released.written(), marked.written()


def _result(
    prepared: PreparedAssignment, template: TemplateCell, scored: ScoredAnswer
) -> dict[str, Any]:
    """The credit that nbgrader reads, and the feedback."""
    words = feedback_markdown(prepared.case, scored.question, scored.mark, prepared.language)
    return {
        "data": {"text/plain": repr(float(scored.mark.points)), "text/markdown": words},
        "execution_count": template.position,
        "metadata": {},
        "output_type": "execute_result",
    }


def _copy(prepared: PreparedAssignment, sheet: AnswerSheet, scored: ScoredAnswer) -> dict[str, Any]:
    """The answer as the learner's own notebook shows it."""
    bundle = {
        "question": scored.question.id,
        "value": scored.raw,
        "at": scored.at,
        "case": sheet.case,
        "language": sheet.language,
        "learner": sheet.learner if scored.at else "",
    }
    words = answer_words(scored) or "—"
    data = {ANSWER: bundle, "text/markdown": words}
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def _rubric(prepared: PreparedAssignment, scored: ScoredAnswer) -> dict[str, Any]:
    """What a person marks a text by, above that text."""
    lines = "\n".join(f"- {line}" for line in key_lines(scored.question, prepared.language))
    words = f"{say('text.rubric', prepared.language)}\n\n{lines}"
    return {"data": {"text/markdown": words}, "metadata": {}, "output_type": "display_data"}


def _whole(prepared: PreparedAssignment, cells: list[str]) -> bytes:
    metadata = as_json(prepared.metadata)
    text = (
        '{\n"cells": [\n'
        + ",\n".join(cells)
        + f'\n],\n"metadata": {metadata},\n"nbformat": 4,\n"nbformat_minor": 5\n}}\n'
    )
    return text.encode("utf-8", "backslashreplace")
