"""A learning platform in the browser, and a learner who takes a lesson there."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Frame, Page, expect

from browser.published import served
from browser.served import FIXTURES
from maitrise.publish.lms.package import build_packages

HERE = Path(__file__).parent
VENDOR = HERE.parents[1] / "vendor"
LESSON = "every-kind"
SECOND = "second"
Standard = Literal["scorm12", "scorm2004", "cmi5"]
OBJECTS = {"scorm12": "API", "scorm2004": "API_1484_11"}
VALUE = "(path) => String(path.split('.').reduce((at, name) => at?.[name], platform.api) ?? '')"


def package(standard: Standard, language: str = "en") -> bytes:
    """The zip of the tests' lesson."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_COURSE", str(FIXTURES / "course"))
        made = build_packages(standard, (language,), lesson=LESSON, pass_mark=70)  # type: ignore[arg-type]
    return made[f"maitrise-{standard}-{language}-{LESSON}.zip"]


def path_package(standard: Standard, folder: Path) -> bytes:
    """The zip of a path of two lessons: that of the tests, and its double "second".

    Args:
        folder: an empty one, for their course.
    """
    course = folder / "course"
    shutil.copytree(FIXTURES / "course", course)
    for file in sorted(course.rglob(f"{LESSON}.*")):
        text = file.read_text(encoding="utf-8").replace(LESSON, SECOND)
        file.with_name(f"{SECOND}{file.suffix}").write_text(text, encoding="utf-8")
    for name in ("lessons.toml", "paths.toml"):
        text = (course / name).read_text(encoding="utf-8").replace("not-written-yet", SECOND)
        text = text.replace('title.fr = "La suite"', 'minutes = 15\ntitle.fr = "La suite"')
        (course / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_COURSE", str(course))
        made = build_packages(standard, ("en",), path="new-pmo", pass_mark=70)  # type: ignore[arg-type]
    return made[f"maitrise-{standard}-en-new-pmo.zip"]


@contextmanager
def platform_with(folder: Path, *standards: Standard) -> Iterator[str]:
    """A platform to which the lesson was uploaded; gives its address."""
    with platform_holding(folder, {each: package(each) for each in standards}) as address:
        yield address


@contextmanager
def platform_holding(folder: Path, uploaded: Mapping[str, bytes]) -> Iterator[str]:
    """A platform to which zips were uploaded, by the name of their folder; gives its address."""
    for file in (*HERE.glob("*.html"), *VENDOR.glob("*.js")):
        shutil.copy(file, folder)
    for name, packed in uploaded.items():
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder / name)
    with served(folder) as port:
        yield f"http://localhost:{port}/"


@dataclass
class Platform:
    """The platform as one learner sees it.

    Attributes:
        standard: of the package that is opened.
        kept: what the platform kept of the visits so far.
        behaviour: what goes wrong; see ``index.html``.
        between: how many frames stand between the platform and the lesson.
        unit: the page that is opened.
    """

    page: Page
    home: str
    standard: Standard
    kept: Any = None
    behaviour: dict[str, Any] = field(default_factory=dict)
    between: int = 0
    unit: str = f"en/{LESSON}.html"

    def open(self, place: str = "") -> Frame:
        """Open the platform anew and the lesson in it; gives the lesson's frame once it works."""
        self.page.goto(self.home)
        expect(self.page.locator("html[data-ready]")).to_be_attached()
        opened = {"object": OBJECTS[self.standard], "kept": self.kept, **self.behaviour}
        self.page.evaluate("(given) => openPlatform(given)", opened)
        address = f"{self.standard}/{self.unit}{place}"
        self.page.evaluate(
            "([address, between]) => showLesson(address, between)", [address, self.between]
        )
        return self.lesson()

    def lesson(self) -> Frame:
        """The frame of the lesson, once it works."""
        self.page.wait_for_function(
            """() => {
              let shown = window;
              while (shown.document?.querySelector("iframe")) shown = shown.frames[0];
              return shown.document?.documentElement?.dataset.ready === "";
            }"""
        )
        return self.page.frames[-1]

    def value(self, element: str) -> str:
        """What the platform holds under a name of SCORM ("cmi.core.score.raw")."""
        return str(self.page.evaluate(VALUE, element))

    def said(self, call: str) -> list[str]:
        """What was said with a call, in order ("SetValue cmi.exit")."""
        log = self.page.evaluate("platform.log")
        return [value for name, value in log if name == call]

    def wait_for(self, element: str, value: str) -> None:
        """Wait until the platform holds a value."""
        self.page.wait_for_function(
            f"([path, value]) => ({VALUE})(path) === value", arg=[element, value]
        )

    def wait_until_sent(self, answers: int = 0) -> None:
        """Wait until a state with so many answers was sent, and committed."""
        self.page.wait_for_function(
            """(answers) => {
              const { log } = platform;
              const states = log.filter(([said]) => said.endsWith("SetValue cmi.suspend_data"));
              const held = (states.at(-1)?.[1] ?? "").split("*q").length - 1;
              return held >= answers && /Commit$/.test(log.at(-1)?.[0]);
            }""",
            arg=answers,
        )

    def leave(self) -> None:
        """Leave the lesson; the platform keeps what it was told."""
        last = "LMSFinish" if self.standard == "scorm12" else "Terminate"
        self.page.evaluate("leaveLesson()")
        self.page.wait_for_function(
            "(last) => platform.log.some(([said]) => said === last)", arg=last
        )
        self.kept = self.page.evaluate("keptByPlatform()")
