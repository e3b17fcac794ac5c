"""The table of both documents: ``PYTHONPATH=tests python -m hostile.table`` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hostile import archives, files, notebooks, records, sheets
from hostile.french import NAMES
from hostile.kind import ALL, Kind
from maitrise.base.text import Language, catalogue
from maitrise.base.typography import french_spaces

DOCUMENTS = {
    "en": Path(__file__).parents[2] / "docs" / "hostile.md",
    "fr": Path(__file__).parents[2] / "docs" / "hostile.fr.md",
}
HEADS = {
    "en": "| What comes in | What becomes of it | What the trainer is told |",
    "fr": "| Ce qui arrive | Ce qu’il en advient | Ce qui est dit au formateur |",
}
_OUTCOMES = {
    "en": ("marked", "marked, 0 for that question", "kept, not marked"),
    "fr": ("noté", "noté, 0 à cette question", "gardé, non noté"),
}
_FILLED_IN = {
    "at": "date",
    "case": "cas",
    "count": "nombre",
    "given": "valeur",
    "id": "X",
    "learner": "Y",
    "named": "autre cas",
    "newer": "fichier",
    "question": "question",
    "questions": "questions",
    "shown": "nombre",
    "why": "raison",
    "written": "date",
}
_NOTHING = {"en": "nothing", "fr": "rien"}
KINDS = (*notebooks.KINDS, *sheets.KINDS, *records.KINDS, *archives.KINDS, *files.KINDS)


def rows(language: Language) -> Iterator[str]:
    """A line for each kind."""
    for kind in KINDS:
        name = kind.name if language == "en" else NAMES[kind.name]
        told = " ".join(dict.fromkeys(_said(each, language) for each in kind.told))
        row = f"| {name} | {_outcome(kind, language)} | {told or _NOTHING[language]} |"
        yield french_spaces(row) if language == "fr" else row


def _outcome(kind: Kind, language: Language) -> str:
    whole, part, kept = _OUTCOMES[language]
    if kind.points is None:
        return kept
    return whole if kind.points == ALL else part


def _said(wrong: str, language: Language) -> str:
    """What is said, with names for what is filled in; its spaces are set with the whole line."""
    sentence = catalogue()[f"mark.wrong.{wrong}"].said_in(language).replace(" {why}", "")
    sentence = re.sub(r"{\w+:[^|}]*\|([^}]*)}", r"\1", sentence)  # the plural
    for name in re.findall(r"{(\w+)}", sentence):
        shown = name if language == "en" else _FILLED_IN[name]
        sentence = sentence.replace(f"{{{name}}}", shown)
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def _beginning(language: Language) -> str:
    return f"{HEADS[language]}\n|---|---|---|\n"


def in_document(language: Language) -> str:
    """The table as it stands in the document."""
    text = DOCUMENTS[language].read_text(encoding="utf-8")
    return text.partition(_beginning(language))[2].partition("\n\n")[0].strip()


if __name__ == "__main__":
    spoken: tuple[Language, ...] = ("en", "fr")
    for each in spoken:
        text = DOCUMENTS[each].read_text(encoding="utf-8")
        before, begin, rest = text.partition(_beginning(each))
        after = rest.partition("\n\n")[2]
        DOCUMENTS[each].write_text(
            before + begin + "\n".join(rows(each)) + "\n" + (f"\n{after}" if after else ""),
            encoding="utf-8",
        )
