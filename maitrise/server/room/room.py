"""A room that is open: its cohort, its code, who is in, its wall and where answers are written."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from maitrise.base.errors import BusyError, WrongCallError
from maitrise.base.locking import file_lock
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.person import ROSTER, read_people, write_people
from maitrise.cohort.room_answers import FOLDER, Admission, room_address
from maitrise.learner.identity import FORMAT as LEARNER_FORMAT
from maitrise.marking.records import take_record
from maitrise.server.room.admissions import IN, Admissions, id_for
from maitrise.server.room.code import HOURS, WrongCodes, new_code
from maitrise.server.room.documents import RoomDocuments
from maitrise.server.room.journal import Journal
from maitrise.server.room.news import News
from maitrise.server.room.pace import Pace
from maitrise.server.room.wall import VOTES, Put, Wall

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
        self.news, self.put_news = News(), News()
        self.admissions = Admissions()
        self.wall = Wall(lambda: self.admissions.present)
        self.secret = self.code = self.invitation = ""
        self.is_new = True
        self._roster: tuple[int, Mapping[str, Person]] = (0, cohort.people)
        self.closed = asyncio.Event()

    async def open(self) -> None:
        """Go on where a stop of the same day left the room, else begin a new one."""
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
            put = json.loads(settings["put"]) if settings["put"] else None
            self.wall.put = Put(**put) if put else None
        self.invitation = self.signed("trainer")[:32]
        self.wall.recall(documents)

    def _kept(self) -> tuple[dict[str, str], list[Admission], list[tuple[str, str, Any]]]:
        answers = self.journal.answers
        settings = {name: answers.setting(name) for name in ("secret", "code", "opened", "put")}
        documents = []
        for beginning in ("answers/", VOTES):
            for learner, name, content in answers.documents_named(beginning):
                with suppress(ValueError):
                    documents.append((learner, name, json.loads(content)))
        return settings, answers.admissions(), documents

    def _begin(self) -> None:
        self.journal.answers.end()
        self.secret, self.code = secrets.token_hex(32), new_code() if self._has_code else ""
        kept = {"secret": self.secret, "code": self.code, "opened": datetime.now(UTC).isoformat()}
        for name, value in kept.items():
            self.journal.answers.set(name, value)

    # --- People ----------------------------------------------------------------------------------

    @property
    def people(self) -> Mapping[str, Person]:
        """The roster as it stands now; while it cannot be read, as it stood."""
        path = self.cohort.folder / ROSTER
        with suppress(OSError, WrongCallError):
            changed = path.stat().st_mtime_ns
            if changed != self._roster[0]:
                self._roster = changed, read_people(self.cohort.folder, self.language)
        return self._roster[1]

    async def admit(self, asked: Admission) -> None:
        """Set down who has asked to come in; whoever is in has a pseudonym from then on."""
        await self.journal.do(Path(), lambda: self._set_down(asked))
        self.news.tell()

    def _set_down(self, asked: Admission) -> None:
        self.journal.answers.admit(asked)
        if asked.state == IN and not self.journal.answers.document(asked.learner, "learner")[1]:
            learner = {
                "format": LEARNER_FORMAT,
                "id": f"p-{secrets.token_hex(6)}",
                "path": "",
                "roster_id": asked.learner,
            }
            documents = self.documents(asked.learner)
            mark = documents.mark()
            documents.put("learner", learner, version="", mark=mark, language=self.language)

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
        if state == IN and learner not in self.people:
            learner = self._add_person(learner, asked.name)
        decided = self.admissions.decide(device, state, learner)
        if decided is None:
            return False
        await self.admit(decided)
        return True

    def _add_person(self, learner: str, name: str) -> str:
        """Put somebody on the roster who was not on it; gives their id."""
        own = learner or id_for(name, self.people)
        person = Person(own, name, "", self.cohort.settings.language, "")
        write_people(self.cohort.folder, [*self.people.values(), person])
        return person.id

    def documents(self, learner: str) -> RoomDocuments:
        """What is kept of a learner."""
        return RoomDocuments(self.journal, learner, self._heard)

    def _heard(self, learner: str, name: str, content: Any) -> None:
        self.wall.heard(learner, name, content)
        self.news.tell()

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
        await self.journal.do(Path(), lambda: self.journal.answers.set("put", put))
        self.put_news.tell()
        self.news.tell()

    async def change_code(self) -> None:
        """Have another code from now on; who is in stays in."""
        self.code = new_code()
        self.wrong_codes.forget()
        await self.journal.do(Path(), lambda: self.journal.answers.set("code", self.code))
        self.news.tell()

    async def close(self) -> None:
        """End the room: nothing lets anybody in any more, and records lie in the cohort."""
        await self.journal.do(Path(), self._end)
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

    # --- Signing ---------------------------------------------------------------------------------

    def signed(self, use: str) -> str:
        """What only this room can have written for a use."""
        return hmac.new(self.secret.encode(), use.encode(), sha256).hexdigest()


@contextmanager
def only_room(cohort: Cohort, language: Language) -> Iterator[None]:
    """Hold the cohort for one room; several share one whose answers are on a server.

    Raises:
        BusyError: another room of this cohort is open.
    """
    if not room_address(cohort).startswith("sqlite"):
        yield
        return
    folder = cohort.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = file_lock(folder / ".room.lock", seconds=0)
    try:
        lock.acquire()
    except TimeoutError as error:
        raise BusyError(say("room.busy", language, title=cohort.title)) from error
    try:
        yield
    finally:
        lock.release()
