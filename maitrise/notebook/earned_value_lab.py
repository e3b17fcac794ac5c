"""The earned-value lab: change progress and cost, read the indices, choose whom to tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from maitrise.base.text import Language, say
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View
from maitrise.player import earned_value_lab as lab
from maitrise.player import earned_value_words as words
from maitrise.player.earned_value_lab import BOUNDS, BUDGET, PLANNED, SITUATIONS, project


class EarnedValueLab(View):
    """Two bounded number fields, what follows from them, and a decision about whom to tell."""

    _esm = javascript("make", "earned-value")
    labels = traitlets.Dict().tag(sync=True)
    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    situations: traitlets.List[Any] = traitlets.List().tag(sync=True)
    choices: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._values = dict(SITUATIONS["late-and-dear"])
        names = ("title", "try", "figure", "budget-line", "measure", "formula", "value", "table")
        asking = ("whom", "choose", "convention")
        super().__init__(
            labels={
                **{name: say(f"earned-value.{name}", language) for name in names + asking},
                "project": _project_words(language),
                "conventionIs": say("question.convention", language),
            },
            fields=[
                {
                    "id": name,
                    "label": say(f"earned-value.{name}", language),
                    "least": least,
                    "most": most,
                    "how": say("earned-value.bounds", language, least=least, most=most),
                }
                for name, (least, most) in BOUNDS.items()
            ],
            situations=[
                {"id": name, "text": say(f"earned-value.situation.{name}", language)}
                for name in SITUATIONS
            ],
            choices=[
                {"id": name, "text": say(f"earned-value.tell.{name}", language)}
                for name in words.TOLD
            ],
            state=self._state(),
        )
        self.on_msg(self._on_message)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        act, sent = content.get("act"), content.get("n", 0)
        if act == "set":
            self._set(str(content.get("field")), str(content.get("value", "")), sent)
        elif act == "situation" and content.get("situation") in SITUATIONS:
            self._values = dict(SITUATIONS[str(content["situation"])])
            self.state = self._state(sent)
        elif act == "tell":
            self._tell(content.get("choice"), sent)

    def _set(self, field: str, written: str, sent: object) -> None:
        if field not in BOUNDS:
            return
        least, most = BOUNDS[field]
        value = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1
        if not least <= value <= most:
            name = say(f"earned-value.{field}", self.language)
            notice = say("earned-value.outside", self.language, name=name, least=least, most=most)
            self.state = self._state(sent, notice=notice)
            return
        self._values[field] = value
        self.state = self._state(sent)

    def _tell(self, choice: object, sent: object) -> None:
        if choice in words.TOLD:
            told = words.told(project(**self._values), str(choice), self.language)
            self.state = self._state(sent, told=told)
        else:
            self.state = self._state(sent, notice=say("earned-value.pick-first", self.language))

    def _state(
        self, sent: object = 0, *, told: Mapping[str, Any] | None = None, notice: str = ""
    ) -> dict[str, Any]:
        shown = project(**self._values)
        return {
            "n": sent,
            "values": dict(self._values),
            "summary": words.summary(shown, self.language),
            "figure": words.bars(shown, self.language),
            "measures": words.measures(shown, self.language),
            "alert": words.alert(shown, self.language),
            "told": told,
            "notice": notice,
        }

    def markdown(self) -> str:
        """The same as plain Markdown, for the situation that the lab opens with."""
        return lab.markdown(self.language)


def _project_words(language: Language) -> str:
    return say("earned-value.project", language, bac=BUDGET, planned=PLANNED)
