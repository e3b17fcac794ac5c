"""Packages for a learning platform: what is in them, what their manifests say, what is refused."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Mapping
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
from maitrise.publish.lms.package import NOTE, Standard, build_packages
from maitrise.publish.lms.rule import completion_rule

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
SPACES: Mapping[Standard, Mapping[str, str]] = {
    "scorm12": {"": NAMESPACES["scorm12"][0], "adlcp:": NAMESPACES["scorm12"][1]},
    "scorm2004": {
        "": NAMESPACES["scorm2004"][0],
        "adlcp:": NAMESPACES["scorm2004"][1],
        "imsss:": SEQUENCING[1:-1],
    },
    "cmi5": {"": "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"},
}
# Of each element: what it holds, in order; the attributes that it has to have, and may have.
Forms = Mapping[str, tuple[str, str, str]]
PACKAGING: Forms = {
    "manifest": ("metadata organizations resources ", "identifier version", ""),
    "metadata": ("schema schemaversion ", "", ""),
    "schema": ("", "", ""),
    "schemaversion": ("", "", ""),
    "organizations": ("organization ", "default", ""),
    "title": ("", "", ""),
    "resources": ("(resource )+", "", ""),
    "file": ("", "href", ""),
    "dependency": ("", "identifierref", ""),
}
ITEM = "identifier identifierref isvisible"
FORMS: Mapping[Standard, Forms] = {
    "scorm12": {
        **PACKAGING,
        "organization": ("title (item )+", "identifier", ""),
        "item": ("title (adlcp:masteryscore )?", ITEM, ""),
        "adlcp:masteryscore": ("", "", ""),
        "resource": ("(file )+(dependency )*", "identifier type adlcp:scormtype", "href"),
    },
    "scorm2004": {
        **PACKAGING,
        "organization": ("title (item )+imsss:sequencing ", "identifier", ""),
        "item": ("title imsss:sequencing ", ITEM, ""),
        "imsss:sequencing": (
            "imsss:controlMode |(imsss:objectives )?imsss:deliveryControls ", "", ""),
        "imsss:controlMode": ("", "", "choice flow"),
        "imsss:objectives": ("imsss:primaryObjective ", "", ""),
        "imsss:primaryObjective": (
            "imsss:minNormalizedMeasure ", "objectiveID satisfiedByMeasure", ""),
        "imsss:minNormalizedMeasure": ("", "", ""),
        "imsss:deliveryControls": ("", "", "completionSetByContent objectiveSetByContent"),
        "resource": ("(file )+(dependency )*", "identifier type adlcp:scormType", "href"),
    },
    "cmi5": {
        "courseStructure": ("course (au )+", "", ""),
        "course": ("title description ", "id", ""),
        "au": ("title description url ", "id launchMethod moveOn", "masteryScore"),
        "title": ("(langstring )+", "", ""),
        "description": ("(langstring )+", "", ""),
        "langstring": ("", "lang", ""),
        "url": ("", "", ""),
    },
}  # fmt: skip
TEXTS = {"schema", "schemaversion", "title", "langstring", "url", "adlcp:masteryscore",
         "imsss:minNormalizedMeasure"}  # fmt: skip
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*\Z")


@cache
def made_by(standard: Standard) -> Files:
    """All packages in both languages, made once."""
    return build_packages(standard, LANGUAGES, pass_mark=65)


def opened(packed: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert archive.testzip() is None
    return archive


def faults_of_form(root: ElementTree.Element, standard: Standard) -> list[str]:
    """Elements and attributes that the schemas do not let stand where they stand.

    Stricter than the schemas, which are not among our files: what we never write is a fault too. A
    deep test validates with the published ones.
    """
    prefixes = {uri: name for name, uri in SPACES[standard].items()}
    faults = []
    for element in root.iter():
        name, children = (
            named(element.tag, prefixes),
            [named(each.tag, prefixes) for each in element],
        )
        wanted, required, optional = FORMS[standard].get(name, ("(?!)", "", ""))  # known to none
        if not re.fullmatch(wanted, "".join(f"{each} " for each in children)):
            faults.append(f"{name} holds {children}")
        given = {named(each, prefixes) for each in element.attrib}
        if not set(required.split()) <= given <= {*required.split(), *optional.split()}:
            faults.append(f"{name} has {sorted(given)}")
        if wanted == "" and name in TEXTS and not (element.text or "").strip():
            faults.append(f"{name} says nothing")
    return faults


def named(tag: str, prefixes: Mapping[str, str]) -> str:
    uri, _, name = tag.rpartition("}")
    return prefixes.get(uri[1:], "?" if uri else "") + name


def manifest_faults(archive: zipfile.ZipFile, standard: Standard) -> list[str]:
    """What a manifest of SCORM gets wrong: its form, names, references, and the files it lists."""
    own, adl, kind = NAMESPACES[standard]
    root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    faults = faults_of_form(root, standard)
    said = [root.findtext(f".//{{{own}}}{name}") for name in ("schema", "schemaversion")]
    if said != ["ADL SCORM", "1.2" if standard == "scorm12" else "2004 4th Edition"]:
        faults.append(f"metadata {said}")
    ids = [each for element in root.iter() if (each := element.get("identifier"))]
    faults += [f"id {each}" for each in ids if not IDENTIFIER.match(each) or ids.count(each) > 1]
    for element in root.iter(f"{{{own}}}organizations"):
        if element.get("default") not in ids:
            faults.append("default organization")
    resources = {each.get("identifier"): each for each in root.iter(f"{{{own}}}resource")}
    for item in root.iter(f"{{{own}}}item"):
        target = resources.get(item.get("identifierref"))
        if target is None or target.get(f"{{{adl}}}{kind}") != "sco" or not target.get("href"):
            faults.append(f"item {item.get('identifier')}")
    listed: list[str] = []
    for name, resource in resources.items():
        files = [str(each.get("href")) for each in resource.iter(f"{{{own}}}file")]
        listed += files
        kinds = (resource.get("type"), resource.get(f"{{{adl}}}{kind}"))
        if kinds not in (("webcontent", "sco"), ("webcontent", "asset")):
            faults.append(f"resource {name}")
        if resource.get("href", files[0] if files else "") not in files:
            faults.append(f"href of {name}")
        for each in resource.iter(f"{{{own}}}dependency"):
            if each.get("identifierref") not in resources:
                faults.append(f"dependency of {name}")
    held = [name for name in archive.namelist() if name != "imsmanifest.xml"]
    if sorted(listed) != sorted(held):
        faults.append(f"files {sorted(set(listed) ^ set(held)) or 'listed twice'}")
    return faults


def structure_faults(archive: zipfile.ZipFile) -> list[str]:
    """What a course structure of cmi5 gets wrong."""
    root = ElementTree.fromstring(archive.read("cmi5.xml"))
    faults = faults_of_form(root, "cmi5")
    ids = [each for element in root if (each := element.get("id"))]
    faults += [f"id {each}" for each in ids if ":" not in each or ids.count(each) > 1]
    for unit in root.iter(f"{{{SPACES['cmi5']['']}}}au"):
        if unit.get("moveOn") not in ("Completed", "CompletedAndPassed"):
            faults.append(f"moveOn {unit.get('moveOn')}")
        if not 0 < float(unit.get("masteryScore", "1")) <= 1:
            faults.append(f"masteryScore {unit.get('masteryScore')}")
        if unit.findtext(f"{{{SPACES['cmi5']['']}}}url") not in archive.namelist():
            faults.append(f"url of {unit.get('id')}")
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
        assert (
            archive.namelist()[0] == "imsmanifest.xml"
        )  # no folder round it, which Moodle refuses
        assert len(made[name]) < MEBIBYTE
    name = f"maitrise-{standard}-fr-00-start.zip"
    again = build_packages(standard, ("fr",), lesson="00-start", pass_mark=65)
    assert again[name] == made[name]  # the same from the same course


BROKEN: Mapping[Standard, tuple[tuple[str, str], ...]] = {
    "scorm12": (
        ('default="organization"', 'default="none"'),
        ('identifierref="lesson-', 'identifierref="gone-'),
        ('adlcp:scormtype="sco"', 'adlcp:scormtype="SCO"'),
        ('adlcp:scormtype="sco"', 'scormtype="sco"'),
        ('<file href="assets/page.css"/>', ""),
        ('<file href="assets/page.css"/>', '<file href="assets/page.css"/>' * 2),
        (f'<file href="{NOTE}"/>', ""),
        ('identifier="item-01', 'identifier="01'),
        ("<schemaversion>1.2<", "<schemaversion>1.3<"),
        ("<schema>ADL SCORM</schema>", ""),
        ("imscp_rootv1p1p2", "imscp_v1p1"),
        ("adlcp_rootv1p2", "adlcp_v1p3"),
        ("<adlcp:masteryscore>70</adlcp:masteryscore>", "<adlcp:masteryscore/>"),
        (' type="webcontent"', ""),
        ("<resources>", "<resources><note/>"),
    ),
    "scorm2004": (
        ("<imsss:objectives>", "<imsss:deliveryControls/><imsss:objectives>"),
        ("imsss:minNormalizedMeasure>", "imsss:minimumMeasure>"),
        ("http://www.imsglobal.org/xsd/imsss", "http://www.imsglobal.org/xsd/sequencing"),
        ('objectiveID="', 'objectiveid="'),
        ("2004 4th Edition", "2004 5th Edition"),
        ('adlcp:scormType="sco"', 'adlcp:scormtype="sco"'),
    ),
    "cmi5": (
        ('launchMethod="AnyWindow" ', ""),
        ('moveOn="CompletedAndPassed"', 'moveOn="Passed it"'),
        ('masteryScore="0.7"', 'masteryScore="70"'),
        ("<url>", "<url>course/"),
        ("</au>", "<title/></au>"),
        ("CourseStructure.xsd", "Course.xsd"),
        (' lang="en"', ""),
    ),
}


@pytest.mark.parametrize("standard", BROKEN)
def test_the_rules_see_what_is_wrong_with_a_manifest(standard: Standard) -> None:
    made = build_packages(standard, ("en",), lesson="01-moa-amoa-moe", pass_mark=70)
    archive = opened(next(each for name, each in made.items() if name.endswith(".zip")))
    manifest = archive.namelist()[0]
    sound = archive.read(manifest).decode()

    def faults(text: str) -> list[str]:
        again = io.BytesIO()
        with zipfile.ZipFile(again, "w") as other:
            for name in archive.namelist():
                other.writestr(name, text if name == manifest else archive.read(name))
        made = opened(again.getvalue())
        return structure_faults(made) if standard == "cmi5" else manifest_faults(made, standard)

    assert faults(sound) == []
    for before, after in BROKEN[standard]:
        changed = sound.replace(before, after)
        assert changed != sound, before
        assert faults(changed) != [], after


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
    units = structure.findall(f"{cmi5}au")
    assert [(each.get("moveOn"), each.get("masteryScore")) for each in units] == [
        ("Completed", None),
        *[("CompletedAndPassed", "0.65")] * marked,
    ]
    assert [each.findtext(f"{cmi5}url") for each in units] == [
        f"fr/{name}.html" for name in lessons()
    ]
    for name in (each for each in made_by("cmi5") if each.endswith(".zip")):
        assert structure_faults(opened(made_by("cmi5")[name])) == [], name


def test_a_path_is_one_package_with_its_lessons_in_order() -> None:
    made = build_packages("scorm12", ("en",), path="new-pmo", pass_mark=70)
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


def test_the_note_says_which_settings_make_a_result_count_in_the_platform() -> None:
    made = build_packages("scorm12", ("en",), lesson="01-moa-amoa-moe", pass_mark=80)
    note = made[NOTE].decode("utf-8-sig")
    for words in (
        "Completion: by the status that the module sends",
        "Achèvement : par l’état que le module transmet",
        *("Attempts: a single one", "Tentatives : une seule"),
        *("Grade: the highest", "Note : la plus haute"),
        *("Window: in the page (frame)", "Fenêtre : dans la page (cadre)"),
        *("Pass mark: 80%", "Seuil de réussite : 80 %"),
        *("maitrise mark", "create an assignment", "créez un devoir"),
    ):
        assert words in note.replace("\u00a0", " ").replace("\u202f", " "), words
    assert max(len(line) for line in note.splitlines()) <= 110  # it is printed
    assert len(note.splitlines()) <= 80


def test_the_rule_is_the_first_quiz_unless_the_author_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert completion_rule("01-moa-amoa-moe", 70).quiz == next(
        iter(bank("01-moa-amoa-moe").quizzes)
    )
    start = completion_rule("00-start", 70)
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
        completion_rule("every-kind", 70)
    assert faults_of_completion() == list(refused.value.faults)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--lms", "scorm12", "--lesson", "99-none"], "00-start"),
        (["--lms", "scorm12", "--path", "new-nobody"], "new-pmo"),
        (["--lms", "scorm12", "--pass", "130"], "100"),
        (["--lms", "scorm13"], "scorm13"),
        (["--lms", "scorm12", "--pass", "-1"], "--pass"),
        (["--lms", "scorm12", "--pass", "abc"], "--pass"),
        (["--lms", "scorm12", "--lang", "xx"], "xx"),
        (["--lesson", "00-start"], "--lms"),
        (["--bank", "moodle", "--path", "new-pmo"], "--lms"),
        (["--cards", "anki", "--single"], "--cards"),
        (["--bank", "moodle", "--cards", "anki"], "--bank"),
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
