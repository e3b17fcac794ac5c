"""Marking: inbox ▶ validated answers ▶ marks in nbgrader's gradebook ▶ feedback.

No cell of a learner's is ever run, and no kernel is started.
"""

from maitrise.marking.order import Order
from maitrise.marking.outcome import Outcome
from maitrise.marking.problem import Problem
from maitrise.marking.run import MarkingRun

__all__ = ["MarkingRun", "Order", "Outcome", "Problem"]
