"""The report in a real page: no network, every figure drawn, readable, and for everyone."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.accessibility import Scheme, findings
from maitrise.base.text import LANGUAGES, Language
from maitrise.cohort import Cohort
from maitrise.reports.report import ClassReport, class_report
from maitrise.reports.results import read_results
from maitrise.reports.writing import write_report


@dataclass(frozen=True)
class Written:
    """A report that lies in a folder, and what it was made from."""

    path: Path
    made: ClassReport


@pytest.fixture(scope="module")
def written(
    cohort_of_sixty: Cohort, tmp_path_factory: pytest.TempPathFactory
) -> dict[Language, Written]:
    """The report on the class of sixty in each language."""
    folder = tmp_path_factory.mktemp("reports")
    found = read_results(cohort_of_sixty)
    return {
        language: Written(
            write_report(cohort_of_sixty, language, folder / language, is_anonymous=False)[0],
            class_report(found, language),
        )
        for language in LANGUAGES
    }


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("fr", 375, "light"), ("en", 1280, "dark")],
)
def test_the_report_opens_offline_and_can_be_read(
    browser: Browser,
    written: dict[Language, Written],
    language: Language,
    scheme: Scheme,
    width: int,
) -> None:
    path, made = written[language].path, written[language].made
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    page = context.new_page()
    failures: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    figures = [each for each in made.sections if each.figure]
    expect(page.locator(".figure .main-svg").first).to_be_visible()
    for each in figures:
        expect(page.locator(f"#figure-{each.id} .main-svg").first).to_be_visible()
        assert each.figure
        label = page.get_by_role("img", name=each.figure.title)
        expect(label).to_be_visible()
    for each in made.sections:
        if each.rows:
            expect(
                page.get_by_role("region", name=each.title(language), exact=True)
            ).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(page, scheme) == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert failures == []
    context.close()
