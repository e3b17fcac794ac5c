"""What a page needs for each call of a notebook: data, words, and the form without a script.

The exporter and the widgets loop over this table; ``calls.js`` has the view of each call. A call
that is not here, or has no data, shows its Markdown form and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maitrise.base.text import Language, catalogue
from maitrise.player import (
    bridges,
    earned_value_lab,
    figures,
    flash_cards,
    glossary,
    my_path,
    my_record,
    ninety_days,
    paths,
    raci_explorer,
    role_map,
    simulation,
)
from maitrise.player.spoken import spoken_by


@dataclass(frozen=True, slots=True)
class Display:
    """How one call is displayed.

    Attributes:
        view: the module that shows it; a page holds the sentences that it says.
        data: what its view needs, in one language, from the call's arguments; JSON only.
        markdown: its form without a script, from the same arguments.
    """

    view: str
    data: Callable[..., dict[str, Any]]
    markdown: Callable[..., str]


CALLS: Mapping[str, Display] = {
    "bridges": Display("player/bridges.js", bridges.data, bridges.markdown),
    "earned_value_lab": Display(
        "player/earned-value-lab.js", earned_value_lab.data, earned_value_lab.markdown
    ),
    "flash_cards": Display("player/flash-cards.js", flash_cards.data, flash_cards.markdown),
    "gain": Display("player/my-path.js", my_path.gain_data, my_path.gain_markdown),
    "glossary": Display("player/glossary.js", glossary.data, glossary.markdown),
    "mastery": Display("player/my-path.js", my_path.mastery_data, my_path.mastery_markdown),
    "my_record": Display("player/my-record.js", my_record.data, my_record.markdown),
    "ninety_days": Display("player/ninety-days.js", ninety_days.data, ninety_days.markdown),
    "paths": Display("player/paths.js", paths.data, paths.markdown),
    "raci_explorer": Display("player/raci-explorer.js", raci_explorer.data, raci_explorer.markdown),
    "role_map": Display("player/role-map.js", role_map.data, role_map.markdown),
    "simulation": Display("player/simulation.js", simulation.data, simulation.markdown),
    **{
        name: Display("player/figure.js", figures.DATA[name], figures.MARKDOWN[name])
        for name in figures.NAMES
    },
}
"""By the name that a notebook calls."""


def data_name(call: str, arguments: Sequence[str] = ()) -> str:
    """Under which name a page holds a call's data.

    >>> data_name("simulation", ["six-months"])
    'simulation/six-months'
    """
    return "/".join([call, *arguments])


def calls_data(
    calls: Iterable[tuple[str, Sequence[str]]], language: Language
) -> dict[str, dict[str, Any]]:
    """The data of the calls of one page, by :func:`data_name`.

    Args:
        calls: name and arguments of each; one that is not in ``CALLS`` is passed over.
    """
    return {
        data_name(name, arguments): CALLS[name].data(language, *arguments)
        for name, arguments in calls
        if name in CALLS
    }


def calls_words(calls: Iterable[str], language: Language) -> dict[str, str]:
    """The sentences that the calls of one page say, by their keys."""
    return words_of(spoken_by(*{CALLS[name].view for name in calls if name in CALLS}), language)


def words_of(keys: Iterable[str], language: Language) -> dict[str, str]:
    """Sentences of the catalogue by their keys.

    Args:
        keys: one that ends in a dot stands for all that begin with it.
    """
    wanted = frozenset(keys)
    beginnings = tuple(key for key in wanted if key.endswith("."))
    return {
        key: text.said_in(language)
        for key, text in catalogue().items()
        if key in wanted or key.startswith(beginnings)
    }
