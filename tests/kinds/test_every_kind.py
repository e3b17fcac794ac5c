"""The life of a question, whatever its kind: read, asked, answered, marked, said, printed, shown.

Each kind's example goes through all of it; properties hold for questions made up by its trial. That
nbgrader marks the examples as we do is tested in ``test_cases_nbgrader``, that the page does in
``test_parity``.
"""

import copy
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from maitrise.base.errors import AnswerError
from maitrise.base.text import LANGUAGES, Language, Text, catalogue
from maitrise.cases.feedback import feedback_words
from maitrise.kinds import (
    Answer,
    Mark,
    Question,
    Reason,
    Verdict,
    answer_from_code,
    answer_markdown,
    ask,
    asked_data,
    is_marked_by_hand,
    key,
    key_lines,
    kind_names,
    kind_of,
    model_answer,
    page_data,
    question_markdown,
    read_answer,
    read_asked,
    score,
    solution_lines,
    texts_of,
)
from maitrise.kinds.markdown import table
from maitrise.kinds.registry import broken_rules, what_fits
from maitrise.kinds.trial import example, marked, trial
from maitrise.learner.statements import Moment, answered
from maitrise.publish.handout import typeset_quizzes
from maitrise.publish.paper import blank_question, corrected_question
from maitrise.reports.wording import lost_words
from xapi_rules import broken_rules as broken_xapi_rules

KINDS = pytest.mark.parametrize("kind", kind_names())
BY_MACHINE = pytest.mark.parametrize(
    "kind", [each for each in kind_names() if not is_marked_by_hand(example(each).question)]
)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def full_answer(question: Question) -> Any:
    """What earns all points; for a text, any."""
    return "Un texte." if is_marked_by_hand(question) else model_answer(question)


def some_answer(data: st.DataObject, question: Question) -> Any:
    """An answer that somebody might give."""
    random = Random(data.draw(st.integers(0, 2**32)))
    return trial(question.kind).some_answer(question, random)


def secrets(question: Question, language: Language) -> set[str]:
    """What must not reach a learner before a check: reasons, hints, and what is expected."""
    offered = json.dumps(asked_data(ask(question, language)), ensure_ascii=False)
    own = {part.text.said_in(language) for part in texts_of(question) if part.is_own}
    return {text for text in own if json.dumps(text, ensure_ascii=False)[1:-1] not in offered}


# --- Examples: from reading to paper --------------------------------------------------------


@KINDS
def test_the_answers_of_an_example_are_worth_what_it_says(kind: str) -> None:
    question = example(kind).question
    assert question.kind == kind
    for worth in example(kind).answers:
        found = marked(question, worth.value)
        assert (found.points, found.verdict) == (worth.points, worth.verdict), worth


@BY_MACHINE
def test_an_example_shows_an_answer_that_is_right_and_one_that_is_wrong(kind: str) -> None:
    verdicts = {worth.verdict for worth in example(kind).answers}
    assert {"right", "wrong"} <= verdicts


@KINDS
@IN_BOTH
def test_what_is_asked_is_read_back_from_its_data(kind: str, language: Language) -> None:
    asked = ask(example(kind).question, language)
    data = json.loads(json.dumps(asked_data(asked)))
    assert read_asked(data, language) == asked
    assert list(data)[:4] == ["id", "kind", "prompt", "convention"]
    assert json.loads(json.dumps(page_data(asked)))["kind"] == kind


@KINDS
@IN_BOTH
def test_nothing_that_is_asked_gives_a_reason_away(kind: str, language: Language) -> None:
    question = replace(
        example(kind).question,
        hints=(Text("SECRET hint", "SECRET hint"),),
        explanation=Text("SECRET taught", "SECRET taught"),
    )
    asked = ask(question, language)
    shown = [
        json.dumps([page_data(asked), blank_question(asked)], ensure_ascii=False),
        question_markdown(asked),
        *kind_of(asked).offered(asked),
        what_fits(asked),
    ]
    for secret in secrets(question, language):
        assert secret not in "\n".join(shown)
    assert "SECRET" in "\n".join(secrets(question, language))


@KINDS
@IN_BOTH
def test_the_key_is_plain_data_in_one_language(kind: str, language: Language) -> None:
    question = example(kind).question
    data = key(question, language)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    other: Language = "en" if language == "fr" else "fr"
    foreign = {part.text.said_in(other) for part in texts_of(question)}
    own = {part.text.said_in(language) for part in texts_of(question)}
    for text in foreign - own:
        assert text not in json.dumps(data, ensure_ascii=False)


