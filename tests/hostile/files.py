"""What can lie in a folder that is no submission."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from cohorts import sheet
from hostile.archives import workbook
from hostile.kind import ALL, LEARNER, Kind, honest, right_sheet


def _folder(inbox: Path) -> Path:
    folder = inbox / LEARNER / "payroll-fr"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_bytes(right_sheet())
    return folder


def _symlink(inbox: Path) -> None:
    (_folder(inbox) / "payroll.ipynb").symlink_to("/etc/passwd")


def _symlinked_sheet(inbox: Path) -> None:
    secret = inbox.parent / "secret.json"
    secret.write_bytes(sheet("p-0001"))
    (inbox / LEARNER).mkdir()
    (inbox / LEARNER / "answers.json").symlink_to(secret)


def _symlinked_folder(inbox: Path) -> None:
    _folder(inbox)
    (inbox / LEARNER / "more").symlink_to("/", target_is_directory=True)


def _symlink_to_itself(inbox: Path) -> None:
    loop = _folder(inbox) / "loop"
    loop.symlink_to(loop)


def _folder_as_notebook(inbox: Path) -> None:
    folder = inbox / LEARNER / "payroll.ipynb"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_bytes(right_sheet())


def _workbook(inbox: Path) -> None:
    (inbox / f"{LEARNER}.xlsx").write_bytes(workbook())


def _no_text(inbox: Path) -> None:
    (inbox / os.fsdecode(b"\xff\xfe p-0009.zip")).write_bytes(honest())


def _hard_link(inbox: Path) -> None:
    secret = inbox.parent / "secret.txt"
    secret.write_text("secret")
    os.link(secret, _folder(inbox) / "notes.txt")


def _fifo(name: str) -> object:
    def make(inbox: Path) -> None:
        folder = _folder(inbox)
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


def _device(inbox: Path) -> None:
    folder = _folder(inbox)
    (folder / "answers.json").unlink()
    (folder / "answers.json").symlink_to("/dev/zero")


def _empty(inside: str) -> object:
    return lambda inbox: (inbox / LEARNER / inside).mkdir(parents=True)


def _table(inbox: Path) -> None:
    (inbox / LEARNER).mkdir()
    (inbox / LEARNER / "tasks.csv").write_text("a,b")


def _socket(inbox: Path) -> None:
    here = Path.cwd()
    os.chdir(_folder(inbox))  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s.ipynb")
    finally:
        os.chdir(here)


def _timestamp(content: str) -> object:
    def make(inbox: Path) -> None:
        (_folder(inbox) / "timestamp.txt").write_text(content)

    return make


def _timestamp_folder(inbox: Path) -> None:
    (_folder(inbox) / "timestamp.txt").mkdir()


def _far_away(inbox: Path) -> None:
    os.utime(_folder(inbox) / "answers.json", (1.8e12, 1.8e12))


def _deep(inbox: Path) -> None:
    folder = _folder(inbox)
    for _ in range(20):
        folder = folder / "d"
    folder.mkdir(parents=True)


def _named(name: str) -> object:
    def make(inbox: Path) -> None:
        (inbox / name).write_bytes(honest())

    return make


KINDS = [
    Kind("symlink in place of the notebook", _symlink, ALL, ("link",)),
    Kind("symlink in place of the sheet", _symlinked_sheet, None, ("link",)),
    Kind("symlink to the root of the disk", _symlinked_folder, ALL, ("link",)),
    Kind("symlink to itself", _symlink_to_itself, ALL, ("link",)),
    Kind("folder named as a notebook", _folder_as_notebook, ALL),
    Kind("workbook in place of the hand-in", _workbook, None, ("other-file",)),
    Kind("hard link to another file", _hard_link, ALL, ("hard-link",)),
    Kind("FIFO in place of the notebook", _fifo("payroll.ipynb"), ALL, ("no-file",)),
    Kind("socket in place of the notebook", _socket, ALL, ("no-file",)),
    Kind("timestamp that is none", _timestamp("yesterday; rm -rf /"), ALL, ("undated",)),
    Kind("timestamp that can be read in two ways", _timestamp("03/04/2026 18:00"), ALL,
         ("undated",)),
    Kind("timestamp of the year 9999", _timestamp("9999-12-31 23:59:59 UTC"), ALL, ("future",)),
    Kind("timestamp that is a folder", _timestamp_folder, ALL),
    Kind("file dated in the year 60,000", _far_away, ALL, ("future",)),
    Kind("folders 20 deep", _deep, ALL, ("deep-folder",)),
    Kind("file named for nobody", _named("travail.zip"), None, ("claimed",)),
    Kind("file named for two people", _named("p-0001 p-0002.zip"), None,
         ("unmatched-several",)),
    Kind("file name with quotes and a semicolon",
         _named(f"'; DROP TABLE grade; -- {LEARNER}.zip"), ALL),
    Kind("file name with a line break", _named(f"a\nb {LEARNER}.zip"), ALL),
    Kind("file name that turns its direction", _named(f"\u202egpj {LEARNER}.zip"), ALL),
    Kind("file name that is no text", _no_text, ALL),
    Kind("file name with a template", _named(f"[bold]{{wrong}} %s {LEARNER}.zip"), ALL),
    Kind("file name of 250 characters", _named(f"{'x' * 230} {LEARNER}.zip"), ALL),
    Kind("file name with dots", _named(f".. {LEARNER}.zip"), ALL),
    Kind("timestamp of the year 1", _timestamp("0001-01-01 00:00:00 UTC"), ALL, ("undated",)),
    Kind("timestamp that is a FIFO", _fifo("timestamp.txt"), ALL, ("no-file",)),
    Kind("FIFO in place of the sheet", _fifo("answers.json"), None, ("no-file",)),
    Kind("device in place of the sheet", _device, None, ("link",)),
    Kind("folder with nothing in it", _empty(""), None, ("empty-file",)),
    Kind("folder named as a sheet, with nothing in it", _empty("answers.json"), None,
         ("empty-file",)),
    Kind("folder of nothing but a table", _table, None, ("other-file",)),
    Kind("file name that clears the screen", _named(f"\x1b[2J\x07 {LEARNER}.zip"), ALL),
]  # fmt: skip
