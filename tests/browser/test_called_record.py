"""What is kept of a learner: seen, taken away, brought back, erased."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.called import Pages, called, given, keep, kept, pages
from maitrise.base.text import say
from maitrise.course import bank
from maitrise.player import my_path

__all__ = ["called", "pages"]  # fixtures


def test_the_record_is_shown_in_plain_words_and_as_a_table(pages: Pages) -> None:
    page = pages.open("my_record")
    expect(page.get_by_text(say("my-record.none", "en"))).to_be_visible()
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {}, given("01-moa-amoa-moe", [question.id]))
    page.reload()
    expect(
        page.get_by_text("Answers checked: 1, to 1 different questions; right: 1.")
    ).to_be_visible()
    page.get_by_text(say("my-record.latest", "en")).click()
    expect(page.get_by_text(my_path.beginning(question, "en", 10))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=say("my-record.csv", "en")).click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfwhen,lesson,question")
    assert question.id.encode() in content


def test_erasing_asks_twice_and_begins_as_someone_new(pages: Pages) -> None:
    page = pages.open("my_record")
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {"cards": {"format": 1, "cards": {}}}, given("01-moa-amoa-moe", [question.id]))
    page.reload()
    before = kept(page)["documents"]["learner"]["id"]
    page.get_by_role("button", name=say("my-record.erase", "en")).click()
    expect(page.get_by_role("button", name=say("my-record.no", "en"))).to_be_focused()
    page.get_by_role("button", name=say("my-record.yes", "en")).click()
    expect(page.get_by_text(say("my-record.second", "en"))).to_be_visible()
    page.get_by_role("button", name=say("my-record.really", "en")).click()
    expect(page.get_by_text("Erased")).to_be_visible()
    everything = kept(page)
    assert everything["record"] == []
    assert list(everything["documents"]) == ["learner"]
    assert everything["documents"]["learner"]["id"] != before


def test_a_page_that_was_open_during_an_erasing_keeps_nothing_more(pages: Pages) -> None:
    game = pages.open("simulation")
    record = pages.open("my_record")
    record.get_by_role("button", name=say("my-record.erase", "en")).click()
    record.get_by_role("button", name=say("my-record.yes", "en")).click()
    record.get_by_role("button", name=say("my-record.really", "en")).click()
    expect(record.get_by_text("Erased")).to_be_visible()
    game.get_by_role("listitem").get_by_role("button").first.click()
    expect(game.get_by_text(say("my-record.gone", "en"))).to_be_visible()
    assert list(kept(record)["documents"]) == ["learner"]


def test_a_file_taken_away_is_brought_back_elsewhere_and_a_second_time_changes_nothing(
    pages: Pages, browser: Browser, tmp_path: Path
) -> None:
    page = pages.open("my_record")
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    play_kept = {"format": 1, "scenario": "six-months", "decisions": [], "endings": ["alone"]}
    keep(
        page,
        {"scenarios/six-months": play_kept},
        given("01-moa-amoa-moe", [question.id]),
    )
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name=say("my-record.take", "en")).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    before = kept(page)

    elsewhere = Pages(pages.base, browser.new_context(reduced_motion="reduce"))
    other = elsewhere.open("my_record", "fr")
    other.get_by_label(say("my-record.bring", "fr")).set_input_files(path)
    expect(other.get_by_text("C’est rapporté")).to_be_visible()
    after = kept(other)
    assert after["record"] == before["record"]
    assert after["documents"]["scenarios/six-months"] == play_kept
    other.get_by_label(say("my-record.bring", "fr")).set_input_files(path)
    expect(other.get_by_text(say("my-record.nothing-new", "fr"))).to_be_visible()
    assert kept(other)["record"] == before["record"]
    elsewhere.context.close()
    assert elsewhere.failures == []


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("{", "kept.not-json"),
        ("[]", "kept.not-ours"),
        ('{"format": 1, "course": "x", "documents": {}, "record": []}', "kept.other-course"),
        ("{", "kept.too-large"),
    ],
    ids=["cut", "of something else", "of another course", "of more than 64 MiB"],
)
def test_a_file_that_is_none_of_ours_is_refused_and_nothing_changes(
    pages: Pages, tmp_path: Path, content: str, key: str
) -> None:
    page = pages.open("my_record")
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    if key == "kept.too-large":
        os.truncate(path, 64 * 2**20 + 1)  # refused by its size, before it is read
    before = kept(page)["documents"]
    page.get_by_label(say("my-record.bring", "en")).set_input_files(path)
    expect(page.get_by_text(say(key, "en"))).to_be_visible()
    assert kept(page)["documents"] == before


def test_a_file_of_another_person_is_brought_back_only_if_it_is_meant(
    pages: Pages, tmp_path: Path
) -> None:
    page = pages.open("my_record")
    keep(page, {}, given("01-moa-amoa-moe", list(bank("01-moa-amoa-moe").questions)[:1]))
    before = kept(page)
    other = {
        "format": 1,
        "course": before["course"],
        "at": "2026-11-24T10:00:00.000Z",
        "documents": {"learner": {"format": 1, "id": "p-other", "path": ""}},
        "record": given("01-moa-amoa-moe", list(bank("01-moa-amoa-moe").questions)[1:3]),
    }
    path = tmp_path / "file.json"
    path.write_text(json.dumps(other), encoding="utf-8")
    page.get_by_label(say("my-record.bring", "en")).set_input_files(path)
    expect(page.get_by_text(say("kept.other-learner", "en"))).to_be_visible()
    assert kept(page)["record"] == before["record"]
    page.get_by_role("button", name=say("my-record.bring-anyway", "en")).click()
    expect(page.get_by_text("Brought back")).to_be_visible()
    after = kept(page)
    assert after["documents"]["learner"]["id"] == before["documents"]["learner"]["id"]
    assert len(after["record"]) == 3
