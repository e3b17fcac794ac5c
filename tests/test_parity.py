"""The page scores, reads and says what Python does: both are asked the same, and compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from javascript import Javascript, javascript
from maitrise.base.errors import AnswerError, NumberError, SheetError
from maitrise.base.number import (
    decimals_of,
    is_within,
    read_number,
    write_number,
    write_quantity,
    write_shortest,
)
from maitrise.base.text import LANGUAGES, Language, Text, catalogue, say
from maitrise.cases import Slot
from maitrise.cases.feedback import points
from maitrise.kinds import (
    Answer,
    Mark,
    Question,
    Reason,
    Verdict,
    ask,
    key_lines,
    kind_names,
    kind_of,
    model_answer,
    read_answer,
    read_bank,
    score,
)
from maitrise.kinds.trial import example, trial, trial_of
from maitrise.learner.sheet import parse_sheet
from maitrise.learner.statements import Moment, answered
from maitrise.player.lesson_questions import question_data
from test_javascript import ROOT

BANKS = [
    *sorted((ROOT / "course" / "questions").glob("*.toml")),
    ROOT / "tests" / "fixtures" / "course" / "questions" / "every-kind.toml",
]
ANSWERS_A_QUESTION = 20
AT = "2026-11-29T10:00:00.000Z"


class ReadIn:
    """Reasons that were read in one language: two that are told apart in the other count as one."""

    def __init__(self, reasons: Iterable[Text | None], language: Language) -> None:
        self._language: Language = language
        self._read = {each.said_in(language) for each in reasons if each}

    def __contains__(self, reason: object) -> bool:
        return isinstance(reason, Text) and reason.said_in(self._language) in self._read


@pytest.fixture(scope="module")
def page() -> Iterator[Javascript]:
    """The page's side: one process of Deno."""
    with javascript("parity.js", whole=float) as opened:
        words = {
            language: {name: text.said_in(language) for name, text in catalogue().items()}
            for language in LANGUAGES
        }
        opened.ask("words", {"words": words})
        yield opened


def outcome(question: Question, language: Language, raw: Any) -> dict[str, Any]:
    """What Python says of an answer."""
    try:
        answer = read_answer(ask(question, "en"), raw)
    except AnswerError:
        return {"refused": True}
    mark = score(question, answer)
    known = ReadIn((reason.text for reason in mark.reasons), language)
    return {
        "answer": answer,
        "points": mark.points,
        "maximum": mark.maximum,
        "verdict": mark.verdict.value,
        "reasons": [
            {
                "item": reason.item,
                "verdict": reason.verdict.value,
                "text": reason.text.said_in(language) if reason.text else None,
                "misconception": reason.misconception,
            }
            for reason in mark.reasons
        ],
        "misconceptions": list(mark.misconceptions),
        "feedback": None if answer is None else feedback(question, mark, language),
        "key_lines": None if answer is None else key_lines(question, language, known),
        "statement": None if answer is None else recorded(question, answer, mark, language),
    }


def feedback(question: Question, mark: Mark, language: Language) -> dict[str, Any]:
    """What a learner is shown of a mark: a reason for each part, and for the whole."""

    def part(reason: Reason) -> dict[str, Any]:
        return {
            "verdict": reason.verdict.value,
            "label": say(f"verdict.{reason.verdict}", language),
            "reason": reason.text.said_in(language) if reason.text else "",
        }

    explained = question.explanation if mark.verdict is Verdict.RIGHT else None
    line = kind_of(question).lost_line
    return {
        "verdict": mark.verdict.value,
        "headline": say(f"verdict.{mark.verdict}", language),
        "points": points(mark, language),
        "parts": {reason.item: part(reason) for reason in mark.reasons if reason.item},
        "reasons": [
            part(reason) | {"reason": line(question, reason, language)}
            for reason in mark.reasons
            if not reason.item and not (explained and reason.text == explained)  # which follows
        ],
        "explanation": [explained.said_in(language)] if explained else [],
    }


def recorded(question: Question, answer: Answer, mark: Mark, language: Language) -> dict[str, Any]:
    """The statement of a checked answer, but for its id and the course's version."""
    statement = answered(Moment("p-1", AT, language), "lesson", question, answer, mark)
    return statement | {"id": "", "context": statement["context"] | {"platform": "maitrise 0"}}


