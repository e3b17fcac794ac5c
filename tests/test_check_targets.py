"""The bank as a whole: counts, parallel tests, patterns of options, minutes that were measured."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import CourseCopy
from maitrise.check.options import CHANCE, chance_of_at_least, faults_of_options
from maitrise.course import forget_course
from maitrise.course.targets import targets

QUESTIONS = "course/questions"
BANK = f"{QUESTIONS}/every-kind.toml"
SECOND = f"{QUESTIONS}/not-written-yet.toml"
REAL = Path(__file__).parent.parent / "course" / "targets.toml"

COUNTS = """
[bank]
questions = 10
questions_per_competency = 0
options_per_misconception = 0
"""
PARALLEL = """
[[parallel]]
first = { lesson = "every-kind", quiz = "at-the-end" }
second = { lesson = "not-written-yet", quiz = "exit" }
"""
MINUTES = """
[minutes]
words_a_minute = 180
rounded_up_to = 5
within = 5
figure = 3
longer = { }

[minutes.question]
choice = 1
choices = 1
match = 1
raci = 1
order = 1
rows = 1
number = 1
text = 1
"""


def hold_to(course_copy: CourseCopy, text: str) -> None:
    (course_copy.folder / "targets.toml").write_text(text, encoding="utf-8")


def test_the_course_that_learners_take_is_held_to_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(REAL.parent.parent)
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    forget_course()
    wanted = targets()
    assert wanted.bank
    assert wanted.bank.questions >= 180
    assert wanted.bank.questions_per_competency >= 8
    assert wanted.bank.options_per_misconception >= 5
    assert [pair.second.quiz for pair in wanted.parallel] == ["exit"]
    assert wanted.minutes
    forget_course()


def test_a_course_without_targets_is_held_to_none(course_copy: CourseCopy) -> None:
    assert course_copy.faults() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (COUNTS.replace("questions = 10", 'questions = "10"', 1), "bank, questions: '10' is not"),
        ("[bank]\n", "bank: the key 'questions' is missing. Add questions."),
        ("speed = 3\n", "unknown key 'speed'"),
    ],
)
def test_targets_with_a_fault_are_told_once(course_copy: CourseCopy, text: str, told: str) -> None:
    hold_to(course_copy, text)
    found = course_copy.faults()
    assert found[0].startswith("course/targets.toml")
    assert any(told in each for each in found)
    assert len(found) == len(set(found))


# --- Counts ------------------------------------------------------------------------------------


def test_a_bank_that_holds_enough_is_sound(course_copy: CourseCopy) -> None:
    hold_to(course_copy, COUNTS)
    assert course_copy.faults() == []


def test_too_few_questions_in_all_are_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, COUNTS.replace("questions = 10", "questions = 12", 1))
    assert course_copy.faults() == [f"{QUESTIONS}: 10 questions in all. Write 2 more."]


def test_a_bank_that_cannot_be_read_is_told_without_counts_that_lack_it(
    course_copy: CourseCopy,
) -> None:
    hold_to(course_copy, COUNTS.replace("per_competency = 0", "per_competency = 2"))
    path = course_copy.folder / "questions" / "every-kind.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[oops\n", encoding="utf-8")
    told = course_copy.faults()
    assert [each for each in told if each.startswith(f"{BANK}: this is not TOML")]
    assert not [each for each in told if "more." in each]


def test_a_competency_with_too_few_questions_is_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, COUNTS.replace("per_competency = 0", "per_competency = 2"))
    told = course_copy.faults()
    assert f"{QUESTIONS}, competency C01: 1 questions for it in all lessons. Write 1 more." in told
    assert not [each for each in told if "competency C02" in each]


def test_a_misconception_that_hardly_any_option_reveals_is_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, COUNTS.replace("per_misconception = 0", "per_misconception = 1"))
    told = course_copy.faults()
    assert f"{QUESTIONS}, misconception X9: 0 options reveal it. Name it on 1 more." in told
    assert not [each for each in told if "misconception X1:" in each]


# --- Parallel tests ----------------------------------------------------------------------------


def with_exit_test(course_copy: CourseCopy, was: str = "", now: str = "") -> None:
    """A second bank whose quiz is the twin of the first bank's, but for one passage."""
    text = (course_copy.folder / "questions" / "every-kind.toml").read_text(encoding="utf-8")
    second = text[text.index('[[question]]\nid = "end-choice"') :]
    second = second.replace('id = "end-', 'id = "exit-')
    second = second.replace('prompt = { fr = "', 'prompt = { fr = "Ici, ')
    assert was in second
    head = (
        'lesson = "not-written-yet"\n\n[[quiz]]\nid = "exit"\nreasons = "end"\n'
        'title = { fr = "Fin", en = "End" }\nquestions = ["exit-choice", "exit-number"]\n\n'
    )
    path = course_copy.folder / "questions" / "not-written-yet.toml"
    path.write_text(head + second.replace(was, now, 1), encoding="utf-8")


