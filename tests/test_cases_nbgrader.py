"""nbgrader as it comes: the same marks as ours, and its Validate button.

``MAITRISE_SHEETS`` says how many answer sheets a case are marked; ``make test-deep`` takes 100.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from answer_sheets import made_up_answers, model_answers, sheet
from maitrise.base.errors import MaitriseError
from maitrise.base.places import course_folder
from maitrise.base.text import Language
from maitrise.cases import Case, assignment, case_file, case_ids, read_case
from maitrise.cases.absent_case import AbsentCase
from maitrise.cases.build import build_cases
from maitrise.kinds import ask, is_marked_by_hand, kind_names, read_answer, score
from maitrise.kinds.trial import case_of_examples

pytestmark = pytest.mark.jupyter

SHEETS = int(os.environ.get("MAITRISE_SHEETS", "2"))
FIXTURES = Path(__file__).parent / "fixtures"
EXAMPLES = case_of_examples(kind_names())


def nbgrader(folder: Path, *arguments: str) -> str:
    """Run nbgrader as a trainer does; gives what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MAITRISE_HOME": str(folder / "home"), "PATH": path_with_venv()},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def path_with_venv() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def begin_course(folder: Path, root: Path, name: str) -> None:
    """An assignment in a course of nbgrader's own."""
    for kind in ("solutions", "exercises"):
        shutil.copytree(
            root / kind / name, folder / kind / name, ignore=shutil.ignore_patterns("answers*")
        )


def submit(folder: Path, root: Path, name: str, learner: str, content: bytes) -> None:
    place = folder / "submitted" / learner / name
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(root / "exercises" / name, place, ignore=shutil.ignore_patterns("answers*"))
    (place / "answers.json").write_bytes(content)


class Stock:
    """nbgrader as it comes, in this process: a command of its own takes seconds to start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        config = Config({"CourseDirectory": {"root": str(folder), "course_id": "trial"}})
        config.CourseDirectory.source_directory = "solutions"
        config.CourseDirectory.release_directory = "exercises"
        self.api = NbGraderAPI(CourseDirectory(config=config), config=config)

    def run(self, done: Mapping[str, Any]) -> None:
        assert done["success"], done.get("log") or done.get("error")

    def scores(self, case: str, name: str, learner: str) -> dict[str, float]:
        """What the gradebook holds for the cells that are marked by machine."""
        with self.api.gradebook as gradebook:
            submission = gradebook.find_submission_notebook(case, name, learner)
            return {
                grade.name: grade.auto_score
                for grade in submission.grades
                if grade.cell.cell_type == "code"
            }


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """One course for all cases: a new gradebook takes seconds to make."""
    folder = tmp_path_factory.mktemp("stock")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_HOME", str(folder / "home"))
        patch.setenv("PATH", path_with_venv())
        yield Stock(folder)


def ours(case: Case, learner: str, answers: Mapping[str, Any]) -> dict[str, float]:
    return {
        cell: round(
            score(question, read_answer(ask(question, "en"), answers[question.id])).points, 4
        )
        for cell, question in case.questions_for(learner).items()
        if not is_marked_by_hand(question)
    }


def compare(stock: Stock, root: Path, case: Case, language: Language, number: int) -> None:
    name = assignment(case.id, language)
    begin_course(stock.folder, root, name)
    stock.run(stock.api.generate_assignment(name, force=True))
    sheets = {"p-0000": model_answers(case, "p-0000")}
    for each in range(1, number):
        learner = f"p-{each:04}"
        sheets[learner] = made_up_answers(case, learner, f"{case.id}-{each}")
    found = {}
    for learner, answers in sheets.items():
        content = sheet(case, language, learner, answers)
        submit(stock.folder, root, name, learner, content)
        stock.run(stock.api.autograde(name, learner))
        found[learner] = stock.scores(case.id, name, learner)
    assert found == {learner: ours(case, learner, answers) for learner, answers in sheets.items()}


@pytest.fixture(scope="module")
def fixture_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' own cases, built."""
    root = tmp_path_factory.mktemp("root") / "root"
    shutil.copytree(FIXTURES, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_COURSE", str(root / "course"))
        (root / "solutions" / "examples.toml").write_text(EXAMPLES, encoding="utf-8")
        build_cases(["small-case", "tiny-exam", "examples"])
    return root


@pytest.mark.parametrize(("name", "language"), [("tiny-exam", "fr"), ("examples", "en")])
def test_nbgrader_marks_every_kind_of_question_as_we_do(
    name: str, language: Language, fixture_root: Path, stock: Stock
) -> None:
    case = read_case(fixture_root / "solutions" / f"{name}.toml")
    compare(stock, fixture_root, case, language, max(4, SHEETS))


# The exam, which draws its questions, each time; what the cases ask is of the kinds above.
EXAM = "final-exam"
CASES = [pytest.param(name, marks=() if name == EXAM else pytest.mark.deep) for name in case_ids()]


@pytest.mark.parametrize("name", CASES)
def test_nbgrader_marks_a_case_of_the_course_as_we_do(name: str, stock: Stock) -> None:
    language: Language = "fr" if Random(name).random() < 0.5 else "en"
    root = course_folder().resolve().parent
    compare(stock, root, read_case(case_file(name)), language, SHEETS)


def validated(folder: Path, case: str) -> list[str]:
    """What nbgrader's Validate button says of each graded cell that does not pass."""
    said = nbgrader(folder, "validate", f"{case}.ipynb")
    return [line.strip() for line in said.splitlines() if line.strip()]


def test_validate_says_in_words_which_questions_are_blank(
    fixture_root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "small-case-fr"
    shutil.copytree(fixture_root / "exercises" / "small-case-fr", folder)
    case = read_case(fixture_root / "solutions" / "small-case.toml")
    texts = {"note": "Je propose d’ajourner."}
    answers = model_answers(case, "p-1") | {"several": None, "picked": []}
    (folder / "answers.json").write_bytes(sheet(case, "fr", "p-1", answers))
    said = validated(folder, "small-case")
    assert [line for line in said if line.startswith("Question ")] == [
        "Question 2\u00a0: vous n’y avez pas encore répondu.",
        "Question 6\u00a0: vous n’y avez pas encore répondu.",
        "Question 8\u00a0: vous n’y avez pas encore répondu.",
    ]
    answers = model_answers(case, "p-1") | texts
    (folder / "answers.json").write_bytes(sheet(case, "fr", "p-1", answers))
    assert "Success! Your notebook passes all the tests." in validated(folder, "small-case")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "La question «.one.».*exécutez de nouveau"),
        ("en", "question “one”.*run all its cells"),
    ],
)
def test_a_case_that_cannot_be_opened_gets_no_credit_by_silence(
    language: Language, said: str
) -> None:
    case: Any = AbsentCase(language)
    case.ask("one")
    assert case.mark("one") is None
    with pytest.raises(MaitriseError, match=said):
        case.mark("one", key="x")
