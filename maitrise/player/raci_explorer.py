"""The RACI explorer: the deliverables of a project, to be filtered by phase and by role."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course.deliverables import RACI_ROLES, catalogue
from maitrise.kinds.markdown import table


def data(language: Language) -> dict[str, Any]:
    """Rows, phases and roles. Source: ``course/data/deliverables.csv`` [R49]."""
    phases = catalogue().phases
    return {
        "rows": [
            {
                "id": each.id,
                "text": each.name.said_in(language),
                "phase": phase.id,
                "letters": dict(each.letters),
                "varies": each.varies,
            }
            for phase in phases
            for each in catalogue().of_phase(phase.id)
        ],
        "phases": [{"id": phase.id, "text": phase.name.said_in(language)} for phase in phases],
        "roles": list(RACI_ROLES),
    }


def markdown(language: Language) -> str:
    """The whole table."""
    headers = [say("explorer.phase", language), say("raci.deliverable", language), *RACI_ROLES]
    rows = [
        [phase.name.said_in(language), each.name.said_in(language), *each.letters.values()]
        for phase in catalogue().phases
        for each in catalogue().of_phase(phase.id)
    ]
    return table(headers, rows)
