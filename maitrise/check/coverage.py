"""The banks taken together: enough questions, parallel tests; and with the cases, every
misconception revealed.

Ignores whether a question is good: people read that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.cases import Case, case_file, case_ids, read_case
from maitrise.check.data import if_readable
from maitrise.course import QuizName, bank, competencies, misconceptions
from maitrise.course.targets import BankTarget, Parallel, targets
from maitrise.kinds import Bank, Question


def faults_of_coverage() -> list[Fault]:
    """Every way in which the bank as a whole falls short of ``course/targets.toml``."""
    wanted = targets()
    banks = readable_banks()
    # A bank that cannot be read would be counted as if its questions did not exist.
    is_whole = len(banks) == len(list((course_folder() / "questions").glob("*.toml")))
    faults = list(_counts(banks, wanted.bank)) if wanted.bank and is_whole else []
    for pair in wanted.parallel:
        faults += _parallel(banks, pair)
    return faults


def readable_banks() -> dict[str, Bank]:
    """Every bank that can be read, by lesson; the check of banks reports the others."""
    banks = {}
    for path in sorted((course_folder() / "questions").glob("*.toml")):
        try:
            banks[path.stem] = bank(path.stem)
        except CourseError:
            continue
    return banks


def _counts(banks: Mapping[str, Bank], wanted: BankTarget) -> Iterator[Fault]:
    folder = shown_path(course_folder() / "questions")
    questions = [question for read in banks.values() for question in read.questions.values()]
    if len(questions) < wanted.questions:
        problem = f"{len(questions)} questions in all"
        yield Fault(folder, "", problem, f"Write {wanted.questions - len(questions)} more")
    by_competency = Counter(question.competency for question in questions)
    for name in if_readable(competencies) or {}:
        if by_competency[name] < wanted.questions_per_competency:
            problem = f"{by_competency[name]} questions for it in all lessons"
            remedy = f"Write {wanted.questions_per_competency - by_competency[name]} more"
            yield Fault(folder, f"competency {name}", problem, remedy)
    in_cases = (each for case in readable_cases() for each in case.questions.values())
    everywhere = (*questions, *in_cases)
    revealed = Counter(code for question in everywhere for code in revealed_by(question))
    for code in if_readable(misconceptions) or {}:
        if revealed[code] < wanted.options_per_misconception:
            problem = f"{revealed[code]} options reveal it"
            remedy = f"Name it on {wanted.options_per_misconception - revealed[code]} more"
            yield Fault(folder, f"misconception {code}", problem, remedy)


def readable_cases() -> Iterator[Case]:
    """The readable cases and exams; the check of cases reports the others."""
    for name in case_ids():
        with suppress(CourseError):
            yield read_case(case_file(name))


def revealed_by(question: Question) -> Iterator[str]:
    """The misconceptions that its wrong options, rows, passages and values reveal, one for each."""
    for name in ("options", "rows", "passages", "wrongs"):
        part: Any
        for part in getattr(question, name, ()):
            code = getattr(part, "misconception", None)
            if code:
                yield code
            yield from (getattr(part, "misconceptions", None) or {}).values()


def _parallel(banks: Mapping[str, Bank], pair: Parallel) -> Iterator[Fault]:
    first, second = (_questions(banks, name) for name in (pair.first, pair.second))
    file = shown_path(course_folder() / "questions" / f"{pair.second.lesson}.toml")
    place = f"quiz {pair.second.quiz}"
    for name, found in ((pair.first, first), (pair.second, second)):
        if found is None and name.lesson in banks:
            problem = f"there is no quiz {name.quiz!r} in {name.lesson}"
            remedy = "Write it, or mend course/targets.toml"
            yield Fault(file, place, problem, remedy)
    if first is None or second is None:
        return
    if len(first) != len(second):
        problem = f"{len(second)} questions, {len(first)} in {pair.first.quiz}"
        yield Fault(file, place, problem, "Give both tests as many")
        return
    for position, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        here, there = ((question.competency, question.difficulty) for question in (other, one))
        if here != there:
            problem = (
                f"question {position}, {other.id}, is {' '.join(here)}; "
                f"its twin {one.id} is {' '.join(there)}"
            )
            yield Fault(file, place, problem, "Give both the same competency and difficulty")
        elif one.prompt == other.prompt:
            problem = f"question {position}, {other.id}, asks the same as {one.id}"
            yield Fault(file, place, problem, "Ask it in another situation")


def _questions(banks: Mapping[str, Bank], name: QuizName) -> list[Question] | None:
    read = banks.get(name.lesson)
    if read is None or name.quiz not in read.quizzes:
        return None
    questions = read.quizzes[name.quiz].questions
    return [read.questions[question] for question in questions]
