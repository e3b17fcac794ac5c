"""The keys of the final exam that rest on figures, worked out again from what each item says.

Figures are read from the item's own words, in each language; nothing here is read from a key.
What these tests ignore: keys that rest on reading (who decides, which term is right).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import pytest

from maitrise.base.number import is_within, read_number
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases import Case, case_file, read_case
from maitrise.kinds import Question
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.document import DocumentQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.rows import RowsQuestion


class Worked(NamedTuple):
    """What an item asks for, and what each known slip would give."""

    answer: float
    slips: Mapping[str, float]


@cache
def exam() -> Case:
    return read_case(case_file("final-exam"))


def items_of(kind: type[Question]) -> tuple[str, ...]:
    asked = exam().questions.items()
    return tuple(name for name, question in asked if isinstance(question, kind))


def slot_of(item: str) -> str:
    return next(slot.id for slot in exam().slots.values() if item in slot.items)


def figures(item: str, language: Language) -> list[float]:
    """Every number of an item's question, in reading order."""
    said = exam().questions[item].prompt.said_in(language)
    return [float(number.replace(",", "")) for number in re.findall(r"\d+", said)]


# ---- Numbers -----------------------------------------------------------------------------------


def cost_index(item: str, language: Language) -> Worked:
    """Three tasks with their budget and progress, then what was planned and what was spent."""
    said = exam().questions[item].prompt.said_in(language)
    done = re.findall(r"budget (\d+), (?:fait à )?(\d+)\s?%", said)
    assert len(done) == 3
    earned = sum(int(budget) * int(percent) for budget, percent in done) / 100
    *_, planned, cost = figures(item, language)
    return Worked(
        earned / cost,
        {"upside down": cost / earned, "schedule": earned / planned, "as planned": planned / cost},
    )


def estimate_at_completion(item: str, language: Language) -> Worked:
    """Budget, earned value and cost; the drift is said to last."""
    budget, earned, cost = figures(item, language)
    said = exam().questions[item].prompt.said_in(language)
    assert {"fr": "se maintiendra", "en": "will continue"}[language] in said
    return Worked(
        budget * cost / earned,
        {
            "one-off": cost + budget - earned,
            "multiplied": budget * earned / cost,
            "added": budget + cost,
        },
    )


def days_lost(item: str, language: Language) -> Worked:
    """A branch with float and one without, which meet at the end only."""
    slack, late, critical = figures(item, language)
    passed_on = max(0, late - slack)
    return Worked(
        max(passed_on, critical),
        {
            "float forgotten": late,
            "added": passed_on + critical,
            "one branch": min(passed_on, critical),
        },
    )


NUMBERS: Mapping[str, Callable[[str, Language], Worked]] = {
    "s27": cost_index,
    "s28": estimate_at_completion,
    "s30": days_lost,
}


