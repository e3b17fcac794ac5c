"""What a learner does with the labs, the glossary, the cards and their path, and what is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.called import Pages, called, given, keep, kept, pages
from maitrise.base.text import say
from maitrise.course import QuizName, bank, competencies, gain_tests, onboarding_paths
from maitrise.course.deliverables import catalogue
from maitrise.player import my_path

__all__ = ["called", "pages"]  # fixtures


# --- The RACI explorer -------------------------------------------------------------------------


def test_deliverables_are_filtered_by_phase_and_role(pages: Pages) -> None:
    page = pages.open("raci_explorer")
    phase = catalogue().phases[1]
    wanted = [each.name.en for each in catalogue().of_phase(phase.id) if each.letters["MOE"] != "-"]
    total = len(catalogue().deliverables)
    page.get_by_label("Phase").select_option(phase.name.en)
    page.get_by_label("Role").select_option("MOE")
    expect(page.get_by_role("status")).to_have_text(
        say("explorer.shown", "en", count=len(wanted), total=total)
    )
    rows = page.get_by_role("rowheader").filter(has_not_text=re.compile(f"^{phase.name.en}$"))
    shown = [text.removesuffix(" ◇") for text in rows.all_inner_texts()]
    assert shown == wanted


# --- The earned-value lab ----------------------------------------------------------------------


def test_figures_follow_what_is_typed(pages: Pages) -> None:
    page = pages.open("earned_value_lab")
    page.get_by_label(say("earned-value.cost", "en")).fill("300")
    page.get_by_label(say("earned-value.progress", "en")).fill("60")
    page.get_by_label(say("earned-value.progress", "en")).blur()
    page.get_by_text(say("earned-value.table", "en")).click()
    row = page.get_by_role("row", name=say("earned-value.name.cpi", "en"))
    expect(row).to_contain_text("0.60")
    alert = page.get_by_role("status").filter(has_text=say("earned-value.means.alert", "en"))
    expect(alert).to_contain_text(say("earned-value.level.alert", "en"))


def test_a_number_out_of_bounds_is_told_and_changes_nothing(pages: Pages) -> None:
    page = pages.open("earned_value_lab")
    progress = page.get_by_label(say("earned-value.progress", "en"))
    progress.fill("101")
    progress.blur()
    name = say("earned-value.progress", "en")
    told = say("earned-value.outside", "en", name=name, least=0, most=100)
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_role("img")).to_contain_text("150")


def test_whom_to_tell_is_judged_by_what_the_figures_say(pages: Pages) -> None:
    page = pages.open("earned_value_lab")
    choose = page.get_by_role("button", name=say("earned-value.choose", "en"))
    choose.click()
    expect(page.get_by_text(say("earned-value.pick-first", "en"))).to_be_visible()
    page.get_by_label(say("earned-value.tell.committee", "en")).check()
    choose.click()
    expect(page.get_by_text(say("earned-value.why.committee.alert", "en"))).to_be_visible()
    page.get_by_role("button", name=say("earned-value.situation.as-planned", "en")).click()
    expect(page.get_by_label(say("earned-value.tell.committee", "en"))).not_to_be_checked()
    page.get_by_label(say("earned-value.tell.committee", "en")).check()
    choose.click()
    expect(page.get_by_text(say("earned-value.why.committee.on-track", "en"))).to_be_visible()


# --- The glossary ------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["valeur acquise", "EARNED value", "valeur ACQUISE "])
def test_a_term_is_found_in_either_language(pages: Pages, written: str) -> None:
    page = pages.open("glossary", "fr")
    box = page.get_by_role("searchbox", name=say("glossary.search", "fr"))
    box.fill(written)
    first = page.get_by_role("listitem").filter(has=page.locator("summary")).first
    expect(first).to_contain_text("earned value")
    page.get_by_role("button", name=say("glossary.clear", "fr")).click()
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_a_word_of_another_method_is_found_with_where_the_comparison_breaks(pages: Pages) -> None:
    page = pages.open("bridges", "en")
    box = page.get_by_role("searchbox", name=say("bridges.search", "en"))
    box.fill("NEC supervisor")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(row).to_have_count(1)
    expect(row).to_contain_text("neither price nor dates")
    expect(page.get_by_role("table", name="PRINCE2 7")).to_be_hidden()
    box.fill("zzz")
    expect(page.get_by_role("status")).to_have_text(say("bridges.none", "en"))
    page.get_by_role("button", name=say("glossary.clear", "en")).click()
    expect(page.get_by_role("table", name="PRINCE2 7")).to_be_visible()


def test_a_plan_of_the_first_days_is_ticked_added_to_and_found_again(pages: Pages) -> None:
    page = pages.open("ninety_days", "fr")
    page.get_by_label(say("ninety-days.choose", "fr")).select_option("new-amoa")
    week = page.get_by_role("group", name=say("ninety-days.week", "fr"))
    first = week.get_by_role("checkbox").first
    first.check()
    expect(page.get_by_role("status")).to_have_text(say("ninety-days.kept", "fr"))
    week.get_by_label(say("ninety-days.own", "fr")).fill("voir l’atelier")
    week.get_by_role("button", name=say("ninety-days.add", "fr"), exact=True).click()
    own = week.get_by_role("checkbox", name="voir l’atelier")
    expect(own).to_be_visible()
    own.check()
    expect(page.get_by_role("status")).to_have_text(say("ninety-days.kept", "fr"))
    page.reload()
    page.get_by_label(say("ninety-days.choose", "fr")).select_option("new-amoa")
    expect(first).to_be_checked()
    expect(own).to_be_checked()
    taken_away = say("ninety-days.remove-this", "fr", text="voir l’atelier")
    week.get_by_role("button", name=taken_away).click()
    expect(own).to_have_count(0)


def test_the_only_term_found_opens_by_itself(pages: Pages) -> None:
    page = pages.open("glossary", "fr")
    page.get_by_role("searchbox").fill("cahier de recette")
    expect(page.get_by_role("status")).to_have_text(say("glossary.one", "fr"))
    expect(page.get_by_text(say("glossary.other", "fr"))).to_be_visible()


# --- The paths ---------------------------------------------------------------------------------


def test_a_chosen_path_is_kept_and_spelled_out(pages: Pages) -> None:
    page = pages.open("paths")
    path = onboarding_paths()["new-sponsor"]
    page.get_by_label(path.name.en).check()
    expect(page.get_by_text(say("paths.kept", "en"))).to_be_visible()
    expect(page.get_by_text(path.why.en)).to_be_visible()
    assert kept(page)["documents"]["learner"]["path"] == "new-sponsor"
    other = pages.open("paths", "fr")
    expect(other.get_by_label(path.name.fr)).to_be_checked()


# --- My path -----------------------------------------------------------------------------------


def test_progress_is_drawn_from_the_record_and_again_as_it_grows(pages: Pages) -> None:
    page = pages.open("mastery")
    expect(page.get_by_text(say("my-path.no-profile", "en"))).to_be_visible()
    asked = bank("01-moa-amoa-moe").questions.values()
    competency = next(iter(asked)).competency
    names = [each.id for each in asked if each.competency == competency][:3]
    keep(page, {"learner": {"format": 1, "id": "p-1", "path": "new-pmo"}})
    keep(pages.open("glossary"), {}, given("01-moa-amoa-moe", names))
    profile = onboarding_paths()["new-pmo"].name.en
    expect(page.get_by_text(profile)).to_be_visible()
    row = page.get_by_role("row", name=_competency(competency))
    expect(row).not_to_contain_text(say("my-path.verdict.unknown", "en"))


def _competency(name: str) -> str:
    return competencies()[name].name.en


def test_what_to_take_up_links_to_the_question_that_was_missed(pages: Pages) -> None:
    page = pages.open("mastery")
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {}, given("01-moa-amoa-moe", [question.id], points=0.0))
    page.reload()
    link = page.get_by_role("link", name=my_path.beginning(question, "en", 14), exact=True)
    expect(link).to_have_attribute("href", re.compile(r"^01-moa-amoa-moe\.ipynb#[\w-]+$"))


def test_the_gain_compares_first_answers_with_last_ones(pages: Pages) -> None:
    page = pages.open("gain")
    expect(page.get_by_text(say("my-path.missing.both", "en"))).to_be_visible()
    start, end = gain_tests().positioning, gain_tests().exit
    assert start
    assert end
    before = given(start.lesson, _asked(start), points=0.0)
    after = given(end.lesson, _asked(end))
    keep(page, {}, [*before, *after])
    page.reload()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_text(f"{len(_asked(end))} more")).to_be_visible()


def _asked(test: QuizName) -> list[str]:
    return list(bank(test.lesson).quizzes[test.quiz].questions)


# --- Flash cards -------------------------------------------------------------------------------


def test_a_card_is_turned_and_rated_by_the_keyboard_and_its_date_is_kept(
    pages: Pages, tmp_path: Path
) -> None:
    page = pages.open("flash_cards")
    turn = page.get_by_role("button", name=say("cards.show", "en"))
    turn.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name=say("cards.answer", "en"))).to_be_focused()
    card = page.locator("[data-card]").get_attribute("data-card")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=say("cards.again", "en"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(turn).to_be_focused()
    expect(page.locator("[data-card]")).not_to_have_attribute("data-card", str(card))
    document = kept(page)["documents"]["cards"]
    due = datetime.fromisoformat(document["cards"][str(card)]["due"])
    assert due > datetime.now(UTC)


def test_a_missed_question_comes_before_the_terms(pages: Pages) -> None:
    page = pages.open("flash_cards")
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {}, given("01-moa-amoa-moe", [question.id], points=0.0))
    page.reload()
    expect(page.locator("[data-card]")).to_have_attribute(
        "data-card", f"01-moa-amoa-moe/{question.id}"
    )
    expect(page.get_by_text(say("cards.kind.question", "en"))).to_be_visible()


def test_a_calendar_of_cards_that_cannot_be_read_is_set_aside_and_told(pages: Pages) -> None:
    damaged = {"format": 1, "cards": {"G01/term": "<img src=x onerror=alert(1)>"}}
    keep(pages.open("glossary"), {"cards": damaged})
    page = pages.open("flash_cards")
    expect(page.get_by_text("could not be read")).to_be_visible()
    names = list(kept(page)["documents"])
    assert "cards" not in names
    assert any(name.startswith("cards.damaged-") for name in names)
