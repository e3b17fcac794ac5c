"""The RACI explorer: the deliverables of a project, filtered by phase and by role."""

from __future__ import annotations

from typing import Any

import traitlets

from maitrise.base.text import Language, say
from maitrise.kinds.raci.question import LETTERS
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View
from maitrise.player import raci_explorer


class RaciExplorer(View):
    """A table with two drop-downs; filtering happens in the page, without a kernel."""

    _esm = javascript("make", "raci-explorer")
    labels = traitlets.Dict().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    phases: traitlets.List[Any] = traitlets.List().tag(sync=True)
    letters: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        names = ("caption", "phase", "role", "all-phases", "all-roles", "deliverable")
        notes = ("mark", "varies", "shown", "none", "letters")
        data = raci_explorer.data(language)
        super().__init__(
            labels={name: say(f"explorer.{name}", language) for name in names + notes},
            rows=data["rows"],
            phases=data["phases"],
            letters=[
                {"letter": letter, "words": say(f"raci.letter.{letter}", language)}
                for letter in LETTERS
            ],
        )

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return raci_explorer.markdown(self.language)