def as_json(value: Any) -> Any:
    """What JSON makes of a value: tuples become lists."""
    return json.loads(json.dumps(value))


def compare(
    page: Javascript, question: Question, language: Language, answers: Sequence[Any]
) -> None:
    data = question_data(question, language)
    found = page.ask("question", {"question": data, "language": language, "answers": answers})
    for raw, one in zip(answers, found, strict=True):
        assert one == as_json(outcome(question, language, raw)), (question.id, language, raw)


# --- Answers: valid, partial, odd and hostile -------------------------------------------------

HOSTILE: tuple[Any, ...] = (
    None, "", [], {}, True, False, 0, 1, -1, 1e308, 10**400, 0.1, "a", " ", "\u00a0", "\ufeff",
    "\x1c\x85", "\ud83d", "a\udc00b", "<script>alert(1)</script>", [None], [[]], [{}], [""], ["a"],
    {"": ""}, {"a": None}, {"__proto__": "a"}, {"__proto__": {}}, {"constructor": "a"},
    {"toString": None}, "__proto__", ["__proto__"], "constructor", {"a": {"b": {"c": {}}}}, [0],
    [1.5], "x" * 5000, [[["a"]]],
)  # fmt: skip


def answers_to(question: Question, random: Random) -> list[Any]:
    """Answers made for a question: some fit, some nearly, some are for another question."""
    some = [trial_of(question).some_answer(question, random) for _ in range(ANSWERS_A_QUESTION)]
    return [model_answer(question), *(_mangled(each, random) for each in some)]


def _mangled(answer: Any, random: Random) -> Any:
    """The answer; now and then with a fault in it."""
    if random.random() < 0.7:
        return answer
    odd = random.choice(HOSTILE)
    if isinstance(answer, list) and answer:
        place = random.randrange(len(answer))
        swapped = [*answer[:place], odd, *answer[place + 1 :]]
        return random.choice((swapped, [*answer, answer[0]], answer[1:], answer[::-1], odd))
    if isinstance(answer, dict) and answer:
        name = random.choice(list(answer))
        deeper = answer[name]
        inside = (
            {**deeper, random.choice((*deeper, "x")): odd}
            if isinstance(deeper, dict) and deeper
            else odd
        )
        return random.choice(
            (
                {**answer, name: odd},
                {**answer, "nobody": "x"},
                {**answer, name: inside},
                list(answer),
                odd,
            )
        )
    return odd


def bank_questions() -> Iterator[tuple[str, Question]]:
    for path in BANKS:
        for question in read_bank(path).questions.values():
            yield path.stem, question
    for kind in kind_names():
        yield "example", example(kind).question


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_every_bank_is_marked_alike(page: Javascript, language: Language) -> None:
    asked_of = 0
    for bank, question in bank_questions():
        random = Random(f"{bank}/{question.id}/{language}")
        answers = answers_to(question, random)
        compare(page, question, language, answers)
        asked_of += len(answers)
    assert asked_of > 2000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_odd_answer_is_taken_alike(page: Javascript, language: Language) -> None:
    seen = set()
    for _, question in bank_questions():
        if question.kind not in seen:
            seen.add(question.kind)
            compare(page, question, language, HOSTILE)
    assert seen == set(kind_names())


@given(
    question=st.one_of(*(trial(kind).questions for kind in kind_names())),
    language=st.sampled_from(LANGUAGES),
    seed=st.integers(0, 2**32),
)
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_made_up_questions_are_marked_alike(
    page: Javascript, question: Question, language: Language, seed: int
) -> None:
    answers = answers_to(question, Random(seed))
    compare(page, question, language, answers)


# --- Numbers ----------------------------------------------------------------------------------

