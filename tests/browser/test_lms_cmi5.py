"""A lesson launched by cmi5: a launch of our own, and the record in Ralph, a real record store."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from browser.lms.scorm import LESSON, package
from browser.player.answering import EVERY_KIND, card, check, press
from browser.test_lms import read_all, take_test
from maitrise.base.text import say
from ralph import Ralph, running_ralph

pytestmark = pytest.mark.deep

UNIT = f"https://maitrise.example/{LESSON}/en"
REGISTRATION = "0f6b8a52-5c1e-4f6e-9b1c-1d2e3f405162"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "1234"}}
CONTEXT = "https://w3id.org/xapi/cmi5/context"
SESSION = f"{CONTEXT}/extensions/sessionid"
MASTERY = f"{CONTEXT}/extensions/masteryscore"
COURSE = {"id": "https://lms.example/courses/7"}


@dataclass
class Launches:
    """What the platform knows: whom it let in, what it said to them, what they keep."""

    ralph: Ralph
    port: int = 0
    number: int = 0
    mode: str = "Normal"
    fails: bool = False
    fetched: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)

    def address(self) -> str:
        """Launch the lesson anew: where it is opened."""
        self.number += 1
        own = f"http://127.0.0.1:{self.port}"  # another origin than the lesson's
        said = {
            "contextTemplate": {
                "contextActivities": {"grouping": [COURSE]},
                "extensions": {SESSION: f"session-{self.number}"},
            },
            "launchMode": self.mode,
            "masteryScore": 0.7,
            "moveOn": "CompletedAndPassed",
            "returnURL": f"{own}/done",
        }
        self.documents["LMS.LaunchData"] = json.dumps(said).encode()
        query = urlencode(
            {
                "endpoint": f"{own}/xapi",
                "fetch": f"{own}/fetch/{self.number}",
                "actor": json.dumps(ACTOR),
                "registration": REGISTRATION,
                "activityId": UNIT,
            }
        )
        return f"http://localhost:{self.port}/en/{LESSON}.html?{query}"

    @property
    def token(self) -> str:
        return base64.b64encode(f"session:{self.number}".encode()).decode()


class _Platform(SimpleHTTPRequestHandler):
    """The lesson's files, the launch, the state; statements go on to Ralph."""

    def __init__(self, launches: Launches, *given: Any, **named: Any) -> None:
        self.launches = launches
        super().__init__(*given, **named)

    def log_message(self, *_: object) -> None:
        return

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Authorization")
        self.send_header("Access-Control-Allow-Methods", "GET, PUT, POST")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_OPTIONS(self) -> None:
        self.answer(204)

    def do_GET(self) -> None:
        if self.path.startswith("/xapi/"):
            self.xapi()
        else:
            super().do_GET()

    def do_PUT(self) -> None:
        self.xapi()

    def do_POST(self) -> None:
        if not self.path.startswith("/fetch/"):
            self.xapi()
            return
        known = self.path in self.launches.fetched
        self.launches.fetched.append(self.path)
        said = {"error-code": "1"} if known else {"auth-token": self.launches.token}
        self.answer(200, json.dumps(said).encode())

    def xapi(self) -> None:
        """One request of the lesson, with the token of its launch."""
        launches = self.launches
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers["Authorization"] != f"Basic {launches.token}":
            self.answer(401)
            return
        name = address.path.removeprefix("/xapi/")
        launches.asked.append(f"{self.command} {name}")
        if name == "agents/profile":
            self.answer(404)
        elif name == "activities/state":
            given = {key: values[0] for key, values in parse_qs(address.query).items()}
            assert (given["activityId"], given["registration"]) == (UNIT, REGISTRATION)
            assert json.loads(given["agent"]) == ACTOR
            if self.command == "PUT":
                launches.documents[given["stateId"]] = body
                self.answer(204)
            else:
                kept = launches.documents.get(given["stateId"])
                self.answer(404 if kept is None else 200, kept or b"")
        elif launches.fails:
            self.answer(500)
        else:
            self.answer(*self.on_to_ralph(body))

    def on_to_ralph(self, body: bytes) -> tuple[int, bytes]:
        store = self.launches.ralph.store
        secret = base64.b64encode(f"{store.user}:{store.password}".encode()).decode()
        headers = {
            "Authorization": f"Basic {secret}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": self.headers["X-Experience-API-Version"],
        }
        try:
            with urlopen(
                Request(f"{store.url}/statements", body, headers, method="POST")
            ) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def launches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launches]:
    folder = tmp_path_factory.mktemp("unit")
    with zipfile.ZipFile(io.BytesIO(package("cmi5"))) as archive:
        archive.extractall(folder)
    with running_ralph(tmp_path_factory.mktemp("ralph")) as ralph:
        made = Launches(ralph)
        handler = partial(_Platform, made, directory=str(folder))
        server = ThreadingHTTPServer(("", 0), handler)
        made.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


def verb(statement: Any) -> str:
    return str(statement["verb"]["id"]).rsplit("/", 1)[-1]


def opened(page: Page, launches: Launches) -> None:
    page.goto(launches.address())
    expect(page.locator("html[data-ready]")).to_be_attached()


def left(page: Page, launches: Launches) -> list[Any]:
    """Leave the lesson; what Ralph holds of this launch, in its order, once it is over."""
    page.goto(f"http://localhost:{launches.port}/LISEZ-MOI-README.txt")
    session = f"session-{launches.number}"

    def said() -> list[Any]:
        held: list[Any] = launches.ralph.statements()
        return [each for each in held if each["context"]["extensions"].get(SESSION) == session]

    for _ in range(200):
        if any(verb(each) == "terminated" for each in said()):
            return said()
        page.wait_for_timeout(50)
    raise AssertionError(f"never terminated: {[verb(each) for each in said()]}")


