"""Choosing an onboarding path: what a newcomer with one profile takes, in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from maitrise.base.errors import ErasedError, shown_reason
from maitrise.base.text import Language, say
from maitrise.course import onboarding_paths
from maitrise.learner.identity import choose_path, current_learner
from maitrise.learner.lease import WriteLease
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View
from maitrise.player import paths


class PathChooser(View):
    """The paths side by side; the one chosen is remembered and spelled out."""

    _esm = javascript("make", "paths")
    labels = traitlets.Dict().tag(sync=True)
    paths: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._lease = WriteLease(language)
        names = ("legend", "lessons", "cases", "why", "minutes", "coming", "absent")
        super().__init__(
            labels={name: say(f"paths.{name}", language) for name in names},
            paths=paths.data(language)["paths"],
            state={"chosen": current_learner().path, "notice": ""},
        )
        self.on_msg(self._on_message)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        chosen = content.get("path")
        if chosen not in onboarding_paths():
            return
        try:
            with self._lease.writing():
                choose_path(str(chosen))
            notice = say("paths.kept", self.language)
        except ErasedError as error:
            self.state = {**self.state, "notice": str(error)}
            return
        except OSError as error:
            notice = say("paths.not-kept", self.language, why=shown_reason(error, self.language))
        self.state = {"chosen": chosen, "notice": notice}

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return paths.markdown(self.language)
