"""``maitrise cohort open``: formgrader for the trainer alone, and no longer than the command."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from maitrise.cohort import create_cohort
from maitrise.cohort.formgrader import server_arguments

pytestmark = pytest.mark.jupyter


@pytest.mark.parametrize("end", ["SIGHUP", "SIGKILL"])
def test_formgrader_ends_with_the_command_however_that_ends(end: str, tmp_path: Path) -> None:
    cohort = create_cohort(str(tmp_path / "cohort"), "", "en")
    command = subprocess.Popen(
        (sys.executable, "-m", "maitrise.cli.app", "cohort", "open", str(cohort.folder),
         "--no-browser", "--lang", "en"),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert command.stderr is not None
    found = next(filter(None, (re.search(r"http://\S+", line) for line in command.stderr)))
    address = urlsplit(found[0])
    assert address.hostname
    assert address.port
    with socket.create_connection((address.hostname, address.port), timeout=60) as waiting:
        if end == "SIGKILL":
            assert_nobody_else_comes_in(found[0])
        command.send_signal(getattr(signal, end))
        command.wait(timeout=60)
        assert waiting.recv(1) == b""  # the server's own end
    command.stderr.close()


def assert_nobody_else_comes_in(address: str) -> None:
    token = address.partition("token=")[2]
    base = address.partition("/formgrader")[0]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{base}/api/contents")
    with urllib.request.urlopen(f"{base}/api/status?token={token}") as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    assert all("samesite=lax" in cookie.lower() for cookie in cookies if "username" in cookie)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{base}/api/terminals?token={token}")


def test_no_secret_stands_on_the_command_line(tmp_path: Path) -> None:
    cohort = create_cohort(str(tmp_path / "cohort"), "", "en")
    secret = tmp_path / "secret"
    arguments = server_arguments(cohort, None, secret, open_browser=True)
    assert f"--ServerApp.cookie_secret_file={secret}" in arguments
    assert not [each for each in arguments if "token" in each.lower()]
