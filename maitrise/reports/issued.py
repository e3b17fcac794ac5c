"""Papers issued before: their numbers, and where invalid ones are moved.

A paper may have been printed, signed or sent: it is never written over and never deleted. Its
number is made of what it says, and stands in the PDF's keywords too, so that a later run can tell
whether the paper that lies there still says what it would say now.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from maitrise import __version__
from maitrise.cohort import Cohort

WITHDRAWN = "withdrawn"
"""The folder, inside a person's, of papers that no longer hold."""

_NUMBER = r"[A-Z](?:-[A-Z2-7]{4}){3}"
_KEYWORDS = re.compile(rf"<pdf:Keywords>({_NUMBER})(?:, replaces ({_NUMBER}))?</pdf:Keywords>")


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """The number of a paper, and that of the paper which it replaces, or ""."""

    own: str
    replaces: str = ""

    @property
    def keywords(self) -> list[str]:
        """Both numbers, as keywords of the PDF."""
        return [self.own, *([f"replaces {self.replaces}"] if self.replaces else [])]


def paper_number(
    cohort: Cohort, learner: str, paper: str, words: Mapping[str, Any], replaces: str = ""
) -> PaperNumber:
    """The number of a paper: a hash of its words.

    Args:
        paper: which of a person's papers it is.
        words: all of its words except its number and its day.
        replaces: the number of the paper that it replaces, or "".
    """
    said = json.dumps(words, ensure_ascii=False, sort_keys=True)
    course = (cohort.folder.name, cohort.settings.created.isoformat(), __version__)
    digest = hashlib.sha256("\n".join((*course, learner, paper, replaces, said)).encode()).digest()
    letters = base64.b32encode(digest).decode()
    return PaperNumber(
        "-".join((paper[0].upper(), letters[:4], letters[4:8], letters[8:12])), replaces
    )


def number_in(path: Path) -> PaperNumber | None:
    """The number in a paper; None if there is no file, or not one of ours, such as a scan."""
    try:
        written = path.read_bytes().decode("latin-1")
    except FileNotFoundError:
        return None
    keywords = _KEYWORDS.findall(written)
    return PaperNumber(*keywords[-1]) if keywords else None


def previous_paper(own: Path, paper: str) -> Path | None:
    """The paper that a new one replaces: the current one, else the last one moved aside."""
    there = own / f"{paper}.pdf"
    if there.exists():
        return there
    aside = sorted((own / WITHDRAWN).glob(f"{paper}-*.pdf"), key=lambda path: path.stat().st_mtime)
    return aside[-1] if aside else None


def withdraw(own: Path, papers: Iterable[str], zone: tzinfo) -> tuple[Path, ...]:
    """Move papers of one person aside; the new name has the day and hour of their writing.

    Args:
        zone: of the class, for day and hour.
    """
    moved = []
    for path in [own / f"{paper}.pdf" for paper in sorted(papers)]:
        if path.exists():
            written = datetime.fromtimestamp(path.stat().st_mtime, zone)
            stem = f"{path.stem}-{written:%Y-%m-%d-%H%M%S}"
            places = (own / WITHDRAWN / f"{stem}{more}.pdf" for more in ("", *range(2, 1000)))
            aside = next(place for place in places if not place.exists())
            aside.parent.mkdir(exist_ok=True)
            path.rename(aside)
            moved.append(aside)
    return tuple(moved)
