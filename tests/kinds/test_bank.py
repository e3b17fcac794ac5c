"""Question banks: a flaw stops its author with a place, a problem and a remedy; sound banks pass.

Each file of ``broken/questions`` carries one flaw and its name. Its sound twin is the same file
with the flaw mended as ``FLAWS`` says: no message can be about something else in the file.
"""

import math
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maitrise.base.errors import CourseError, Fault
from maitrise.base.text import Text
from maitrise.kinds import Bank, kind_names, read_bank, read_question
from maitrise.kinds.number import NumberQuestion

TESTS = Path(__file__).parent.parent
BROKEN = TESTS / "broken" / "questions"
SOUND = TESTS / "fixtures/course/questions/every-kind.toml"


class Flaw(NamedTuple):
    """What is wrong in a file, how it is mended, and what is said after the file's name."""

    wrong: str
    mended: str
    message: str


FLAWS = {
    # The file
    "lesson_not_the_file_s": Flaw(
        'lesson = "other"',
        'lesson = "lesson_not_the_file_s"',
        ": lesson is 'other'. Write lesson = \"lesson_not_the_file_s\", as the file is called.",
    ),
    "lesson_missing": Flaw(
        "\n[[question]]",
        'lesson = "lesson_missing"\n[[question]]',
        ': lesson is missing. Write lesson = "lesson_missing", as the file is called.',
    ),
    "unknown_key_of_the_bank": Flaw(
        'author = "A. Martin"\n',
        "",
        ": unknown key 'author'. A bank has lesson, quiz and question only.",
    ),
    "question_in_single_brackets": Flaw(
        "[question]",
        "[[question]]",
        ", question: it is not written as a list of tables. "
        "Write [[question]], with two brackets, above each question.",
    ),
    "quiz_in_single_brackets": Flaw(
        "[quiz]",
        "[[quiz]]",
        ", quiz: it is not written as a list of tables. "
        "Write [[quiz]], with two brackets, above each quiz.",
    ),
    # Any question
    "unknown_kind": Flaw(
        'kind = "chioce"',
        'kind = "choice"',
        f", question who-signs: unknown kind 'chioce'. Use one of: {', '.join(kind_names())}.",
    ),
    "kind_missing": Flaw(
        'id = "who-signs"\n',
        'id = "who-signs"\nkind = "choice"\n',
        f", question who-signs: the key 'kind' is missing. Use one of: {', '.join(kind_names())}.",
    ),
    "id_missing": Flaw(
        "[[question]]\n",
        '[[question]]\nid = "who-signs"\n',
        ", question number 1: the key 'id' is missing. Add id.",
    ),
    "id_with_a_space": Flaw(
        'id = "who signs"',
        'id = "who-signs"',
        ", question who signs: the id 'who signs' is not made of words and hyphens. "
        "Write it like who-signs.",
    ),
    "question_id_twice": Flaw(
        'id = "who-signs" # again',
        'id = "who-pays"',
        ", question who-signs: the id stands 2 times. Give each question an id of its own.",
    ),
    "unknown_key": Flaw(
        'hint = "Qui paie ?"\n',
        "",
        ", question who-signs: unknown key 'hint'. Remove it, or use one of: competency, "
        "convention, difficulty, explanation, hints, id, kind, option, points, prompt, sources.",
    ),
    "unknown_key_of_a_part": Flaw(
        'why = "X7"',
        'misconception = "X7"',
        ", question who-signs, option moe: unknown key 'why'. "
        "Remove it, or use one of: id, misconception, reason, right, text.",
    ),
    "prompt_missing": Flaw(
        "difficulty = ",
        'prompt = { fr = "Qui signe ?", en = "Who signs?" }\ndifficulty = ',
        ", question who-signs: the key 'prompt' is missing. Add prompt.",
    ),
    "language_missing": Flaw(
        'reason = { fr = "C’est l’acte du client." }',
        'reason = { fr = "C’est l’acte du client.", en = "It is the client’s act." }',
        ", question who-signs, option moa, reason: the English text is missing. "
        'Add en = "…" beside the other.',
    ),
    "language_unknown": Flaw(
        ', eng = "',
        ', en = "',
        ", question who-signs, prompt: the English text is missing. "
        'Add en = "…" beside the other.\n'
        "{file}, question who-signs, prompt: unknown language 'eng'. A text has fr and en only.",
    ),
    "text_without_languages": Flaw(
        'prompt = "Qui signe ?"',
        'prompt = { fr = "Qui signe ?", en = "Who signs?" }',
        ', question who-signs, prompt: this text has no languages. Write { fr = "…", en = "…" }.',
    ),
    "text_that_is_a_number": Flaw(
        "{ fr = 12, en",
        '{ fr = "12", en',
        ", question who-signs, option moa, text: the French text is 12. "
        "Write it between quotation marks.",
    ),
    "hint_without_languages": Flaw(
        '"Qui paie ?"',
        '{ fr = "Qui paie ?", en = "Who pays?" }',
        ", question who-signs, hint number 2: this text has no languages. "
        'Write { fr = "…", en = "…" }.',
    ),
    "reason_missing": Flaw(
        'misconception = "X7"',
        'reason = { fr = "Elle se jugerait.", en = "It would judge itself." }\n'
        'misconception = "X7"',
        ", question who-signs, option moe: the key 'reason' is missing. Add reason.",
    ),
    "reason_empty": Flaw(
        'fr = " "',
        'fr = "C’est l’acte du client."',
        ", question who-signs, option moa, reason: the French text is missing. "
        'Add fr = "…" beside the other.',
    ),
    "unknown_difficulty": Flaw(
        'difficulty = "facile"',
        'difficulty = "easy"',
        ", question who-signs, difficulty: 'facile' is unknown here. "
        "Use one of: easy, medium, hard.",
    ),
    "competency_no_code": Flaw(
        'competency = "C9"',
        'competency = "C09"',
        ", question who-signs: 'C9' is no code of a competency. Write it like C09.",
    ),
    "source_no_code": Flaw(
        '"Légifrance"',
        '"R59"',
        ", question who-signs: 'Légifrance' is no code of a source. Write it like R24.",
    ),
    "sources_without_brackets": Flaw(
        'sources = "R24"',
        'sources = ["R24"]',
        ", question who-signs, sources: 'R24' is not a list. Write it between [ and ].",
    ),
    "misconception_no_code": Flaw(
        '"adviser-decides"',
        '"X7"',
        ", question who-signs, option moe: 'adviser-decides' is no code of a misconception. "
        "Write it like X7.",
    ),
    "points_zero": Flaw(
        "points = 0",
        "points = 2",
        ", question who-signs: points is 0. Give it more than 0 points.",
    ),
    # choice and choices
    "two_right_options": Flaw(
        "right = true # too",
        'misconception = "X7"',
        ", question who-signs: 2 right options (moa and moe), but kind choice allows one. "
        "Mark one right, or set kind to choices.",
    ),
    "no_right_option": Flaw(
        "# the right one",
        "right = true",
        ", question who-signs: no option is right. Mark one with right = true.",
    ),
    "every_option_right": Flaw(
        'id = "budget"\nright = true\n',
        'id = "budget"\n',
        ", question what-is-decided: every option is right. Leave at least one that is not.",
    ),
    "right_in_quotation_marks": Flaw(
        'right = "true"',
        "right = true",
        ", question who-signs, option moa, right: 'true' is not true or false. "
        "Write true or false.",
    ),
    "right_option_with_a_misconception": Flaw(
        'misconception = "X1" # no',
        "",
        ", question who-signs, option moa: a right option names a misconception. "
        "Remove one of the two.",
    ),
    "option_id_twice": Flaw(
        'id = "moa" # again',
        'id = "moe"',
        ", question who-signs, option moa: the id stands 2 times. Give each an id of its own.",
    ),
    "option_without_id": Flaw(
        '[[question.option]]\ntext = { fr = "La MOE"',
        '[[question.option]]\nid = "moe"\ntext = { fr = "La MOE"',
        ", question who-signs, option number 2: the key 'id' is missing. Add id.",
    ),
    # match
    "category_no_row_uses": Flaw(
        'id = "office"\n',
        'id = "office"\ndistractor = true\n',
        ", question who-does-what, category office: no row uses it. "
        "Use it, remove it, or write distractor = true.",
    ),
    "distractor_in_use": Flaw(
        'id = "moa"\ndistractor = true\n',
        'id = "moa"\n',
        ", question who-does-what, category moa: a row uses this distractor. Remove distractor.",
    ),
    "key_outside_the_categories": Flaw(
        'also = "sponser"',
        'also = "amoa"',
        ", question who-does-what, row fund: no category is called 'sponser'. "
        "Use one of: moa, amoa, office.",
    ),
    "second_category_the_same_as_the_key": Flaw(
        'also = "moa"',
        'also = "amoa"',
        ", question who-does-what, row fund: also is the same as key. "
        "Name another category, or remove it.",
    ),
    "misconception_for_an_accepted_category": Flaw(
        'misconceptions = { amoa = "X1" }',
        'misconceptions = { office = "X1" }',
        ", question who-does-what, row fund: 'amoa' is accepted and named a misconception. "
        "Remove one.",
    ),
    "misconception_without_a_category": Flaw(
        'misconceptions = "X1"',
        'misconceptions = { office = "X1" }',
        ", question who-does-what, row fund, misconceptions: 'X1' is not a table. "
        "Write { name = value, … }.",
    ),
    # raci
    "two_accountable": Flaw(
        'MOA = "A", AMOA = "A/R"',
        'MOA = "A", AMOA = "R"',
        ", question matrix, row D09: 2 roles are accountable. Exactly one role has A or A/R.",
    ),
    "nobody_accountable": Flaw(
        'MOA = "C"',
        'MOA = "A"',
        ", question matrix, row D09: 0 roles are accountable. Exactly one role has A or A/R.",
    ),
    "role_missing": Flaw(
        'AMOA = "R" }',
        'AMOA = "R", MOE = "C" }',
        ", question matrix, row D09: its key does not have the question's roles. "
        "Give a letter to: MOA, AMOA, MOE.",
    ),
    "unknown_letter": Flaw(
        'MOE = "S"',
        'MOE = "C"',
        ", question matrix, row D09: 'S' for MOE is no letter of a RACI. "
        "Use one of: R A A/R C I -.",
    ),
    "role_twice": Flaw(
        '"MOE", "MOA"]',
        '"MOE"]',
        ", question matrix, role MOA: the id stands 2 times. Give each an id of its own.",
    ),
    # order
    "order_without_explanation": Flaw(
        'competency = "C06"\n',
        'competency = "C06"\nexplanation = { fr = "Le besoin d’abord.", en = "Needs first." }\n',
        ", question steps: it has no explanation. Say in both languages how the answer is found.",
    ),
    "order_of_two_items": Flaw(
        "# nothing more\n",
        '[[question.item]]\nid = "build"\ntext = { fr = "Réalisation", en = "Build" }\n'
        'reason = { fr = "Ce qui est conçu.", en = "What is designed." }\n',
        ", question steps: too few items (2). Give it at least 3.",
    ),
    # rows
    "cell_missing": Flaw(
        'cells = { what = "Module ajouté" }',
        'cells = { what = "Module ajouté", cost = 1270.5 }',
        ", question decisions, row J1: it has no cell for column 'cost'. Add cost to cells.",
    ),
    "cell_without_a_column": Flaw(
        ', by = "MOE" }',
        " }",
        ", question decisions, row J1: no column is called 'by'. Use one of: what, cost.",
    ),
    "cell_in_one_language": Flaw(
        'what = { fr = "Exigence supprimée" }',
        'what = { fr = "Exigence supprimée", en = "Requirement deleted" }',
        ", question decisions, row J2, cell what: the English text is missing. "
        'Add en = "…" beside the other.',
    ),
    "cell_true": Flaw(
        "cost = true",
        "cost = 1",
        ", question decisions, row J1, cell cost: this text has no languages. "
        'Write { fr = "…", en = "…" }.',
    ),
    "no_right_row": Flaw(
        "# right",
        "right = true",
        ", question decisions: no row is right. Mark at least one with right = true.",
    ),
    # number
    "tolerance_missing": Flaw(
        "key = 97.0\n",
        "key = 97.0\ntolerance = 0.1\n",
        ", question match-rate: the key 'tolerance' is missing. Add tolerance.",
    ),
    "tolerance_negative": Flaw(
        "tolerance = -0.1",
        "tolerance = 0.1",
        ", question match-rate: tolerance is -0.1. Write 0 or more.",
    ),
    "key_with_a_comma": Flaw(
        'key = "97,0"',
        "key = 97.0",
        ", question match-rate, key: '97,0' is not a number. Write a number.",
    ),
    "key_infinite": Flaw(
        "key = inf",
        "key = 97.0",
        ", question match-rate: key is inf. Write a finite number.",
    ),
    "known_wrong_within_the_tolerance": Flaw(
        "value = 97.1",
        "value = 86.1",
        ", question match-rate, wrong 97.1: it lies within the tolerance of the key. "
        "It would be right: remove it.",
    ),
    "known_wrong_without_reason": Flaw(
        "value = 86.1\n",
        'value = 86.1\nreason = { fr = "Sans écarts.", en = "Without gaps." }\n',
        ", question match-rate, wrong number 1: the key 'reason' is missing. Add reason.",
    ),
    "answer_shown_wrong": Flaw(
        "key = 97.44",
        "key = 97.4",
        ", question match-rate: the answer would be shown as 97.4, which is not right. "
        "Set decimals to as many as the key needs.",
    ),
    "number_without_explanation": Flaw(
        "# no explanation",
        'explanation = { fr = "1 746 ÷ 1 800.", en = "1,746 ÷ 1,800." }',
        ", question match-rate: it has no explanation. "
        "Say in both languages how the answer is found.",
    ),
    # text
    "criteria_not_adding_up": Flaw(
        "points = 4\n",
        "points = 3\n",
        ", question note: its criteria add up to 3, but points is 4. Make both the same.",
    ),
    "criterion_without_points": Flaw(
        '[[question.criterion]]\ntext = { fr = "Le ton',
        '[[question.criterion]]\npoints = 1\ntext = { fr = "Le ton',
        ", question note, criterion number 2: the key 'points' is missing. Add points.",
    ),
    # quiz
    "quiz_naming_an_unknown_question": Flaw(
        '"who-sings"',
        '"who-signs"',
        ", quiz wrap-up: no question is called 'who-sings'. Mend the id, or write that question.",
    ),
    "question_in_two_quizzes": Flaw(
        'questions = ["who-pays", "who-signs"]',
        'questions = ["who-pays"]',
        ", quiz wrap-up: 'who-signs' is listed 2 times in the quizzes. List it in one quiz, once.\n"
        "{file}, quiz start: 'who-signs' is listed 2 times in the quizzes. "
        "List it in one quiz, once.",
    ),
    "quiz_without_questions": Flaw(
        "questions = []",
        'questions = ["who-signs"]',
        ", quiz wrap-up: it has no question. List some, or remove it.",
    ),
    "quiz_id_twice": Flaw(
        'id = "wrap-up" # again',
        'id = "start"',
        ", quiz wrap-up: the id stands 2 times. Give each quiz an id of its own.",
    ),
    "quiz_with_unknown_reasons": Flaw(
        'reasons = "later"',
        'reasons = "end"',
        ", quiz wrap-up, reasons: 'later' is unknown here. Use one of: each, end.",
    ),
}


