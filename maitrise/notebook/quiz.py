"""A quiz: questions shown together, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from maitrise.base.errors import SheetError
from maitrise.base.number import write_shortest
from maitrise.base.text import say
from maitrise.course import competencies, lessons
from maitrise.kinds import Quiz, Verdict, score
from maitrise.learner.mastery import SETTLED, advised_lessons
from maitrise.notebook.front_end import javascript
from maitrise.notebook.lesson import LessonSession
from maitrise.notebook.view import View


class QuizView(View):
    """What stands under the questions of a quiz: how many are done, and the result.

    A quiz that tells at the end has one button for all of its questions; it says first how many
    are still blank.
    """

    _esm = javascript("make", "quiz")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, quiz: Quiz, session: LessonSession) -> None:
        self.quiz = quiz
        self.session = session
        self._asks_about_blanks = False
        names = ("finish", "anyway", "back", "again", "result", "competency", "outcome", "next")
        super().__init__(
            labels={
                **{name: say(f"quiz.{name}", session.language) for name in names},
                "title": quiz.title.said_in(session.language),
            },
            state=self._state(),
        )
        self.on_msg(self._on_message)
        session.watch(self)

    @property
    def tells_at_the_end(self) -> bool:
        """Whether reasons are shown only once the quiz is finished."""
        return self.quiz.reasons == "end"

    def refresh(self, notice: str = "") -> None:
        """Show how the quiz now stands."""
        self.state = self._state(notice)

    def _blank(self) -> list[str]:
        return [name for name in self.quiz.questions if self.session.answer(name) is None]

    def _is_finished(self) -> bool:
        checked = [self.session.entry(name).checked for name in self.quiz.questions]
        return any(checked) if self.tells_at_the_end else all(checked)

    def _state(self, notice: str = "") -> dict[str, Any]:
        language, total = self.session.language, len(self.quiz.questions)
        finished = self._is_finished()
        done = total - len(self._blank())
        if not self.tells_at_the_end:
            done = sum(self.session.entry(name).checked for name in self.quiz.questions)
        blanks = ""
        if self._asks_about_blanks and not finished:
            blanks = say("quiz.blanks", language, count=len(self._blank()))
        return {
            "finished": finished,
            "atTheEnd": self.tells_at_the_end,
            "words": say("quiz.so-far", language, done=done, total=total),
            "blanks": blanks,
            "result": self._result() if finished else None,
            "notice": notice,
        }

    def _result(self) -> dict[str, Any]:
        language = self.session.language
        asked = [self.session.bank.questions[name] for name in self.quiz.questions]
        marks = [(each, score(each, self.session.answer(each.id))) for each in asked]
        reached = sum(mark.points for _, mark in marks)
        maximum = sum(mark.maximum for _, mark in marks)
        by_competency: dict[str, list[float]] = {}
        for question, mark in marks:
            by_competency.setdefault(question.competency, []).append(mark.points / mark.maximum)
        shares = {name: sum(each) / len(each) for name, each in by_competency.items()}
        rows = [
            {
                "competency": competencies()[name].name.said_in(language),
                "verdict": str(outcome(share)),
                "outcome": say(f"quiz.outcome.{outcome(share)}", language),
            }
            for name, share in sorted(shares.items())
        ]
        return {
            "words": say(
                "quiz.reached",
                language,
                points=write_shortest(reached, language, 2),
                maximum=write_shortest(maximum, language, 2),
            ),
            "rows": rows,
            "advice": self._advice(shares),
        }

    def _advice(self, shares: Mapping[str, float]) -> list[dict[str, str]]:
        """Where to go next: the lessons that treat what is not yet there."""
        language = self.session.language
        wanted = advised_lessons(shares, competencies(), self.session.lesson)
        if all(outcome(share) is Verdict.RIGHT for share in shares.values()):
            return [{"text": say("quiz.nothing-wanting", language), "href": ""}]
        titles = {name: lessons()[name].title.said_in(language) for name in wanted}
        return [
            {"text": say("quiz.advice", language, lesson=title), "href": f"{name}.ipynb"}
            for name, title in titles.items()
        ]

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        try:
            self._act(str(content.get("act")))
        except SheetError as error:
            self.refresh(str(error))

    def _act(self, act: str) -> None:
        if act == "finish" and self._blank() and not self._asks_about_blanks:
            self._asks_about_blanks = True
        elif act == "finish":
            self._finish()
        elif act == "back":
            self._asks_about_blanks = False
        elif act == "again":
            self._asks_about_blanks = False
            for name in self.quiz.questions:
                self.session.put(name, None)
            self.session.show_all(anew=True)
        self.refresh()

    def _finish(self) -> None:
        told = self.session.check_all(
            (name, self.session.entry(name).value)
            for name in self.quiz.questions
            if self.session.answer(name) is not None
        )
        self.session.show_all()
        self.refresh(told)

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return say(
            "quiz.static",
            self.session.language,
            title=self.quiz.title.said_in(self.session.language),
            total=len(self.quiz.questions),
        )


def outcome(share: float) -> Verdict:
    """The words for a share of the points: a choice of the course's design, not a standard."""
    if share >= SETTLED:
        return Verdict.RIGHT
    return Verdict.PARTLY if share >= 0.4 else Verdict.WRONG
