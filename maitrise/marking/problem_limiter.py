"""Limit the problems reported of one kind and one hand-in.

An archive of three thousand broken files must not hide the problems of other hand-ins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from maitrise.marking.problem import Notify, Problem

MOST_OF_ONE = 20
MOST_OF_MANY = 100  # where a platform's one archive may hold a whole class


class ProblemLimiter:
    """Passes problems on; of one kind, learner and archive or folder only the first ones."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._counts: Counter[tuple[str, str, str, bool]] = Counter()
        self._latest: dict[tuple[str, str, str, bool], Problem] = {}

    def __call__(self, problem: Problem) -> None:
        """Report a problem, or only count it."""
        outermost, _, inside = problem.file.partition("/")
        key = (outermost if inside else problem.file, problem.wrong, problem.learner,
               problem.needs_person)  # fmt: skip
        self._counts[key] += 1
        if self._counts[key] <= _most(problem):
            self._notify(problem)
        else:
            self._latest[key] = problem

    def report_omitted(self) -> None:
        """Report how many more there were of each kind."""
        for (outermost, *_), problem in self._latest.items():
            shown = _most(problem)
            key = (outermost, problem.wrong, problem.learner, problem.needs_person)
            values = {**problem.values, "count": self._counts[key] - shown, "shown": shown}
            self._notify(replace(problem, file=outermost, wrong="many-alike", values=values))
        self._counts.clear()
        self._latest.clear()


def _most(problem: Problem) -> int:
    return MOST_OF_ONE if problem.learner else MOST_OF_MANY
