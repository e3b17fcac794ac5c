"""What French notebooks call: ``import maitrise.fr as m``."""

from maitrise.notebook_api import Notebook

_notebook = Notebook("fr")

acceptance_stages = _notebook.acceptance_stages
case = _notebook.case
earned_value_lab = _notebook.earned_value_lab
flash_cards = _notebook.flash_cards
gain = _notebook.gain
glossary = _notebook.glossary
lesson = _notebook.lesson
life_cycle = _notebook.life_cycle
mastery = _notebook.mastery
my_record = _notebook.my_record
paths = _notebook.paths
pmo_duties = _notebook.pmo_duties
question = _notebook.question
quiz = _notebook.quiz
raci_explorer = _notebook.raci_explorer
raci_overview = _notebook.raci_overview
role_cards = _notebook.role_cards
role_map = _notebook.role_map
simulation = _notebook.simulation
sources = _notebook.sources
task_map = _notebook.task_map

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
