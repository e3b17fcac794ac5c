"""A lesson as slides, in Chromium with the network cut."""

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser

from browser.served import PATIENCE
from maitrise.classroom.slides import slides
from maitrise.course import lessons
from maitrise.text import LANGUAGES, Language

ROOM = "s => [s.scrollHeight, s.scrollWidth]"
SHARES = """() => {
  const slide = Reveal.getCurrentSlide();
  if (slide.querySelector(".figure")) return [];
  const size = (each) => parseFloat(getComputedStyle(each).fontSize);
  return [...slide.querySelectorAll("p:not(blockquote p)")].map((p) => size(p) / size(slide));
}"""
SEEN = """() => {
  const place = Reveal.getCurrentSlide().querySelector(".figure");
  const room = place.getBoundingClientRect();
  const texts = [...place.querySelectorAll("svg text")].filter((each) => each.textContent.trim());
  const outside = texts.filter((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return left < room.left || right > room.right || top < room.top || bottom > room.bottom + 1;
  });
  const size = (each) => {
    const drawn = each.getScreenCTM();
    return parseFloat(getComputedStyle(each).fontSize) * Math.hypot(drawn.c, drawn.d);
  };
  return [Math.min(...texts.map(size)), outside.map((each) => each.textContent)];
}"""
NOW = "() => Reveal.getCurrentSlide().innerText"


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "La même chose en tableau"), ("en", "The same as a table")],
)
def test_a_deck_opens_without_a_network_asks_for_nothing_and_every_slide_fits(
    browser: Browser, tmp_path: Path, language: str, said: str
) -> None:
    deck = tmp_path / "deck.html"
    deck.write_bytes(slides("03-pmo-or-amoa", "fr" if language == "fr" else "en"))
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    failures: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda message: failures.append(message.text))
    page.goto(deck.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    count = page.evaluate("Reveal.getTotalSlides()")
    seen = []
    sizes = set()
    for _ in range(count):
        # Prose without a figure keeps its size, even below a heading that has a figure further on.
        sizes |= set(page.evaluate(SHARES))
        seen.append(page.evaluate(NOW))
        height, width = page.evaluate(f"({ROOM})(Reveal.getCurrentSlide())")
        assert (height <= 720, width <= 1280) == (True, True), seen[-1]
        if page.evaluate("!!Reveal.getCurrentSlide().querySelector('.figure')"):
            page.locator("section.present .figure svg.main-svg").first.wait_for()
        page.evaluate("Reveal.next()")
    context.close()
    assert count > 50
    assert sizes == {1}
    assert any(said in each for each in seen)
    assert failures == []
    assert asked == [deck.as_uri()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", list(lessons()))
def test_every_figure_is_read_from_the_page_and_no_slide_is_higher_than_the_screen(
    browser: Browser, tmp_path: Path, lesson: str, language: Language
) -> None:
    deck = tmp_path / "deck.html"
    deck.write_bytes(slides(lesson, language))
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(deck.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    for _ in range(page.evaluate("Reveal.getTotalSlides()")):
        height, width = page.evaluate(f"({ROOM})(Reveal.getCurrentSlide())")
        assert (height <= 720, width <= 1280) == (True, True), page.evaluate(NOW)
        if page.evaluate("!!Reveal.getCurrentSlide().querySelector('.figure')"):
            page.locator("section.present .figure svg.main-svg text").first.wait_for()
            smallest, outside = page.evaluate(SEEN)
            assert smallest >= 12
            assert outside == []
        page.evaluate("Reveal.next()")
    context.close()


def test_a_deck_is_printed_a_slide_a_page(browser: Browser, tmp_path: Path) -> None:
    deck = tmp_path / "deck.html"
    deck.write_bytes(slides("02-office-or-officer", "en"))
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{deck.as_uri()}?print-pdf")
    page.locator(".pdf-page .figure svg.main-svg").first.wait_for()
    count = page.evaluate("Reveal.getTotalSlides()")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    context.close()
    assert len(printed.pages) == count
    assert all(each.extract_text().strip() for each in printed.pages)
