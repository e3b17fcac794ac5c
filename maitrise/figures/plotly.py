"""Plotly's configuration in the page's language; Plotly itself ships English only."""

from __future__ import annotations

from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, catalogue
from maitrise.base.typography import NO_BREAK


def plot_config(language: Language) -> dict[str, Any]:
    """Plotly's ``config``: static to the hand, readable on hover, nothing sent anywhere.

    Plotly 7 shows a button that uploads the chart to a third party unless it is told not to.
    """
    config: dict[str, Any] = {
        "displayModeBar": False,
        "displaylogo": False,
        "doubleClick": False,
        "locale": language,
        "plotlyServerURL": "",
        "responsive": True,
        "scrollZoom": False,
        "sendData": False,
        "showEditInChartStudio": False,
        "showLink": False,
        "showSendToCloud": False,
    }
    words = {
        text.en: text.said_in(language)
        for key, text in catalogue().items()
        if key.startswith("figure.plotly.") and text.said_in(language) != text.en
    }
    if words:  # in English it speaks by itself
        config["locales"] = {language: {"dictionary": words, "format": _format(language)}}
    return config


def _format(language: Language) -> dict[str, Any]:
    """How Plotly writes numbers and dates in a language."""
    from babel import Locale  # here: a lesson that draws nothing need not load CLDR

    cldr, own = Locale.parse(LOCALES[language].cldr), LOCALES[language]
    days, months = cldr.days["format"], cldr.months["format"]
    week = (6, 0, 1, 2, 3, 4, 5)  # Plotly's week starts on Sunday, Babel's on Monday
    return {
        "days": [days["wide"][day] for day in week],
        "shortDays": [days["abbreviated"][day] for day in week],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
        "date": "%d/%m/%Y",
        "dateTime": "%A %-d %B %Y, %X",
        "time": "%H:%M:%S",
        "decimal": own.decimal,
        "thousands": own.group,
        "grouping": [3],
        "currency": ["€", ""] if own.currency_first else ["", f"{NO_BREAK}€"],
    }


def plotly_script() -> str:
    """The whole library as one script, about 5 MB."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
