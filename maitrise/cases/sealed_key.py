"""A question with its key, packed into the one argument of a hidden test.

Sealed so that a trainer who scrolls past it, or feedback that shows a cell's code, does not
spell the answer out; it is no secret: whoever holds the source notebook holds the key.
"""

from __future__ import annotations

import base64
import bz2
import json
from collections.abc import Mapping, Sequence

from maitrise.base.errors import MaitriseError
from maitrise.base.structure import plain
from maitrise.cases.model import After, Slot
from maitrise.kinds import Question, read_question

_LARGEST = 1024 * 1024


def seal(after: After, questions: Sequence[Question]) -> str:
    """The key of a graded cell: one question, or all items of a slot.

    The same at every run and on every machine (bzip2 has one implementation).
    """
    tables = [{"kind": question.kind, **plain(question)} for question in questions]
    written = json.dumps({"after": after, "questions": tables}, ensure_ascii=False, sort_keys=True)
    return base64.b64encode(bz2.compress(written.encode("utf-8"))).decode("ascii")


def unseal(key: str) -> tuple[After, Mapping[str, Question]]:
    """What a key says: how much may be told afterwards, and the questions by id.

    Raises:
        MaitriseError: it is no key, or it was made by another version of the course.
    """
    try:
        opened = bz2.BZ2Decompressor().decompress(base64.b64decode(key), _LARGEST)
        held = json.loads(opened)
        read = [read_question(table, "the key", "") for table in held["questions"]]
        after: After = held["after"]
    except (ValueError, OSError, KeyError, TypeError, EOFError) as error:
        raise MaitriseError("This key cannot be read: build the case again.") from error
    questions = [each for each in read if isinstance(each, Question)]
    if len(questions) != len(read):
        raise MaitriseError("This key is of another version of the course: build the case again.")
    return after, {question.id: question for question in questions}


def asked_of(cell: str, items: Sequence[str], learner: str) -> str:
    """The item of a slot that a learner is asked; the cell's own question elsewhere."""
    if len(items) == 1:
        return items[0]
    return Slot(id=cell, competency="", difficulty="easy", points=1, items=tuple(items)).item_of(
        learner
    )
