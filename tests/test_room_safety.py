"""What a room is safe from: each test is a line of ``docs/security.md``."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import socket
import ssl
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from maitrise.base.text import say
from maitrise.server.access import LOOPBACK
from maitrise.server.open_files import allow_many_connections
from maitrise.server.room.certificate import certificate_of_the_day
from maitrise.server.room.code import OF_AN_ADDRESS, OF_THE_ROOM, WrongCodes, is_code, new_code
from maitrise.server.room.rate_limit import RateLimit
from room_server import RoomServer, room_server, small_cohort
from test_room import LESSON, QUESTION, STATEMENT, sheet, votes

ROOT = Path(__file__).parents[1]
DOCS = ("docs/security.md", "docs/security.fr.md")


class Clock:
    """Seconds that only the test lets go by."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _own_locks(learner_home: Path) -> None:
    """Leave nothing in the folder of whoever runs the tests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name in ("en", "assets"):
        (folder / name).mkdir()
    (folder / "en" / "index.html").write_text("<!DOCTYPE html>\n<html>", encoding="utf-8")
    (folder / "assets" / "page.css").write_text("p {}\n", encoding="utf-8")
    (folder.parent / "people.csv").write_text("Nemo", encoding="utf-8")
    return folder


@pytest.fixture
def room(tmp_path: Path, site: Path) -> Iterator[RoomServer]:
    with room_server(small_cohort(tmp_path / "cohort"), site) as server:
        yield server


# --- The code --------------------------------------------------------------------------------


def test_guessing_the_code_is_stopped_and_a_class_of_one_address_is_not(room: RoomServer) -> None:
    for _ in range(OF_AN_ADDRESS):
        assert room.other().post("entry/code", {"code": "AAA 222"}).status == 403
    assert room.other().post("entry/code", {"code": room.room.code}).status == 429
    trainer = room.trainer()
    assert trainer.do("change-code").status == 204  # the trainer's way out
    for _ in range(OF_AN_ADDRESS + 10):
        assert room.other().post("entry/code", {"code": room.room.code}).status == 200


def test_wrong_codes_are_forgotten_after_ten_minutes_whatever_the_clock_on_the_wall_says() -> None:
    clock = Clock()
    wrong = WrongCodes(clock)
    for number in range(OF_THE_ROOM):
        assert wrong.may_try("new")
        wrong.add(f"address {number}")
    assert wrong.are_too_many
    assert not wrong.may_try("new")
    clock.now += 601
    assert wrong.may_try("new")
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert not is_code(new_code(), "")


def test_the_code_of_yesterday_lets_nobody_in(tmp_path: Path, site: Path) -> None:
    folder = small_cohort(tmp_path / "cohort")
    with room_server(folder, site) as server:
        code, cookie = server.room.code, server.learner().kept["Cookie"]
        answers = server.room.answer_thread.answers
        old = "2026-11-01T08:00:00+00:00"
        _in_answer_thread(server, lambda: answers.set("opened", old))
    with room_server(folder, site) as later:
        assert later.room.code != code
        assert later.other().post("entry/code", {"code": code}).status == 403
        renamed = cookie.replace(str(server.port), str(later.port))
        assert later.other().ask("GET", "/api/kept", headers={"Cookie": renamed}).status == 403


def _in_answer_thread(server: RoomServer, act: Any) -> None:
    doing = server.room.answer_thread.run(Path(), act)
    assert server.loop
    asyncio.run_coroutine_threadsafe(doing, server.loop).result(30)


# --- The list --------------------------------------------------------------------------------


def test_the_list_is_told_to_nobody_and_looking_through_it_is_stopped(room: RoomServer) -> None:
    browser, code = room.other(), room.room.code

    def found(name: str, shown: str = code) -> list[str]:
        answer = browser.post("entry/names", {"code": shown, "name": name})
        return [each["name"] for each in answer.data["people"]] if answer.status == 200 else []

    assert (found("dur"), found("CHLOE mart")) == (["Ana Durand"], ["Chloé Martin"])
    for typed in ("", "a", "an", "c m", "urand", "*", "%"):
        assert found(typed) == []
    assert found("dur", "AAA 222") == []
    # An id that is guessed takes no name: what does comes with the name that was found.
    for who in ({"learner": "p-01"}, {"pick": "p-01"}, {"pick": "0" * 32}):
        assert browser.post("entry/join", {"code": code, **who}).status == 400
    before = room.room.failed_searches.count
    vain = [f"{one}{other}x" for one in "bcdfghjklm" for other in "bcdfgh"]
    tried = [browser.post("entry/names", {"code": code, "name": each}).status for each in vain]
    assert tried.count(200) == OF_AN_ADDRESS + len(room.room.roster.people) - before
    refused = browser.post("entry/names", {"code": code, "name": "dur"})
    assert refused.data["message"] == say("room.too-many-searches", "en")
    assert room.other().join(name="Not to be found").data["state"] == "waiting"


# --- Who one is ------------------------------------------------------------------------------


def test_nobody_reads_or_writes_anothers_answers(room: RoomServer) -> None:
    one, other = room.learner(1), room.learner(2)
    one.put(f"answers/{LESSON}", sheet(one="secret"))
    assert other.get(f"answers/{LESSON}").data is None
    name, _, value = one.kept["Cookie"].partition("=")
    device, _, signature = value.partition(".")
    forged = (
        f"{name}={device}",
        f"{name}={device}.{'0' * 64}",
        f"{name}={device[:-1]}.{signature}",
        f"{name}=p-01",
        f"{name}={one.room.admissions.present}",
    )
    for cookie in forged:
        answer = room.other().ask("GET", "/api/kept", headers={"Cookie": cookie})
        assert answer.status == 403
    own = {"Cookie": other.kept["Cookie"], "X-XSRFToken": one.kept["X-XSRFToken"]}
    stolen = RoomServer(room.access, room.port, room.home, own)
    assert stolen.put(f"answers/{LESSON}", sheet(one="x")).status == 403


def test_no_learner_gets_to_the_trainers_pages(room: RoomServer) -> None:
    page = room.learner()
    for browser in (page, room.other()):
        for path in ("/wall/", "/wall/live", "/wall/questions", "/wall/qr.svg"):
            assert browser.ask("GET", path).status == 403
        assert browser.ask("GET", "/wall/?token=guessed").status == 403
        assert browser.do("close").status == 403
    trainer = room.trainer()
    for token in ("", "0" * 64, page.kept["X-XSRFToken"]):
        refused = trainer.post("wall/do", {"do": "close"}, **{"X-XSRFToken": token})
        assert refused.status == 403
    assert not room.room.closed.is_set()


def test_a_page_of_another_site_does_nothing_in_a_learners_name(room: RoomServer) -> None:
    page, trainer = room.learner(), room.trainer()
    for cross in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for browser, path in ((page, "entry/leave"), (page, "api/erase"), (trainer, "wall/do")):
            assert browser.post(path, {"do": "close"}, **cross).status == 403
        joined = room.other().post("entry/join", {"code": room.room.code}, **cross)
        assert joined.status == 403  # nobody is made somebody else unknowingly
    own = f"http://{LOOPBACK}:{room.port}"
    assert page.post("api/record", [STATEMENT], Origin=own).status == 204
    del page.kept["X-XSRFToken"]
    assert page.post("api/erase", {}).status == 403
    cookie = room.other().join("p-03").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_cookies_go_over_an_encrypted_line_alone_where_there_is_one(
    tmp_path: Path, site: Path
) -> None:
    folder = small_cohort(tmp_path / "cohort")
    with room_server(folder, site, public="https://room.example.org/class/") as server:
        host = {"Host": "room.example.org"}
        answer = server.other().ask(
            "POST",
            "/class/entry/join",
            {"code": server.room.code, "pick": server.room.roster.pick_token("p-01")},
            headers=host,
        )
        assert {"Secure", "Path=/class/"} <= set(answer.headers["Set-Cookie"].split("; "))


def test_a_name_that_was_made_to_lead_here_is_not_answered(room: RoomServer) -> None:
    for path in ("/", "/en/", "/wall/", "/entry/me"):
        assert room.other().ask("GET", path, headers={"Host": "evil.example"}).status == 421


def test_where_a_request_comes_from_is_believed_of_a_named_proxy_alone(
    tmp_path: Path, site: Path
) -> None:
    folder = small_cohort(tmp_path / "cohort")
    with room_server(folder, site) as server:
        for number in range(OF_AN_ADDRESS):
            forged = {"X-Forwarded-For": f"10.0.0.{number}", "X-Real-Ip": f"10.0.1.{number}"}
            server.other().post("entry/code", {"code": "AAA 222"}, **forged)
        again = server.other().post("entry/code", {"code": "A"}, **{"X-Forwarded-For": "10.9.9.9"})
        assert again.status == 429
    with room_server(folder, site, proxies=(LOOPBACK,)) as behind:
        for _ in range(OF_AN_ADDRESS):
            guess = {"X-Forwarded-For": "203.0.113.5, 10.0.0.1"}  # the first one is the guesser's
            behind.other().post("entry/code", {"code": "AAA 222"}, **guess)
        for said, status in (("198.51.100.7, 10.0.0.1", 429), ("203.0.113.5, 10.0.0.2", 403)):
            tried = behind.other().post("entry/code", {"code": "A"}, **{"X-Forwarded-For": said})
            assert tried.status == status


# --- What is sent ----------------------------------------------------------------------------


def test_no_answer_of_the_server_holds_the_key_of_a_graded_question(room: RoomServer) -> None:
    page, trainer = room.learner(), room.trainer()
    case = ROOT / "solutions" / "payroll.toml"
    (graded, *_) = tomllib.loads(case.read_text(encoding="utf-8"))["question"]
    for lesson in ("payroll", "exam", "../solutions/payroll"):
        assert trainer.do("put", lesson=lesson, question=graded["id"]).status in (400, 404)
    said = b"".join(
        browser.ask("GET", path).body
        for browser, path in (
            (page, "/entry/question"),
            (page, "/entry/me"),
            (page, "/api/kept"),
            (trainer, "/wall/"),
            (trainer, "/wall/questions"),
            (page, "/solutions/payroll.toml"),
        )
    ).decode()
    texts = re.findall(r'^(?:explanation|reason)\.en = "(.{30,})"', case.read_text("utf-8"), re.M)
    assert texts
    assert [text for text in texts if text in said] == []


def test_a_formative_key_is_sent_only_once_the_trainer_gives_the_answer(room: RoomServer) -> None:
    page, trainer = room.learner(), room.trainer()
    trainer.do("put", lesson=LESSON, question=QUESTION)
    for stage in ("asked", "shown"):
        trainer.do("turn", stage=stage)
        assert page.live()["put"]["key"] is None
        assert "key" not in trainer.wall()["put"]


def test_a_name_that_is_html_is_text_everywhere(room: RoomServer) -> None:
    name = "<img src=x onerror=alert(1)>"
    browser, trainer = room.other(), room.trainer()
    assert browser.join(name=name).data["name"] == name
    trainer.do("let-in")
    browser.opened()
    shown = browser.ask("GET", "/entry/question").body
    assert b"<img src=x" not in shown
    assert rb"\u003cimg src=x" in shown
    for path, headers in (("/", {}), ("/entry/question", browser.kept), ("/wall/", trainer.kept)):
        policy = room.other().ask("GET", path, headers=headers).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_nothing_outside_the_pages_is_sent(room: RoomServer) -> None:
    page = room.learner()
    for path in ("/../people.csv", "/en/%2e%2e/%2e%2e/people.csv", "//etc/passwd", "/room/room.db",
                 "/entry/assets/..", "/entry/assets/core.js", "/%00"):  # fmt: skip
        missing = page.ask("GET", path)
        assert missing.status == 404
        assert b"Nemo" not in missing.body
    assert room.other().ask("GET", "/assets/page.css").status == 200
    assert room.other().ask("GET", "/assets/../en/index.html").status in (302, 403, 404)


# --- Too much --------------------------------------------------------------------------------


def test_huge_requests_are_refused(room: RoomServer) -> None:
    page = room.learner()
    assert page.post("entry/join", {"code": "x" * 100_000}).status == 413
    assert page.put("settings", {"text": "x" * 2_000_000}).status == 507
    with socket.create_connection((LOOPBACK, room.port), timeout=30) as line:
        head = b"PUT /api/documents/x HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
        line.sendall(head)
        assert b" 200 " not in line.recv(1000)
    assert page.post("wall/do", b"[" * 50_000).status in (400, 403)


def test_slow_requests_are_let_go_and_an_open_line_is_not(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.server.application._LET_GO_AFTER", 0.3)
    with room_server(small_cohort(tmp_path / "slow"), site) as room:
        page, trainer = room.learner(), room.trainer()
        asked = f"GET /entry/live HTTP/1.1\r\nHost: {LOOPBACK}:{room.port}\r\n"
        with socket.create_connection((LOOPBACK, room.port), timeout=30) as line:
            line.sendall(f"{asked}Cookie: {page.kept['Cookie']}\r\n\r\n".encode())
            answer = line.makefile("rb")
            head = "POST /entry/code HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
            until_let_go(room.port, head.encode())  # a header that never ends
            until_let_go(room.port, f"{head}\r\n".encode())  # nor does a body
            trainer.do("put", lesson=LESSON, question=QUESTION)
            assert any(b'"stage": "asked"' in said for said in answer)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_class_s_lines_are_more_than_a_system_begins_with() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (min(8192, before[1]), before[1])
        more = min(8193, before[1]), before[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, more)
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == more
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def until_let_go(port: int, head: bytes) -> None:
    """Send the beginning of a request, then a letter now and then, until the server has enough."""
    with socket.create_connection((LOOPBACK, port), timeout=0.1) as line:
        line.sendall(head)
        with suppress(ConnectionError):
            for _ in range(300):  # half a minute
                with suppress(TimeoutError):
                    said = line.recv(100)
                    assert not said.startswith(b"HTTP/1.1 2")
                    return
                line.sendall(b"x")
            raise AssertionError("It waits without end.")


def test_one_browser_cannot_ask_without_end_and_others_go_on() -> None:
    clock = Clock()
    pace = RateLimit(clock)
    assert all(pace.allows("one") for _ in range(300))
    assert not pace.allows("one")
    assert pace.allows("other")
    clock.now += 1
    assert pace.allows("one")


def test_a_crowd_of_strangers_fills_no_list(
    room: RoomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.server.room.entry.MOST_WAITING", 3)
    for number in range(3):
        assert room.other().join(name=f"Stranger {number}").status == 200
    full = room.other().join(name="One more")
    assert (full.status, full.data["message"]) == (429, say("room.too-many-wait", "en"))


# --- What is left ----------------------------------------------------------------------------


def test_logs_hold_no_name_and_no_address(
    room: RoomServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, trainer = room.learner(), room.trainer()
    trainer.do("put", lesson=LESSON, question=QUESTION)

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("maitrise.server.room.wall.Wall.update", broken)
    monkeypatch.setattr("maitrise.server.room.entry.state_of", broken)
    with caplog.at_level(logging.WARNING):
        assert page.put("votes", votes("x", "Ana Durand")).status == 204  # it is on the disk
        assert page.ask("GET", "/entry/me").status == 500
        page.ask("GET", "/en/none.html")
        with socket.create_connection((LOOPBACK, room.port), timeout=30) as line:
            line.sendall(b"Ana Durand\r\n\r\n")
            line.recv(1000)
    assert "a fault of ours" in caplog.text
    assert "Durand" not in caplog.text
    assert "p-01" not in caplog.text
    assert LOOPBACK not in caplog.text


def test_a_line_is_encrypted_by_a_certificate_whose_fingerprint_is_shown() -> None:
    with certificate_of_the_day([LOOPBACK, "localhost", "[::1]"]) as (context, fingerprint):
        listener = socket.create_server((LOOPBACK, 0))

        def answer() -> None:
            line, _ = listener.accept()
            with context.wrap_socket(line, server_side=True) as encrypted:
                encrypted.recv(1000)
                encrypted.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        asked = HTTPSConnection(LOOPBACK, listener.getsockname()[1], context=trusting)
        asked.request("GET", "/")
        assert asked.getresponse().status == 204
        shown = asked.sock.getpeercert(binary_form=True)  # type: ignore[union-attr]
        thread.join(30)
        listener.close()
        asked.close()
    assert hashlib.sha256(shown).hexdigest() == fingerprint.replace(":", "").lower()


# --- The page about it -----------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCS)
def test_each_line_of_the_threat_model_names_a_test_that_there_is(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+)`", text)
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py"))
    )
    assert len(named) > 20
    assert [each for each in named if f"def {each}(" not in written] == []
    own = set(re.findall(r"^def (test_\w+)", Path(__file__).read_text(encoding="utf-8"), re.M))
    about = {each for each in own if "threat" in each}
    assert own - set(named) == about


def test_both_languages_name_the_same_threats() -> None:
    fr, en = ((ROOT / name).read_text(encoding="utf-8") for name in DOCS)
    assert re.findall(r"`test_\w+`", fr) == re.findall(r"`test_\w+`", en)
