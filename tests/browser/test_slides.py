"""A lesson as slides, in Chromium with the network cut."""

import io
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser.served import PATIENCE
from maitrise.base.text import LANGUAGES, Language
from maitrise.course import lessons
from maitrise.publish.slides import slides

# What is seen of each slide, one after the other: its words, its size, how large its prose stands
# beside the slide's own size, the smallest text of its figure and the texts that leave it.
EACH_SLIDE = """async () => {
  const drawn = async (place) => {
    const grid = place.dataset.form !== undefined;
    while (!place.querySelector(grid ? "td" : "svg.main-svg text")) {
      await new Promise((next) => requestAnimationFrame(next));
    }
    const room = place.getBoundingClientRect();
    const texts = [...place.querySelectorAll(grid ? "*" : "svg text")].filter((each) =>
      [...each.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim())
      && !each.closest(".maitrise-spoken"));
    const outside = texts.filter((each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return left < room.left || right > room.right || top < room.top || bottom > room.bottom + 1
        || (grid && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0);
    });
    const scale = (each) => {
      if (grid) return each.currentCSSZoom * Reveal.getScale();
      const matrix = each.getScreenCTM();
      return Math.hypot(matrix.c, matrix.d);
    };
    const size = (each) => parseFloat(getComputedStyle(each).fontSize) * scale(each);
    return {
      least: grid ? 16 : 12,
      smallest: Math.min(...texts.map(size)),
      outside: outside.map((each) => each.textContent),
      cut: place.scrollHeight > place.clientHeight + 1,
    };
  };
  const size = (each) => parseFloat(getComputedStyle(each).fontSize);
  const seen = [];
  for (let left = Reveal.getTotalSlides(); left > 0; left -= 1) {
    const slide = Reveal.getCurrentSlide();
    const place = slide.querySelector(".figure");
    const prose = place ? [] : [...slide.querySelectorAll("p:not(blockquote p)")];
    seen.push({
      words: slide.innerText,
      height: slide.scrollHeight,
      width: slide.scrollWidth,
      sizes: prose.map((p) => size(p) / size(slide)),
      figure: place && (await drawn(place)),
    });
    Reveal.next();
  }
  return seen;
}"""


@pytest.fixture
def deck(browser: Browser, tmp_path: Path) -> Any:
    """Open the deck of a lesson in a browser that has no network."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    context.set_default_timeout(PATIENCE)

    def opened(lesson: str, language: Language, how: str = "") -> Page:
        path = tmp_path / "deck.html"
        path.write_bytes(slides(lesson, language))
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda message: failures.append(message.text))
        page.goto(f"{path.as_uri()}{how}")
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page

    asked: list[str] = []
    failures: list[str] = []
    yield opened
    context.close()
    assert failures == []
    assert {url.partition("?")[0] for url in asked} == {(tmp_path / "deck.html").as_uri()}


@pytest.mark.parametrize(
    ("lesson", "language"), list(zip(lessons(), cycle(LANGUAGES), strict=False))
)
def test_every_slide_fits_the_screen_and_every_figure_is_read(
    deck: Any, lesson: str, language: Language
) -> None:
    seen = deck(lesson, language).evaluate(EACH_SLIDE)
    assert len(seen) > 15
    for slide in seen:
        assert (slide["height"] <= 720, slide["width"] <= 1280) == (True, True), slide["words"]
        # Prose without a figure keeps its size, even below a heading that has a figure further on.
        assert set(slide["sizes"]) <= {1}, slide["words"]
        if slide["figure"]:
            figure = slide["figure"]
            assert figure["smallest"] >= figure["least"]
            assert (figure["outside"], figure["cut"]) == ([], False)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "La même chose en tableau"), ("en", "The same as a table")],
)
def test_a_figure_stands_before_the_same_as_a_table(
    deck: Any, language: Language, said: str
) -> None:
    seen = deck("03-pmo-or-amoa", language).evaluate(EACH_SLIDE)
    assert len(seen) > 50
    first = next(place for place, slide in enumerate(seen) if slide["figure"])
    assert said in seen[first + 1]["words"]


def test_a_deck_is_printed_a_slide_a_page(deck: Any) -> None:
    page = deck("02-office-or-officer", "en", "?print-pdf")
    page.locator(".pdf-page .figure td").first.wait_for()
    count = page.evaluate("Reveal.getTotalSlides()")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == count
    assert all(each.extract_text().strip() for each in printed.pages)


def test_axe_finds_nothing_on_a_deck_wide_or_narrow(deck: Any) -> None:
    page: Page = deck(next(iter(lessons())), "fr")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 720})
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        nodes = [(each["id"], node["target"]) for each in found for node in each["nodes"]]
        assert nodes == [], width
