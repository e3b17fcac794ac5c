"""Reading answers: any shape but the right one is refused by name, and never breaks anything."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maitrise.base.errors import AnswerError
from maitrise.kinds import Answer, Question, ask, read_answer, read_bank, score
from test_questions_made_up import QUESTIONS, full_answer

BANK = read_bank(Path(__file__).parent / "fixtures/course/questions/every-kind.toml")
NAMES = ["one", "several", "pairs", "matrix", "steps", "picked", "cpi", "note"]
LONG = "x" * 2_000_000
DEEP: Any = json.loads("[" * 900 + "]" * 900)
DEEPER: Any = []
for _ in range(50_000):
    DEEPER = [DEEPER]


def question(name: str) -> Question:
    return BANK.questions[name]


# --- What is read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "raw", "answer"),
    [
        ("one", "moa", "moa"),
        ("several", ["budget", "scope"], ("scope", "budget")),
        ("several", ("budget",), ("budget",)),
        ("pairs", {"workshops": "amoa", "fund": ""}, {"workshops": "amoa"}),
        ("matrix", {"D22": {"MOE": "A/R", "MOA": None}, "D09": {}}, {"D22": {"MOE": "A/R"}}),
        ("steps", ["build", "need", "accept", "design"], ("build", "need", "accept", "design")),
        ("picked", ["J3", "J1"], ("J1", "J3")),
        ("cpi", 454, 454.0),
        ("cpi", 0, 0.0),
        ("cpi", -0.5, -0.5),
        ("note", " Madame,\n", " Madame,\n"),
    ],
)
def test_an_answer_of_the_right_shape_is_read(name: str, raw: Any, answer: Any) -> None:
    assert read_answer(ask(question(name), "en"), raw) == answer


def test_zero_is_an_answer_and_not_a_blank() -> None:
    assert read_answer(ask(question("cpi"), "en"), 0) == 0.0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("blank", [None, "", [], {}, ()], ids=repr)
def test_nothing_is_read_as_nothing_answered(name: str, blank: Any) -> None:
    assert read_answer(ask(question(name), "en"), blank) is None


@pytest.mark.parametrize("raw", ["Bon\ud83d", "\udc4d fait", "a\ud83d\ud83db"], ids=ascii)
def test_half_an_emoji_in_a_text_can_still_be_stored(raw: str) -> None:
    answer = read_answer(ask(question("note"), "en"), raw)
    assert isinstance(answer, str)
    assert "\ufffd" in answer
    answer.encode("utf-8")


def test_a_whole_emoji_or_any_other_script_is_left_as_it_is() -> None:
    written = "👩‍💻 日本 « œuvre » \ufeff𝔐"
    assert read_answer(ask(question("note"), "en"), written) == written


# --- What is refused ------------------------------------------------------------------------

# fmt: off
WRONG_SHAPES: dict[str, list[Any]] = {
    "one": [
        "nobody", "MOA", " moa", 1, 1.5, True, ["moa"], {"moa": True}, b"moa", LONG, DEEP,
    ],
    "several": [
        "scope", ["scope", "scope"], ["nobody"], [1], [None], [["scope"]], {"scope": True}, 0,
        False, ["scope", ""], [LONG], DEEP, [DEEP],
    ],
    "pairs": [
        "moa", ["fund"], {"fund": "nobody"}, {"nobody": "moa"}, {"fund": ["moa"]}, 7, True,
        {"fund": 1}, {"fund": {"moa": 1}}, {1: "moa"}, {"fund": False}, {"fund": LONG}, DEEP,
        {"fund": DEEP},
    ],
    "matrix": [
        "A", ["D09"], {"D09": "A"}, {"D09": ["A"]}, {"D09": {"MOA": "X"}}, 3.5, False,
        {"D09": {"DRH": "A"}}, {"D99": {"MOA": "A"}}, {"D09": {"MOA": 1}}, {"D09": {"MOA": ["A"]}},
        {"D09": {"MOA": "a"}}, {"D09": {"MOA": DEEP}}, {"D09": LONG}, DEEP,
    ],
    "steps": [
        "need", ["need"], ["need", "design", "build"], ["need", "need", "build", "accept"],
        ["need", "design", "build", "nobody"], ["need", "design", "build", "accept", "need"],
        {"need": 1}, 4, True, [1, 2, 3, 4], [None, None, None, None], DEEP, LONG,
    ],
    "picked": [
        "J1", ["J9"], ["J1", "J1"], [0], {"J1": True}, True, 1, [["J1"]], [LONG], DEEP,
    ],
    "cpi": [
        "454.5", True, False, math.nan, math.inf, -math.inf, 10**400, -(10**5000), [454.5],
        {"value": 1}, 1j, LONG, DEEP,
    ],
    "note": [
        1, 0, 1.5, True, False, ["Bonjour"], {"text": "Bonjour"}, b"x", 10**5000, DEEP,
    ],
}
# fmt: on
CASES = [(name, place) for name, shapes in WRONG_SHAPES.items() for place in range(len(shapes))]


@pytest.mark.parametrize(("name", "place"), CASES)
def test_a_wrong_shape_is_refused_and_the_message_names_the_question(name: str, place: int) -> None:
    said = rf"^The answer to {name} should be .+, not .+\.$"
    with pytest.raises(AnswerError, match=said) as error:
        read_answer(ask(question(name), "en"), WRONG_SHAPES[name][place])
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("name", NAMES)
def test_a_nesting_deeper_than_python_can_follow_is_refused_too(name: str) -> None:
    for raw in (DEEPER, [DEEPER], {"fund": DEEPER}, {"D09": {"MOA": DEEPER}}):
        with pytest.raises(AnswerError, match=f"The answer to {name} "):
            read_answer(ask(question(name), "en"), raw)


def test_the_message_says_what_shape_was_wanted() -> None:
    with pytest.raises(AnswerError) as error:
        read_answer(ask(question("matrix"), "en"), {"D09": {"MOA": "X"}})
    assert str(error.value) == (
        "The answer to matrix should be a table from row ids to letters by role, not 'X'."
    )


# --- Anything at all --------------------------------------------------------------------------


def json_about(question: Question) -> st.SearchStrategy[Any]:
    """JSON of any shape, in which the question's own ids turn up."""
    own = json.dumps(full_answer(question)).replace('"', " ").replace(",", " ").split()
    text = st.sampled_from([*own, "A", "R", "-", ""]) | st.text(max_size=5)
    number = st.integers() | st.floats() | st.just(10**400)
    leaf = st.none() | st.booleans() | number | text
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=8,
    )


def read_or_refused(question: Question, raw: Any) -> Answer | AnswerError | None:
    try:
        return read_answer(ask(question, "en"), raw)
    except AnswerError as error:
        return error


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_any_json_is_an_answer_a_blank_or_refused(kind: str, data: st.DataObject) -> None:
    made_up = data.draw(QUESTIONS[kind])
    read = read_or_refused(made_up, data.draw(json_about(made_up)))
    if isinstance(read, AnswerError):
        assert made_up.id in str(read)
    else:
        assert 0 <= score(made_up, read).points <= made_up.points


@given(st.text())
@example("\u2028")
@example("\x00")
def test_any_text_with_more_than_spaces_is_an_answer_to_a_text_question(written: str) -> None:
    assert read_answer(ask(question("note"), "en"), written) == (
        written if written.strip() else None
    )
