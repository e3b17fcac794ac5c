"""Files are written whole, set aside under another name, and read anew only when changed."""

from pathlib import Path

import pytest

from maitrise.base.files import set_aside, while_unchanged, write_whole


def test_a_file_is_read_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    times = []

    @while_unchanged
    def read(path: Path) -> str:
        times.append(path)
        return path.read_text()

    path.write_text("one")
    assert [read(path), read(path)] == ["one", "one"]
    assert len(times) == 1
    path.write_text("longer")
    assert read(path) == "longer"
    other = tmp_path / "other"
    other.write_text("sixsix")
    other.replace(path)  # of the same length
    assert read(path) == "sixsix"
    assert len(times) == 3


def test_what_is_wrong_with_a_file_is_said_each_time(tmp_path: Path) -> None:
    @while_unchanged
    def read(path: Path) -> str:
        raise ValueError(path.read_text())

    with pytest.raises(FileNotFoundError):
        read(tmp_path / "absent")
    (tmp_path / "bad").write_text("bad")
    for _ in range(2):
        with pytest.raises(ValueError, match="bad"):
            read(tmp_path / "bad")


def test_a_write_that_fails_leaves_no_litter(tmp_path: Path) -> None:
    (tmp_path / "answers.json").mkdir()
    with pytest.raises(OSError, match="Is a directory"):
        write_whole(tmp_path / "answers.json", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["answers.json"]


def test_a_file_set_aside_twice_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    for content in ("one", "two"):
        path.write_text(content)
        set_aside(path, "damaged")
    assert sorted(each.read_text() for each in tmp_path.glob("answers.damaged-*.json")) == [
        "one",
        "two",
    ]