@KINDS
@IN_BOTH
def test_an_example_is_said_in_words_before_and_after_it_is_answered(
    kind: str, language: Language
) -> None:
    question = example(kind).question
    asked = ask(question, language)
    assert asked.prompt in question_markdown(asked)
    assert solution_lines(question, language)
    for worth in example(kind).answers:
        answer = read_answer(asked, worth.value)
        assert answer is not None
        assert answer_markdown(asked, answer).strip()
        mark = score(question, answer)
        assert mark.verdict == worth.verdict
        for reason in mark.reasons:
            assert lost_words(question, reason.item, language)


@BY_MACHINE
@IN_BOTH
def test_feedback_that_keeps_the_key_does_not_say_the_model_answer(
    kind: str, language: Language
) -> None:
    question = example(kind).question
    for worth in example(kind).answers:
        mark = marked(question, worth.value)
        if mark.verdict is not Verdict.RIGHT:
            words = feedback_words("reasons", question, mark, language)
            assert not [line for line in key_lines(question, language) if line in words]


@KINDS
def test_both_languages_have_the_same_shape(kind: str) -> None:
    question = example(kind).question
    french, english = (question_markdown(ask(question, language)) for language in LANGUAGES)
    assert shape(french) == shape(english)
    assert len(solution_lines(question, "fr")) == len(solution_lines(question, "en"))
    assert page_shape(page_data(ask(question, "fr"))) == page_shape(page_data(ask(question, "en")))


def shape(markdown: str) -> list[str]:
    """The lines of a text with its words taken away: bullets, bars, quotes, blank lines."""
    return [re.sub(r"[^|>\-\n]", "", re.sub(r"(?<!^)-", "", line)) for line in markdown.split("\n")]