def test_two_tests_of_the_same_form_are_sound(course_copy: CourseCopy) -> None:
    hold_to(course_copy, PARALLEL)
    with_exit_test(course_copy)
    assert course_copy.faults() == []


def test_a_question_of_another_difficulty_than_its_twin_is_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, PARALLEL)
    with_exit_test(course_copy, 'difficulty = "easy"', 'difficulty = "hard"')
    assert course_copy.faults() == [
        f"{SECOND}, quiz exit: question 1, exit-choice, is C03 hard; its twin end-choice is "
        "C03 easy. Give both the same competency and difficulty."
    ]


def test_a_test_that_asks_the_same_again_is_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, PARALLEL)
    with_exit_test(course_copy, "Ici, ", "")
    assert course_copy.faults() == [
        f"{SECOND}, quiz exit: question 1, exit-choice, asks the same as end-choice. "
        "Ask it in another situation."
    ]


def test_a_test_with_fewer_questions_is_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, PARALLEL)
    with_exit_test(course_copy)
    name = "questions/not-written-yet.toml"
    course_copy.edit_file(name, ', "exit-number"]', "]")
    assert course_copy.faults() == [
        f"{SECOND}, quiz exit: 1 questions, 2 in at-the-end. Give both tests as many."
    ]


def test_a_test_that_is_missing_is_told(course_copy: CourseCopy) -> None:
    hold_to(course_copy, PARALLEL.replace('quiz = "exit"', 'quiz = "after"'))
    with_exit_test(course_copy)
    assert course_copy.faults() == [
        f"{SECOND}, quiz after: there is no quiz 'after' in not-written-yet. "
        "Write it, or mend course/targets.toml."
    ]


# --- Options -----------------------------------------------------------------------------------


def choices_bank(course_copy: CourseCopy, count: int, right: str, longest: str) -> None:
    """A second bank of so many choices, its right option and its longest where they are told."""
    text = 'lesson = "not-written-yet"\n'
    for number in range(count):
        text += f'\n[[question]]\nid = "made-{number}"\nkind = "choice"\ncompetency = "C02"\n'
        text += 'difficulty = "easy"\nsources = []\n'
        text += f'prompt = {{ fr = "Question {number}, qui ?", en = "Question {number}, who?" }}\n'
        count_of_options = 3 + number % 3 if right == "last" else 4
        place = {"first": 0, "each in turn": number % 4, "last": count_of_options - 1}[right]
        for option in range(count_of_options):
            long = {
                "right": option == place,
                "wrong": option == (place + 1) % count_of_options,
                "all the wrong": option != place,
            }[longest]
            words = "un mot de plus" if long else "un mot"
            text += f'[[question.option]]\nid = "o{option}"\n'
            text += f'text = {{ fr = "{words} {option}", en = "{words} {option}" }}\n'
            text += 'reason = { fr = "Parce que.", en = "Because." }\n'
            text += "right = true\n" if option == place else ""
    path = course_copy.folder / "questions" / "not-written-yet.toml"
    path.write_text(text, encoding="utf-8")