def messages(path: Path) -> list[str]:
    """What the author of this bank reads, a fault a line."""
    with pytest.raises(CourseError) as error:
        read_bank(path)
    assert all(isinstance(fault, Fault) for fault in error.value.faults)
    return str(error.value).splitlines()


# --- One flaw a file --------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def author_s_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Authors work in the folder above their course, and read paths from there."""
    monkeypatch.chdir(BROKEN.parent.parent)


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_told_with_its_place_and_remedy(name: str) -> None:
    file = f"broken/questions/{name}.toml"
    expected = file + FLAWS[name].message.replace("{file}", file)
    assert messages(BROKEN / f"{name}.toml") == expected.splitlines()


@pytest.mark.parametrize("name", FLAWS)
def test_the_same_file_without_its_flaw_is_sound(name: str, tmp_path: Path) -> None:
    broken = (BROKEN / f"{name}.toml").read_text(encoding="utf-8")
    assert broken.count(FLAWS[name].wrong) == 1
    mended = tmp_path / f"{name}.toml"
    mended.write_text(broken.replace(*FLAWS[name][:2]), encoding="utf-8")
    assert isinstance(read_bank(mended), Bank)


def test_every_broken_bank_is_read_by_a_test() -> None:
    others = {"not_toml", "not_utf8", "many_faults"}
    assert {path.stem for path in BROKEN.glob("*.toml")} == set(FLAWS) | others


