"""The interface's sentences: both languages, the same placeholders, every one said."""

from pathlib import Path

import pytest

from maitrise.check.catalogue import faults_of_catalogue

SAYS_ALL = """
from maitrise.base.text import say

def greet(self, language, kind):
    say("page.hello", language, name="x")
    self._say('page.bye')
    return say(f"kind.{kind}", language)
"""
SOUND = """
["page.hello"]
fr = "Bonjour {name}"
en = "Hello {name}"

["page.bye"]
fr = "Au revoir"
en = "Goodbye"

["kind.choice"]
fr = "Un choix"
en = "A choice"
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that says three sentences, with a sound catalogue."""
    monkeypatch.chdir(tmp_path)
    package = tmp_path / "package"
    package.mkdir()
    (package / "page.py").write_text(SAYS_ALL, encoding="utf-8")
    (package / "text.toml").write_text(SOUND, encoding="utf-8")
    return package


def told(package: Path) -> list[str]:
    return [str(fault) for fault in faults_of_catalogue(sorted(package.rglob("*.toml")), package)]


def add(package: Path, sentence: str) -> None:
    path = package / "text.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{sentence}", encoding="utf-8")


def edit(package: Path, was: str, now: str) -> None:
    path = package / "text.toml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def test_a_sound_catalogue_has_no_fault(package: Path) -> None:
    assert told(package) == []


def test_the_catalogue_of_the_toolkit_has_no_fault() -> None:
    assert [str(fault) for fault in faults_of_catalogue()] == []


def test_a_key_said_in_javascript_counts_as_said(package: Path) -> None:
    add(package, '["call.open"]\nfr = "Ouvrir"\nen = "Open"\n')
    add(package, '["verdict.right"]\nfr = "Juste"\nen = "Right"\n')
    (package / "view.js").write_text(
        'page.say("call.open"); page.say(`verdict.${verdict}`);', encoding="utf-8"
    )
    assert told(package) == []


def test_a_key_that_only_javascript_says_must_exist(package: Path) -> None:
    (package / "view.js").write_text('page.say("call.shut");', encoding="utf-8")
    assert told(package) == [
        "package/text.toml, call.shut: the interface says this key, "
        "but it is not in the catalogue. Add it with fr and en."
    ]


@pytest.mark.parametrize(
    ("line", "language"), [('en = "Goodbye"\n', "en"), ('fr = "Au revoir"\n', "fr")]
)
def test_a_missing_language_is_told(package: Path, line: str, language: str) -> None:
    edit(package, line, "")
    assert told(package) == [
        f'package/text.toml, page.bye: {language} is missing. Add {language} = "…".'
    ]


@pytest.mark.parametrize("said", ['""', '"  "', "3"])
def test_a_sentence_that_says_nothing_is_missing(package: Path, said: str) -> None:
    edit(package, '"Goodbye"', said)
    assert told(package) == ['package/text.toml, page.bye: en is missing. Add en = "…".']


def test_a_sentence_that_is_no_table_lacks_both_languages(package: Path) -> None:
    edit(package, '["page.bye"]\nfr = "Au revoir"\nen = "Goodbye"', "")
    edit(package, '["page.hello"]', '"page.bye" = "Goodbye"\n["page.hello"]')
    assert told(package) == [
        'package/text.toml, page.bye: fr is missing. Add fr = "…".',
        'package/text.toml, page.bye: en is missing. Add en = "…".',
    ]


@pytest.mark.parametrize(
    ("english", "problem"),
    [
        ("Hello", "placeholders differ: name in fr, none in en"),
        ("Hello {first}", "placeholders differ: name in fr, first in en"),
        ("Hello {name} {first}", "placeholders differ: name in fr, first, name in en"),
    ],
)
def test_different_placeholders_are_told(package: Path, english: str, problem: str) -> None:
    edit(package, "Hello {name}", english)
    assert told(package) == [
        f"package/text.toml, page.hello: {problem}. Use the same ones in both."
    ]


def test_placeholders_in_another_order_are_sound(package: Path) -> None:
    edit(package, "Bonjour {name}", "{name}, {rank} sur {total}")
    edit(package, "Hello {name}", "{rank} of {total}: {name}, {name}")
    assert told(package) == []


