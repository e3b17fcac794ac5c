"""Who may come into a room: learners by the code and a name, the trainer by a token.

A cookie says which browser it is, and the room's secret signs it: whose answers a request is about
comes from there and from nowhere else.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from maitrise.cohort.room_answers import Admission
from maitrise.server.room.admissions import IN
from maitrise.server.room.documents import RoomDocuments
from maitrise.server.room.room import Room
from maitrise.server.room.roster import TRAINER


@dataclass(frozen=True, kw_only=True)
class RoomAccess:
    """Access by the code of the day.

    Attributes:
        hosts: the names, with their ports, under which the room answers; nothing where only a
            hub's proxy reaches it, which answers to its own names alone.
        public: the address that learners type; "" where that is not known.
        prefix: the path of the address, where the address itself is not known.
        is_secure: whether they come by https.
        proxies: addresses of the proxies whose word is taken for where a request comes from.
        session: the cookie by which a hub knows a session; "" without a hub. Whoever signs out
            there loses it, and what the room has signed for it is worth nothing then.
    """

    room: Room
    port: int
    hosts: frozenset[str]
    public: str
    prefix: str = ""
    is_secure: bool = False
    proxies: frozenset[str] = frozenset()
    session: str = ""

    @property
    def base(self) -> str:
        """The path under which the room answers."""
        path = (self.prefix or urlsplit(self.public).path).strip("/")
        return f"/{path}/" if path else "/"

    @property
    def own_page(self) -> str:
        """The trainer's address, token included: only they are shown it."""
        return f"{self.public.rstrip('/')}/wall/?token={self.room.invitation}"

    @property
    def to_join(self) -> str:
        """The address that the QR code holds: what follows # is sent to no server."""
        return f"{self.public.rstrip('/')}/#{self.room.code.replace(' ', '')}"

    def is_own_host(self, host: str) -> bool:
        """Whether a request's ``Host`` is one that the room answers to."""
        return not self.hosts or host.lower() in self.hosts

    def documents(self, handler: RequestHandler) -> RoomDocuments | None:
        """The documents of whoever asks, if they were let in."""
        admission = self.admission(handler)
        if admission and admission.state == IN:
            return self.room.documents(admission.learner)
        return self.room.documents(TRAINER) if self.is_trainer(handler) else None

    def token(self, handler: RequestHandler) -> str:
        """What a page must show to change anything."""
        return self.room.signed(f"token {self._device(handler)}")

    def is_token(self, handler: RequestHandler, shown: str) -> bool:
        """Whether that is what it shows."""
        return _same(self.token(handler), shown)

    def admission(self, handler: RequestHandler) -> Admission | None:
        """Which browser asks, let in or not; None too where its learner was erased since."""
        found = self.room.admissions.find(self._device(handler))
        if found and found.state == IN and not self.room.roster.lists(found.learner):
            return None
        return found

    def is_trainer(self, handler: RequestHandler) -> bool:
        """Whether the trainer asks."""
        shown = handler.get_cookie(f"{self._cookie}-trainer") or ""
        return _same(self._signed(handler, "trainer cookie"), shown)

    def invite_trainer(self, handler: RequestHandler, shown: str) -> bool:
        """Let the trainer's browser in, by the token of the address that was printed."""
        if not _same(self.room.invitation, shown):
            return False
        self.let_trainer_in(handler)
        return True

    def let_trainer_in(self, handler: RequestHandler) -> None:
        """Have a browser show from now on that it is the trainer's."""
        self._set(handler, f"{self._cookie}-trainer", self._signed(handler, "trainer cookie"))

    def remember(self, handler: RequestHandler, admission: Admission) -> None:
        """Have a browser show from now on who it is."""
        signature = self._signed(handler, f"cookie {admission.device}")
        self._set(handler, self._cookie, f"{admission.device}.{signature}")

    def forget(self, handler: RequestHandler) -> None:
        """Have a browser be nobody again."""
        handler.clear_cookie(self._cookie, path=self.base)

    def address_of(self, request: HTTPServerRequest) -> str:
        """Where a request comes from; a proxy's word is taken only if the trainer has named it."""
        peer = str(request.remote_ip)
        if peer not in self.proxies:
            return peer
        said = request.headers.get("X-Forwarded-For", "").split(",")
        others = [each.strip() for each in said if each.strip() not in self.proxies]
        return others[-1] if others and others[-1] else peer

    def unknown_device(self, handler: RequestHandler) -> str:
        """What a good cookie says that this process has never heard of; "" usually."""
        device = self._device(handler)
        return device if device and self.room.admissions.find(device) is None else ""

    def _device(self, handler: RequestHandler) -> str:
        """What the cookie says, if this room has signed it; "" else."""
        device, _, signature = (handler.get_cookie(self._cookie) or "").partition(".")
        return device if _same(self._signed(handler, f"cookie {device}"), signature) else ""

    def _signed(self, handler: RequestHandler, use: str) -> str:
        """What the room signs for a browser, and on a hub for one session of it."""
        session = handler.get_cookie(self.session) if self.session else ""
        return self.room.signed(f"{use} {session}" if session else use)

    @property
    def _cookie(self) -> str:
        """Browsers give a computer's cookies to all of its ports."""
        return f"maitrise-room-{self.port}"

    def _set(self, handler: RequestHandler, name: str, value: str) -> None:
        handler.set_cookie(
            name,
            value,
            path=self.base,
            httponly=True,
            samesite="Lax",  # the address is opened from a message or a scanned code
            secure=self.is_secure,
        )


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
