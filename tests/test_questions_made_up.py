"""Made-up questions and answers of every kind, for the property tests; and their own proof."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.text import Text
from maitrise.kinds import Question, ask, kind_names, read_answer
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choice.options import Option
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.match import MatchQuestion
from maitrise.kinds.match.question import Category, MatchRow
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.number.question import KnownWrong
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.order.question import Step
from maitrise.kinds.raci import RaciQuestion
from maitrise.kinds.raci.question import LETTERS, RaciRow
from maitrise.kinds.registry import broken_rules
from maitrise.kinds.rows import RowsQuestion
from maitrise.kinds.rows.question import PickColumn, PickRow
from maitrise.kinds.text import Criterion, TextQuestion

# Drawn from small pools: what varies is a question's shape; the names in it must not matter.
NAMES = ["a", "b", "moa", "moe", "who-signs", "D09", "x-1", "1", "long-id-of-many-words", "Z"]
WORDS = ["Oui", "Qui signe ?", "a | b", "deux\nlignes", "*gras* et **plus**", "« œ »", "日本 👩‍💻"]
IDS = st.sampled_from(NAMES)
TEXTS = st.sampled_from([Text(fr=fr, en=en) for fr in WORDS for en in WORDS[:3]])
CODES = st.sampled_from(["X1", "X7", "X16"])
POINTS = st.sampled_from([0.5, 1.0, 2.0, 3.0, 10.0])


def ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
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


def option(name: str, right: bool, code: str, text: Text) -> Option:
    return Option(
        id=name, text=text, reason=text, right=right, misconception=None if right else code
    )


@st.composite
def choices_of_one(draw: st.DrawFn) -> ChoiceQuestion:
    names = draw(ids(2, 6))
    key = draw(st.sampled_from(names))
    options = tuple(option(name, name == key, draw(CODES), draw(TEXTS)) for name in names)
    return ChoiceQuestion(**draw(common()), options=options)


@st.composite
def choices_of_several(draw: st.DrawFn) -> ChoicesQuestion:
    names = draw(ids(2, 6))
    flags = draw(rights(len(names)))
    options = tuple(
        option(name, right, draw(CODES), draw(TEXTS))
        for name, right in zip(names, flags, strict=True)
    )
    return ChoicesQuestion(**draw(common()), options=options)


@st.composite
def matches(draw: st.DrawFn) -> MatchQuestion:
    categories = draw(ids(3, 5))
    rows = []
    for name in draw(ids(2, 6)):
        key, other, wrong = draw(st.permutations(categories))[:3]
        also = draw(st.sampled_from([None, other]))
        codes = draw(st.sampled_from([None, {wrong: "X5"}]))
        text = draw(TEXTS)
        rows.append(
            MatchRow(id=name, text=text, key=key, also=also, misconceptions=codes, reason=text)
        )
    used = {row.key for row in rows} | {row.also for row in rows}
    return MatchQuestion(
        **draw(common()),
        categories=tuple(
            Category(id=name, text=draw(TEXTS), distractor=name not in used) for name in categories
        ),
        rows=tuple(rows),
    )


@st.composite
def racis(draw: st.DrawFn) -> RaciQuestion:
    roles = draw(st.permutations(["MOA", "AMOA", "MOE", "AMOE", "PMO"]))[: draw(st.integers(2, 5))]
    rows = []
    for name in draw(ids(1, 5)):
        owner = draw(st.sampled_from(roles))
        key = {role: draw(st.sampled_from(["R", "C", "I", "-"])) for role in roles}
        key[owner] = draw(st.sampled_from(["A", "A/R"]))
        text = draw(TEXTS)
        rows.append(RaciRow(id=name, text=text, key=key, reason=text))
    return RaciQuestion(**draw(common()), roles=tuple(roles), rows=tuple(rows))


@st.composite
def orders(draw: st.DrawFn) -> OrderQuestion:
    items = tuple(Step(id=name, text=draw(TEXTS), reason=draw(TEXTS)) for name in draw(ids(3, 7)))
    return OrderQuestion(**draw(common()), items=items)


@st.composite
def pickings(draw: st.DrawFn) -> RowsQuestion:
    columns = tuple(PickColumn(id=name, text=draw(TEXTS)) for name in draw(ids(1, 3)))
    names = draw(ids(2, 6))
    flags = draw(rights(len(names)))
    rows = tuple(
        PickRow(
            id=name,
            cells={column.id: draw(TEXTS) for column in columns},
            reason=draw(TEXTS),
            right=right,
            misconception=draw(CODES),
        )
        for name, right in zip(names, flags, strict=True)
    )
    return RowsQuestion(**draw(common()), columns=columns, rows=rows)


@st.composite
def numbers(draw: st.DrawFn) -> NumberQuestion:
    decimals = draw(st.integers(0, 3))
    unit = 10**decimals
    key = draw(st.integers(-(10**9), 10**9)) / unit
    tolerance = draw(st.integers(0, 50)) / unit
    wrongs = tuple(
        KnownWrong(
            value=key + sign * (tolerance + place * 100 + 1),
            tolerance=draw(st.sampled_from([None, 0.0, 0.5])),
            reason=draw(TEXTS),
            misconception=f"X{place}",
        )
        for place, sign in enumerate(draw(st.lists(st.sampled_from([-1, 1]), max_size=3)), 1)
    )
    return NumberQuestion(
        **draw(common()), key=key, tolerance=tolerance, decimals=decimals, wrongs=wrongs
    )


@st.composite
def free_texts(draw: st.DrawFn) -> TextQuestion:
    points = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=1, max_size=4))
    criteria = tuple(Criterion(points=each, text=draw(TEXTS)) for each in points)
    made = TextQuestion(**draw(common()), criteria=criteria)
    return replace(made, points=sum(points))


QUESTIONS: dict[str, st.SearchStrategy[Any]] = {
    "choice": choices_of_one(),
    "choices": choices_of_several(),
    "match": matches(),
    "raci": racis(),
    "order": orders(),
    "rows": pickings(),
    "number": numbers(),
    "text": free_texts(),
}


def full_answer(question: Question) -> Any:
    """The raw answer that deserves all the points (for a text: any text)."""
    match question:
        case ChoiceQuestion():
            return next(option.id for option in question.options if option.right)
        case ChoicesQuestion():
            return [option.id for option in question.options if option.right]
        case RowsQuestion():
            return [row.id for row in question.rows if row.right]
        case MatchQuestion():
            return {row.id: row.key for row in question.rows}
        case RaciQuestion():
            return {row.id: dict(row.key) for row in question.rows}
        case OrderQuestion():
            return [item.id for item in question.items]
        case NumberQuestion():
            return question.key
        case TextQuestion():
            return "Madame, le lot 2 glisse de trois semaines."
    raise AssertionError(question.kind)


def raw_answers(question: Question) -> st.SearchStrategy[Any]:
    """Answers that a learner could give, right, wrong, in part or not at all."""
    match question:
        case ChoiceQuestion():
            return st.sampled_from([None, "", *(option.id for option in question.options)])
        case ChoicesQuestion():
            return some_of([option.id for option in question.options])
        case RowsQuestion():
            return some_of([row.id for row in question.rows])
        case MatchQuestion():
            category = st.sampled_from([None, "", *(each.id for each in question.categories)])
            return st.fixed_dictionaries({}, optional={row.id: category for row in question.rows})
        case RaciQuestion():
            letter = st.sampled_from([None, "", *LETTERS])
            line = st.fixed_dictionaries({}, optional=dict.fromkeys(question.roles, letter))
            return st.fixed_dictionaries({}, optional={row.id: line for row in question.rows})
        case OrderQuestion():
            return st.one_of(
                st.just([]), st.permutations([item.id for item in question.items]).map(list)
            )
        case NumberQuestion():
            near = st.sampled_from(
                [question.key, *(wrong.value for wrong in question.wrongs), None, ""]
            )
            return near | st.floats(-1e12, 1e12) | st.integers(-(10**6), 10**6)
        case TextQuestion():
            return st.text(max_size=40)
    raise AssertionError(question.kind)


def some_of(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True)


def test_every_kind_of_question_can_be_made_up() -> None:
    assert set(QUESTIONS) == set(kind_names())


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_a_made_up_question_breaks_no_rule_of_authors(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    assert question.kind == kind
    assert list(broken_rules(question)) == []


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_a_made_up_answer_is_read(kind: str, data: st.DataObject) -> None:
    question = data.draw(QUESTIONS[kind])
    read_answer(ask(question, "en"), data.draw(raw_answers(question)))
    assert read_answer(ask(question, "en"), full_answer(question)) is not None
