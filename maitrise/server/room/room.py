"""A room that is open: its cohort, its code, who is in, its wall and where answers are written."""

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
from maitrise.server.room.code import HOURS, OF_AN_ADDRESS, WrongCodes, new_code
from maitrise.server.room.documents import RoomDocuments
from maitrise.server.room.journal import Journal
from maitrise.server.room.news import News
from maitrise.server.room.pace import Pace
from maitrise.server.room.roster import Roster
from maitrise.server.room.wall import VOTES, Put, Wall

_TOGETHER = 0.1  # seconds in which what other processes tell is gathered
_AGAIN = 1.0  # second before what could not be read is read again
_ANYTHING = ("anything",)  # may have been written elsewhere: nothing was heard for a while
TRAINER = "."
"""Whose answers are the trainer's own: no roster id is like this."""


class Room:
    """An open room.

    Attributes:
        secret: what cookies are signed with; gone when the room is closed.
        code: of the day.
        is_new: whether it was opened just now; else it goes on after a stop.
    """

    def __init__(
        self, cohort: Cohort, journal: Journal, language: Language, *, has_code: bool = True
    ) -> None:
        self.cohort, self.journal, self._has_code = cohort, journal, has_code
        self.language: Language = language
        self.wrong_codes, self.pace = WrongCodes(), Pace()
        # A class shares one address, and some of it are not on the list.
        self.vain_searches = WrongCodes(of_an_address=OF_AN_ADDRESS + len(cohort.people))
        self.news, self.put_news = News(), News()
        self.admissions = Admissions()
        self.wall = Wall(lambda: self.admissions.present)
        self.secret = self.code = self.invitation = ""
        self.is_new = True
        self.roster = Roster(cohort, language, self.signed)
        self.closed = asyncio.Event()
        self._elsewhere: set[tuple[str, ...]] = set()
        self._hearing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Go on where a stop of the same day left the room, else begin a new one."""
        self._listen()
        settings, admissions, documents = await self.journal.do(Path(), self._kept)
        opened = datetime.fromisoformat(settings["opened"]) if settings["opened"] else None
        age = datetime.now(UTC) - opened if opened else None
        # A clock that was set back makes it negative: it is the same day.
        self.is_new = age is None or age > timedelta(hours=HOURS) or not settings["secret"]
        if self.is_new:
            await self.journal.do(Path(), self._begin)
        else:
            self.secret, self.code = settings["secret"], settings["code"]
            for each in admissions:
                self.admissions.know(each)
        self.invitation = self.signed("trainer")[:32]
        self.wall.recall(documents)  # before the question is known: what it has closed is counted
        self.wall.put = None if self.is_new else _put(settings)

    def _kept(self) -> tuple[dict[str, str], list[Admission], list[tuple[str, str, Any]]]:
        answers = self.journal.answers
        settings = self._settings()
        documents = []
        for beginning in ("answers/", VOTES):
            for learner, name, content in answers.documents_named(beginning):
                with suppress(ValueError):
                    documents.append((learner, name, json.loads(content)))
        return settings, answers.admissions(), documents

    def _settings(self) -> dict[str, str]:
        answers = self.journal.answers
        return {name: answers.setting(name) for name in ("secret", "code", "opened", "put")}

    def _begin(self) -> None:
        self.journal.answers.end()
        self.secret, self.code = secrets.token_hex(32), new_code() if self._has_code else ""
        kept = {"secret": self.secret, "code": self.code, "opened": datetime.now(UTC).isoformat()}
        for name, value in kept.items():
            self.journal.answers.set(name, value)

    # --- People ----------------------------------------------------------------------------------

    async def admit(self, asked: Admission) -> None:
        """Set down who has asked to come in; whoever is in has a pseudonym from then on."""
        await self.journal.do(Path(), lambda: self._set_down(asked))
        self.news.tell()

    def _set_down(self, asked: Admission) -> None:
        self.journal.answers.admit(asked)
        self.journal.tell_others("admission", asked.device)
        if asked.state == IN and not self.journal.answers.document(asked.learner, "learner")[1]:
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
        """Learn of a browser that another process of this room has let in, if one has."""
        found = await self.journal.do(Path(), lambda: self.journal.answers.admission(device))
        if found:
            self.admissions.know(found)

    async def nod(self, device: str, state: str) -> bool:
        """The trainer lets somebody in, or out; whether there is such a browser."""
        asked = self.admissions.of(device)
        if asked is None:
            return False
        learner = asked.learner
        if state == IN and learner not in self.roster.people:
            learner = self.roster.add(learner, asked.name)
        decided = self.admissions.decide(device, state, learner)
        if decided is None:
            return False
        await self.admit(decided)
        return True

    def documents(self, learner: str) -> RoomDocuments:
        """What is kept of a learner."""
        return RoomDocuments(self.journal, learner, self._heard)

    def _heard(self, learner: str, name: str, content: Any) -> None:
        self.wall.heard(learner, name, content)
        self.news.tell()

    # --- Other processes of this room --------------------------------------------------------

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()

        def hear(what: Iterable[str]) -> None:
            with suppress(RuntimeError):  # the room has just stopped
                loop.call_soon_threadsafe(self._heard_elsewhere, tuple(what))

        self.journal.neighbours.listen(hear, lambda: hear(_ANYTHING))

    def _heard_elsewhere(self, what: tuple[str, ...]) -> None:
        """Another process has written something: look at it soon, with whatever comes till then."""
        self._elsewhere.add(what)
        if self._hearing is None or self._hearing.done():
            self._hearing = asyncio.create_task(self._look_elsewhere())

    async def _look_elsewhere(self) -> None:
        while self._elsewhere and not self.closed.is_set():
            await asyncio.sleep(_TOGETHER)
            heard, self._elsewhere = self._elsewhere, set()
            try:
                await self._take_in(heard)
            except DocumentError:  # the database does not answer, and nobody tells it again
                self._elsewhere |= heard
                self.news.tell()  # the trainer sees that something is wrong
                await asyncio.sleep(_AGAIN)

    async def _take_in(self, heard: set[tuple[str, ...]]) -> None:
        if _ANYTHING in heard:
            await self._read_anew()
        documents = [each[1:] for each in heard if each[0] == "document"]
        for learner, name, content in await self.journal.do(
            Path(), partial(self._contents, documents)
        ):
            self.wall.heard(learner, name, content)
        for each in heard:
            if each[0] == "admission":
                await self.recall(each[1])
        if ("room",) in heard:
            await self._take_over(await self.journal.do(Path(), self._settings))
        self.news.tell()

    async def _read_anew(self) -> None:
        """Catch up with what other processes have written while nothing was heard of them."""
        settings, admissions, documents = await self.journal.do(Path(), self._kept)
        for each in admissions:
            self.admissions.know(each)
        self.wall.recall(documents)
        await self._take_over(settings)

    def _contents(self, named: Sequence[tuple[str, ...]]) -> list[tuple[str, str, Any]]:
        found = []
        for learner, name in named:
            content, _ = self.journal.answers.document(learner, name)
            with suppress(ValueError):
                found.append((learner, name, json.loads(content) if content else None))
        return found

    async def _take_over(self, settings: Mapping[str, str]) -> None:
        """Go on as another process has decided: its code, its question, its end."""
        if settings["secret"] != self.secret:
            self._is_over()
            return
        self.code, self.wall.put = settings["code"], _put(settings)
        self.put_news.tell()

    # --- The trainer -----------------------------------------------------------------------------

    async def put(self, lesson: str, question: str) -> None:
        """Put a question to the room; raises ``KeyError`` where there is none."""
        self.wall.ask(lesson, question)
        await self._put_changed()

    async def turn_to(self, stage: Any) -> None:
        """Hide the answers, show them, or give what is right."""
        self.wall.turn_to(stage)
        await self._put_changed()

    async def take_away(self) -> None:
        """Take the question off the wall."""
        self.wall.put = None
        await self._put_changed()

    async def _put_changed(self) -> None:
        put = json.dumps(self.wall.put.as_data()) if self.wall.put else ""
        await self._set("put", put)
        self.put_news.tell()
        self.news.tell()

    async def change_code(self) -> None:
        """Have another code from now on; who is in stays in. On a hub there is none."""
        self.code = new_code() if self._has_code else ""
        self.wrong_codes.forget()
        self.vain_searches.forget()
        await self._set("code", self.code)
        self.news.tell()

    async def _set(self, name: str, value: str) -> None:
        def act() -> None:
            self.journal.answers.set(name, value)
            self.journal.tell_others("room")

        await self.journal.do(Path(), act)

    async def close(self) -> None:
        """End the room: nothing lets anybody in any more, and records lie in the cohort."""
        await self.journal.do(Path(), self._end)
        self._is_over()

    def _is_over(self) -> None:
        self.secret = secrets.token_hex(32)  # no cookie of before is good from here on
        self.closed.set()
        self.put_news.tell()
        self.news.tell()

    def _end(self) -> None:
        answers = self.journal.answers
        for learner in self.admissions.present:
            lines = "".join(f"{line}\n" for line in answers.statements(learner))
            take_record(self.cohort.folder, learner, lines.encode("utf-8", "backslashreplace"))
        answers.end()
        self.journal.tell_others("room")

    # --- Signing ---------------------------------------------------------------------------------

    def signed(self, use: str) -> str:
        """What only this room can have written for a use."""
        return hmac.new(self.secret.encode(), use.encode(), sha256).hexdigest()


def _put(settings: Mapping[str, str]) -> Put | None:
    """The question that is put to the room, as it was set down."""
    return Put(**json.loads(settings["put"])) if settings["put"] else None
