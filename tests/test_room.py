"""A room: who comes in, what is kept, what the wall shows, what is handed in and marked."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cohorts import right_answers
from maitrise.base.errors import BusyError, SetupError, WrongCallError
from maitrise.base.text import say
from maitrise.cohort import Cohort, open_cohort
from maitrise.cohort.database import Database
from maitrise.cohort.database_fault import DatabaseError
from maitrise.cohort.settings import write_settings
from maitrise.course import bank
from maitrise.kinds import key
from maitrise.learner.document_shape import DocumentError
from maitrise.marking import MarkingOptions, MarkingRun
from maitrise.privacy import export_learner, forget
from maitrise.server.room.answer_thread import AnswerThread
from maitrise.server.room.one_room import only_room
from postgresql_server import binaries
from postgresql_server import server as postgresql
from room_server import RoomServer, room_server, small_cohort, until

LESSON, QUESTION = "01-moa-amoa-moe", "monday-who-decides"
AT = "2026-11-22T10:15:00.000Z"
STATEMENT = {
    "id": "00000000-0000-4000-8000-000000000001",
    "actor": {"objectType": "Agent"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/attempted"},
    "object": {"objectType": "Activity", "id": "https://maitrise.example/every-kind"},
    "timestamp": AT,
}


def sheet(case: str = LESSON, learner: str = "p-1", **answers: object) -> dict[str, Any]:
    """An answer sheet as a page keeps it."""
    return {
        "format": 1,
        "case": case,
        "language": "en",
        "learner": learner,
        "answers": {
            name: {"value": value, "at": AT, "checked": True} for name, value in answers.items()
        },
    }


def votes(put: str, value: object) -> dict[str, Any]:
    """The document with an answer to what was put to the room."""
    return {"format": 1, "votes": {put: {"question": QUESTION, "value": value, "at": AT}}}


@pytest.fixture(autouse=True)
def _own_locks(learner_home: Path) -> None:
    """Leave nothing in the folder of whoever runs the tests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name in ("en", "fr", "assets"):
        (folder / name).mkdir()
    page = '<!DOCTYPE html>\n<html lang="en">\n<body>Who signs?'
    (folder / "en" / "index.html").write_text(page, encoding="utf-8")
    (folder / "assets" / "page.css").write_text("p {}\n", encoding="utf-8")
    return folder


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    return small_cohort(tmp_path / "cohort")


@pytest.fixture
def room(cohort: Path, site: Path) -> Iterator[RoomServer]:
    with room_server(cohort, site) as server:
        yield server


# --- Coming in -------------------------------------------------------------------------------


def test_a_class_comes_in_by_the_code_and_a_name_of_the_list(room: RoomServer) -> None:
    browser = room.other()
    assert b'<main id="main"' in browser.ask("GET", "/").body
    wrong = browser.post("entry/code", {"code": "AAA 222"})
    assert (wrong.status, wrong.data["message"]) == (403, say("room.wrong-code", "en"))
    code = room.room.code.lower().replace(" ", "-")
    assert browser.post("entry/code", {"code": code}).data == {"listed": True}
    found = browser.post("entry/names", {"code": code, "name": "ana dur"}).data
    ((pick, name),) = [(each["pick"], each["name"]) for each in found["people"]]
    assert (name, found["more"]) == ("Ana Durand", False)
    joined = browser.post("entry/join", {"code": code, "pick": pick})
    assert joined.data == {"state": "in", "name": "Ana Durand"}
    browser.kept["Cookie"] = joined.headers["Set-Cookie"].split(";")[0]
    assert b'data-room="../entry/"' in browser.ask("GET", "/en/").body
    learner = browser.opened().get("learner").data
    assert (learner["roster_id"], learner["id"][:2]) == ("p-01", "p-")
    assert room.trainer().wall()["here"] == 1


