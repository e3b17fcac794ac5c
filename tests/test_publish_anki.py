"""Flash cards for Anki: what the file holds, and that Anki itself takes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from maitrise.base.text import LANGUAGES
from maitrise.cases import case_file, case_ids, read_case
from maitrise.cli.app import main
from maitrise.learner.cards import question_cards, term_cards
from maitrise.publish.anki import anki_cards
from maitrise.publish.prose_html import inline

ANKI = "anki>=25,<27"
IMPORT_TWICE = """
import sys
from anki.collection import Collection, ImportCsvRequest

collection = Collection(sys.argv[1])
for _ in range(2):
    metadata = collection.get_csv_metadata(sys.argv[2], None)
    done = collection.import_csv(ImportCsvRequest(path=sys.argv[2], metadata=metadata)).log
    print(len(done.new), len(done.conflicting), len(done.missing_notetype), len(done.missing_deck))
note = collection.get_note(collection.find_notes("deck:*Glossary tag:meaning")[0])
print(note.guid, sorted(note.tags), [name for name, _ in note.items()])
"""


def test_each_card_is_a_line_with_an_id_of_its_own_and_none_is_of_a_case() -> None:
    text = anki_cards(LANGUAGES).decode("utf-8")
    notes = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    wanted = [
        f"maitrise/{language}/{card.id}"
        for language in LANGUAGES
        for card in (*term_cards(language), *question_cards(language))
    ]
    assert [note[0] for note in notes] == wanted
    assert len(set(wanted)) == len(wanted)
    assert {len(note) for note in notes} == {5}
    assert not [note[0] for note in notes if note[2].startswith('"') or note[3].startswith('"')]
    items = [item for name in case_ids() for item in read_case(case_file(name)).questions.values()]
    prompts = [" ".join(inline(item.prompt.said_in("en")).split()) for item in items]
    long = [each for each in prompts if len(each) > 60]  # "Give each party its role" says little
    assert len(long) > len(prompts) / 2
    assert [each for each in long if each in text] == []


def test_a_file_of_cards_is_written_once_and_not_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cards.txt"
    command = ["maitrise", "publish", "--cards", "anki", "--lang", "en", str(file)]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as done:
        main()
    assert (done.value.code or 0, file.read_bytes()) == (0, anki_cards(("en",)))
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit) as refused:
        main()
    assert (refused.value.code, file.read_text("utf-8")) == (2, "mine")


@pytest.mark.deep
def test_anki_takes_every_card_once(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", ANKI], check=True)
    file = tmp_path / "cards.txt"
    file.write_bytes(anki_cards(LANGUAGES))
    done = subprocess.run(
        [python, "-c", IMPORT_TWICE, tmp_path / "own.anki2", file],
        capture_output=True,
        text=True,
        check=True,
    )
    count = sum(len(term_cards(each)) + len(question_cards(each)) for each in LANGUAGES)
    first, again, note = done.stdout.splitlines()
    assert (first, again) == (f"{count} 0 0 0", "0 0 0 0")
    assert note == "maitrise/en/G01/meaning ['maitrise', 'meaning'] ['Front', 'Back']"
