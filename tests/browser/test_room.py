"""A room in browsers: a telephone comes in, votes and hands in; the wall follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.accessibility import findings
from browser.published import is_ready
from browser.served import PATIENCE
from maitrise.base.text import say
from maitrise.cohort.places import HANDED_IN
from room_server import RoomServer, room_server, small_cohort, until

PHONE, WALL = {"width": 375, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture
def room(tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoomServer]:
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path / "home"))
    with room_server(small_cohort(tmp_path / "cohort"), site, language="fr") as server:
        yield server


def opened(browser: Browser, size: dict[str, int], locale: str) -> Page:
    context = browser.new_context(viewport=size, reduced_motion="reduce", locale=locale)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def test_a_class_comes_in_votes_and_hands_in_and_the_wall_follows(
    browser: Browser, room: RoomServer
) -> None:
    base = room.access.public
    wall = opened(browser, WALL, "fr-FR")
    wall.goto(room.access.own_page)
    expect(wall.get_by_text(room.room.code)).to_be_visible()
    assert "token" not in wall.url
    assert findings(wall) == []

    phone = opened(browser, PHONE, "en-GB")
    phone.goto(base)
    phone.get_by_label(say("room.join.code", "en")).fill("aaa 222")
    phone.get_by_role("button", name=say("room.join.enter", "en")).click()
    expect(phone.get_by_role("alert")).to_have_text(say("room.wrong-code", "en"))
    phone.goto(f"{base}#{room.room.code.replace(' ', '')}")  # as the QR code leads
    phone.reload()
    assert findings(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.get_by_role("button", name="Ana Durand").count() == 0
    phone.get_by_label(say("room.join.search", "en")).fill("dur")
    # The answer's cookie is lost on the way, as in a browser that keeps none: it says so.
    phone.route("**/entry/join", lambda route: route.fulfill(json={"state": "in", "name": "Ana"}))
    phone.get_by_role("button", name="Ana Durand").click()
    expect(phone.get_by_role("alert")).to_have_text(say("room.join.no-cookies", "en"))
    phone.unroute("**/entry/join")
    phone.get_by_role("button", name="Ana Durand").click()
    phone.wait_for_url("**/en/index.html")
    is_ready(phone)
    expect(phone.get_by_text(say("room.you-are", "en", name="Ana Durand"))).to_be_visible()
    expect(wall.get_by_text(say("room.wall.here", "fr", count=1))).to_be_visible()

    # Somebody who is not on the list, with a name that is HTML.
    stranger = opened(browser, PHONE, "fr-FR")
    stranger.goto(f"{base}#{room.room.code.replace(' ', '')}")
    stranger.get_by_text(say("room.join.not-listed", "fr")).click()
    stranger.get_by_label(say("room.join.name", "fr"), exact=True).fill("<b>Zoé</b>")
    stranger.get_by_role("button", name=say("room.join.ask", "fr")).click()
    wall.get_by_text(say("room.wall.waiting", "fr", count=1)).click()
    expect(wall.get_by_text("<b>Zoé</b>")).to_be_visible()
    wall.get_by_role("button", name=say("room.wall.let-in", "fr"), exact=True).click()
    stranger.wait_for_url("**/fr/index.html")

    # A question put to the room: hidden, shown, answered.
    wall.locator(".wall-put").first.click()
    phone.get_by_role("link", name=say("room.bar.put", "en")).click()
    phone.get_by_role("radio").first.check()
    expect(phone.locator(".maitrise-kept")).to_have_text(say("room.vote.sent", "en"))
    expect(wall.get_by_text(say("room.wall.answers-of", "fr", count=1, here=2))).to_be_visible()
    expect(wall.locator(".wall-count")).to_have_count(0)
    wall.get_by_role("button", name=say("room.wall.show-answers", "fr")).click()
    expect(wall.locator(".wall-count").first).to_have_text("1")
    wall.get_by_role("button", name=say("room.wall.give-answer", "fr")).click()
    expect(phone.locator(".maitrise-verdict")).to_be_visible()
    expect(phone.get_by_text(say("room.vote.on-the-wall", "en"))).to_be_visible()
    assert findings(wall) == []

    # A case is handed in by a button; there is no id to type and no file to carry.
    phone.goto(f"{base}en/cases/payroll.html")
    is_ready(phone)
    views = phone.get_by_role("group", name=say("case.views", "en"))
    views.get_by_role("button").first.click()
    phone.locator(".case-questions input[type=radio]").first.check()
    kept = phone.locator(".maitrise-kept:not(:empty)").first
    expect(kept).to_have_text(say("question.saved", "en"))
    # The telephone falls asleep without a network; an hour later it is where it was.
    asleep = phone.context.new_cdp_session(phone)
    phone.context.set_offline(True)
    given = phone.locator(".case-questions input[type=radio]").nth(1)
    given.check()
    expect(kept).to_have_text(say("question.saved-waiting", "en"))
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    wall.get_by_role("button", name=say("room.wall.another", "fr")).click()
    wall.locator(".wall-put").nth(1).click()
    expect(wall.get_by_text(say("room.wall.answers-of", "fr", count=0, here=2))).to_be_visible()
    asleep.send("Page.setWebLifecycleState", {"state": "active"})
    phone.context.set_offline(False)
    expect(kept).to_have_text(say("question.saved", "en"))
    expect(phone.get_by_role("link", name=say("room.bar.put", "en"))).to_be_visible()
    chosen = f'"{given.get_attribute("value")}"'
    until(lambda: phone.request.get(f"{base}api/documents/cases/payroll-en").text(),
          lambda sheet: chosen in sheet)  # fmt: skip
    assert phone.get_by_label(say("hand-in.your-id", "en")).count() == 0
    phone.get_by_role("button", name=say("hand-in.send", "en"), exact=True).click()
    phone.get_by_role("button", name=say("hand-in.anyway", "en")).click()
    expect(phone.get_by_text(say("hand-in.sent", "en"))).to_be_visible()
    assert (room.home / HANDED_IN / "p-01" / "payroll-en" / "answers.json").is_file()

    # The end.
    wall.get_by_role("button", name=say("room.wall.close", "fr"), exact=True).click()
    wall.get_by_role("button", name=say("room.wall.close-now", "fr")).click()
    expect(wall.get_by_role("heading", name=say("room.wall.over", "fr"))).to_be_visible()
    expect(phone.get_by_text(say("room.over", "en"))).to_be_visible()
    for page in (wall, phone, stranger):
        page.context.close()
