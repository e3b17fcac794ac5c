"""The submission rebuilt from our own released notebook and the learner's answers.

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
from maitrise.marking.prepared import PreparedAssignment, TemplateCell
from maitrise.marking.scored import Scored

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_typed(text: str) -> str:
    """A learner's text as HTML that shows it as typed, wherever Markdown is rendered.

    Inside ``pre`` neither Markdown nor MathJax looks for anything; what could end it is escaped.
    Invisible characters that turn the direction of writing are shown by their code.

    >>> as_typed("<b> $x$")
    '<pre style="white-space: pre-wrap">&lt;b&gt; &#36;x&#36;</pre>'
    """
    shown = "".join(_visible(each) for each in _CONTROL.sub("�", text.replace("\r\n", "\n")))
    safe = escape(shown).replace("$", "&#36;").replace("\\", "&#92;").replace("`", "&#96;")
    return f'<pre style="white-space: pre-wrap">{safe}</pre>'


def _visible(each: str) -> str:
    code = ord(each)
    turns = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F)
    return f"[U+{code:04X}]" if turns or 0xD800 <= code <= 0xDFFF else each


def answer_words(scored: Scored, prepared: PreparedAssignment) -> str:
    """A learner's answer in words, as Markdown; "" when nothing was answered."""
    if scored.answer is None:
        return as_typed(json.dumps(scored.raw)[:400]) if scored.unreadable else ""
    if is_marked_by_hand(scored.question):
        return as_typed(str(scored.answer))
    return answer_markdown(scored.asked, scored.answer)


def notebooks(
    prepared: PreparedAssignment, sheet: AnswerSheet, scored: Mapping[str, Scored]
) -> tuple[bytes, bytes]:
    """The submitted and the autograded notebook."""
    submitted, marked = [], []
    for template in prepared.cells:
        asked = template.name.removeprefix("answer-")
        if template.name not in scored and asked not in scored:
            written = template.written
        else:
            released, graded = dict(template.released), dict(template.marked)
            if template.name in scored:
                _fill(prepared, template, scored[template.name], released, graded)
            else:
                released["outputs"] = graded["outputs"] = [_copy(prepared, sheet, scored[asked])]
                if prepared.is_text(asked):  # the text itself stands in the next cell
                    graded["outputs"] = [_rubric(prepared, scored[asked])]
            written = (_json(released), _json(graded))
        submitted.append(written[0])
        marked.append(written[1])
    return _whole(prepared, submitted), _whole(prepared, marked)


def _fill(
    prepared: PreparedAssignment,
    template: TemplateCell,
    scored: Scored,
    released: dict[str, Any],
    graded: dict[str, Any],
) -> None:
    if prepared.is_text(template.name):
        if scored.answer is not None:  # else it stays as released: nbgrader's own "no response"
            released["source"] = graded["source"] = as_typed(str(scored.answer))
        return
    released["outputs"] = []
    words = feedback_markdown(prepared.case, scored.question, scored.mark, prepared.language)
    data = {"text/plain": repr(float(scored.mark.points)), "text/markdown": words}
    graded["outputs"] = [
        {
            "data": data,
            "execution_count": graded["execution_count"],
            "metadata": {},
            "output_type": "execute_result",
        }
    ]


def _copy(prepared: PreparedAssignment, sheet: AnswerSheet, scored: Scored) -> dict[str, Any]:
    """The answer as the learner's own notebook shows it."""
    bundle = {
        "question": scored.question.id,
        "value": scored.raw,
        "at": scored.at,
        "case": sheet.case,
        "language": sheet.language,
        "learner": sheet.learner if scored.at else "",
    }
    words = answer_words(scored, prepared) or "—"
    data = {ANSWER: bundle, "text/markdown": words}
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def _rubric(prepared: PreparedAssignment, scored: Scored) -> dict[str, Any]:
    """What a person marks a text by, above that text."""
    lines = "\n".join(f"- {line}" for line in key_lines(scored.question, prepared.language))
    words = f"{say('text.rubric', prepared.language)}\n\n{lines}"
    return {"data": {"text/markdown": words}, "metadata": {}, "output_type": "display_data"}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _whole(prepared: PreparedAssignment, cells: list[str]) -> bytes:
    metadata = _json(prepared.metadata)
    text = (
        '{\n"cells": [\n'
        + ",\n".join(cells)
        + f'\n],\n"metadata": {metadata},\n"nbformat": 4,\n"nbformat_minor": 5\n}}\n'
    )
    return text.encode("utf-8", "backslashreplace")
