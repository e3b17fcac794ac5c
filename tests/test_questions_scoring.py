"""Scoring: what every kind has in common, then what each kind gives points for."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maitrise.base.text import Text
from maitrise.kinds import Mark, Question, Reason, Verdict, ask, read_answer, read_bank, score
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.number.question import KnownWrong
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.raci import RaciQuestion
from maitrise.kinds.raci.question import LETTERS
from maitrise.kinds.rows import RowsQuestion
from test_questions_made_up import QUESTIONS, full_answer, raw_answers

BANK = read_bank(Path(__file__).parent / "fixtures/course/questions/every-kind.toml")
MARKED = [kind for kind in QUESTIONS if kind != "text"]
PICKED = {"choices": "options", "rows": "rows"}


def mark(question: Question, raw: Any) -> Mark:
    return score(question, read_answer(ask(question, "en"), raw))


def of_fixture(name: str) -> Any:
    return BANK.questions[name]


# --- Every kind ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_points_lie_between_nothing_and_the_maximum(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    given_mark = mark(question, data.draw(raw_answers(question)))
    assert 0 <= given_mark.points <= given_mark.maximum == question.points


@pytest.mark.parametrize("kind", MARKED)
@given(data=st.data())
def test_the_verdict_says_what_the_points_say(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    given_mark = mark(question, raw)
    expected = {
        Verdict.RIGHT: given_mark.points == question.points,
        Verdict.PARTLY: 0 < given_mark.points < question.points,
        Verdict.WRONG: given_mark.points == 0 and read_answer(ask(question, "en"), raw) is not None,
        Verdict.BLANK: given_mark.points == 0 and read_answer(ask(question, "en"), raw) is None,
    }
    assert [verdict for verdict, holds in expected.items() if holds] == [given_mark.verdict]


@pytest.mark.parametrize("kind", MARKED)
@given(data=st.data())
def test_the_full_key_is_right_and_earns_all_points(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    given_mark = mark(question, full_answer(question))
    assert given_mark.points == question.points
    assert given_mark.verdict is Verdict.RIGHT
    assert given_mark.misconceptions == ()
    assert {reason.verdict for reason in given_mark.reasons} == {Verdict.RIGHT}


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_a_blank_answer_is_never_wrong(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    for blank in (None, "", [], {}, ()):
        assert mark(question, blank) == Mark(0.0, question.points, Verdict.BLANK)


@pytest.mark.parametrize("empty", [None, "", {}], ids=repr)
def test_a_table_of_empty_rows_is_blank(empty: Any) -> None:
    empty_cells = dict.fromkeys(["MOA", "AMOA", "MOE"], "")
    assert mark(of_fixture("pairs"), {"fund": empty, "workshops": empty}).verdict is Verdict.BLANK
    assert mark(of_fixture("matrix"), {"D09": empty, "D22": empty}).verdict is Verdict.BLANK
    assert mark(of_fixture("matrix"), {"D09": empty_cells}).verdict is Verdict.BLANK


def test_a_text_of_spaces_is_blank() -> None:
    assert mark(of_fixture("note"), " \n\t\u00a0").verdict is Verdict.BLANK


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_scoring_is_pure(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    before = copy.deepcopy((question, raw))
    first = mark(question, raw)
    assert mark(question, raw) == first
    assert mark(copy.deepcopy(question), copy.deepcopy(raw)) == first
    assert (question, raw) == before


@pytest.mark.parametrize("kind", ["choices", "match", "raci", "rows"])
@given(data=st.data())
def test_the_order_in_which_an_answer_was_given_does_not_matter(
    kind: str, data: st.DataObject
) -> None:
    question = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    shuffled: Any = data.draw(st.permutations(raw if isinstance(raw, list) else list(raw.items())))
    assert mark(question, raw) == mark(
        question, list(shuffled) if isinstance(raw, list) else dict(shuffled)
    )


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("choice", "options"),
        ("choices", "options"),
        ("match", "rows"),
        ("match", "categories"),
        ("raci", "rows"),
        ("raci", "roles"),
        ("rows", "rows"),
        ("rows", "columns"),
    ],
)
@given(data=st.data())
def test_the_order_in_which_a_question_lists_its_parts_does_not_matter(
    kind: str, parts: str, data: st.DataObject
) -> None:
    question = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    shuffled = replace(
        question, **{parts: tuple(data.draw(st.permutations(getattr(question, parts))))}
    )
    first, second = mark(question, raw), mark(shuffled, raw)
    assert (first.points, first.verdict) == (second.points, second.verdict)
    assert set(first.reasons) == set(second.reasons)


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_what_was_left_blank_reveals_no_misconception(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    given_mark = mark(question, data.draw(raw_answers(question)))
    for reason in given_mark.reasons:
        if reason.verdict in (Verdict.BLANK, Verdict.RIGHT):
            assert reason.misconception is None


def test_a_misconception_is_counted_once_however_many_parts_reveal_it() -> None:
    reasons = (
        Reason("a", Verdict.WRONG, None, "X7"),
        Reason("b", Verdict.WRONG, None, "X1"),
        Reason("c", Verdict.WRONG, None, "X7"),
    )
    assert Mark(0, 1, Verdict.WRONG, reasons).misconceptions == ("X7", "X1")


# --- One option -----------------------------------------------------------------------------


@given(data=st.data())
def test_a_choice_tells_the_reason_and_misconception_of_the_option_chosen(
    data: st.DataObject,
) -> None:
    question: ChoiceQuestion = data.draw(QUESTIONS["choice"])
    for option in question.options:
        verdict = Verdict.RIGHT if option.right else Verdict.WRONG
        reason = Reason(option.id, verdict, option.reason, option.misconception)
        assert mark(question, option.id).reasons == (reason,)


# --- Several options, and rows of a table ---------------------------------------------------


@pytest.mark.parametrize("kind", PICKED)
@given(data=st.data())
def test_picks_earn_right_minus_wrong_over_the_number_right(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    right = set(full_answer(question))
    net = len(right & set(raw)) - len(set(raw) - right)
    assert mark(question, raw).points == pytest.approx(
        max(0, net) / len(right) * question.points, abs=1e-12
    )


@pytest.mark.parametrize("kind", PICKED)
@given(data=st.data())
def test_a_wrong_pick_more_never_raises_the_points(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    unpicked_wrong = [
        each.id for each in getattr(question, PICKED[kind]) if not each.right and each.id not in raw
    ]
    assume(unpicked_wrong)
    more = [*raw, data.draw(st.sampled_from(unpicked_wrong))]
    assert mark(question, more).points <= mark(question, raw).points


@pytest.mark.parametrize("kind", PICKED)
@given(data=st.data())
def test_ticking_everything_is_not_a_way_to_be_right(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    everything = [each.id for each in getattr(question, PICKED[kind])]
    assert mark(question, everything).verdict is not Verdict.RIGHT


@pytest.mark.parametrize("kind", PICKED)
@given(data=st.data())
def test_reasons_are_given_for_what_was_picked_or_missed_and_for_nothing_else(
    kind: str, data: st.DataObject
) -> None:
    question: ChoicesQuestion | RowsQuestion = data.draw(QUESTIONS[kind])
    raw = data.draw(raw_answers(question))
    assume(raw)
    right = set(full_answer(question))
    verdicts = {reason.item: reason.verdict for reason in mark(question, raw).reasons}
    assert set(verdicts) == set(raw) | right
    assert {item for item, verdict in verdicts.items() if verdict is Verdict.RIGHT} == (
        set(raw) & right
    )


def test_a_row_missed_reveals_the_misconception_it_names() -> None:
    assert mark(of_fixture("picked"), ["J1"]).misconceptions == ("X12",)
    assert mark(of_fixture("picked"), ["J1", "J3"]).misconceptions == ()


# --- Match ----------------------------------------------------------------------------------


@given(data=st.data())
def test_each_row_of_a_match_counts_alike_and_a_second_category_counts_half(
    data: st.DataObject,
) -> None:
    question = data.draw(QUESTIONS["match"])
    raw = data.draw(raw_answers(question))
    rows = [
        1.0
        if raw.get(row.id) == row.key
        else 0.5
        if row.also and raw.get(row.id) == row.also
        else 0
        for row in question.rows
    ]
    expected = sum(rows) / len(rows) * question.points
    assert mark(question, raw).points == pytest.approx(expected, abs=1e-12)


def test_the_second_category_is_partly_right_and_no_misconception() -> None:
    given_mark = mark(of_fixture("pairs"), {"fund": "sponsor", "workshops": "amoa"})
    assert given_mark.points == 0.75
    assert given_mark.verdict is Verdict.PARTLY
    assert [reason.verdict for reason in given_mark.reasons] == [Verdict.PARTLY, Verdict.RIGHT]
    assert given_mark.misconceptions == ()


def test_a_wrong_category_reveals_the_misconception_named_for_it_and_no_other_does() -> None:
    assert mark(of_fixture("pairs"), {"fund": "office"}).misconceptions == ("X1",)
    assert mark(of_fixture("pairs"), {"fund": "amoa"}).misconceptions == ()


def test_a_row_left_empty_is_blank_beside_a_row_that_was_filled() -> None:
    given_mark = mark(of_fixture("pairs"), {"fund": "moa", "workshops": ""})
    assert [reason.verdict for reason in given_mark.reasons] == [Verdict.RIGHT, Verdict.BLANK]
    assert given_mark.reasons[1].text is None


# --- RACI -----------------------------------------------------------------------------------


@given(data=st.data())
def test_a_raci_row_is_all_or_nothing(data: st.DataObject) -> None:
    question: RaciQuestion = data.draw(QUESTIONS["raci"])
    row = data.draw(st.sampled_from(question.rows))
    role = data.draw(st.sampled_from(question.roles))
    other = data.draw(st.sampled_from([each for each in LETTERS if each != row.key[role]]))
    raw = full_answer(question)
    raw[row.id][role] = other
    given_mark = mark(question, raw)
    share = (len(question.rows) - 1) / len(question.rows)
    assert given_mark.points == pytest.approx(share * question.points, abs=1e-12)
    assert [reason.item for reason in given_mark.reasons if reason.verdict is Verdict.WRONG] == [
        row.id
    ]


@given(data=st.data())
def test_an_empty_cell_says_the_same_as_the_dash(data: st.DataObject) -> None:
    question: RaciQuestion = data.draw(QUESTIONS["raci"])
    empty = data.draw(st.sampled_from(["", None, "missing"]))
    raw = {
        row.id: {
            role: letter if letter != "-" else empty
            for role, letter in row.key.items()
            if letter != "-" or empty != "missing"
        }
        for row in question.rows
    }
    assert mark(question, raw) == mark(question, full_answer(question))


def test_a_row_of_dashes_only_is_an_answer_and_wrong() -> None:
    dashes = dict.fromkeys(["MOA", "AMOA", "MOE"], "-")
    assert mark(of_fixture("matrix"), {"D09": dashes}).verdict is Verdict.WRONG


# --- Order --------------------------------------------------------------------------------------


@given(data=st.data())
def test_the_reverse_order_earns_nothing(data: st.DataObject) -> None:
    question: OrderQuestion = data.draw(QUESTIONS["order"])
    given_mark = mark(question, full_answer(question)[::-1])
    assert (given_mark.points, given_mark.verdict) == (0.0, Verdict.WRONG)


@given(data=st.data())
def test_one_swap_of_neighbours_loses_exactly_one_pair(data: st.DataObject) -> None:
    question: OrderQuestion = data.draw(QUESTIONS["order"])
    raw = full_answer(question)
    first = data.draw(st.integers(0, len(raw) - 2))
    raw[first], raw[first + 1] = raw[first + 1], raw[first]
    pairs = len(raw) - 1
    given_mark = mark(question, raw)
    assert given_mark.points == pytest.approx((pairs - 1) / pairs * question.points, abs=1e-12)
    wrong = [reason.item for reason in given_mark.reasons if reason.verdict is Verdict.WRONG]
    assert wrong == [raw[first + 1]]


@given(data=st.data())
def test_only_the_right_order_is_right(data: st.DataObject) -> None:
    question: OrderQuestion = data.draw(QUESTIONS["order"])
    raw = data.draw(st.permutations(full_answer(question)))
    assert (mark(question, raw).verdict is Verdict.RIGHT) == (list(raw) == full_answer(question))


# --- Number -------------------------------------------------------------------------------------


def number(key: float, tolerance: float, *wrongs: KnownWrong) -> NumberQuestion:
    words = Text("Combien ?", "How many?")
    return NumberQuestion(
        id="n",
        prompt=words,
        competency="C10",
        difficulty="easy",
        explanation=words,
        key=key,
        tolerance=tolerance,
        wrongs=wrongs,
    )


@pytest.mark.parametrize(
    ("key", "tolerance", "given_value"),
    [
        (97.0, 0.1, 97.1),
        (97.0, 0.1, 96.9),
        (1.0, 0.1, 1.1),
        (0.3, 0.1, 0.2),
        (0.1, 0.2, 0.3),
        (4.35, 0.01, 4.36),
        (12_000_000.0, 0.1, 12_000_000.1),
        (1e9, 0.1, 1e9 + 0.1),
        (18.0, 0.0, 18.0),
        (0.3, 0.0, 0.1 + 0.2),
        (-54.9, 0.1, -55.0),
    ],
)
def test_the_edge_of_the_tolerance_is_right_whatever_binary_rounding(
    key: float, tolerance: float, given_value: float
) -> None:
    assert mark(number(key, tolerance), given_value).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("key", "tolerance", "given_value"),
    [
        (97.0, 0.1, 97.11),
        (97.0, 0.1, 96.899),
        (97.0, 0.1, 97.100001),
        (18.0, 0.0, 18.000001),
        (1e9, 0.1, 1e9 + 0.2),
        (0.0, 0.0, 1e-6),
        (5.0, 1.0, 1.7e308),
        (5.0, 1.0, -1.7e308),
    ],
)
def test_just_outside_the_tolerance_is_wrong(
    key: float, tolerance: float, given_value: float
) -> None:
    assert mark(number(key, tolerance), given_value).verdict is Verdict.WRONG


def test_a_whole_number_is_as_good_as_a_decimal_one() -> None:
    assert mark(number(18.0, 0.0), 18).verdict is Verdict.RIGHT


@given(data=st.data())
def test_every_written_edge_is_right_and_one_unit_more_is_wrong(data: st.DataObject) -> None:
    decimals = data.draw(st.integers(0, 4))
    key, tolerance = data.draw(st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 1000)))
    sign = data.draw(st.sampled_from([-1, 1]))
    question = number(key / 10**decimals, tolerance / 10**decimals)
    edge = (key + sign * tolerance) / 10**decimals
    beyond = (key + sign * (tolerance + 1)) / 10**decimals
    assert mark(question, edge).verdict is Verdict.RIGHT
    assert mark(question, beyond).verdict is Verdict.WRONG


def test_a_known_wrong_value_tells_its_own_reason_and_misconception() -> None:
    reason = mark(of_fixture("cpi"), 400).reasons[0]
    assert reason.text is not None
    assert reason.text.en == "That is the budget, without the drift."
    assert (reason.verdict, reason.misconception) == (Verdict.WRONG, "X15")


def test_a_known_wrong_value_is_met_within_the_question_s_tolerance_unless_it_has_its_own() -> None:
    words = Text("Non.", "No.")
    loose = KnownWrong(value=10.0, reason=words)
    strict = KnownWrong(value=50.0, reason=words, tolerance=0.0, misconception="X3")
    question = number(100.0, 1.0, loose, strict)
    assert mark(question, 11.0).reasons[0].text == words
    assert mark(question, 50.0).misconceptions == ("X3",)
    assert mark(question, 50.5).reasons == (Reason("", Verdict.WRONG),)


def test_a_wrong_value_nobody_foresaw_has_no_reason_rather_than_a_borrowed_one() -> None:
    assert mark(of_fixture("cpi"), 12).reasons == (Reason("", Verdict.WRONG),)


def test_a_right_number_is_told_the_explanation() -> None:
    assert mark(of_fixture("cpi"), 454.5).reasons[0].text == of_fixture("cpi").explanation


# --- Text -----------------------------------------------------------------------------------


@given(data=st.data())
def test_a_text_is_left_to_a_person_to_mark(data: st.DataObject) -> None:
    question = data.draw(QUESTIONS["text"])
    assert mark(question, "Bonjour.") == Mark(0.0, question.points, Verdict.TO_MARK)


# --- Not a kind -----------------------------------------------------------------------------
