"""What a kind of question is: one value that holds all that the course needs to know of it.

Each kind is a folder beside this module, named as authors write it (``kind = "choice"``), whose
``KIND`` is a :class:`Kind`. Everything else loops over the kinds or looks one up (``registry``), so
that a new kind is a new folder. A folder that leaves out a part does not pass mypy.

Two values are told apart everywhere. A :class:`Question` is what an author wrote: both languages,
the key and the reasons. What is :class:`Asked` is what a learner meets: one language, no key and no
reason. It is all that views, released cases and blank papers hold.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar

from maitrise.base.text import Language, Text
from maitrise.kinds.mark import Mark, Reason

Difficulty = Literal["easy", "medium", "hard"]

# An answer as scoring takes it: an id, a number or a text, some ids, or a table by row.
Answer = str | float | tuple[str, ...] | Mapping[str, str] | Mapping[str, Mapping[str, str]]

# Types of interaction of xAPI 1.0.3 (Part Two, section 4.1.4.1) that kinds are recorded as.
Interaction = Literal["choice", "long-fill-in", "matching", "numeric", "sequencing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every kind of question has, as its author wrote it: key and reasons included.

    Only ever made from an author's file that has been checked (``bank``): scoring trusts it.

    Attributes:
        id: permanent name, unique in its bank, never a position.
        prompt: the stem (énoncé).
        competency: its code in ``course/competencies.toml``.
        sources: references of ``course/sources.toml``; none means professional judgement.
        convention: the rule taken where practice varies, shown above the stem.
        hints: staged, the gentlest first.
        explanation: what the question teaches, whatever the answer.
        points: maximum.
    """

    kind: ClassVar[str]

    id: str
    prompt: Text
    competency: str
    difficulty: Difficulty
    sources: tuple[str, ...] = ()
    convention: Text | None = None
    hints: tuple[Text, ...] = ()
    explanation: Text | None = None
    points: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every kind of question asks, in one language and without a key.

    A kind adds its own parts. All but the language are plain data by their names
    (``asked_data``), in ``case.json`` and in the data of a page.

    Attributes:
        language: that of every text in it.
        points: what a full answer is worth.
    """

    kind: ClassVar[str]

    language: Language
    id: str
    prompt: str
    convention: str | None
    competency: str
    difficulty: Difficulty
    points: float


@dataclass(frozen=True, slots=True)
class Named:
    """A part that has an id and a text: an option, a category, a row, an item."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """What is wrong with a question that has the right shape.

    A fault here must stop the author: shown to a learner, it would make a right answer look wrong.

    Attributes:
        part: the part of the question ("option moa"); "" for the whole.
    """

    part: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PartText:
    """A text of a part of a question, for whatever checks the wording of a course.

    Attributes:
        part: the part of the question ("option moa").
        is_own: whether the course says it; what is offered to a learner may be wrong on purpose.
    """

    part: str
    text: Text
    is_own: bool = True

    def place(self, question: Question) -> str:
        """Where the text stands, for a message."""
        return f"question {question.id}, {self.part}" if self.part else f"question {question.id}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was done wrongly in one part of an answer, for a report.

    Attributes:
        key: the sentence that says it; ``words`` is its placeholder.
        words: the part, as learners read it.
    """

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class PaperKey:
    """What is right and why, as the corrected paper shows it.

    Attributes:
        answer: the right answer in one line; "" where it does not fit one.
        parts: plain data for the kind's template. Where a part has ``misconceptions``, each is
            ``{"at": where, "code": code}`` with the letter that reveals it, or "".
    """

    answer: str
    parts: tuple[Mapping[str, Any], ...]


class OfferedOption(Protocol):
    """An option that stands beside others, for the checks of what gives the right one away."""

    @property
    def id(self) -> str:
        """What answers call it."""

    @property
    def text(self) -> Text:
        """What a learner reads."""

    @property
    def right(self) -> bool:
        """Whether it is to be picked."""


def nothing(_: Any) -> Mapping[str, Any]:
    """Where a kind has nothing to add."""
    return {}


