"""A room as a service of a JupyterHub: the hub says who somebody is, a group who is a trainer.

The hub signs people in (``HubOAuth``), once; from then on the room's own cookie says who they are,
as it does after a code. A hub's user name is the id on the cohort's list.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from tornado.httputil import url_concat
from tornado.web import HTTPError

from maitrise.base.errors import SetupError
from maitrise.base.text import Language, say
from maitrise.cohort.person import LearnerIds, is_usable_id
from maitrise.server.room.admissions import IN, WAITING
from maitrise.server.room.page import room_page
from maitrise.server.room.room_handler import RoomHandler

CALLBACK = "oauth_callback"
SESSION = "jupyterhub-session-id"
"""The cookie that a hub gives at signing in and takes back at signing out."""
_NEEDED = ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_API_URL", "JUPYTERHUB_SERVICE_PREFIX",
           "JUPYTERHUB_SERVICE_URL")  # fmt: skip


class Hub:
    """The hub whose service this is.

    Attributes:
        trainers: the hub's group whose members are trainers here.
        prefix: the path under which the hub's proxy shows the service.
        public: the service's address as people see it; "" where the hub does not say.
    """

    def __init__(self, trainers: str, language: Language) -> None:
        """Read what the hub has set.

        Raises:
            SetupError: no hub has started this, or what talks to it is not installed.
        """
        missing = [name for name in _NEEDED if not os.environ.get(name)]
        if missing:
            raise SetupError(say("room.no-hub", language, missing=", ".join(missing)))
        try:
            import jupyterhub  # noqa: F401 - not there where nobody has a hub
        except ImportError as error:
            raise SetupError(say("room.no-jupyterhub", language)) from error
        self.trainers = trainers
        self.prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
        self.public = os.environ.get("JUPYTERHUB_PUBLIC_URL", "")
        listen = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
        self.host, self.port = listen.hostname or "127.0.0.1", listen.port or 80

    @cached_property
    def auth(self) -> Any:
        """What asks the hub."""
        from jupyterhub.services.auth import HubOAuth

        return HubOAuth()

    def is_trainer(self, user: Mapping[str, Any]) -> bool:
        """Whether somebody teaches here."""
        return self.trainers in user.get("groups", ())


class HubStartHandler(RoomHandler):
    """The service's address: leads on to the course, or to the hub to sign in."""

    def get(self) -> None:
        """Lead on."""
        admission = self.room_access.admission(self)
        if admission and admission.state == IN:
            self.redirect(f"{self.shown_language}/")
        elif admission and admission.state == WAITING:
            self.finish(room_page("join", self.shown_language, self.room.cohort.title))
        elif self.room_access.is_trainer(self):
            self.redirect("wall/")
        else:
            self._sign_in()

    def _sign_in(self) -> None:
        auth = self.settings["hub"].auth
        verifier, challenge, method = auth.generate_pkce_code_challenge()
        state = auth.set_state_cookie(self, code_verifier=verifier)
        asked = {"state": state, "code_challenge": challenge, "code_challenge_method": method}
        self.redirect(url_concat(auth.login_url, asked))


class HubCallbackHandler(RoomHandler):
    """Where the hub leads back to, with a code that says who has signed in."""

    async def get(self) -> None:
        """Let them in as whom the hub says they are."""
        hub: Hub = self.settings["hub"]
        user = await self._signed_in(hub.auth)
        name = str(user["name"])
        if hub.is_trainer(user):
            self.room_access.let_trainer_in(self)
            self.redirect("wall/")
            return
        if not is_usable_id(name):
            self.refuse(HTTPStatus.FORBIDDEN, "room.bad-hub-name")
            return
        people = self.room.roster.people
        own = LearnerIds(people).spelling_of(name) or name
        shown = people[own].name or own if own in people else own
        admission = self.room.admissions.ask(own, shown, is_known=own in people)
        await self.room.admit(admission)
        self.room_access.remember(self, admission)
        self.redirect("./")

    async def _signed_in(self, auth: Any) -> Mapping[str, Any]:
        """The hub's word on who has signed in.

        Raises:
            HTTPError: it was not this browser that asked, or the hub knows nobody.
        """
        code, state = self.get_query_argument("code", ""), self.get_query_argument("state", "")
        cookie = self.get_signed_cookie(auth.get_state_cookie_name(state))
        if not (code and state) or cookie is None or cookie.decode("ascii", "replace") != state:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        verifier = auth.get_code_verifier(state)
        auth.clear_oauth_state_cookies(self)
        auth.clear_oauth_state(state)
        token = await auth.token_for_code(code, sync=False, code_verifier=verifier)
        user: Mapping[str, Any] | None = await auth.user_for_token(token, sync=False)
        if user is None:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        return user
