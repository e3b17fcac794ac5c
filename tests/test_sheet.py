"""The answer sheet: whatever happens to the disk, the file or the page, an answer is not lost."""

import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.errors import SheetError
from maitrise.base.files import write_whole
from maitrise.base.text import LANGUAGES, Language
from maitrise.learner.sheet import MAXIMUM_BYTES, AnswerSheet, Entry, now, parse_sheet
from maitrise.learner.sheet_file import SheetFile
from waiting_process import ready_process, start

BROKEN = Path(__file__).parent / "broken" / "sheets"
SOUND = (BROKEN / "sound.json").read_bytes()

ROOT = Path(__file__).parent.parent
AT = "2026-11-22T10:15:00.000Z"

# What a learner reads about each broken sheet.
DAMAGED = "The answer sheet is damaged and cannot be read."
NO_SHEET = "This file is not an answer sheet."
FLAWS = {
    "empty": DAMAGED,
    "truncated": DAMAGED,
    "zeros": DAMAGED,
    "not_json": DAMAGED,
    "not_utf8": DAMAGED,
    "value_nan": DAMAGED,
    "value_beyond_numbers": DAMAGED,
    "number_of_5000_digits": DAMAGED,
    "nested_100000_deep": DAMAGED,
    "a_list": NO_SHEET,
    "another_json": NO_SHEET,
    "format_99": "The answer sheet has format 99, which this version of the course does not know: "
    "update the course.",
    "format_as_text": "The answer sheet has format 1.0.0, which this version of the course does "
    "not know: update the course.",
    "no_case": "The answer sheet has a part that cannot be read (case).",
    "learner_a_number": "The answer sheet has a part that cannot be read (learner).",
    "unknown_language": "The answer sheet has a part that cannot be read (language).",
    "answers_a_list": "The answer sheet has a part that cannot be read (answers).",
    "answer_without_value": "The answer sheet has a part that cannot be read (answers, who-signs).",
    "answer_a_text": "The answer sheet has a part that cannot be read (answers, who-signs).",
    "moment_without_zone": "The answer sheet has a part that cannot be read (answers, who-signs).",
    "moment_missing": "The answer sheet has a part that cannot be read (answers, who-signs).",
    "checked_as_text": "The answer sheet has a part that cannot be read (answers, who-signs).",
    "nested_20_deep": "The answer sheet has a part that cannot be read (answers, who-signs).",
}
OTHER_CASE = "This answer sheet belongs to “patrol”, not to “payroll”."


def content_of(name: str) -> bytes:
    """The bytes of a broken sheet; two are too large for a repository."""
    if name == "two_mebibytes":
        return SOUND.rstrip() + b" " * (2 * 2**20)
    if name == "nested_100000_deep":
        return SOUND.replace(b'"moa"', b"[" * 100_000 + b"]" * 100_000)
    return (BROKEN / f"{name}.json").read_bytes()


def sheet_at(path: Path, language: Language = "en") -> SheetFile:
    return SheetFile(path, "payroll", language, "p-0042")


