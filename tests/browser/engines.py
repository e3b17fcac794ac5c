"""Firefox and WebKit, driven by what they themselves understand: WebDriver BiDi, WebDriver.

Both are spoken to as they are: no driver of a third party lies between, and nothing is to be kept
in step with a browser's version.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from ports import free_port

PATIENCE = 60.0  # seconds: a loaded machine is slow, not wrong
_MINI_BROWSER = "*/webkit2gtk-4*/MiniBrowser"
PACKAGES: Mapping[str, tuple[str, ...]] = {
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "xvfb"),
}
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Space": " ", "ArrowDown": "\ue015"}


class Engine(Protocol):
    """A browser with one page open."""

    def open(self, address: str) -> None: ...

    def evaluate(self, script: str) -> Any:
        """The value of an expression, or what its promise comes to, as JSON has it."""

    def click(self, selector: str) -> None:
        """Click in the middle of the first element, as a mouse does."""

    def press(self, key: str) -> None:
        """Press and let go of a key: one of ``KEYS``."""


def until(engine: Engine, script: str) -> Any:
    """The value of an expression as soon as it is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := engine.evaluate(script):
            return value
        time.sleep(0.05)
    raise AssertionError(f"never came about: {script}")


def install(name: str) -> None:
    """Have the system's packages of an engine, where that can be done; else do nothing."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES[name]]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, check=False, capture_output=True)


# --- Firefox -----------------------------------------------------------------------------------


class _Firefox:
    """Firefox over WebDriver BiDi: JSON over a socket."""

    def __init__(self, address: str) -> None:
        from websocket import create_connection

        # Firefox refuses a client that names an origin.
        self._socket = create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._count = 0
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: Any) -> Any:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("id") == self._count:
                if said["type"] == "error":
                    raise AssertionError(f"{method}: {said['message']}")
                return said["result"]

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def _value(self, expression: str) -> Any:
        told = self._ask(
            "script.evaluate",
            expression=expression,
            target={"context": self._page},
            awaitPromise=True,
        )
        if told["type"] == "exception":
            raise AssertionError(told["exceptionDetails"]["text"])
        return told["result"]

    def evaluate(self, script: str) -> Any:
        written = self._value(f"(async () => JSON.stringify((await ({script})) ?? null))()")
        return json.loads(written["value"])

    def click(self, selector: str) -> None:
        found = self._value(
            f"(() => {{ const it = document.querySelector({json.dumps(selector)});"
            " it.scrollIntoView({ block: 'center' }); return it; })()"
        )
        element = {"type": "element", "element": {"sharedId": found["sharedId"]}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": element}
        button = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": [move, *button]})

    def press(self, key: str) -> None:
        value = KEYS[key]
        down, up = {"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}
        self._act({"type": "key", "id": "keys", "actions": [down, up]})

    def _act(self, source: Mapping[str, Any]) -> None:
        self._ask("input.performActions", context=self._page, actions=[source])


@contextmanager
def firefox(profile: Path) -> Iterator[Engine]:
    """Firefox with an empty profile.

    Raises:
        FileNotFoundError: there is none on this machine.
    """
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        raise FileNotFoundError("firefox-esr")
    profile.mkdir(parents=True, exist_ok=True)
    command = [path, "--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port", "0"],
        env={**os.environ, "HOME": str(profile)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr
        for line in process.stderr:
            if said := re.search(r"BiDi listening on (ws://\S+)", line):
                yield _Firefox(said[1])
                return
        raise AssertionError("Firefox did not start")
    finally:
        process.terminate()
        process.communicate(timeout=60)


# --- WebKit ------------------------------------------------------------------------------------


class _WebKit:
    """WebKitGTK's own small browser over WebDriver: requests of HTTP."""

    def __init__(self, driver: str, browser: str) -> None:
        self._driver = driver
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        begun = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{begun['sessionId']}"
        patience = int(PATIENCE * 1000)
        self._do("timeouts", {"script": patience, "pageLoad": patience, "implicit": 0})

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        request = Request(self._driver + path, data=sent, method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise AssertionError(f"{path}: {json.load(error)['value']['message']}") from None

    def _do(self, what: str, body: Mapping[str, Any]) -> Any:
        return self._ask("POST", f"{self._session}/{what}", body)

    def open(self, address: str) -> None:
        self._do("url", {"url": address})

    def evaluate(self, script: str) -> Any:
        body = f"""const done = arguments[0];
          (async () => JSON.stringify((await ({script})) ?? null))()
            .then(done, (error) => done(JSON.stringify({{ failed: String(error) }})));"""
        value = json.loads(self._do("execute/async", {"script": body, "args": []}))
        if isinstance(value, dict) and "failed" in value:
            raise AssertionError(value["failed"])
        return value

    def click(self, selector: str) -> None:
        centre = (
            f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})"
        )
        self.evaluate(centre)  # else a bar that sticks to the edge may lie over it
        found = self._do("element", {"using": "css selector", "value": selector})
        self._do(f"element/{next(iter(found.values()))}/click", {})

    def press(self, key: str) -> None:
        value = KEYS[key]
        down, up = {"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}
        self._do("actions", {"actions": [{"type": "key", "id": "keys", "actions": [down, up]}]})

    def close(self) -> None:
        self._ask("DELETE", self._session)


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; gives its name."""
    read, written = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(written),
        "-screen",
        "0",
        "1280x900x24",
        "-nolisten",
        "tcp",
    ]
    process = subprocess.Popen(command, pass_fds=[written], stderr=subprocess.DEVNULL)
    os.close(written)
    try:
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def webkit(home: Path) -> Iterator[Engine]:
    """WebKitGTK, with a home of its own and a screen that nobody sees.

    Raises:
        FileNotFoundError: there is none on this machine.
    """
    browsers = [*Path("/usr/lib").glob(_MINI_BROWSER), *Path("/usr/libexec").glob("*/MiniBrowser")]
    driver = shutil.which("WebKitWebDriver")
    if not browsers or driver is None or not shutil.which("Xvfb"):
        raise FileNotFoundError("webkit2gtk-driver")
    home.mkdir(parents=True, exist_ok=True)
    with _screen() as display:
        port = free_port()
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG", "WAYL"))
        }
        own = {
            "DISPLAY": display,
            "HOME": str(home),
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # a container has no user namespaces
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "NO_AT_BRIDGE": "1",
            "GDK_BACKEND": "x11",
        }
        process = subprocess.Popen(
            [driver, f"--port={port}", "--host=127.0.0.1"],
            env={**kept, **own},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port)
            engine = _WebKit(f"http://127.0.0.1:{port}", str(browsers[0]))
            yield engine
            engine.close()
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the driver did not start")
