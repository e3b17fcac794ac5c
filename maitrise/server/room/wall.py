"""The wall: who is present, their progress, the question put to the room and its answers.

The wall never shows who answered what. It has names only while the trainer shows them, and then
beside each person's progress, not beside an answer.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from maitrise.base.text import Language
from maitrise.course import bank, lessons
from maitrise.kinds import Question, ask, kind_of, page_data
from maitrise.server.room.tally import (
    count_answers,
    misconceptions_in,
    most_shown,
    option_counts,
    reveal,
    verdict_counts,
)

Stage = Literal["asked", "shown", "answered"]
"""Votes are open and hidden; open and counted on the wall; closed, with the key and reasons."""
STAGES: tuple[Stage, ...] = get_args(Stage)
VOTES = "votes"
"""The name of the document with a learner's answers to the questions put to the room."""
_ACTIVE_WITHIN = 120.0  # seconds since the last answer
_SHOWN_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """A question put to the room.

    Attributes:
        id: new each time, as the same question may be put again later.
    """

    id: str
    lesson: str
    question: str
    stage: Stage = "asked"

    def as_data(self) -> dict[str, str]:
        """As plain data, to be saved."""
        return asdict(self)


class Wall:
    """The state of a room's wall."""

    def __init__(
        self,
        present: Callable[[], Mapping[str, str]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with an empty room.

        Args:
            present: returns the people who were let in, name by roster id.
        """
        self._present, self._clock = present, clock
        self.put: PutQuestion | None = None
        self.shows_names = False
        self._votes: dict[str, Mapping[str, Any]] = {}
        self._checked: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
        self._active: dict[str, tuple[float, str]] = {}

    # --- What the trainer does -------------------------------------------------------------------

    def ask(self, lesson: str, question: str) -> PutQuestion:
        """Put a question to the room.

        Raises:
            KeyError: there is no such question.
        """
        if lesson not in lessons() or question not in bank(lesson).questions:
            raise KeyError(question)  # a case has no bank: what is graded is never put
        self.put = PutQuestion(secrets.token_hex(4), lesson, question)
        return self.put

    def set_stage(self, stage: Stage) -> None:
        """Hide the answers, show them, or show the key."""
        if self.put:
            self.put = PutQuestion(self.put.id, self.put.lesson, self.put.question, stage)

    # --- What learners write ---------------------------------------------------------------------

    def update(self, learner: str, name: str, content: Any) -> None:
        """Take over a document that a learner has written; "" as a name means all was erased."""
        if not name:  # erased
            for known in (self._votes, self._checked, self._active):
                known.pop(learner, None)
        elif name == VOTES:
            self._update_votes(learner, content)
        elif name.startswith("answers/") and "." not in name:
            self._update_answers(learner, name.removeprefix("answers/"), content)

    def _update_votes(self, learner: str, content: Any) -> None:
        votes = content.get("votes") if isinstance(content, dict) else None
        after = dict(votes) if isinstance(votes, dict) else {}
        if self.put and self.put.stage == "answered":  # too late for this one
            after.pop(self.put.id, None)
            before = self._votes.get(learner, {}).get(self.put.id)
            after |= {self.put.id: before} if before else {}
        self._votes[learner] = after

    def _update_answers(self, learner: str, lesson: str, content: Any) -> None:
        if lesson not in lessons():
            return
        self._active[learner] = self._clock(), lesson
        answers = content.get("answers", {}) if isinstance(content, dict) else {}
        before = self._checked.setdefault(learner, {}).get(lesson, {})
        questions = bank(lesson).questions
        after: dict[str, tuple[str, ...]] = {}
        for name, entry in answers.items():
            if name in questions and isinstance(entry, dict) and entry.get("checked"):
                known = before.get(name)
                after[name] = (
                    misconceptions_in(questions[name], entry.get("value"))
                    if known is None
                    else known
                )
        self._checked[learner][lesson] = after

    def recall(self, documents: Iterable[tuple[str, str, Any]]) -> None:
        """Take over all documents, read again: learner, name and content each.

        They do not show who is active now; learners without any were erased.
        """
        active, named = dict(self._active), set()
        for learner, name, content in documents:
            named.add(learner)
            self.update(learner, name, content)
        self._active = active
        for known in (self._votes, self._checked, self._active):
            for learner in known.keys() - named:
                del known[learner]

    # --- What is shown ---------------------------------------------------------------------------

    def for_learners(self, language: Language) -> dict[str, Any]:
        """The question put to the room as learners' pages need it; the key once it is shown."""
        if self.put is None:
            return {"put": None}
        question = self._question
        is_answered = self.put.stage == "answered"
        return {
            "put": {
                "id": self.put.id,
                "stage": self.put.stage,
                "asked": page_data(ask(question, language)),
                "key": reveal(question, language) if is_answered else None,
            }
        }

    def for_wall(self, language: Language) -> dict[str, Any]:
        """All that the wall shows."""
        present = self._present()
        return {
            "here": len(present),
            "active": sum(self._is_active(each) for each in present),
            "lessons": self._lessons(language, present),
            "names": self._names(language, present) if self.shows_names else None,
            "put": self._put(language, present),
            "misconceptions": most_shown(
                [
                    [code for each in own.values() for codes in each.values() for code in codes]
                    for own in (self._checked.get(learner, {}) for learner in present)
                ],
                language,
                at_most=_SHOWN_AT_MOST,
            ),
        }

    @property
    def _question(self) -> Question:
        assert self.put
        return bank(self.put.lesson).questions[self.put.question]

    def _is_active(self, learner: str) -> bool:
        at, _ = self._active.get(learner, (None, ""))
        return at is not None and self._clock() - at < _ACTIVE_WITHIN

    def _lessons(self, language: Language, present: Iterable[str]) -> list[dict[str, Any]]:
        """The progress of the room in each lesson that somebody has begun."""
        done: dict[str, list[int]] = {}
        for learner in present:
            for lesson, answers in self._checked.get(learner, {}).items():
                if answers:
                    done.setdefault(lesson, []).append(len(answers))
        return [
            {
                "title": lesson.title.said_in(language),
                "people": len(done[name]),
                "answers": sum(done[name]),
                "questions": len(bank(name).questions),
            }
            for name, lesson in lessons().items()
            if name in done
        ]

    def _names(self, language: Language, present: Mapping[str, str]) -> list[dict[str, Any]]:
        def last(learner: str) -> dict[str, Any]:
            checked = {lesson: len(each) for lesson, each in self._checked.get(learner, {}).items()}
            _, lesson = self._active.get(learner, (0.0, next(reversed(checked), "")))
            title = lessons()[lesson].title.said_in(language) if lesson else ""
            return {"lesson": title, "answers": checked.get(lesson, 0)}

        named = sorted(present.items(), key=lambda each: each[1].casefold())
        return [{"name": name, **last(learner)} for learner, name in named]

    def _put(self, language: Language, present: Iterable[str]) -> dict[str, Any] | None:
        put = self.put
        if put is None:
            return None
        question = self._question
        given = [self._votes.get(learner, {}).get(put.id) for learner in present]
        values = [vote.get("value") for vote in given if isinstance(vote, dict)]
        data = {
            "id": put.id,
            "stage": put.stage,
            "lesson": lessons()[put.lesson].title.said_in(language),
            "asked": page_data(ask(question, language)),
            "answers": count_answers(question, values),
        }
        if put.stage != "asked" and kind_of(question).interaction == "choice":
            data["counts"] = dict(option_counts(question, values))
        if put.stage == "answered":
            shown = [misconceptions_in(question, value) for value in values]
            data["key"] = reveal(question, language)
            data["verdicts"] = dict(verdict_counts(question, values))
            data["misconceptions"] = most_shown(shown, language, at_most=_SHOWN_AT_MOST)
        return data


def questions_to_put(language: Language) -> list[dict[str, Any]]:
    """Every question that can be put to a room, by lesson; each is formative."""
    return [
        {
            "lesson": name,
            "title": lesson.title.said_in(language),
            "questions": [
                {"id": each.id, "kind": each.kind, "prompt": each.prompt.said_in(language)}
                for each in bank(name).questions.values()
            ],
        }
        for name, lesson in lessons().items()
        if lesson.is_written and bank(name).questions
    ]
