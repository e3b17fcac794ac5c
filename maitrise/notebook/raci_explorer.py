"""The RACI explorer: the deliverables of a project, filtered by phase and by role."""

from __future__ import annotations

from typing import Any

import traitlets

from maitrise.base.text import Language, say
from maitrise.figures.deliverables import RACI_ROLES, catalogue
from maitrise.figures.raci import raci_rows
from maitrise.kinds.markdown import table
from maitrise.kinds.model import Raci
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View


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
        super().__init__(
            labels={name: say(f"explorer.{name}", language) for name in names + notes},
            rows=[
                {
                    "id": row.id,
                    "text": row.name,
                    "phase": row.phase,
                    "letters": dict(row.letters),
                    "varies": row.varies,
                }
                for row in raci_rows(language)
            ],
            phases=[
                {"id": phase.id, "text": phase.name.said_in(language)}
                for phase in catalogue().phases
            ],
            letters=[
                {"letter": letter, "words": say(f"raci.letter.{letter}", language)}
                for letter in Raci.letters
            ],
        )

    def markdown(self) -> str:
        """The same as plain Markdown."""
        headers = [say("explorer.phase", self.language), say("raci.deliverable", self.language)]
        rows = [
            [row.phase_name, row.name, *(row.letters[role] for role in RACI_ROLES)]
            for row in raci_rows(self.language)
        ]
        return table([*headers, *RACI_ROLES], rows)
