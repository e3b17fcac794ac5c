"""My record: what the course keeps of the learner, in plain words, to take away or to erase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import traitlets

from maitrise.base.errors import CourseError, MaitriseError, shown_reason
from maitrise.base.locale import LOCALES
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say
from maitrise.course import bank, lessons
from maitrise.course.scenario import scenario
from maitrise.learner.activity import CheckedAnswer, FinishedPlay, checked_answers, finished_plays
from maitrise.learner.identity import current_learner
from maitrise.learner.learner_data import erase, learner_files, record_csv, record_file
from maitrise.learner.record import read_statements
from maitrise.notebook.front_end import javascript
from maitrise.notebook.lesson import LessonSession
from maitrise.notebook.view import View
from maitrise.player import my_record
from maitrise.player.my_path import beginning

_LATEST = 12


class MyRecord(View):
    """What is stored and where; files to take away; erasing, which asks twice."""

    _esm = javascript("make", "my-record")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, language: Language, session: LessonSession | None) -> None:
        self.language: Language = language
        self._session = session
        names = ("title", "where", "latest", "jsonl", "csv", "erase", "first", "second")
        answers = ("yes", "really", "no")
        super().__init__(
            labels={name: say(f"my-record.{name}", language) for name in names + answers},
            state=self._state(),
        )
        self.on_msg(self._on_message)
        if session:
            session.watch(self)

    def refresh(self, notice: str = "") -> None:
        """Show what is now stored."""
        self.state = self._state(notice)

    def _state(self, notice: str = "") -> dict[str, Any]:
        statements, damaged = read_statements(record_file())
        given = checked_answers(statements)
        return {
            "lead": self._lead(given, self._plays(finished_plays(statements)), damaged),
            "latest": [self._told(each) for each in reversed(given[-_LATEST:])],
            "folder": str(learner_folder()),
            "files": [path.relative_to(learner_folder()).as_posix() for path in learner_files()],
            "empty": not statements,
            "notice": notice,
        }

    def _lead(self, given: list[CheckedAnswer], plays: list[str], damaged: int) -> list[str]:
        language = self.language
        if not (given or plays or damaged):
            return [say("my-record.none", language)]
        said = [
            say(
                "my-record.counts",
                language,
                answers=len(given),
                questions=len({(each.lesson, each.question) for each in given}),
                right=sum(each.success is True for each in given),
                learner=current_learner().id,
            ),
            *plays,
        ]
        if damaged:
            said.append(say("my-record.damaged", language, count=damaged))
        return said

    def _plays(self, plays: list[FinishedPlay]) -> list[str]:
        """The simulations played, and where the last play of each has led."""
        language, last = self.language, {each.scenario: each for each in plays}
        said = []
        for name, play in last.items():
            try:
                found = scenario(name)
            except MaitriseError:  # the course no longer has it, or it is being mended
                continue
            titles = {each.id: each.title.said_in(language) for each in found.endings}
            said.append(
                say(
                    "my-record.played",
                    language,
                    title=found.title.said_in(language),
                    count=sum(each.scenario == name for each in plays),
                    when=_moment(play.at, language),
                    ending=titles.get(play.ending, play.ending),
                )
            )
        return said

    def _told(self, given: CheckedAnswer) -> dict[str, str]:
        """One answer in plain words: when, where, which question, and what came of it."""
        language = self.language
        verdict = {True: "right", False: "wrong", None: "to mark"}[given.success]
        if given.success is False and given.points:
            verdict = "partly"
        title, asked = given.lesson, given.question
        if given.lesson in lessons():
            title = lessons()[given.lesson].title.said_in(language)
            asked = _beginning(given, language)
        return {
            "when": _moment(given.at, language),
            "lesson": title,
            "question": asked,
            "verdict": verdict,
            "outcome": say(f"verdict.{verdict}", language),
        }

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        act = content.get("act")
        if act in ("jsonl", "csv"):
            self.send(self._file(str(act)))
        elif act == "erase":
            self._erase()

    def _file(self, kind: str) -> dict[str, str]:
        path = record_file()
        if kind == "csv":
            text, mime = record_csv(read_statements(path)[0], self.language), "text/csv"
        else:
            text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            mime = "application/jsonl"
        return {"file": f"maitrise-{current_learner().id}.{kind}", "type": mime, "content": text}

    def _erase(self) -> None:
        try:
            told = say("my-record.erased", self.language, count=erase())
        except OSError as error:
            told = say(
                "my-record.not-erased", self.language, why=shown_reason(error, self.language)
            )
        if self._session:
            self._session.forget()
        self.refresh(told)

    def markdown(self) -> str:
        """The same as plain Markdown: nothing of any learner."""
        return my_record.markdown(self.language)


def _beginning(given: CheckedAnswer, language: Language) -> str:
    """The beginning of a question; its id when the course no longer asks it."""
    try:
        question = bank(given.lesson).questions[given.question]
    except (CourseError, KeyError):
        return given.question
    return beginning(question, language, 10)


def _moment(at: str, language: Language) -> str:
    """A moment in this computer's own time; as it is written where it cannot be read."""
    try:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return at
    return LOCALES[language].moment(moment)
