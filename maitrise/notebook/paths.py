"""Choosing an onboarding path: what a newcomer with one profile takes, in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from maitrise.base.errors import ErasedError, shown_reason
from maitrise.base.text import Language, say
from maitrise.course import OnboardingPath, case_page, has_case, lessons, onboarding_paths
from maitrise.kinds.markdown import table
from maitrise.learner.identity import choose_path, current_learner
from maitrise.learner.tenure import Tenure
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View


class PathChooser(View):
    """The paths side by side; the one chosen is remembered and spelled out."""

    _esm = javascript("make", "paths")
    labels = traitlets.Dict().tag(sync=True)
    paths: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._tenure = Tenure(language)
        names = ("legend", "lessons", "cases", "why", "minutes", "coming", "absent")
        super().__init__(
            labels={name: say(f"paths.{name}", language) for name in names},
            paths=[_shown(path, language) for path in onboarding_paths().values()],
            state={"chosen": current_learner().path, "notice": ""},
        )
        self.on_msg(self._on_message)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        chosen = content.get("path")
        if chosen not in onboarding_paths():
            return
        try:
            with self._tenure.writing():
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
        rows = [
            [
                path.name.said_in(self.language),
                path.promise.said_in(self.language),
                " → ".join(each["title"] for each in _lessons(path, self.language)),
            ]
            for path in onboarding_paths().values()
        ]
        headers = [say(f"paths.{name}", self.language) for name in ("legend", "gives", "lessons")]
        return table(headers, rows)


def _shown(path: OnboardingPath, language: Language) -> dict[str, Any]:
    return {
        "id": path.id,
        "name": path.name.said_in(language),
        "promise": path.promise.said_in(language),
        "why": path.why.said_in(language),
        "lessons": _lessons(path, language),
        "cases": [_case(case, language) for case in path.cases],
    }


def _case(case: str, language: Language) -> dict[str, str]:
    """A case and its address; one that is not in this copy of the course has none."""
    return {
        "title": say(f"case.{case}", language),
        "href": case_page(case, language) if has_case(case, language) else "",
    }


def _lessons(path: OnboardingPath, language: Language) -> list[dict[str, Any]]:
    """The lessons in the path's order; one that is not written yet has no address."""
    return [
        {
            "title": lesson.title.said_in(language),
            "minutes": lesson.minutes,
            "href": f"{lesson.id}.ipynb" if lesson.is_written else "",
        }
        for lesson in (lessons()[name] for name in path.lessons)
    ]
