"""Make what a version is given out as, in dist/.

The wheel, the site, a kit a language, packages for learning platforms, questions for Moodle.

Run by ``make release``, and by the Git host when a version is tagged.
"""

from __future__ import annotations

import sys
import zipfile
from itertools import product
from pathlib import Path
from typing import get_args

from maitrise import __version__
from maitrise.base.text import LANGUAGES
from maitrise.cli.publish import USUAL_PASS_MARK
from maitrise.publish.files import site_files
from maitrise.publish.kit import kit
from maitrise.publish.lms.moodle import moodle_bank
from maitrise.publish.lms.package import NOTE, Standard, build_packages

sys.path.insert(0, str(Path(__file__).parent))
from wheel import ROOT, build


def release(into: Path, version: str = "") -> list[Path]:
    """Write the files of a release; returns their paths.

    Args:
        version: the tag ("v0.2.0"), which must be that of the course; "" where there is none.

    Raises:
        SystemExit: the tag names another version.
    """
    if version and version != f"v{__version__}":
        raise SystemExit(f"The tag says {version}, maitrise/__init__.py {__version__}: mend one.")
    into.mkdir(parents=True, exist_ok=True)
    site = into / f"maitrise-{__version__}-site.zip"
    with zipfile.ZipFile(site, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(site_files(LANGUAGES, with_cases=True).items()):
            packed.writestr(f"site/{name}", content)
    kits = [into / f"maitrise-{__version__}-{language}.zip" for language in LANGUAGES]
    for path, language in zip(kits, LANGUAGES, strict=True):
        path.write_bytes(kit(language, with_lab=False))
    return [build(into), site, *kits, *_for_platforms(into)]


def _for_platforms(into: Path) -> list[Path]:
    """A zip a standard and language, which holds the zips to upload and a note; the questions."""
    made = []
    for standard, language in product(get_args(Standard), LANGUAGES):
        path = into / f"maitrise-{__version__}-{standard}-{language}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
            files = build_packages(standard, (language,), pass_mark=USUAL_PASS_MARK)
            for name in sorted(files, key=lambda name: (name != NOTE, name)):
                packed.writestr(f"{path.stem}/{name}", files[name])
        made.append(path)
    questions = into / f"maitrise-{__version__}-moodle-questions.xml"
    questions.write_bytes(moodle_bank(LANGUAGES).content)
    return [*made, questions]


if __name__ == "__main__":
    for made in release(ROOT / "dist", *sys.argv[1:]):
        print(made.relative_to(ROOT))
