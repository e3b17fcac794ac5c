"""A lesson on the page: where its answers are kept, and the bar that shows how far one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Protocol

import traitlets

from maitrise.base.errors import AnswerError, SheetError, shown_reason
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say
from maitrise.course import bank, lessons
from maitrise.kinds import Answer, Question, Verdict, ask, read_answer, score
from maitrise.learner.sheet import Entry, SheetFile
from maitrise.learner.statements import answered, took_part
from maitrise.notebook.front_end import javascript
from maitrise.notebook.question import QuestionView
from maitrise.notebook.recording import Recording
from maitrise.notebook.view import View

_NOTHING = Entry(value=None, at="")


class Watcher(Protocol):
    """What is shown anew whenever an answer changes."""

    def refresh(self) -> None:
        """Show how things now stand."""


class LessonSession:
    """One open page of a lesson: its answers, its record, and the views that show them.

    Attributes:
        lesson: the lesson's id.
        language: the page's language.
        learner: the learner's pseudonym.
        notices: what the learner should be told about the sheet on opening it.
    """

    def __init__(self, lesson: str, language: Language) -> None:
        self.lesson = lesson
        self.language: Language = language
        self._recording = Recording(language)
        self.learner = self._recording.learner
        self.bank = bank(lesson)
        self._asked = {name: ask(each, language) for name, each in self.bank.questions.items()}
        self._sheet = self._opened()
        self.notices = self._sheet.notices
        self._views: dict[str, QuestionView] = {}
        self._watchers: list[Watcher] = []

    def _opened(self) -> SheetFile:
        path = learner_folder() / "answers" / f"{self.lesson}.json"
        return SheetFile(path, self.lesson, self.language, self.learner)

    def view(self, question: Question, *, checks: bool = True) -> QuestionView:
        """A view of one question that keeps its answer here."""
        asked = self._asked[question.id]
        view = QuestionView(asked, self, key=question, checks=checks)
        self._views[question.id] = view
        return view

    def watch(self, watcher: Watcher) -> None:
        """Have something shown anew whenever an answer changes."""
        self._watchers.append(watcher)

    def entry(self, question: str) -> Entry:
        """What the sheet holds for a question; an empty entry when it holds nothing."""
        return self._sheet.sheet.answers.get(question, _NOTHING)

    def answer(self, question: str) -> Answer | None:
        """The answer as scoring takes it; None when blank.

        An answer that no longer fits its question (the bank has changed) is as good as blank
        here; it stays in the sheet until it is answered anew.
        """
        try:
            return read_answer(self._asked[question], self.entry(question).value)
        except AnswerError:
            return None

    def put(self, question: str, value: object) -> None:
        """Keep an answer that the learner is still working on.

        Raises:
            SheetError: it is not on disk; it is kept in memory and goes with the next writing.
            ErasedError: the page may no longer write; nothing has changed.
        """
        with self._recording.writing():
            began = not self._sheet.sheet.answers
            try:
                self._sheet.put(question, value)
            finally:
                self._show()
            if began:
                self._took_part("attempted")

    def check(self, question: str, value: object) -> str:
        """Keep an answer as checked and record that it was; see :meth:`check_all`."""
        return self.check_all([(question, value)])

    def check_all(self, questions: Iterable[tuple[str, object]]) -> str:
        """Keep answers as checked and record that they were; blank ones are passed over.

        Args:
            questions: their ids, each with its answer. Those of a test come together, so that a
                lesson that they complete is recorded with all their points.

        Returns:
            What the learner should be told about the record; "" when all is well.

        Raises:
            SheetError: it is not on disk; it is kept in memory and goes with the next writing.
            ErasedError: the page may no longer write; nothing has changed.
        """
        read = [(name, value, read_answer(self._asked[name], value)) for name, value in questions]
        given = [(name, value, answer) for name, value, answer in read if answer is not None]
        if not given:
            return ""
        with self._recording.writing():
            return self._check(given)

    def _check(self, given: Iterable[tuple[str, object, Answer]]) -> str:
        was_complete = self._is_complete()
        told = ""
        for name, value, answer in given:
            question = self.bank.questions[name]
            mark = score(question, answer)
            moment = self._recording.moment()
            statement = answered(moment, self.lesson, question, answer, mark)
            told = self._recording.append(statement) or told
            try:
                self._sheet.put(name, value, checked=True)
            finally:
                self._show()
        if self._is_complete() and not was_complete:
            points, maximum = self.points()
            told = told or self._took_part("completed", points=points, maximum=maximum)
        return told

    def verdict(self, question: Question) -> Verdict:
        """How a question stands: blank until it has been checked."""
        if not self.entry(question.id).checked:
            return Verdict.BLANK
        return score(question, self.answer(question.id)).verdict

    def points(self) -> tuple[float, float]:
        """Points reached so far in the whole lesson, and the most that can be reached."""
        marks = [
            score(question, self.answer(name)).points if self.entry(name).checked else 0.0
            for name, question in self.bank.questions.items()
        ]
        return sum(marks), sum(question.points for question in self.bank.questions.values())

    def begin_again(self) -> None:
        """Set all answers of this lesson aside and show every question untouched.

        Raises:
            SheetError: the sheet could not be set aside; nothing has changed.
            ErasedError: the page may no longer write; nothing has changed.
        """
        try:
            with self._recording.writing():
                self._sheet.clear()
        except OSError as error:
            words = say("sheet.not-written", self.language, why=shown_reason(error, self.language))
            raise SheetError(words) from error
        self.show_all(anew=True)

    def forget(self) -> None:
        """Begin as someone new, once the learner's files are gone."""
        self._recording = Recording(self.language)
        self.learner = self._recording.learner
        self._sheet = self._opened()
        self.show_all(anew=True)

    def show_all(self, *, anew: bool = False) -> None:
        """Show every question as the sheet now stands; ``anew``: without its hints."""
        for view in self._views.values():
            if anew:
                view.reset()
            else:
                view.refresh()
        self._show()

    def _show(self) -> None:
        for watcher in self._watchers:
            watcher.refresh()

    def _is_complete(self) -> bool:
        questions = self.bank.questions
        return self.bank.is_complete({name for name in questions if self.entry(name).checked})

    def _took_part(self, verb: Literal["attempted", "completed"], **points: float) -> str:
        title = lessons()[self.lesson].title
        moment = self._recording.moment()
        return self._recording.append(took_part(moment, verb, self.lesson, title, **points))


