"""My first ninety days: whom to meet, what to ask for, what to deliver; ticked and added to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.course import onboarding_paths
from maitrise.course.ninety_days import KINDS, PERIODS, Plan, plans
from maitrise.kinds.markdown import table


def data(language: Language) -> dict[str, Any]:
    """The plans in the order of the paths, their items by period and kind."""
    return {
        "periods": list(PERIODS),
        "kinds": list(KINDS),
        "plans": [
            {
                "id": plan.id,
                "name": _name(plan, language),
                "note": plan.note.said_in(language),
                "never": _never(plan, language),
                "items": [
                    {
                        "id": item.id,
                        "period": item.period,
                        "kind": item.kind,
                        "text": item.text.said_in(language),
                    }
                    for item in plan.items
                ],
            }
            for plan in plans().values()
        ],
    }


def markdown(language: Language) -> str:
    """A table a plan: a row a period, a column a kind."""
    headers = [say("ninety-days.period", language)]
    headers += [say(f"ninety-days.{kind}", language) for kind in KINDS]
    return "\n\n".join(
        f"**{_name(plan, language)}**\n\n{plan.note.said_in(language)}\n\n"
        + table(headers, [_row(plan, period, language) for period in PERIODS])
        + f"\n\n{say('ninety-days.never', language)} {_joined(_never(plan, language), language)}."
        for plan in plans().values()
    )


def _row(plan: Plan, period: str, language: Language) -> list[str]:
    cells = [
        _joined(
            (
                item.text.said_in(language)
                for item in plan.items
                if (item.period, item.kind) == (period, kind)
            ),
            language,
        )
        for kind in KINDS
    ]
    return [say(f"ninety-days.{period}", language), *cells]


def _name(plan: Plan, language: Language) -> str:
    return onboarding_paths()[plan.id].name.said_in(language)


def _never(plan: Plan, language: Language) -> list[str]:
    return [LOCALES[language].typeset(each) for each in plan.never.get(language, ())]


def _joined(parts: Iterable[str], language: Language) -> str:
    """Parts that may hold commas, in one line."""
    return LOCALES[language].semicolon.join(parts)