def test_a_name_that_is_in_already_waits_for_the_trainer_and_finds_its_answers(
    room: RoomServer,
) -> None:
    first = room.learner()
    first.put(f"answers/{LESSON}", sheet(one="a"))
    telephone, trainer = room.other(), room.trainer()
    assert telephone.join("p-01").data["state"] == "waiting"
    assert telephone.ask("GET", "/en/").status == 302
    assert telephone.get(f"answers/{LESSON}").status == 403
    (waiting,) = trainer.wall()["waiting"]
    assert (waiting["name"], waiting["listed"]) == ("Ana Durand", True)
    assert trainer.do("let-in", device=waiting["device"]).status == 204
    assert telephone.ask("GET", "/entry/me").data["state"] == "in"
    assert telephone.opened().get(f"answers/{LESSON}").data == sheet(one="a")
    assert first.get(f"answers/{LESSON}").status == 200


def test_who_is_not_on_the_list_is_let_in_by_the_trainer_and_is_on_it_then(
    room: RoomServer, cohort: Path
) -> None:
    new, refused, trainer = room.other(), room.other(), room.trainer()
    assert new.join(name="  Zoé\u202e Le Goff ").data == {"state": "waiting", "name": "Zoé Le Goff"}
    assert refused.join(name="Nobody").data["state"] == "waiting"
    waiting = {each["name"]: each["device"] for each in trainer.wall()["waiting"]}
    trainer.do("keep-out", device=waiting["Nobody"])
    roster = cohort / "people.csv"
    whole = roster.read_bytes()
    roster.write_bytes(b"id,name\np-01,Ana\n")
    assert "people.csv cannot be read. Restore" in trainer.do("let-in").data["message"]
    roster.write_bytes(whole)
    temporary = roster.with_name(f".people.csv.{os.getpid()}.tmp")
    temporary.mkdir()
    assert "people.csv could not be written" in trainer.do("let-in").data["message"]
    temporary.rmdir()
    trainer.do("let-in")
    assert refused.ask("GET", "/entry/me").data["state"] == "out"
    assert new.opened().get("learner").data["roster_id"] == "zoe-le-goff"
    assert room.room.roster.add("P-01", "Somebody", "en") == "p-01", (
        "added by the trainer meanwhile"
    )
    people = open_cohort(str(cohort)).people
    assert people["zoe-le-goff"].name == "Zoé Le Goff"
    assert people["p-01"].name == "Ana Durand"


def test_an_empty_roster_opens_a_room_and_a_broken_request_is_told(
    tmp_path: Path, site: Path
) -> None:
    folder = small_cohort(tmp_path / "empty")
    (folder / "people.csv").unlink()
    with room_server(folder, site) as server:
        browser = server.other()
        assert browser.post("entry/code", {"code": server.room.code}).data == {"listed": False}
        assert browser.join("p-01").status == 400
        assert browser.join().data["message"] == say("room.no-name", "en")
        assert browser.post("entry/join", b"[1]").status == 400


# --- Answers ---------------------------------------------------------------------------------


def test_an_answer_is_on_the_disk_when_it_is_acknowledged(room: RoomServer, cohort: Path) -> None:
    page = room.learner()
    assert page.put(f"answers/{LESSON}", sheet(one="a")).status == 204
    database = cohort / "room" / "room.db"
    with sqlite3.connect(database) as other:
        kept = other.execute(
            "SELECT content FROM maitrise_room_document WHERE learner = 'p-01' AND name LIKE 'a%'"
        ).fetchone()
    assert json.loads(kept[0]) == sheet(one="a")
    if os.name == "posix":
        for path in (database, *database.parent.glob("room.db-*")):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700


def test_documents_and_records_follow_the_rules_of_any_server(room: RoomServer) -> None:
    page, name = room.learner(), f"answers/{LESSON}"
    first = page.put(name, sheet(one="a"))
    assert page.put(name, sheet(one="b")).status == 412
    assert page.put(name, {"format": 1}, first.tag).status == 400
    assert page.put("answers/../x", {}).status == 404
    assert page.put(name, sheet(one="b"), first.tag).status == 204
    for _ in range(2):
        assert page.post("api/record", [STATEMENT]).status == 204
    kept = page.ask("GET", "/api/kept").data
    assert len(kept["record"]) == 1
    assert set(kept["documents"]) == {"learner", name}
    tag = page.get("learner").tag
    gone = page.ask("DELETE", "/api/documents/learner", headers={"If-Match": tag})
    assert gone.status == 204
    erased = page.ask("POST", "/api/erase", {})
    assert erased.data == {"count": 2}
    assert page.put(name, sheet(one="a")).status == 410


