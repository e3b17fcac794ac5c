"""A real server, a real Chromium and a learner's own empty folder for the browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from browser.chromium import FLAGS, NONE, find
from browser.published import Door, served
from browser.questions import let_in
from browser.served import FIXTURES, PATIENCE, Served, serve, stop
from maitrise.base.text import LANGUAGES
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
def small_course(_small_server: Served, page: Page) -> Served:
    """A lesson with one question of each kind, untouched, in a browser that was let in."""
    for path in (_small_server.home / "answers").glob("*.json"):
        path.unlink()
    (_small_server.home / "record.jsonl").unlink(missing_ok=True)
    let_in(page, _small_server)
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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person at a desk who wants no motion."""
    opened = browser.new_context(viewport=DESK, reduced_motion="reduce", accept_downloads=True)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


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
