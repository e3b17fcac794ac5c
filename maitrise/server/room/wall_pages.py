"""The trainer's pages: the wall, and the actions on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any

from tornado.web import HTTPError

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language
from maitrise.server.room.admissions import IN, OUT
from maitrise.server.room.live import LiveHandler
from maitrise.server.room.news import News
from maitrise.server.room.page import room_page
from maitrise.server.room.room_handler import RoomHandler
from maitrise.server.room.wall import STAGES, questions_to_put


class TrainerHandler(RoomHandler):
    """Answers an address that only the trainer may use."""

    async def prepare(self) -> None:
        """Refuse anybody but the trainer; a change needs the page's token as well."""
        await super().prepare()
        if self.is_answered:
            return
        if not self.room_access.is_trainer(self):
            self.refuse(HTTPStatus.FORBIDDEN, "room.trainer-only")
        elif self.request.method == "POST" and not self.has_token:
            self.refuse(HTTPStatus.FORBIDDEN, "server.no-token")

    @property
    def has_token(self) -> bool:
        """Whether the request has the token of the wall's page."""
        shown = self.request.headers.get("X-XSRFToken", "")
        return shown != "" and shown == self.room.signed("wall token")


class WallHandler(RoomHandler):
    """The wall; its printed address has the trainer's token."""

    def get(self) -> None:
        """Send the page of the wall."""
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
        """The language in the address, else the language in which the room was opened."""
        usual: Language = self.settings["language"]
        return self.shown_language if self.get_query_argument("lang", "") else usual


class WallLiveHandler(LiveHandler, TrainerHandler):
    """The stream of changes of the wall."""

    watcher = "wall"

    async def get(self) -> None:
        """Stream to the trainer."""
        await self.stream()

    def watched(self) -> News:
        """All changes of the room."""
        return self.room.news

    def shown(self, language: Language) -> dict[str, Any]:
        """The wall, the people who wait, and what is wrong."""
        room = self.room
        return {
            **room.wall.for_wall(language),
            "code": room.code,
            "waiting": [
                {"device": each.device, "name": each.name, "listed": bool(each.learner)}
                for each in room.admissions.waiting
            ],
            "guessing": room.wrong_codes.are_too_many,
            "trouble": room.answer_thread.trouble,
        }


class QuestionsHandler(TrainerHandler):
    """The questions that can be put to the room."""

    def get(self) -> None:
        """Answer with the questions, by lesson."""
        self.finish({"lessons": questions_to_put(self.shown_language)})


class QrHandler(TrainerHandler):
    """The address and the code as a QR code."""

    def get(self) -> None:
        """Send the QR code; its background is light, which telephones need, in dark mode too."""
        import segno

        drawn = BytesIO()
        made = segno.make(self.room_access.to_join, error="m", micro=False)
        made.save(drawn, kind="svg", border=3, light="#ffffff", dark="#000000", omitsize=True)
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        self.finish(drawn.getvalue())


class DoHandler(TrainerHandler):
    """The actions of the trainer on the wall."""

    async def post(self) -> None:
        """Do the action that the request names."""
        sent = self.content()
        act = _ACTS.get(self.text(sent, "do"))
        if act is None:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        try:
            await act(self, sent)
        except WrongCallError as error:  # the list of people cannot be read, or not written
            self.set_status(HTTPStatus.CONFLICT)
            self.finish({"kind": "refused", "message": str(error)})
            return
        self.set_status(HTTPStatus.NO_CONTENT)

    async def ask(self, sent: dict[str, Any]) -> None:
        """Put a question to the room."""
        try:
            await self.room.put(self.text(sent, "lesson"), self.text(sent, "question"))
        except (KeyError, OSError) as error:
            raise HTTPError(HTTPStatus.NOT_FOUND) from error

    async def turn(self, sent: dict[str, Any]) -> None:
        """Hide the answers, show them, or show the key."""
        stage = self.text(sent, "stage")
        if stage not in STAGES:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        await self.room.set_stage(stage)

    async def withdraw_question(self, _: dict[str, Any]) -> None:
        """Take the question off the wall."""
        await self.room.withdraw_question()

    async def show_names(self, sent: dict[str, Any]) -> None:
        """Show or hide names on the wall."""
        self.room.wall.shows_names = sent.get("on") is True
        self.room.news.notify()

    async def let_in(self, sent: dict[str, Any]) -> None:
        """Let a waiting person in; all of them if the request names none."""
        named = self.text(sent, "device")
        for device in [named] if named else [each.device for each in self.room.admissions.waiting]:
            await self.room.decide_admission(device, IN)

    async def keep_out(self, sent: dict[str, Any]) -> None:
        """Refuse a waiting person."""
        await self.room.decide_admission(self.text(sent, "device"), OUT)

    async def change_code(self, _: dict[str, Any]) -> None:
        """Change the code."""
        await self.room.change_code()

    async def close(self, _: dict[str, Any]) -> None:
        """End the room."""
        await self.room.close()


_ACTS: Mapping[str, Callable[[DoHandler, dict[str, Any]], Awaitable[None]]] = {
    "put": DoHandler.ask,
    "turn": DoHandler.turn,
    "take-away": DoHandler.withdraw_question,
    "names": DoHandler.show_names,
    "let-in": DoHandler.let_in,
    "keep-out": DoHandler.keep_out,
    "change-code": DoHandler.change_code,
    "close": DoHandler.close,
}
