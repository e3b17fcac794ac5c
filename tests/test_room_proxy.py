"""A room, and one person's course, behind nginx with TLS and under a path."""

from __future__ import annotations

import json
import ssl
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from course_server import course_server
from maitrise.server.access import LOOPBACK
from nginx_server import command, nginx
from ports import free_port
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

    def keep(self, answer: Any) -> None:
        """Send from now on what an answer has said to send."""
        said = answer.headers
        if "Set-Cookie" in said:
            self.kept["Cookie"] = said["Set-Cookie"].split(";")[0]
        if "Maitrise-Token" in said:
            shown = {"X-XSRFToken": "Maitrise-Token", "Maitrise-Mark": "Maitrise-Mark"}
            self.kept |= {name: said[given] for name, given in shown.items()}


def test_the_course_of_one_person_needs_no_upgrade_headers_behind_nginx(
    tmp_path: Path, site: Path
) -> None:
    port = free_port()
    public = f"https://course.example:{port}/own/"
    with (
        course_server(tmp_path / "home", site, public=public) as server,
        nginx(tmp_path / "nginx", port, server.port, path="/own/", upgrades=False),
    ):
        visitor = Visitor(port)
        invited = visitor.ask("GET", f"/own/?token={server.access.invitation}")
        visitor.keep(invited)
        # JupyterLab alone would need them, and is not offered: tests of the command see to that.
        assert visitor.ask("GET", f"/own/{invited.headers['Location']}").status == 200
        visitor.keep(visitor.ask("GET", "/own/api/kept"))
        name = f"/own/api/documents/answers/{LESSON}"
        put = visitor.ask("PUT", name, sheet(one="a"), **{"If-None-Match": "*"})
        assert (put.status, json.loads(visitor.ask("GET", name).said)) == (204, sheet(one="a"))


def test_a_class_comes_in_through_nginx_with_tls_and_a_path(tmp_path: Path, site: Path) -> None:
    port = free_port()
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
            {"code": room.room.code, "pick": room.room.roster.pick_token("p-01")},
        )
        cookie = joined.headers["Set-Cookie"]
        assert {"Secure", "Path=/room/"} <= set(cookie.split("; "))
        visitor.keep(joined)
        visitor.keep(visitor.ask("GET", "/room/api/kept"))
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
