"""The whole course at once: names that lead nowhere, files that cannot be read, nothing hidden."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from conftest import FIXTURE_COURSE, CourseCopy
from maitrise import check
from maitrise.check import check_course
from maitrise.check.case_wording import faults_of_case_wording
from maitrise.check.terms import faults_of_terms
from maitrise.course import bank as course_bank

EN = "course/en/every-kind.ipynb"
FR = "course/fr/every-kind.ipynb"
BANK = "course/questions/every-kind.toml"
SECOND_BANK = (FIXTURE_COURSE / "questions" / "every-kind.toml").read_text(encoding="utf-8")
BROKEN = Path(__file__).parent / "broken" / "lessons"
REAL_COURSE = Path(__file__).parent.parent / "course"


def test_the_course_of_the_tests_is_sound(course_copy: CourseCopy) -> None:
    assert course_copy.faults() == []


NEW_CODES = {
    "competencies.toml": """
[[competency]]
id = "C18"
name = { fr = "Tenir un registre des hypothèses", en = "Keep a log of assumptions" }
lessons = ["01-moa-amoa-moe"]
targets = { new-pmo = "N2" }
""",
    "misconceptions.toml": """
[[misconception]]
id = "X25"
name = { fr = "Une hypothèse est un fait", en = "An assumption is a fact" }
say = { fr = "Qui l’a vérifiée, et quand ?", en = "Who checked it, and when?" }
""",
    "sources.toml": """
