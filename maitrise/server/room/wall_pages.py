"""The trainer's pages: the wall, and what they do on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any

from tornado.web import HTTPError

from maitrise.base.text import Language
from maitrise.server.room.admissions import IN, OUT
from maitrise.server.room.in_room import InRoom
from maitrise.server.room.live import LiveHandler
from maitrise.server.room.news import News
from maitrise.server.room.page import room_page
from maitrise.server.room.wall import STAGES, questions_to_put


class OfTrainer(InRoom):
    """An address for the trainer alone."""

    async def prepare(self) -> None:
        """Let in the trainer; a change needs the page's own token as well."""
        await super().prepare()
        if self.is_answered:
            return
        if not self.room_access.is_trainer(self):
            self.refuse(HTTPStatus.FORBIDDEN, "room.trainer-only")
        elif self.request.method == "POST" and not self.has_token:
            self.refuse(HTTPStatus.FORBIDDEN, "server.no-token")

    @property
    def has_token(self) -> bool:
        """Whether the page shows what only the wall's own page was given."""
        shown = self.request.headers.get("X-XSRFToken", "")
        return shown != "" and shown == self.room.signed("wall token")


class WallHandler(InRoom):
    """The wall; its printed address lets the trainer's browser in."""

    def get(self) -> None:
        """Show it."""
        token = self.get_query_argument("token", "")
        if token and self.room_access.invite_trainer(self, token):
            self.redirect("./")  # the token does not stay in the address
            return
        if not self.room_access.is_trainer(self):
            self.refuse(HTTPStatus.FORBIDDEN, "room.trainer-only")
            return
        shown = {
            "token": self.room.signed("wall token"),
            "address": self.room_access.public,
            "fingerprint": self.settings["fingerprint"],
        }
        self.finish(room_page("wall", self.wall_language, self.room.cohort.title, **shown))

    @property
    def wall_language(self) -> Language:
        """The language that the address asks for, else that in which the room was opened."""
        usual: Language = self.settings["language"]
        return self.shown_language if self.get_query_argument("lang", "") else usual


class WallLiveHandler(LiveHandler, OfTrainer):
    """What changes on the wall."""

    watcher = "wall"

    async def get(self) -> None:
        """For the trainer."""
        await self.stream()

    def watched(self) -> News:
        """All that happens."""
        return self.room.news

    def shown(self, language: Language) -> dict[str, Any]:
        """The wall, who waits, and what is wrong."""
        room = self.room
        return {
            **room.wall.for_wall(language),
            "code": room.code,
            "waiting": [
                {"device": each.device, "name": each.name, "listed": bool(each.learner)}
                for each in room.admissions.waiting
            ],
            "guessing": room.wrong_codes.are_too_many,
            "trouble": room.journal.trouble,
        }


class QuestionsHandler(OfTrainer):
    """What can be put to the room."""

    def get(self) -> None:
        """Answer with the questions, by lesson."""
        self.finish({"lessons": questions_to_put(self.shown_language)})


class QrHandler(OfTrainer):
    """The address and the code as a picture that a telephone reads."""

    def get(self) -> None:
        """Draw it; light around it, in the dark too, or no telephone would see it."""
        import segno

        drawn = BytesIO()
        made = segno.make(self.room_access.to_join, error="m", micro=False)
        made.save(drawn, kind="svg", border=3, light="#ffffff", dark="#000000", omitsize=True)
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        self.finish(drawn.getvalue())


class DoHandler(OfTrainer):
    """What the trainer does on the wall."""

    async def post(self) -> None:
        """Do it."""
        sent = self.content()
        act = _ACTS.get(self.text(sent, "do"))
        if act is None:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        await act(self, sent)
        self.set_status(HTTPStatus.NO_CONTENT)

    async def ask(self, sent: dict[str, Any]) -> None:
        """Put a question to the room."""
        try:
            await self.room.put(self.text(sent, "lesson"), self.text(sent, "question"))
        except (KeyError, OSError) as error:
            raise HTTPError(HTTPStatus.NOT_FOUND) from error

    async def turn(self, sent: dict[str, Any]) -> None:
        """Hide the answers, show them, give what is right."""
        stage = self.text(sent, "stage")
        if stage not in STAGES:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        await self.room.turn_to(stage)

    async def take_away(self, _: dict[str, Any]) -> None:
        """Take the question off the wall."""
        await self.room.take_away()

    async def show_names(self, sent: dict[str, Any]) -> None:
        """Have names on the wall, or not."""
        self.room.wall.shows_names = sent.get("on") is True
        self.room.news.tell()

    async def let_in(self, sent: dict[str, Any]) -> None:
        """Let somebody in who waits; everybody who does, where nobody is named."""
        named = self.text(sent, "device")
        for device in [named] if named else [each.device for each in self.room.admissions.waiting]:
            await self.room.nod(device, IN)

    async def keep_out(self, sent: dict[str, Any]) -> None:
        """Let somebody not in."""
        await self.room.nod(self.text(sent, "device"), OUT)

    async def change_code(self, _: dict[str, Any]) -> None:
        """Have another code from now on."""
        await self.room.change_code()

    async def close(self, _: dict[str, Any]) -> None:
        """End the room."""
        await self.room.close()


_ACTS: Mapping[str, Callable[[DoHandler, dict[str, Any]], Awaitable[None]]] = {
    "put": DoHandler.ask,
    "turn": DoHandler.turn,
    "take-away": DoHandler.take_away,
    "names": DoHandler.show_names,
    "let-in": DoHandler.let_in,
    "keep-out": DoHandler.keep_out,
    "change-code": DoHandler.change_code,
    "close": DoHandler.close,
}
