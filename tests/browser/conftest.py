"""A real server, a real Chromium and a learner's own empty folder for the browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from browser.chromium import FLAGS, NONE, find
from browser.published import Door, served
from browser.questions import open_lesson
from browser.served import FIXTURES, PATIENCE, Served, serve, stop
from maitrise.base.text import LANGUAGES, Language
from maitrise.publish.files import single_files, site_files
from maitrise.publish.writing import write_folder

expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.skip(NONE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real course, for tests that read it."""
    served = serve(tmp_path_factory.mktemp("home"))
    yield served
    stop(served)


@pytest.fixture(scope="session")
def _small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = serve(tmp_path_factory.mktemp("small"), course=FIXTURES / "course")
    yield served
    stop(served)


@pytest.fixture
def small_course(_small_server: Served) -> Served:
    """A lesson with one question of each kind, untouched."""
    _small_server.end(_small_server.kernels())
    for path in (_small_server.home / "answers").glob("*.json"):
        path.unlink()
    (_small_server.home / "record.jsonl").unlink(missing_ok=True)
    return _small_server


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host's folder: the course lies at its root, and once more under a path."""
    folder = tmp_path_factory.mktemp("host")
    files = site_files(LANGUAGES, with_cases=True)
    for place in (folder / "root", folder / "root" / "some where" / "deep"):
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            continue
        write_folder(place, files, "en")
    return folder / "root"


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Door]:
    """The course at the root of a web host."""
    with served(site) as port:
        yield Door(f"http://localhost:{port}/")


@pytest.fixture(scope="session")
def under_a_path(host: Door) -> Door:
    return Door(f"{host.home}some%20where/deep/")


@pytest.fixture(scope="session")
def double_click(tmp_path_factory: pytest.TempPathFactory) -> Door:
    """The single document, unzipped into a folder with a space and an accent in its name."""
    folder = tmp_path_factory.mktemp("unzipped") / "Mes leçons"
    write_folder(folder, single_files(LANGUAGES, with_cases=True), "fr")
    return Door((folder / "index.html").as_uri(), is_single=True)


DESK: ViewportSize = {"width": 1280, "height": 900}
KeptOpen = dict[str, tuple[Page, list[str]]]
"""Pages with the scripts that failed on them, by address."""
KeepOpen = Callable[[Served, Language, str], Page]


@pytest.fixture(scope="session")
def person(browser: Browser) -> Iterator[BrowserContext]:
    """A person at a desk who wants no motion.

    One page stays open: as long as there is one, Chromium keeps what it has compiled of Jupyter's
    scripts, which is half of what opening a page costs.
    """
    opened = browser.new_context(viewport=DESK, reduced_motion="reduce")
    opened.set_default_timeout(PATIENCE)
    opened.new_page()
    yield opened
    opened.close()


@pytest.fixture
def context(person: BrowserContext, _kept_open: KeptOpen) -> Iterator[BrowserContext]:
    """Their browser, in which pages leave nothing to those of the next test."""
    before = set(person.pages)
    yield person
    for page in set(person.pages) - before - {page for page, _ in _kept_open.values()}:
        with suppress(Error):  # it shows nothing of a server, or broke down
            page.evaluate("localStorage.clear()")
        page.close()


# What Jupyter's own client says when a page is left while its kernel answers.
LEFT_IN_THE_MIDDLE = "Canceled future"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script on it fails."""
    opened = context.new_page()
    failures = failures_of(opened)
    yield opened
    assert [each for each in failures if LEFT_IN_THE_MIDDLE not in each] == []


def failures_of(page: Page) -> list[str]:
    """A list that grows by each script that fails on a page."""
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    return failures


@pytest.fixture(scope="module")
def _kept_open() -> Iterator[KeptOpen]:
    kept: KeptOpen = {}
    yield kept
    for page, _ in kept.values():
        page.close()


@pytest.fixture
def keep_open(person: BrowserContext, _kept_open: KeptOpen) -> Iterator[KeepOpen]:
    """Open a page of the course once for all tests of a module: to open one takes seconds.

    Each test gets it at the desk's width, in the light, at its top; what else it changes on the
    page, the next one finds.
    """
    handed: list[list[str]] = []

    def handed_out(served: Served, language: Language, lesson: str) -> Page:
        address = served.page_of(lesson, language)
        if address not in _kept_open:
            page = person.new_page()
            failures = failures_of(page)
            open_lesson(page, served, language, lesson)
            expect(page.locator("#page-state")).to_be_hidden()
            _kept_open[address] = page, failures
        page, failures = _kept_open[address]
        handed.append(failures)
        page.bring_to_front()  # behind another, a page is drawn once a second
        page.set_viewport_size(DESK)
        page.emulate_media(media="screen", color_scheme="light")
        page.evaluate("scrollTo(0, 0)")
        return page

    yield handed_out
    assert [each for failures in handed for each in failures] == []
