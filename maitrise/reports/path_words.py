"""An onboarding path as a person, or a machine, reads it."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.cases import case_file, case_ids, read_case
from maitrise.course import OnboardingPath, competencies, lessons


def path_data(path: OnboardingPath, language: Language) -> dict[str, Any]:
    """Its lessons and cases with their minutes, and the level aimed at by competency."""
    known = case_ids()
    cases = [read_case(case_file(name)) for name in path.cases if name in known]
    taken = [lessons()[name] for name in path.lessons]
    return {
        "id": path.id,
        "name": path.name.said_in(language),
        "promise": path.promise.said_in(language),
        "minutes": sum(one.minutes for one in taken) + sum(one.minutes for one in cases),
        "lessons": [
            {"id": one.id, "title": one.title.said_in(language), "minutes": one.minutes}
            for one in taken
        ],
        "cases": [
            {"id": one.id, "title": one.title.said_in(language), "minutes": one.minutes}
            for one in cases
        ],
        "targets": {
            name: competency.targets[path.id]
            for name, competency in competencies().items()
            if path.id in competency.targets
        },
    }


def path_words(path: OnboardingPath, language: Language) -> str:
    """The same as lines of text."""
    data = path_data(path, language)
    lines = [f"{data['name']} ({data['id']})", data["promise"]]
    for kind in ("lessons", "cases"):
        lines.append(say(f"path-list.{kind}", language))
        lines += [
            say("path-list.line", language, id=one["id"], title=one["title"],
                minutes=one["minutes"])
            for one in data[kind]
        ]  # fmt: skip
    levels = ", ".join(f"{name} {level}" for name, level in data["targets"].items())
    if levels:
        lines.append(say("path-list.targets", language, levels=levels))
    lines.append(say("path-list.total", language, minutes=data["minutes"]))
    return "\n".join(lines)
