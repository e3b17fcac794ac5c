"""The note that goes with a package: what to set in the LMS, and what it will report."""

from __future__ import annotations

from pathlib import Path

from maitrise.base.text import LANGUAGES

NOTE = "LISEZ-MOI-README.txt"
_HERE = Path(__file__).parent
_CALLED = {"scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004 4th Edition", "cmi5": "cmi5"}


def platform_note(standard: str, pass_mark: int | None) -> bytes:
    """The note in both languages, one after the other.

    Args:
        pass_mark: percent; None where no lesson of the package has a mark.
    """
    said = [
        (_HERE / f"note.{language}.txt")
        .read_text(encoding="utf-8")
        .format(standard=_CALLED[standard], pass_mark="–" if pass_mark is None else pass_mark)
        for language in LANGUAGES
    ]
    # Notepad of older Windows knows neither UTF-8 without its mark nor these line ends.
    return "\n\n".join(said).replace("\n", "\r\n").encode("utf-8-sig")
