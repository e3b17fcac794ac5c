"""Where the server and its kernels talk to each other: sockets in a folder of their own.

By default they take ports of this computer. The server looks for free ones and lets go of them,
and the kernel takes them a second later: whatever takes one in between leaves a learner with a
page that has no kernel, and a restart asks for the same ports again (jupyter_client's issue 276).
Nothing else takes a socket in a folder, and nobody else on a shared computer can reach it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 103
"""Bytes of a socket's path: what macOS takes; Linux takes a few more."""
_NAME = "/kernel-01234567-89ab-cdef-0123-456789abcdef-ipc-10"


@contextmanager
def socket_folder() -> Iterator[Path | None]:
    """A folder that nobody else can open, gone afterwards; None where sockets cannot be had."""
    if os.name != "posix":
        yield None
        return
    usual = tempfile.gettempdir()
    longest = len(os.fsencode(usual)) + len("/maitrise-01234567" + _NAME)
    place = usual if longest <= LONGEST else "/tmp"  # a Mac's usual path is too long
    try:
        folder = tempfile.TemporaryDirectory(
            prefix="maitrise-", dir=place, ignore_cleanup_errors=True
        )
    except OSError:
        yield None
        return
    with folder as name:
        yield Path(name)
