"""Choosing an onboarding path: what a newcomer with one profile takes, in order."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course import OnboardingPath, case_page, has_case, lessons, onboarding_paths
from maitrise.kinds.markdown import table


def data(language: Language) -> dict[str, Any]:
    """The paths, with the addresses of their lessons and cases as a notebook links to them."""
    return {"paths": [_path(path, language) for path in onboarding_paths().values()]}


def markdown(language: Language) -> str:
    """The paths as a table."""
    rows = [
        [
            path.name.said_in(language),
            path.promise.said_in(language),
            " → ".join(each["title"] for each in _lessons(path, language)),
        ]
        for path in onboarding_paths().values()
    ]
    headers = [say(f"paths.{name}", language) for name in ("legend", "gives", "lessons")]
    return table(headers, rows)


def _path(path: OnboardingPath, language: Language) -> dict[str, Any]:
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
