"""The kit: the course in one language as one zip, to be unzipped and double-clicked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.cases.files import root_folder
from maitrise.cases.lab_files import lab_files
from maitrise.publish.files import single_files

LAB = "jupyter"
"""The folder of the notebooks and the toolkit, in a kit that has them."""

_LICENCES = ("LICENSE", "LICENSE-CONTENT")
_OWN = Path(__file__).with_name("kit_files")
_STAMP = (2026, 1, 1, 0, 0, 0)  # the same kit from the same files


def kit(language: Language, *, with_lab: bool = False) -> bytes:
    """The zip of a kit.

    Args:
        with_lab: notebooks and toolkit too, in a folder of their own, for JupyterLab.

    Raises:
        WrongCallError: the course is not a whole copy: a part of the kit is missing.
    """
    held = {**single_files((language,), with_cases=True), **_first(language)}
    commands = set()
    if with_lab:
        for name, path in lab_files(language).items():
            held[f"{LAB}/{name}"] = path.read_bytes()
            if path.parent.name == ".ci" and not path.suffix:
                commands.add(f"{LAB}/{name}")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(held.items()):
            entry = zipfile.ZipInfo(f"maitrise-{language}/{name}", date_time=_STAMP)
            entry.external_attr = (0o100755 if name in commands else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _first(language: Language) -> dict[str, bytes]:
    """What says how to begin, and the licences."""
    name = say("kit.read-me", language)
    first = (_OWN / name).read_text(encoding="utf-8")
    # Notepad of older Windows knows neither UTF-8 without its mark nor these line ends.
    files = {name: first.replace("\n", "\r\n").encode("utf-8-sig")}
    for name in _LICENCES:
        path = root_folder() / name
        if not path.is_file():
            raise WrongCallError(say("kit.incomplete", language, name=name))
        files[name] = path.read_bytes()
    return files
