"""The role map in a real page: every text whole, apart from the others, 12 pixels or more."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from plotly.offline import get_plotlyjs

from maitrise.base.text import LANGUAGES, Language
from maitrise.figures import Figure
from maitrise.figures.course import role_map

pytestmark = pytest.mark.browser
TELEPHONE, TABLET, DESK = 375, 768, 1280

# Every piece of text that Plotly drew: its words, its size and its box in the page.
TEXTS = """() => [...document.querySelectorAll('#figure text')]
    .filter(text => text.textContent.trim() && getComputedStyle(text).opacity > 0)
    .map(text => {
        const box = text.getBoundingClientRect();
        return {
            words: text.textContent,
            size: parseFloat(getComputedStyle(text).fontSize),
            left: box.left, right: box.right, top: box.top, bottom: box.bottom,
        };
    })
    .filter(text => text.right > text.left)"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that holds Plotly's own JavaScript and an empty place for a figure."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "plotly.js").write_text(get_plotlyjs(), encoding="utf-8")
    (folder / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><body style="margin: 16px">'
        '<div id="figure"></div><script src="plotly.js"></script>',
        encoding="utf-8",
    )
    loaded = browser.new_page()
    loaded.goto((folder / "page.html").as_uri())
    yield loaded
    loaded.close()


def draw_on(page: Any, figure: Figure, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(
        """async ([data, layout, config]) => {
            Plotly.purge('figure');
            await Plotly.newPlot('figure', data, layout, config);
        }""",
        [figure.spec["data"], figure.spec["layout"], figure.config],
    )


def overlaps(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two texts share more than the blank edge of their line boxes."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 3


@pytest.mark.parametrize("width", [TELEPHONE, TABLET, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_whole_and_apart_from_the_others(
    page: Any,
    language: Language,
    width: int,
) -> None:
    draw_on(page, role_map(language), width)
    texts = page.evaluate(TEXTS)
    card = page.locator("#figure").bounding_box()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert len(texts) > 20
    assert wide <= width
    assert min(text["size"] for text in texts) >= 12
    right, bottom = card["x"] + card["width"], card["y"] + card["height"]
    assert not [
        text
        for text in texts
        if text["left"] < card["x"]
        or text["right"] > right
        or text["top"] < card["y"]
        or text["bottom"] > bottom
    ]
    assert not [
        (one["words"], other["words"])
        for position, one in enumerate(texts)
        for other in texts[position + 1 :]
        if overlaps(one, other)
    ]


def test_french_figures_write_numbers_the_french_way(page: Any) -> None:
    french = role_map("fr")
    bar = {"type": "bar", "y": [1234.5], "texttemplate": "%{y:,.1f}"}
    draw_on(page, replace(french, spec={"data": [bar], "layout": {}}), DESK)
    assert page.locator("#figure .bartext").text_content() == "1\u202f234,5"
