"""One view a kind of question: what it shows, and what a click does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

import traitlets

from maitrise.base.errors import AnswerError, ErasedError, NumberError, SheetError
from maitrise.base.number import read_number, write_shortest
from maitrise.base.text import Language, say
from maitrise.kinds.answer import Answer, read_answer
from maitrise.kinds.markdown import question_markdown, solution_lines
from maitrise.kinds.model import Number, Question
from maitrise.kinds.scoring import score
from maitrise.learner.sheet import Entry
from maitrise.notebook.asked import asked, labels
from maitrise.notebook.feedback import feedback
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View


class Session(Protocol):
    """Where a view keeps its answer: an open lesson, or an open case."""

    lesson: str
    language: Language
    learner: str

    def entry(self, question: str) -> Entry:
        """What the sheet holds for a question; an empty entry when it holds nothing."""

    def answer(self, question: Question) -> Answer | None:
        """The answer as scoring takes it; None when blank."""

    def put(self, question: Question, value: object) -> None:
        """Keep an answer that the learner is still working on."""

    def check(self, question: Question, value: object) -> str:
        """Keep an answer as final; returns what the learner should be told."""


class QuestionView(View):
    """A question on the page.

    Its state is plain data: the answer as it stands, and after a check the verdict with its
    reasons. Use :func:`question_view`, which picks the class of the kind.
    """

    question = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, question: Question, session: Session, *, checks: bool = True) -> None:
        self.asked = question
        self.session = session
        self._hints = 0
        self._solved = False
        language = session.language
        super().__init__(
            question={
                **asked(question, language),
                "checks": checks,
                "scope": f"{session.learner}/{session.lesson}/{question.id}",
            },
            labels=labels(question, language),
            state=self._state(),
        )
        self.on_msg(self._on_message)

    def refresh(self, **more: Any) -> None:
        """Show what the session now holds for this question."""
        self.state = self._state(**more)

    def reset(self) -> None:
        """Show the question as if it had never been answered."""
        self._hints = 0
        self._solved = False
        self.refresh()

    def _state(self, **more: Any) -> dict[str, Any]:
        entry = self.session.entry(self.asked.id)
        answer = self.session.answer(self.asked)
        value = None if answer is None else entry.value
        language = self.session.language
        shown = [hint.said_in(language) for hint in self.asked.hints[: self._hints]]
        checked = entry.checked and answer is not None
        told: dict[str, Any] = {"verdict": "", "parts": {}, "reasons": [], "explanation": []}
        solution: list[str] = []
        if checked:
            mark = score(self.asked, answer)
            told = feedback(self.asked, mark, language)
            if self._solved:
                reasons = {reason.text for reason in mark.reasons}  # those stand above already
                solution = solution_lines(self.asked, language, reasons)
        return {
            "value": value,
            "written": self._written(answer),
            "phase": "checked" if checked else "open",
            "hints": shown,
            "hintsLeft": len(self.asked.hints) - len(shown),
            "solution": solution,
            "notice": "",
            "noticeIs": "",
            "focus": "",
            **told,
            **more,
        }

    def _written(self, answer: Answer | None) -> str | None:
        if not isinstance(self.asked, Number) or not isinstance(answer, float):
            return None
        return write_shortest(answer, self.session.language)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        """Do what a click asks for, and tell the browser whether the answer is on disk."""
        sender = {"by": content.get("by"), "n": content.get("n")}
        saved, gone = True, False
        try:
            told = self._ACTS[str(content.get("act"))](self, content.get("value"))
        except NumberError as error:
            told = {"notice": str(error), "noticeIs": "wrong", "written": content.get("value")}
        except AnswerError:
            told = self._wrong("question.not-understood")
        except SheetError as error:
            saved, gone = False, isinstance(error, ErasedError)
            told = {"notice": str(error), "noticeIs": "wrong"}
        self.refresh(**sender, **told)
        self.send({**sender, "saved": saved, "gone": gone, "answered": self._is_answered()})

    def _is_answered(self) -> bool:
        return self.session.answer(self.asked) is not None

    def _change(self, value: Any) -> dict[str, Any]:
        self.session.put(self.asked, self._read(value))
        return {}

    def _check(self, value: Any) -> dict[str, Any]:
        read = self._read(value)
        if read_answer(self.asked, read) is None:
            return self._wrong("question.nothing-yet")
        told = self.session.check(self.asked, read)
        return {"notice": told, "noticeIs": "wrong" if told else "", "focus": "again"}

    def _recover(self, value: Any) -> dict[str, Any]:
        self._change(value)
        return {"notice": say("question.recovered", self.session.language)}

    def _hint(self, _: Any) -> dict[str, Any]:
        self._hints = min(self._hints + 1, len(self.asked.hints))
        return {}

    def _again(self, _: Any) -> dict[str, Any]:
        self._solved = False
        self.session.put(self.asked, self.session.entry(self.asked.id).value)
        return {"focus": "first"}

    def _solution(self, _: Any) -> dict[str, Any]:
        self._solved = True
        return {}

    _ACTS: ClassVar[Mapping[str, Callable[[QuestionView, Any], dict[str, Any]]]] = {
        "change": _change,
        "check": _check,
        "recover": _recover,
        "hint": _hint,
        "again": _again,
        "solution": _solution,
    }

    def _read(self, value: Any) -> Any:
        """The value as the sheet keeps it: a number that was typed is read first."""
        if isinstance(self.asked, Number) and isinstance(value, str):
            return read_number(value, self.session.language)
        read_answer(self.asked, value)
        return value

    def _wrong(self, key: str) -> dict[str, Any]:
        return {"notice": say(key, self.session.language), "noticeIs": "wrong"}

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return question_markdown(self.asked, self.session.language)


class ChoiceView(QuestionView):
    """One option of several."""

    _esm = javascript("make", "frame", "choice")


class MatchView(QuestionView):
    """Rows matched to categories by drop-downs."""

    _esm = javascript("make", "frame", "match")


class RaciView(QuestionView):
    """A RACI matrix."""

    _esm = javascript("make", "frame", "raci")


class OrderView(QuestionView):
    """Items put in order by buttons."""

    _esm = javascript("make", "frame", "order")


class RowsView(QuestionView):
    """Rows picked from a table."""

    _esm = javascript("make", "frame", "rows")


class NumberView(QuestionView):
    """A number."""

    _esm = javascript("make", "frame", "number")


class TextView(QuestionView):
    """A free text and its rubric."""

    _esm = javascript("make", "frame", "text")


_VIEWS: Mapping[str, type[QuestionView]] = {
    "choice": ChoiceView,
    "choices": ChoiceView,
    "match": MatchView,
    "raci": RaciView,
    "order": OrderView,
    "rows": RowsView,
    "number": NumberView,
    "text": TextView,
}


def question_view(question: Question, session: Session, *, checks: bool = True) -> QuestionView:
    """The view of a question, of the class of its kind.

    Args:
        session: where its answer is kept.
        checks: whether the learner may ask for the verdict; in a test that tells at the end,
            not before.
    """
    return _VIEWS[question.kind](question, session, checks=checks)
