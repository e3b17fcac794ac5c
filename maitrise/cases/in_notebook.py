"""The object that a case notebook uses: ``case = m.case("payroll")``."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.display import Markdown, display, update_display

from maitrise import __version__
from maitrise.base.errors import AnswerError, MaitriseError
from maitrise.base.text import Language, say
from maitrise.cases.data_frame import data_frame
from maitrise.cases.drawing import draw_case_figure
from maitrise.cases.feedback import feedback_words
from maitrise.cases.files import PUBLIC_FORM, assignment, root_folder
from maitrise.cases.hand_in import hand_in
from maitrise.cases.page import case_data, table_data
from maitrise.cases.public_form import read_released
from maitrise.cases.sealed_key import asked_of, unseal
from maitrise.cases.second_copy import ANSWER, answer_bundle
from maitrise.cases.session import CaseSession
from maitrise.cases.shown_table import shown_table
from maitrise.kinds import (
    Asked,
    Mark,
    Question,
    Verdict,
    answer_from_code,
    answer_markdown,
    ask,
    is_marked_by_hand,
    kind_of,
    question_markdown,
    read_answer,
    score,
)
from maitrise.kinds.mark import DECIMALS
from maitrise.learner.requests import Reply
from maitrise.notebook.call_view import CallView
from maitrise.notebook.channel import Channel
from maitrise.notebook.never_a_traceback import never_a_traceback
from maitrise.notebook.shown_figure import show_figure

if TYPE_CHECKING:
    from pandas import DataFrame


def open_case(case: str, language: Language) -> CaseInNotebook:
    """Open the case whose ``case.json`` is beside the running notebook, and show its bar.

    Raises:
        MaitriseError: the file is missing, or belongs to another case.
    """
    folder = Path.cwd()
    if not (folder / PUBLIC_FORM).exists():
        folder = root_folder() / "exercises" / assignment(case, language)
    released = read_released(folder / PUBLIC_FORM, language)
    if (released.id, released.language) != (case, language):
        raise MaitriseError(say("case.another", language, found=released.id, wanted=case))
    opened = CaseInNotebook(CaseSession(released, folder))
    opened.show_bar()
    return opened


class GradedMark:
    """Points as nbgrader reads them (a plain number), and the reasons as people do."""

    def __init__(self, points: float, words: str) -> None:
        self.points = round(points, DECIMALS)
        self.words = words

    def __repr__(self) -> str:
        return repr(self.points)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self.points), "text/markdown": self.words}


class CaseInNotebook:
    """A case in its notebook; it has no keys unless a hidden test passes one to ``mark``."""

    def __init__(self, session: CaseSession) -> None:
        self.session = session
        self.language: Language = session.language
        self._channel = Channel(
            self._page(),
            session.documents(),
            written=self._written,
            extra={"hand-in": self._hand_in},
        )
        self._cells_of = {asked.id: cell for cell, asked in session.asked.items()}
        session.watch(self._show_change)

    def __repr__(self) -> str:
        return f"<{self.session.lesson}>"

    def show_bar(self) -> None:
        """Show how far the learner is."""
        how = say("case.how", self.language, **self.session.facts())
        markdown = f"{how} {say('case.static', self.language)}"
        self._show("case_bar", markdown=markdown, name="CaseBar")

    @never_a_traceback
    def table(self, table: str) -> None:
        """Show a table of the dossier."""
        shown = shown_table(self._table(table), self.language)
        data = table_data(self.session.released, table)
        self._show("case_table", table, markdown=shown.markdown(), data=data, name="CaseTableView")

    @never_a_traceback
    def figure(self, figure: str) -> None:
        """Show a figure of the dossier, its summary and the same as a table."""
        known = self.session.released.figures
        if figure not in known:
            names = ", ".join(known)
            raise MaitriseError(say("case.no-figure", self.language, given=figure, known=names))
        found = known[figure]
        show_figure(draw_case_figure(found, self._table(found.table), self.language))

    def data(self, table: str) -> DataFrame:
        """A table of the dossier for pandas, with the row ids as its index.

        Raises:
            MaitriseError: there is no such table.
        """
        return data_frame(self._table(table), self.language)

    @never_a_traceback
    def ask(self, cell: str) -> None:
        """Show a question with the answer given so far, and its copy in the notebook."""
        asked = self._asked(cell)
        kind = kind_of(asked)
        name = f"{(kind.shares_view_of or kind.name).title()}View"
        self._show("case_question", cell, markdown=question_markdown(asked), name=name)
        if not self.session.is_source:
            display(self._copy(asked), raw=True, display_id=f"answer-{cell}")

    @never_a_traceback
    def answer(self, cell: str, value: Any) -> None:
        """Answer from code; a value that does not fit is refused with a message."""
        asked = self._asked(cell)
        try:
            self.session.put(asked.id, answer_from_code(asked, value))
        except AnswerError as error:
            display(Markdown(f"> {error}"))
        self._channel.notify_changed(f"cases/{self.session.lesson}")

    def mark(self, cell: str, key: str | None = None) -> GradedMark | None:
        """Show whether a question is answered; with a key, return its points and reasons.

        Raises:
            MaitriseError: there is no such question, or the key cannot be read; nbgrader would give
                full credit to a cell without an error.
        """
        if key is None:
            self._show_standing(cell)
            return None
        after, questions = unseal(key)
        question = questions[asked_of(cell, list(questions), self.session.learner)]
        mark = self._scored(question)
        return GradedMark(mark.points, feedback_words(after, question, mark, self.language))

    @never_a_traceback
    def hand_in(self) -> None:
        """Show the blank questions, and the button that writes the file to hand in."""
        self._show("hand_in", markdown=say("hand-in.static", self.language), name="HandInView")

    def _page(self) -> dict[str, Any]:
        released = self.session.released
        held = case_data(released)
        held["data"]["case"] |= {
            "learner": self.session.learner,
            "notices": list(self.session.notices),
        }
        return {
            "format": 1,
            "page": released.id,
            "kind": "case",
            "language": self.language,
            "title": released.title,
            "version": __version__,
            "questions": held["questions"],
            "data": {"case": held["data"]["case"]},
        }

    def _show(
        self,
        call: str,
        *arguments: str,
        markdown: str,
        name: str,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        display(CallView(self._channel, call, arguments, markdown=markdown, data=data, name=name))

    def _written(self, document: str) -> None:
        if document == f"cases/{self.session.lesson}":
            self.session.refresh()

    def _hand_in(self, sent: Any) -> Reply:
        """Write the file that a page asks for.

        Args:
            sent: ``id`` and ``record``.
        """
        asked = sent if isinstance(sent, dict) else {}
        try:
            self.session.refresh()
            done = hand_in(
                self.session, str(asked.get("id", "")), with_record=asked.get("record") is True
            )
        except MaitriseError as error:
            return Reply(HTTPStatus.BAD_REQUEST, {"kind": "refused", "message": str(error)})
        return Reply(HTTPStatus.OK, dict(done))

    def _table(self, name: str) -> Any:
        tables = self.session.released.tables
        if name not in tables:
            known = ", ".join(tables)
            raise MaitriseError(say("case.no-table", self.language, given=name, known=known))
        return tables[name]

    def _asked(self, cell: str) -> Asked:
        if cell not in self.session.asked:
            known = ", ".join(self.session.asked)
            raise MaitriseError(say("case.no-question", self.language, given=cell, known=known))
        return self.session.asked[cell]

    def _scored(self, question: Question) -> Mark:
        try:
            answer = read_answer(
                ask(question, self.language), self.session.entry(question.id).value
            )
        except AnswerError:
            return Mark(0.0, question.points, Verdict.WRONG)
        return score(question, answer)

    def _show_standing(self, cell: str) -> None:
        asked = self._asked(cell)
        if os.environ.get("NBGRADER_VALIDATING"):
            for number in self._blank_questions_to_report(cell):
                # nbgrader's Validate shows what stands on stderr, in the learner's words.
                print(say("case.blank", self.language, number=number), file=sys.stderr)
        display(self._standing(asked), raw=True, display_id=f"standing-{cell}")

    def _blank_questions_to_report(self, cell: str) -> list[int]:
        """The blank questions that a cell reports: its own, and in the last cell those to write.

        A text to write has no code cell, and nbgrader's Validate looks at code cells only.
        """
        asked = self.session.asked
        run = [name for name, each in asked.items() if not is_marked_by_hand(each)]
        concerned = {self.session.number_of(cell)}
        if cell == run[-1]:
            concerned |= {self.session.number_of(name) for name in asked if name not in run}
        return [number for number in self.session.blank() if number in concerned]

    def _standing(self, asked: Asked) -> dict[str, str]:
        is_blank = self.session.answer(asked.id) is None
        words = say("case.not-yet" if is_blank else "case.answered", self.language)
        return {"text/plain": words, "text/markdown": words}

    def _copy(self, asked: Asked) -> dict[str, Any]:
        answer = self.session.answer(asked.id)
        words = say("case.not-yet", self.language)
        if answer is not None:
            words = answer_markdown(asked, answer)
        return {
            ANSWER: answer_bundle(self.session.sheet, asked.id),
            "text/markdown": f'<div class="maitrise-copy">\n\n{words}\n\n</div>',
        }

    def _show_change(self, question: str) -> None:
        cell = self._cells_of[question]
        asked = self.session.asked[cell]
        if not self.session.is_source:
            update_display(self._copy(asked), raw=True, display_id=f"answer-{cell}")
        update_display(self._standing(asked), raw=True, display_id=f"standing-{cell}")