def test_a_bank_whose_right_options_are_scattered_is_sound(course_copy: CourseCopy) -> None:
    choices_bank(course_copy, 40, "each in turn", "wrong")
    assert course_copy.faults() == []


def test_right_options_that_are_the_longest_are_told_in_each_language(
    course_copy: CourseCopy,
) -> None:
    choices_bank(course_copy, 40, "each in turn", "right")
    told = course_copy.faults()
    assert len(told) == 2
    for language, each in zip(("en", "fr"), told, strict=True):
        assert each.startswith(f"{QUESTIONS}: in {language} the longest option is right in 4")
        assert each.endswith("by chance. Shorten right options, or lengthen wrong ones.")


def test_right_options_that_all_stand_first_are_told(course_copy: CourseCopy) -> None:
    choices_bank(course_copy, 40, "first", "wrong")
    (told,) = course_copy.faults()
    assert told.startswith(f"{QUESTIONS}: option number 1 is right in 4")
    assert told.endswith("by chance. Move right options to other places.")


def test_right_options_that_are_the_shortest_are_told_in_each_language(
    course_copy: CourseCopy,
) -> None:
    choices_bank(course_copy, 40, "each in turn", "all the wrong")
    told = course_copy.faults()
    assert len(told) == 2
    for language, each in zip(("en", "fr"), told, strict=True):
        assert each.startswith(f"{QUESTIONS}: in {language} the shortest option is right in 4")
        assert each.endswith("by chance. Lengthen right options, or shorten wrong ones.")


def test_right_options_that_all_stand_last_are_told_however_many_there_are(
    course_copy: CourseCopy,
) -> None:
    choices_bank(course_copy, 40, "last", "wrong")
    assert any(
        told.startswith(f"{QUESTIONS}: the last option is right in 4")
        for told in course_copy.faults()
    )


def right_options_first(case: str) -> str:
    """A case of the course with the right option moved to the front of each choice."""
    text = (REAL.parents[1] / "solutions" / f"{case}.toml").read_text(encoding="utf-8")
    questions = text.split("[[question]]\n")
    for place, question in enumerate(questions):
        if '\nkind = "choice"\n' in question:
            head, *options = question.split("[[question.option]]\n")
            options = [f"{each.strip()}\n\n" for each in options]
            options.sort(key=lambda option: "\nright = true\n" not in option)
            questions[place] = "[[question.option]]\n".join([head, *options])
    return "[[question]]\n".join(questions)


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("final-exam",), "solutions/final-exam.toml"),
        (("payroll", "public-tender", "pmo-setup", "patient-record"), "solutions"),
    ],
    ids=["an exam for itself", "all cases together"],
)
def test_right_options_of_cases_that_all_stand_first_are_told(
    course_copy: CourseCopy, names: tuple[str, ...], place: str
) -> None:
    moved = {name: right_options_first(name) for name in names}
    solutions = course_copy.folder.parent / "solutions"
    solutions.mkdir(exist_ok=True)
    for name, text in moved.items():
        (solutions / f"{name}.toml").write_text(text, encoding="utf-8")
    told = [str(fault) for fault in faults_of_options()]
    assert any(each.startswith(f"{place}: option number 1 is right in ") for each in told)


def test_a_small_bank_is_not_accused_of_a_pattern(course_copy: CourseCopy) -> None:
    choices_bank(course_copy, 2, "first", "right")
    assert course_copy.faults() == []


def test_chance_is_reckoned_question_by_question() -> None:
    assert chance_of_at_least(0, [0.3, 0.2]) == pytest.approx(1)
    assert chance_of_at_least(2, [0.3, 0.2]) == pytest.approx(0.06)
    assert chance_of_at_least(1, [0.3, 0.2]) == pytest.approx(1 - 0.7 * 0.8)
    assert chance_of_at_least(10, [0.25] * 20) == pytest.approx(0.0139, abs=0.0001)
    assert chance_of_at_least(11, [0.25] * 20) < CHANCE


