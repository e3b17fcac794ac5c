"""What every page that is recorded has in common: whose record, and until when it may write."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.learner.identity import current_learner
from maitrise.learner.learner_data import record_file
from maitrise.learner.lease import WriteLease
from maitrise.learner.record import append_statement
from maitrise.learner.sheet import now
from maitrise.learner.statements import Moment


class Recording:
    """One open page and the learning record that it adds to.

    Attributes:
        learner: the learner's pseudonym.
    """

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._lease = WriteLease(
            language
        )  # before anything is read: what is erased since then counts
        self.learner = current_learner().id
        self._path = record_file()

    def writing(self) -> AbstractContextManager[None]:
        """Hold off any erasing while the page writes.

        Raises:
            ErasedError: everything was erased since the page was opened; nothing was written.
        """
        return self._lease.writing()

    def moment(self) -> Moment:
        """Who, now, in which language."""
        return Moment(self.learner, now(), self._language)

    def append(self, statement: Mapping[str, Any]) -> str:
        """Add a statement to the record.

        Returns:
            What the learner should be told; "" when all is well.
        """
        try:
            append_statement(self._path, statement)
        except OSError as error:
            return say(
                "record.not-written", self._language, why=shown_reason(error, self._language)
            )
        return ""
