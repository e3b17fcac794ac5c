"""Who is learning: a pseudonym and a chosen path, kept in the learner's own folder."""

from __future__ import annotations

import json
import re
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from maitrise.places import learner_folder
from maitrise.sheet import set_aside, write_whole

FORMAT = 1
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Learner:
    """A pseudonym, never a name, and the onboarding path chosen ("" while none is)."""

    id: str
    path: str = ""


def current_learner() -> Learner:
    """The learner of this computer; made up at the first call.

    A file that cannot be read is set aside and a new pseudonym made: the answers do not hang on
    it. Where nothing can be written the learner lasts as long as the page.
    """
    path = _file()
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        with suppress(OSError):
            set_aside(path, "damaged")
    learner = Learner(id=f"p-{secrets.token_hex(6)}")
    _keep(learner)
    return learner


def choose_path(path: str) -> Learner:
    """Remember the onboarding path that the learner chose.

    Raises:
        OSError: it could not be written.
    """
    learner = replace(current_learner(), path=path)
    _write(learner)
    return learner


def _file() -> Path:
    return learner_folder() / "learner.json"


def _read(path: Path) -> Learner:
    raw = json.loads(path.read_text(encoding="utf-8"))
    learner = Learner(id=raw["id"], path=raw.get("path", ""))
    if not (isinstance(learner.id, str) and _ID.fullmatch(learner.id)):
        raise ValueError("this is no pseudonym")
    if not isinstance(learner.path, str):
        raise TypeError("this is no path")
    return learner


def _keep(learner: Learner) -> None:
    with suppress(OSError):  # a full disk is told where the first answer is written
        _write(learner)


def _write(learner: Learner) -> None:
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"format": FORMAT, **asdict(learner)}, indent=1) + "\n"
    write_whole(path, content.encode("utf-8"))
