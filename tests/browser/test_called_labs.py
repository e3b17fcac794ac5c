"""What a learner does with the labs of the page, and what is then kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser.called import Called, called_pages, write_page
from browser.conftest import failures_of
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import QuizName, bank, competencies, gain_tests, onboarding_paths
from maitrise.course.deliverables import catalogue
from maitrise.course.scenario import begin, decide, ending_of, scenario
from maitrise.kinds import score
from maitrise.learner.cards import CardBox
from maitrise.learner.scenario_progress import ProgressFile
from maitrise.learner.statements import Moment, answered, decided, played
from maitrise.player import my_path

CALLS: tuple[Called, ...] = (
    ("raci_explorer", ()),
    ("earned_value_lab", ()),
    ("glossary", ()),
    ("paths", ()),
    ("mastery", ()),
    ("gain", ()),
    ("my_record", ()),
    ("flash_cards", ()),
    ("simulation", ("six-months",)),
)


class Pages:
    """Pages with one call each, and a learner who opens them."""

    def __init__(self, base: str, context: BrowserContext) -> None:
        self.base, self.context = base, context
        self._failures: list[list[str]] = []

    def open(self, call: str, language: Language = "en") -> Page:
        """A page at work."""
        page = self.context.new_page()
        self._failures.append(failures_of(page))
        page.goto(f"{self.base}{call}-{language}.html")
        expect(page.locator("html[data-ready]")).to_have_count(1)
        return page

    @property
    def failures(self) -> list[str]:
        """Scripts that failed on any page."""
        return [each for failures in self._failures for each in failures]


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("calls")
    with called_pages(folder) as base:
        for language in LANGUAGES:
            for call in CALLS:
                write_page(folder, call[0], language, [call])
        yield base


@pytest.fixture
def pages(browser: Browser, _served: str) -> Iterator[Pages]:
    """A learner with an empty browser."""
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(15_000)
    opened = Pages(_served, context)
    yield opened
    context.close()
    assert opened.failures == []


def kept(page: Page) -> dict[str, Any]:
    """All that the browser keeps of the learner."""
    return dict(
        page.evaluate(
            """async () => {
              const { browserStore } = await import("./maitrise/player/store/browser.js");
              return await (await browserStore()).kept();
            }"""
        )
    )


def keep(page: Page, documents: dict[str, Any], record: list[dict[str, Any]] = []) -> None:  # noqa: B006
    """Have the browser keep something that came about earlier."""
    page.evaluate(
        """async ([documents, record]) => {
          const { browserStore } = await import("./maitrise/player/store/browser.js");
          const store = await browserStore();
          for (const [name, each] of Object.entries(documents)) {
            await store.update(name, () => each);
          }
          await store.add(record);
        }""",
        [documents, record],
    )


def right_answers(lesson: str, names: list[str], points: float = 1.0) -> list[dict[str, Any]]:
    """Statements that questions were answered, all right or all wrong."""
    statements = []
    for place, name in enumerate(names):
        question = bank(lesson).questions[name]
        moment = Moment("p-1", f"2026-11-24T10:00:{place % 60:02}.000Z", "en")
        statement = answered(moment, lesson, question, "x", score(question, None))
        reached = points * question.points
        statement["result"]["success"] = points == 1
        statement["result"]["score"] = {"raw": reached, "min": 0, "max": question.points}
        statements.append(statement)
    return statements


# --- All of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call", [name for name, _ in CALLS])
def test_each_call_shows_itself_in_each_language(
    pages: Pages, call: str, language: Language
) -> None:
    page = pages.open(call, language)
    expect(page.get_by_role("main").locator("section.maitrise")).to_have_count(1)
    expect(page.locator(".maitrise-notice:not(:empty)")).to_have_count(0)


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
    keep(pages.open("glossary"), {}, right_answers("01-moa-amoa-moe", names))
    profile = onboarding_paths()["new-pmo"].name.en
    expect(page.get_by_text(profile)).to_be_visible()
    row = page.get_by_role("row", name=_competency(competency))
    expect(row).not_to_contain_text(say("my-path.verdict.unknown", "en"))


def _competency(name: str) -> str:
    return competencies()[name].name.en


def test_what_to_take_up_links_to_the_question_that_was_missed(pages: Pages) -> None:
    page = pages.open("mastery")
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {}, right_answers("01-moa-amoa-moe", [question.id], points=0.0))
    page.reload()
    link = page.get_by_role("link", name=my_path.beginning(question, "en", 14), exact=True)
    expect(link).to_have_attribute("href", re.compile(r"^01-moa-amoa-moe\.ipynb#[\w-]+$"))


def test_the_gain_compares_first_answers_with_last_ones(pages: Pages) -> None:
    page = pages.open("gain")
    expect(page.get_by_text(say("my-path.missing.both", "en"))).to_be_visible()
    start, end = gain_tests().positioning, gain_tests().exit
    assert start
    assert end
    before = right_answers(start.lesson, _asked(start), points=0.0)
    after = right_answers(end.lesson, _asked(end))
    keep(page, {}, [*before, *after])
    page.reload()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_text("12 more")).to_be_visible()


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
    (tmp_path / "cards.json").write_text(json.dumps(document), encoding="utf-8")
    box = CardBox(tmp_path / "cards.json", "en")
    box.open()
    assert not box.notices
    assert not box.is_new(str(card))
    assert box._seen[str(card)].due > datetime.now(UTC)


def test_a_missed_question_comes_before_the_terms(pages: Pages) -> None:
    page = pages.open("flash_cards")
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {}, right_answers("01-moa-amoa-moe", [question.id], points=0.0))
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


# --- The simulation ----------------------------------------------------------------------------

PLAY = ("ask-why", "bring-both", "state-results")


def choice(page: Page, name: str, scene: str, language: Language = "en") -> Locator:
    """The button of a choice."""
    offered = scenario("six-months").scene(scene).choices
    (found,) = [each for each in offered if each.id == name]
    text = found.text.said_in(language).replace("*", "")
    return page.get_by_role("button", name=text)


def play(page: Page, choices: tuple[str, ...]) -> None:
    """Take choices one after the other, and go on after each."""
    state = begin(scenario("six-months"))
    for name in choices:
        choice(page, name, state.scene).click()
        state = decide(scenario("six-months"), state, name)
        page.get_by_role("button", name=re.compile("Go on|See where this leads")).click()


def test_a_choice_is_answered_with_what_happened_and_whose_call_it_was(pages: Pages) -> None:
    page = pages.open("simulation")
    scene = scenario("six-months").scene("shopping-list")
    taken = next(each for each in scene.choices if each.id == "ask-why")
    choice(page, "ask-why", "shopping-list").click()
    expect(page.get_by_text(taken.result.en)).to_be_visible()
    expect(page.get_by_text(say("scenario.mandate.kept", "en"))).to_be_visible()
    expect(page.locator("[data-gauge=need]")).to_contain_text("+10")
    expect(page.locator("[data-gauge=time]")).to_contain_text("−5")
    expect(page.locator(".maitrise-scene-title")).to_be_focused()
    expect(page.get_by_role("img", name="Bruno Kessler, facing you")).to_be_visible()


def test_the_same_decisions_are_kept_and_recorded_as_python_does(
    pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pages.open("simulation")
    play(page, PLAY)
    everything = kept(page)
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path))
    read = scenario("six-months")
    file, state, wanted = ProgressFile(read, "en"), begin(read), []
    learner = everything["documents"]["learner"]["id"]
    moments = [Moment(learner, each["timestamp"], "en") for each in everything["record"]]
    for place, name in enumerate(PLAY):
        state = decide(read, state, name)
        taken = state.decisions[-1]
        if place == 0:
            wanted.append(played(moments[0], read.id, read.title))
        wanted.append(
            decided(
                moments[place + 1],
                read.id,
                taken.scene.id,
                taken.scene.title,
                choice=name,
                mandate=taken.choice.mandate,
            )
        )
    file.keep(state)
    assert everything["documents"]["scenarios/six-months"] == json.loads(file.path.read_text())
    without_ids = [
        [{**each, "id": None} for each in statements]
        for statements in (everything["record"], wanted)
    ]
    assert without_ids[0] == without_ids[1]


def test_one_may_go_back_on_a_choice(pages: Pages) -> None:
    page = pages.open("simulation")
    choice(page, "tidy-up", "shopping-list").click()
    page.get_by_role("button", name=say("scenario.back", "en")).click()
    expect(choice(page, "tidy-up", "shopping-list")).to_be_visible()
    expect(page.locator("[data-gauge=time]")).to_contain_text("60 out of 100")
    choice(page, "ask-why", "shopping-list").click()
    expect(page.get_by_text(say("scenario.mandate.kept", "en"))).to_be_visible()
    everything = kept(page)
    assert everything["documents"]["scenarios/six-months"]["decisions"] == [
        ["shopping-list", "ask-why"]
    ]
    verbs = [each["verb"]["id"].rpartition("/")[2] for each in everything["record"]]
    assert verbs == ["attempted", "answered", "answered"]


def test_a_play_is_taken_up_in_the_other_language_and_begun_again_after_a_question(
    pages: Pages,
) -> None:
    play(pages.open("simulation"), PLAY[:1])
    page = pages.open("simulation", "fr")
    expect(page.get_by_text(say("scenario.resumed", "fr"))).to_be_visible()
    expect(choice(page, "bring-both", "at-the-counter", "fr")).to_be_visible()
    page.get_by_role("button", name=say("scenario.restart", "fr")).click()
    expect(page.get_by_role("button", name=say("scenario.no", "fr"))).to_be_focused()
    page.get_by_role("button", name=say("scenario.yes", "fr")).click()
    expect(choice(page, "ask-why", "shopping-list", "fr")).to_be_visible()
    assert kept(page)["documents"]["scenarios/six-months"]["decisions"] == []


def test_a_whole_play_by_the_keyboard_comes_to_an_ending_with_its_reasons(pages: Pages) -> None:
    page = pages.open("simulation")
    read = scenario("six-months")
    state = begin(read)
    while not state.is_over:
        first = read.scene(state.scene).choices[0]
        choice(page, first.id, state.scene).focus()
        page.keyboard.press("Enter")
        state = decide(read, state, first.id)
        page.get_by_role("button", name=re.compile("Go on|See where this leads")).focus()
        page.keyboard.press("Enter")
    ending = ending_of(read, state)
    assert ending is not None
    expect(page.locator(".maitrise-scene-title")).to_have_text(ending.title.en)
    expect(page.locator(".maitrise-scene-title")).to_be_focused()
    expect(page.get_by_text(ending.why.en)).to_be_visible()
    everything = kept(page)
    assert everything["documents"]["scenarios/six-months"]["endings"] == [ending.id]
    assert everything["record"][-1]["verb"]["id"].endswith("/completed")
    page.get_by_role("button", name=say("scenario.play-again", "en")).click()
    expect(choice(page, "ask-why", "shopping-list")).to_be_visible()
    assert kept(page)["documents"]["scenarios/six-months"]["endings"] == [ending.id]


# --- My record ---------------------------------------------------------------------------------


def test_the_record_is_shown_in_plain_words_and_as_a_table(pages: Pages) -> None:
    page = pages.open("my_record")
    expect(page.get_by_text(say("my-record.none", "en"))).to_be_visible()
    question = next(iter(bank("01-moa-amoa-moe").questions.values()))
    keep(page, {}, right_answers("01-moa-amoa-moe", [question.id]))
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
    keep(
        page, {"cards": {"format": 1, "cards": {}}}, right_answers("01-moa-amoa-moe", [question.id])
    )
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
    choice(game, "ask-why", "shopping-list").click()
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
        right_answers("01-moa-amoa-moe", [question.id]),
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
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_and_nothing_changes(
    pages: Pages, tmp_path: Path, content: str, key: str
) -> None:
    page = pages.open("my_record")
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    before = kept(page)["documents"]
    page.get_by_label(say("my-record.bring", "en")).set_input_files(path)
    expect(page.get_by_text(say(key, "en"))).to_be_visible()
    assert kept(page)["documents"] == before


def test_scripts_in_a_file_that_is_brought_back_are_shown_as_text(
    pages: Pages, tmp_path: Path
) -> None:
    evil = '<img src=x onerror="window.ran = true"><script>window.ran = true</script>'
    question = next(iter(bank("01-moa-amoa-moe").questions))
    statement = right_answers("01-moa-amoa-moe", [question])[0]
    statement["object"]["id"] = f"https://maitrise.example/{evil}/{evil}".replace("/script", "")
    statement["timestamp"] = evil
    file = {
        "format": 1,
        "course": "https://maitrise.example",
        "at": evil,
        "documents": {"learner": {"format": 1, "id": "p-1", "path": evil}},
        "record": [statement],
    }
    path = tmp_path / "file.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    page = pages.open("my_record")
    page.get_by_label(say("my-record.bring", "en")).set_input_files(path)
    expect(page.get_by_text("Brought back")).to_be_visible()
    for call in ("mastery", "paths", "flash_cards", "my_record"):
        assert pages.open(call).evaluate("window.ran") is None
