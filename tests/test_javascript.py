"""The unit tests of the page's JavaScript, run by Deno without a browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BESIDE_PYTHON = Path(sys.executable).parent / "deno"
DENO = str(_BESIDE_PYTHON) if _BESIDE_PYTHON.exists() else shutil.which("deno") or ""
"""Deno, which comes with what the tests need."""


def deno(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Deno, a test dependency of the course, on the repository."""
    assert DENO, "deno was not found: run `make test`, which installs what the tests need"
    environment = {**os.environ, "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"}
    return subprocess.run(
        [DENO, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_modules_of_the_page_do_what_their_unit_tests_say() -> None:
    done = deno("test", "--no-check", "tests/player")  # types are looked at by `deno check`
    assert done.returncode == 0, done.stdout + done.stderr
