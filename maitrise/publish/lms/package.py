"""A package for an LMS: lessons as pages, and the manifest that says how they are opened.

A package holds all that it needs and asks for nothing else. Each lesson is a unit of its own, which
the LMS opens, keeps the state of, and reports: in SCORM 1.2 a unit has 4,096 characters for that.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from maitrise import __version__
from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, catalogue, say
from maitrise.course import Lesson, lessons, onboarding_paths
from maitrise.course.documents import template_files
from maitrise.player.spoken import spoken_by
from maitrise.publish.addresses import FileAddresses, file_of
from maitrise.publish.files import Files, lesson_assets
from maitrise.publish.frame import POLICY, document, render_template
from maitrise.publish.lesson_page import lesson_page
from maitrise.publish.lms.note import NOTE, platform_note
from maitrise.publish.lms.rule import CompletionRule, completion_rule
from maitrise.publish.publication import Publication

Standard = Literal["scorm12", "scorm2004", "cmi5"]

WHOLE_COURSE = "course"
_MANIFESTS: Mapping[Standard, str] = {
    "scorm12": "imsmanifest.xml",
    "scorm2004": "imsmanifest.xml",
    "cmi5": "cmi5.xml",
}
_HOME_PAGE = "https://maitrise.example"
# With cmi5 a page talks with the record store that its launch names, wherever that is.
_CMI5_POLICY = POLICY.replace("connect-src 'self'", "connect-src 'self' https: http:")
_STAMP = (2026, 1, 1, 0, 0, 0)  # the same package from the same files
_COMPRESSED = (".woff2", ".xlsx")
_ENTRY = "player/lms.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A lesson in a package.

    Attributes:
        file: its page, from the root of the package.
        page: what that file holds.
        downloads: the files that the page offers, by their place in the package.
    """

    lesson: Lesson
    rule: CompletionRule
    file: str
    page: bytes
    downloads: Files

    @property
    def mastery(self) -> str:
        """The pass mark as a share of one; "" where there is none."""
        return f"{self.rule.pass_mark / 100:g}" if self.rule.pass_mark is not None else ""


def build_packages(
    standard: Standard,
    languages: Sequence[Language],
    *,
    lesson: str = "",
    path: str = "",
    pass_mark: int,
    spoken: Language | None = None,
) -> Files:
    """The zips to upload, by file name, and the note that goes with them.

    Args:
        lesson: only this one.
        path: the lessons of this onboarding path in its order, in one package; without either, a
            package a lesson and one of them all.
        pass_mark: percent.
        spoken: the language in which a wrong call is told; by default that of the packages.

    Raises:
        WrongCallError: there is no such lesson or path, or nothing in it.
        CourseError: a bank has faults.
    """
    made: dict[str, bytes] = {}
    names = _wanted(lesson, path, spoken or languages[0])
    for language in languages:
        units = {name: _unit(name, standard, language, pass_mark) for name in names}
        shared = dict(lesson_assets(_ENTRY, "beginInLms", styles=("lms",)))
        title = _title_of(path, language)

        def add(
            name: str,
            title: str,
            held: list[Unit],
            language: Language = language,
            shared: dict[str, bytes] = shared,
        ) -> None:
            file = f"maitrise-{standard}-{language}-{name}.zip"
            downloads = {place: each for unit in held for place, each in unit.downloads.items()}
            made[file] = _packed(_files(standard, language, name, title, held, shared | downloads))

        if not path:
            for name, unit in units.items():
                add(name, unit.lesson.title.said_in(language), [unit])
        if not lesson:
            add(path or WHOLE_COURSE, title, list(units.values()))
    return {**made, NOTE: platform_note(standard, pass_mark)}


def _wanted(lesson: str, path: str, language: Language) -> list[str]:
    written = [each.id for each in lessons().values() if each.is_written]
    if lesson and lesson not in written:
        known = ", ".join(written)
        raise WrongCallError(say("lms.no-lesson", language, name=repr(lesson), known=known))
    if path and path not in onboarding_paths():
        known = ", ".join(onboarding_paths())
        raise WrongCallError(say("lms.no-path", language, name=repr(path), known=known))
    if lesson:
        return [lesson]
    names = (
        [each for each in onboarding_paths()[path].lessons if each in written] if path else written
    )
    if not names:
        raise WrongCallError(say("lms.empty", language, name=repr(path)))
    return names


def _title_of(path: str, language: Language) -> str:
    if path:
        return onboarding_paths()[path].name.said_in(language)
    return say("page.course", language)


def _unit(name: str, standard: Standard, language: Language, pass_mark: int) -> Unit:
    address = f"{language}/{name}"
    # Nothing of the course but this lesson: a link to another page would leave the unit.
    alone = Publication(
        languages=(language,), addresses=FileAddresses(), pages={language: {name: address}}
    )
    rule = completion_rule(name, pass_mark)
    page = lesson_page(name, language, alone)
    words = {key: catalogue()[key].said_in(language) for key in _spoken()}
    data = {
        **page.data,
        "words": page.data["words"] | words | {"store.page-only": words["lms.alone"]},
        "lms": {"standard": standard, "quiz": rule.quiz, "pass": rule.pass_mark},
    }
    policy = _CMI5_POLICY if standard == "cmi5" else POLICY
    held = document(replace(page, data=data), alone, script="lesson.js", policy=policy)
    return Unit(
        lesson=lessons()[name],
        rule=rule,
        file=file_of(address),
        page=held.encode("utf-8"),
        downloads={
            f"{language}/{place}": content
            for place, content in template_files(language).items()
            if place in held
        },
    )


def _spoken() -> frozenset[str]:
    return spoken_by(_ENTRY, without="player/calls.js")


def _files(
    standard: Standard,
    language: Language,
    name: str,
    title: str,
    units: Sequence[Unit],
    shared: Files,
) -> Files:
    manifest = render_template(
        f"lms/{standard}.xml.j2",
        identifier=f"maitrise-{language}-{name}",
        home_page=_HOME_PAGE,
        version=__version__,
        language=language,
        name=name,
        title=title,
        units=units,
        shared=sorted([NOTE, *shared]),
    )
    return {
        _MANIFESTS[standard]: manifest.encode("utf-8"),
        NOTE: platform_note(
            standard, next((unit.rule.pass_mark for unit in units if unit.mastery), None)
        ),
        **{unit.file: unit.page for unit in units},
        **shared,
    }


def _packed(files: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _in_order(files):
            entry = zipfile.ZipInfo(name, date_time=_STAMP)
            entry.external_attr = 0o100644 << 16
            packs = not name.endswith(_COMPRESSED)
            entry.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return packed.getvalue()


def _in_order(files: Files) -> Iterator[tuple[str, bytes]]:
    """The manifest first: some platforms look no further."""
    first = [name for name in files if "/" not in name]
    yield from ((name, files[name]) for name in first)
    yield from ((name, files[name]) for name in sorted(set(files) - set(first)))
