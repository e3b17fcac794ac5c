"""Installing a package of the system, where that can be done: as root, with apt."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(*names: str) -> None:
    """Install packages of Debian; nothing happens elsewhere. What they bring is not started."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    # In this run level no service is started, by Debian's own rule.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *names]):
        subprocess.run(
            ["apt-get", *command], env=environment, check=False, stdout=subprocess.DEVNULL
        )
