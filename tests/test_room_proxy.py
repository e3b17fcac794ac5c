"""A room behind nginx, with TLS and under a path."""

from __future__ import annotations

import json
import socket
import ssl
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from maitrise.server.access import LOOPBACK
from nginx_server import command, nginx
from room_server import room_server, small_cohort
from test_room import LESSON, sheet

pytestmark = [
    pytest.mark.jupyter,
    pytest.mark.skipif(not command(), reason="there is no nginx"),
]


@pytest.fixture(autouse=True)
def _own_locks(learner_home: Path) -> None:
    """Leave nothing in the folder of whoever runs the tests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "en").mkdir()
    (folder / "en" / "index.html").write_text("<!DOCTYPE html>\n<html>", encoding="utf-8")
    return folder


class Visitor:
    """A browser that comes through the proxy."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.kept: dict[str, str] = {}

    def ask(self, method: str, path: str, content: Any = None, **headers: str) -> Any:
        """Ask; gives the answer with its body read."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = HTTPSConnection(LOOPBACK, self.port, context=trusting, timeout=30)
        body = None if content is None else json.dumps(content)
        host = f"course.example:{self.port}"
        sent = {"Host": host, "Origin": f"https://{host}", **self.kept, **headers}
        line.request(method, path, body, sent)
        answer = line.getresponse()
        if "entry/live" in path:
            answer.said = answer.readline()  # type: ignore[attr-defined]
        else:
            answer.said = answer.read()  # type: ignore[attr-defined]
        line.close()
        return answer


def test_a_class_comes_in_through_nginx_with_tls_and_a_path(tmp_path: Path, site: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = probe.getsockname()[1]
    public = f"https://course.example:{port}/room/"
    cohort = small_cohort(tmp_path / "cohort")
    with (
        room_server(cohort, site, public=public, proxies=(LOOPBACK,)) as room,
        nginx(tmp_path / "nginx", port, room.port, path="/room/", upgrades=False),
    ):
        visitor = Visitor(port)
        assert b'"root":""' in visitor.ask("GET", "/room/").said
        joined = visitor.ask(
            "POST",
            "/room/entry/join",
            {"code": room.room.code, "pick": room.room.roster.pick("p-01")},
        )
        cookie = joined.headers["Set-Cookie"]
        assert {"Secure", "Path=/room/"} <= set(cookie.split("; "))
        visitor.kept["Cookie"] = cookie.split(";")[0]
        kept = visitor.ask("GET", "/room/api/kept")
        visitor.kept |= {
            "X-XSRFToken": kept.headers["Maitrise-Token"],
            "Maitrise-Mark": kept.headers["Maitrise-Mark"],
        }
        put = visitor.ask(
            "PUT", f"/room/api/documents/answers/{LESSON}", sheet(one="a"), **{"If-None-Match": "*"}
        )
        assert put.status == 204
        # What is sent as it happens comes at once: nginx keeps nothing back.
        assert visitor.ask("GET", "/room/entry/live").said.startswith(b'data: {"put": null}')
        assert visitor.ask("GET", "/other/").status in (403, 404)  # nginx answers
        for _ in range(3):
            Visitor(port).ask("POST", "/room/entry/code", {"code": "AAA 222"})
        assert room.room.wrong_codes.count == 3
