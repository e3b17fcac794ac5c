"""Nothing is lost: two tabs, no storage, full storage, cleared, damaged, erased."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page, expect

from browser.player.answering import card, check, press
from browser.player.conftest import Visit, answers, verbs

NO_DATABASE = (
    "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new Error('off'); } });"
)
# As when the browser is cleared while the page opens its database.
ENDED_ONCE = """async () => {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...given) {
    IDBFactory.prototype.open = open;
    const request = this.open(...given);
    queueMicrotask(() =>
      request.addEventListener("upgradeneeded", () => request.transaction.abort())
    );
    return request;
  };
  const { indexed } = await import("/maitrise/player/store/indexed.js");
  return (await indexed("another")).place;
}"""
NO_STORAGE = (
    "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('off'); } });"
)


def _answer(page: Page, question: str = "one", option: str = "The MOE (delivery team)") -> None:
    card(page, question).get_by_label(option).check()


def _saved(page: Page, question: str = "one") -> None:
    expect(card(page, question).get_by_role("status").first).to_have_text("Saved on this device")


def test_two_tabs_show_and_keep_one_another_s_answers(visit: Visit) -> None:
    one, other = visit.open(), visit.open()
    _answer(one)
    expect(card(other, "one").get_by_label("The MOE (delivery team)")).to_be_checked()
    _answer(other, "several", "The scope")
    check(other, "several")
    expect(card(one, "several").locator(".maitrise-verdict")).to_be_visible()
    assert sorted(answers(one)) == ["one", "several"]
    assert verbs(one) == ["attempted", "answered"]


def test_two_tabs_that_answer_at_once_lose_nothing(visit: Visit) -> None:
    one, other = visit.open(), visit.open()
    write = """async ([question, value]) => {
      await Promise.all(Array.from({ length: 20 }, () => opened.session.put(question, value)));
      const said = (_, n) => ({ id: `${question}-${n}`, verb: { id: "x" } });
      await opened.store.add(Array.from({ length: 20 }, said));
    }"""
    one.evaluate(f"globalThis.done = ({write})(['one', 'moe'])")
    other.evaluate(f"globalThis.done = ({write})(['several', ['scope']])")
    for page in (one, other):
        page.evaluate("globalThis.done")
    kept = answers(one)
    assert [kept["one"]["value"], kept["several"]["value"]] == ["moe", ["scope"]]
    assert sum(verb == "x" for verb in verbs(one)) == 40


def test_erasing_in_one_tab_stops_the_other_from_writing(visit: Visit) -> None:
    one, other = visit.open(), visit.open()
    _answer(one)
    _saved(one)
    before = other.evaluate("opened.session.learner")
    other.evaluate("async () => { await opened.store.erase(); await opened.session.forget(); }")
    assert other.evaluate("opened.session.learner") != before
    _answer(one, "several", "The scope")
    expect(card(one, "several").get_by_role("alert")).to_contain_text("Reload this one")
    assert answers(one) == {}
    _answer(other)
    _saved(other)
    assert list(answers(other)) == ["one"]


def test_without_a_database_the_simple_storage_keeps_the_answers(visit: Visit) -> None:
    page = visit.open(before=NO_DATABASE)
    _answer(page)
    _saved(page)
    page.close()
    again = visit.open(before=NO_DATABASE)
    expect(card(again, "one").get_by_label("The MOE (delivery team)")).to_be_checked()
    assert verbs(again) == ["attempted"]


def test_where_nothing_is_kept_the_page_says_so_and_works(visit: Visit) -> None:
    page = visit.open(before=NO_DATABASE + NO_STORAGE)
    bar = page.get_by_role("region", name="Your progress")
    expect(bar).to_contain_text("Your browser keeps nothing for this page")
    _answer(page)
    check(page, "one")
    expect(card(page, "one")).to_contain_text("It would judge its own work.")
    expect(card(page, "one").get_by_role("status").first).to_have_text(
        "Kept while this page is open"
    )


def test_a_full_storage_is_told_and_what_it_had_no_room_for_is_kept_later(visit: Visit) -> None:
    # The browser remembers for a while how much room it had: there is none from the beginning.
    devtools = visit.context.new_cdp_session(visit.context.new_page())
    _quota(devtools, visit.site.address.rstrip("/"), 1)
    page = visit.open()
    _answer(page)
    check(page, "one")
    alert = card(page, "one").get_by_role("alert")
    expect(alert).to_have_text(
        "Your answer could not be saved: there is no room left. It stays on this page, which will "
        "try again; do not close the page before then."
    )
    expect(card(page, "one")).to_contain_text("It would judge its own work.")
    assert answers(page) == {}
    _quota(devtools, visit.site.address.rstrip("/"), None)
    _answer(page, "several", "The scope")
    _saved(page, "several")
    assert sorted(answers(page)) == ["one", "several"]
    assert verbs(page) == ["attempted", "answered"]


def test_what_is_on_the_page_is_kept_again_when_the_browser_was_cleared(visit: Visit) -> None:
    page = visit.open()
    _answer(page)
    _saved(page)
    devtools = visit.context.new_cdp_session(page)
    given = {"origin": visit.site.address.rstrip("/"), "storageTypes": "all"}
    devtools.send("Storage.clearDataForOrigin", given)
    assert answers(page) == {}
    _answer(page, "several", "The scope")
    expect(card(page, "several").get_by_role("alert")).to_contain_text("have been saved again")
    assert sorted(answers(page)) == ["one", "several"]


def test_a_database_that_the_browser_closes_while_it_opens_is_opened_again(visit: Visit) -> None:
    assert visit.open().evaluate(ENDED_ONCE) == "device"


def test_an_answer_given_after_the_clock_was_set_back_is_the_one_that_is_kept(
    visit: Visit,
) -> None:
    visit.context.clock.set_fixed_time("2031-01-01T10:00:00Z")
    page = visit.open()
    _answer(page)
    _saved(page)
    visit.context.clock.set_fixed_time("2026-01-01T10:00:00Z")
    _answer(page, option="The MOA (project owner)")
    check(page, "one")
    _saved(page)
    page.close()
    again = visit.open()
    expect(card(again, "one").get_by_label("The MOA (project owner)")).to_be_checked()
    assert answers(again)["one"]["value"] == "moa"
    assert verbs(again) == ["attempted", "answered"]


def test_answers_that_an_other_bank_took_are_shown_blank_and_stay(visit: Visit) -> None:
    page = visit.open()
    _answer(page)
    _saved(page)
    before = page.evaluate(
        """opened.store.update("answers/every-kind", (sheet) => {
          const { one } = sheet.answers;
          const withdrawn = { ...one, value: ["a", "b"] };
          const answers = { ...sheet.answers, one: { ...one, value: "gone" }, withdrawn };
          return { ...sheet, answers: { ...answers, cpi: { ...one, value: { a: 1 } } } };
        })"""
    )["answers"]
    page.close()
    again = visit.open()
    expect(card(again, "one").get_by_role("radio", checked=True)).to_have_count(0)
    expect(card(again, "cpi").get_by_role("textbox")).to_have_value("")
    _answer(again, "several", "The scope")
    _saved(again, "several")
    kept = answers(again)
    assert {name: kept[name] for name in before} == before
    assert kept["several"]["value"] == ["scope"]


def test_a_damaged_sheet_is_set_aside_and_told(visit: Visit) -> None:
    page = visit.open()
    _answer(page)
    _saved(page)
    page.evaluate(
        "opened.store.update('answers/every-kind', (sheet) => ({ ...sheet, format: 99 }))"
    )
    page.close()
    again = visit.open()
    bar = again.get_by_role("region", name="Your progress")
    expect(bar).to_contain_text("The answer sheet has format 99")
    expect(bar).to_contain_text("It has been set aside as answers/every-kind.damaged-")
    _answer(again, "several", "The scope")
    _saved(again, "several")
    documents = again.evaluate("async () => (await opened.store.kept()).documents")
    aside = [each for name, each in documents.items() if ".damaged-" in name]
    assert [list(each["answers"]) for each in aside] == [["one"]]


def test_an_answer_typed_is_kept_when_the_page_is_left_in_mid_sentence(visit: Visit) -> None:
    page = visit.open()
    card(page, "note").get_by_role("textbox").fill("Dear Sir")
    press(card(page, "note"), "Check")
    press(card(page, "note"), "Try again")
    card(page, "note").get_by_role("textbox").press_sequentially(", no")
    page.goto("about:blank")
    page.close()
    again = visit.open()
    expect(card(again, "note").get_by_role("textbox")).to_have_value("Dear Sir, no")
    bar = again.get_by_role("region", name="Your progress")
    expect(bar).to_contain_text("Your last answer had not had time to be saved")
    again.close()
    last = visit.open()
    expect(card(last, "note").get_by_role("textbox")).to_have_value("Dear Sir, no")
    last_bar = last.get_by_role("region", name="Your progress")
    expect(last_bar).not_to_contain_text("Your last answer")


def test_the_other_language_shows_the_same_answers(visit: Visit) -> None:
    page = visit.open()
    _answer(page)
    _saved(page)
    page.close()
    french = visit.open("fr")
    expect(card(french, "one").get_by_label("La MOE")).to_be_checked()
    assert list(answers(french)) == ["one"]


def _quota(devtools: CDPSession, origin: str, size: int | None) -> None:
    """Leave the browser so much room for this site; None gives it back."""
    given = {"origin": origin} | ({} if size is None else {"quotaSize": size})
    devtools.send("Storage.overrideQuotaForOrigin", given)