def categories(statement: Any) -> set[str]:
    given = statement["context"]["contextActivities"].get("category", [])
    return {each["id"].rsplit("/", 1)[-1] for each in given}


def test_a_unit_is_launched_taken_failed_taken_up_again_and_passed(
    page: Page, launches: Launches, tmp_path: Path
) -> None:
    page.add_init_script("localStorage.setItem('maitrise-view', 'one-page');")
    lesson = page.main_frame
    opened(page, launches)
    assert launches.fetched == ["/fetch/1"]
    assert launches.asked[:4] == [
        "GET activities/state",
        "GET agents/profile",
        "GET activities/state",
        "POST statements",
    ]
    expect(page.locator(".lms")).to_contain_text("Passed from 70% of the points")
    back = page.get_by_role("link", name=say("lms.return", "en"))
    expect(back).to_have_attribute("href", f"http://127.0.0.1:{launches.port}/done")
    for question, answered in EVERY_KIND.items():
        answered.give(card(page, question))
        check(page, question)
    read_all(lesson)
    take_test(lesson, "Yes", "3")
    expect(page.locator(".lms")).to_contain_text(say("lms.success.failed", "en"))
    expect(page.locator(".lms-state")).to_be_empty()
    first = left(page, launches)
    assert [verb(each) for each in first] == [
        "initialized",
        *["answered"] * (len(EVERY_KIND) + 2),
        "completed",
        "failed",
        "terminated",
    ]
    for statement in first:
        assert statement["actor"] == ACTOR
        assert statement["context"]["registration"] == REGISTRATION
        assert statement["context"]["contextActivities"]["grouping"] == [COURSE]
    assert [categories(each) for each in first if verb(each) == "answered"] == [set()] * 10
    completed, failed, terminated = first[-3:]
    assert categories(completed) == categories(failed) == {"cmi5", "moveon"}
    assert (categories(first[0]), categories(terminated)) == ({"cmi5"}, {"cmi5"})
    assert failed["result"]["success"] is False
    assert failed["result"]["score"] == {"scaled": 0}
    assert failed["context"]["extensions"][MASTERY] == 0.7
    assert completed["result"]["completion"] is True
    assert "score" not in completed["result"]
    assert all(each["result"]["duration"].startswith("PT") for each in first[-3:])

    opened(page, launches)
    for question in EVERY_KIND:
        expect(card(page, question)).to_have_attribute("data-phase", "checked")
    press(page, say("quiz.again", "en"))
    take_test(lesson, "No", "1.5")
    expect(page.locator(".lms")).to_contain_text(say("lms.success.passed", "en"))
    page.keyboard.press("F5")  # which loads a page anew where a person presses it
    page.reload()  # the address of the token answers once
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator(".lms")).to_contain_text(say("lms.success.passed", "en"))
    expect(page.locator(".lms-state")).to_be_empty()
    second = left(page, launches)
    said = [verb(each) for each in second]
    assert (said[0], said[-1]) == ("initialized", "terminated")
    assert [said.count(each) for each in ("initialized", "passed", "terminated")] == [1, 1, 1]
    assert not {"completed", "failed"} & set(said)
    passed = next(each for each in second if verb(each) == "passed")
    assert passed["result"]["score"] == {"scaled": 1}

    launches.mode = "Browse"
    opened(page, launches)
    expect(page.locator(".lms-state")).to_have_text(say("lms.reading", "en"))
    press(page, say("quiz.again", "en"))
    take_test(lesson, "Yes", "3")
    assert [verb(each) for each in left(page, launches)] == ["initialized", "terminated"]


def test_a_page_that_the_browser_loads_anew_unforeseen_says_that_the_visit_is_over(
    page: Page, launches: Launches
) -> None:
    launches.mode = "Normal"
    page.add_init_script("localStorage.setItem('maitrise-view', 'one-page');")
    opened(page, launches)
    page.reload()
    expect(page.locator(".lms-state")).to_have_text(say("lms.over", "en"))
    press(card(page, "one"), say("question.again", "en"))
    page.reload()
    expect(page.locator(".lms-state")).to_have_text(say("lms.over", "en"))
    assert [verb(each) for each in left(page, launches)] == ["initialized", "terminated"]


def test_a_store_that_fails_or_is_not_named_is_said(page: Page, launches: Launches) -> None:
    launches.mode = "Normal"
    page.add_init_script("localStorage.setItem('maitrise-view', 'one-page');")
    opened(page, launches)
    launches.fails = True
    press(card(page, "one"), say("question.again", "en"))
    EVERY_KIND["one"].give(card(page, "one"))
    check(page, "one")
    parts = ", ".join(say(f"lms.part.{each}", "en") for each in ("answers", "status"))
    expect(page.locator(".lms-state")).to_have_text(say("lms.refused", "en", parts=parts))
    launches.fails = False
    press(card(page, "several"), say("question.again", "en"))
    expect(page.locator(".lms-state")).to_be_empty()
    assert "answered" in [verb(each) for each in left(page, launches)]
    page.goto(f"http://localhost:{launches.port}/en/{LESSON}.html")
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator(".lms-state")).to_have_text(say("lms.alone", "en"))
