"""The course's pages and a page's requests, in a room."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from maitrise.learner.document_shape import DocumentError
from maitrise.learner.requests import Reply, error_reply
from maitrise.server.api import ApiHandler
from maitrise.server.pages import PageHandler
from maitrise.server.room.admissions import IN
from maitrise.server.room.hand_in import hand_in
from maitrise.server.room.page import room_asset, room_page
from maitrise.server.room.room_handler import RoomHandler


class RoomPageHandler(RoomHandler, PageHandler):
    """A page of the course, for whoever was let in; scripts, styles and letters for everybody."""

    def keep_out(self, address: str) -> None:
        """Lead to where one comes in; the page comes after that."""
        if address.endswith((".html", "/")):
            self.redirect(f"{'../' * address.count('/') or './'}")
        else:
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def is_public(self, address: str) -> bool:
        """What the page to come in by needs too."""
        parts = address.split("/")
        return parts[0] == "assets" and ".." not in parts

    def attributes_of(self, address: str) -> dict[str, str]:
        """What tells a page that it is in a room."""
        up = "../" * address.count("/")
        attributes = super().attributes_of(address)
        admission = self.room_access.admission(self)
        return attributes | {"data-room": f"{up}entry/"} if admission else attributes


class RoomApiHandler(RoomHandler, ApiHandler):
    """A page's requests in a room."""

    async def answer(self, path: str) -> None:
        """Hand in, or what any server is asked."""
        if (self.request.method, path) == ("POST", "hand-in"):
            await self._hand_in()
        else:
            await super().answer(path)

    get = post = put = delete = answer

    async def _hand_in(self) -> None:
        sent = self.content()
        admission = self.room_access.admission(self)
        learner = admission.learner if admission and admission.state == IN else ""
        assignment, with_record = self.text(sent, "assignment"), sent.get("record") is True
        language = self.language
        try:
            at = await self.work.run(
                self.documents.folder,
                lambda: hand_in(
                    self.room, learner, assignment, with_record=with_record, language=language
                ),
            )
        except DocumentError as error:
            self._send(error_reply(error))
            return
        self._send(Reply(HTTPStatus.OK, {"at": at}))


class VoteHandler(RoomHandler):
    """The page with the question put to the room."""

    def get(self) -> None:
        """For whoever was let in."""
        admission = self.room_access.admission(self)
        if admission is None or admission.state != IN:
            self.redirect("../")
            return
        title = self.room.cohort.title
        self.finish(room_page("vote", self.shown_language, title, learner=admission.name))


class AssetHandler(RoomHandler):
    """Scripts and styles of the room's own pages: nothing in them is anybody's."""

    def get(self, name: str) -> None:
        """Send one."""
        try:
            content = room_asset(name)
        except KeyError as error:
            raise HTTPError(HTTPStatus.NOT_FOUND) from error
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=UTF-8")
        self.finish(content)
