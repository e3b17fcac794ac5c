"""The report in a real page: no network, every figure drawn, readable, and for everyone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.accessibility import SCHEMES, Scheme, findings
from maitrise.cohort import Cohort
from maitrise.reports.report import report
from maitrise.reports.results import results
from maitrise.reports.writing import write_report
from maitrise.text import LANGUAGES, Language


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [375, 1280])
def test_the_report_opens_offline_and_can_be_read(
    browser: Browser,
    cohort_of_sixty: Cohort,
    tmp_path: Path,
    language: Language,
    scheme: Scheme,
    width: int,
) -> None:
    path, _ = write_report(cohort_of_sixty, language, tmp_path, is_anonymous=False)
    made = report(results(cohort_of_sixty), language)
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
