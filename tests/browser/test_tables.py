"""Tables on a telephone: nothing scrolls aside, where it is not seen to be."""

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from browser.questions import is_ready
from browser.served import Served
from maitrise.base.text import LANGUAGES, Language

pytestmark = pytest.mark.browser
TELEPHONE = ViewportSize(width=375, height=812)

# Boxes of tables that are wider inside than out.
SCROLLING = """() => [...document.querySelectorAll('.page-table, .maitrise-scroll')]
    .filter(box => box.scrollWidth > box.clientWidth)
    .map(box => box.textContent.trim().slice(0, 80))"""


def opened_on_a_telephone(context: BrowserContext, address: str, language: Language) -> Page:
    page = context.new_page()
    page.set_viewport_size(TELEPHONE)
    page.goto(address)
    is_ready(page, language)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


def test_each_line_of_a_card_says_its_column(context: BrowserContext, course: Served) -> None:
    address = course.page_of("02-office-or-officer", "en")
    page = opened_on_a_telephone(context, address, "en")
    row = page.get_by_role("row").filter(has=page.get_by_text("One result, one end", exact=True))
    named = row.get_by_role("cell").evaluate_all("cells => cells.map(cell => cell.dataset.label)")
    assert named == [
        "Word",
        "What brings it together",
        "The committee’s question",
        "Example at Cimalta",
    ]
    assert (
        row.get_by_role("cell")
        .nth(1)
        .evaluate("cell => getComputedStyle(cell, '::before').content")
        == '"What brings it together"'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_table_of_a_case_becomes_cards_that_still_sort(
    context: BrowserContext, course: Served, language: Language
) -> None:
    address = f"{course.base}voila/render/exercises/payroll-{language}/payroll.ipynb"
    page = opened_on_a_telephone(context, f"{address}?token={course.token}", language)
    tasks = page.locator(".maitrise-dossier").filter(has_text="T7")
    expect(tasks.locator(".maitrise-cards")).to_have_count(1)
    assert page.evaluate(SCROLLING) == []
    tasks.get_by_role("button", name="Budget").click()
    budgets = tasks.locator("tbody td:nth-of-type(5)").all_inner_texts()
    assert budgets == sorted(budgets, key=lambda each: float(each.replace(",", ".").split()[0]))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(tasks.locator(".maitrise-cards")).to_have_count(0)
