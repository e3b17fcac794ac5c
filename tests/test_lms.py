"""Packages for a learning platform: what is in them, what their manifests say, what is refused."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from functools import cache
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES, say
from maitrise.check.completion import faults_of_completion
from maitrise.cli.app import main
from maitrise.course import bank, lessons, onboarding_paths
from maitrise.publish.files import Files
from maitrise.publish.lms.package import NOTE, Standard, packages
from maitrise.publish.lms.rule import rule_of

SCORM: tuple[Standard, ...] = ("scorm12", "scorm2004")
MEBIBYTE = 2**20
# A manifest's namespace in each version, that of ADL, and the latter's name for what a resource is.
NAMESPACES = {
    "scorm12": (
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "scormtype",
    ),
    "scorm2004": (
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "scormType",
    ),
}
SEQUENCING = "{http://www.imsglobal.org/xsd/imsss}"
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*\Z")


@cache
def made_by(standard: Standard) -> Files:
    """All packages in both languages, made once."""
    return packages(standard, LANGUAGES, pass_mark=65)


def opened(packed: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert archive.testzip() is None
    return archive


def manifest_faults(archive: zipfile.ZipFile, standard: Standard) -> list[str]:
    """What a manifest gets wrong, by the rules of SCORM's content packaging.

    The published schemas are not among our files; these are their rules for what we write: the
    order of elements, ids that are names and stand once, references that lead somewhere, and each
    file of the zip listed once.
    """
    own, adl, kind = NAMESPACES[standard]
    root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    faults = [] if root.tag == f"{{{own}}}manifest" else [f"root {root.tag}"]
    order = [element.tag.partition("}")[2] for element in root]
    if order != ["metadata", "organizations", "resources"]:
        faults.append(f"order {order}")
    said = [
        root.findtext(f"{{{own}}}metadata/{{{own}}}{name}") for name in ("schema", "schemaversion")
    ]
    if said != ["ADL SCORM", "1.2" if standard == "scorm12" else "2004 4th Edition"]:
        faults.append(f"metadata {said}")
    ids = [each for element in root.iter() if (each := element.get("identifier"))]
    faults += [f"id {each}" for each in ids if not IDENTIFIER.match(each) or ids.count(each) > 1]
    organizations = root.find(f"{{{own}}}organizations")
    assert organizations is not None
    if organizations.get("default") not in ids:
        faults.append("default organization")
    resources = {each.get("identifier"): each for each in root.iter(f"{{{own}}}resource")}
    for item in root.iter(f"{{{own}}}item"):
        if item[0].tag != f"{{{own}}}title" or not item[0].text:
            faults.append("an item begins with its title")
        target = resources.get(item.get("identifierref"))
        if target is None or target.get(f"{{{adl}}}{kind}") != "sco":
            faults.append(f"item {item.get('identifier')}")
    listed: list[str] = []
    for name, resource in resources.items():
        files = [str(each.get("href")) for each in resource.iter(f"{{{own}}}file")]
        listed += files
        if resource.get("type") != "webcontent" or resource.get(f"{{{adl}}}{kind}") not in (
            "sco",
            "asset",
        ):
            faults.append(f"resource {name}")
        if resource.get("href", files[0]) not in files:
            faults.append(f"href of {name}")
        for each in resource.iter(f"{{{own}}}dependency"):
            if each.get("identifierref") not in resources:
                faults.append(f"dependency of {name}")
    held = {name for name in archive.namelist() if name not in ("imsmanifest.xml", NOTE)}
    if sorted(listed) != sorted(held):
        faults.append(f"files {sorted(set(listed) ^ held)}")
    return faults


@pytest.mark.parametrize("standard", SCORM)
def test_each_lesson_is_a_package_and_all_are_one_with_a_sound_manifest(standard: Standard) -> None:
    made = made_by(standard)
    names = [*lessons(), "course"]
    wanted = {
        f"maitrise-{standard}-{language}-{name}.zip" for language in LANGUAGES for name in names
    }
    assert set(made) == {*wanted, NOTE}
    for name in wanted:
        archive = opened(made[name])
        assert manifest_faults(archive, standard) == [], name
        assert archive.namelist()[0] == "imsmanifest.xml"  # no folder round it
        assert len(made[name]) < MEBIBYTE
    name = f"maitrise-{standard}-fr-00-start.zip"
    again = packages(standard, ("fr",), lesson="00-start", pass_mark=65)
    assert again[name] == made[name]  # the same from the same course


def test_the_rules_see_what_is_wrong_with_a_manifest() -> None:
    (packed,) = (
        each
        for name, each in packages("scorm12", ("fr",), lesson="00-start", pass_mark=70).items()
        if name.endswith(".zip")
    )
    archive = opened(packed)
    sound = archive.read("imsmanifest.xml").decode()
    for before, after in [
        ('default="organization"', 'default="none"'),
        ('identifierref="lesson-', 'identifierref="gone-'),
        ('adlcp:scormtype="sco"', 'adlcp:scormtype="SCO"'),
        ('<file href="assets/page.css"/>', ""),
        ('identifier="item-00-start"', 'identifier="00-start"'),
        ("<schemaversion>1.2<", "<schemaversion>1.3<"),
    ]:
        assert before in sound
        again = io.BytesIO()
        with zipfile.ZipFile(again, "w") as other:
            for name in archive.namelist():
                changed = name == "imsmanifest.xml"
                other.writestr(
                    name, sound.replace(before, after, 1) if changed else archive.read(name)
                )
        assert manifest_faults(opened(again.getvalue()), "scorm12") != [], after


def test_the_pass_mark_stands_where_each_platform_reads_it() -> None:
    def manifest(standard: Standard) -> ElementTree.Element:
        made = made_by(standard)
        archive = opened(made[f"maitrise-{standard}-fr-course.zip"])
        name = "cmi5.xml" if standard == "cmi5" else "imsmanifest.xml"
        return ElementTree.fromstring(archive.read(name))

    marked = len(lessons()) - 1  # where one starts from is neither passed nor failed
    in_12 = [
        each.text
        for each in manifest("scorm12").iter(f"{{{NAMESPACES['scorm12'][1]}}}masteryscore")
    ]
    in_2004 = [
        each.text for each in manifest("scorm2004").iter(f"{SEQUENCING}minNormalizedMeasure")
    ]
    assert (in_12, in_2004) == (["65"] * marked, ["0.65"] * marked)
    cmi5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
    structure = manifest("cmi5")
    assert [each.tag for each in structure] == [f"{cmi5}course", *[f"{cmi5}au"] * len(lessons())]
    units = structure.findall(f"{cmi5}au")
    assert len({each.get("id") for each in units}) == len(units)
    assert [(each.get("moveOn"), each.get("masteryScore")) for each in units] == [
        ("Completed", None),
        *[("CompletedAndPassed", "0.65")] * marked,
    ]
    assert [each.findtext(f"{cmi5}url") for each in units] == [
        f"fr/{name}.html" for name in lessons()
    ]
    for unit in units:
        assert [each.tag for each in unit] == [
            f"{cmi5}{x}" for x in ("title", "description", "url")
        ]


def test_a_path_is_one_package_with_its_lessons_in_order() -> None:
    made = packages("scorm12", ("en",), path="new-pmo", pass_mark=70)
    assert set(made) == {"maitrise-scorm12-en-new-pmo.zip", NOTE}
    archive = opened(made["maitrise-scorm12-en-new-pmo.zip"])
    root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    items = [
        str(each.get("identifierref")) for each in root.iter(f"{{{NAMESPACES['scorm12'][0]}}}item")
    ]
    assert items == [f"lesson-{name}" for name in onboarding_paths()["new-pmo"].lessons]


def test_a_package_leads_nowhere_and_asks_for_nothing_outside() -> None:
    made = made_by("scorm2004")
    archive = opened(made["maitrise-scorm2004-fr-course.zip"])
    for name in (each for each in archive.namelist() if each.endswith(".html")):
        page = unescape(archive.read(name).decode())
        loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="([^"]+)"', page)
        outside = [each for each in loaded if not each.startswith(("../assets/", "data:"))]
        assert outside == [], name
        links = re.findall(r'<a\b[^>]*\bhref="([^"]*)"', page)
        own = [each for each in links if not each.startswith(("#", "http"))]
        assert [each for each in own if f"fr/{each}" not in archive.namelist()] == [], name
        assert "connect-src 'self';" in page
    note = archive.read(NOTE).decode("utf-8-sig")
    assert all(
        words in note for words in ("Réglages de la plateforme", "Settings of the platform", "65")
    )


def test_the_rule_is_the_first_quiz_unless_the_author_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert rule_of("01-moa-amoa-moe", 70).quiz == next(iter(bank("01-moa-amoa-moe").quizzes))
    start = rule_of("00-start", 70)
    assert (start.quiz, start.pass_mark) == ("positioning", None)

    fixtures = Path(__file__).parent / "fixtures" / "course"
    shutil.copytree(fixtures, tmp_path / "course")
    path = tmp_path / "course" / "lessons.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "minutes = 15", 'minutes = 15\ncompletion = { quiz = "gone" }'
        ),
        encoding="utf-8",
    )
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path / "course"))
    with pytest.raises(CourseError, match=r"every-kind, completion.*at-the-end") as refused:
        rule_of("every-kind", 70)
    assert faults_of_completion() == list(refused.value.faults)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--lms", "scorm12", "--lesson", "99-none"], "00-start"),
        (["--lms", "scorm12", "--path", "new-nobody"], "new-pmo"),
        (["--lms", "scorm12", "--pass", "130"], "100"),
        (["--lms", "scorm13"], "scorm13"),
        (["--lesson", "00-start"], "--lms"),
        (["--lms", "cmi5", "--single"], "--lms"),
        (["--lms", "cmi5", "--lesson", "00-start", "--path", "new-pmo"], "--path"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_and_writes_nothing(
    options: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["maitrise", "publish", *options, str(tmp_path / "out")])
    monkeypatch.setenv("LANG_COURSE", "en")
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_path_without_a_written_lesson_makes_no_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixtures = Path(__file__).parent / "fixtures" / "course"
    shutil.copytree(fixtures, tmp_path / "course")
    path = tmp_path / "course" / "lessons.toml"
    path.write_text(path.read_text("utf-8").replace("minutes = 15\n", ""), encoding="utf-8")
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path / "course"))
    name = next(iter(onboarding_paths()))
    out = tmp_path / "out"
    monkeypatch.setattr(
        "sys.argv", ["maitrise", "publish", "--lms", "cmi5", "--path", name, str(out)]
    )
    monkeypatch.setenv("LANG_COURSE", "fr")
    with pytest.raises(SystemExit):
        main()
    assert say("lms.empty", "fr", name=repr(name)) in capsys.readouterr().err
    assert not out.exists()
