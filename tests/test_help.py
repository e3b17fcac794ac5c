"""What ``--help`` says, in the reader's language."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from maitrise.base.typography import NO_BREAK
from maitrise.cli.app import app, main
from maitrise.cli.help import help_in


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, list[str]]]:
    """Every command and group, with the words that call it."""
    command = command or typer.main.get_command(app)
    yield command, list(path)
    for name, inside in getattr(command, "commands", {}).items():
        yield from commands(inside, (*path, name))


COMMANDS = list(commands())


def flat(words: str) -> str:
    """Words as they follow each other, wherever a line ends, be it at a hyphen."""
    return " ".join(words.split()).replace("- ", "-")


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
    commands = help_in("fr").commands
    assert {name: set(lines) for name, lines in commands.items()} == wanted


@pytest.mark.parametrize(
    ("command", "path"), COMMANDS, ids=[" ".join(path) or "maitrise" for _, path in COMMANDS]
)
def test_help_is_wholly_in_the_reader_s_language(
    command: Any, path: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    english = flat(command.help)
    monkeypatch.setenv("LANG_COURSE", "fr")
    page = told([*path, "--help"], monkeypatch, capsys)
    assert page.startswith(f"Utilisation{NO_BREAK}: maitrise")
    french = flat(page)
    for line in help_in("fr").commands[command.name].values():
        assert flat(line) in french
    for word in ("Options:", "Commands:", "Arguments:", "[required]", "[default", "Show this"):
        assert word not in page
    assert english not in french
    monkeypatch.setenv("LANG_COURSE", "en")
    said = flat(told([*path, "--help"], monkeypatch, capsys))
    assert english in said
    assert "Afficher" not in said


@pytest.mark.parametrize("group", [[], ["cohort"], ["record"]])
def test_a_list_of_commands_says_what_each_does_in_a_whole_sentence(
    group: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = [each for each, path in COMMANDS if path and path[:-1] == group]
    assert inside
    for language in ("fr", "en"):
        monkeypatch.setenv("LANG_COURSE", language)
        listed = flat(told([*group, "--help"], monkeypatch, capsys))
        for command in inside:
            text = command.help
            if language == "fr":
                text = help_in("fr").commands[command.name]["help"]
            assert flat(text.partition("\n\n")[0]) in listed


def test_the_language_may_be_asked_for_with_the_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG_COURSE", "en")
    asked = told(["report", "--lang", "fr", "--help"], monkeypatch, capsys)
    assert "Afficher cette aide." in asked
