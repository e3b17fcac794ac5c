"""The course's server: who is let in, what it keeps, and what it says when it cannot."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from course_server import CourseServer, course_server
from maitrise.base.text import say
from maitrise.course import bank
from maitrise.kinds import score
from maitrise.learner.activity import CheckedAnswer, checked_answers
from maitrise.learner.record import LARGEST_RECORD, read_statements
from maitrise.learner.sheet import MAXIMUM_BYTES
from maitrise.learner.sheet_file import SheetFile
from maitrise.learner.statements import Moment, answered

LESSON = "every-kind"
SHEETS = Path(__file__).parent / "broken" / "sheets"


def sheet(**answers: object) -> dict[str, Any]:
    """An answer sheet as a page keeps it."""
    at = "2026-11-22T10:15:00.000Z"
    return {
        "format": 1,
        "case": LESSON,
        "language": "en",
        "learner": "p-1",
        "answers": {name: {"value": value, "at": at} for name, value in answers.items()},
    }


def statement(name: str = "0") -> dict[str, Any]:
    """A statement whose keys are not in the order of the course's own."""
    return {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/attempted"},
        "id": f"00000000-0000-4000-8000-00000000000{name}",
        "actor": {"objectType": "Agent"},
        "object": {"objectType": "Activity", "id": "https://maitrise.example/every-kind"},
        "timestamp": "2026-11-22T10:15:00.000Z",
    }


