"""The form of options gives little away; a bank in which it does is told, and only such a bank."""

import random
from pathlib import Path

import pytest

from conftest import CourseCopy
from maitrise.check.guessing import (
    Item,
    faults_of_guessing,
    fitted_guess,
    items_of_course,
    single_guesses,
)
from maitrise.course import forget_course
from maitrise.course.targets import targets

WORDS = {"hedges": ("often", "may"), "absolutes": ("always", "never", "none")}
FILLER = ("the client signs", "the team waits", "the office writes", "the buyer asks")


def made(right: str, wrong: str, files: int = 4, each: int = 15) -> list[Item]:
    """Items whose right option is worded one way and whose wrong ones are worded another."""
    drawn = random.Random(7)
    items = []
    for number in range(files * each):
        place = drawn.randrange(4)
        texts = drawn.sample(FILLER, 4)
        options = [f"{text} {right if at == place else wrong}" for at, text in enumerate(texts)]
        truth = tuple(at == place for at in range(4))
        items.append(Item(f"file-{number % files}", "Which contract is it?", tuple(options), truth))
    return sorted(items, key=lambda item: item.file)


@pytest.mark.parametrize(
    ("right", "wrong", "strategy"),
    [
        ("today, after having read it all", "now", "most length"),
        ("now", "today, after having read it all", "least length"),
        ("often", "today", "most hedges"),
        ("today", "always", "least absolutes"),
        ("now, then", "and then", "most commas"),
        ("on contract", "with caution", "most overlap with the question"),
    ],
)
def test_a_cue_that_marks_the_right_options_is_found_by_name(
    right: str, wrong: str, strategy: str
) -> None:
    gains = {guess.strategy: guess.gain for guess in single_guesses(made(right, wrong), WORDS)}
    assert gains[strategy] > 20
    assert gains[strategy] == max(gains.values())


def test_options_of_one_form_give_nothing_away() -> None:
    items = made("now", "now")
    assert all(abs(guess.gain) < 15 for guess in single_guesses(items, WORDS))
    assert fitted_guess(items, WORDS).gain < 10


def test_cues_that_say_little_alone_are_found_together() -> None:
    first, second = made("may", "now"), made("soon", "none")
    items = sorted(first + second, key=lambda item: item.file)
    best = max(guess.share for guess in single_guesses(items, WORDS))
    assert fitted_guess(items, WORDS).share > best + 0.1


def test_a_combination_is_tried_on_a_file_that_it_was_not_looked_for_on() -> None:
    """Two files with opposite habits: whoever learns one fails in the other."""
    habits = made("today, after having read it all", "now", files=1)
    opposite = [
        Item("other", item.stem, item.options, tuple(not each for each in item.right))
        for item in habits
    ]
    assert fitted_guess(habits + opposite, WORDS).gain < 0


def test_ticking_all_but_one_of_many_right_options_is_no_skill() -> None:
    item = Item("file", "?", ("a", "bb", "ccc", "dddd"), (True, True, True, False))
    shares = {guess.strategy: guess.share for guess in single_guesses([item], {})}
    assert shares["most length"] == pytest.approx(2 / 3)
    assert shares["least length"] == 1
    assert item.chance == 0.75


def test_the_course_is_held_to_its_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    forget_course()
    assert targets().guessing is not None
    assert min(len(items_of_course("fr")), len(items_of_course("en"))) > 150
    assert faults_of_guessing() == []
    forget_course()


def test_a_bank_whose_right_options_stand_out_is_told_with_the_way_out(
    course_copy: CourseCopy,
) -> None:
    assert not [line for line in course_copy.faults() if "guessing" in line]
    (course_copy.folder / "targets.toml").write_text(
        "[guessing]\nsingle = -100\nfitted = 100\n[guessing.words.fr]\n[guessing.words.en]\n",
        encoding="utf-8",
    )
    said = [line for line in course_copy.faults() if "guessing" in line]
    assert any("in fr, most length finds" in line for line in said)
    assert all("points over chance" in line for line in said)
