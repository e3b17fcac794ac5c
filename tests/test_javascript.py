"""The unit tests of the page's JavaScript, run by Deno without a browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def deno(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Deno, a test dependency of the course, on the repository."""
    beside_python = Path(sys.executable).parent / "deno"
    path = str(beside_python) if beside_python.exists() else shutil.which("deno")
    assert path, "deno was not found: run `make test`, which installs what the tests need"
    environment = {**os.environ, "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"}
    return subprocess.run(
        [path, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_modules_of_the_page_do_what_their_unit_tests_say() -> None:
    done = deno("test", "tests/player")
    assert done.returncode == 0, done.stdout + done.stderr
