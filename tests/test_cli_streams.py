"""What commands print reaches files and terminals of any encoding whole."""

import os
import re
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parent.parent


def printed(tmp_path: Path, encoding: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": encoding,
        "MAITRISE_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "maitrise.cli.app", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


def words(text: str) -> list[str]:
    """The words without their accents, as the poorest encoding has them."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", "'"))
    return re.findall(r"[A-Za-z0-9]+", "".join(each for each in plain if ord(each) < 128))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_command_says_everything_in_an_encoding_that_lacks_characters(
    tmp_path: Path, language: str
) -> None:
    whole = printed(tmp_path, "utf-8", "paths", "--lang", language)
    for encoding in ("cp1252", "cp850", "latin-1"):
        narrow = printed(tmp_path, encoding, "paths", "--lang", language)
        assert narrow.returncode == whole.returncode == 0
        said, expected = narrow.stdout.decode(encoding), whole.stdout.decode("utf-8")
        assert said.count("\n") == expected.count("\n") > 5
        assert said.count("?") == expected.count("?")
        assert words(said) == words(expected)


def test_a_refusal_keeps_its_exit_code_in_any_encoding(tmp_path: Path) -> None:
    refused = printed(tmp_path, "ascii", "mark", "--lang", "fr", str(tmp_path / "né-pas-là"))
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def printed_into(output: IO[bytes], state: Path, word: str) -> tuple[int, list[str]]:
    """The exit code of a command whose output nothing takes, and what it says, line by line."""
    environment = os.environ | {"LANG_COURSE": "en", "XDG_STATE_HOME": str(state)}
    command = [sys.executable, "-m", "maitrise.cli.app", word]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output,
                          stderr=subprocess.PIPE, check=False)  # fmt: skip
    return done.returncode, done.stderr.decode().splitlines()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("word", ["paths", "--help"])
def test_an_output_that_is_full_is_one_line_and_no_fault_of_ours(tmp_path: Path, word: str) -> None:
    with Path("/dev/full").open("wb") as full:
        code, (line,) = printed_into(full, tmp_path, word)
    assert (code, "No space left on device" in line) == (1, True)


@pytest.mark.parametrize("word", ["paths", "--help"])
def test_a_reader_who_is_gone_ends_a_command_without_a_word(tmp_path: Path, word: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        assert printed_into(pipe, tmp_path, word) == (1, [])


def test_the_report_of_a_failure_is_its_own_users_and_cannot_be_guessed(tmp_path: Path) -> None:
    breaking = (
        "import sys; from maitrise.cli import app;"
        "sys.argv = ['maitrise', 'paths'];"
        "app.app = lambda **_: 1 / 0; app.main()"
    )
    names = set()
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", breaking],
            cwd=ROOT,
            env=os.environ | {"XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 3
        (name,) = re.findall(r"\S*failure-\S*\.txt", run.stderr)
        names.add(name)
        assert "ZeroDivisionError" in Path(name).read_text(encoding="utf-8")
        if os.name == "posix":
            assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    assert len(names) == 2