@pytest.mark.parametrize(
    ("was", "words"),
    [
        ("fr", "Toutes les réponses ci-dessus"),
        ("fr", "Aucune de ces propositions"),
        ("fr", "Tout ce qui précède"),
        ("en", "All of the above"),
        ("en", "None of these"),
        ("en", "Both of these answers"),
    ],
)
def test_an_option_that_stands_for_the_others_is_told(
    course_copy: CourseCopy, was: str, words: str
) -> None:
    choices_bank(course_copy, 1, "first", "wrong")
    name = "questions/not-written-yet.toml"
    mark = f'{was} = "un mot 2"'
    course_copy.edit_file(name, mark, f'{was} = "{words}"')
    (told,) = course_copy.faults()
    assert told.startswith(f"{SECOND}, question made-0, option o2: it stands for the other options")
    assert told.endswith("Say something of its own.")


@pytest.mark.parametrize(
    "words", ["All of the risks that are known", "Tout le personnel", "Aucune des deux directions"]
)
def test_an_option_about_all_or_none_of_something_is_left_alone(
    course_copy: CourseCopy, words: str
) -> None:
    choices_bank(course_copy, 1, "first", "wrong")
    course_copy.edit_file("questions/not-written-yet.toml", "un mot 2", words)
    assert course_copy.faults() == []


# --- Minutes -----------------------------------------------------------------------------------


def test_minutes_near_what_was_measured_are_sound(course_copy: CourseCopy) -> None:
    hold_to(course_copy, MINUTES)
    assert course_copy.faults() == []


def test_a_lesson_that_takes_longer_than_it_says_is_told_in_both_languages(
    course_copy: CourseCopy,
) -> None:
    hold_to(course_copy, MINUTES.replace("match = 1", "match = 30"))
    assert course_copy.faults() == [
        f"course/{language}/every-kind.ipynb: it says 15 minutes, and takes 45. "
        "Mend the minutes in course/lessons.toml and in the page."
        for language in ("en", "fr")
    ]


def test_words_take_time_too(course_copy: CourseCopy) -> None:
    hold_to(course_copy, MINUTES.replace("words_a_minute = 180", "words_a_minute = 2"))
    assert len(course_copy.faults()) == 2


def test_a_figure_takes_its_time(course_copy: CourseCopy) -> None:
    def add(notebook: dict[str, Any]) -> None:
        cell = {"cell_type": "code", "id": "map", "source": "m.role_map()", "outputs": []}
        hidden = {"jupyter": {"source_hidden": True}}
        notebook["cells"].insert(-1, cell | {"metadata": hidden, "execution_count": None})

    for language in ("fr", "en"):
        course_copy.change_page(language, add)
    hold_to(course_copy, MINUTES.replace("longer = { }", "longer = { role_map = 20 }"))
    assert len(course_copy.faults()) == 2
    hold_to(course_copy, MINUTES)
    assert course_copy.faults() == []


def test_optional_practice_may_be_left_out_of_the_minutes(course_copy: CourseCopy) -> None:
    course_copy.edit_file("questions/every-kind.toml", 'id = "at-the-end"', 'id = "practice"')
    for language in ("fr", "en"):

        def rename(notebook: dict[str, Any]) -> None:
            text = json.dumps(notebook).replace("at-the-end", "practice")
            notebook.update(json.loads(text))

        course_copy.change_page(language, rename)
    hold_to(course_copy, MINUTES.replace("number = 1", "number = 20"))
    assert [each for each in course_copy.faults() if "without its optional practice" in each]
    hold_to(course_copy, MINUTES.replace("choice = 1", "choice = 8"))
    assert course_copy.faults() == []
