"""What a command line that cannot be read is answered, in the reader's language."""

import pytest

from maitrise.cli.app import main

REFUSED = {
    ("report",): ("Il manque «\u00a0cohort\u00a0».", "Missing argument 'cohort'."),
    ("report", "a", "b"): ("C’est trop de mots\u00a0: b.", "Too many words: b."),
    ("report", "--outpu", "x"): (
        "L’option --outpu n’existe pas. Vouliez-vous dire\u00a0: --output\u202f?",
        "No such option",
    ),
    ("slides", "00-start"): (
        "Il manque l’option --lang. Choix possibles\u00a0: fr, en.",
        "Missing option '--lang'",
    ),
    ("slides", "00-start", "--lang", "de"): (
        "La valeur de --lang n’est pas connue. Choix possibles\u00a0: fr, en.",
        "Invalid value for '--lang'",
    ),
    ("learn", "--port", "x"): ("La valeur de --port ne convient pas.", "Invalid value"),
    ("reprot",): (
        "La commande «\u00a0reprot\u00a0» n’existe pas. Vouliez-vous dire\u00a0: report\u202f?",
        "No such command 'reprot'",
    ),
    ("report", "--output"): ("L’option --output attend une valeur.", "requires an argument"),
    ("report", "-z"): ("L’option -z n’existe pas.", "No such option: -z"),
    ("cohort", "craete"): (
        "La commande «\u00a0craete\u00a0» n’existe pas. Vouliez-vous dire\u00a0: create\u202f?",
        "No such command 'craete'",
    ),
    ("cohort", "--"): ("Il manque une commande.", "Missing command."),
    ("check", "--accept=3"): ("L’option --accept ne prend pas de valeur.", "not take a value"),
}


def answered(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[object, str]:
    monkeypatch.setattr("sys.argv", ["maitrise", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    told = capsys.readouterr()
    return stopped.value.code, told.out + told.err


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_a_line_that_cannot_be_read_is_answered_in_the_reader_s_language(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    french, english = REFUSED[words]
    monkeypatch.setenv("LANG_COURSE", "fr")
    code, said = answered(words, monkeypatch, capsys)
    assert (code, said.splitlines()[-1]) == (2, f"Erreur\u00a0: {french}")
    assert said.startswith("Utilisation\u00a0: maitrise")
    monkeypatch.setenv("LANG_COURSE", "en")
    code, said = answered(words, monkeypatch, capsys)
    assert code == 2
    assert english in said


def test_the_usage_line_and_the_way_to_help_come_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG_COURSE", "fr")
    _, said = answered(("cohort", "create"), monkeypatch, capsys)
    assert said.splitlines()[0].startswith("Utilisation\u00a0: maitrise cohort create [OPTIONS]")
    assert said.splitlines()[1] == "Pour l’aide\u00a0: maitrise cohort create --help"


@pytest.mark.parametrize(("words", "code"), [(("--version",), 0), (("paths", "-h"), 0), ((), 2)])
def test_what_is_no_refusal_ends_as_before(
    words: tuple[str, ...],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LANG_COURSE", "fr")
    ended, said = answered(words, monkeypatch, capsys)
    assert (ended or 0) == code
    assert "Erreur" not in said