def values(sheet: SheetFile) -> dict[str, Any]:
    return {name: entry.value for name, entry in sheet.sheet.answers.items()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


# --- Reading ------------------------------------------------------------------------------------


def test_a_sound_sheet_is_read() -> None:
    assert parse_sheet(SOUND, "fr") == AnswerSheet(
        case="payroll",
        language="fr",
        learner="p-0042",
        answers={
            "who-signs": Entry("moa", "2026-11-22T10:15:00Z", checked=True),
            "rate": Entry(97.1, "2026-11-22T10:16:30.250Z"),
        },
    )


@pytest.mark.parametrize("name", FLAWS)
def test_a_broken_sheet_is_refused_with_what_is_wrong(name: str) -> None:
    with pytest.raises(SheetError) as error:
        parse_sheet(content_of(name), "en")
    assert str(error.value) == FLAWS[name]


@pytest.mark.parametrize("name", FLAWS)
def test_a_refusal_is_said_in_the_learner_s_language(name: str) -> None:
    with pytest.raises(SheetError, match=r"feuille de réponses") as error:
        parse_sheet(content_of(name), "fr")
    assert str(error.value) != FLAWS[name]


def test_every_broken_sheet_is_read_by_a_test() -> None:
    made_here = {"nested_100000_deep"}
    files = {path.stem for path in BROKEN.glob("*.json")}
    assert files | made_here == {*FLAWS, "sound", "other_case"}


def test_a_sheet_larger_than_its_limit_is_refused_unread() -> None:
    with pytest.raises(SheetError, match=r"^The answer sheet is 2\.0 MiB; the limit is 1 MiB\.$"):
        parse_sheet(b" " * (2 * 2**20), "en")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_sheet_or_refused(content: bytes) -> None:
    with pytest.raises(SheetError):
        parse_sheet(content, "fr")


@given(data=st.data())
def test_a_sheet_with_any_byte_changed_is_a_sheet_or_refused(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(parsed_or_refused(bytes(content)), AnswerSheet | SheetError)


def parsed_or_refused(content: bytes) -> AnswerSheet | SheetError:
    try:
        return parse_sheet(content, "fr")
    except SheetError as error:
        return error


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # Half emojis and line separators too: a browser sends them.
    | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(answers=st.dictionaries(st.text(), PLAIN, max_size=4), checked=st.booleans())
def test_what_is_put_in_a_sheet_is_read_out_again(answers: dict[str, Any], checked: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        sheet = sheet_at(path)
        for name, value in answers.items():
            sheet.put(name, value, checked=checked)
        again = sheet_at(path)
        assert again.notices == []
        # JSON joins two halves of a character that stood side by side.
        assert json.dumps(values(again)) == json.dumps(answers)
        assert all(entry.checked is checked for entry in again.sheet.answers.values())


def test_the_file_reads_well(path: Path) -> None:
    sheet_at(path).put("who-signs", "« œuvre »", checked=True)
    written = path.read_text(encoding="utf-8")
    assert '"value": "« œuvre »"' in written
    assert json.loads(written) == {
        "format": 1,
        "case": "payroll",
        "language": "en",
        "learner": "p-0042",
        "answers": {
            "who-signs": {
                "value": "« œuvre »",
                "at": json.loads(written)["answers"]["who-signs"]["at"],
                "checked": True,
            }
        },
    }


def test_an_answer_is_stamped_with_the_moment_in_utc(path: Path) -> None:
    before = now()
    sheet = sheet_at(path)
    sheet.put("a", 1)
    assert before <= sheet.sheet.answers["a"].at <= now()
    assert sheet.sheet.answers["a"].at.endswith("Z")


def test_an_answer_taken_up_again_is_no_longer_checked(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1, checked=True)
    sheet.put("a", 1)
    assert sheet_at(path).sheet.answers["a"].checked is False


def test_an_answer_that_was_emptied_is_kept_as_empty(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", "moa")
    sheet.put("a", None)
    assert values(sheet_at(path)) == {"a": None}


# --- Opening what is there ----------------------------------------------------------------------


def test_nothing_there_is_an_empty_sheet_and_no_notice(path: Path) -> None:
    sheet = sheet_at(path / "not" / "yet" / "answers.json")
    assert (values(sheet), sheet.notices) == ({}, [])


def test_a_sheet_of_an_earlier_page_is_taken_up_in_the_language_of_this_one(path: Path) -> None:
    path.write_bytes(SOUND)
    sheet = SheetFile(path, "payroll", "en", "p-0777")
    assert values(sheet) == {"who-signs": "moa", "rate": 97.1}
    assert (sheet.sheet.language, sheet.sheet.learner) == ("en", "p-0777")


@pytest.mark.parametrize("name", [*FLAWS, "other_case", "two_mebibytes"])
def test_a_sheet_that_cannot_be_used_is_set_aside_whole_and_told(name: str, path: Path) -> None:
    path.write_bytes(content_of(name))
    sheet = sheet_at(path)
    (aside,) = path.parent.iterdir()
    assert aside.name.startswith("answers.damaged-")
    assert values(sheet) == {}
    (notice,) = sheet.notices
    assert notice.startswith(FLAWS.get(name, ""))
    assert notice.endswith(f" It has been set aside as {aside.name}.")
    sheet.put("a", 1)
    assert aside.read_bytes() == content_of(name)
    assert values(sheet_at(path)) == {"a": 1}


def test_a_folder_in_the_place_of_a_sheet_is_set_aside_with_all_it_holds(path: Path) -> None:
    path.mkdir()
    (path / "work.txt").write_text("hers")
    sheet = sheet_at(path)
    sheet.put("a", 1)
    (aside,) = path.parent.glob("*.damaged-*")
    assert (aside / "work.txt").read_text() == "hers"
    assert values(sheet_at(path)) == {"a": 1}


def test_the_sheet_of_another_case_is_named_in_the_notice(path: Path) -> None:
    shutil.copy(BROKEN / "other_case.json", path)
    assert sheet_at(path).notices[0].startswith(OTHER_CASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_are_in_the_learner_s_language(language: Language, path: Path) -> None:
    sheet_at(path).put("a", 1)
    path.write_bytes(b"")
    said = {"fr": ["abîmée", "copie de secours (1)"], "en": ["damaged", "spare copy (1)"]}
    for notice, words in zip(sheet_at(path, language).notices, said[language], strict=True):
        assert words in notice


@pytest.mark.parametrize("damage", [*FLAWS, "other_case", "two_mebibytes", "deleted"])
def test_the_spare_copy_is_used_when_the_sheet_cannot_be(damage: str, path: Path) -> None:
    sheet_at(path).put("a", 1)
    if damage == "deleted":
        path.unlink()
    else:
        path.write_bytes(content_of(damage))
    sheet = sheet_at(path)
    assert values(sheet) == {"a": 1}
    assert sheet.notices[-1] == "Your answers have been taken from the spare copy (1)."
    sheet.put("b", 2)
    assert values(sheet_at(path)) == {"a": 1, "b": 2}


def test_when_both_are_damaged_both_are_set_aside(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    path.write_bytes(b"main")
    sheet.copy_path.write_bytes(b"spare")
    again = sheet_at(path)
    assert values(again) == {}
    assert {each.read_bytes() for each in path.parent.iterdir()} == {b"main", b"spare"}


def test_answers_to_questions_that_the_bank_no_longer_has_are_kept(path: Path) -> None:
    path.write_bytes(SOUND.replace(b"who-signs", b"question-of-last-year"))
    sheet = sheet_at(path)
    sheet.put("new", 1)
    assert values(sheet_at(path)) == {"question-of-last-year": "moa", "rate": 97.1, "new": 1}


# --- What another page does meanwhile -----------------------------------------------------------


def test_two_pages_do_not_lose_each_other_s_answers(path: Path) -> None:
    one, other = sheet_at(path), sheet_at(path)
    one.put("a", 1)
    other.put("b", 2)
    one.put("c", 3)
    other.put("d", 4)
    assert values(sheet_at(path)) == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert values(other) == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_of_two_answers_to_one_question_the_later_is_kept(path: Path) -> None:
    one, other = sheet_at(path), sheet_at(path)
    one.put("a", "first")
    time.sleep(0.002)
    other.put("a", "second")
    one.put("b", 1)
    assert values(sheet_at(path)) == {"a": "second", "b": 1}


def test_a_moment_without_fractions_is_not_later_than_one_with(path: Path) -> None:
    held = {"a": Entry("later", "2026-11-22T10:15:00.500Z")}
    write_whole(path, AnswerSheet("payroll", "en", "p", held).as_json().encode())
    sheet = sheet_at(path)
    stale = {"a": Entry("earlier", "2026-11-22T10:15:00Z")}
    write_whole(path, AnswerSheet("payroll", "en", "p", stale).as_json().encode())
    sheet.put("b", 1)
    assert values(sheet) == {"a": "later", "b": 1}


def test_a_file_spoilt_while_the_page_is_open_is_set_aside_and_not_written_over(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    path.write_bytes((BROKEN / "format_99.json").read_bytes())
    sheet.put("b", 2)
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == (BROKEN / "format_99.json").read_bytes()
    assert values(sheet_at(path)) == {"a": 1, "b": 2}
    assert FLAWS["format_99"] in sheet.notices[0]


def test_what_another_page_put_is_found_in_the_copy_when_the_file_is_spoilt(path: Path) -> None:
    one, other = sheet_at(path), sheet_at(path)
    one.put("a", 1)
    path.write_bytes(b"{")
    other.put("b", 2)
    assert values(sheet_at(path)) == {"a": 1, "b": 2}


def test_a_file_deleted_while_the_page_is_open_is_written_anew(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    path.unlink()
    sheet.copy_path.unlink()
    sheet.put("b", 2)
    assert values(sheet_at(path)) == {"a": 1, "b": 2}


WRITER = """
import sys
from pathlib import Path
import filelock  # loaded at the first writing, which is what is timed
from maitrise.learner.sheet_file import SheetFile
sheet = SheetFile(Path(sys.argv[1]), "payroll", "en", "p-0042")
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    sheet.put(f"{sys.argv[2]}-{number}", number)
    print(f"{sys.argv[2]}-{number}", flush=True)
"""


def test_pages_that_write_at_the_same_moment_lose_nothing(path: Path) -> None:
    for round_ in range(2):
        writers = [ready_process(WRITER, path, f"{name}{round_}", 20) for name in "abc"]
        for process in writers:
            start(process)
        for process in writers:
            process.communicate()
            assert process.returncode == 0
        assert len(values(sheet_at(path))) == 60 * (round_ + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_page_killed_in_the_middle_of_writing_loses_no_acknowledged_answer(path: Path) -> None:
    dice = random.Random(2026)
    acknowledged: set[str] = set()
    for round_ in range(20):
        process = ready_process(WRITER, path, f"r{round_}", 10_000)
        start(process)
        time.sleep(dice.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
        acknowledged |= set(said[: said.rfind("\n") + 1].split())
        sheet = sheet_at(path)
        assert sheet.notices == []
        assert acknowledged <= set(values(sheet))
        assert parse_sheet(sheet.copy_path.read_bytes(), "en") if acknowledged else True
    assert acknowledged


# --- Disks that fail ----------------------------------------------------------------------------


def test_on_a_full_disk_the_answer_stays_on_the_page_and_goes_with_the_next_one(
    small_disk: Path, fill_up: Callable[[Path], Path]
) -> None:
    path = small_disk / "answers.json"
    sheet = sheet_at(path)
    sheet.put("a", "A" * 3000)
    before = path.read_bytes()
    filler = fill_up(small_disk)
    with pytest.raises(SheetError) as error:
        sheet.put("b", "B" * 9000)
    assert str(error.value) == (
        "Your answer could not be saved (No space left on device). "
        "It stays on this page: free some disk space, then click again."
    )
    assert path.read_bytes() == before
    assert sheet.copy_path.read_bytes() == before
    assert names(small_disk) == ["answers.copy.json", "answers.json", "filler"]
    assert set(values(sheet)) == {"a", "b"}
    filler.unlink()
    sheet.put("c", 3)
    assert set(values(sheet_at(path))) == {"a", "b", "c"}


def test_a_disk_with_room_for_the_sheet_but_not_for_its_copy_loses_neither(
    small_disk: Path, fill_up: Callable[[Path], Path]
) -> None:
    path = small_disk / "answers.json"
    sheet = sheet_at(path)
    sheet.put("a", "A" * 9000)
    filler = fill_up(small_disk)
    # Give back three pages: enough for one more sheet beside the old one, not for two.
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - 3 * 4096)
    for number in range(3):
        grown = {**values(sheet), f"b{number}": "B" * 3000}
        try:
            sheet.put(f"b{number}", "B" * 3000)
        except SheetError:
            assert values(sheet) == grown
        on_disk = [parse_sheet(each.read_bytes(), "en") for each in (path, sheet.copy_path)]
        assert all("a" in each.answers for each in on_disk)
    filler.unlink()
    sheet.put("c", 3)
    assert set(values(sheet_at(path))) == {"a", "b0", "b1", "b2", "c"}


LIMITED = """
import resource, signal, sys
from pathlib import Path
from maitrise.base.errors import SheetError
from maitrise.learner.sheet_file import SheetFile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sheet = SheetFile(Path(sys.argv[1]), "payroll", "en", "p-0042")
sheet.put("a", "A" * 3000)
resource.setrlimit(resource.RLIMIT_FSIZE, (6000, resource.RLIM_INFINITY))
try:
    sheet.put("b", "B" * 9000)
except SheetError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(sorted(SheetFile(sheet.path, "payroll", "en", "p-0042").sheet.answers))
print(sorted(path.name for path in sheet.path.parent.iterdir()))
sheet.put("c", 3)
print(sorted(SheetFile(sheet.path, "payroll", "en", "p-0042").sheet.answers))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
def test_a_write_that_the_system_cuts_short_leaves_the_old_sheet_whole(path: Path) -> None:
    said = subprocess.check_output(
        [sys.executable, "-c", LIMITED, str(path)], text=True, cwd=ROOT
    ).splitlines()
    assert said == [
        "Your answer could not be saved (File too large). "
        "It stays on this page: free some disk space, then click again.",
        "['a']",
        "['answers.copy.json', 'answers.json']",
        "['a', 'b', 'c']",
    ]


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that a user without rights can enter."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


ELSEWHERE = """
import os, sys
from pathlib import Path
import filelock, platformdirs  # what a page without rights could no longer load
from maitrise.base.errors import SheetError
from maitrise.learner.sheet_file import SheetFile
from maitrise.base.text import catalogue
catalogue()
if os.geteuid() == 0:  # root may write anywhere
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sheet = SheetFile(Path(sys.argv[1]), "payroll", "en", "p-0042")
print(sorted(sheet.sheet.answers), *sheet.notices)
for _ in range(2):
    try:
        sheet.put("b", 2)
    except SheetError as error:
        print(error)
print(sorted(sheet.sheet.answers))
"""


def without_rights(path: Path) -> list[str]:
    """What a page of a user without root's rights says on opening a sheet and answering twice."""
    code = [sys.executable, "-c", ELSEWHERE, str(path)]
    return subprocess.check_output(code, text=True, cwd=ROOT).splitlines()


NOT_SAVED = (
    "Your answer could not be saved (Permission denied). "
    "It stays on this page: free some disk space, then click again."
)


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_a_sheet_in_a_read_only_folder_is_read_and_its_page_goes_on(public_folder: Path) -> None:
    path = public_folder / "answers.json"
    path.write_bytes(SOUND)
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    public_folder.chmod(0o555)
    said = without_rights(path)
    assert said == [
        "['rate', 'who-signs']",
        NOT_SAVED,
        NOT_SAVED,
        "['b', 'rate', 'who-signs']",
    ]
    assert path.read_bytes() == SOUND


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
@pytest.mark.parametrize("name", ["truncated", "format_99"])
def test_a_damaged_sheet_in_a_read_only_folder_neither_stops_the_page_nor_is_written_over(
    name: str, public_folder: Path
) -> None:
    path = public_folder / "answers.json"
    shutil.copy(BROKEN / f"{name}.json", path)
    path.chmod(0o444)
    public_folder.chmod(0o555)
    said = without_rights(path)
    assert said[0].startswith("[] The answer sheet cannot be opened (Permission denied).")
    assert said[1:] == [NOT_SAVED, NOT_SAVED, "['b']"]
    assert path.read_bytes() == (BROKEN / f"{name}.json").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_a_folder_that_cannot_be_entered_does_not_stop_the_page(public_folder: Path) -> None:
    closed = public_folder / "closed"
    closed.mkdir(mode=0o700)
    if os.geteuid() != 0:
        closed.chmod(0o000)
    said = without_rights(closed / "answers.json")
    closed.chmod(0o700)
    assert said[1:] == [NOT_SAVED, NOT_SAVED, "['b']"]


def test_a_file_where_the_folder_should_be_does_not_stop_the_page(tmp_path: Path) -> None:
    (tmp_path / "lesson").write_text("not a folder")
    sheet = sheet_at(tmp_path / "lesson" / "answers.json")
    with pytest.raises(SheetError, match="Not a directory"):
        sheet.put("a", 1)
    assert values(sheet) == {"a": 1}
    assert (tmp_path / "lesson").read_text() == "not a folder"


def test_a_reader_never_sees_a_part_of_a_sheet(path: Path) -> None:
    process = ready_process(WRITER, path, "a", 60)
    start(process)
    seen = 0
    while process.poll() is None:
        if path.exists():
            parse_sheet(path.read_bytes(), "en")
            seen += 1
    assert process.stdout is not None
    process.stdout.close()
    assert seen > 10


# --- Answers that do not fit --------------------------------------------------------------------


def test_a_text_too_long_for_the_sheet_is_told_and_may_be_shortened(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    with pytest.raises(SheetError, match=r"^The answer sheet is 1\.1 MiB; the limit is 1 MiB\.$"):
        sheet.put("note", "é" * 600_000)
    assert values(sheet_at(path)) == {"a": 1}
    sheet.put("note", "court")
    assert values(sheet_at(path)) == {"a": 1, "note": "court"}


def test_a_sheet_as_large_as_allowed_can_be_read_again(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", "")
    room = MAXIMUM_BYTES - path.stat().st_size
    sheet.put("a", "x" * room)
    assert path.stat().st_size == MAXIMUM_BYTES
    assert sheet_at(path).notices == []


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), {1, 2}, object(), b"x", json.loads("[" * 50 + "]" * 50)],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_json_is_refused_and_spoils_nothing(value: Any, path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    with pytest.raises(ValueError, match=r"JSON|nests"):
        sheet.put("b", value)
    sheet.put("c", 3)
    assert values(sheet_at(path)) == {"a": 1, "c": 3}


@pytest.mark.parametrize("half", ["\ud83d", "a\ude00b", "Bon\ud83d !"], ids=ascii)
def test_half_an_emoji_is_kept_and_stops_nothing(half: str, path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("note", half)
    sheet.put("after", 1)
    assert values(sheet_at(path)) == {"note": half, "after": 1}
    path.read_bytes().decode("utf-8")


# --- Starting again -----------------------------------------------------------------------------


def test_clearing_sets_the_old_answers_aside(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    before = path.read_bytes()
    kept = sheet.clear()
    assert kept is not None
    assert kept.name.startswith("answers.before-")
    assert kept.read_bytes() == before
    assert values(sheet) == values(sheet_at(path)) == {}
    sheet.put("b", 2)
    assert values(sheet_at(path)) == {"b": 2}
    assert kept.read_bytes() == before


def test_clearing_twice_keeps_both_sets_of_answers(path: Path) -> None:
    sheet = sheet_at(path)
    kept = []
    for value in (1, 2):
        sheet.put("a", value)
        kept.append(sheet.clear())
    assert [json.loads(each.read_bytes())["answers"]["a"]["value"] for each in kept if each] == [
        1,
        2,
    ]


def test_clearing_when_only_the_copy_is_left_keeps_the_copy_aside(path: Path) -> None:
    sheet = sheet_at(path)
    sheet.put("a", 1)
    path.unlink()
    kept = sheet.clear()
    assert kept is not None
    assert json.loads(kept.read_bytes())["answers"]["a"]["value"] == 1
    assert values(sheet_at(path)) == {}


def test_clearing_an_empty_sheet_sets_nothing_aside(path: Path) -> None:
    assert sheet_at(path).clear() is None
    assert names(path.parent) == []