def as_written(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A question's TOML table where its kind knows no shorthand."""
    return table


def as_given(_: Any, value: object) -> object:
    """A value given in code where its kind takes it as it is."""
    return value


def no_options(_: Any) -> tuple[OfferedOption, ...]:
    """Where a kind does not offer options side by side."""
    return ()


def not_typed(_: Any, __: Any) -> str | None:
    """Where an answer is not typed into a field that would have to show it again."""
    return None


Q = TypeVar("Q", bound=Question)
S = TypeVar("S", bound=Asked)
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Q, S, A]):
    """A kind of question: its values, and the functions that read, mark, say and print it.

    Words that a kind needs besides those its functions ask for, in its ``words.toml``:
    ``kind.<name>`` (what it is called), ``handout.how.<name>`` (how to answer on paper) and
    ``case.fits.<name>`` (what fits an answer in code).

    Attributes:
        question: the value of an author's table; its fields say how they are written in TOML.
        asked: what of it is asked, as a value.
        answer_shape: the shape of an answer, for the message that refuses another.
        interaction: what its answers are recorded as.

        broken_rules: what a table of the right shape may still get wrong.
        ask: what is asked in one language.
        read_answer: reads plain data as an answer to what is asked; None when blank. Raises
            AnswerError.
        score: marks an answer. Points are from 0 to ``question.points``.
        model_answer: what brings full points, as a sheet holds it; None where a person marks.
        key: the right answer and the reasons as plain data in one language, for pages that tell
            the learner at once; its parts are named as in the data of what is asked.

        markdown: blocks of Markdown that show what is asked, the stem apart.
        answer_words: an answer in words: Markdown, in which what was typed is escaped.
        key_lines: the model answer, a line a part; reasons that the reader has read already are
            left out.
        lost_line: the line that tells why a part did not bring its full points, without giving
            the key away; None where naming the part would give it.
        mistake: what was done wrongly in a part of an answer; None for a part that is not there.
        part_texts: the texts of its parts, in both languages.
        names_in_code: the ids and other names that an answer in code may use, by placeholder of
            ``case.fits.<name>``.
        offered: what there is to choose from, on the front of a flash card.
        paper: data of its template ``paper.typ``, to be answered on.
        paper_key: the same data's key.

        page_data: what its view needs beyond the data of what is asked, or reads otherwise.
        from_table: reads a shorthand of authors.
        takes_table: whether its rows may come from a table of the case (``table = "…"``).
        from_code: a value given in code, or typed, as the sheet keeps it. Raises AnswerError.
        typed: an answer as it is shown again in the field that it was typed into.
        options: its options, where a learner picks among a few side by side.
        is_marked_by_hand: whether a person marks it; its ``key_lines`` are then the rubric.
        shares_view_of: another kind whose view in the browser shows this one too.
    """

    question: type[Q]
    asked: type[S]
    answer_shape: str
    interaction: Interaction

    broken_rules: Callable[[Q], Iterator[BrokenRule]]
    ask: Callable[[Q, Language], S]
    read_answer: Callable[[S, object], A | None]
    score: Callable[[Q, A], Mark]
    model_answer: Callable[[Q], object]
    key: Callable[[Q, Language], Mapping[str, Any]]

    markdown: Callable[[S], list[str]]
    answer_words: Callable[[S, A], str]
    key_lines: Callable[[Q, Language, Container[Text | None]], list[str]]
    lost_line: Callable[[Q, Reason, Language], str | None]
    mistake: Callable[[Q, str, Language], Mistake | None]
    part_texts: Callable[[Q], Iterator[PartText]]
    names_in_code: Callable[[S], Mapping[str, str]]
    offered: Callable[[S], tuple[str, ...]]
    paper: Callable[[S], Mapping[str, Any]]
    paper_key: Callable[[Q, Language], PaperKey]

    page_data: Callable[[S], Mapping[str, Any]] = nothing
    from_table: Callable[[Mapping[str, Any]], Mapping[str, Any]] = as_written
    takes_table: bool = False
    from_code: Callable[[S, object], object] = as_given
    typed: Callable[[S, A], str | None] = not_typed
    options: Callable[[Q], tuple[OfferedOption, ...]] = no_options
    is_marked_by_hand: bool = False
    shares_view_of: str = ""

    @property
    def name(self) -> str:
        """What authors call it, and its folder's name."""
        return self.question.kind
