"""If you come from…: the words of other methods and contracts, to be searched."""

from __future__ import annotations

from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.course import sources
from maitrise.course.bridges import bridges, systems
from maitrise.kinds.markdown import table


def data(language: Language) -> dict[str, Any]:
    """The systems in order, each with its comparisons and what was read of it."""
    return {
        "systems": [
            {
                "id": system.id,
                "name": system.name.said_in(language),
                "sources": LOCALES[language].semicolon.join(
                    f"{sources()[name].title.said_in(language)} [{name}]"
                    for name in system.sources
                    if name in sources()
                ),
                "bridges": [
                    {
                        "id": each.id,
                        "says": each.says,
                        "here": each.here.said_in(language),
                        "breaks": each.breaks.said_in(language),
                    }
                    for each in bridges().values()
                    if each.system == system.id
                ],
            }
            for system in systems().values()
        ]
    }


def markdown(language: Language) -> str:
    """All of it as one table."""
    headers = [say(f"bridges.{each}", language) for each in ("system", "says", "here", "breaks")]
    rows = [
        [
            systems()[each.system].name.said_in(language),
            f"*{each.says}*",
            each.here.said_in(language),
            each.breaks.said_in(language),
        ]
        for each in bridges().values()
    ]
    return table(headers, rows)
