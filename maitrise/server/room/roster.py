"""The roster of a room's cohort as it stands now, and what lets somebody take a name of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from maitrise.base.errors import WrongCallError, shown_reason
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.person import ROSTER, LearnerIds, change_people
from maitrise.server.room.admissions import id_for
from maitrise.server.room.names import NameSearch

TRAINER = "."
"""The learner id of the trainer's own answers: no roster id is like this."""


class Roster:
    """The people of a cohort, read anew when somebody has changed their list."""

    def __init__(self, cohort: Cohort, sign: Callable[[str], str]) -> None:
        """Begin with the people that the cohort was opened with.

        Args:
            sign: gives what only this room can have written for a use.
        """
        self._cohort, self._sign = cohort, sign
        self._read: tuple[object, Mapping[str, Person]] = (None, cohort.people)
        self._names: tuple[Mapping[str, Person], NameSearch] | None = None
        self._picks: tuple[Mapping[str, Person], dict[str, str]] | None = None

    @property
    def people(self) -> Mapping[str, Person]:
        """The roster as it stands now; while it cannot be read, as it stood."""
        path = self._cohort.folder / ROSTER
        with suppress(OSError, WrongCallError):
            state = path.stat()  # each writing makes another file; two may fall on one moment
            changed = (state.st_mtime_ns, state.st_ino, state.st_size)
            if changed != self._read[0]:
                self._read = changed, self._cohort.as_of_now().people
        return self._read[1]

    def lists(self, learner: str) -> bool:
        """Whether somebody who was let in was not erased since; the trainer never is."""
        return learner == TRAINER or learner in self.people

    def listed(self, present: Mapping[str, str]) -> dict[str, str]:
        """Those who were let in, names by id, and were not erased since."""
        people = self.people
        return {learner: name for learner, name in present.items() if learner in people}

    @property
    def names(self) -> NameSearch:
        """The roster's names, to be found by their beginnings."""
        people = self.people
        if self._names is None or self._names[0] is not people:
            self._names = people, NameSearch(people)
        return self._names[1]

    def pick_token(self, learner: str) -> str:
        """What lets somebody take a name: only who has found it has it, ids can be guessed."""
        return self._sign(f"pick {learner}")[:32]

    def person_picked(self, pick: str) -> Person | None:
        """Whose name somebody takes; None where there is none."""
        people = self.people
        if self._picks is None or self._picks[0] is not people:
            self._picks = people, {self.pick_token(learner): learner for learner in people}
        return people.get(self._picks[1].get(pick, ""))

    def add(self, learner: str, name: str, message_language: Language) -> str:
        """Put somebody on the roster, unless they are on it already.

        Args:
            learner: the id to give them; "" for one made of the name.
            message_language: of the error messages.

        Returns:
            Their id.

        Raises:
            WrongCallError: the roster could not be written, or was changed by hand into something
                that cannot be used.
        """
        added: list[str] = []
        folder, language = self._cohort.folder, self._cohort.settings.language

        def with_person(people: Mapping[str, Person]) -> Iterable[Person]:
            known = LearnerIds(people).spelling_of(learner)  # a trainer has just added them
            added.append(known or learner or id_for(name, people))
            if known:
                return people.values()
            return [*people.values(), Person(added[0], name, "", language, "")]

        try:
            change_people(folder, language, with_person, message_language)
        except OSError as error:
            values = {"file": folder / ROSTER, "why": shown_reason(error, message_language)}
            words = say("room.list-not-written", message_language, **values)
            raise WrongCallError(words) from error
        return added[0]
