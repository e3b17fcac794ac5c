"""An open room: its cohort, its code, the people in it, its wall and its answers."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from maitrise.base.text import Language
from maitrise.cohort import Cohort
from maitrise.cohort.room_answers import Admission
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.identity import FORMAT as LEARNER_FORMAT
from maitrise.marking.records import take_record
from maitrise.server.room.admissions import IN, Admissions
from maitrise.server.room.answer_thread import AnswerThread
from maitrise.server.room.code import HOURS, OF_AN_ADDRESS, WrongCodes, new_code
from maitrise.server.room.documents import RoomDocuments
from maitrise.server.room.news import News
from maitrise.server.room.rate_limit import RateLimit
from maitrise.server.room.roster import Roster
from maitrise.server.room.wall import VOTES, PutQuestion, Wall

_GATHER_SECONDS = 0.1  # seconds in which notifications of other processes are gathered
_RETRY_SECONDS = 1.0  # seconds before reading is tried again
_ANYTHING = ("anything",)  # notifications were missed: anything may have changed


class Room:
    """An open room.

    Attributes:
        secret: the key that signs cookies; changed when the room is closed.
        code: the code of the day.
        is_new: whether the room was begun by this start; else it was resumed.
    """

    def __init__(
        self,
        cohort: Cohort,
        answer_thread: AnswerThread,
        language: Language,
        *,
        has_code: bool = True,
    ) -> None:
        self.cohort, self.answer_thread, self._has_code = cohort, answer_thread, has_code
        self.language: Language = language
        self.wrong_codes, self.rate_limit = WrongCodes(), RateLimit()
        # A class shares one address, and some of it are not on the list.
        self.failed_searches = WrongCodes(of_an_address=OF_AN_ADDRESS + len(cohort.people))
        self.news, self.put_news = News(), News()
        self.admissions = Admissions()
        self.wall = Wall(lambda: self.roster.listed(self.admissions.present))
        self.secret = self.code = self.invitation = ""
        self.is_new = True
        self.roster = Roster(cohort, self.signed)
        self.closed = asyncio.Event()
        self._notified: set[tuple[str, ...]] = set()
        self._hearing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Resume the room of the same day after a stop, else begin a new one."""
        self._listen()
        settings, admissions, documents = await self.answer_thread.run(Path(), self._kept)
        opened = datetime.fromisoformat(settings["opened"]) if settings["opened"] else None
        age = datetime.now(UTC) - opened if opened else None
        # A clock that was set back makes it negative: it is the same day.
        self.is_new = age is None or age > timedelta(hours=HOURS) or not settings["secret"]
        if self.is_new:
            await self.answer_thread.run(Path(), self._begin)
        else:
            self.secret, self.code = settings["secret"], settings["code"]
            for each in admissions:
                self.admissions.remember(each)
        self.invitation = self.signed("trainer")[:32]
        # Before the question is known, so that votes on a closed one count.
        self.wall.recall(documents)
        self.wall.put = None if self.is_new else _put(settings)

    def _kept(self) -> tuple[dict[str, str], list[Admission], list[tuple[str, str, Any]]]:
        answers = self.answer_thread.answers
        settings = self._settings()
        documents = []
        for beginning in ("answers/", VOTES):
            for learner, name, content in answers.documents_named(beginning):
                with suppress(ValueError):
                    documents.append((learner, name, json.loads(content)))
        return settings, answers.admissions(), documents

    def _settings(self) -> dict[str, str]:
        answers = self.answer_thread.answers
        return {name: answers.setting(name) for name in ("secret", "code", "opened", "put")}

    def _begin(self) -> None:
        self.answer_thread.answers.end()
        self.secret, self.code = secrets.token_hex(32), new_code() if self._has_code else ""
        kept = {"secret": self.secret, "code": self.code, "opened": datetime.now(UTC).isoformat()}
        for name, value in kept.items():
            self.answer_thread.answers.set(name, value)

    # --- People ----------------------------------------------------------------------------------

    async def admit(self, asked: Admission) -> None:
        """Save an admission; a learner who is let in gets a pseudonym."""
        await self.answer_thread.run(Path(), lambda: self._save_admission(asked))
        self.news.notify()

    def _save_admission(self, asked: Admission) -> None:
        self.answer_thread.answers.admit(asked)
        self.answer_thread.notify_others("admission", asked.device)
        if (
            asked.state == IN
            and not self.answer_thread.answers.document(asked.learner, "learner")[1]
        ):
            learner = {
                "format": LEARNER_FORMAT,
                "id": f"p-{secrets.token_hex(6)}",
                "path": "",
                "roster_id": asked.learner,
            }
            documents = self.documents(asked.learner)
            erasure_mark = documents.erasure_mark()
            documents.put(
                "learner", learner, version="", erasure_mark=erasure_mark, language=self.language
            )

    async def recall(self, device: str) -> None:
        """Read the admission of a browser that another process of this room may have let in."""
        found = await self.answer_thread.run(
            Path(), lambda: self.answer_thread.answers.admission(device)
        )
        if found:
            self.admissions.remember(found)

    async def decide_admission(self, device: str, state: str) -> bool:
        """Let a browser in or out, for the trainer; returns whether it was known.

        Raises:
            WrongCallError: a new person could not be put on the list of the cohort.
        """
        asked = self.admissions.find(device)
        if asked is None:
            return False
        learner = asked.learner
        if state == IN and learner not in self.roster.people:
            learner = self.roster.add(learner, asked.name, self.language)
        decided = self.admissions.decide(device, state, learner)
        if decided is None:
            return False
        await self.admit(decided)
        return True

    def documents(self, learner: str) -> RoomDocuments:
        """The documents of a learner."""
        is_listed = partial(self.roster.lists, learner)
        return RoomDocuments(self.answer_thread, learner, self._heard, is_listed)

    def _heard(self, learner: str, name: str, content: Any) -> None:
        self.wall.update(learner, name, content)
        self.news.notify()

    # --- Other processes of this room --------------------------------------------------------

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()

        def hear(what: Iterable[str]) -> None:
            with suppress(RuntimeError):  # the room has just stopped
                loop.call_soon_threadsafe(self._note_notification, tuple(what))

        self.answer_thread.other_processes.listen(hear, lambda: hear(_ANYTHING))

    def _note_notification(self, what: tuple[str, ...]) -> None:
        """Note a notification of another process; a task reads what it names a little later."""
        self._notified.add(what)
        if self._hearing is None or self._hearing.done():
            self._hearing = asyncio.create_task(self._read_notified())

    async def _read_notified(self) -> None:
        while self._notified and not self.closed.is_set():
            await asyncio.sleep(_GATHER_SECONDS)
            heard, self._notified = self._notified, set()
            try:
                await self._read_changes(heard)
            except DocumentError:  # the database does not answer, and is not notified again
                self._notified |= heard
                self.news.notify()  # the trainer sees that something is wrong
                await asyncio.sleep(_RETRY_SECONDS)

    async def _read_changes(self, heard: set[tuple[str, ...]]) -> None:
        if _ANYTHING in heard:
            await self._read_everything()
        documents = [each[1:] for each in heard if each[0] == "document"]
        for learner, name, content in await self.answer_thread.run(
            Path(), partial(self._contents, documents)
        ):
            self.wall.update(learner, name, content)
        for each in heard:
            if each[0] == "admission":
                await self.recall(each[1])
        if ("room",) in heard:
            await self._take_over(await self.answer_thread.run(Path(), self._settings))
        self.news.notify()

    async def _read_everything(self) -> None:
        """Read everything again, after notifications of other processes were missed."""
        settings, admissions, documents = await self.answer_thread.run(Path(), self._kept)
        for each in admissions:
            self.admissions.remember(each)
        self.wall.recall(documents)
        await self._take_over(settings)

    def _contents(self, named: Sequence[tuple[str, ...]]) -> list[tuple[str, str, Any]]:
        found = []
        for learner, name in named:
            content, _ = self.answer_thread.answers.document(learner, name)
            with suppress(ValueError):
                found.append((learner, name, json.loads(content) if content else None))
        return found

    async def _take_over(self, settings: Mapping[str, str]) -> None:
        """Take over the code, the question or the end of the room from another process."""
        if settings["secret"] != self.secret:
            self._is_over()
            return
        self.code, self.wall.put = settings["code"], _put(settings)
        self.put_news.notify()

    # --- The trainer -----------------------------------------------------------------------------

    async def put(self, lesson: str, question: str) -> None:
        """Put a question to the room; raises ``KeyError`` if there is no such question."""
        self.wall.ask(lesson, question)
        await self._put_changed()

    async def set_stage(self, stage: Any) -> None:
        """Hide the answers, show them, or show the key."""
        self.wall.set_stage(stage)
        await self._put_changed()

    async def withdraw_question(self) -> None:
        """Take the question off the wall."""
        self.wall.put = None
        await self._put_changed()

    async def _put_changed(self) -> None:
        put = json.dumps(self.wall.put.as_data()) if self.wall.put else ""
        await self._set("put", put)
        self.put_news.notify()
        self.news.notify()

    async def change_code(self) -> None:
        """Change the code; those who are in stay in. On a hub there is no code."""
        self.code = new_code() if self._has_code else ""
        self.wrong_codes.forget()
        self.failed_searches.forget()
        await self._set("code", self.code)
        self.news.notify()

    async def _set(self, name: str, value: str) -> None:
        def act() -> None:
            self.answer_thread.answers.set(name, value)
            self.answer_thread.notify_others("room")

        await self.answer_thread.run(Path(), act)

    async def close(self) -> None:
        """End the room: cookies and code become invalid, and records are copied to the cohort."""
        await self.answer_thread.run(Path(), self._end)
        self._is_over()

    def _is_over(self) -> None:
        self.secret = secrets.token_hex(32)  # no cookie of before is good from here on
        self.closed.set()
        self.put_news.notify()
        self.news.notify()

    def _end(self) -> None:
        answers = self.answer_thread.answers
        for learner in self.roster.listed(self.admissions.present):
            lines = "".join(f"{line}\n" for line in answers.statements(learner))
            take_record(self.cohort.folder, learner, lines.encode("utf-8", "backslashreplace"))
        answers.end()
        self.answer_thread.notify_others("room")

    # --- Signing ---------------------------------------------------------------------------------

    def signed(self, use: str) -> str:
        """A signature of this room for one use."""
        return hmac.new(self.secret.encode(), use.encode(), sha256).hexdigest()


def _put(settings: Mapping[str, str]) -> PutQuestion | None:
    """The question put to the room, from the saved settings."""
    return PutQuestion(**json.loads(settings["put"])) if settings["put"] else None
