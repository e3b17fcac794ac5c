"""Erasing while other pages are open: nothing that they hold comes back."""

import json
from pathlib import Path

import pytest

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.documents import LearnerDocuments, own_documents
from maitrise.learner.identity import current_learner
from maitrise.learner.learner_data import learner_files
from waiting_process import ready_process, start

both = pytest.mark.parametrize("language", LANGUAGES)

# A page of its own: it answers before it says that it is ready, and again when it is told to.
OPEN_PAGE = """
import sys
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.documents import own_documents

documents = own_documents()
mark = documents.erasure_mark()
language = sys.argv[1]
sheet = {"format": 1, "case": "00-start", "language": language, "learner": "p-1", "answers": {}}
version = documents.put("answers/00-start", sheet, version="", erasure_mark=mark, language=language)
print("ready", flush=True)
sys.stdin.readline()
try:
    documents.put("answers/00-start", sheet, version=version, erasure_mark=mark, language=language)
except DocumentError as error:
    print(error.reason, error)
"""

# A page that writes without a pause until it is refused.
BUSY_PAGE = """
import sys
from maitrise.base.text import Text
from maitrise.learner.document_shape import DocumentError
from maitrise.learner.documents import own_documents
from maitrise.learner.statements import Moment, played

documents = own_documents()
moment = Moment("p-1", "2026-11-24T10:00:00Z", "fr")
mark = documents.erasure_mark()
print("ready", flush=True)
sys.stdin.readline()
try:
    for number in range(100_000):
        statement = played(moment, "six-months", Text("Six mois", "Six months"))
        documents.add([dict(statement)], erasure_mark=mark, language="fr")
        print(number, flush=True)
except DocumentError as error:
    print(error.reason, flush=True)
"""


@both
def test_a_page_that_still_runs_in_another_process_brings_nothing_back(
    learner_home: Path, language: Language
) -> None:
    page = ready_process(OPEN_PAGE, language)
    assert (learner_home / "answers" / "00-start.json").exists()
    own_documents().erase("fr")
    start(page)
    said, _ = page.communicate()
    assert said.strip() == f"gone {say('my-record.gone', language)}"
    assert learner_files() == []


def test_erasing_in_the_middle_of_another_page_s_writing_leaves_nothing(
    learner_home: Path,
) -> None:
    pages = [ready_process(BUSY_PAGE) for _ in range(3)]
    for page in pages:
        start(page)
    for page in pages:
        assert page.stdout is not None
        assert page.stdout.readline() == "0\n"
    own_documents().erase("fr")
    for page in pages:
        said, _ = page.communicate()
        assert said.splitlines()[-1] == "gone"
    assert not (learner_home / "record.jsonl").exists()


def test_a_page_opened_after_an_erasing_writes(learner_home: Path) -> None:
    own_documents().erase("fr")
    documents = LearnerDocuments(learner_home)
    documents.put("settings", {}, version="", erasure_mark=documents.erasure_mark(), language="fr")
    with pytest.raises(DocumentError):
        documents.put("settings", {}, version="", erasure_mark="", language="fr")


def test_the_mark_of_an_erasing_says_nothing_of_the_learner(learner_home: Path) -> None:
    learner = current_learner().id
    own_documents().erase("fr")
    first = (learner_home / "erased.txt").read_text(encoding="utf-8")
    own_documents().erase("fr")
    second = (learner_home / "erased.txt").read_text(encoding="utf-8")
    assert first != second
    assert learner not in json.dumps([first, second])