class LessonBar(View):
    """How far the learner is in the lesson, and "start this lesson again", which asks first."""

    _esm = javascript("make", "lesson")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, session: LessonSession) -> None:
        self.session = session
        language = session.language
        names = ("progress", "again", "yes", "no", "gone")
        super().__init__(
            labels={name: say(f"lesson.{name}", language) for name in names},
            state=self._state(" ".join(session.notices)),
        )
        self.on_msg(self._on_message)
        session.watch(self)

    def refresh(self, notice: str = "") -> None:
        """Show how far the learner now is."""
        self.state = self._state(notice)

    def _state(self, notice: str) -> dict[str, Any]:
        session = self.session
        verdicts = [session.verdict(question) for question in session.bank.questions.values()]
        done = sum(verdict is not Verdict.BLANK for verdict in verdicts)
        right = sum(verdict is Verdict.RIGHT for verdict in verdicts)
        begun = sum(session.answer(name) is not None for name in session.bank.questions)
        return {
            "done": done,
            "begun": begun,
            "total": len(verdicts),
            "words": say(
                "lesson.so-far", session.language, done=done, total=len(verdicts), right=right
            ),
            "sure": say("lesson.sure", session.language, count=begun),
            "notice": notice,
        }

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("act") != "begin again":
            return
        try:
            self.session.begin_again()
        except SheetError as error:
            self.refresh(str(error))
        else:
            self.refresh(say("lesson.gone", self.session.language))

    def markdown(self) -> str:
        """The same as plain Markdown."""
        lesson = lessons()[self.session.lesson]
        return say("lesson.static", self.session.language, minutes=lesson.minutes)
