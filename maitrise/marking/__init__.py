"""Marking: inbox ▶ validated answers ▶ marks in nbgrader's gradebook ▶ feedback.

No cell of a learner's is ever run, and no kernel is started.
"""

from maitrise.marking.problem import Problem
from maitrise.marking.request import MarkingOptions, MarkingOutcome
from maitrise.marking.run import MarkingRun

__all__ = ["MarkingOptions", "MarkingOutcome", "MarkingRun", "Problem"]
