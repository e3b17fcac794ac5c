"""What ``--help`` says, in the reader's language."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from maitrise.cli import app, main
from maitrise.commands.help import FRENCH, in_french
from maitrise.structure import read_toml
from maitrise.typography import NO_BREAK


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, list[str]]]:
    """Every command and group, with the words that call it."""
    command = command or typer.main.get_command(app)
    yield command, list(path)
    for name, inside in getattr(command, "commands", {}).items():
        yield from commands(inside, (*path, name))


COMMANDS = list(commands())


def told(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setattr("sys.argv", ["maitrise", *words])
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as stopped:
        main()
    assert not stopped.value.code
    return capsys.readouterr().out


def test_each_command_argument_and_option_has_its_french() -> None:
    wanted = {
        command.name: {"help"} | {each.name for each in command.params if each.help}
        for command, _ in COMMANDS
    }
    assert len(wanted) == len(COMMANDS), "two commands of one name share their French"
    assert {name: set(lines) for name, lines in read_toml(FRENCH).items()} == wanted


@pytest.mark.parametrize(
    ("command", "path"), COMMANDS, ids=[" ".join(path) or "maitrise" for _, path in COMMANDS]
)
def test_help_is_wholly_in_the_reader_s_language(
    command: Any, path: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    english = command.help
    monkeypatch.setenv("LANG_COURSE", "fr")
    french = told([*path, "--help"], monkeypatch, capsys)
    assert french.startswith(f"Utilisation{NO_BREAK}: maitrise")
    flat = " ".join(french.split())
    for line in in_french(command.name).values():
        assert line.split()[0] in flat
    for word in ("Options:", "Commands:", "Arguments:", "[required]", "[default", "Show this"):
        assert word not in french
    assert english.split(".")[0] not in flat
    monkeypatch.setenv("LANG_COURSE", "en")
    said = " ".join(told([*path, "--help"], monkeypatch, capsys).split())
    assert " ".join(english.split()) in said
    assert "Afficher" not in said


def test_a_list_of_commands_says_whole_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("fr", "en"):
        monkeypatch.setenv("LANG_COURSE", language)
        listed = " ".join(told(["cohort", "--help"], monkeypatch, capsys).split())
        assert "..." not in listed.partition("ARG")[2].partition("]...")[2]


def test_the_language_may_be_asked_for_with_the_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG_COURSE", "en")
    asked = told(["report", "--lang", "fr", "--help"], monkeypatch, capsys)
    assert "Afficher cette aide." in asked
