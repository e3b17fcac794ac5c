"""Sending a record to a real Learning Record Store: Ralph, in an environment of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from maitrise.base.errors import SendingError
from maitrise.base.text import Text
from maitrise.kinds import ask, read_answer, read_bank, score
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.learner.learner_data import record_file
from maitrise.learner.lrs import BATCH, send
from maitrise.learner.lrs_store import Store
from maitrise.learner.record import append_statement, read_statements
from maitrise.learner.statements import Moment, answered, took_part
from ralph import Ralph, running_ralph

pytestmark = pytest.mark.deep

BANK = Path(__file__).parent / "fixtures" / "course" / "questions" / "every-kind.toml"


@pytest.fixture(scope="module")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    with running_ralph(tmp_path_factory.mktemp("ralph")) as running:
        yield running


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
