"""Plotly's own JavaScript, for a page that has to open with no network."""

from __future__ import annotations


def plotly_script() -> str:
    """The whole library as one script, about 5 MB."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