# --- The file as a whole ------------------------------------------------------------------------


def test_a_file_that_is_no_toml_is_told_with_its_line() -> None:
    (line,) = messages(BROKEN / "not_toml.toml")
    assert re.fullmatch(
        r"broken/questions/not_toml\.toml: this is not TOML: .+ \(at line 8, column \d+\)\. "
        r"Mend that line\.",
        line,
    )


def test_a_file_in_another_encoding_is_told_so() -> None:
    assert messages(BROKEN / "not_utf8.toml") == [
        "broken/questions/not_utf8.toml: the file is not in UTF-8. Save it again as UTF-8."
    ]


def test_a_missing_file_is_told_so() -> None:
    assert messages(BROKEN / "nothing-here.toml") == [
        "broken/questions/nothing-here.toml: the file does not exist. Create it, or mend the name."
    ]


def test_a_folder_in_place_of_a_file_is_told_so(tmp_path: Path) -> None:
    assert messages(tmp_path) == [
        f"{tmp_path}: the file cannot be opened (Is a directory). See whether it may be read."
    ]


@pytest.mark.parametrize("content", ["a = " + "[" * 100_000, "a = " + "9" * 5000])
def test_toml_beyond_all_measure_is_a_fault_and_not_a_traceback(
    content: str, tmp_path: Path
) -> None:
    path = tmp_path / "huge.toml"
    path.write_text(content, encoding="utf-8")
    (line,) = messages(path)
    assert ": this is not " in line


