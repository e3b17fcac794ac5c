"""Who is in a room: browsers that showed the code, each under a name that it took."""

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
    """The browsers that have asked to come in, by what their cookie says.

    A name is taken by the first browser that asks for it. Another one that asks for the same name
    waits until the trainer has nodded: it may be the same person on a telephone, or somebody else.
    """

    def __init__(self, known: Iterable[Admission] = ()) -> None:
        self._known = {each.device: each for each in known}

    def of(self, device: str) -> Admission | None:
        """Who a browser is; None for one that is not known here."""
        return self._known.get(device)

    def ask(self, learner: str, name: str, *, is_known: bool | None = None) -> Admission:
        """Somebody asks to come in under a name.

        Args:
            learner: a roster id; "" for somebody who is not on the list.
            name: the roster's, or as it was typed.
            is_known: what a hub, where one has signed them in, knows of it: whether they are on
                the list. Then nobody else can have taken the name.
        """
        is_free = bool(learner) and learner not in self.present
        state = IN if (is_free if is_known is None else is_known) else WAITING
        admission = Admission(secrets.token_urlsafe(24), learner, name, state, now())
        self._known[admission.device] = admission
        return admission

    def know(self, admission: Admission) -> None:
        """Take in what was decided elsewhere."""
        self._known[admission.device] = admission

    def decide(self, device: str, state: str, learner: str = "") -> Admission | None:
        """Let somebody in, or put them out; None for a browser that nobody knows.

        Args:
            learner: the roster id that somebody not on the list was given.
        """
        before = self._known.get(device)
        if before is None or (state == IN and not (learner or before.learner)):
            return None
        after = replace(before, state=state, learner=learner or before.learner)
        self._known[device] = after
        return after

    @property
    def waiting(self) -> list[Admission]:
        """Who waits for the trainer's nod, the first first."""
        return [each for each in self._known.values() if each.state == WAITING]

    @property
    def present(self) -> dict[str, str]:
        """Who was let in: name by roster id."""
        return {each.learner: each.name for each in self._known.values() if each.state == IN}


def typed_name(written: str) -> str:
    """A name as somebody typed it, without what could turn the trainer's screen about."""
    return " ".join(_CONTROL.sub(" ", written).split())[:LONGEST_NAME]


def id_for(name: str, taken: Collection[str]) -> str:
    """A roster id for somebody who was not on the list.

    >>> id_for("Zoé Le Goff", {"zoe-le-goff"})
    'zoe-le-goff-2'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "-".join(re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode()))[:48]
    base = plain if is_usable_id(plain) else f"guest-{secrets.token_hex(3)}"
    known = {each.casefold() for each in taken}
    numbered = (base if count == 1 else f"{base}-{count}" for count in range(1, len(known) + 3))
    return next(each for each in numbered if each not in known)
