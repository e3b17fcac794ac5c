"""The drawings of this course, from its roles, deliverables and tables."""

from maitrise.figures.course.acceptance_stages import acceptance_stages
from maitrise.figures.course.life_cycle import life_cycle
from maitrise.figures.course.organisation import organisation
from maitrise.figures.course.pmo_duties import pmo_duties
from maitrise.figures.course.raci_overview import raci_overview
from maitrise.figures.course.role_cards import role_cards
from maitrise.figures.course.role_map import role_map
from maitrise.figures.course.task_map import task_map

__all__ = [
    "acceptance_stages",
    "life_cycle",
    "organisation",
    "pmo_duties",
    "raci_overview",
    "role_cards",
    "role_map",
    "task_map",
]
