"""Many files that must outlive a power cut: one wait for the disk a batch, not one a file."""

from __future__ import annotations

import os
import sys

# Linux alone waits in sync() until all is written; elsewhere each file is waited for.
EACH_FILE = sys.platform != "linux"


def wait_for_disk() -> None:
    """Return when everything written so far is on the disk."""
    if sys.platform == "linux":
        os.sync()
