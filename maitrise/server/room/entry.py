"""Coming into a room: the code, a name, the trainer's nod for a second browser or a new name."""

from __future__ import annotations

from http import HTTPStatus

from maitrise.base.text import say
from maitrise.cohort.room_answers import Admission
from maitrise.server.room.admissions import IN, MOST_WAITING, OUT, WAITING, typed_name
from maitrise.server.room.code import is_code
from maitrise.server.room.names import FEWEST_LETTERS, MOST_SHOWN, shown_name
from maitrise.server.room.page import room_page
from maitrise.server.room.room_handler import RoomHandler


class StartHandler(RoomHandler):
    """The address that learners type."""

    def get(self) -> None:
        """The page to come in by; whoever is in goes on to the course."""
        admission = self.room_access.admission(self)
        if admission and admission.state == IN:
            self.redirect(f"{self.shown_language}/")  # relative: a proxy may hide a part
            return
        self.finish(room_page("join", self.shown_language, self.room.cohort.title))


class CodeHandler(RoomHandler):
    """Whether a code is the room's."""

    async def post(self) -> None:
        """Answer whether there is a list to look for one's name on."""
        if self.has_code(self.text(self.content(), "code")):
            self.finish({"listed": bool(self.room.roster.people)})

    def has_code(self, shown: str) -> bool:
        """Whether somebody shows the code; else they are told, and it is counted."""
        address = self.room_access.address_of(self.request)
        wrong = self.room.wrong_codes
        if not wrong.may_try(address):
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, "room.too-many-codes")
            return False
        if not is_code(self.room.code, shown):
            wrong.add(address)
            if wrong.are_too_many:
                self.room.news.notify()
            self.refuse(HTTPStatus.FORBIDDEN, "room.wrong-code")
            return False
        return True


class NamesHandler(CodeHandler):
    """Looking for one's name: few are sent, and only to whoever knows how it begins."""

    async def post(self) -> None:
        """Answer with the names that begin so, each with what lets one take it."""
        sent = self.content()
        if not self.has_code(self.text(sent, "code")):
            return
        room, address = self.room, self.room_access.address_of(self.request)
        if not room.failed_searches.may_try(address):
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, "room.too-many-searches")
            return
        typed = self.text(sent, "name")
        found = room.roster.names.find(typed)
        if not found and len(typed.strip()) >= FEWEST_LETTERS:
            room.failed_searches.add(address)
        shown = [
            {"pick": room.roster.pick_token(each.id), "name": shown_name(each)} for each in found
        ]
        self.finish({"people": shown[:MOST_SHOWN], "more": len(shown) > MOST_SHOWN})


class JoinHandler(CodeHandler):
    """Taking a name."""

    async def post(self) -> None:
        """Let somebody in, or have them wait for the trainer."""
        sent = self.content()
        if not self.has_code(self.text(sent, "code")):
            return
        pick, name = self.text(sent, "pick"), typed_name(self.text(sent, "name"))
        person = self.room.roster.person_picked(pick)
        if (pick and person is None) or not (pick or name):
            self.refuse(HTTPStatus.BAD_REQUEST, "room.no-name")
            return
        if len(self.room.admissions.waiting) >= MOST_WAITING:
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, "room.too-many-wait")
            return
        named = shown_name(person) if person else name
        admission = self.room.admissions.ask(person.id if person else "", named)
        await self.room.admit(admission)
        self.room_access.remember(self, admission)
        self.finish(state_of(admission))


class MeHandler(RoomHandler):
    """Who the browser is, for a page that waits for the trainer's nod."""

    def get(self) -> None:
        """Answer with name and state; "" for nobody."""
        admission = self.room_access.admission(self)
        self.finish(state_of(admission) if admission else {"state": "", "name": ""})


class LeaveHandler(RoomHandler):
    """Leaving: the browser is nobody again, and the name is free for another."""

    async def post(self) -> None:
        """Forget who the browser is; answers stay."""
        admission = self.room_access.admission(self)
        if admission and not self.room_access.is_token(self, self.shown_token):
            self.refuse(HTTPStatus.FORBIDDEN, "server.no-token")
            return
        if admission:
            await self.room.decide_admission(admission.device, OUT)
        self.room_access.forget(self)
        self.finish({"message": say("room.left", self.language)})

    @property
    def shown_token(self) -> str:
        """What the page shows to change anything."""
        return self.request.headers.get("X-XSRFToken", "")


def state_of(admission: Admission) -> dict[str, str]:
    """What a browser may know of itself."""
    state = admission.state if admission.state in (IN, WAITING) else OUT
    return {"state": state, "name": admission.name}
