"""A real JupyterHub for tests, with the configuration that ``deploy/`` ships.

It runs in an environment of its own (``MAITRISE_HUB``: a folder with ``bin/jupyterhub``, where the
course is installed too) behind configurable-http-proxy (``MAITRISE_HUB_PROXY``).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ports import free_port

ROOT = Path(__file__).parents[1]
PASSWORD = "only for tests"
_PATIENCE = 90  # seconds


def environment() -> tuple[Path, Path] | None:
    """The hub's environment and its proxy; None where they are not to be had."""
    folder, proxy = os.environ.get("MAITRISE_HUB", ""), os.environ.get("MAITRISE_HUB_PROXY", "")
    found = proxy or shutil.which("configurable-http-proxy") or ""
    if not (
        folder and found and Path(folder, "bin", "jupyterhub").exists() and Path(found).exists()
    ):
        return None
    return Path(folder), Path(found)


@dataclass
class Hub:
    """A running hub.

    Attributes:
        address: of its proxy, from "http" to "/".
    """

    address: str
    log: Path

    @property
    def service(self) -> str:
        """Where the course is."""
        return f"{self.address}services/maitrise/"

    @property
    def formgrader(self) -> str:
        """Where trainers mark by hand."""
        return f"{self.address}services/formgrader/"


@contextmanager
def hub(
    folder: Path,
    cohort: Path,
    *,
    trainers: str,
    learners: str,
    prefix: str = "/",
    port: int = 0,
    sign_on: Mapping[str, str] | None = None,
    account: str = "",
) -> Iterator[Hub]:
    """Run a hub until the test is done.

    Args:
        sign_on: the variables of an institution that signs people in; else one password does.
        account: of the system, that owns the cohort; the tests' own else.
    """
    found = environment()
    assert found
    own, proxy = found
    port, api, internal = port or free_port(), free_port(), free_port()
    service, formgrader = free_port(), free_port()
    log = folder / "hub.log"
    variables = {
        **os.environ,
        "PATH": f"{own / 'bin'}:{os.environ['PATH']}",
        "MAITRISE_COHORT": str(cohort),
        "MAITRISE_TRAINERS": trainers,
        "MAITRISE_LEARNERS": learners,
        "MAITRISE_EXCHANGE": str(folder / "exchange"),
        "MAITRISE_HOMES": str(folder / "homes"),
        "MAITRISE_SERVICE": f"http://127.0.0.1:{service}",
        "MAITRISE_FORMGRADER": f"http://127.0.0.1:{formgrader}",
        "MAITRISE_COURSE": str(ROOT / "course"),
        **({"MAITRISE_TRY": PASSWORD} if sign_on is None else sign_on),
        "CONFIGPROXY_AUTH_TOKEN": "x" * 32,
        **({"MAITRISE_ACCOUNT": account} if account else {}),
    }
    options = [
        f"--JupyterHub.bind_url=http://127.0.0.1:{port}{prefix}",
        f"--JupyterHub.hub_bind_url=http://127.0.0.1:{internal}",
        f"--ConfigurableHTTPProxy.command={proxy}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}",
        f"--JupyterHub.db_url=sqlite:///{folder / 'hub.sqlite'}",
        f"--JupyterHub.cookie_secret_file={folder / 'secret'}",
    ]
    (folder / "homes").mkdir(exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [own / "bin" / "jupyterhub", "-f", ROOT / "deploy" / "jupyterhub_config.py", *options],
            cwd=folder,
            env=variables,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        running = Hub(f"http://127.0.0.1:{port}{prefix}", log)
        _wait(f"http://127.0.0.1:{port}{prefix}services/maitrise/", process, log)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


class Browser:
    """Somebody's browser, as far as a test of addresses needs one: cookies and redirections."""

    def __init__(self) -> None:
        import http.cookiejar
        import urllib.request

        self.jar = http.cookiejar.CookieJar()
        self.open_with = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar)
        ).open

    def get(self, address: str, **headers: str) -> tuple[str, str, Any]:
        """The address that one ends at, what stands there, and its headers."""
        import urllib.request

        asked = urllib.request.Request(address, headers=headers)
        with self.open_with(asked, timeout=_PATIENCE) as answer:
            return answer.url, answer.read().decode("utf-8", "replace"), answer.headers

    def post(self, address: str, content: Any, **headers: str) -> tuple[str, str, Any]:
        """The same for what is sent: a form, or JSON with a header that says so."""
        import urllib.request

        is_json = "Content-Type" in headers
        body = json.dumps(content) if is_json else urlencode(content)
        asked = urllib.request.Request(address, body.encode(), headers)
        with self.open_with(asked, timeout=_PATIENCE) as answer:
            return answer.url, answer.read().decode("utf-8", "replace"), answer.headers

    def sign_in(self, hub: Hub, name: str, to: str) -> tuple[str, str, Any]:
        """Sign in at the hub on the way to an address."""
        url, page, _ = self.get(to)
        token = re.search(r'name="_xsrf"\s+value="([^"]+)"', page)
        form = {"username": name, "password": PASSWORD, "_xsrf": token[1] if token else ""}
        action = re.search(r'<form\s+action="([^"]+)"', page)
        assert action, (url, page[:2000])
        from html import unescape
        from urllib.parse import urljoin

        return self.post(urljoin(url, unescape(action[1])), form)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    import urllib.error
    import urllib.request

    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            if error.code not in (404, 502, 503):
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-5000:])
