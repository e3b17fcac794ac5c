"""How many lines a server may hold: a browser opens six, and a class has three hundred of them."""

from __future__ import annotations

import sys

_WANTED = 8192  # macOS lets a program ask for 10240, and begins with 256; Linux with 1024


def allow_many_lines() -> None:
    """Ask the system for so many open files that a class fits, or as many as it gives."""
    if sys.platform == "win32":  # it has no such limit to ask about
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
