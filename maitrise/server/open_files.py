"""The limit of open connections: a browser opens six, and a class has 300 browsers."""

from __future__ import annotations

import sys

_WANTED = 8192  # macOS lets a program ask for 10240, and begins with 256; Linux with 1024


def allow_many_connections() -> None:
    """Raise the limit of open files to what a class needs, or as far as the system allows."""
    if sys.platform == "win32":  # it has no such limit to ask about
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
