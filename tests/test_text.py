"""Text in two languages, and the catalogue of what the interface says."""

import re
import string
from pathlib import Path

import pytest

from maitrise.base.text import LANGUAGES, Language, Text, _sentence, _written, catalogue, say
from maitrise.base.typography import french_spaces
from maitrise.cli.app import main


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_french_has_its_spaces_and_neither_language_a_typewriter_s_apostrophe() -> None:
    careless = [
        key
        for key, text in catalogue().items()
        if french_spaces(text.fr) != text.fr or "'" in text.fr + text.en
    ]
    assert careless == []


def test_every_sentence_can_be_said() -> None:
    for key, text in catalogue().items():
        for language in LANGUAGES:
            values = dict.fromkeys(placeholders(text.fr), "x")
            assert "{" not in say(key, language, **values)


@pytest.mark.parametrize(("language", "said"), [("fr", "Bonjour"), ("en", "Hello")])
def test_a_text_is_said_in_the_language_asked_for(language: Language, said: str) -> None:
    assert Text(fr="Bonjour", en="Hello").said_in(language) == said


def test_braces_that_a_learner_typed_are_shown_as_they_are() -> None:
    assert say("number.unreadable", "en", written="{x}{0}").startswith("“{x}{0}” is not")


def test_a_sentence_that_does_not_exist_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.sentence"):
        say("no.such.sentence", "fr")


@pytest.mark.parametrize(
    ("language", "done", "said"),
    [
        ("fr", 0, "0 réponse sur 13"),
        ("fr", 1, "1 réponse sur 13"),
        ("fr", 2, "2 réponses sur 13"),
        ("en", 0, "0 of 13 answered"),
        ("en", 1, "1 of 13 answered"),
    ],
)
def test_french_counts_none_and_one_in_the_singular(
    language: Language, done: int, said: str
) -> None:
    assert say("case.so-far", language, done=done, total=13) == said


@pytest.mark.parametrize(
    ("language", "both", "said"),
    [
        ("fr", 0, "0 personne a passé"),
        ("fr", 2, "2 personnes ont passé"),
        ("en", 0, "0 people took"),
        ("en", 1, "1 person took"),
    ],
)
def test_words_change_with_the_number_beside_them(language: Language, both: int, said: str) -> None:
    assert say("report.gain.few", language, both=both, few=5).startswith(said)


def test_a_key_written_twice_is_one_line_whatever_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("maitrise.base.text._PACKAGE", tmp_path)
    path = tmp_path / "base" / "text.toml"
    path.parent.mkdir()
    path.write_text('["a.b"]\nfr = "x"\n\n["a.b"]\nfr = "y"\n', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["maitrise", "check"])
    for cached in (catalogue, _written, _sentence):
        cached.cache_clear()
    with pytest.raises(SystemExit) as ended:
        main()
    for cached in (catalogue, _written, _sentence):
        cached.cache_clear()
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert said.count("\n") == 1
    assert "base/text.toml: " in said
    assert "'a.b'" in said
    assert "line 4" in said


def test_no_sentence_leaves_the_plural_to_the_reader() -> None:
    hedged = re.compile(r"\w\((?:s|e|es|x|nt|ies)\)")
    found = [key for key, text in catalogue().items() if hedged.search(f"{text.fr} {text.en}")]
    assert found == []
