"""The people in a room: browsers that showed the code, each under a name."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace

from maitrise.cohort.person import LONGEST_NAME, is_usable_id
from maitrise.cohort.room_answers import Admission
from maitrise.learner.sheet import now

IN, WAITING, OUT = "in", "waiting", "out"
MOST_WAITING = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Admissions:
    """The browsers that asked to enter, by the value of their cookie.

    The first browser that asks for a name gets it. Another one that asks for the same name waits
    for the trainer's decision: it may be the same person's telephone, or somebody else.
    """

    def __init__(self, known: Iterable[Admission] = ()) -> None:
        self._known = {each.device: each for each in known}

    def find(self, device: str) -> Admission | None:
        """The admission of a browser; None for an unknown one."""
        return self._known.get(device)

    def ask(self, learner: str, name: str, *, is_known: bool | None = None) -> Admission:
        """Add a browser that asks to enter under a name; returns its admission.

        Args:
            learner: a roster id; "" for a person who is not on the roster.
            name: the roster's, or as it was typed.
            is_known: if a hub has signed the person in, whether they are on the roster; nobody
                else can then have taken the name. None without a hub.
        """
        is_free = bool(learner) and learner not in self.present
        state = IN if (is_free if is_known is None else is_known) else WAITING
        admission = Admission(secrets.token_urlsafe(24), learner, name, state, now())
        self._known[admission.device] = admission
        return admission

    def remember(self, admission: Admission) -> None:
        """Take over an admission that another process has decided."""
        self._known[admission.device] = admission

    def decide(self, device: str, state: str, learner: str = "") -> Admission | None:
        """Let a browser in or out; returns its new admission, None for an unknown browser.

        Args:
            learner: the roster id given to a person who was not on the roster.
        """
        before = self._known.get(device)
        if before is None or (state == IN and not (learner or before.learner)):
            return None
        after = replace(before, state=state, learner=learner or before.learner)
        self._known[device] = after
        return after

    @property
    def waiting(self) -> list[Admission]:
        """Those who wait for the trainer's decision, in the order of their requests."""
        return [each for each in self._known.values() if each.state == WAITING]

    @property
    def present(self) -> dict[str, str]:
        """Those who were let in: name by roster id."""
        return {each.learner: each.name for each in self._known.values() if each.state == IN}


def typed_name(written: str) -> str:
    """A name as it was typed, without control characters."""
    return " ".join(_CONTROL.sub(" ", written).split())[:LONGEST_NAME]


def id_for(name: str, taken: Collection[str]) -> str:
    """Make a roster id for a person who was not on the roster.

    >>> id_for("Zoé Le Goff", {"zoe-le-goff"})
    'zoe-le-goff-2'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "-".join(re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode()))[:48]
    base = plain if is_usable_id(plain) else f"guest-{secrets.token_hex(3)}"
    known = {each.casefold() for each in taken}
    numbered = (base if count == 1 else f"{base}-{count}" for count in range(1, len(known) + 3))
    return next(each for each in numbered if each not in known)
