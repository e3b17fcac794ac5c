"""The formative bank as Moodle's question XML: what a trainer imports into a question bank there.

The format is the one of Moodle's documentation ("Moodle XML format"). Each
kind of question says in its ``moodle.xml.j2`` what it becomes there: rows to tick are options, a
RACI matrix a table of gaps. A kind without one is left out, and named.

Both languages stand apart, each in its category. An item of a case or of the exam is never here:
only the banks of lessons are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import maitrise.kinds
from maitrise.base.templates import filled
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import bank, lessons
from maitrise.kinds import Question, ask, key, page_data
from maitrise.publish.prose_html import inline

_KINDS = Path(maitrise.kinds.__file__).parent
_DIGITS = 5  # that Moodle knows the parts of a hundred by: 33.33333
# What means something in a gap is written as HTML writes it; Moodle reads it back.
_ESCAPED_IN_GAPS = str.maketrans({sign: f"&#{ord(sign)};" for sign in '}#~=%/"\\'})


@dataclass(frozen=True, slots=True)
class MoodleBank:
    """The file, and the questions that Moodle has no kind for ("lesson/question")."""

    content: bytes
    left_out: tuple[str, ...]


def moodle_bank(languages: Sequence[Language]) -> MoodleBank:
    """The questions of all lessons.

    Raises:
        CourseError: a bank has faults.
    """
    parts = [b"<?xml version='1.0' encoding='utf-8'?>\n<quiz>\n"]
    left_out: list[str] = []
    for language in languages:
        for lesson in (each for each in lessons().values() if each.is_written):
            parts.append(_category(_course(language), lesson.title.said_in(language)))
            for question in bank(lesson.id).questions.values():
                template = _KINDS / question.kind / "moodle.xml.j2"
                if template.exists():
                    parts.append(_question(template, question, language))
                elif language == languages[0]:
                    left_out.append(f"{lesson.id}/{question.id}")
    return MoodleBank(b"".join([*parts, b"</quiz>\n"]), tuple(left_out))


def _course(language: Language) -> str:
    name = say("page.course", language)
    return f"{name} ({language})" if len(LANGUAGES) > 1 else name


def _category(*names: str) -> bytes:
    """What follows goes into this category, which Moodle makes where it is missing."""
    path = "/".join(name.replace("/", "//") for name in ("$course$", "top", *names))
    made = f"<category><text>{escape(path)}</text></category>"
    return f'  <question type="category">{made}</question>\n'.encode()


def _question(template: Path, question: Question, language: Language) -> bytes:
    asked, keyed = page_data(ask(question, language)), key(question, language)
    return filled(
        template,
        within=_KINDS,
        language=language,
        asked=asked,
        key=keyed,
        stem=_stem(asked),
        taught="".join(f"<p>{inline(each)}</p>" for each in _taught(keyed)),
        difficulty=say(f"difficulty.{question.difficulty}", language),
        html=inline,
        fraction=_fraction,
        in_gap=lambda letter: letter.translate(_ESCAPED_IN_GAPS),
    )


def _stem(asked: Mapping[str, Any]) -> str:
    convention = asked["convention"]
    above = f"<p><em>{inline(convention)}</em></p>" if convention else ""
    unit = f" ({inline(asked['unit'])})" if asked.get("unit") else ""
    return f"{above}<p>{inline(asked['prompt'])}{unit}</p>"


def _taught(keyed: Mapping[str, Any]) -> Iterator[str]:
    """What the question teaches, then the reasons that stand by no answer."""
    if keyed["explanation"]:
        yield keyed["explanation"]
    if "rows" in keyed:
        yield from (each["reason"] for each in keyed["rows"].values())
    if "items" in keyed:
        yield from (keyed["reasons"][each] for each in keyed["items"])


def _fraction(worth: float) -> str:
    """Percent as Moodle writes them: "33.33333", "-25", "100"."""
    return f"{worth:.{_DIGITS}f}".rstrip("0").rstrip(".")
