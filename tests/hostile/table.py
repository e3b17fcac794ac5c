"""The table of ``docs/marking.md``: ``PYTHONPATH=tests python -m hostile.table`` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hostile import archives, files, notebooks, sheets
from hostile.kind import ALL, Kind
from maitrise.text import catalogue

DOCUMENT = Path(__file__).parents[2] / "docs" / "marking.md"
BEGIN = "| What comes in | What becomes of it | What the trainer is told |\n|---|---|---|\n"
KINDS = (*notebooks.KINDS, *sheets.KINDS, *archives.KINDS, *files.KINDS)


def rows() -> Iterator[str]:
    """A line for each kind."""
    for kind in KINDS:
        told = " ".join(dict.fromkeys(_said(each) for each in kind.told)) or "nothing"
        yield f"| {kind.name} | {_outcome(kind)} | {told} |"


def _outcome(kind: Kind) -> str:
    if kind.points is None:
        return "kept, not marked" if kind.told else "nothing to mark"
    return "marked" if kind.points == ALL else "marked, 0 for that question"


def _said(wrong: str) -> str:
    sentence = catalogue()[f"mark.wrong.{wrong}"].en
    return sentence.replace(" {why}", "").replace("{", "").replace("}", "")


def in_document() -> str:
    """The table as it stands in the document."""
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition("\n\n")[0].strip()


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition("\n\n")[2]
    DOCUMENT.write_text(before + BEGIN + "\n".join(rows()) + "\n\n" + after, encoding="utf-8")
