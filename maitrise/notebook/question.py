"""A question on the page: what its view shows, and what a click does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

import traitlets

from maitrise.base.errors import AnswerError, ErasedError, NumberError, SheetError
from maitrise.base.text import Language, say
from maitrise.kinds import (
    Answer,
    Asked,
    Question,
    kind_of,
    labels,
    page_data,
    question_markdown,
    read_answer,
    score,
    solution_lines,
)
from maitrise.kinds.feedback import feedback
from maitrise.learner.sheet import Entry
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View

_LABELS = {
    "check": "question.check",
    "hint": "question.hint",
    "nextHint": "question.next-hint",
    "again": "question.again",
    "solution": "question.solution",
    "solutionIs": "question.solution-is",
    "convention": "question.convention",
    "notSaved": "question.not-saved",
    "saved": "question.saved",
}


class Session(Protocol):
    """Where a view keeps its answer: an open lesson, or an open case."""

    lesson: str
    language: Language
    learner: str

    def entry(self, question: str) -> Entry:
        """What the sheet holds for a question; an empty entry when it holds nothing."""

    def answer(self, question: str) -> Answer | None:
        """The answer as scoring takes it; None when blank."""

    def put(self, question: str, value: object) -> None:
        """Keep an answer that the learner is still working on."""

    def check(self, question: str, value: object) -> str:
        """Keep an answer as final; returns what the learner should be told."""


class QuestionView(View):
    """A question on the page, drawn by its kind's own script.

    Its state is plain data: the answer as it stands, and after a check the verdict with its
    reasons.
    """

    question = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self, asked: Asked, session: Session, *, key: Question | None = None, checks: bool = True
    ) -> None:
        """Show what is asked.

        Args:
            asked: what is asked, in the page's language.
            session: where its answer is kept.
            key: the question itself, for a page that tells; without it there is no hint either.
            checks: whether the learner may ask for the verdict; in a test that tells at the end,
                not before.
        """
        self.asked = asked
        self.session = session
        self._key = key
        self._all_hints = key.hints if key else ()
        self._hints = 0
        self._solved = False
        self._esm = javascript("make", "frame", kind=self._script())
        super().__init__(
            question={
                **page_data(asked),
                "checks": checks,
                "scope": f"{session.learner}/{session.lesson}/{asked.id}",
            },
            labels={name: say(each, asked.language) for name, each in _LABELS.items()}
            | labels(asked),
            state=self._state(),
        )
        self.on_msg(self._on_message)

    def __repr__(self) -> str:
        """Named after its kind: stored notebooks say so."""
        return f"<{self._script().title()}View>"

    def _script(self) -> str:
        kind = kind_of(self.asked)
        return kind.shares_view_of or kind.name

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
        answer = self.session.answer(self.asked.id)
        value = None if answer is None else entry.value
        language = self.asked.language
        shown = [hint.said_in(language) for hint in self._all_hints[: self._hints]]
        checked = entry.checked and answer is not None
        told: dict[str, Any] = {"verdict": "", "parts": {}, "reasons": [], "explanation": []}
        solution: list[str] = []
        if checked and self._key:
            mark = score(self._key, answer)
            told = feedback(self._key, mark, language)
            if self._solved:
                reasons = {reason.text for reason in mark.reasons}  # those stand above already
                solution = solution_lines(self._key, language, reasons)
        return {
            "value": value,
            "written": None if answer is None else kind_of(self.asked).typed(self.asked, answer),
            "phase": "checked" if checked else "open",
            "hints": shown,
            "hintsLeft": len(self._all_hints) - len(shown),
            "solution": solution,
            "notice": "",
            "noticeIs": "",
            "focus": "",
            **told,
            **more,
        }

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
        return self.session.answer(self.asked.id) is not None

    def _change(self, value: Any) -> dict[str, Any]:
        self.session.put(self.asked.id, self._read(value))
        return {}

    def _check(self, value: Any) -> dict[str, Any]:
        read = self._read(value)
        if read_answer(self.asked, read) is None:
            return self._wrong("question.nothing-yet")
        told = self.session.check(self.asked.id, read)
        return {"notice": told, "noticeIs": "wrong" if told else "", "focus": "again"}

    def _recover(self, value: Any) -> dict[str, Any]:
        self._change(value)
        return {"notice": say("question.recovered", self.session.language)}

    def _hint(self, _: Any) -> dict[str, Any]:
        self._hints = min(self._hints + 1, len(self._all_hints))
        return {}

    def _again(self, _: Any) -> dict[str, Any]:
        self._solved = False
        self.session.put(self.asked.id, self.session.entry(self.asked.id).value)
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
        read: object = kind_of(self.asked).from_code(self.asked, value)
        read_answer(self.asked, read)
        return read

    def _wrong(self, key: str) -> dict[str, Any]:
        return {"notice": say(key, self.session.language), "noticeIs": "wrong"}

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return question_markdown(self.asked)
