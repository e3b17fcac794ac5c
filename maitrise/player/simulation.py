"""A branching scenario: decide, see what happens and whose call it was, go on.

The page plays (``scenario.js``); the Markdown form is the opening.
"""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, Text, say
from maitrise.course import people
from maitrise.course.scenario import Ending, Gauge, Scene, scenario
from maitrise.kinds.markdown import table
from maitrise.learner.statements import language_map

LEVELS = ((75, "strong"), (50, "sound"), (25, "fragile"), (0, "critical"))
"""From which value on a gauge is called what."""


def data(language: Language, name: str) -> dict[str, Any]:
    """The whole scenario; titles in both languages too, as the learning record says them."""
    read = scenario(name)
    facing = [scene.facing for scene in read.scenes]
    return {
        "id": read.id,
        "title": read.title.said_in(language),
        "names": language_map(read.title),
        "intro": read.intro.said_in(language),
        "months": read.months,
        "start": read.start,
        "gauges": [_gauge(each, language) for each in read.gauges],
        "scenes": [_scene(each, language) for each in read.scenes],
        "endings": [_ending(each, language) for each in read.endings],
        "people": {name: people()[name] for name in dict.fromkeys(facing) if name in people()},
    }


def markdown(language: Language, name: str) -> str:
    """The opening: the same whoever plays, and however far they are."""
    read = scenario(name)
    scene = read.scene(read.start)
    gauges = [[each.name.said_in(language), _level(each.start, language)] for each in read.gauges]
    choices = "\n".join(f"- {each.text.said_in(language)}" for each in scene.choices)
    when = say("scenario.when", language, month=scene.month, months=read.months, number=1)
    title, role = _said(language, scene.title, scene.role)
    parts = [
        f"**{read.title.said_in(language)}**",
        read.intro.said_in(language),
        table([say(f"scenario.{head}", language) for head in ("gauge", "reading")], gauges),
        f"**{title}** · {when} · {role}",
        scene.text.said_in(language),
        say("scenario.ask", language),
        choices,
        f"*{say('scenario.live', language)}*",
    ]
    return "\n\n".join(parts)


def _level(value: int, language: Language) -> str:
    name = next(name for least, name in LEVELS if value >= least)
    level = say(f"scenario.level.{name}", language)
    return say("scenario.value", language, value=value, level=level)


def _said(language: Language, *texts: Text) -> list[str]:
    return [text.said_in(language) for text in texts]


def _gauge(gauge: Gauge, language: Language) -> dict[str, Any]:
    return {"id": gauge.id, "name": gauge.name.said_in(language), "start": gauge.start}


def _scene(scene: Scene, language: Language) -> dict[str, Any]:
    return {
        "id": scene.id,
        "month": scene.month,
        "title": scene.title.said_in(language),
        "names": language_map(scene.title),
        "role": scene.role.said_in(language),
        "facing": scene.facing,
        "text": scene.text.said_in(language),
        "choices": [
            {
                "id": choice.id,
                "text": choice.text.said_in(language),
                "result": choice.result.said_in(language),
                "why": choice.why.said_in(language),
                "mandate": choice.mandate,
                "goto": choice.goto,
                "effects": dict(choice.effects),
            }
            for choice in scene.choices
        ],
    }


def _ending(ending: Ending, language: Language) -> dict[str, Any]:
    return {
        "id": ending.id,
        "title": ending.title.said_in(language),
        "text": ending.text.said_in(language),
        "why": ending.why.said_in(language),
        "hangsOn": list(ending.hangs_on),
        "when": {name: list(span) for name, span in ending.when.items()},
        "decided": list(ending.decided),
    }
