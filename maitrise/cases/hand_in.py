"""What a learner hands in: the sheet, the notebook and, if they wish, their learning record."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from maitrise.base.errors import MaitriseError, SetupError, shown_reason
from maitrise.base.files import write_whole
from maitrise.base.places import learner_folder
from maitrise.base.text import say
from maitrise.cases.files import RECORD, SHEET, root_folder
from maitrise.cases.session import CaseSession
from maitrise.learner.identity import is_roster_id, keep_roster_id


def hand_in(session: CaseSession, learner: str, *, with_record: bool) -> Mapping[str, str]:
    """Write ``<case>-<language>-<learner>.zip`` beside the case's folder.

    Args:
        learner: the learner's id in the trainer's roster.

    Raises:
        MaitriseError: nothing was written; the message is for the learner.
    """
    if not is_roster_id(learner):
        key = "hand-in.bad-id" if learner else "hand-in.no-id"
        raise MaitriseError(say(key, session.language))
    try:
        keep_roster_id(learner)
        session.sign(learner)
        content = _packed(session, with_record)
        path = _written(session, f"{session.lesson}-{learner}.zip", content)
    except OSError as error:
        why = shown_reason(error, session.language)
        raise MaitriseError(say("hand-in.not-written", session.language, why=why)) from error
    return {
        "name": path.name,
        "folder": str(path.parent),
        "at": f"{datetime.now():%H:%M}",
        "address": _address(path),
    }


def _packed(session: CaseSession, with_record: bool) -> bytes:
    files = {SHEET: session.sheet.as_json().encode("utf-8", "backslashreplace")}
    notebook = session.folder / f"{session.released.id}.ipynb"
    if notebook.is_file():
        files[notebook.name] = notebook.read_bytes()
    record = learner_folder() / RECORD
    if with_record and record.is_file():
        files[RECORD] = record.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _written(session: CaseSession, name: str, content: bytes) -> Path:
    """Write beside the case's folder, so that nothing is handed in twice; else inside it."""
    beside, inside = session.folder.parent / name, session.folder / name
    try:
        write_whole(beside, content, private=True)
    except PermissionError:
        write_whole(inside, content, private=True)
        return inside
    return beside


def _address(path: Path) -> str:
    """The address of the file on the course's server; "" in another Jupyter."""
    if "MAITRISE_COURSE" not in os.environ:
        return ""
    try:
        return path.resolve().relative_to(root_folder()).as_posix()
    except (ValueError, SetupError):
        return ""
