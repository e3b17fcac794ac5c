"""The eight documents to review and their good versions: they are read, and their sums are right.

What these tests ignore: faults that rest on reading (a missing owner, a vague line).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from maitrise.base.number import read_number
from maitrise.base.text import LANGUAGES, Language
from maitrise.kinds.bank import read_bank
from maitrise.kinds.document import DocumentQuestion

DOCUMENTS = Path(__file__).parents[1] / "course" / "documents"


@cache
def documents() -> dict[str, DocumentQuestion]:
    questions = read_bank(DOCUMENTS / "to-review.toml").questions
    read = {name: each for name, each in questions.items() if isinstance(each, DocumentQuestion)}
    assert read.keys() == questions.keys()
    return read


def said(document: str, passage: str, language: Language) -> str:
    (found,) = [each for each in documents()[document].passages if each.id == passage]
    assert found.text is not None
    return found.text.said_in(language)


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


def good(language: Language) -> str:
    return (DOCUMENTS / f"good.{language}.md").read_text(encoding="utf-8")


def test_eight_documents_have_from_five_faults_up_and_as_many_sound_passages() -> None:
    assert len(documents()) == 8
    for each in documents().values():
        wrong = [passage for passage in each.judged if passage.fault is not None]
        assert 5 <= len(wrong) <= len(each.judged) / 2, each.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_score_said_to_be_wrong_is_wrong(language: Language) -> None:
    for passage in documents()["doc-risk-register"].passages:
        if passage.id.endswith("-score"):
            likelihood, impact, score = numbers(said("doc-risk-register", passage.id, language))
            assert (likelihood * impact != score) == (passage.fault == "sum"), passage.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_said_to_be_wrong_are_wrong(language: Language) -> None:
    (_, run) = numbers(said("doc-certificate", "tests", language))
    assert sum(numbers(said("doc-certificate", "results", language))) != run
    build = numbers(said("doc-change-request", "build", language))[0]
    licences = numbers(said("doc-change-request", "licences", language))[0]
    (total,) = numbers(said("doc-change-request", "total", language))
    assert build + licences == 40 != total


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_steering_report_follow_from_those_given(language: Language) -> None:
    budget, earned, spent, remaining = 640, 360, 390, 280
    report = {
        each: numbers(said("doc-steering-report", each, language))[-1]
        for each in ("c", "d1", "d2", "d3", "d4")
    }
    assert (report["d1"], report["d2"]) == (budget, spent)
    assert report["c"] == round(100 * spent / budget) != round(100 * earned / budget)
    assert report["d3"] == budget - spent != remaining
    assert report["d4"] == budget != spent + remaining


def test_a_good_version_is_there_for_each_document_in_the_same_shape() -> None:
    french, english = (
        [re.sub(r"[^#|\n]", "", line) for line in good(each).splitlines() if line[:1] in "#|"]
        for each in LANGUAGES
    )
    assert french == english
    assert french.count("##") == len(documents())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_of_the_good_versions_are_right(language: Language) -> None:
    text = good(language)
    scores = re.findall(r"\| (\d) \| (\d) \| (\d+) \|", text)
    assert len(scores) == 5
    assert all(int(likelihood) * int(impact) == int(score) for likelihood, impact, score in scores)
    (pay,) = re.findall(r"4 × 15[.,]00 × 1[.,]25 = \*\*€?(\d+[.,]\d\d)", text)
    assert read_number(pay, language) == 4 * 15 * 1.25
    (cost,) = re.findall(r"^\| (?:Coût|Cost) \| (.*640.*)$", text, re.MULTILINE)
    budget, spent, remaining, forecast, more, percent = numbers(cost.replace(",", "."))[:6]
    assert spent + remaining == forecast == budget + more
    assert round(100 * more / budget, 1) == percent
    (tests,) = re.findall(r"\d+ (?:essais prévus|tests planned), \d+[^(]*", text)
    planned, run, passed, failed = numbers(tests)
    assert planned == run == passed + failed


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_of_the_good_matrix_has_one_to_answer_and_one_at_work(language: Language) -> None:
    rows = re.findall(r"^\| [^|]+ ((?:\| [RACI/–]+ ){5})\|$", good(language), re.MULTILINE)
    assert len(rows) == 7
    for row in rows:
        letters = re.findall(r"[RACI]", row)
        assert (letters.count("A"), letters.count("R")) == (1, 1), row
