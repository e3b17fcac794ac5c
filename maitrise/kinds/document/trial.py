"""Made-up documents, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.document.question import (
    UNNAMED,
    Column,
    DocumentQuestion,
    Passage,
    PassageFault,
)
from maitrise.kinds.trial import CODES, TEXTS, common, ids, named_on_paper


@st.composite
def _questions(draw: st.DrawFn) -> DocumentQuestion:
    faults = draw(ids(2, 5))
    used = faults[:-1]
    passages = draw(ids(2, 8))
    wrong = draw(st.integers(1, len(passages) // 2))
    columns = tuple(Column(id=name, text=draw(TEXTS)) for name in draw(ids(0, 3)))
    made = []
    for place, name in enumerate(draw(st.permutations(passages))):
        fault = used[place % len(used)] if place < wrong else None
        others = [each for each in faults if each != fault]
        made.append(
            Passage(
                id=name,
                text=draw(st.none() | TEXTS),
                label=draw(TEXTS),
                fault=fault,
                reason=draw(TEXTS),
                misconception=draw(st.none() | CODES),
                misconceptions=draw(st.sampled_from([None, {others[0]: "X5"}])),
                row=f"R{place}" if columns else "",
                column=columns[place % len(columns)].id if columns else "",
            )
        )
    held = {passage.fault for passage in made}
    return DocumentQuestion(
        **draw(common()),
        title=draw(TEXTS),
        layout=draw(st.sampled_from(["lines", "paragraphs"])),
        columns=columns,
        faults=tuple(
            PassageFault(id=name, text=draw(TEXTS), distractor=name not in held) for name in faults
        ),
        passages=tuple(made),
    )


questions = _questions()


def some_answer(question: DocumentQuestion, random: Random) -> Any:
    """Some passages marked, with the right fault, another one or none."""
    faults = [fault.id for fault in question.faults]
    marked = [each for each in question.judged if random.random() < random.choice((0.2, 0.5, 0.9))]
    return {
        passage.id: random.choice((passage.fault or UNNAMED, random.choice(faults), UNNAMED))
        for passage in marked
    }


def slip(question: DocumentQuestion) -> Any:
    """A sound passage marked."""
    sound = next(passage for passage in question.judged if passage.fault is None)
    return {sound.id: question.faults[0].id}


def read_on_paper(question: DocumentQuestion, line: str, _: Language) -> Any:
    """A letter of a passage and the number of its fault, for each that is wrong."""
    marked = [each.split() for each in line.split(", ")]
    named = named_on_paper([each.id for each in question.judged], ", ".join(m[0] for m in marked))
    faults = [question.faults[int(number) - 1].id for _, number in marked]
    return dict(zip(named, faults, strict=True))


def by_hand(within: Any, question: DocumentQuestion, answer: dict[str, str], _: Language) -> None:
    """Tick each passage and choose its fault."""
    for passage in question.judged:
        place = within.locator(f'[data-passage="{passage.id}"]')
        place.get_by_role("checkbox").set_checked(passage.id in answer)
        if passage.id in answer:
            place.get_by_role("combobox").select_option(answer[passage.id])
