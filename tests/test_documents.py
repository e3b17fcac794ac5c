"""The documents of a project: those to review, their good versions and their templates.

The sums of what is shown are worked out again; the templates are opened as files that somebody will
fill in. What these tests ignore: faults that rest on reading (a missing owner, a vague line).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from maitrise.base.number import read_number
from maitrise.base.text import LANGUAGES, Language
from maitrise.check.documents import faults_of_documents
from maitrise.course import bank, lessons
from maitrise.course.documents import ProjectDocument, project_documents, template_files
from maitrise.kinds.document import DocumentQuestion
from maitrise.publish.addresses import FileAddresses, HashAddresses
from maitrise.publish.publication import publication

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CORE = {
    "creator": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "modifier": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy",
}
SPOKEN: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
EACH = [(name, language) for name in project_documents() for language in LANGUAGES]


@cache
def documents() -> dict[str, DocumentQuestion]:
    """The faulty version of each, by the id of its question."""
    asked = [each for lesson in lessons() for each in bank(lesson).questions.values()]
    named = {f"doc-{name}" for name in project_documents()}
    return {
        each.id: each for each in asked if isinstance(each, DocumentQuestion) and each.id in named
    }


def said(document: str, passage: str, language: Language) -> str:
    (found,) = [each for each in documents()[document].passages if each.id == passage]
    assert found.text is not None
    return found.text.said_in(language)


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


def example(name: str, language: Language) -> str:
    return project_documents()[name].example_path(language).read_text(encoding="utf-8")


def test_each_document_has_a_faulty_version_in_a_lesson_and_all_its_files() -> None:
    assert len(project_documents()) == 9
    # A schedule is not reviewed but built, task by task, in a lesson: see tests/test_schedule.py.
    assert set(documents()) == {f"doc-{name}" for name in project_documents()} - {"doc-schedule"}
    assert faults_of_documents() == []


def test_a_document_has_from_five_faults_up_and_as_many_sound_passages() -> None:
    for each in documents().values():
        wrong = [passage for passage in each.judged if passage.fault is not None]
        assert 5 <= len(wrong) <= len(each.judged) / 2, each.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_score_said_to_be_wrong_is_wrong(language: Language) -> None:
    for passage in documents()["doc-risk-register"].passages:
        if passage.id.endswith("-score"):
            likelihood, impact, score = numbers(said("doc-risk-register", passage.id, language))
            assert (likelihood * impact != score) == (passage.fault == "sum"), passage.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_said_to_be_wrong_are_wrong(language: Language) -> None:
    (_, run) = numbers(said("doc-certificate", "tests", language))
    assert sum(numbers(said("doc-certificate", "results", language))) != run
    build = numbers(said("doc-change-request", "build", language))[0]
    licences = numbers(said("doc-change-request", "licences", language))[0]
    (total,) = numbers(said("doc-change-request", "total", language))
    assert build + licences == 40 != total


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_steering_report_follow_from_those_given(language: Language) -> None:
    budget, earned, spent, remaining = 640, 360, 390, 280
    report = {
        each: numbers(said("doc-steering-report", each, language))[-1]
        for each in ("c", "d1", "d2", "d3", "d4")
    }
    assert (report["d1"], report["d2"]) == (budget, spent)
    assert report["c"] == round(100 * spent / budget) != round(100 * earned / budget)
    assert report["d3"] == budget - spent != remaining
    assert report["d4"] == budget != spent + remaining


@pytest.mark.parametrize("name", project_documents())
def test_a_good_version_has_the_same_shape_in_both_languages(name: str) -> None:
    french, english = (
        [re.sub(r"[^|]", "", line) for line in example(name, each).splitlines() if line[:1] == "|"]
        for each in LANGUAGES
    )
    assert french == english
    assert french


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_of_the_good_versions_are_right(language: Language) -> None:
    scores = re.findall(r"\| (\d) \| (\d) \| (\d+) \|", example("risk-register", language))
    assert len(scores) == 5
    assert all(int(likelihood) * int(impact) == int(score) for likelihood, impact, score in scores)
    (pay,) = re.findall(
        r"4 × 15[.,]00 × 1[.,]25 = \*\*€?(\d+[.,]\d\d)", example("test-page", language)
    )
    assert read_number(pay, language) == 4 * 15 * 1.25
    report = example("steering-report", language)
    (cost,) = re.findall(r"^\| (?:Coût|Cost) \| (.*640.*)$", report, re.MULTILINE)
    budget, spent, remaining, forecast, more, percent = numbers(cost.replace(",", "."))[:6]
    assert spent + remaining == forecast == budget + more
    assert round(100 * more / budget, 1) == percent
    tested = example("certificate", language).replace("\n", " ")
    (tests,) = re.findall(r"\d+ (?:essais prévus|tests planned), \d+[^(]*", tested)
    planned, run, passed, failed = numbers(tests)
    assert planned == run == passed + failed


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_of_the_good_matrix_has_one_to_answer_and_one_at_work(language: Language) -> None:
    rows = re.findall(
        r"^\| [^|]+ ((?:\| [RACI/–]+ ){5})\|$", example("raci", language), re.MULTILINE
    )
    assert len(rows) == 8
    for row in rows:
        letters = re.findall(r"[RACI]", row)
        assert (letters.count("A"), letters.count("R")) == (1, 1), row


# ---- Templates ---------------------------------------------------------------------------------


def template(name: str, language: Language) -> Path:
    return project_documents()[name].template_path(language)


def core(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as file:
        read = ElementTree.fromstring(file.read("docProps/core.xml"))
    return {name: read.findtext(tag) or "" for name, tag in CORE.items()}


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_template_names_its_title_and_language_and_no_author(
    name: str, language: Language
) -> None:
    found = core(template(name, language))
    title = project_documents()[name].title.said_in(language)
    assert found == {
        "creator": "",
        "modifier": "",
        "language": SPOKEN[language],
        "title": title,
    }


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_text_template_has_headings_header_rows_and_a_language(
    name: str, language: Language
) -> None:
    path = template(name, language)
    if path.suffix != ".docx":
        return
    with zipfile.ZipFile(path) as file:
        body = ElementTree.fromstring(file.read("word/document.xml"))
        styles = ElementTree.fromstring(file.read("word/styles.xml"))
        assert not [each for each in file.namelist() if "thumbnail" in each]
    headings = [each.get(f"{WORD}val") for each in body.iter(f"{WORD}pStyle")]
    assert headings.count("Heading1") == 1
    assert headings[0] == "Heading1"
    assert headings.count("Heading2") >= 4
    tables = list(body.iter(f"{WORD}tbl"))
    assert tables
    for table in tables:
        first, *others = table.iter(f"{WORD}tr")
        assert first.find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert all("".join(each.itertext()).strip() for each in first.iter(f"{WORD}tc"))
        assert not any(row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in others)
        assert table.find(f".//{WORD}gridSpan") is None, "no merged cell"
    (spoken,) = styles.findall(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
    assert spoken.get(f"{WORD}val") == SPOKEN[language]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_sheet_template_is_one_table_under_its_headers(name: str, language: Language) -> None:
    path = template(name, language)
    if path.suffix != ".xlsx":
        return
    book = openpyxl.load_workbook(path)
    sheet, how = book.worksheets
    (table,) = sheet.tables.values()
    headers = [cell.value for cell in sheet[1]]
    assert table.headerRowCount == 1
    assert table.ref.startswith("A1:")
    assert all(headers)
    assert len(set(headers)) == len(headers)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "B2"
    assert not sheet.merged_cells.ranges
    assert how["A2"].value


def test_the_sheets_of_both_languages_have_the_same_formulas() -> None:
    for name in project_documents():
        if template(name, "fr").suffix == ".xlsx":
            written = []
            for language in LANGUAGES:
                sheet = openpyxl.load_workbook(template(name, language)).worksheets[0]
                cells = [cell for row in sheet.iter_rows() for cell in row]
                written.append([c.value for c in cells if str(c.value).startswith("=")])
            assert written[0] == written[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_leads_to_the_template_wherever_it_is_published(language: Language) -> None:
    files = template_files(language)
    assert len(files) == len(project_documents())
    written = next(iter(files))
    for addresses, link in ((FileAddresses(), written), (HashAddresses(), f"{language}/{written}")):
        among = publication(LANGUAGES, addresses, with_cases=False)
        origin = among.pages[language]["documents"]
        assert among.href(origin, language, written) == link


@pytest.mark.deep
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_each_template_and_makes_a_pdf_of_it(
    language: Language, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not here")
    paths = [template(name, language) for name in project_documents()]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    for each in project_documents().values():
        assert_made(each, language, tmp_path)


def assert_made(document: ProjectDocument, language: Language, folder: Path) -> None:
    """Its PDF says its title, on three pages at most."""
    pdf = pypdf.PdfReader(folder / f"{document.template_path(language).stem}.pdf")
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert document.title.said_in(language) in re.sub(r"\s+", " ", text)
    assert len(pdf.pages) <= 3