def test_no_number_escapes() -> None:
    assert {slot_of(item) for item in items_of(NumberQuestion)} == set(NUMBERS)
    assert set(items_of(NumberQuestion)) == {
        item for slot in NUMBERS for item in exam().slots[slot].items
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", items_of(NumberQuestion))
def test_a_number_follows_from_what_its_item_says(item: str, language: Language) -> None:
    question = exam().questions[item]
    assert isinstance(question, NumberQuestion)
    worked = NUMBERS[slot_of(item)](item, language)
    assert is_within(worked.answer, question.key, question.tolerance)
    assert round(worked.answer, question.decimals) == pytest.approx(question.key, abs=1e-9)


@pytest.mark.parametrize("item", items_of(NumberQuestion))
def test_each_known_slip_has_a_reason_of_its_own(item: str) -> None:
    question = exam().questions[item]
    assert isinstance(question, NumberQuestion)
    slips = NUMBERS[slot_of(item)](item, "en").slips
    found = {
        next(
            (
                wrong.value
                for wrong in question.wrongs
                if is_within(slip, wrong.value, wrong.tolerance or question.tolerance)
            ),
            name,
        )
        for name, slip in slips.items()
    }
    assert found == {wrong.value for wrong in question.wrongs}
    assert len(found) == len(slips)


# ---- Rows and choices that rest on figures -----------------------------------------------------


def cells(item: str, language: Language) -> dict[str, dict[str, str]]:
    question = exam().questions[item]
    assert isinstance(question, RowsQuestion)
    return {
        row.id: {name: cell.said_in(language) for name, cell in row.cells.items()}
        for row in question.rows
    }


def number(written: str, language: Language) -> float:
    found = read_number(written, language)
    assert found is not None
    return found


def funded(item: str, language: Language) -> set[str]:
    """The legal obligation, then by descending score, skipping what no longer fits."""
    rows, yes = cells(item, language), {"fr": "oui", "en": "yes"}[language]
    (left,) = figures(item, language)
    kept: set[str] = set()
    for each in sorted(
        rows, key=lambda row: (rows[row]["law"] != yes, -number(rows[row]["score"], language))
    ):
        cost = number(rows[each]["cost"], language)
        if cost <= left:
            kept.add(each)
            left -= cost
    return kept


def ready(item: str, language: Language) -> set[str]:
    """The share trained that the rule asks for, and a contact."""
    (least,) = figures(item, language)
    yes = {"fr": "oui", "en": "yes"}[language]
    return {
        each
        for each, row in cells(item, language).items()
        if 100 * int(row["trained"]) >= least * int(row["staff"]) and row["relay"] == yes
    }


ROWS: Mapping[str, Callable[[str, Language], set[str]]] = {"s34": funded, "s37": ready}


def test_no_table_to_tick_escapes() -> None:
    assert set(items_of(RowsQuestion)) == {
        item for slot in ROWS for item in exam().slots[slot].items
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", items_of(RowsQuestion))
def test_rows_to_tick_follow_from_the_rule_of_their_item(item: str, language: Language) -> None:
    question = exam().questions[item]
    assert isinstance(question, RowsQuestion)
    ticked = {row.id for row in question.rows if row.right}
    assert ticked == ROWS[slot_of(item)](item, language)
    assert 0 < len(ticked) < len(question.rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", exam().slots["s25"].items)
def test_advice_after_acceptance_testing_agrees_with_its_criteria(
    item: str, language: Language
) -> None:
    question = exam().questions[item]
    assert isinstance(question, ChoiceQuestion)
    to_run, to_pass, planned, run, passed = figures(item, language)
    assert 100 * run < to_run * planned
    assert 100 * passed >= to_pass * run
    assert [option.id for option in question.options if option.right] == ["extend"]


# ---- Documents that rest on figures ------------------------------------------------------------


def passages(item: str, language: Language) -> dict[str, tuple[str, str | None]]:
    """What each passage of a document says, and its fault."""
    question = exam().questions[item]
    assert isinstance(question, DocumentQuestion)
    return {
        each.id: (each.text.said_in(language) if each.text else "", each.fault)
        for each in question.passages
    }


def numbers(text: str, language: Language) -> list[float]:
    return [number(each, language) for each in re.findall(r"\d+(?:[.,]\d+)?", text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", exam().slots["s26"].items)
def test_a_report_is_wrong_where_its_figures_are(item: str, language: Language) -> None:
    said = exam().questions[item].prompt.said_in(language)
    given = re.search(r"(?:en|in) (?:k€|€k)(.*)", said)
    assert given is not None
    budget, planned, earned, spent, remaining, percent = numbers(given[1], language)[:6]
    found = passages(item, language)
    progress, fault = found["progress"]
    assert (fault, numbers(progress, language)) == ("spend", [100 * spent / budget])
    assert spent != earned
    assert numbers(found["spent"][0], language) == [spent]
    assert numbers(found["earned"][0], language) == [earned, planned]
    left, fault = found["remaining"]
    assert (fault, numbers(left, language)) == ("subtracted", [budget - spent])
    assert remaining != budget - spent
    assert found["asked"][1] == "no-decision"
    assert spent + remaining - budget > percent / 100 * budget, "beyond the tolerance"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", exam().slots["s29"].items)
def test_only_the_product_said_to_be_wrong_is_wrong(item: str, language: Language) -> None:
    for text, fault in passages(item, language).values():
        ((likelihood, impact, product),) = re.findall(r"(\d) × (\d) = (\d+)", text)
        assert (int(likelihood) * int(impact) != int(product)) == (fault == "sum"), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", exam().slots["s19"].items)
def test_a_row_of_the_matrix_has_the_letters_that_its_fault_says(
    item: str, language: Language
) -> None:
    for text, fault in passages(item, language).values():
        letters = re.findall(r"[RACI]", text)
        assert len(text.split(",")) == 5
        assert (letters.count("A") > 1) == (fault == "two-a"), text
        assert (letters.count("A") == 0) == (fault == "no-a"), text
        assert (letters.count("R") == 0) == (fault == "no-r"), text


@pytest.mark.parametrize("slot", ["s06", "s19", "s26", "s29"])
def test_parallel_documents_have_the_same_faults(slot: str) -> None:
    found = []
    for item in exam().slots[slot].items:
        question = exam().questions[item]
        assert isinstance(question, DocumentQuestion)
        found.append(sorted(each.fault for each in question.passages if each.fault))
    assert found[0] == found[1] == found[2]
