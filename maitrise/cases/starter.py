"""A new case to begin with: a commented file in both languages that builds as it is."""

from __future__ import annotations

import re
from pathlib import Path

from maitrise.base.errors import WrongCallError, shown_path
from maitrise.base.files import write_whole
from maitrise.cases.files import case_file, parse_assignment

STARTER = Path(__file__).with_name("starter.toml")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def begin_case(name: str) -> Path:
    """Write ``solutions/<name>.toml``.

    Raises:
        WrongCallError: the name cannot be used, or is taken; nothing was written.
    """
    if not _NAME.fullmatch(name) or len(name) > 40 or parse_assignment(name):
        raise WrongCallError(
            f"{name!r} cannot name a case: use small letters, digits and hyphens, like my-case, "
            "and no language at its end."
        )
    path = case_file(name)
    if path.exists():
        raise WrongCallError(f"{shown_path(path)} is there already: choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = STARTER.read_text(encoding="utf-8").replace("my-case", name)
    write_whole(path, text.encode("utf-8"))
    return path