@pytest.fixture(autouse=True)
def _own_locks(learner_home: Path) -> None:
    """Leave nothing in the folder of whoever runs the tests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "fr").mkdir()
    (folder / "assets").mkdir()
    page = '<!DOCTYPE html>\n<html lang="fr">\n<body>' + "<p>Qui signe ?</p>" * 200
    (folder / "fr" / "index.html").write_text(page, encoding="utf-8")
    (folder / "assets" / "player.js").write_text("export {};\n", encoding="utf-8")
    (folder.parent / "secret.txt").write_text("a key", encoding="utf-8")
    return folder


@pytest.fixture
def served(tmp_path: Path, site: Path) -> Iterator[CourseServer]:
    with course_server(tmp_path / "home", site) as server:
        yield server


@pytest.fixture
def page(served: CourseServer) -> CourseServer:
    """A page in a browser that was let in."""
    return served.let_in()


# --- Who is let in ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/fr/", "/assets/player.js", "/api/kept", "/api/record"])
def test_nobody_is_let_in_without_the_token(served: CourseServer, path: str) -> None:
    assert served.ask("GET", path).status == 403
    assert served.ask("GET", f"{path}?token=guessed").status == 403


def test_the_address_lets_a_browser_in_and_takes_the_token_out_of_sight(
    served: CourseServer,
) -> None:
    invited = served.ask("GET", f"/?token={served.access.invitation}")
    assert (invited.status, invited.headers["Location"]) == (302, "en/")
    cookie = invited.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert served.access.invitation not in cookie
    page = served.let_in()
    assert page.ask("GET", "/fr/").status == 200
    assert page.ask("GET", "/").headers["Location"] == "en/"


def test_a_browser_let_in_by_an_earlier_start_is_not_let_in(
    page: CourseServer, tmp_path: Path, site: Path
) -> None:
    with course_server(tmp_path / "home", site) as restarted:
        other = CourseServer(restarted.access, restarted.port, restarted.home, page.kept)
        name = page.kept["Cookie"].replace(str(page.port), str(restarted.port))
        other.kept["Cookie"] = name
        refused = other.get("learner")
        assert (refused.status, refused.data["kind"]) == (403, "refused")
        assert refused.data["message"] == say("server.not-let-in", "en")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_another_site_changes_nothing(page: CourseServer, method: str) -> None:
    address = {"PUT": "documents/learner", "DELETE": "documents/learner", "POST": "erase"}[method]
    page.put("learner", {"format": 1, "id": "p-1"})
    own = page.kept.pop("X-XSRFToken")
    for token in ("", own[:-1]):
        refused = page.ask(method, f"/api/{address}", {}, headers={"X-XSRFToken": token})
        assert (refused.status, refused.data["kind"]) == (403, "refused")
    assert page.get("learner").data["id"] == "p-1"


def test_a_name_that_was_made_to_lead_here_is_not_answered(page: CourseServer) -> None:
    for host in ("course.example", f"course.example:{page.port}", "127.0.0.1:1"):
        for path in ("/fr/", "/api/kept"):
            assert page.ask("GET", path, headers={"Host": host}).status == 421
    assert page.ask("GET", "/fr/", headers={"Host": f"localhost:{page.port}"}).status == 200


def test_a_proxy_may_keep_its_prefix_or_take_it_away(tmp_path: Path, site: Path) -> None:
    public = "https://learn.example.org/roles"
    with course_server(tmp_path / "home", site, public=public) as server:
        invited = server.ask(
            "GET",
            f"/?token={server.access.invitation}",
            headers={"Host": "learn.example.org"},
        )
        assert invited.headers["Location"] == "en/"  # seen from where the browser asked
        assert "Path=/roles/" in invited.headers["Set-Cookie"]
        assert "Secure" in invited.headers["Set-Cookie"]
        page = server.let_in()
        assert page.ask("GET", "/roles/fr/").status == 200
        assert page.ask("GET", "/fr/").status == 200
        assert page.put("learner", {"format": 1, "id": "p-1"}).status == 204
        assert server.access.address.startswith(f"{public}/?token=")


# --- What it shows ---------------------------------------------------------------------------


def test_a_page_is_told_of_its_server_and_a_file_is_sent_as_it_is(page: CourseServer) -> None:
    shown = page.ask("GET", "/fr/")
    assert b'<html data-api="../api/" lang="fr">' in shown.body
    assert shown.headers["Content-Type"] == "text/html; charset=UTF-8"
    script = page.ask("GET", "/assets/player.js")
    assert script.body == b"export {};\n"
    assert script.headers["Content-Type"].startswith("text/javascript")


def test_nothing_from_outside_runs_or_is_framed(page: CourseServer) -> None:
    policy = page.ask("GET", "/fr/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy


def test_what_has_not_changed_is_not_sent_again(page: CourseServer) -> None:
    first = page.ask("GET", "/fr/", headers={"Accept-Encoding": "gzip"})
    assert b"Qui signe" in gzip.decompress(first.body)
    again = page.ask("GET", "/fr/", headers={"If-None-Match": first.tag, "Accept-Encoding": "gzip"})
    assert (again.status, again.body) == (304, b"")


def test_a_page_that_was_published_anew_is_sent_anew(page: CourseServer, site: Path) -> None:
    path = site / "fr" / "index.html"
    before = path.read_bytes()
    first = page.ask("GET", "/fr/")
    path.write_bytes(before + b"<p>more</p>")
    try:
        assert page.ask("GET", "/fr/", headers={"If-None-Match": first.tag}).status == 200
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/fr/../../secret.txt", "/%2e%2e/secret.txt", "/fr/%2e%2e%2f..%2fsecret.txt",
     "//etc/passwd", "/fr/none.html", "/%00", "/solutions/payroll.toml"],
)  # fmt: skip
def test_nothing_outside_the_published_folder_is_sent(page: CourseServer, path: str) -> None:
    missing = page.ask("GET", path)
    assert missing.status == 404
    assert b"a key" not in missing.body
    text = missing.body.decode()
    for language in ("fr", "en"):
        assert say("page.not-found", language) in text


# --- What it keeps ---------------------------------------------------------------------------


def test_an_answer_is_on_the_disk_when_it_is_acknowledged_twice_and_private(
    page: CourseServer,
) -> None:
    assert (
        page.get(f"answers/{LESSON}").data,
        "Etag" in page.get(f"answers/{LESSON}").headers,
    ) == (
        None,
        False,
    )
    assert page.put(f"answers/{LESSON}", sheet(one="moa")).status == 204
    for name in (f"{LESSON}.json", f"{LESSON}.copy.json"):
        path = page.home / "answers" / name
        assert json.loads(path.read_text(encoding="utf-8")) == sheet(one="moa")
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_answers_given_before_are_found_and_later_ones_by_a_notebook(page: CourseServer) -> None:
    own = SheetFile(page.home / "answers" / f"{LESSON}.json", LESSON, "en", "p-1")
    own.put("one", "moa", checked=True)
    found = page.get(f"answers/{LESSON}")
    assert found.data == json.loads(own.sheet.as_json())
    changed = found.data
    changed["answers"]["several"] = {"value": ["scope"], "at": "2026-11-29T10:00:00Z"}
    assert page.put(f"answers/{LESSON}", changed, found.tag).status == 204
    again = SheetFile(own.path, LESSON, "fr", "p-1").sheet.answers
    assert (again["one"].value, again["several"].value) == ("moa", ["scope"])


def test_of_two_pages_the_second_is_told_that_it_came_late_and_nothing_is_lost(
    served: CourseServer,
) -> None:
    one, other = served.let_in(), served.let_in()
    first = one.put(f"answers/{LESSON}", sheet(one="moa"))
    late = other.put(f"answers/{LESSON}", sheet(several=["scope"]))
    assert (late.status, late.data["kind"]) == (412, "changed")
    found = other.get(f"answers/{LESSON}")
    assert found.tag == first.tag
    assert set(found.data["answers"]) == {"one"}
    merged = sheet(one="moa", several=["scope"])
    assert other.put(f"answers/{LESSON}", merged, found.tag).status == 204
    assert one.put(f"answers/{LESSON}", sheet(one="moe"), first.tag).status == 412


def test_of_many_pages_that_write_at_once_each_answer_is_kept(served: CourseServer) -> None:
    def answer(question: str) -> None:
        page = served.let_in()
        while True:
            found = page.get(f"answers/{LESSON}")
            content, tag = (found.data, found.tag) if found.data else (sheet(), "")
            content["answers"] |= sheet(**{question: "moa"})["answers"]
            if page.put(f"answers/{LESSON}", content, tag).status == 204:
                return

    questions = {f"q{number}" for number in range(12)}
    threads = [threading.Thread(target=answer, args=(each,)) for each in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(served.let_in().get(f"answers/{LESSON}").data["answers"]) == questions


def test_a_document_that_has_not_changed_is_not_sent_again(page: CourseServer) -> None:
    page.put("settings", {"theme": "dark"})
    tag = page.get("settings").tag
    address = "/api/documents/settings"
    assert page.ask("GET", address, headers={"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("name", ["answers/../learner", "learner.json", "answers/A", "answers/",
                                  "..", "record.jsonl", "jupyter/x", "cards.copy", "answers/a.json",
                                  "%2e%2e/secret", "answers/a/b", "notes/x"])  # fmt: skip
def test_a_name_that_is_no_documents_is_not_looked_for(page: CourseServer, name: str) -> None:
    for answer in (page.get(name), page.put(name, {})):
        assert (answer.status, answer.data["kind"]) == (404, "unknown")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (f"answers/{LESSON}", {}),
        (f"answers/{LESSON}", sheet() | {"case": "another"}),
        (f"answers/{LESSON}", sheet() | {"format": 2}),
        ("cases/payroll-fr", sheet() | {"case": "payroll-fr"}),
        ("cases/payroll", sheet() | {"case": "payroll"}),
        ("learner", {"format": 1, "id": "../../x"}),
        ("cards", {"format": 1, "cards": []}),
        ("scenarios/short", {"format": 1}),
        ("settings", [1]),
        ("settings", {"a": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}),
        ("settings", b"{"),
        ("settings", b"\xff"),
        ("settings", b'{"a": NaN}'),
        ("settings", b"[" * 100_000),
    ],
)
def test_what_is_no_document_is_refused_and_changes_nothing(
    page: CourseServer, name: str, content: object
) -> None:
    refused = page.put(name, content)
    assert (refused.status, refused.data["kind"]) == (400, "damaged")
    assert page.get(name).data is None


def test_more_than_is_kept_is_refused_in_a_sentence(page: CourseServer) -> None:
    refused = page.put("settings", {"text": "x" * MAXIMUM_BYTES})
    assert (refused.status, refused.data["kind"]) == (507, "full")
    assert "1.0 MiB" in refused.data["message"]


def test_half_an_emoji_is_kept(page: CourseServer) -> None:
    assert page.put("settings", b'{"text": "\\ud83d"}').status == 204
    assert page.get("settings").body == b'{"text": "\\ud83d"}'


def test_a_sentence_is_said_in_the_language_of_the_page(page: CourseServer) -> None:
    for language in ("fr", "en"):
        page.kept["Accept-Language"] = language
        assert page.get("none/x").data["message"] == say("document.unknown", language)


# --- Cases -----------------------------------------------------------------------------------


def case_sheet() -> dict[str, Any]:
    return sheet(one="moa") | {"case": "payroll", "language": "fr"}


def test_a_case_is_answered_beside_its_notebook_where_there_is_one(
    tmp_path: Path, site: Path
) -> None:
    beside = tmp_path / "exercises" / "payroll-fr"
    beside.mkdir(parents=True)
    with course_server(tmp_path / "home", site, notebooks={"payroll-fr": beside}) as server:
        page = server.let_in()
        assert page.put("cases/payroll-fr", case_sheet()).status == 204
        other = case_sheet() | {"case": "patrol", "language": "en"}
        assert page.put("cases/patrol-en", other).status == 204
        assert (beside / "answers.json").is_file()
        assert (tmp_path / "home" / "cases" / "patrol-en.json").is_file()
        kept = page.ask("GET", "/api/kept").data["documents"]
        assert set(kept) == {"cases/payroll-fr", "cases/patrol-en"}
        page.ask("POST", "/api/erase", {})
        assert list(beside.iterdir()) == []


# --- The record ------------------------------------------------------------------------------


def test_a_statement_that_is_sent_again_is_added_once(page: CourseServer) -> None:
    for _ in range(2):
        assert page.ask("POST", "/api/record", [statement("1"), statement("2")]).status == 204
    assert page.ask("POST", "/api/record", [statement("3")]).status == 204
    found = [each["id"][-1] for each in page.ask("GET", "/api/record").data]
    assert found == ["1", "2", "3"]
    lines = (page.home / "record.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith('{"id": ') for line in lines)


def test_a_record_that_a_page_writes_is_read_as_the_courses_own(
    page: CourseServer, fixture_course: Path
) -> None:
    question = bank(LESSON).questions["one"]
    moment = Moment("p-1", "2026-11-22T10:15:00.000Z", "en")
    own = answered(moment, LESSON, question, "moa", score(question, "moa"))
    sent = dict(reversed(own.items()))
    assert page.ask("POST", "/api/record", [sent]).status == 204
    (read,) = checked_answers(read_statements(page.home / "record.jsonl")[0])
    assert isinstance(read, CheckedAnswer)


@pytest.mark.parametrize(
    "content",
    [{}, [1], [{}], [statement() | {"id": "1"}], [statement() | {"verb": "x"}],
     [statement() | {"extra": "x" * 70_000}]],
    ids=["no list", "a number", "nothing", "another id", "no verb", "too large"],
)  # fmt: skip
def test_what_is_no_statement_is_refused(page: CourseServer, content: object) -> None:
    refused = page.ask("POST", "/api/record", content)
    assert (refused.status, refused.data["kind"]) == (400, "damaged")
    assert page.ask("GET", "/api/record").data == []


def test_damaged_lines_of_a_record_are_passed_over_and_stay(page: CourseServer) -> None:
    record = page.home / "record.jsonl"
    record.parent.mkdir(exist_ok=True)
    damaged = b'{"id": "no verb"}\n{"half a stat\n'
    record.write_bytes(damaged[:-1])
    page.ask("POST", "/api/record", [statement("1")])
    found = page.ask("GET", "/api/record")
    assert len(found.data) == 1
    before = [statement("0"), *found.data]
    assert page.ask("PUT", "/api/record", before, headers={"If-Match": '"other"'}).status == 412
    assert page.ask("PUT", "/api/record", before, headers={"If-Match": found.tag}).status == 204
    assert [each["id"][-1] for each in page.ask("GET", "/api/record").data] == ["0", "1"]
    assert damaged in record.read_bytes()


def test_a_record_too_large_to_be_read_is_refused_unread_and_added_to(
    page: CourseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.put("learner", {"format": 1, "id": "p-1"})
    with monkeypatch.context() as patch:
        patch.setattr("maitrise.learner.documents.LARGEST_RECORD", 100)
        headers = {"If-None-Match": "*"}
        refused = page.ask("PUT", "/api/record", [statement("0")], headers=headers)
    assert (refused.status, refused.data["kind"]) == (413, "large")
    assert page.ask("GET", "/api/record").data == []
    record = page.home / "record.jsonl"
    with record.open("wb") as file:
        file.truncate(LARGEST_RECORD + 1)  # holes, which take no room on the disk
    for path in ("/api/record", "/api/kept"):
        refused = page.ask("GET", path)
        assert (refused.status, refused.data["kind"]) == (413, "large")
        told = say("record.too-large", "en", file=str(record), size=33, limit=32)
        assert refused.data["message"] == told
    assert page.ask("POST", "/api/record", [statement("1")]).status == 204
    assert page.get("learner").data["id"] == "p-1"
    record.rename(record.with_name("record-1.jsonl"))
    assert page.ask("POST", "/api/record", [statement("1")]).status == 204
    assert len(page.ask("GET", "/api/kept").data["record"]) == 1


# --- Nothing lost ----------------------------------------------------------------------------


def test_a_damaged_sheet_is_set_aside_and_its_copy_used(page: CourseServer) -> None:
    page.put(f"answers/{LESSON}", sheet(one="moa"))
    path = page.home / "answers" / f"{LESSON}.json"
    path.write_bytes(path.read_bytes()[:40])
    found = page.get(f"answers/{LESSON}")
    assert found.data == sheet(one="moa")
    (aside,) = path.parent.glob(f"{LESSON}.damaged-*.json")
    assert len(aside.read_bytes()) == 40
    told = unquote(found.headers["Maitrise-Notice"])
    assert aside.name in told
    assert say("sheet.copy-used", "en", count=1) in told
    assert page.put(f"answers/{LESSON}", sheet(one="moe"), found.tag).status == 204


@pytest.mark.parametrize("broken", sorted(SHEETS.glob("*.json")), ids=lambda path: path.stem)
def test_a_file_that_cannot_be_used_is_handed_over_for_the_page_to_set_aside(
    page: CourseServer, broken: Path
) -> None:
    path = page.home / "answers" / f"{LESSON}.json"
    path.parent.mkdir(parents=True)
    shutil.copy(broken, path)
    content = path.read_bytes()
    found = page.get(f"answers/{LESSON}")
    if content:
        name = f"answers/{LESSON}.damaged-20261129-101500-000000"
        assert page.put(name, found.data).status == 204
        deleted = page.ask("DELETE", f"/api/documents/answers/{LESSON}",
                           headers={"If-Match": found.tag})  # fmt: skip
        assert deleted.status == 204
        assert name in page.ask("GET", "/api/kept").data["documents"]
    assert page.put(f"answers/{LESSON}", sheet(one="moa")).status == 204
    assert page.get(f"answers/{LESSON}").data == sheet(one="moa")


def test_a_lesson_begun_again_does_not_come_back_from_its_copy(page: CourseServer) -> None:
    page.put(f"answers/{LESSON}", sheet(one="moa"))
    tag = page.get(f"answers/{LESSON}").tag
    address = f"/api/documents/answers/{LESSON}"
    assert page.ask("DELETE", address, headers={"If-Match": '"older"'}).status == 412
    assert page.ask("DELETE", address, headers={"If-Match": tag}).status == 204
    assert page.get(f"answers/{LESSON}").data is None


def test_a_page_that_was_open_when_all_was_erased_brings_nothing_back(
    served: CourseServer,
) -> None:
    page, other = served.let_in(), served.let_in()
    page.put(f"answers/{LESSON}", sheet(one="moa"))
    page.ask("POST", "/api/record", [statement()])
    erased = other.ask("POST", "/api/erase", {})
    assert erased.data == {"count": 2}
    for late in (
        page.put(f"answers/{LESSON}", sheet(one="moa")),
        page.ask("POST", "/api/record", [statement()]),
        page.put("learner", {"format": 1, "id": "p-1"}),
    ):
        assert (late.status, late.data["kind"]) == (410, "gone")
        assert late.data["message"] == say("my-record.gone", "en")
    other.kept["Maitrise-Mark"] = erased.headers["Maitrise-Mark"]
    kept = other.ask("GET", "/api/kept").data
    assert (kept["documents"], kept["record"]) == ({}, [])
    assert other.put("learner", {"format": 1, "id": "p-2"}).status == 204


def test_a_full_disk_is_said_and_what_was_acknowledged_stays(
    small_disk: Path, site: Path, fill_up: Callable[[Path], Path]
) -> None:
    with course_server(small_disk / "home", site) as server:
        page = server.let_in()
        assert page.put(f"answers/{LESSON}", sheet(one="moa")).status == 204
        tag = page.get(f"answers/{LESSON}").tag
        filler = fill_up(small_disk)
        refused = page.put(f"answers/{LESSON}", sheet(one="moe", several=["x" * 9000]), tag)
        assert (refused.status, refused.data["kind"]) == (507, "full")
        assert say("system.ENOSPC", "en") in refused.data["message"]
        assert page.get(f"answers/{LESSON}").data == sheet(one="moa")
        filler.unlink()
        assert page.put(f"answers/{LESSON}", sheet(one="moe"), tag).status == 204


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, site: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file", encoding="utf-8")
    with course_server(home, site) as server:
        page = server.let_in()
        for refused in (
            page.get(f"answers/{LESSON}"),
            page.put(f"answers/{LESSON}", sheet(one="moa")),
            page.ask("GET", "/api/kept"),
        ):
            assert (refused.status, refused.data["kind"]) == (500, "off")
            assert say("system.ENOTDIR", "en") in refused.data["message"]


def test_everything_is_handed_out_to_be_taken_away(page: CourseServer) -> None:
    page.put(f"answers/{LESSON}", sheet(one="moa"))
    page.put("learner", {"format": 1, "id": "p-1"})
    page.ask("POST", "/api/record", [statement()])
    kept = page.ask("GET", "/api/kept").data
    assert (kept["format"], kept["course"]) == (1, "https://maitrise.example")
    assert kept["documents"] == {
        f"answers/{LESSON}": sheet(one="moa"),
        "learner": {"format": 1, "id": "p-1"},
    }
    assert len(kept["record"]) == 1
