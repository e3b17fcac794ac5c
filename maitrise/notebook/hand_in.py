"""Handing a case in: what is blank, who hands in, and where the file is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import traitlets

from maitrise.base.errors import MaitriseError
from maitrise.base.text import Language, say
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View


class HandIn(Protocol):
    """What handing in needs to know of an open case, and has it do."""

    language: Language

    def blank(self) -> list[int]:
        """The numbers of the questions without an answer, from 1."""

    def count(self) -> int:
        """How many questions there are."""

    def known_id(self) -> str:
        """The id that the trainer knows the learner by; "" while it is unknown."""

    def hand_in(self, learner: str, *, with_record: bool) -> Mapping[str, str]:
        """Write the file.

        Returns:
            ``name`` of the file, ``folder`` it lies in, and ``address`` where the course's own
            server offers it ("" elsewhere).

        Raises:
            MaitriseError: it was not written; the message is for the learner.
        """


class HandInView(View):
    """A button that says first what is blank, and asks once who hands in."""

    _esm = javascript("make", "hand-in")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, case: HandIn) -> None:
        self.case = case
        names = ("title", "how", "your-id", "id-how", "record", "hand-in", "anyway", "back")
        more = ("again", "done", "where", "what-next", "download")
        super().__init__(
            labels={name: say(f"hand-in.{name}", case.language) for name in names + more},
            state=self._state(),
        )
        self.on_msg(self._on_message)

    def refresh(self) -> None:
        """Show what is blank now; a result that was shown stays."""
        kept = {name: self.state[name] for name in ("done", "notice")}
        self.state = self._state(**kept)

    def _state(self, **more: Any) -> dict[str, Any]:
        return {
            "blanks": self._blanks(),
            "id": self.case.known_id(),
            "done": None,
            "notice": "",
            "asking": False,
            **more,
        }

    def _blanks(self) -> str:
        blank = self.case.blank()
        if not blank:
            return say("hand-in.complete", self.case.language)
        if len(blank) == self.case.count():
            return say("hand-in.all-blank", self.case.language)
        key = "hand-in.blank-one" if len(blank) == 1 else "hand-in.blank"
        listed = ", ".join(str(number) for number in blank)
        return say(key, self.case.language, numbers=listed, count=len(blank))

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        act = content.get("act")
        if act == "back":
            self.state = self._state()
        elif act == "hand in" and self.case.blank():
            self.state = self._state(asking=True)
        elif act in ("hand in", "anyway"):
            self._hand_in(str(content.get("id", "")), with_record=content.get("record") is True)

    def _hand_in(self, learner: str, *, with_record: bool) -> None:
        try:
            done = self.case.hand_in(learner.strip(), with_record=with_record)
        except MaitriseError as error:
            self.state = self._state(notice=str(error))
        else:
            self.state = self._state(done=dict(done))

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return say("hand-in.static", self.case.language)
