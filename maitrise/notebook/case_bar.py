"""The bar of a case: how many of its questions are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import traitlets

from maitrise.base.text import Language, say
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View


class CaseProgress(Protocol):
    """What the bar needs to know of an open case."""

    language: Language
    notices: list[str]

    def blank(self) -> list[int]:
        """The numbers of the questions without an answer, from 1."""

    def count(self) -> int:
        """How many questions there are."""

    def facts(self) -> Mapping[str, Any]:
        """``minutes`` and ``points`` of the case, in words."""


class CaseBar(View):
    """ "7 of 9 answered", in words and as a bar."""

    _esm = javascript("make", "case-bar")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, progress: CaseProgress) -> None:
        self.progress = progress
        language = progress.language
        labels = {
            "progress": say("case.progress", language),
            "how": say("case.how", language, **progress.facts()),
        }
        super().__init__(labels=labels, state=self._state())

    def refresh(self) -> None:
        """Show how many are answered now."""
        self.state = self._state()

    def _state(self) -> dict[str, Any]:
        total = self.progress.count()
        done = total - len(self.progress.blank())
        return {
            "done": done,
            "total": total,
            "words": say("case.so-far", self.progress.language, done=done, total=total),
            "notice": " ".join(self.progress.notices),
        }

    def markdown(self) -> str:
        """The same as plain Markdown: how to answer."""
        how = say("case.how", self.progress.language, **self.progress.facts())
        return f"{how} {say('case.static', self.progress.language)}"
