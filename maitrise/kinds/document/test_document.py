"""A document to review."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.errors import AnswerError
from maitrise.base.text import Text
from maitrise.kinds import Verdict, ask, key_lines, kind_of, question_markdown, read_answer
from maitrise.kinds.document.question import UNNAMED, DocumentQuestion
from maitrise.kinds.document.question import ask as asked_of
from maitrise.kinds.document.trial import questions, some_answer
from maitrise.kinds.document.words import name_of
from maitrise.kinds.trial import example, faults_of, marked


def register() -> DocumentQuestion:
    """The risk register of the example."""
    question: DocumentQuestion = example("document").question
    return question


# --- Points ---------------------------------------------------------------------------------


@given(question=questions, data=st.data())
def test_marking_every_passage_earns_nothing(
    question: DocumentQuestion, data: st.DataObject
) -> None:
    others = st.sampled_from([UNNAMED, *(fault.id for fault in question.faults)])
    everything = {
        passage.id: passage.fault or data.draw(others)
        if data.draw(st.booleans())
        else data.draw(others)
        for passage in question.judged
    }
    assert marked(question, everything).points == 0


@given(question=questions, seed=st.integers(0, 2**32))
def test_points_are_passages_found_minus_sound_ones_marked(
    question: DocumentQuestion, seed: int
) -> None:
    answer = some_answer(question, Random(seed))
    faults = {passage.id: passage.fault for passage in question.judged if passage.fault}
    found = sum(1.0 if answer.get(each) == faults[each] else 0.5 for each in faults.keys() & answer)
    net = max(0.0, found - len(answer.keys() - faults.keys())) / len(faults)
    assert marked(question, answer).points == pytest.approx(net * question.points, abs=1e-12)


@given(question=questions, seed=st.integers(0, 2**32))
def test_a_sound_passage_marked_more_never_raises_the_points(
    question: DocumentQuestion, seed: int
) -> None:
    answer = some_answer(question, Random(seed))
    for passage in question.judged:
        if passage.fault is None:
            more = {**answer, passage.id: UNNAMED}
            assert marked(question, more).points <= marked(question, answer).points


@given(question=questions)
def test_a_passage_found_for_another_fault_counts_half(question: DocumentQuestion) -> None:
    passage = next(each for each in question.judged if each.fault)
    full, half = marked(question, {passage.id: passage.fault}), marked(question, {passage.id: "?"})
    assert half.points == pytest.approx(full.points / 2)
    assert half.reasons[0].verdict is Verdict.PARTLY


# --- What is told ---------------------------------------------------------------------------


@given(question=questions, seed=st.integers(0, 2**32))
def test_reasons_are_given_for_what_was_marked_or_missed_and_for_nothing_else(
    question: DocumentQuestion, seed: int
) -> None:
    answer = some_answer(question, Random(seed))
    if answer:
        told = {reason.item for reason in marked(question, answer).reasons}
        assert told == {each.id for each in question.judged if each.fault or each.id in answer}


@pytest.mark.parametrize(
    ("answer", "revealed"),
    [
        ({"R2-risk": "problem"}, ("X1",)),  # R1-owner was missed
        ({"R1-owner": "no-response", "R2-risk": "problem"}, ("X7",)),
        ({"R1-owner": "no-owner", "R2-owner": "no-owner"}, ("X12",)),
        ({"R1-owner": "no-owner", "R1-risk": "problem"}, ()),
    ],
)
def test_a_slip_reveals_the_misconception_named_for_it(
    answer: dict[str, str], revealed: tuple[str, ...]
) -> None:
    assert marked(register(), answer).misconceptions == revealed


def test_feedback_without_the_key_names_what_was_marked_and_counts_what_was_missed() -> None:
    question = register()
    lost = kind_of(question).lost_line
    lines = [
        lost(question, reason, "en")
        for reason in marked(question, {"R1-owner": "?", "R1-risk": "problem"}).reasons
    ]
    assert lines == [
        "**R1 · Risk — The vendor may deliver the data migration late**: Not quite. "
        "The event is uncertain, and plainly said.",
        "**R1 · Owner — (nothing)**: Partly right. "
        "This passage does need correcting, but for another fault.",
        None,
    ]


@given(question=questions)
def test_what_is_asked_is_the_same_whatever_is_wrong(question: DocumentQuestion) -> None:
    passages = tuple(
        replace(each, fault=None, misconception=None, misconceptions=None, reason=each.label)
        for each in question.passages
    )
    faults = tuple(replace(fault, distractor=True) for fault in question.faults)
    sound = replace(question, passages=passages, faults=faults)
    assert ask(question, "fr") == ask(sound, "fr")


def test_the_document_in_markdown_is_a_table_with_its_gaps() -> None:
    assert question_markdown(ask(register(), "en")).split("\n\n")[1:] == [
        "**Risk register, at 2 March**",
        "|  | Risk | Owner | Response |\n"
        "| --- | --- | --- | --- |\n"
        "| R1 | The vendor may deliver the data migration late | *(nothing)* "
        "| A checkpoint half-way |\n"
        "| R2 | The delivery project manager left on 20 February | Head of delivery "
        "| see minutes |",
        "Possible faults: It is an issue that is there already, no risk · "
        "Nobody answers for it · Nothing is planned",
    ]


@pytest.mark.parametrize("layout", ["lines", "paragraphs"])
def test_a_document_without_columns_is_lines_or_paragraphs(
    layout: Literal["lines", "paragraphs"],
) -> None:
    table = register()
    passages = tuple(replace(each, row="", column="", label=table.title) for each in table.passages)
    question = replace(table, columns=(), layout=layout, passages=passages)
    document = question_markdown(ask(question, "en")).split("\n\n")[2:-1]
    assert len(document) == (1 if layout == "lines" else len(passages))
    line = "**Risk register, at 2 March** — *(nothing)*"
    assert line in (document[0].split("\n- ") if layout == "lines" else document)


def test_a_label_that_ends_on_a_colon_needs_no_dash_before_its_text() -> None:
    passage = register().passages[0]
    dated = replace(passage, row="", column="", label=Text("Fait le :", "Dated:"))
    shown = asked_of(replace(register(), columns=(), passages=(dated,)), "en")
    text = shown.passages[0].text
    assert name_of(shown, shown.passages[0]) == f"Dated: {text}"
    assert f"**Dated:** {text}" in question_markdown(shown)


def test_the_solution_names_each_passage_with_its_fault_and_why() -> None:
    assert key_lines(register(), "en")[0] == (
        "R1 · Owner — (nothing) → **Nobody answers for it**. "
        "Without an owner, nobody watches the risk."
    )


def test_context_cannot_be_marked() -> None:
    with pytest.raises(AnswerError, match="R2-note"):
        read_answer(ask(register(), "en"), {"R2-note": "problem"})


# --- Authors --------------------------------------------------------------------------------

FAULT = 'fault = "no-owner"\n'
FLAWS = {
    "no distractor": (
        "distractor = true\n",
        "",
        ": no fault is a distractor. Add a fault that no passage has, with distractor = true.",
    ),
    "a fault that no passage has": (
        "distractor = true\n",
        "",
        ", fault no-response: no passage uses it. Use it, remove it, or write distractor = true.",
    ),
    "a distractor that a passage has": (
        'fault = "problem"\n',
        'fault = "no-response"\n',
        ", fault no-response: a passage uses this distractor. Remove distractor.",
    ),
    "an unknown fault": (
        'fault = "problem"\n',
        'fault = "late"\n',
        ", passage R2-risk: no fault is called 'late'. Use one of: problem, no-owner, no-response.",
    ),
    "fewer sound passages than wrong ones": (
        'misconception = "X12"\n',
        'fault = "no-owner"\n[[question.passage]]\nid = "R3"\nrow = "R3"\ncolumn = "risk"\n'
        'fault = "problem"\nreason = { fr = "x", en = "x" }\n',
        ": 4 passages have a fault and 2 are sound. "
        "Add sound ones, as many at least: else it pays to mark every passage.",
    ),
    "a passage without a reason": (
        'reason = { fr = "Il peut nommer un remplaçant.", en = "They can name a successor." }\n',
        "",
        ", passage R2-owner: it has no reason. "
        "Say in both languages why it has its fault, or why it is sound.",
    ),
    "context that is judged": (
        "context = true\n",
        'context = true\nfault = "problem"\n',
        ", passage R2-note: it is context and is judged too. "
        "Remove context, or its fault, reason and misconceptions.",
    ),
    "a misconception for its own fault": (
        'misconceptions = { no-response = "X7" }\n',
        'misconceptions = { no-owner = "X7" }\n',
        ", passage R1-owner: 'no-owner' is its fault and named a misconception. Remove one.",
    ),
    "an unknown misconception": (
        'misconception = "X12"\n',
        'misconception = "M2"\n',
        ", passage R2-owner: 'M2' is no code of a misconception. Write it like X7.",
    ),
    "an unknown column": (
        'column = "response"\ntext = { fr = "voir',
        'column = "answer"\ntext = { fr = "voir',
        ", passage R2-note: no column is called 'answer'. Use one of: risk, owner, response.",
    ),
    "two passages in a cell": (
        'column = "response"\ntext = { fr = "voir',
        'column = "owner"\ntext = { fr = "voir',
        ": 2 passages stand in row 'R2', column 'owner'. Give each a cell of its own.",
    ),
    "a cell without a row": (
        'row = "R2"\ncolumn = "owner"\n',
        'column = "owner"\n',
        ", passage R2-owner: it has no row. "
        'Write row = "…", as the first cell of the row shows it.',
    ),
    "a text in one language": (
        'title = { fr = "Registre des risques, au 2 mars", en = "Risk register, at 2 March" }',
        'title = { fr = "Registre des risques, au 2 mars" }',
        ', title: the English text is missing. Add en = "…" beside the other.',
    ),
    "an unknown key of a passage": (
        FAULT,
        f'{FAULT}why = "x"\n',
        ", passage R1-owner: unknown key 'why'. Remove it, or use one of: column, context, "
        "fault, id, label, misconception, misconceptions, reason, row, text.",
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_an_author_is_told(flaw: str) -> None:
    sound, broken, said = FLAWS[flaw]
    assert f"bank.toml, question risk-register{said}" in faults_of("document", sound, broken)


def test_nothing_is_told_of_the_example() -> None:
    assert faults_of("document", FAULT, FAULT) == []
