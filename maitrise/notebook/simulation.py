"""A branching scenario on the page: decide, be told what happened and whose call it was, go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import traitlets

from maitrise.base.errors import AnswerError, ErasedError, shown_reason
from maitrise.base.text import Language, say
from maitrise.course.scenario import (
    Decision,
    Ending,
    Scenario,
    Scene,
    State,
    begin,
    decide,
    decisions_behind,
    ending_of,
    scenario,
)
from maitrise.kinds.mark import Verdict
from maitrise.learner.scenario_progress import ProgressFile
from maitrise.learner.statements import decided, played
from maitrise.notebook.front_end import javascript
from maitrise.notebook.recording import Recording
from maitrise.notebook.view import View
from maitrise.player import simulation

_VERDICTS = {"kept": Verdict.RIGHT, "exceeded": Verdict.WRONG, "unused": Verdict.PARTLY}
_SPOKEN = (
    "gauges cast effect decide ask go-on see-the-end you-did result why "
    "why-this-end behind other-decisions play-again restart "
    "yes no silent"
)


class Simulation(View):
    """One scene after the other; how far the learner got is kept and found again."""

    _esm = javascript("make", "simulation")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, language: Language) -> None:
        self.language: Language = language
        self.scenario: Scenario = scenario(name)
        self._clicks = 0
        self._recording = Recording(language)
        self._file = ProgressFile(self.scenario, language)
        notice = self._file.notice
        if self._file.state.decisions and not notice:
            notice = say("scenario.resumed", language)
        super().__init__(
            labels={
                **{name: say(f"scenario.{name}", language) for name in _SPOKEN.split()},
                "title": self.scenario.title.said_in(language),
                "intro": self.scenario.intro.said_in(language),
            },
            state=self._shown(told=None, notice=notice),
        )
        self.on_msg(self._on_message)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        act = content.get("act")
        self._clicks += 1
        if act == "decide":
            self._decide(content)
        elif act == "go on":
            self.state = self._shown(told=None)
        elif act == "begin again":
            self._begin_again()

    def _begin_again(self) -> None:
        try:
            with self._recording.writing():
                notice = self._keep(begin(self.scenario))
        except ErasedError as error:
            notice = str(error)
        self.state = self._shown(told=None, notice=notice)

    def _decide(self, content: Mapping[str, Any]) -> None:
        before = self._file.state
        if content.get("scene") != before.scene:
            self.state = self._shown(told=None)  # a click on a page that was left behind
            return
        try:
            after = decide(self.scenario, before, str(content.get("choice")))
            with self._recording.writing():
                notices = (self._keep(after), self._record(after))
        except AnswerError:
            notice = say("scenario.pick-first", self.language)
            self.state = self._shown(told=None, notice=notice)
            return
        except ErasedError as error:
            self.state = self._shown(told=None, notice=str(error))
            return
        notice = next((each for each in notices if each), "")
        self.state = self._shown(told=after.decisions[-1], notice=notice)

    def _record(self, state: State) -> str:
        """Record the decision just taken, after the beginning and before the ending of a play.

        A play taken up again after a reload has begun already.

        Returns:
            What the learner should be told; "" when all is well.
        """
        name, title, moment = self.scenario.id, self.scenario.title, self._recording.moment()
        taken, ending = state.decisions[-1], ending_of(self.scenario, state)
        scene, choice = taken.scene, taken.choice
        statements = [
            decided(moment, name, scene.id, scene.title, choice=choice.id, mandate=choice.mandate)
        ]
        if len(state.decisions) == 1:
            statements.insert(0, played(moment, name, title))
        if ending:
            statements.append(played(moment, name, title, ending=ending.id))
        told = [self._recording.append(each) for each in statements]
        return next((each for each in told if each), "")

    def _keep(self, state: State) -> str:
        """Keep the state; what the learner should be told when that failed."""
        try:
            self._file.keep(state)
        except OSError as error:
            return say("scenario.not-kept", self.language, why=shown_reason(error, self.language))
        return ""

    def _shown(self, told: Decision | None, notice: str = "") -> dict[str, Any]:
        """What the page shows: a decision just taken, else the next scene, else the ending."""
        state = self._file.state
        ending = ending_of(self.scenario, state)
        shown: dict[str, Any] = {
            "phase": "told" if told else "scene",
            "begun": len(state.decisions),
            "sure": say("scenario.sure", self.language, count=len(state.decisions)),
            "gauges": self._gauges(state, told),
            "notice": notice,
            "clicks": self._clicks,  # tells the page that its click has arrived
            "over": ending is not None,
        }
        if told:
            return {**shown, "kicker": self._when(told.scene, state), "told": self._told(told)}
        if ending:
            return {**shown, "phase": "end", **self._ended(ending, state)}
        scene = self.scenario.scene(state.scene)
        return {**shown, "kicker": self._when(scene, state, coming=1), "scene": self._scene(scene)}

    def _when(self, scene: Scene, state: State, coming: int = 0) -> str:
        number = len(state.decisions) + coming
        return say(
            "scenario.when",
            self.language,
            month=scene.month,
            months=self.scenario.months,
            number=number,
        )

    def _scene(self, scene: Scene) -> dict[str, Any]:
        return {
            "id": scene.id,
            "title": scene.title.said_in(self.language),
            "role": scene.role.said_in(self.language),
            "text": scene.text.said_in(self.language),
            "choices": [
                {"id": choice.id, "text": choice.text.said_in(self.language)}
                for choice in scene.choices
            ],
        }

    def _told(self, decision: Decision) -> dict[str, Any]:
        choice = decision.choice
        return {
            "title": decision.scene.title.said_in(self.language),
            "choice": choice.text.said_in(self.language),
            "verdict": _VERDICTS[choice.mandate].value,
            "label": say(f"scenario.mandate.{choice.mandate}", self.language),
            "result": choice.result.said_in(self.language),
            "why": choice.why.said_in(self.language),
            "moved": self._moved(decision) or say("scenario.unmoved", self.language),
        }

    def _gauges(self, state: State, told: Decision | None) -> list[dict[str, Any]]:
        return [
            {
                "id": gauge.id,
                "name": gauge.name.said_in(self.language),
                "value": state.gauges[gauge.id],
                "words": self._level(state.gauges[gauge.id]),
                "change": self._change(told.moved.get(gauge.id, 0) if told else 0),
            }
            for gauge in self.scenario.gauges
        ]

    def _level(self, value: int) -> str:
        name = next(name for least, name in simulation.LEVELS if value >= least)
        level = say(f"scenario.level.{name}", self.language)
        return say("scenario.value", self.language, value=value, level=level)

    def _change(self, by: int) -> str:
        if by == 0:
            return ""
        return say(f"scenario.{'up' if by > 0 else 'down'}", self.language, by=abs(by))

    def _ended(self, ending: Ending, state: State) -> dict[str, Any]:
        behind = decisions_behind(ending, state)
        mandates = Counter(decision.choice.mandate for decision in state.decisions)
        found = self._file.progress.endings
        number = len(state.decisions)
        return {
            "kicker": say("scenario.over", self.language, number=number),
            "ending": {
                "title": ending.title.said_in(self.language),
                "text": ending.text.said_in(self.language),
                "why": ending.why.said_in(self.language),
                "mandates": say(
                    "scenario.mandates",
                    self.language,
                    number=number,
                    kept=mandates["kept"],
                    exceeded=mandates["exceeded"],
                    unused=mandates["unused"],
                ),
                "found": say(
                    "scenario.found",
                    self.language,
                    found=len(found),
                    total=len(self.scenario.endings),
                ),
                "behind": [self._debriefed(each, ending) for each in behind],
                "others": [
                    self._debriefed(each, ending) for each in state.decisions if each not in behind
                ],
            },
        }

    def _debriefed(self, decision: Decision, ending: Ending) -> dict[str, Any]:
        """A decision in the debrief, with what it did to what the ending hangs on."""
        weighed = set(decision.moved) & set(ending.hangs_on) or set(decision.moved)
        return {**self._told(decision), "moved": self._moved(decision, weighed)}

    def _moved(self, decision: Decision, only: Collection[str] | None = None) -> str:
        """What a decision did to the gauges, in words; "" when nothing moved."""
        return ", ".join(
            f"{gauge.name.said_in(self.language)} {self._change(decision.moved[gauge.id])}"
            for gauge in self.scenario.gauges
            if gauge.id in decision.moved and (only is None or gauge.id in only)
        )

    def markdown(self) -> str:
        """The opening as plain Markdown: the same whoever plays, and however far they are."""
        return simulation.markdown(self.language, self.scenario.id)
