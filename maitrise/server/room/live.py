"""What changes in a room, sent to the pages that watch it as it happens (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from http import HTTPStatus
from typing import Any, ClassVar

from tornado.iostream import StreamClosedError

from maitrise.base.text import Language
from maitrise.server.room.admissions import IN
from maitrise.server.room.news import News
from maitrise.server.room.room_handler import RoomHandler

_AT_MOST_EVERY = 0.2  # seconds
_SIGN_OF_LIFE = 15.0  # seconds: proxies close a line that is silent for a minute
_TABS = 8


class LiveHandler(RoomHandler):
    """A line that stays open; each change of what is watched is sent down it."""

    _open: ClassVar[Counter[str]] = Counter()
    watcher = ""
    _is_counted = False

    def watched(self) -> News:
        """What tells that there is something new."""
        raise NotImplementedError

    def shown(self, language: Language) -> dict[str, Any]:
        """What is sent."""
        raise NotImplementedError

    async def stream(self) -> None:
        """Send until the page is gone or the room has ended."""
        if self._open[self.watcher] >= _TABS:
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, "room.too-fast")
            return
        self._open[self.watcher] += 1
        self._is_counted = True
        try:
            await self._send(self.shown_language)
        except (StreamClosedError, asyncio.CancelledError):  # the page is gone, or the room stops
            return
        finally:
            self.on_connection_close()

    def on_connection_close(self) -> None:
        """Count this line no more: a page that is loaded anew opens another at once."""
        if self._is_counted:
            self._is_counted = False
            self._open[self.watcher] -= 1

    async def _send(self, language: Language) -> None:
        self.set_header("Content-Type", "text/event-stream; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")  # nginx would keep what is sent for later
        news, number, before = self.watched(), -1, ""
        while not self.room.closed.is_set():
            number = await news.wait_for_change(number, _SIGN_OF_LIFE)
            text = json.dumps(self.shown(language), ensure_ascii=False)
            self.write(f"data: {text}\n\n" if text != before else ":\n\n")
            await self.flush()
            before = text
            await asyncio.sleep(_AT_MOST_EVERY)
        self.write("event: over\ndata: {}\n\n")
        await self.flush()


class LearnersLiveHandler(LiveHandler):
    """What the page of a learner needs to know: the question put to the room."""

    async def get(self) -> None:
        """For whoever was let in."""
        admission = self.room_access.admission(self)
        if admission is None or admission.state != IN:
            self.refuse(HTTPStatus.FORBIDDEN, "room.not-in")
            return
        self.watcher = admission.device
        await self.stream()

    def watched(self) -> News:
        """Only what the trainer does: three hundred pages need not wake at each answer."""
        return self.room.put_news

    def shown(self, language: Language) -> dict[str, Any]:
        """The question put to the room."""
        return self.room.wall.for_learners(language)
