"""A figure in a notebook: a summary, the drawing, and its numbers as a table."""

from __future__ import annotations

from IPython.display import Markdown, display

from maitrise.figures import Figure


def show_figure(figure: Figure) -> None:
    """Show a figure with its summary and its table, for readers who cannot see it."""
    display(Markdown(figure.summary))
    display(figure.mimebundle(), raw=True)
    display(Markdown(figure.folded_table()))
