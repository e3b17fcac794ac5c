"""Who is learning: a pseudonym that stays, and a home that may fail."""

import json
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from maitrise.base.errors import SetupError
from maitrise.base.places import course_folder, learner_folder
from maitrise.learner.identity import current_learner, keep_roster_id

ROOT = Path(__file__).parent.parent


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- A pseudonym ------------------------------------------------------------------------------


def test_a_pseudonym_is_made_up_once_and_stays(learner_home: Path) -> None:
    first = current_learner()
    assert re.fullmatch(r"p-[0-9a-f]{12}", first.id)
    assert current_learner() == first


def test_two_homes_have_two_pseudonyms(learner_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = current_learner()
    monkeypatch.setenv("MAITRISE_HOME", str(learner_home / "other"))
    assert current_learner().id != first.id


def test_a_pseudonym_holds_nothing_of_the_person_or_the_computer(
    learner_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "claire.dupont")
    monkeypatch.setenv("LOGNAME", "claire.dupont")
    current_learner()
    written = (learner_home / "learner.json").read_text(encoding="utf-8")
    assert set(json.loads(written)) == {"format", "id", "path"}
    assert "claire" not in written
    assert platform.node() not in written


def test_a_first_visit_leaves_one_file_and_no_litter(learner_home: Path) -> None:
    current_learner()
    assert names(learner_home) == ["learner.json"]


# --- A file that cannot be read -----------------------------------------------------------------

DAMAGED = {
    "empty": b"",
    "no json": b"{id: 1}",
    "no utf-8": b'{"id": "\xe9"}',
    "a list": b'["p-1"]',
    "no id": b'{"format": 1, "path": ""}',
    "id a number": b'{"id": 12}',
    "id null": b'{"id": null}',
    "id empty": b'{"id": ""}',
    "id an e-mail": b'{"id": "claire.dupont@example.org"}',
    "id a name": b'{"id": "Claire Dupont"}',
    "id half an emoji": b'{"id": "p-\\ud83d"}',
    "id a page long": b'{"id": "' + b"p" * 5000 + b'"}',
    "path a number": b'{"id": "p-1", "path": 3}',
    "nested deep": b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_set_aside_and_a_new_pseudonym_made(
    damage: str, learner_home: Path
) -> None:
    (learner_home / "learner.json").write_bytes(DAMAGED[damage])
    learner = current_learner()
    assert re.fullmatch(r"p-[0-9a-f]{12}", learner.id)
    assert current_learner() == learner
    (aside,) = learner_home.glob("learner.damaged-*.json")
    assert aside.read_bytes() == DAMAGED[damage]


def test_a_second_damaged_file_does_not_take_the_place_of_the_first(learner_home: Path) -> None:
    for content in (b"one", b"two"):
        (learner_home / "learner.json").write_bytes(content)
        current_learner()
    aside = learner_home.glob("learner.damaged-*.json")
    assert sorted(path.read_bytes() for path in aside) == [b"one", b"two"]


# --- A home that fails --------------------------------------------------------------------------


def test_where_the_home_is_a_file_the_learner_lasts_as_long_as_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.write_text("not a folder")
    monkeypatch.setenv("MAITRISE_HOME", str(home))
    assert current_learner().id.startswith("p-")
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        keep_roster_id("p-0042")
    assert home.read_text() == "not a folder"


FULL_DISK = """
import resource, signal
from maitrise.learner.identity import current_learner, keep_roster_id
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
before = current_learner()
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    keep_roster_id("p-0042")
except OSError as error:
    print(error.strerror)
print(current_learner() == before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
def test_a_choice_that_cannot_be_written_is_told_and_spoils_nothing(learner_home: Path) -> None:
    said = subprocess.check_output([sys.executable, "-c", FULL_DISK], text=True, cwd=ROOT)
    assert said.splitlines() == ["File too large", "True"]
    assert names(learner_home) == ["learner.json"]


# --- Where things lie ---------------------------------------------------------------------------


def test_a_learner_s_things_lie_where_the_platform_keeps_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MAITRISE_HOME", raising=False)
    assert learner_folder().name == "maitrise"
    assert learner_folder().is_absolute()


def test_a_named_course_is_taken(fixture_course: Path) -> None:
    assert course_folder() == fixture_course


def test_a_named_course_that_is_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path))
    with pytest.raises(SetupError) as error:
        course_folder()
    assert str(error.value) == (
        f"MAITRISE_COURSE is {tmp_path}, but there is no folder questions in it. "
        "Set it to the folder course/ of a copy of the course, or unset it."
    )


@pytest.mark.parametrize("start", [".", "course", "course/fr", "course/fr/deeper", "docs"])
def test_the_course_is_found_from_any_folder_of_its_copy(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    (tmp_path / "course" / "questions").mkdir(parents=True)
    (tmp_path / start).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / start)
    assert course_folder() == tmp_path / "course"


def test_far_from_any_copy_the_course_beside_the_package_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert course_folder() == ROOT / "course"