def page_shape(value: Any) -> Any:
    """Plain data with its texts taken away."""
    if isinstance(value, dict):
        return {name: page_shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [page_shape(each) for each in value]
    return type(value).__name__


@KINDS
def test_the_words_of_a_kind_are_in_the_catalogue(kind: str) -> None:
    for name in (f"kind.{kind}", f"handout.how.{kind}", f"case.fits.{kind}"):
        assert name in catalogue()


@KINDS
@IN_BOTH
def test_an_example_is_set_on_paper_blank_and_corrected(kind: str, language: Language) -> None:
    question = example(kind).question
    pages = PdfReader(io.BytesIO(typeset_quizzes("Essai", [("Essai", [question])], language))).pages
    first, last = (re.sub(r"[\s\u200b]", "", pages[at].extract_text()) for at in (0, -1))
    prompt = re.sub(r"[\s*]", "", question.prompt.said_in(language))
    assert prompt in first
    assert prompt in last
    handed_out, solved = (
        blank_question(ask(question, language)),
        corrected_question(question, language),
    )
    assert solved.items() >= handed_out.items()
    for secret in secrets(question, language):
        assert re.sub(r"[\s*]", "", secret) not in first


@KINDS
def test_every_answer_of_an_example_is_recorded_by_the_rules_of_xapi(kind: str) -> None:
    question = example(kind).question
    for worth in example(kind).answers:
        answer = read_answer(ask(question, "fr"), worth.value)
        assert answer is not None
        moment = Moment("p-0042", "2026-11-22T10:15:00.000Z", "fr")
        statement = answered(moment, "trial", question, answer, score(question, answer))
        assert broken_xapi_rules(json.loads(json.dumps(statement, allow_nan=False))) == []


@KINDS
def test_an_answer_may_be_given_in_code(kind: str) -> None:
    asked = ask(example(kind).question, "en")
    for worth in example(kind).answers:
        given = answer_from_code(asked, worth.value)
        assert read_answer(asked, given) == read_answer(asked, worth.value)
    with pytest.raises(AnswerError) as refused:
        answer_from_code(asked, {"nobody": object()})
    assert str(refused.value) == what_fits(asked)
    assert asked.id in str(refused.value)


# --- Made-up questions ----------------------------------------------------------------------


@KINDS
@given(data=st.data())
def test_a_made_up_question_breaks_no_rule_of_authors(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    assert question.kind == kind
    assert list(broken_rules(question)) == []


@KINDS
@given(data=st.data())
def test_points_lie_between_nothing_and_the_maximum(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    mark = marked(question, some_answer(data, question))
    assert 0 <= mark.points <= mark.maximum == question.points


@BY_MACHINE
@given(data=st.data())
def test_the_verdict_says_what_the_points_say(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    raw = some_answer(data, question)
    mark = marked(question, raw)
    is_blank = read_answer(ask(question, "en"), raw) is None
    expected = {
        Verdict.RIGHT: mark.points == question.points,
        Verdict.PARTLY: 0 < mark.points < question.points,
        Verdict.WRONG: mark.points == 0 and not is_blank,
        Verdict.BLANK: mark.points == 0 and is_blank,
    }
    assert [verdict for verdict, holds in expected.items() if holds] == [mark.verdict]


@BY_MACHINE
@given(data=st.data())
def test_the_model_answer_is_right_and_earns_all_points(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    mark = marked(question, model_answer(question))
    assert (mark.points, mark.verdict) == (question.points, Verdict.RIGHT)
    assert mark.misconceptions == ()
    assert {reason.verdict for reason in mark.reasons} == {Verdict.RIGHT}


@BY_MACHINE
@given(data=st.data())
def test_a_slip_is_not_right_and_tells_why(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    mark = marked(question, trial(kind).slip(question))
    assert mark.verdict in (Verdict.WRONG, Verdict.PARTLY)
    assert mark.reasons


@KINDS
@given(data=st.data())
def test_a_blank_answer_is_never_wrong(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    for blank_answer in (None, "", [], {}, ()):
        assert marked(question, blank_answer) == Mark(0.0, question.points, Verdict.BLANK)


@KINDS
@given(data=st.data())
def test_scoring_is_pure(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    raw = some_answer(data, question)
    before = copy.deepcopy((question, raw))
    first = marked(question, raw)
    assert marked(question, raw) == first
    assert marked(copy.deepcopy(question), copy.deepcopy(raw)) == first
    assert (question, raw) == before


@KINDS
@given(data=st.data())
def test_what_was_left_blank_or_is_right_reveals_no_misconception(
    kind: str, data: st.DataObject
) -> None:
    question = data.draw(trial(kind).questions)
    for reason in marked(question, some_answer(data, question)).reasons:
        if reason.verdict in (Verdict.BLANK, Verdict.RIGHT):
            assert reason.misconception is None


@KINDS
@given(data=st.data())
def test_a_made_up_question_is_said_and_stored_in_both_languages(
    kind: str, data: st.DataObject
) -> None:
    question = data.draw(trial(kind).questions)
    for language in LANGUAGES:
        asked = ask(question, language)
        assert read_asked(json.loads(json.dumps(asked_data(asked))), language) == asked
        assert question_markdown(asked)
        answer = read_answer(asked, full_answer(question))
        assert answer is not None
        assert answer_markdown(asked, answer).strip()


def test_a_misconception_is_counted_once_however_many_parts_reveal_it() -> None:
    reasons = (
        Reason("a", Verdict.WRONG, None, "X7"),
        Reason("b", Verdict.WRONG, None, "X1"),
        Reason("c", Verdict.WRONG, None, "X7"),
    )
    assert Mark(0, 1, Verdict.WRONG, reasons).misconceptions == ("X7", "X1")


def test_a_bar_or_a_line_break_does_not_break_a_table() -> None:
    assert table(["a"], [["x | y"], ["one\ntwo"]]) == "| a |\n| --- |\n| x \\| y |\n| one two |"


# --- Any JSON at all ------------------------------------------------------------------------


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


@KINDS
@given(data=st.data())
def test_any_json_is_an_answer_a_blank_or_refused(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    read = read_or_refused(question, data.draw(json_about(question)))
    if isinstance(read, AnswerError):
        assert question.id in str(read)
    else:
        assert 0 <= score(question, read).points <= question.points


DEEP: Any = json.loads("[" * 900 + "]" * 900)
DEEPER: Any = []
for _ in range(50_000):
    DEEPER = [DEEPER]


def odd_shapes(question: Question) -> Iterator[Any]:
    """Shapes that no kind takes, about a question's own ids."""
    full = full_answer(question)
    name = next(iter(full)) if isinstance(full, dict | list) else "x"
    yield from (True, False, b"moa", 1j, "x" * 2_000_000 if not isinstance(full, str) else 1)
    yield from ([None], [[name]], {1: "moa"}, {name: DEEP}, {name: False}, [DEEP], DEEP, DEEPER)
    yield from ({"nobody": "moa"}, {name: DEEPER}, [name, name], ["nobody"], 10**5000)


@KINDS
def test_an_odd_shape_is_refused_and_the_message_names_the_question(kind: str) -> None:
    question = example(kind).question
    for raw in odd_shapes(question):
        read = read_or_refused(question, raw)
        assert isinstance(read, AnswerError), raw
        assert re.fullmatch(rf"The answer to {question.id} should be .+, not .+\.", str(read))
        assert len(str(read)) < 200
