"""``maitrise handout``: the questions of a lesson on paper, then the same corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from maitrise import __version__
from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.course import Source, bank, sources
from maitrise.course.sources import published
from maitrise.kinds import Question, ask
from maitrise.publish.lesson import written_lesson
from maitrise.publish.paper import blank_question, corrected_question
from maitrise.publish.prose import QuestionContext, questions_in_context
from maitrise.reports.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("handout.typ")
_WORDS = (
    "name",
    "date",
    "subtitle",
    "corrected",
    "right",
    "wrong",
    "pick",
    "leave",
    "explanation",
    "misconception",
)


def handout(lesson: str, language: Language, *, whole: bool = False) -> bytes:
    """The PDF of a lesson's quizzes; the corrected part begins on a sheet of its own.

    Args:
        whole: first the questions of its sections too, each after what the lesson says before it.

    Raises:
        WrongCallError: there is no such lesson, it is not written yet, or it has no quiz.
    """
    page = written_lesson(lesson, language)
    held = bank(lesson)
    if not held.quizzes:
        raise WrongCallError(say("handout.no-quiz", language, given=lesson))
    quizzes = [
        (quiz.title.said_in(language), [held.questions[each] for each in quiz.questions])
        for quiz in held.quizzes.values()
    ]
    read = {each.question: each for each in questions_in_context(page, language)} if whole else {}
    if read:
        in_sections = [held.questions[each] for each in read]
        quizzes.insert(0, (say("handout.sections", language), in_sections))
    return typeset_quizzes(page.title.said_in(language), quizzes, language, read)


def typeset_quizzes(
    title: str,
    quizzes: Sequence[tuple[str, Sequence[Question]]],
    language: Language,
    read: Mapping[str, QuestionContext] | None = None,
) -> bytes:
    """The PDF of some quizzes, each with its title.

    Args:
        read: the context of a question, by its id.
    """
    before = read or {}
    asked = [question for _, questions in quizzes for question in questions]
    return typeset(
        _TEMPLATE,
        {
            "lang": language,
            "title": title,
            "footer": say("handout.footer", language, version=__version__),
            "page": say("handout.page", language, number="{}", total="{}").split("{}"),
            "words": {
                **{name: say(f"handout.{name}", language) for name in _WORDS},
                "convention": say("question.convention", language),
            },
            "quizzes": [
                {
                    "title": name,
                    "blank": [
                        blank_question(ask(each, language)) | _before(before.get(each.id))
                        for each in questions
                    ],
                    "corrected": [
                        corrected_question(each, language) | _section(before.get(each.id))
                        for each in questions
                    ],
                }
                for name, questions in quizzes
            ],
            "references-title": say("handout.sources", language),
            "references": [_reference(each, language) for each in _cited(asked)],
        },
    )


def _before(passage: QuestionContext | None) -> dict[str, Any]:
    return {**_section(passage), "before": passage.blocks if passage else []}


def _section(passage: QuestionContext | None) -> dict[str, Any]:
    return {"section": passage.section if passage else ""}


def _cited(questions: Iterable[Question]) -> list[Source]:
    cited = {name for question in questions for name in question.sources}
    return [source for name, source in sources().items() if name in cited]


def _reference(source: Source, language: Language) -> dict[str, Any]:
    said = (source.title.said_in(language), published(source, language))
    return {
        "id": source.id,
        "title": ", ".join(filter(None, said)) + ".",
        "url": source.urls[0] if source.urls else "",
    }