[[source]]
id = "R{number}"
title = { fr = "Guide des hypothèses", en = "Guide to assumptions" }
publisher = "Un éditeur"
date = "2026"
urls = ["https://example.org/assumptions"]
read = "excerpt"
kind = "reference"
supports = { fr = "Une hypothèse se vérifie.", en = "An assumption is checked." }
""",
}


def test_a_new_competency_misconception_and_source_need_no_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the course takes up the three of them; eight questions change their subject."""
    course = tmp_path / "course"
    shutil.copytree(REAL_COURSE, course)
    generated = shutil.ignore_patterns("*-fr", "*-en")
    shutil.copytree(REAL_COURSE.parent / "solutions", tmp_path / "solutions", ignore=generated)
    listed = (course / "sources.toml").read_text("utf-8")
    number = max(int(each) for each in re.findall(r'^id = "R(\d+)"', listed, re.M)) + 1
    for name, text in NEW_CODES.items():
        with (course / name).open("a", encoding="utf-8") as file:
            file.write(text.replace("{number}", str(number)))
    bank = course / "questions" / "01-moa-amoa-moe.toml"
    written = bank.read_text(encoding="utf-8")
    old = Counter(re.findall(r'competency = "(C\d\d)"', written)).most_common(1)[0][0]
    wrong = Counter(re.findall(r'misconception = "(X\d+)"', written)).most_common(1)[0][0]
    written = written.replace(f'competency = "{old}"', 'competency = "C18"', 8)
    written = written.replace(f'misconception = "{wrong}"', 'misconception = "X25"', 5)
    written = re.sub(r'sources = \["R\d+', rf'sources = ["R{number}', written, count=1)
    bank.write_text(written, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    of_wording = (faults_of_terms, faults_of_case_wording)  # unchanged, and searched for seconds
    others = [each for each in check._CHECKS if each not in of_wording]
    monkeypatch.setattr(check, "_CHECKS", others)
    assert [str(fault) for fault in check_course()] == []
    asked = course_bank("01-moa-amoa-moe").questions.values()
    assert sum(each.competency == "C18" for each in asked) == 8


# --- Names that lead nowhere -------------------------------------------------------------------


def test_an_unknown_competency_is_told_with_its_question(course_copy: CourseCopy) -> None:
    course_copy.edit_file("questions/every-kind.toml", 'competency = "C02"', 'competency = "C15"')
    assert course_copy.faults() == [
        f"{BANK}, question several: no competency is called 'C15'. "
        "Use one of course/competencies.toml."
    ]


def test_an_unknown_source_is_told_with_its_question(course_copy: CourseCopy) -> None:
    course_copy.edit_file("questions/every-kind.toml", '["R24"]', '["R24", "R25"]')
    assert course_copy.faults() == [
        f"{BANK}, question one: no source is called 'R25'. Use one of course/sources.toml."
    ]


def test_an_unknown_misconception_is_told_with_its_question(course_copy: CourseCopy) -> None:
    course_copy.edit_file("questions/every-kind.toml", '"X7"', '"X25"')
    assert course_copy.faults() == [
        f"{BANK}, question one: no misconception is called 'X25'. "
        "Use one of course/misconceptions.toml."
    ]


def test_a_course_without_a_list_of_misconceptions_may_name_any(course_copy: CourseCopy) -> None:
    (course_copy.folder / "misconceptions.toml").unlink()
    assert course_copy.faults() == []


def test_the_same_question_in_two_banks_is_told_in_the_second(course_copy: CourseCopy) -> None:
    bank = SECOND_BANK.replace('lesson = "every-kind"', 'lesson = "not-written-yet"')
    for name in ("several", "pairs", "matrix", "steps", "picked", "cpi", "note"):
        bank = bank.replace(f'id = "{name}"', f'id = "{name}-2"', 1)
    bank = bank.replace('"end-choice"', '"end-choice-2"').replace('"end-number"', '"end-number-2"')
    path = course_copy.folder / "questions" / "not-written-yet.toml"
    path.write_text(bank, encoding="utf-8")
    assert course_copy.faults() == [
        f"course/questions/not-written-yet.toml, question one: the id also stands in {BANK}. "
        "Give it an id of its own."
    ]


def test_a_bank_of_a_lesson_that_does_not_exist_is_told(course_copy: CourseCopy) -> None:
    path = course_copy.folder / "questions" / "every-kid.toml"
    path.write_text('lesson = "every-kid"\n', encoding="utf-8")
    assert course_copy.faults() == [
        "course/questions/every-kid.toml: no lesson is called 'every-kid'. "
        "Add the lesson to course/lessons.toml, or rename the file."
    ]


def test_a_written_lesson_without_a_bank_is_told(course_copy: CourseCopy) -> None:
    """Its page could not open: the bank is what the lesson's first call reads."""
    (course_copy.folder / "questions" / "every-kind.toml").unlink()
    assert course_copy.faults() == [
        f"{BANK}: this lesson has no question bank. "
        'Create it with lesson = "every-kind" and its questions.'
    ]


def test_an_unknown_lesson_in_a_path_is_told(course_copy: CourseCopy) -> None:
    course_copy.edit_file("paths.toml", '["every-kind"]', '["every-kind", "06-next"]')
    assert course_copy.faults() == [
        "course/paths.toml, path new-amoa: no lesson is called '06-next'. "
        "Use one of course/lessons.toml."
    ]


def test_an_unknown_case_in_a_path_is_told(
    course_copy: CourseCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = ("patient-record", "payroll", "pmo-setup")
    monkeypatch.setattr("maitrise.check.banks.case_ids", lambda: cases)
    course_copy.edit_file("paths.toml", '"patient-record"', '"patient-file"')
    (fault,) = course_copy.faults()
    assert fault.endswith(
        ": there is no case 'patient-file'. Use one of: patient-record, payroll, pmo-setup."
    )


def test_an_unknown_lesson_of_a_competency_is_told(course_copy: CourseCopy) -> None:
    course_copy.edit_file("competencies.toml", '["every-kind"]', '["06-next"]')
    assert course_copy.faults() == [
        "course/competencies.toml, competency C01: no lesson is called '06-next'. "
        "Use one of course/lessons.toml."
    ]


# --- Pages that cannot be read -----------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_that_is_missing_is_told_once(course_copy: CourseCopy, language: str) -> None:
    course_copy.page(language).unlink()
    assert course_copy.faults() == [
        f"course/{language}/every-kind.ipynb: this page is missing. "
        "Write it, or give every-kind minutes = 0 in course/lessons.toml until it is."
    ]


def test_a_lesson_that_is_not_written_yet_needs_no_page(course_copy: CourseCopy) -> None:
    assert not (course_copy.folder / "fr" / "not-written-yet.ipynb").exists()
    assert course_copy.faults() == []


PAGE = """
[[page]]
id = "glossary"
title = { fr = "Glossaire", en = "Glossary" }
summary = { fr = "Les termes.", en = "The terms." }
"""


def add_glossary(course_copy: CourseCopy, heading: str = "Glossary") -> None:
    """A page to look things up in, beside the lessons."""
    course_copy.edit_file("lessons.toml", "[[lesson]]", f"{PAGE}\n[[lesson]]")
    for language, title in (("fr", "Glossaire"), ("en", heading)):
        cell = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {title}"}
        own = {"maitrise": {"lesson": "glossary", "language": language}}
        notebook = {"cells": [cell], "metadata": own, "nbformat": 4, "nbformat_minor": 5}
        path = course_copy.folder / language / "glossary.ipynb"
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    course_copy.accept()


def test_a_page_to_look_things_up_in_needs_no_promise_no_minutes_and_no_bank(
    course_copy: CourseCopy,
) -> None:
    add_glossary(course_copy)
    assert course_copy.faults() == []


def test_the_title_of_a_page_to_look_things_up_in_is_that_of_the_list(
    course_copy: CourseCopy,
) -> None:
    add_glossary(course_copy, heading="Words")
    assert course_copy.faults() == [
        "course/en/glossary.ipynb, cell title: the title is not “Glossary”. "
        "Make it the same as in course/lessons.toml."
    ]


def test_a_page_to_look_things_up_in_that_is_missing_is_told(course_copy: CourseCopy) -> None:
    add_glossary(course_copy)
    (course_copy.folder / "en" / "glossary.ipynb").unlink()
    assert course_copy.faults() == [
        "course/en/glossary.ipynb: this page is missing. "
        "Write it, or remove the page glossary from course/lessons.toml until it is."
    ]


@pytest.mark.parametrize("name", ["conflict_markers", "cells_missing", "a_list", "not_utf_8"])
def test_a_page_that_is_not_a_notebook_is_told_once(course_copy: CourseCopy, name: str) -> None:
    course_copy.page("fr").write_bytes((BROKEN / f"{name}.ipynb").read_bytes())
    assert course_copy.faults() == [
        f"{FR}: this is not a notebook. Open it in JupyterLab, mend it and save it."
    ]


def test_a_cell_without_an_id_is_told_by_its_place(course_copy: CourseCopy) -> None:
    course_copy.page("fr").write_bytes((BROKEN / "cell_without_id.ipynb").read_bytes())
    assert course_copy.faults() == [
        f"{FR}, cell number 2: it has no id. Give it one made of words, the same in both languages."
    ]


def test_two_cells_with_one_id_are_told(course_copy: CourseCopy) -> None:
    course_copy.page("fr").write_bytes((BROKEN / "two_cells_with_one_id.ipynb").read_bytes())
    assert course_copy.faults() == [
        f"{FR}, cell signing: the id stands twice. Give each cell its own."
    ]


# --- Nothing hides anything --------------------------------------------------------------------


def spread_faults(course_copy: CourseCopy) -> list[str]:
    """One fault in each sort of file; what an author is told of them."""
    course_copy.edit_file("questions/every-kind.toml", '["R24"]', '["R25"]')
    course_copy.edit_file("paths.toml", '["every-kind"]', '["06-next"]')
    course_copy.edit_file("data/deliverables.csv", ",A/R,C,I,I,", ",R,C,I,I,")
    course_copy.edit_file("roles.toml", 'verb = "decides"', 'verb = "rules"')
    course_copy.edit_cell("fr", "title", "15 minutes", "16 minutes")
    course_copy.edit_cell("en", "deciding", "### What", "#### What")
    course_copy.edit_cell("en", "text", "Take one", "The AMOA signs: take one")
    course_copy.accept()
    return [
        "course/data/deliverables.csv, row 3: no role has an A. Give exactly one role A or A/R.",
        f"{EN}, cell deciding: headings differ: #### here, ### in the French page. "
        "Give both the same headings.",
        f"{EN}, cell deciding: “What the MOA decides” is of level 4 after level 2. Use level 3.",
        f"{EN}, cell text: “The AMOA signs” is to be avoided (G04): "
        "Acceptance is the client’s act. Say it otherwise.",
        f"{FR}, cell title: it does not say 15 minutes. Say the minutes of course/lessons.toml.",
        "course/paths.toml, path new-amoa: no lesson is called '06-next'. "
        "Use one of course/lessons.toml.",
        f"{BANK}, question one: no source is called 'R25'. Use one of course/sources.toml.",
        "course/roles.toml, role sponsor: verb is 'rules'. "
        "Use one of: decides, advises, builds, monitors.",
    ]


def test_faults_of_several_files_are_all_told_in_the_order_of_the_files(
    course_copy: CourseCopy,
) -> None:
    told = spread_faults(course_copy)
    assert course_copy.faults() == told


# For each file that does not parse: what of the other faults cannot be seen without it.
NEEDS = {
    "lessons.toml": ("course/en/", "course/fr/", "no lesson is called"),
    "paths.toml": ("course/paths.toml",),
    "competencies.toml": (),
    "sources.toml": ("no source is called",),
    "roles.toml": ("course/roles.toml",),
    "glossary.toml": ("is to be avoided",),
    "questions/every-kind.toml": ("no source is called",),
}


@pytest.mark.parametrize("name", NEEDS)
def test_a_toml_that_does_not_parse_is_told_once_and_hides_nothing_elsewhere(
    course_copy: CourseCopy, name: str
) -> None:
    others = spread_faults(course_copy)
    with (course_copy.folder / name).open("a", encoding="utf-8") as file:
        file.write("\n[oops\n")
    told = course_copy.faults()
    of_the_file = [fault for fault in told if fault.startswith(f"course/{name}: this is not TOML")]
    assert len(of_the_file) == 1
    assert of_the_file[0].endswith("). Mend that line.")
    seen = [fault for fault in others if not any(needs in fault for needs in NEEDS[name])]
    assert [fault for fault in told if fault not in of_the_file] == seen


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_that_cannot_be_read_hides_nothing_of_the_other(
    course_copy: CourseCopy, language: str
) -> None:
    other = {"fr": "en", "en": "fr"}[language]
    course_copy.edit_cell(other, "title", "15 minutes", "16 minutes")
    course_copy.edit_file("questions/every-kind.toml", '"Write to the HR director."', '"Ask CFO."')
    course_copy.page(language).write_text("{", encoding="utf-8")
    assert sorted(course_copy.faults()) == sorted(
        [
            f"course/{language}/every-kind.ipynb: this is not a notebook. "
            "Open it in JupyterLab, mend it and save it.",
            f"course/{other}/every-kind.ipynb, cell title: it does not say 15 minutes. "
            "Say the minutes of course/lessons.toml.",
            f"{BANK}, question note: the acronym CFO is not in the glossary. "
            "Spell it out, or add it to glossary.toml.",
        ]
    )


def test_a_fault_of_a_bank_does_not_hide_the_other_banks(course_copy: CourseCopy) -> None:
    course_copy.edit_file("questions/every-kind.toml", 'kind = "choice"', 'kind = "chioce"')
    path = course_copy.folder / "questions" / "not-written-yet.toml"
    path.write_text('lesson = "another"\n', encoding="utf-8")
    told = course_copy.faults()
    assert [fault.split(":")[0] for fault in told] == [
        f"{BANK}, question one",
        "course/questions/not-written-yet.toml",
    ]


def test_a_comparison_with_an_unknown_method_is_told(course_copy: CourseCopy) -> None:
    (course_copy.folder / "bridges.toml").write_text(
        '[[system]]\nid = "x"\nname = { fr = "X", en = "X" }\nsources = []\n'
        '[[bridge]]\nid = "x-y"\nsystem = "y"\nsays = "y"\n'
        'here = { fr = "Y", en = "Y" }\nbreaks = { fr = "Non.", en = "No." }\n',
        encoding="utf-8",
    )
    assert course_copy.faults() == [
        "course/bridges.toml, bridge x-y: no system is called 'y'. Add it above."
    ]
