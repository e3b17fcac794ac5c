"""Who is learning: a pseudonym and a chosen path, kept in the learner's own folder."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from maitrise.base.files import private_folder, set_aside, write_whole
from maitrise.base.places import learner_folder

FORMAT = 1
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_ROSTER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_GIVEN_BY = ("MAITRISE_LEARNER", "JUPYTERHUB_USER")


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner: a pseudonym, never a name, and the choices that the learner made.

    Attributes:
        path: the onboarding path chosen; "" while none is.
        roster_id: the learner's id in the trainer's roster; "" until a case is handed in.
    """

    id: str
    path: str = ""
    roster_id: str = ""


def current_learner() -> Learner:
    """The learner of this computer; created at the first call.

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


def roster_id() -> str:
    """The learner's id in the trainer's roster: from the environment or hub, else as saved.

    "" if it is not known.
    """
    for name in _GIVEN_BY:
        given = os.environ.get(name, "").strip()
        if is_roster_id(given):
            return given
    return current_learner().roster_id


def is_roster_id(given: str) -> bool:
    """Whether an id can be used in a roster and in the name of a file."""
    return _ROSTER_ID.fullmatch(given) is not None


def keep_roster_id(given: str) -> Learner:
    """Save the learner's id in the trainer's roster.

    Raises:
        OSError: it could not be written.
    """
    learner = replace(current_learner(), roster_id=given)
    _write(learner)
    return learner


def _file() -> Path:
    return learner_folder() / "learner.json"


def learner_from(raw: Mapping[str, Any]) -> Learner:
    """The learner that a file describes.

    Raises:
        ValueError, KeyError, TypeError: the data describes none.
    """
    learner = Learner(raw["id"], raw.get("path", ""), raw.get("roster_id", ""))
    if not (isinstance(learner.id, str) and _ID.fullmatch(learner.id)):
        raise ValueError("this is no pseudonym")
    if not isinstance(learner.path, str) or not isinstance(learner.roster_id, str):
        raise TypeError("this is no path, or no id")
    return learner


def _read(path: Path) -> Learner:
    return learner_from(json.loads(path.read_text(encoding="utf-8")))


def _keep(learner: Learner) -> None:
    with suppress(OSError):  # a full disk is told where the first answer is written
        _write(learner)


def _write(learner: Learner) -> None:
    path = _file()
    private_folder(path.parent)
    known = {name: value for name, value in asdict(learner).items() if name != "roster_id" or value}
    content = json.dumps({"format": FORMAT, **known}, indent=1) + "\n"
    write_whole(path, content.encode("utf-8"), private=True)
