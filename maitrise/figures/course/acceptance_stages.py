"""The stages of acceptance: one band a stage, one column a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maitrise.base.text import Language
from maitrise.course.role_parts import PARTS, STAGES, Act, acts
from maitrise.course.roles import SHAPES, RoleBook, role_book
from maitrise.figures.card import band, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK, RULE, text_on, tint
from maitrise.figures.plotly import plot_config

_HEADS = 28  # pixels for the names of the roles
_STAGE = 96
_NAME_DOWN, _QUESTION_DOWN, _MARKS_DOWN, _VERB_DOWN = 14, 31, 57, 81  # from the top of a band
_KEY_ROW = 24
_COLUMNS = {"moa": "MOA", "amoa": "AMOA", "moe": "MOE", "pmo-officer": "PMO"}
_SYMBOL = {"decides": "square", "works": "circle", "helps": "circle", "told": "circle"}
_SIZE = {"decides": 28, "works": 25, "helps": 22, "told": 19}


def acceptance_stages(
    language: Language, parts: Sequence[Act] | None = None, book: RoleBook | None = None
) -> Figure:
    """Who acts at each stage of acceptance, and who decides?

    Shows the MOE at work on installing and fixing, and never deciding. Source:
    ``course/data/acceptance.csv`` [R6][R7][R24][R25].

    Args:
        parts: each role's part at each stage; the course's own unless given.
        book: the roles, for their colours; the course's own unless given.
    """
    parts, book = tuple(parts or acts()), book or role_book()
    bottom = _HEADS + _STAGE * len(STAGES)
    marks, meanings = _key(language, bottom + 6)
    total = bottom + 10 + _KEY_ROW * len(PARTS)
    title = word("acceptance.title", language)
    layout = card_layout(title, 44 + total, {"l": 4, "r": 4, "t": 40, "b": 0})
    layout |= {
        "xaxis": bare_axis(0.5, len(_COLUMNS) + 0.5),
        "yaxis": bare_axis(total, 0),
        "annotations": [
            *_heads(book),
            *_stage_names(language),
            *_verbs(parts, language),
            *meanings,
        ],
        "shapes": _bands(),
    }
    return Figure(
        spec={"data": [_marks(parts, book, language), marks], "layout": layout},
        config=plot_config(language),
        title=title,
        summary=_summary(parts, language),
        table=_table(parts, language),
        language=language,
    )


def _column(role: str) -> int:
    return list(_COLUMNS).index(role) + 1


def _top(stage: str) -> int:
    return _HEADS + _STAGE * STAGES.index(stage)


def _ground(colour: str, part: str) -> str:
    return {"decides": colour, "works": tint(colour, 0.35)}.get(part, CARD)


def _letter(part: str, language: Language) -> str:
    letter = escape(word(f"acceptance.{part}.letter", language))
    return f"<b>{letter}</b>" if part == "decides" else letter


def _marks(parts: Sequence[Act], book: RoleBook, language: Language) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [_column(act.role) for act in parts],
        "y": [_top(act.stage) + _MARKS_DOWN for act in parts],
        **_drawn(
            [act.part for act in parts],
            [book.roles[act.role].colour for act in parts],
            [_SIZE[act.part] for act in parts],
            language,
        ),
        "hovertext": [_hover(act, language) for act in parts],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _drawn(
    parts: Sequence[str], colours: Sequence[str], sizes: Sequence[int], language: Language
) -> dict[str, Any]:
    """How marks look: a shape and a letter for the part, the role's colour besides."""
    grounds = [_ground(colour, part) for part, colour in zip(parts, colours, strict=True)]
    return {
        "text": [_letter(part, language) for part in parts],
        "textposition": "middle center",
        "textfont": {"color": [text_on(ground) for ground in grounds]},
        "marker": {
            "symbol": [_SYMBOL[part] for part in parts],
            "size": list(sizes),
            "color": grounds,
            "opacity": 1,
            "line": {"color": INK, "width": 1.5},
        },
        "cliponaxis": False,
    }


def _hover(act: Act, language: Language) -> str:
    head = f"<b>{_COLUMNS[act.role]}</b> · {escape(word(f'acceptance.{act.stage}', language))}"
    part = f"<b>{escape(word(f'acceptance.{act.part}', language))}</b>"
    return "<br>".join([head, part, broken(act.does.said_in(language), 28)])


def _heads(book: RoleBook) -> list[dict[str, Any]]:
    return [
        note(f"<b>{SHAPES[book.roles[name].symbol]} {short}</b>", _column(name), _HEADS / 2)
        for name, short in _COLUMNS.items()
    ]


def _stage_names(language: Language) -> list[dict[str, Any]]:
    """The name of each stage, and under it the question that the stage answers."""
    place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": 6}
    names = []
    for stage in STAGES:
        name = escape(word(f"acceptance.{stage}", language))
        names.append(note(f"<b>{name}</b>", 0, _top(stage) + _NAME_DOWN, **place))
        question = escape(word(f"acceptance.{stage}.question", language))
        names.append(note(question, 0, _top(stage) + _QUESTION_DOWN, **place))
    return names


def _verbs(parts: Sequence[Act], language: Language) -> list[dict[str, Any]]:
    return [
        note(
            escape(act.verb.said_in(language)),
            _column(act.role),
            _top(act.stage) + _VERB_DOWN,
            yanchor="middle",
        )
        for act in parts
    ]


def _bands() -> list[dict[str, Any]]:
    return [band(_top(stage) + 1, _top(stage) + _STAGE - 3, xref="paper") for stage in STAGES]


def _key(language: Language, top: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The four marks and what they mean, one below the other."""
    rows = [top + _KEY_ROW * (position + 0.5) for position in range(len(PARTS))]
    left = 0.62
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [left] * len(rows),
        "y": rows,
        **_drawn(PARTS, [RULE] * len(PARTS), [19] * len(PARTS), language),
        "hoverinfo": "skip",
    }
    place = {"xanchor": "left", "yanchor": "middle", "xshift": 16}
    meanings = [
        note(escape(word(f"acceptance.{part}", language)), left, row, **place)
        for part, row in zip(PARTS, rows, strict=True)
    ]
    return marks, meanings


def _summary(parts: Sequence[Act], language: Language) -> str:
    return word(
        "acceptance.summary",
        language,
        stages=len(STAGES),
        moa=sum(act.role == "moa" and act.part == "decides" for act in parts),
        amoa=sum(act.role == "amoa" and act.part == "works" for act in parts),
        moe=sum(act.role == "moe" and act.part == "works" for act in parts),
    )


def _table(parts: Sequence[Act], language: Language) -> FigureTable:
    """One row a mark, stage by stage."""
    rows = [
        (
            word(f"acceptance.{act.stage}", language),
            _COLUMNS[act.role],
            word(f"acceptance.{act.part}", language),
            act.does.said_in(language),
        )
        for stage in STAGES
        for act in parts
        if act.stage == stage
    ]
    headers = ("stage", "role", "weight", "does")
    return FigureTable(tuple(word(f"table.{header}", language) for header in headers), tuple(rows))
