"""All that a notebook may call, in one language. ``maitrise.fr`` and ``maitrise.en`` bind it.

What a call shows is imported by that call: importing it costs next to nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from IPython.display import Markdown, display

from maitrise.base.errors import MaitriseError, SetupError
from maitrise.base.text import Language, say
from maitrise.notebook.never_a_traceback import never_a_traceback, show_sentence

if TYPE_CHECKING:
    from maitrise.cases.in_notebook import CaseInNotebook
    from maitrise.kinds import Question
    from maitrise.notebook.channel import Channel

# What stored notebooks call the view of each call, where nothing but a name can be shown.
_STORED_NAMES = {
    "lesson": "LessonBar",
    "quiz_result": "QuizView",
    "paths": "PathChooser",
    "raci_explorer": "RaciExplorer",
    "earned_value_lab": "EarnedValueLab",
    "simulation": "Simulation",
    "bridges": "Bridges",
    "glossary": "GlossaryView",
    "flash_cards": "FlashCards",
    "mastery": "MasteryView",
    "gain": "GainView",
    "ninety_days": "NinetyDays",
    "my_record": "MyRecord",
    "acceptance_stages": "FigureView",
    "life_cycle": "FigureView",
    "organisation": "FigureView",
    "pmo_duties": "FigureView",
    "raci_overview": "FigureView",
    "task_map": "FigureView",
}


class Notebook:
    """What a lesson notebook calls: each call shows one thing and returns nothing."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._lesson = ""
        self._channel: Channel | None = None

    @never_a_traceback
    def lesson(self, lesson: str) -> None:
        """Open a lesson: must be the notebook's first call. Shows how far the learner is."""
        from maitrise.course import lessons
        from maitrise.notebook.opening import open_lesson

        self._channel = open_lesson(lesson, self.language)
        self._lesson = lesson
        minutes = lessons()[lesson].minutes
        self._show("lesson", markdown=say("lesson.static", self.language, minutes=minutes))

    def case(self, case: str) -> CaseInNotebook:
        """Open a graded case: must be its notebook's first call. Shows how far the learner is."""
        from maitrise.cases.absent_case import AbsentCase
        from maitrise.cases.in_notebook import open_case

        try:
            return open_case(case, self.language)
        except Exception as error:
            if os.environ.get("MAITRISE_STRICT"):
                raise
            show_sentence(error, self.language)
            return cast("CaseInNotebook", AbsentCase(self.language))

    @never_a_traceback
    def question(self, question: str) -> None:
        """Show one question of the lesson's bank."""
        from maitrise.course import bank

        found = _found(bank(self._opened()).questions, question, "question")
        self._ask(found, "question", question)

    @never_a_traceback
    def quiz(self, quiz: str) -> None:
        """Show the questions of a quiz one after the other, then what came of them."""
        from maitrise.course import bank

        held = bank(self._opened())
        found = _found(held.quizzes, quiz, "quiz")
        for name in found.questions:
            self._ask(held.questions[name], "quiz_question", quiz, name)
        values = {"title": found.title.said_in(self.language), "total": len(found.questions)}
        self._show("quiz_result", quiz, markdown=say("quiz.static", self.language, **values))

    @never_a_traceback
    def paths(self) -> None:
        """Let the learner choose an onboarding path."""
        self._call("paths")

    @never_a_traceback
    def role_map(self) -> None:
        """Draw who decides, helps, builds and watches, and who reports to whom."""
        from maitrise.figures.course import role_map
        from maitrise.notebook.shown_figure import show_figure

        show_figure(role_map(self.language))

    @never_a_traceback
    def life_cycle(self) -> None:
        """Draw which role acts in which phase."""
        self._call("life_cycle")

    @never_a_traceback
    def acceptance_stages(self) -> None:
        """Draw who acts at each stage of acceptance, and who decides."""
        self._call("acceptance_stages")

    @never_a_traceback
    def organisation(self) -> None:
        """Draw a client, its IT department and its providers, with the roles laid over them."""
        self._call("organisation")

    @never_a_traceback
    def pmo_duties(self) -> None:
        """Draw what office, officer and project manager do about the same subject."""
        self._call("pmo_duties")

    @never_a_traceback
    def task_map(self) -> None:
        """Draw which tasks run the project, which serve the need, and which could be either."""
        self._call("task_map")

    @never_a_traceback
    def raci_overview(self) -> None:
        """Draw who works and who answers for it, phase by phase."""
        self._call("raci_overview")

    @never_a_traceback
    def raci_explorer(self) -> None:
        """Show the deliverables and their RACI letters, to be filtered by phase and role."""
        self._call("raci_explorer")

    @never_a_traceback
    def earned_value_lab(self) -> None:
        """Let the learner change progress and cost, read the indices, and choose whom to tell."""
        self._call("earned_value_lab")

    @never_a_traceback
    def simulation(self, scenario: str) -> None:
        """Let the learner play a branching scenario; how far they got is kept."""
        self._call("simulation", scenario)

    @never_a_traceback
    def role_cards(self) -> None:
        """Show a card for each role."""
        from maitrise.figures.course import role_cards

        display(Markdown(role_cards(self.language)))

    @never_a_traceback
    def document(self, document: str) -> None:
        """Show a good example of a document of a project, and its blank template to download."""
        from maitrise.player import project_document

        display(Markdown(project_document.markdown(self.language, document)))

    @never_a_traceback
    def bridges(self) -> None:
        """Show what other methods and contracts call the roles, and where the comparison breaks."""
        self._call("bridges")

    @never_a_traceback
    def glossary(self) -> None:
        """Show the glossary, to be searched in both languages at once."""
        self._call("glossary")

    @never_a_traceback
    def flash_cards(self) -> None:
        """Show the flash cards that have come back, and some new ones."""
        self._call("flash_cards")

    @never_a_traceback
    def mastery(self) -> None:
        """Show where the learner stands, and what to review next."""
        self._call("mastery")

    @never_a_traceback
    def gain(self) -> None:
        """Compare the positioning test with the exit test."""
        self._call("gain")

    @never_a_traceback
    def ninety_days(self) -> None:
        """Let the learner tick and add to a plan of the first ninety days in a role."""
        self._call("ninety_days")

    @never_a_traceback
    def my_record(self) -> None:
        """Show what is kept of the learner, to take away or to erase."""
        self._call("my_record")

    @never_a_traceback
    def sources(self) -> None:
        """List the references that this lesson and its questions rest on."""
        from maitrise.player import sources

        display(Markdown(sources.markdown(self.language, self._opened())))

    def _opened(self) -> str:
        """The lesson that was opened."""
        if not self._lesson:
            raise SetupError(say("notebook.no-lesson", self.language))
        return self._lesson

    def _call(self, name: str, *arguments: str) -> None:
        """Show a call that needs data of its own."""
        from maitrise.player.calls import CALLS

        call = CALLS[name]
        data = call.data(self.language, *arguments)
        markdown = call.markdown(self.language, *arguments)
        self._show(name, *arguments, markdown=markdown, data=data)

    def _ask(self, question: Question, call: str, *arguments: str) -> None:
        """Show a question."""
        from maitrise.kinds import ask, kind_of, question_markdown

        asked = ask(question, self.language)
        kind = kind_of(asked)
        name = f"{(kind.shares_view_of or kind.name).title()}View"
        self._show(call, *arguments, markdown=question_markdown(asked), name=name)

    def _show(
        self,
        call: str,
        *arguments: str,
        markdown: str,
        data: Mapping[str, Any] | None = None,
        name: str = "",
    ) -> None:
        from maitrise.notebook.call_view import CallView
        from maitrise.notebook.opening import open_page

        if self._channel is None:
            self._channel = open_page(self.language)
        shown = name or _STORED_NAMES[call]
        display(CallView(self._channel, call, arguments, markdown=markdown, data=data, name=shown))


def _found(values: Any, name: str, what: str) -> Any:
    if name not in values:
        known = ", ".join(values)
        raise MaitriseError(f"No {what} is called {name!r} in this lesson's bank. Known: {known}.")
    return values[name]


CALLS = tuple(
    sorted(name for name in vars(Notebook) if callable(getattr(Notebook, name)) and name[0] != "_")
)
"""By name; ``maitrise.fr`` and ``maitrise.en`` offer these and nothing else."""