def test_the_mark_that_windows_editors_put_before_utf8_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / SOUND.name
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.read_bytes().replace(b"\n", b"\r\n"))
    assert read_bank(path).questions.keys() == read_bank(SOUND).questions.keys()


def test_all_faults_of_a_file_are_told_at_once() -> None:
    file = "broken/questions/many_faults.toml"
    assert messages(BROKEN / "many_faults.toml") == [
        f"{file}: unknown key 'auteur'. A bank has lesson, quiz and question only.",
        f"{file}: lesson is 'another'. Write lesson = \"many_faults\", as the file is called.",
        f"{file}, question who-signs, prompt: the French text is missing. "
        'Add fr = "…" beside the other.',
        f"{file}, question who-signs, prompt: the English text is missing. "
        'Add en = "…" beside the other.',
        f"{file}, question who-signs, difficulty: 'facile' is unknown here. "
        "Use one of: easy, medium, hard.",
        f"{file}, question who-signs, option moa: the key 'reason' is missing. Add reason.",
        f"{file}, question who-signs, option moe, right: 'no' is not true or false. "
        "Write true or false.",
        f"{file}, question who-pays: 'C9999' is no code of a competency. Write it like C09.",
        f"{file}, question who-pays: 'R0' is no code of a source. Write it like R24.",
        f"{file}, question who-pays, option moa: the id stands 2 times. "
        "Give each an id of its own.",
        f"{file}, question who-pays: no option is right. Mark one with right = true.",
        f"{file}, question number 3: unknown kind 'essay'. Use one of: {', '.join(kind_names())}.",
        f"{file}, quiz wrap-up: no question is called 'nobody'. "
        "Mend the id, or write that question.",
    ]


