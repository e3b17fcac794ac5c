"""The door of French notebooks: ``import maitrise.fr as m``."""

from maitrise.door import Door

_door = Door("fr")

acceptance_stages = _door.acceptance_stages
case = _door.case
earned_value_lab = _door.earned_value_lab
flash_cards = _door.flash_cards
gain = _door.gain
glossary = _door.glossary
lesson = _door.lesson
life_cycle = _door.life_cycle
mastery = _door.mastery
my_record = _door.my_record
paths = _door.paths
pmo_duties = _door.pmo_duties
question = _door.question
quiz = _door.quiz
raci_explorer = _door.raci_explorer
raci_overview = _door.raci_overview
role_cards = _door.role_cards
role_map = _door.role_map
simulation = _door.simulation
sources = _door.sources
task_map = _door.task_map

__all__ = [
    "acceptance_stages",
    "case",
    "earned_value_lab",
    "flash_cards",
    "gain",
    "glossary",
    "lesson",
    "life_cycle",
    "mastery",
    "my_record",
    "paths",
    "pmo_duties",
    "question",
    "quiz",
    "raci_explorer",
    "raci_overview",
    "role_cards",
    "role_map",
    "simulation",
    "sources",
    "task_map",
]