PIECES = (
    *"0123456789", *"0123456789", *"..,,  +-−–—﹣－'’ _", "\u00a0", "\u202f", "\u2009", "\x1f",
    "\ufeff", "%", "€", "k€", "M€", "€k", "$", "£", "h", " jours", "days", " poınt", "POİNTS",
    "points.", "PT", "ſ", "٣", "०", "𝟗", "𝟎", "１", "²", "½", "e5", "1e3", "inf", "nan", "0x",
    "1 270,5", "1,270.5", "\n", "000",
)  # fmt: skip
READ = [
    "", " ", "1 270,5", "1,270.5", "1.270", "1270,5", "1270.5", "-54,9", "−54.9", "+ 5", "- 5",
    "12 %", "12,5 k€", "€1.5k", "-€12", "1 jour", "3 jours.", "٣٤", "٣٤,٥", "1٣", "𝟏𝟐", "1_000",
    "1'000", "0 123", "01", "9" * 30, "9" * 31, "0." + "0" * 40 + "1", "1\n", "1 000 000,25",
    "1,000,000.25", "12,34,567", "5 ſemaines", "5 poınts", "2 Kg", "K€", "7 k€", "x" * 60,
    "日" * 41, "\ud83d" * 3, "1,2,3", "1..2",
]  # fmt: skip
VALUES = [
    0.0, 0.5, 1.5, 2.5, 0.05, 0.15, 0.25, 0.125, 0.375, -0.5, -0.05, 0.005, 1.005, 2.675, 1e15,
    1e16, 1e21, 1e22, 123456789012345680.0, 1e-4, 1e-5, 1e-7, 5e-324, 1.7976931348623157e308, 97.1,
    1270.5, -54.9, 999999.9999995, 0.1 + 0.2, 1 / 3, 2 / 3, 1e300, 4503599627370496.5, 0.0000005,
    0.0000015,
]  # fmt: skip


def read_alike(page: Javascript, texts: Sequence[str], language: Language) -> None:
    for text, found in zip(
        texts, page.ask("read", {"texts": texts, "language": language}), strict=True
    ):
        try:
            wanted: dict[str, Any] = {"value": read_number(text, language)}
        except NumberError as error:
            wanted = {"refused": str(error)}
        assert found == as_json(wanted), (text, language)


def write_alike(page: Javascript, values: Sequence[float], language: Language, unit: str) -> None:
    found = page.ask("write", {"values": values, "language": language, "unit": unit})
    for value, one in zip(values, found, strict=True):
        wanted = {
            "written": [write_number(value, language, decimals) for decimals in (0, 1, 2, 3, 6)],
            "rounded": [round(value, decimals) for decimals in (0, 1, 2, 4)],
            "decimals": decimals_of(value),
            "shortest": write_shortest(value, language),
            "short": write_shortest(value, language, 2),
            "quantity": write_quantity(value, unit, language, 1),
            "repr": repr(value),
        }
        assert one == wanted, (value, language, unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_read_alike(page: Javascript, language: Language) -> None:
    random = Random(language)
    made_up = ["".join(random.choices(PIECES, k=random.randint(1, 8))) for _ in range(4000)]
    read_alike(page, [*READ, *made_up], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["", "%", "k€", "€k", "$", "jours"])
def test_numbers_are_written_alike(page: Javascript, language: Language, unit: str) -> None:
    random = Random(f"{language}{unit}")
    ties = [random.randint(-4000, 4000) / 2 ** random.randint(0, 9) for _ in range(300)]
    shares = [random.randint(0, 60) / random.randint(1, 60) for _ in range(200)]
    wide = [random.uniform(-1, 1) * 10.0 ** random.randint(-12, 25) for _ in range(200)]
    write_alike(page, [*VALUES, *ties, *shares, *wide], language, unit)


def test_tolerances_hold_alike(page: Javascript) -> None:
    random = Random(0)
    triples = [(97.1, 97.0, 0.1), (0.3, 0.1, 0.2), (1e16, 1e16 + 4, 0.0), (5e-324, 0.0, 0.0)]
    for _ in range(2000):
        target = random.choice((random.uniform(-2000, 2000), 10.0 ** random.randint(-10, 20)))
        tolerance = random.choice((0.0, 0.1, 0.5, 1e-9, abs(target) / 100))
        edge = target + random.choice((-1, 1)) * tolerance
        triples.append((edge + random.choice((0.0, 1e-9, -1e-9, 2e-9, 1e-12)), target, tolerance))
    found = page.ask("within", {"triples": triples})
    for triple, one in zip(triples, found, strict=True):
        assert one is is_within(*triple), triple


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 1.5, 21, -1])
def test_words_follow_their_number_alike(
    page: Javascript, language: Language, count: float
) -> None:
    wanted = say("lesson.sure", language, count=count)
    assert (
        page.ask("say", {"key": "lesson.sure", "values": {"count": count}, "language": language})
        == wanted
    )


