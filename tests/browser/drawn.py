"""Waiting for figures: Plotly is fetched once a page is ready, and draws in more than one step."""

from playwright.sync_api import Page

_ALL_FIT = """() => [...document.querySelectorAll(".page-figure")].every((figure) => {
    const drawn = figure.querySelector("svg.main-svg");
    const card = figure.querySelector(".js-plotly-plot");
    return drawn && Math.abs(drawn.getBoundingClientRect().width - card.clientWidth) <= 1;
})"""


def figures_are_drawn(page: Page) -> None:
    """Wait until every figure of a lesson is there and has the width of its card."""
    page.wait_for_function(_ALL_FIT)