# --- A sound bank -----------------------------------------------------------------------------


def test_a_sound_bank_holds_its_questions_in_the_author_s_order() -> None:
    bank = read_bank(SOUND)
    assert bank.lesson == "every-kind"
    assert list(bank.questions) == [
        *("one", "several", "pairs", "matrix", "steps", "picked", "cpi", "note"),
        *("end-choice", "end-number"),
    ]
    assert [question.kind for question in bank.questions.values()][:8] == [
        *("choice", "choices", "match", "raci", "order", "rows", "number", "text")
    ]
    assert bank.quizzes["at-the-end"].questions == ("end-choice", "end-number")
    assert bank.quizzes["at-the-end"].reasons == "end"


def test_french_spaces_are_set_on_loading_and_english_is_left_alone() -> None:
    prompt = read_bank(SOUND).questions["one"].prompt
    assert prompt == Text(
        fr="Qui signe le procès-verbal de recette\u202f?",
        en="Who signs the acceptance certificate?",
    )


def test_a_whole_number_will_do_where_a_decimal_one_is_meant() -> None:
    read = read_question(table_of("cpi"), "f", "q")
    assert isinstance(read, NumberQuestion)
    assert (read.tolerance, type(read.tolerance)) == (1.0, float)


def test_a_question_once_read_cannot_be_changed() -> None:
    question = read_bank(SOUND).questions["one"]
    with pytest.raises(FrozenInstanceError):
        question.points = 5  # type: ignore[misc]


