"""Sending a record to a real Learning Record Store: Ralph, in an environment of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from maitrise.base.errors import SendingError
from maitrise.base.text import Text
from maitrise.kinds import ask, read_answer, read_bank, score
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.learner.learner_data import record_file
from maitrise.learner.lrs import BATCH, Store, send
from maitrise.learner.record import append_statement, read_statements
from maitrise.learner.statements import Moment, answered, took_part

pytestmark = pytest.mark.deep

# Ralph's `lrs` extra leaves out what its command for credentials and its server import.
PACKAGES = ("ralph-malph[lrs,cli]>=5.1,<6", "requests")
# Ralph's file-system store creates its file at each request unless it is told to add to it.
SERVER = """
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=0)
"""
BANK = Path(__file__).parent / "fixtures" / "course" / "questions" / "every-kind.toml"


@dataclass(frozen=True)
class Ralph:
    store: Store
    kept: Path

    def statements(self) -> list[dict[str, object]]:
        lines = self.kept.read_text(encoding="utf-8").splitlines() if self.kept.exists() else []
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    folder = tmp_path_factory.mktemp("ralph")
    python = folder / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "kept"),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": "statements.jsonl",
    }
    scopes = ["-s", "statements/write", "-s", "statements/read"]
    who = ["-u", "ada", "-p", "pass:word", "-N", "ada", "-A", "ada", "https://lrs.example"]
    ralph_itself = [folder / "venv" / "bin" / "ralph", "auth", *who, *scopes, "-w"]
    subprocess.run(ralph_itself, env=environment, check=True, cwd=folder)
    process = subprocess.Popen(
        [python, "-c", SERVER],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        url = f"{_address(process)}/xAPI"
        yield Ralph(Store(url, "ada", "pass:word"), folder / "kept" / "statements.jsonl")
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _address(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line.decode())
        if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", said[-1]):
            return found[1]
    raise AssertionError(f"Ralph did not start: {''.join(said)}")


def test_ralph_takes_what_the_course_writes_once_and_lets_no_stranger_in(
    ralph: Ralph, learner_home: Path
) -> None:
    moment = Moment("p-1", "2026-01-05T09:00:00+00:00", "fr")
    for question in read_bank(BANK).questions.values():
        if isinstance(question, ChoiceQuestion):
            answer = read_answer(ask(question, "en"), question.options[0].id)
            assert answer is not None
            mark = score(question, answer)
            append_statement(record_file(), answered(moment, "l", question, answer, mark))
    for place in range(BATCH):
        title = Text(f"Leçon n° {place}", f"Lesson {place}")
        append_statement(
            record_file(), took_part(moment, "passed", f"l-{place}", title, points=1, maximum=2)
        )
    made, _ = read_statements(record_file())
    assert len(made) > BATCH

    with pytest.raises(SendingError, match="MAITRISE_LRS_PASSWORD"):
        send(made, Store(ralph.store.url, "ada", "wrong"), "fr")
    assert ralph.statements() == []

    done = send(made, ralph.store, "fr")
    assert (done.sent, done.before, done.refused) == (len(made), 0, [])
    assert [each["id"] for each in ralph.statements()] == [each["id"] for each in made]
    assert send(made, ralph.store, "fr").before == len(made)

    ralph.store.outbox.unlink()  # as if the sending had broken off before it was noted
    assert send(made, ralph.store, "fr").refused == []
    assert len(ralph.statements()) == len(made)

    nobody = {"objectType": "Agent"}
    broken = {**made[0], "id": "00000000-0000-4000-8000-000000000001", "actor": nobody}
    told = send([*made, broken], ralph.store, "fr")
    assert len(told.refused) == 1
    assert len(ralph.statements()) == len(made)
    headers = {"X-Experience-API-Version": "1.0.3"}
    with pytest.raises(OSError, match="401"):
        urlopen(Request(f"{ralph.store.url}/statements", headers=headers))
