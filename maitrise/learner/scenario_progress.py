"""How far a learner is in a scenario: kept in their own folder, written whole."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace

from maitrise.base.errors import AnswerError
from maitrise.base.files import private_folder, set_aside, write_whole
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say
from maitrise.course.scenario.model import Scenario
from maitrise.course.scenario.play import State, begin, ending_of, replay

FORMAT = 1
_MAXIMUM_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class ScenarioProgress:
    """What is kept: the decisions of the play under way, and the endings ever reached.

    Attributes:
        decisions: scene and choice of each, in order; the same in both languages.
        endings: ids, in the order they were first reached.
    """

    decisions: tuple[tuple[str, str], ...] = ()
    endings: tuple[str, ...] = ()


class ProgressFile:
    """A learner's progress on disk.

    Attributes:
        state: where the play stands.
        progress: what is kept of it, whether or not the last writing succeeded.
        notice: what the learner should be told about opening it; "" when all is well.
    """

    def __init__(self, scenario: Scenario, language: Language) -> None:
        """Take the play up where it was left; never raises for what it finds in the file."""
        self.path = learner_folder() / "scenarios" / f"{scenario.id}.json"
        self.notice = ""
        self._scenario = scenario
        self.progress, self.state = ScenarioProgress(), begin(scenario)
        try:
            self.progress = self._read()
            self.state = replay(scenario, self.progress.decisions)
        except FileNotFoundError:
            pass
        except AnswerError:  # the scenario has changed since: the endings still count
            self._set_aside("before")
            known = {ending.id for ending in scenario.endings}
            endings = tuple(name for name in self.progress.endings if name in known)
            self.progress, self.state = ScenarioProgress(endings=endings), begin(scenario)
            self.notice = say("scenario.changed", language)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self._set_aside("damaged")
            self.notice = say("scenario.damaged", language)

    def keep(self, state: State) -> None:
        """Keep where the play now stands.

        Raises:
            OSError: it could not be written; it is kept in memory and goes with the next writing.
        """
        ending = ending_of(self._scenario, state)
        reached = self.progress.endings
        if ending and ending.id not in reached:
            reached = (*reached, ending.id)
        decisions = tuple((decision.scene.id, decision.choice.id) for decision in state.decisions)
        self.state, self.progress = (
            state,
            replace(self.progress, decisions=decisions, endings=reached),
        )
        content = {
            "format": FORMAT,
            "scenario": self._scenario.id,
            "decisions": decisions,
            "endings": reached,
        }
        private_folder(self.path.parent)
        write_whole(self.path, (json.dumps(content, indent=1) + "\n").encode("utf-8"), private=True)

    def _read(self) -> ScenarioProgress:
        if self.path.stat().st_size > _MAXIMUM_BYTES:
            raise ValueError("the file is too large")
        raw = json.loads(self.path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT or raw["scenario"] != self._scenario.id:
            raise ValueError("this is another file")
        decisions = tuple((scene, choice) for scene, choice in raw["decisions"])
        endings = tuple(raw["endings"])
        names = [*endings, *(name for pair in decisions for name in pair)]
        if not all(isinstance(name, str) for name in names):
            raise TypeError("a name is not a text")
        return ScenarioProgress(decisions, endings)

    def _set_aside(self, why: str) -> None:
        with suppress(OSError):
            set_aside(self.path, why)
