"""The RACI explorer: the deliverables of a project, to be filtered by phase and by role."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course.deliverables import RACI_ROLES, catalogue, raci_rows
from maitrise.kinds.markdown import table


def data(language: Language) -> dict[str, Any]:
    """Rows, phases and roles. Source: ``course/data/deliverables.csv`` [R49]."""
    return {
        "rows": [
            {
                "id": row.id,
                "text": row.name,
                "phase": row.phase,
                "letters": dict(row.letters),
                "varies": row.varies,
            }
            for row in raci_rows(language)
        ],
        "phases": [
            {"id": phase.id, "text": phase.name.said_in(language)} for phase in catalogue().phases
        ],
        "roles": list(RACI_ROLES),
    }


def markdown(language: Language) -> str:
    """The whole table."""
    headers = [say("explorer.phase", language), say("raci.deliverable", language), *RACI_ROLES]
    rows = [
        [row.phase_name, row.name, *(row.letters[role] for role in RACI_ROLES)]
        for row in raci_rows(language)
    ]
    return table(headers, rows)
