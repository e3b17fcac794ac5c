"""Build the wheel that holds the whole course: toolkit, lessons, cases and published pages.

Run by ``make wheel``. It is built in a folder of its own, from what a learner may have: solutions
are not there, nor anybody's answers.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from maitrise.base.text import LANGUAGES
from maitrise.cases.lab_files import lab_files
from maitrise.publish.files import site_files
from maitrise.publish.writing import write_folder

ROOT = Path(__file__).resolve().parents[1]
_SHIPPED = Path("maitrise", "shipped")


def build(into: Path) -> Path:
    """Write the wheel; returns its path.

    Args:
        into: the folder for it; another wheel in it is left alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for language in LANGUAGES:
            for name, path in lab_files(language).items():
                _copy(path, place / _place_of(name))
        _copy(ROOT / "README.md", place / "README.md")  # a kit has another one
        pages = site_files(LANGUAGES, with_cases=True)
        write_folder(place / _SHIPPED / "site", pages, "en")
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL)
        (made,) = (place / "dist").glob("*.whl")
        into.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(made, into))


def _place_of(name: str) -> Path:
    part = name.split("/", maxsplit=1)[0]
    return _SHIPPED / name if part in ("course", "exercises") else Path(name)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


if __name__ == "__main__":
    print(build(ROOT / "dist").relative_to(ROOT))