def test_the_page_knows_every_kind_by_its_folder() -> None:
    spec = spec_from_file_location("kinds", ROOT / ".ci" / "kinds.py")
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    for path, source in made.modules().items():
        written = path.read_text(encoding="utf-8")
        assert written == source, f"{path.name} is out of date: run `make player`"
    assert len(made.modules()) == 2
    for name in kind_names():
        assert f'"./{name}/' in source


# --- Answer sheets ----------------------------------------------------------------------------


def sheet_of(**changed: Any) -> dict[str, Any]:
    """A sound sheet, but for what is changed."""
    answers = {"q1": {"value": "a", "at": AT}, "q2": {"value": None, "at": AT, "checked": True}}
    sound = {"format": 1, "case": "lesson", "language": "fr", "learner": "p-1", "answers": answers}
    return sound | changed


def answer_of(**changed: Any) -> dict[str, Any]:
    """A sheet of one answer that is sound, but for what is changed."""
    return sheet_of(answers={"q1": {"value": "a", "at": AT} | changed})


def nested(depth: int) -> Any:
    return [nested(depth - 1)] if depth else "x"


SHEETS: tuple[Any, ...] = (
    sheet_of(), answer_of(), {}, [], None, 1, True, sheet_of(format=99), sheet_of(format="1"),
    sheet_of(format=1.0), sheet_of(case=1), sheet_of(learner=None),
    sheet_of(learner=""), sheet_of(language="de"), sheet_of(answers=[]), sheet_of(answers={}),
    sheet_of(answers={"q": None}), sheet_of(answers={"q": {}}), sheet_of(answers={"x" * 60: 1}),
    sheet_of(answers={"__proto__": {"value": 1, "at": AT}}), sheet_of(more="x"),
    answer_of(at="2026-11-29"), answer_of(at=f"{AT}\n"), answer_of(at="2026-99-99T99:99:99Z"),
    answer_of(at="2026-11-29T10:00:00.Z"), answer_of(at="٢٠٢٦-11-29T10:00:00Z"), answer_of(at=1),
    answer_of(checked=1), answer_of(checked=False), answer_of(checked=None),
    answer_of(value=nested(8)), answer_of(value=nested(9)), answer_of(value={"a": [[]]}),
    *(answer_of(value=each) for each in HOSTILE if each != 10**400),
)  # fmt: skip
NO_SHEETS = ("", "{", "{'format': 1}", '{"format": 1, "x": NaN}', "<!doctype html>", "[" * 9)


def test_a_sheet_is_read_or_refused_alike(page: Javascript) -> None:
    texts = [*(json.dumps(each) for each in SHEETS), *NO_SHEETS]
    for text, found in zip(texts, page.ask("sheets", {"texts": texts}), strict=True):
        try:
            sheet = parse_sheet(text.encode(), "en")
        except SheetError as error:
            wanted: Any = {"refused": str(error)}
        else:
            wanted = {"sheet": json.loads(sheet.as_json())}
        assert found == wanted, text[:200]


# --- Who is asked what ------------------------------------------------------------------------

SLOTS = [
    Slot(id="s1", competency="", difficulty="easy", points=1, items=("a", "b", "c")),
    Slot(id="décider-2", competency="", difficulty="easy", points=1, items=tuple("abcdefg")),
    Slot(id="alone", competency="", difficulty="easy", points=1, items=("a",)),
]
IDS = st.one_of(
    st.from_regex(r"p-[0-9a-f]{12}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(st.characters(categories=["Nd", "Lu"]), max_size=40),
)


@given(learners=st.lists(IDS, min_size=1, max_size=50))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_exam_draws_the_same_questions_in_the_page(
    page: Javascript, learners: list[str]
) -> None:
    slots = [{"id": slot.id, "items": slot.items} for slot in SLOTS]
    drawn = page.ask("drawn", {"slots": slots, "learners": learners})
    assert drawn == [[slot.item_of(learner) for slot in SLOTS] for learner in learners]
