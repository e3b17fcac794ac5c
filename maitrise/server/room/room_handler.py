"""What every answer of a room has in common: nothing after its end, no haste, no other site."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from tornado.web import HTTPError

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.server.handler import Handler
from maitrise.server.room.access import RoomAccess
from maitrise.server.room.room import Room

_LARGEST = 64 * 1024
_OWN_SITES = ("", "same-origin", "none")


class RoomHandler(Handler):
    """Answers one address of a room."""

    @property
    def room_access(self) -> RoomAccess:
        """Who may come in."""
        return cast("RoomAccess", self.access)

    @property
    def room(self) -> Room:
        """The room."""
        return self.room_access.room

    async def prepare(self) -> None:
        """Answer nothing to whom nothing is owed."""
        unknown = self.room_access.unknown_device(self)
        if unknown:  # let in by another process of the same room
            await self.room.recall(unknown)
        refused = self._refusal()
        if refused is None:
            await super().prepare()
        else:
            self.refuse(*refused)

    def _refusal(self) -> tuple[HTTPStatus, str] | None:
        access, request = self.room_access, self.request
        if self.room.closed.is_set():
            return HTTPStatus.GONE, "room.over"
        if not access.is_own_host(request.host):
            return HTTPStatus.MISDIRECTED_REQUEST, "server.other-name"
        if request.method not in ("GET", "HEAD"):
            site = request.headers.get("Sec-Fetch-Site", "")
            origin = request.headers.get("Origin", "")
            asked = urlsplit(origin).netloc
            is_own = not origin or asked == request.host or asked in access.hosts
            if site not in _OWN_SITES or not is_own:
                return HTTPStatus.FORBIDDEN, "server.no-token"
        admission = access.admission(self)
        if admission and not self.room.rate_limit.allows(admission.device):
            return HTTPStatus.TOO_MANY_REQUESTS, "room.too-fast"
        return None

    @property
    def shown_language(self) -> Language:
        """The language that the address asks for, else the browser's."""
        asked = self.get_query_argument("lang", "")
        return next((each for each in LANGUAGES if each == asked), self.language)

    def refuse(self, status: HTTPStatus, key: str) -> None:
        """Say in a sentence why something is not done."""
        self.set_status(status)
        kind = "wait" if status == HTTPStatus.TOO_MANY_REQUESTS else "refused"
        self.finish({"kind": kind, "message": say(key, self.language)})

    def content(self) -> dict[str, Any]:
        """What was sent.

        Raises:
            HTTPError: it is no small table of JSON.
        """
        if len(self.request.body) > _LARGEST:
            raise HTTPError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            sent = json.loads(self.request.body)
        except (ValueError, RecursionError) as error:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from error
        if not isinstance(sent, dict):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        return sent

    def text(self, sent: dict[str, Any], name: str) -> str:
        """A part of what was sent that is a text; "" where there is none."""
        value = sent.get(name, "")
        if not isinstance(value, str):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        return value
