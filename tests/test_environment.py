"""What the course needs, said in four files that must agree."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def bounds(lines: list[str]) -> dict[str, str]:
    """The bounds of each package, by its name as package indexes compare it."""
    read = [Requirement(line) for line in lines]
    return {str(canonicalize_name(each.name)): str(each.specifier) for each in read}


def locked(name: str) -> list[Requirement]:
    """The entries of a lock; a package may have one for each sort of machine."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [Requirement(line.rstrip(" \\")) for line in text.splitlines() if is_entry(line)]


def is_entry(line: str) -> bool:
    return bool(line) and line[0] not in " #"


def conda() -> list[object]:
    read = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    dependencies: list[object] = read["dependencies"]
    return dependencies


# --- Conda -------------------------------------------------------------------------------------


def test_conda_users_get_the_bounds_of_the_project() -> None:
    (from_pip,) = [each["pip"] for each in conda() if isinstance(each, dict)]
    lines = [each for each in conda() if isinstance(each, str) and each != "pip"]
    lines += [each for each in from_pip if each != "-e ."]
    given = bounds(lines)
    assert given.pop("python") == PROJECT["requires-python"]
    wanted = bounds(PROJECT["dependencies"])
    for_tests = bounds(EXTRAS["test"])
    assert {name: given.get(name) for name in wanted} == wanted
    beyond = {name: bound for name, bound in given.items() if name not in wanted}
    assert beyond == {name: for_tests[name] for name in beyond}


def test_conda_users_get_the_course_itself() -> None:
    (from_pip,) = [each["pip"] for each in conda() if isinstance(each, dict)]
    assert "-e ." in from_pip


# --- Locks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|^-|--(?!hash=sha256:)|@|/(?!\s)", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_of_a_lock_has_one_version_and_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 100
    for entry in entries:
        first = entry.splitlines()[0]
        assert re.match(r"[\w.-]+(?:\[[\w,-]+\])?==[\w.]+( ; .+)? \\$", first), first
        assert re.search(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", entry, re.MULTILINE), first


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.lock", PROJECT["dependencies"] + EXTRAS["install"]),
        ("requirements-test.lock", [*PROJECT["dependencies"], *EXTRAS["install"], *EXTRAS["test"]]),
    ],
)
def test_everything_the_project_asks_for_is_locked_within_its_bounds(
    name: str, wanted: list[str]
) -> None:
    entries = locked(name)
    for requirement in map(Requirement, wanted):
        versions = [
            str(entry.specifier).removeprefix("==")
            for entry in entries
            if canonicalize_name(entry.name) == canonicalize_name(requirement.name)
        ]
        assert versions, f"{requirement.name} is not locked"
        outside = [each for each in versions if not requirement.specifier.contains(each)]
        assert outside == [], requirement.name


def test_the_lock_for_tests_holds_all_of_the_other() -> None:
    # The markers may differ: what a course needs on some machines, tests may need on all.
    course, tests = ({(each.name, str(each.specifier)) for each in locked(name)} for name in LOCKS)
    assert course - tests == set()


def test_nothing_that_only_tests_need_is_in_the_lock_of_the_course() -> None:
    names = {canonicalize_name(entry.name) for entry in locked("requirements.lock")}
    assert names.isdisjoint(bounds(EXTRAS["test"]))


def test_actions_are_pinned_to_a_commit() -> None:
    """A tag can be moved to other code; a commit cannot."""
    workflows = list((ROOT / ".github" / "workflows").glob("*.yml"))
    used = [
        line.split("uses:")[1].split()[0]
        for path in workflows
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each)] == []


def test_nothing_is_built_while_the_environment_is_made() -> None:
    """Building a package runs whatever its archive says."""
    installs = (ROOT / ".ci" / "prepare").read_text(encoding="utf-8").splitlines()
    (from_lock,) = [line for line in installs if "pip install" in line and "$lock" in line]
    assert "--only-binary :all: --require-hashes" in from_lock
