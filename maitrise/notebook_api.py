"""All that a notebook may call, in one language. ``maitrise.fr`` and ``maitrise.en`` bind it.

What a call shows is imported by that call: importing it costs next to nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from IPython.display import Markdown, display

from maitrise.base.errors import MaitriseError, SetupError
from maitrise.base.text import Language, say
from maitrise.notebook.never_a_traceback import never_a_traceback, show_sentence

if TYPE_CHECKING:
    from maitrise.cases.in_notebook import CaseInNotebook
    from maitrise.notebook.lesson import LessonSession


class Notebook:
    """What a lesson notebook calls: each call shows one thing and returns nothing."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._session: LessonSession | None = None

    @never_a_traceback
    def lesson(self, lesson: str) -> None:
        """Open a lesson: must be the notebook's first call. Shows how far the learner is."""
        from maitrise.notebook.lesson import LessonBar, LessonSession

        self._session = LessonSession(lesson, self.language)
        display(LessonBar(self._session))

    def case(self, case: str) -> CaseInNotebook:
        """Open a graded case: must be its notebook's first call. Shows how far the learner is."""
        from maitrise.cases.in_notebook import AbsentCase, open_case

        try:
            return open_case(case, self.language)
        except Exception as error:
            if os.environ.get("MAITRISE_STRICT"):
                raise
            show_sentence(error, self.language)
            return cast("CaseInNotebook", AbsentCase())

    @never_a_traceback
    def question(self, question: str) -> None:
        """Show one question of the lesson's bank."""
        session = self._opened()
        display(session.view(_found(session.bank.questions, question, "question")))

    @never_a_traceback
    def quiz(self, quiz: str) -> None:
        """Show the questions of a quiz one after the other, then what came of them."""
        from maitrise.notebook.quiz import QuizView

        session = self._opened()
        found = _found(session.bank.quizzes, quiz, "quiz")
        for name in found.questions:
            display(session.view(session.bank.questions[name], checks=found.reasons == "each"))
        display(QuizView(found, session))

    @never_a_traceback
    def paths(self) -> None:
        """Let the learner choose an onboarding path."""
        from maitrise.notebook.paths import PathChooser

        display(PathChooser(self.language))

    @never_a_traceback
    def role_map(self) -> None:
        """Draw who decides, helps, builds and watches, and who reports to whom."""
        self._figure("role_map")

    @never_a_traceback
    def life_cycle(self) -> None:
        """Draw which role acts in which phase."""
        self._figure("life_cycle")

    @never_a_traceback
    def acceptance_stages(self) -> None:
        """Draw who acts at each stage of acceptance, and who decides."""
        self._figure("acceptance_stages")

    @never_a_traceback
    def pmo_duties(self) -> None:
        """Draw what office, officer and project manager do about the same subject."""
        self._figure("pmo_duties")

    @never_a_traceback
    def task_map(self) -> None:
        """Draw which tasks run the project, which serve the need, and which could be either."""
        self._figure("task_map")

    @never_a_traceback
    def raci_overview(self) -> None:
        """Draw who works and who answers for it, phase by phase."""
        self._figure("raci_overview")

    @never_a_traceback
    def raci_explorer(self) -> None:
        """Show the deliverables and their RACI letters, to be filtered by phase and role."""
        from maitrise.notebook.raci_explorer import RaciExplorer

        display(RaciExplorer(self.language))

    @never_a_traceback
    def earned_value_lab(self) -> None:
        """Let the learner change progress and cost, read the indices, and choose whom to tell."""
        from maitrise.notebook.earned_value_lab import EarnedValueLab

        display(EarnedValueLab(self.language))

    @never_a_traceback
    def simulation(self, scenario: str) -> None:
        """Let the learner play a branching scenario; how far they got is kept."""
        from maitrise.notebook.simulation import Simulation

        display(Simulation(scenario, self.language))

    @never_a_traceback
    def role_cards(self) -> None:
        """Show a card for each role."""
        from maitrise.figures.course import role_cards

        display(Markdown(role_cards(self.language)))

    @never_a_traceback
    def glossary(self) -> None:
        """Show the glossary, to be searched in both languages at once."""
        from maitrise.notebook.glossary import GlossaryView

        display(GlossaryView(self.language))

    @never_a_traceback
    def flash_cards(self) -> None:
        """Show the flash cards that have come back, and some new ones."""
        from maitrise.notebook.flash_cards import FlashCards

        display(FlashCards(self.language))

    @never_a_traceback
    def mastery(self) -> None:
        """Show where the learner stands, and what to review next."""
        from maitrise.notebook.mastery import MasteryView

        display(MasteryView(self.language, self._session))

    @never_a_traceback
    def gain(self) -> None:
        """Compare the positioning test with the exit test."""
        from maitrise.notebook.mastery import GainView

        display(GainView(self.language, self._session))

    @never_a_traceback
    def my_record(self) -> None:
        """Show what is kept of the learner, to take away or to erase."""
        from maitrise.notebook.my_record import MyRecord

        display(MyRecord(self.language, self._session))

    @never_a_traceback
    def sources(self) -> None:
        """List the references that this lesson and its questions rest on."""
        from maitrise.player import sources

        display(Markdown(sources.markdown(self.language, self._opened().lesson)))

    def _opened(self) -> LessonSession:
        if self._session is None:
            raise SetupError(say("notebook.no-lesson", self.language))
        return self._session

    def _figure(self, name: str) -> None:
        from maitrise.figures import course as drawings
        from maitrise.notebook.shown_figure import show_figure

        figure = getattr(drawings, name)(self.language)
        show_figure(figure)


def _found(values: Any, name: str, what: str) -> Any:
    if name not in values:
        known = ", ".join(values)
        raise MaitriseError(f"No {what} is called {name!r} in this lesson's bank. Known: {known}.")
    return values[name]


CALLS = tuple(
    sorted(name for name in vars(Notebook) if callable(getattr(Notebook, name)) and name[0] != "_")
)
"""By name; ``maitrise.fr`` and ``maitrise.en`` offer these and nothing else."""