@pytest.mark.parametrize("english", ["Hello {name", "Hello name}", "Hello {name!}"])
def test_a_brace_left_open_is_told(package: Path, english: str) -> None:
    edit(package, "Hello {name}", english)
    (fault,) = told(package)
    assert fault.startswith("package/text.toml, page.hello: its placeholders cannot be read (")
    assert fault.endswith("). Close each brace; write {{ and }} for braces that are read.")


def test_a_sentence_that_nothing_says_is_told(package: Path) -> None:
    add(package, '["page.old"]\nfr = "Vieux"\nen = "Old"')
    assert told(package) == [
        "package/text.toml, page.old: nothing says this sentence. "
        "Remove it, or say it where it was meant."
    ]


def test_text_that_is_put_together_for_something_else_uses_no_sentence(package: Path) -> None:
    add(package, '["page.old"]\nfr = "Vieux"\nen = "Old"')
    (package / "more.py").write_text('name = f"page{number}"', encoding="utf-8")
    assert told(package) == [
        "package/text.toml, page.old: nothing says this sentence. "
        "Remove it, or say it where it was meant."
    ]


def test_a_sentence_whose_key_is_put_together_is_in_use(package: Path) -> None:
    add(package, '["kind.order"]\nfr = "Un ordre"\nen = "An order"')
    assert told(package) == []


@pytest.mark.parametrize(
    "template", ['{{ "page.old" | say(lang) }}', "{{ say('page.old', lang) }}"]
)
def test_a_sentence_that_a_template_says_is_in_use(package: Path, template: str) -> None:
    add(package, '["page.old"]\nfr = "Vieux"\nen = "Old"')
    (package / "page.html.j2").write_text(template, encoding="utf-8")
    assert told(package) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("more.py", 'say("page.helo", language)'),
        ("more.py", 'self._say("page.helo", count=1)'),
        ("more.py", 'text.say("page.helo", "fr")'),
        ("more.html.j2", '{{ "page.helo" | say(page.language) | e }}'),
        ("more.html", "{{ say('page.helo', language) }}"),
    ],
)
def test_a_key_that_is_said_and_does_not_exist_is_told(package: Path, name: str, code: str) -> None:
    (package / name).write_text(code, encoding="utf-8")
    assert told(package) == [
        "package/text.toml, page.helo: the interface says this key, but it is not in the "
        "catalogue. Add it with fr and en."
    ]


def test_a_third_language_is_told(package: Path) -> None:
    edit(package, 'en = "Goodbye"', 'en = "Goodbye"\nde = "Tschüss"')
    assert told(package) == [
        "package/text.toml, page.bye: unknown key 'de'. A sentence has fr and en only."
    ]


def test_a_key_without_its_quotation_marks_is_told_with_what_to_write(package: Path) -> None:
    edit(package, '["page.bye"]', "[page.bye]")
    assert sorted(told(package)) == [
        "package/text.toml, page.bye: the interface says this key, but it is not in the "
        "catalogue. Add it with fr and en.",
        "package/text.toml, page: 'bye' is a table inside a sentence. "
        'Write its key between quotation marks: ["page.bye"].',
    ]


def test_a_catalogue_that_is_not_toml_is_told_once(package: Path) -> None:
    edit(package, 'en = "Goodbye"', "en = Goodbye")
    (fault,) = told(package)
    assert fault.startswith("package/text.toml: this is not TOML: ")
    assert "line 8" in fault


def test_a_sentence_of_a_kind_stands_in_its_own_file(package: Path) -> None:
    (package / "kinds" / "choice").mkdir(parents=True)
    words = package / "kinds" / "choice" / "words.toml"
    words.write_text('["kind.choices"]\nfr = "Des choix"\nen = "Choices"\n', encoding="utf-8")
    assert told(package) == []
    words.write_text('["kind.choice"]\nfr = "Un choix"\nen = "A choice"\n', encoding="utf-8")
    assert told(package) == [
        "package/text.toml, kind.choice: package/kinds/choice/words.toml has this key too. "
        "Keep one of the two."
    ]
