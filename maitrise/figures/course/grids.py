"""What the page draws of the course's figures: each the same data as the figure of its name."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.deliverables import RACI_ROLES, Deliverable, Phase, RaciRole, catalogue
from maitrise.course.organisation import HOUSES, LEVELS, NO_ROLE, VERBS, seats
from maitrise.course.project_tasks import ZONES, project_tasks
from maitrise.course.role_parts import PARTS, SHARES, STAGES, WEIGHTS, acts, duties, involvements
from maitrise.course.roles import role_book
from maitrise.figures.course.organisation import role_name
from maitrise.figures.course.words import word
from maitrise.figures.grid import Bar, Grid, GridCell, GridRow, Head

_RACI: dict[RaciRole, str] = {
    "MOA": "moa",
    "AMOA": "amoa",
    "MOE": "moe",
    "PMO": "pmo-office",
}
_ACCEPTING = {"moa": "MOA", "amoa": "AMOA", "moe": "MOE", "pmo-officer": "PMO"}
_ZONE_ROLES = {"running": ("pmo-office",), "grey": ("pmo-office", "amoa"), "need": ("amoa",)}
_SHARE_LETTERS = {"decides": "◉", "helps": "○", "stays out": "–"}


def _symbols() -> dict[str, str]:
    return {role.id: role.symbol for role in role_book().roles.values()}


def life_cycle_grid(language: Language) -> Grid:
    """Which role acts in which phase: a lane a role, a mark a phase."""
    parts = {(part.role, part.phase): part for part in involvements()}
    steps = catalogue().steps

    def cell(role: str, phase: str) -> GridCell | None:
        part = parts.get((role, phase))
        if part is None:
            return None
        weight = part.weight
        letter = word(f"{weight}.letter", language)
        return GridCell(part=weight, letter=letter, said=word(weight, language), role=role)

    acting = {role for role, _ in parts}
    return Grid(
        form="life-cycle",
        columns=tuple(Head(text=f"{each.id}. {each.name.said_in(language)}") for each in steps),
        rows=tuple(
            GridRow(
                head=Head(
                    text=role.short.said_in(language),
                    note=word(role.verb, language),
                    roles=(role.id,),
                ),
                cells=tuple(cell(role.id, step.id) for step in steps),
            )
            for role in role_book().roles.values()
            if role.id in acting
        ),
        key=tuple(
            GridCell(
                part=weight,
                letter=word(f"{weight}.letter", language),
                text=word(f"{weight}.meaning", language),
            )
            for weight in WEIGHTS
        ),
        symbols=_symbols(),
    )


def acceptance_grid(language: Language) -> Grid:
    """Who acts at each stage of acceptance: a band a stage, a column a role."""
    parts = {(act.stage, act.role): act for act in acts()}

    def cell(stage: str, role: str) -> GridCell | None:
        act = parts.get((stage, role))
        if act is None:
            return None
        return GridCell(
            part=act.part,
            letter=word(f"acceptance.{act.part}.letter", language),
            said=word(f"acceptance.{act.part}", language),
            text=act.verb.said_in(language),
            role=role,
        )

    return Grid(
        form="acceptance-stages",
        columns=tuple(Head(text=short, roles=(role,)) for role, short in _ACCEPTING.items()),
        rows=tuple(
            GridRow(
                head=Head(
                    text=word(f"acceptance.{stage}", language),
                    note=word(f"acceptance.{stage}.question", language),
                ),
                cells=tuple(cell(stage, role) for role in _ACCEPTING),
            )
            for stage in STAGES
        ),
        key=tuple(
            GridCell(
                part=part,
                letter=word(f"acceptance.{part}.letter", language),
                text=word(f"acceptance.{part}", language),
            )
            for part in PARTS
        ),
        symbols=_symbols(),
    )


def duties_grid(language: Language) -> Grid:
    """What office, officer and project manager do about the same subject, and who decides."""
    parts = {(part.subject, part.role): part for part in duties()}
    roles = [role_book().roles[each] for each in dict.fromkeys(role for _, role in parts)]

    def cell(subject: str, role: str) -> GridCell:
        part = parts[subject, role]
        return GridCell(
            part=part.share,
            letter=_SHARE_LETTERS[part.share],
            said=word(f"duties.{part.share}", language),
            text=part.does.said_in(language),
            role=role,
        )

    return Grid(
        form="pmo-duties",
        columns=tuple(Head(text=r.short.said_in(language), roles=(r.id,)) for r in roles),
        rows=tuple(
            GridRow(
                head=Head(text=word(f"duties.{subject}", language)),
                cells=tuple(cell(subject, role.id) for role in roles),
            )
            for subject in dict.fromkeys(subject for subject, _ in parts)
        ),
        key=tuple(
            GridCell(
                part=share, letter=_SHARE_LETTERS[share], text=word(f"duties.{share}", language)
            )
            for share in SHARES
        ),
        symbols=_symbols(),
    )


def organisation_grid(language: Language) -> Grid:
    """A client, its IT department and its providers: who sits where, and in which role."""
    taken = {(seat.level, seat.house): seat for seat in seats()}

    def cell(level: str, house: str) -> GridCell:
        seat = taken[level, house]
        return GridCell(
            part=seat.verb,
            letter=word(f"organisation.{seat.verb}.letter", language),
            said=f"{role_name(seat, language)}, {word(seat.verb, language)}",
            text=seat.who.said_in(language),
            role="" if seat.role == NO_ROLE else seat.role,
        )

    return Grid(
        form="organisation",
        columns=tuple(Head(text=word(f"organisation.{house}", language)) for house in HOUSES),
        rows=tuple(
            GridRow(
                head=Head(
                    text=word(f"organisation.{level}", language),
                    roles=tuple(
                        dict.fromkeys(
                            taken[level, house].role
                            for house in HOUSES
                            if taken[level, house].role != NO_ROLE
                        )
                    ),
                ),
                cells=tuple(cell(level, house) for house in HOUSES),
            )
            for level in LEVELS
        ),
        key=tuple(
            GridCell(
                part=verb,
                letter=word(f"organisation.{verb}.letter", language),
                text=word(verb, language),
            )
            for verb in VERBS
        ),
        symbols=_symbols(),
    )


def raci_grid(language: Language) -> Grid:
    """How many deliverables each role makes and answers for, phase by phase."""
    counts = {
        (phase.id, role): _counted(catalogue().of_phase(phase.id), role)
        for phase in catalogue().phases
        for role in RACI_ROLES
    }
    most = max(max(each) for each in counts.values())

    def cell(phase: Phase, role: RaciRole) -> GridCell:
        bars = tuple(
            Bar(letter=letter, share=count / most, text=str(count))
            for letter, count in zip("RA", counts[phase.id, role], strict=True)
            if count
        )
        return GridCell(role=_RACI[role], bars=bars)

    return Grid(
        form="raci-overview",
        columns=tuple(Head(text=role, roles=(_RACI[role],)) for role in RACI_ROLES),
        rows=tuple(
            GridRow(
                head=Head(text=phase.numbered(language)),
                cells=tuple(cell(phase, role) for role in RACI_ROLES),
            )
            for phase in catalogue().phases
        ),
        key=tuple(
            GridCell(part=letter, text=word(f"raci.{letter.lower()}", language)) for letter in "RA"
        ),
        symbols=_symbols(),
    )


def _counted(found: tuple[Deliverable, ...], role: RaciRole) -> tuple[int, int]:
    """How many a role makes, and answers for; A/R counts in both."""
    return sum(each.is_done_by(role) for each in found), sum(
        each.is_answered_for_by(role) for each in found
    )


def task_grid(language: Language) -> Grid:
    """Which tasks run the project, which serve the need, and which could be either."""
    tasks = {(task.phase, task.zone): task.name.said_in(language) for task in project_tasks()}
    names = {step.id: step.name.said_in(language) for step in catalogue().steps}
    sides = {"running": "pmo-office", "grey": "", "need": "amoa"}
    return Grid(
        form="task-map",
        columns=tuple(
            Head(
                text=word(f"tasks.{zone}", language),
                note=word(f"tasks.{zone}.who", language),
                roles=_ZONE_ROLES[zone],
            )
            for zone in ZONES
        ),
        rows=tuple(
            GridRow(
                head=Head(text=names[phase]),
                cells=tuple(
                    GridCell(part=zone, text=tasks[phase, zone], role=sides[zone]) for zone in ZONES
                ),
            )
            for phase in dict.fromkeys(phase for phase, _ in tasks)
        ),
        key=(),
        symbols=_symbols(),
        foot=GridCell(text=word("tasks.owner", language), role="moa"),
    )
