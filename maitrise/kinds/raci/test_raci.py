"""A RACI matrix."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.text import say
from maitrise.kinds import Verdict, ask, key_lines, model_answer, question_markdown
from maitrise.kinds.raci.question import LETTERS, RaciQuestion
from maitrise.kinds.raci.trial import questions
from maitrise.kinds.trial import example, faults_of, marked


@given(question=questions, data=st.data())
def test_a_row_is_all_or_nothing(question: RaciQuestion, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(question.rows))
    role = data.draw(st.sampled_from(question.roles))
    other = data.draw(st.sampled_from([each for each in LETTERS if each != row.key[role]]))
    raw = model_answer(question)
    raw[row.id][role] = other
    mark = marked(question, raw)
    share = (len(question.rows) - 1) / len(question.rows)
    assert mark.points == pytest.approx(share * question.points, abs=1e-12)
    wrong = [reason.item for reason in mark.reasons if reason.verdict is Verdict.WRONG]
    assert wrong == [row.id]


@given(question=questions, empty=st.sampled_from(["", None, "missing"]))
def test_an_empty_cell_says_the_same_as_the_dash(question: RaciQuestion, empty: str | None) -> None:
    raw = {
        row.id: {
            role: letter if letter != "-" else empty
            for role, letter in row.key.items()
            if letter != "-" or empty != "missing"
        }
        for row in question.rows
    }
    assert marked(question, raw) == marked(question, model_answer(question))


def test_a_row_of_dashes_only_is_an_answer_and_wrong() -> None:
    dashes = dict.fromkeys(["MOA", "AMOA", "MOE"], "-")
    assert marked(example("raci").question, {"D09": dashes}).verdict is Verdict.WRONG


@pytest.mark.parametrize("cells", [{}, dict.fromkeys(["MOA", "AMOA", "MOE"], "")], ids=repr)
def test_empty_rows_and_cells_are_blank(cells: dict[str, str]) -> None:
    assert marked(example("raci").question, {"D09": cells}).verdict is Verdict.BLANK


@given(question=questions)
def test_what_is_asked_is_the_same_whatever_the_letters(question: RaciQuestion) -> None:
    rows = tuple(replace(row, key=dict.fromkeys(question.roles, "-")) for row in question.rows)
    assert ask(question, "fr") == ask(replace(question, rows=rows), "fr")


def test_the_matrix_in_markdown_is_empty_and_has_its_legend() -> None:
    assert question_markdown(ask(example("raci").question, "fr")) == (
        "> Convention\u00a0: La MOA comprend son chef de projet.\n\n"
        "**Question.** Remplissez la matrice.\n\n"
        "| Livrable | MOA | AMOA | MOE |\n"
        "| --- | --- | --- | --- |\n"
        "| Cahier des charges | … | … | … |\n"
        "| Code livré | … | … | … |\n\n" + say("raci.letters", "fr")
    )


def test_the_solution_gives_every_letter() -> None:
    line = "Delivered code → MOA **I**, AMOA **-**, MOE **A/R**"
    assert line in key_lines(example("raci").question, "en")


def test_an_author_is_told_that_two_roles_are_accountable() -> None:
    told = faults_of("raci", 'MOA = "A", AMOA = "R"', 'MOA = "A", AMOA = "A"')
    fault = "row D09: 2 roles are accountable. Exactly one role has A or A/R."
    assert told == [f"bank.toml, question matrix, {fault}"]
