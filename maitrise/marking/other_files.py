"""Files of a hand-in that are neither sheet nor notebook; each is reported."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from maitrise.marking.hand_in import HandIn
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.owner_finder import Owner, OwnerFinder
from maitrise.marking.problem import Notify, Problem, shown_place


class OtherFiles:
    """The other files of an intake."""

    def __init__(self, roster: OwnerFinder, notify: Notify) -> None:
        self._roster, self._notify = roster, notify
        self._kept: dict[str, list[str]] = {}
        self._passed_over: dict[tuple[str, ...], InboxFile] = {}

    def add(self, file: InboxFile, learner: str) -> None:
        """Add a file that was kept."""
        self._kept.setdefault(learner, []).append(shown_place(file.place))

    def pass_over(self, file: InboxFile) -> None:
        """Note that a file of the case itself, such as a table, was handed in."""
        self._passed_over.setdefault(file.container, replace(file, content=None, opened=None))

    def report(
        self,
        hand_ins: Collection[HandIn],
        containers: Collection[tuple[str, ...]],
        with_work: Collection[str],
    ) -> None:
        """Report each file; as a problem if its owner handed in nothing else.

        Args:
            hand_ins: all hand-ins of the intake.
            containers: their folders and archives.
            with_work: the learners who have a submission.
        """
        named = {*with_work}
        named |= {hand_in.learner for hand_in in hand_ins if hand_in.unread or hand_in.notebooks}
        for learner, files in self._kept.items():
            for position, file in enumerate(files):
                is_aloud = learner not in named and not position
                done, remedy = ("nothing-marked", "again") if is_aloud else ("kept", "")
                self._notify(Problem(file, "other-file", done, remedy, {}, is_aloud, learner))
        named |= {*self._kept}
        for container, table in self._passed_over.items():
            owner = None if container in containers else self._roster.owner(table.place)
            if isinstance(owner, Owner) and owner.learner not in named:
                named.add(owner.learner)
                place = shown_place(table.place)
                self._notify(Problem(place, "other-file", "left", "again", learner=owner.learner))
