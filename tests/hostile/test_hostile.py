"""Every kind of hostile or broken submission is marked or named, and touches nobody else's mark."""

import hashlib
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cohorts import answers, copy_of, dump, grades, hand_in, made_cohort, run
from hostile.french import NAMES
from hostile.kind import LEARNER, Kind
from hostile.notebooks import CANARY
from hostile.records import LINES as RECORDS
from hostile.records import SOUND
from hostile.table import KINDS, in_document, rows
from maitrise.base.text import Language
from maitrise.cohort import Cohort, open_cohort
from maitrise.marking.problem import Problem
from maitrise.marking.record_upkeep import learners_with_record
from maitrise.marking.upkeep import current_facts
from maitrise.privacy import export_learner, forget
from maitrise.reports.certificates import write_papers
from maitrise.reports.completions import CompletionMap, completions
from maitrise.reports.evidence import collect_evidence
from maitrise.reports.results import results_from
from maitrise.reports.writing import write_report

HONEST = ("p-0001", "p-0002")

# A link that the page makes itself, to one of its own questions.
OWN_LINK = re.compile(r'<a class="[a-z -]*" href="#q\d+" ')


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort in which two honest learners are marked."""
    root = tmp_path_factory.mktemp("made")
    cohort = made_cohort(root / "cohort")
    (root / "inbox").mkdir()
    put_honest(root / "inbox")
    run(cohort, root / "inbox")
    return cohort.folder


def put_honest(inbox: Path) -> None:
    for number, learner in enumerate(HONEST):
        (inbox / f"payroll-fr-{learner}.zip").write_bytes(hand_in(learner, answers(number)))


def points(cohort: Cohort) -> dict[str, float]:
    total: Counter[str] = Counter()
    for score in grades(cohort):
        total[score.learner] += score.points
    return dict(total)


def everything_below(folder: Path) -> dict[str, str]:
    """Each file below a folder by what it holds; links are not followed."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_is_marked_or_named_and_touches_nobody_else(
    kind: Kind, made: Path, tmp_path: Path
) -> None:
    cohort = copy_of(made, tmp_path / "cohort")
    honest = [row for row in dump(cohort) if row[1] in HONEST]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    kind.make(inbox)
    outside = everything_below(inbox)
    outcome = run(cohort, inbox)
    assert points(cohort).get(LEARNER) == kind.points
    assert Counter(each.wrong for each in outcome.problems) == Counter(kind.told)
    if kind.points is None:
        assert outcome.needs_person, "who has no mark is not passed over"
    for problem in outcome.problems:
        for language in ("fr", "en"):
            line = problem.said_in(language).replace("\u00a0", " ").replace("\u202f", " ")
            assert line.isprintable(), "one line that moves no cursor"
    assert [row for row in dump(cohort) if row[1] in HONEST] == honest
    assert everything_below(inbox) == outside
    assert not Path(CANARY).exists(), "something of the learner's was run"
    for page in (cohort.folder / "feedback" / LEARNER).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<(script|img|iframe|object|svg)\b", text)
        assert len(re.findall(r"<a\b", text)) == len(OWN_LINK.findall(text)), (
            "only to a question of the page"
        )
        assert "\u202e" not in text


def test_all_of_them_at_once_leave_the_honest_alone(made: Path, tmp_path: Path) -> None:
    cohort = copy_of(made, tmp_path / "cohort")
    honest = [row for row in dump(cohort) if row[1] in HONEST]
    inbox = tmp_path / "inbox"
    for number, kind in enumerate(KINDS):
        folder = inbox / f"{number:03d}"
        folder.mkdir(parents=True)
        kind.make(folder)
    run(cohort, inbox)
    assert [row for row in dump(cohort) if row[1] in HONEST] == honest
    assert points(cohort)[LEARNER] <= 16
    assert not Path(CANARY).exists()
    assert_everything_can_be_made_of(cohort, tmp_path)


def assert_everything_can_be_made_of(cohort: Cohort, elsewhere: Path) -> None:
    """Report, papers, completions, evidence, data given and erased: for the honest, as ever."""
    papers = elsewhere / "papers"
    assert all(path.exists() for path in write_report(cohort, "en", None, is_anonymous=False))
    told: list[Problem] = []
    made = write_papers(cohort, cohort.people, papers, date(2026, 12, 1), "en", told.append)
    assert {paper.person.id for paper in made if paper.files} >= {*HONEST}
    assert [problem for problem in told if problem.wrong == "own-fault"] == []
    with current_facts(cohort, "en") as (now, database):
        lines = completions(now, CompletionMap(), results_from(now, database))
        assert all(learner in lines for learner in HONEST)
        assert collect_evidence(now, database, date(2026, 12, 1), "en", is_anonymous=False).content
    hostile = cohort.people[LEARNER]
    assert export_learner(cohort, hostile, elsewhere, "en", told.append).exists()
    forget(cohort, [hostile], "en")
    assert not list(cohort.folder.glob(f"*/{LEARNER}*"))
    assert list(open_cohort(str(cohort.folder)).people) == [
        learner for learner in cohort.people if learner != LEARNER
    ]


def test_what_an_older_version_took_in_holds_nobody_up(made: Path, tmp_path: Path) -> None:
    cohort = copy_of(made, tmp_path / "cohort")
    records = cohort.folder / "records"
    records.mkdir(exist_ok=True)
    bad = list(RECORDS.values())
    (records / "p-0001.jsonl").write_bytes(b"\n".join(bad) + b"\n")
    (records / "p-0002.jsonl").mkdir()
    (records / "p-0003.jsonl").write_bytes(b"\n".join([*bad, SOUND]) + b"\n")
    told: list[Problem] = []
    with current_facts(cohort, "en", told.append) as (_, database):
        assert learners_with_record(database) == {"p-0003"}
    assert {(one.learner, one.wrong) for one in told} == {
        ("p-0001", "record-lines"), ("p-0002", "unreadable"), ("p-0003", "record-lines"),
    }  # fmt: skip
    assert_everything_can_be_made_of(cohort, tmp_path)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_of_the_documentation_says_what_is_tested(language: Language) -> None:
    assert in_document(language).splitlines() == list(rows(language))


def test_each_kind_has_its_own_name_in_french() -> None:
    assert list(NAMES) == [kind.name for kind in KINDS]
    assert len(set(NAMES.values())) == len(NAMES)


def test_there_are_forty_kinds_and_each_has_its_own_name() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) >= 40
    assert len(set(names)) == len(names)