def test_of_many_who_write_at_once_each_answer_is_kept(room: RoomServer) -> None:
    pages = [room.learner(number) for number in (1, 2, 3)]

    def answer(page: RoomServer, question: str) -> None:
        while True:
            found = page.get(f"answers/{LESSON}")
            content = found.data or sheet()
            content["answers"] |= sheet(**{question: "a"})["answers"]
            version = found.tag if found.data else ""
            if page.put(f"answers/{LESSON}", content, version).status == 204:
                return

    threads = [
        threading.Thread(target=answer, args=(page, f"q{number}"))
        for page in pages
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for page in pages:
        assert len(page.get(f"answers/{LESSON}").data["answers"]) == 8


def test_a_room_that_was_stopped_goes_on_with_the_same_code_and_people(
    cohort: Path, site: Path
) -> None:
    with room_server(cohort, site) as before:
        page, trainer = before.learner(), before.trainer()
        page.put(f"answers/{LESSON}", sheet(**{QUESTION: "consultant"}))
        trainer.do("put", lesson=LESSON, question=QUESTION)
        code, put = before.room.code, trainer.wall()["put"]["id"]
        page.put("votes", votes(put, "consultant"))
    with room_server(cohort, site) as after:
        assert after.room.code == code
        cookie = page.kept["Cookie"].replace(str(before.port), str(after.port))
        again = RoomServer(after.access, after.port, cohort, {"Cookie": cookie})
        token = page.kept["X-XSRFToken"]
        assert again.opened().kept["X-XSRFToken"] == token  # an open page writes on
        assert again.get(f"answers/{LESSON}").data["answers"]
        wall = after.trainer().wall()
        assert (wall["here"], wall["put"]["id"], wall["put"]["answers"]) == (1, put, 1)


@pytest.fixture
def room_disk(small_disk: Path) -> Path:
    """A real file system of two mebibytes."""
    subprocess.run(["mount", "-o", "remount,size=2m", str(small_disk)], check=True)
    return small_disk


def test_a_full_disk_is_said_on_the_page_and_the_wall_and_what_was_acknowledged_stays(
    room_disk: Path, site: Path, fill_up: Callable[[Path], Path]
) -> None:
    with room_server(small_cohort(room_disk / "cohort"), site) as server:
        page, trainer = server.learner(), server.trainer()
        first = page.put(f"answers/{LESSON}", sheet(one="a"))
        filler = fill_up(room_disk)
        large = sheet(one="b", two=["x" * 300_000])
        refused = page.put(f"answers/{LESSON}", large, first.tag)
        assert (refused.status, refused.data["kind"]) == (507, "full")
        assert say("system.ENOSPC", "en") in trainer.wall()["trouble"]
        assert page.get(f"answers/{LESSON}").data == sheet(one="a")
        filler.unlink()
        assert page.put(f"answers/{LESSON}", sheet(one="b"), first.tag).status == 204
        assert trainer.wall()["trouble"] == ""


def test_one_learner_cannot_fill_the_disk(
    room: RoomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.server.room.documents.LARGEST", 2000)
    page = room.learner()
    refused = page.put("settings", {"text": "x" * 3000})
    assert (refused.status, refused.data["kind"]) == (507, "full")


# --- The wall --------------------------------------------------------------------------------


def test_a_question_put_to_the_room_is_hidden_then_counted_then_answered(room: RoomServer) -> None:
    one, other, trainer = room.learner(1), room.learner(2), room.trainer()
    assert one.live() == {"put": None}
    trainer.do("put", lesson=LESSON, question=QUESTION)
    heard = one.live()["put"]
    assert (heard["stage"], heard["key"]) == ("asked", None)
    one.put("votes", votes(heard["id"], "consultant"))
    other.put("votes", votes(heard["id"], "consultant"))
    put = trainer.wall()["put"]
    assert put["answers"] == 2
    assert not {"counts", "key", "verdicts"} & set(put)
    trainer.do("turn", stage="shown")
    assert trainer.wall()["put"]["counts"] == {"consultant": 2}
    assert one.live()["put"]["key"] is None
    trainer.do("turn", stage="answered")
    put = trainer.wall()["put"]
    assert put["verdicts"] == {"right": 0, "partly": 0, "wrong": 2}
    assert put["key"] == key(bank(LESSON).questions[QUESTION], "en")
    assert one.live()["put"]["key"]["right"] == ["hr-director"]
    tag = one.get("votes").tag  # too late
    one.put("votes", votes(heard["id"], "hr-director"), tag)
    assert trainer.wall()["put"]["verdicts"]["right"] == 0
    trainer.do("take-away")
    assert trainer.wall()["put"] is None


def test_the_wall_counts_how_far_the_room_is_and_names_nobody_unless_it_is_told_to(
    room: RoomServer,
) -> None:
    one, other, trainer = room.learner(1), room.learner(3), room.trainer()
    wrong = "together"
    for page in (one, other):
        page.put(f"answers/{LESSON}", sheet(**{QUESTION: wrong}))
    wall = trainer.wall()
    (lesson,) = wall["lessons"]
    assert (wall["active"], lesson["people"], lesson["answers"]) == (2, 2, 2)
    assert wall["names"] is None
    assert "Durand" not in json.dumps(wall)
    assert [each["count"] for each in wall["misconceptions"]] in ([], [2])
    trainer.do("names", on=True)
    assert [each["name"] for each in trainer.wall()["names"]] == ["Ana Durand", "Chloé Martin"]


@pytest.mark.parametrize("kind", ["choice", "choices", "match", "raci", "order", "rows", "number"])
def test_a_question_of_each_kind_can_be_put_to_a_room(room: RoomServer, kind: str) -> None:
    from maitrise.course import lessons
    from maitrise.kinds import model_answer

    lesson, question = next(
        (name, each)
        for name in lessons()
        for each in bank(name).questions.values()
        if each.kind == kind
    )
    page, trainer = room.learner(), room.trainer()
    assert trainer.do("put", lesson=lesson, question=question.id).status == 204
    put = page.live()["put"]
    assert put["asked"]["kind"] == kind
    page.put("votes", votes(put["id"], model_answer(question)))
    page.learner(2).put("votes", votes(put["id"], {"no": "answer"}))
    trainer.do("turn", stage="answered")
    wall = trainer.wall()["put"]
    assert (wall["answers"], wall["verdicts"]["right"]) == (1, 1)


@pytest.mark.jupyter
@pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL server")
def test_the_wall_of_one_process_shows_what_comes_through_another_and_outlives_the_line(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.server.room.room._RETRY_SECONDS", 0.1)
    with postgresql() as address:
        cohort = small_cohort(tmp_path / "shared")
        settings = open_cohort(str(cohort)).settings
        write_settings(cohort, replace(settings, gradebook=address))
        with room_server(cohort, site) as one, room_server(cohort, site) as other:
            trainer, page = one.trainer(), other.learner()
            trainer.do("put", lesson=LESSON, question=QUESTION)
            put = page.live(lambda said: said["put"])["put"]["id"]
            page.put(f"answers/{LESSON}", sheet(**{QUESTION: "together"}))
            page.put("votes", votes(put, "consultant"))
            other.learner(2).put(f"answers/{LESSON}", sheet(**{QUESTION: "together"}))
            other.learner(3)
            trainer.wall(lambda said: said["put"]["answers"] == 1)
            trainer.wall(lambda said: (said["here"], said["active"]) == (3, 2))
            with a_server_that_is_gone(monkeypatch):
                drop_all_lines_and_write_unheard(address)
                trainer.wall(lambda said: said["trouble"])  # it could not be read anew
            wall = trainer.wall(lambda said: said["put"]["answers"] == 0)
            # The second is no longer named, the third is, whom reading it all does not wake.
            assert (wall["lessons"][0]["people"], wall["active"]) == (2, 1)
            assert page.put("votes", votes(put, "consultant"), page.get("votes").tag).status == 204
            trainer.wall(lambda said: said["put"]["answers"] == 1)
            with a_server_that_is_gone(monkeypatch) as dialled:
                losing = lose_the_line(open_cohort(str(cohort)), waiting=20)
                with ThreadPoolExecutor(1) as apart:  # a browser's loop may run in this thread
                    apart.submit(asyncio.run, losing).result()
            assert len(dialled) in (1, 2)  # for all together, or all but the one who lost it
            trainer.do("close")
            until(lambda: other.other().ask("GET", "/").status, lambda status: status == 410)


def drop_all_lines_and_write_unheard(address: str) -> None:
    """As when a server is started anew: lines break, and what is written then is told to nobody."""
    with Database(address) as database:
        empty = json.dumps({"format": 1, "votes": {}})
        change = "UPDATE maitrise_room_document SET content = :empty WHERE name = 'votes'"
        database.execute(change, {"empty": empty})
        change = "UPDATE maitrise_room_document SET learner = 'p-03' WHERE learner = 'p-02'"
        database.execute(f"{change} AND name = :name", {"name": f"answers/{LESSON}"})
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@contextmanager
def a_server_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuse new connections of answer threads to their database; gives the addresses tried."""
    dialled: list[str] = []

    def gone(address: str) -> Database:
        dialled.append(address)
        raise DatabaseError("nobody answers")

    with monkeypatch.context() as patched:
        patched.setattr("maitrise.server.room.answer_thread.Database", gone)
        yield dialled


async def lose_the_line(cohort: Cohort, *, waiting: int) -> None:
    """End an answer thread's connection in a job, while ``waiting`` others are queued."""
    answer_thread, are_asked = AnswerThread(cohort, "en"), threading.Event()

    def end() -> None:
        are_asked.wait()
        answer_thread.answers.database.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    acts = (end, *(answer_thread.answers.admissions for _ in range(waiting)))
    asked = [asyncio.ensure_future(answer_thread.run(Path(), act)) for act in acts]
    await asyncio.sleep(0)
    are_asked.set()
    said = await asyncio.gather(*asked, return_exceptions=True)
    answer_thread.finish()
    assert {type(each) for each in said} == {DocumentError}


# --- Handing in, and after -------------------------------------------------------------------


def mark(folder: Path) -> Any:
    """`maitrise mark COHORT`, in this process."""
    options = MarkingOptions(workers=1)
    return MarkingRun(open_cohort(str(folder)), options, "en", lambda *_: None).run()


@pytest.mark.jupyter
def test_what_is_handed_in_by_the_button_is_marked_under_the_name_of_the_room(
    tmp_path: Path, site: Path
) -> None:
    cohort = small_cohort(tmp_path / "marked", with_gradebook=True)
    with room_server(cohort, site) as room:
        hand_in_as_another(room)
    outcome = mark(cohort)
    assert outcome.assignments["payroll-fr"].marked == 1
    assert [each.wrong for each in outcome.problems if each.needs_person] == []
    again = mark(cohort)
    assert (again.assignments["payroll-fr"].marked, again.problems) == (0, [])
    with Database(open_cohort(str(cohort)).database) as database:
        facts = database.rows("SELECT learner FROM maitrise_submission")
    assert facts == [("p-01",)]


def hand_in_as_another(room: RoomServer) -> None:
    page = room.learner()
    nothing = page.post("api/hand-in", {"assignment": "payroll-fr"})
    assert nothing.data["message"] == say("room.nothing-to-hand-in", "en")
    assert page.post("api/hand-in", {"assignment": "../x"}).status == 404
    own = sheet("payroll", "p-02") | {"language": "fr", "answers": right_answers()}
    assert page.put("cases/payroll-fr", own).status == 204  # signed as somebody else
    handed = page.post("api/hand-in", {"assignment": "payroll-fr", "record": True})
    assert handed.status == 200


def test_a_closed_room_is_reached_by_nobody_and_keeps_what_was_answered(
    cohort: Path, site: Path
) -> None:
    with room_server(cohort, site) as server:
        page, trainer, code = server.learner(), server.trainer(), server.room.code
        page.put(f"answers/{LESSON}", sheet(one="a"))
        page.post("api/record", [STATEMENT])
        assert trainer.do("close").status == 204
        for path in ("/", "/en/", "/api/kept", "/wall/", "/entry/me"):
            assert page.ask("GET", path).status == 410
            assert trainer.ask("GET", path).status == 410
    assert (cohort / "records" / "p-01.jsonl").read_text("utf-8").count("\n") == 1
    with room_server(cohort, site) as later:
        assert later.room.code != code
        cookie = page.kept["Cookie"].replace(str(server.port), str(later.port))
        old = RoomServer(later.access, later.port, cohort, {"Cookie": cookie})
        assert old.ask("GET", "/api/kept").status == 403
        assert later.learner().get(f"answers/{LESSON}").data == sheet(one="a")


@pytest.mark.jupyter
def test_a_person_is_given_what_a_room_keeps_of_them_and_is_erased_from_it_while_it_is_open(
    tmp_path: Path, site: Path
) -> None:
    cohort = small_cohort(tmp_path / "held", with_gradebook=True)
    with room_server(cohort, site) as server:
        pages = [server.learner(number) for number in (1, 2)]
        for number, page in enumerate(pages, start=1):
            page.put(f"answers/{LESSON}", sheet(one=f"kept-of-{number}"))
        opened = open_cohort(str(cohort))
        archive = export_learner(opened, opened.people["p-01"], cohort.parent, "en")
        was_let_in = server.room.documents("p-01")
        forget(opened, [opened.people["p-01"]], "en")
        again = sheet(one="kept-of-1 again")
        assert pages[0].put(f"answers/{LESSON}", again).status == 403
        asked_before = server.room.answer_thread.run(
            Path(),
            lambda: was_let_in.put(
                f"answers/{LESSON}", again, version="", erasure_mark="", language="en"
            ),
        )
        assert server.loop
        with pytest.raises(DocumentError, match="erased"):
            asyncio.run_coroutine_threadsafe(asked_before, server.loop).result(60)
        assert pages[1].ask("GET", "/api/kept").status == 200

    with zipfile.ZipFile(archive) as found:
        assert b"kept-of-1" in found.read("room.json")
        assert b"kept-of-2" not in found.read("room.json")
    left = b"".join(path.read_bytes() for path in (cohort / "room").iterdir())
    assert b"kept-of-1" not in left
    assert b"kept-of-2" in left


def test_two_rooms_on_one_cohort_and_answers_of_another_version_are_refused_in_a_sentence(
    room: RoomServer, cohort: Path, tmp_path: Path, site: Path
) -> None:
    opened = open_cohort(str(cohort))
    with pytest.raises(BusyError, match="Spring"), only_room(opened, "en"):
        pass
    other = small_cohort(tmp_path / "other")
    (other / "room").touch()
    with pytest.raises(SetupError, match="cannot be written"), room_server(other, site):
        pass
    (other / "room").unlink()
    with room_server(other, site):
        pass
    with sqlite3.connect(other / "room" / "room.db") as database:
        database.execute("UPDATE maitrise_room_setting SET value = '2' WHERE name = 'format'")
    with pytest.raises(WrongCallError, match="Another version"), room_server(other, site):
        pass
    shutil.rmtree(other)
    with (cohort / "cohort.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[of-a-later-version]\n")
    with pytest.raises(WrongCallError, match="of-a-later-version"), room_server(cohort, site):
        pass
