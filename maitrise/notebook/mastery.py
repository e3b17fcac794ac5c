"""Where the learner stands, what to review next, and what was gained since the start."""

from __future__ import annotations

from typing import Any

import traitlets

from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.course import (
    QuizName,
    bank,
    competencies,
    gain_tests,
    lessons,
    onboarding_paths,
)
from maitrise.learner.identity import current_learner
from maitrise.learner.learner_data import record_file
from maitrise.learner.mastery import (
    NextStep,
    QuizResult,
    Standing,
    next_steps,
    result_of,
    standings,
)
from maitrise.learner.record import read_statements
from maitrise.notebook.front_end import javascript
from maitrise.notebook.lesson import LessonSession
from maitrise.notebook.quiz import outcome
from maitrise.notebook.view import View
from maitrise.player import my_path

_SIGNS = {
    "unknown": "blank",
    "below": "partly",
    "reached": "right",
    "cases": "partly",
    "untargeted": "partly",
}

Cell = str | dict[str, str]


class Report(View):
    """A report drawn from the learning record, and drawn anew as it grows.

    Its state is ``lead`` (sentences), ``headers`` and ``rows`` of a table, ``steps`` (what to do
    next) and ``notes``.
    """

    _esm = javascript("make", "report")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    _title = ""

    def __init__(self, language: Language, session: LessonSession | None) -> None:
        self.language: Language = language
        self._read_when: object = None
        self._statements: list[dict[str, Any]] = []
        super().__init__(labels={"title": say(self._title, language)}, state=self._state())
        if session:
            session.watch(self)

    def refresh(self) -> None:
        """Show how the record now stands."""
        self.state = self._state()

    def statements(self) -> list[dict[str, Any]]:
        """The learning record, read again only when its file has changed."""
        path = record_file()
        stamp = (path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else None
        if stamp != self._read_when:
            self._statements, _ = read_statements(path)
            self._read_when = stamp
        return self._statements

    def _state(self) -> dict[str, Any]:
        raise NotImplementedError


class MasteryView(Report):
    """Every competency against the target of the chosen profile, then what to review."""

    _title = "my-path.mastery"

    def _state(self) -> dict[str, Any]:
        language, profile = self.language, current_learner().path
        found = standings(self.statements(), competencies(), profile)
        chosen = onboarding_paths().get(profile)
        lead = say("my-path.no-profile", language)
        if chosen:
            lead = say("my-path.profile", language, name=chosen.name.said_in(language))
        reached = sum(each.verdict == "reached" for each in found)
        counted = say("my-path.reached-count", language, count=reached, total=len(found))
        keys = ("competency", "standing", "target", "answers")
        steps = next_steps(found, self.statements(), competencies(), my_path.open_banks())
        return {
            "lead": [lead, counted] if chosen else [lead],
            "headers": [say(f"my-path.{key}", language) for key in keys],
            "rows": [self._row(each) for each in found],
            "stepsTitle": say("my-path.next", language) if steps else "",
            "steps": [self._step(step) for step in steps],
            "notes": [say("my-path.how", language), say("my-path.cases-note", language)],
        }

    def _row(self, standing: Standing) -> list[Cell]:
        language = self.language
        level = say(f"my-path.level.{standing.level or 'none'}", language)
        if standing.verdict in ("unknown", "cases"):
            level = say(f"my-path.verdict.{standing.verdict}", language)
        target = say(f"my-path.level.{standing.target}", language) if standing.target else "–"
        return [
            competencies()[standing.competency].name.said_in(language),
            {"verdict": _SIGNS[standing.verdict], "words": level},
            target,
            say("my-path.counted", language, **standing.answers),
        ]

    def _step(self, step: NextStep) -> dict[str, Any]:
        language = self.language
        return {
            "text": competencies()[step.standing.competency].name.said_in(language),
            "lessons": say("my-path.lessons", language),
            "links": [
                {"text": lessons()[name].title.said_in(language), "href": f"{name}.ipynb"}
                for name in step.lessons
            ],
            "questions": say("my-path.questions", language),
            "asked": [
                {
                    "text": my_path.beginning(bank(lesson).questions[name], language, 14),
                    "href": f"{lesson}.ipynb#{my_path.cell_of(lesson, name, language)}",
                }
                for lesson, name in step.questions
            ],
        }

    def markdown(self) -> str:
        """The same as plain Markdown: the competencies and what each profile aims at."""
        return my_path.mastery_markdown(self.language)


class GainView(Report):
    """The positioning test and the exit test side by side."""

    _title = "my-path.gain"

    def _state(self) -> dict[str, Any]:
        language = self.language
        before = self._result(gain_tests().positioning, first=True)
        after = self._result(gain_tests().exit, first=False)
        state: dict[str, Any] = {
            "lead": [self._sentence(before, after)],
            "headers": [],
            "rows": [],
            "stepsTitle": "",
            "steps": [],
            "notes": [],
        }
        if before and after:
            keys = ("competency", "before", "after")
            state["headers"] = [say(f"my-path.{key}", language) for key in keys]
            state["rows"] = [
                [
                    competencies()[name].name.said_in(language),
                    self._outcome(before.shares.get(name, 0.0)),
                    self._outcome(share),
                ]
                for name, share in after.shares.items()
            ]
            state["notes"] = [say("my-path.gain-note", language)]
        return state

    def _result(self, test: QuizName | None, *, first: bool) -> QuizResult | None:
        read = my_path.open_banks().get(test.lesson) if test else None
        if test is None or read is None or test.quiz not in read.quizzes:
            return None
        quiz = read.quizzes[test.quiz]
        return result_of(self.statements(), test.lesson, quiz, read.questions, first=first)

    def _sentence(self, before: QuizResult | None, after: QuizResult | None) -> str:
        language = self.language
        if before is None or after is None:
            missing = {(True, True): "both", (True, False): "start", (False, True): "end"}
            return say(f"my-path.missing.{missing[before is None, after is None]}", language)
        change = round(after.points - before.points, 2)
        key = "more" if change > 0 else "less" if change < 0 else "same"
        return say(
            f"my-path.gain.{key}",
            language,
            before=write_shortest(before.points, language, 2),
            after=write_shortest(after.points, language, 2),
            maximum=write_shortest(after.maximum, language, 2),
            change=write_shortest(abs(change), language, 2),
        )

    def _outcome(self, share: float) -> Cell:
        found = outcome(share)
        return {"verdict": str(found), "words": say(f"quiz.outcome.{found}", self.language)}

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return my_path.gain_markdown(self.language)