# --- Any flaw at all ----------------------------------------------------------------------------

TABLES: dict[str, Any] = tomllib.loads(SOUND.read_text(encoding="utf-8"))
# Words that would tell an author about Python and not about the bank.
JARGON = re.compile(
    r"NoneType|object|attribute|Traceback|typing|__|Error|iterable|subscript|literal|convert|exceeds"
)
OTHER = st.sampled_from(
    [
        *("", "x", "moa", "X99", 0, -1, 3, 1.5, 10**400, math.nan, math.inf, True, False),
        *([], ["x"], [0], [{}], [[]], {}, {"id": "x"}, {"fr": "a"}, {"fr": "a", "en": "b"}),
        date(2026, 11, 22),
    ]
)


def table_of(name: str) -> dict[str, Any]:
    table: dict[str, Any] = next(each for each in TABLES["question"] if each["id"] == name)
    return table


def nodes(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of nested data as its container and key."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(entries):
        yield value, key
        if isinstance(inner, dict | list):
            yield from nodes(inner)


def remove(holder: Any, key: Any, _: Any) -> None:
    del holder[key]


def replace(holder: Any, key: Any, other: Any) -> None:
    holder[key] = other


def repeat(holder: Any, key: Any, _: Any) -> None:
    if isinstance(holder, list):
        holder.append(deepcopy(holder[key]))


def rename(holder: Any, key: Any, _: Any) -> None:
    if isinstance(holder, dict):
        holder[f"{key}x"] = holder.pop(key)


DAMAGES: list[Callable[[Any, Any, Any], None]] = [remove, replace, repeat, rename]


def as_toml(value: Any) -> str:
    """Parsed TOML written again, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {as_toml(each)}' for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(each) for each in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


def damaged(data: st.DataObject, whole: Any) -> Any:
    whole = deepcopy(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(nodes(whole))
        if not places:
            break
        holder, key = places[data.draw(st.integers(0, len(places) - 1))]
        data.draw(st.sampled_from(DAMAGES))(holder, key, deepcopy(data.draw(OTHER)))
    return whole


def test_the_sound_bank_written_again_is_still_sound(tmp_path: Path) -> None:
    path = tmp_path / "every-kind.toml"
    path.write_text("\n".join(f"{key} = {as_toml(value)}" for key, value in TABLES.items()))
    assert read_bank(path) == read_bank(SOUND)


@pytest.mark.parametrize("table", TABLES["question"], ids=lambda table: table["kind"])
@settings(max_examples=50)
@given(data=st.data())
def test_a_damaged_question_is_a_question_or_a_list_of_faults(
    table: dict[str, Any], data: st.DataObject
) -> None:
    read = read_question(damaged(data, table), "bank.toml", "question q")
    if isinstance(read, list):
        assert read
        for fault in read:
            assert fault.place.startswith("question q")
            assert not JARGON.search(str(fault))
            assert len(str(fault)) < 400


@pytest.fixture(scope="module")
def desk() -> Iterator[Path]:
    """One folder for all the banks that a property test writes."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_bank_is_a_bank_or_a_course_error(data: st.DataObject, desk: Path) -> None:
    path = desk / "every-kind.toml"
    whole = damaged(data, TABLES)
    path.write_text(
        "\n".join(f'"{key}" = {as_toml(value)}' for key, value in whole.items()), encoding="utf-8"
    )
    read = bank_or_error(path)
    if isinstance(read, CourseError):
        assert read.faults
        for line in str(read).splitlines():
            assert line.startswith(f"{path}")
            assert not JARGON.search(line.removeprefix(f"{path}"))  # its folder's name is random


def bank_or_error(path: Path) -> Bank | CourseError:
    try:
        return read_bank(path)
    except CourseError as error:
        return error


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bank_or_a_course_error(desk: Path, content: bytes) -> None:
    path = desk / "any.toml"
    path.write_bytes(content)
    assert isinstance(bank_or_error(path), Bank | CourseError)
