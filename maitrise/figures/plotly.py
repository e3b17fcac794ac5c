"""Plotly's configuration in the page's language; Plotly itself ships English only."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language

# Plotly's own strings that a reader can meet, in French.
_FRENCH = {
    "Autoscale": "Échelle automatique",
    "Box Select": "Sélection rectangulaire",
    "Click to enter Plot title": "Cliquer pour donner un titre au graphique",
    "Compare data on hover": "Comparer les données au survol",
    "Double-click on legend to isolate one trace": "Double-cliquer pour isoler une série",
    "Double-click to zoom back out": "Double-cliquer pour revenir à la vue d’ensemble",
    "Download plot": "Télécharger le graphique",
    "Download plot as a PNG": "Télécharger le graphique en PNG",
    "Lasso Select": "Sélection au lasso",
    "Loading": "Chargement",
    "Pan": "Déplacer",
    "Reset": "Réinitialiser",
    "Reset axes": "Réinitialiser les axes",
    "Show closest data on hover": "Montrer la donnée la plus proche au survol",
    "Snapshot succeeded": "Image enregistrée",
    "Sorry, there was a problem downloading your snapshot!": "L’image n’a pas pu être enregistrée.",
    "Taking snapshot - this may take a few seconds": "Enregistrement de l’image…",
    "Toggle Spike Lines": "Afficher ou masquer les repères",
    "Zoom": "Zoom",
    "Zoom in": "Zoom avant",
    "Zoom out": "Zoom arrière",
}


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
    if language == "fr":
        config["locales"] = {"fr": {"dictionary": dict(_FRENCH), "format": _french_format()}}
    return config


def _french_format() -> dict[str, Any]:
    from babel import Locale  # here: a lesson that draws nothing need not load CLDR

    french = Locale.parse("fr")
    numbers = french.number_symbols["latn"]
    days, months = french.days["format"], french.months["format"]
    week = (6, 0, 1, 2, 3, 4, 5)  # Plotly's week starts on Sunday, Babel's on Monday
    return {
        "days": [days["wide"][day] for day in week],
        "shortDays": [days["abbreviated"][day] for day in week],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
        "date": "%d/%m/%Y",
        "dateTime": "%A %-d %B %Y à %X",
        "time": "%H:%M:%S",
        "decimal": numbers["decimal"],
        "thousands": numbers["group"],
        "grouping": [3],
        "currency": ["", "\u00a0€"],
    }


def plotly_script() -> str:
    """The whole library as one script, about 5 MB."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
