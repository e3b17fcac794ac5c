"""What tests of kinds try them with: made-up parts of questions, and what a trial of a kind holds.

Each kind has a ``trial.py``: questions made up for property tests, answers that people might give,
and how an answer is given by hand in a browser. Tests only: not in what is installed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from string import ascii_uppercase
from typing import Any, Protocol, cast

from hypothesis import strategies as st

from maitrise.base.text import Language, Text
from maitrise.kinds import Mark, Question, ask, read_answer, read_question, score

FOLDER = Path(__file__).parent

# Drawn from small pools: what varies is a question's shape; the names in it must not matter.
NAMES = ["a", "b", "moa", "moe", "who-signs", "D09", "x-1", "1", "long-id-of-many-words", "Z"]
WORDS = ["Oui", "Qui signe ?", "a | b", "deux\nlignes", "*gras* et **plus**", "« œ »", "日本 👩‍💻"]
IDS = st.sampled_from(NAMES)
TEXTS = st.sampled_from([Text(fr=fr, en=en) for fr in WORDS for en in WORDS[:3]])
CODES = st.sampled_from(["X1", "X7", "X16"])
POINTS = st.sampled_from([0.5, 1.0, 2.0, 3.0, 10.0])


class Trial(Protocol):
    """What the ``trial.py`` of a kind holds.

    Attributes:
        questions: sound questions of the kind.
    """

    questions: st.SearchStrategy[Any]

    def some_answer(self, question: Any, random: Random) -> Any:
        """An answer that somebody might give, as a sheet holds it: right, in part, wrong, blank."""

    def slip(self, question: Any) -> Any:
        """An answer that is not right, so that a page has a reason to give."""

    def read_on_paper(self, question: Any, line: str, language: Language) -> Any:
        """The answer, as a sheet holds it, that the line of a corrected paper names.

        Args:
            line: what stands after its colon; empty where a paper gives no answer in one line.
        """

    def by_hand(self, within: Any, question: Any, answer: Any, language: Language) -> None:
        """Give an answer as a learner does, whatever stood there before.

        Args:
            within: the question on the page, for Playwright.
        """


def trial(kind: str) -> Trial:
    """The trial of a kind."""
    return cast("Trial", import_module(f"maitrise.kinds.{kind}.trial"))


def trial_of(question: Question) -> Trial:
    """The trial of a question's kind."""
    return trial(question.kind)


@dataclass(frozen=True)
class Worth:
    """An answer as a sheet holds it, and what it is worth."""

    value: Any
    points: float
    verdict: str


@dataclass(frozen=True)
class Example:
    """The example that a kind's folder holds."""

    question: Any
    answers: tuple[Worth, ...]


@cache
def example(kind: str) -> Example:
    """The example of a kind, read as an author's file is."""
    path = FOLDER / kind / "example.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    question = read_question(raw.pop("question"), path.name, "question")
    if not isinstance(question, Question):
        raise ValueError("\n".join(map(str, question)))
    return Example(question, tuple(Worth(**each) for each in raw["answer"]))


def written_example(kind: str) -> str:
    """The question of a kind's example as an author writes it in a bank or a case."""
    text = (FOLDER / kind / "example.toml").read_text(encoding="utf-8")
    question = re.sub(r"^#.*\n", "", text.split("[[answer]]")[0], flags=re.MULTILINE)
    return question.replace("[question]", "[[question]]", 1)


def case_of_examples(kinds: tuple[str, ...]) -> str:
    """A case that asks the examples of some kinds, as an author's file."""
    ids = ", ".join(f'"{example(kind).question.id}"' for kind in kinds)
    points = sum(example(kind).question.points for kind in kinds)
    named = '{ fr = "Un exemple de chaque sorte", en = "An example of each kind" }'
    return "\n".join(
        [
            f'case = "examples"\nversion = 1\nminutes = 15\nafter = "reasons"\npoints = {points}',
            f"title = {named}\nsummary = {named}",
            f'[[section]]\nid = "all"\ntitle = {named}\nquestions = [{ids}]',
            *map(written_example, kinds),
        ]
    )


def faults_of(kind: str, sound: str, broken: str) -> list[str]:
    """What an author is told of the example once a piece of its text was replaced."""
    text = written_example(kind)
    if text.count(sound) != 1:
        raise ValueError(f"{sound!r} stands {text.count(sound)} times in the example")
    (table,) = tomllib.loads(text.replace(sound, broken))["question"]
    read = read_question(table, "bank.toml", f"question {table['id']}")
    return [str(fault) for fault in read] if isinstance(read, list) else []


def marked(question: Question, raw: Any) -> Mark:
    """The mark of an answer as a sheet holds it."""
    return score(question, read_answer(ask(question, "en"), raw))


def ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    """So many ids, each once."""
    return st.lists(IDS, min_size=least, max_size=most, unique=True)


def rights(count: int) -> st.SearchStrategy[list[bool]]:
    """Some right and some not."""
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    return flags.filter(lambda each: any(each) and not all(each))


@st.composite
def common(draw: st.DrawFn) -> dict[str, Any]:
    """What every kind has."""
    return {
        "id": draw(IDS),
        "prompt": draw(TEXTS),
        "competency": "C01",
        "difficulty": "easy",
        "explanation": draw(TEXTS),
        "points": draw(POINTS),
    }


def some_of(names: list[str], random: Random) -> list[str]:
    """Some of them, all or none."""
    return [name for name in names if random.random() < random.choice((0.2, 0.5, 0.8))]


def named_on_paper(ids: Sequence[str], line: str) -> list[str]:
    """The parts whose letters stand in a line of a corrected paper."""
    return [ids[ascii_uppercase.index(letter)] for letter in line.split(", ")]


def pick_by_hand(within: Any, names: list[str], picked: list[str]) -> None:
    """Click radio buttons or check boxes until those that are picked are on."""
    boxes = within.get_by_role("radio").or_(within.get_by_role("checkbox"))
    for place, name in enumerate(names):
        if boxes.nth(place).is_checked() != (name in picked):
            boxes.nth(place).click()  # another radio button is let go of by the one picked
