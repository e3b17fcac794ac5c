"""Write the blank templates of documents, from ``course/documents/templates.toml``.

Run by ``make templates``, which brings python-docx: only authors need it. The files are the same at
every run, name no author and have what a screen reader asks for: a language, a title, headings, and
header rows that are known as such.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language
from maitrise.course.documents import ProjectDocument, project_documents

ROOT = Path(__file__).resolve().parents[1]
_WRITTEN = ROOT / "course" / "documents" / "templates.toml"
_CODES = {"fr": "fr-FR", "en": "en-GB"}
_INK, _TINT, _SOFT = RGBColor(0x1F, 0x3A, 0x5F), "E8EEF5", RGBColor(0x44, 0x4F, 0x5A)
_MOMENT = "2026-01-01T00:00:00Z"
_HOW = {"fr": "Mode d’emploi", "en": "How to use it"}
_STAMP = (2026, 1, 1, 0, 0, 0)
_LINE = Side(style="thin", color="B8C2CC")
_LINES = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_PAGE = 17.0  # cm between the margins


def write_all() -> None:
    """Every template, in each language."""
    documents = project_documents()
    for raw in tomllib.loads(_WRITTEN.read_text(encoding="utf-8"))["template"]:
        for language in LANGUAGES:
            document = documents[raw["id"]]
            path = document.template_path(language)
            path.parent.mkdir(exist_ok=True)
            make = _docx if path.suffix == ".docx" else _xlsx
            path.write_bytes(_settled(make(raw, document, language)))
            print(path.relative_to(ROOT))


def _said(text: dict[str, str], language: Language) -> str:
    return LOCALES[language].typeset(text[language])


# ---- DOCX --------------------------------------------------------------------------------------


def _docx(raw: dict[str, Any], document: ProjectDocument, language: Language) -> bytes:
    made = Document()
    title = document.title.said_in(language)
    _set_up(made, title, language)
    made.add_heading(title, level=1)
    _remark(made, _said(raw["hint"], language))
    for section in raw["section"]:
        made.add_heading(_said(section["title"], language), level=2)
        if "hint" in section:
            _remark(made, _said(section["hint"], language))
        if "columns" in section:
            _grid(made, section, language)
        else:
            made.add_paragraph("…")
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _set_up(made: Any, title: str, language: Language) -> None:
    own = made.core_properties
    own.author = own.last_modified_by = own.comments = ""
    own.title, own.language = title, _CODES[language]
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.8)
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    spoken = defaults.find(qn("w:rPr")).find(qn("w:lang"))
    spoken.set(qn("w:val"), _CODES[language])
    for name, size, before in (("Normal", 10.5, 0), ("Heading 1", 20, 0), ("Heading 2", 13, 12)):
        style = made.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.element.rPr.rFonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs"):
            style.element.rPr.rFonts.set(qn(f"w:{script}"), "Calibri")
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(4)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = _INK, True


def _remark(made: Any, text: str) -> None:
    run = made.add_paragraph().add_run(text)
    run.italic, run.font.color.rgb = True, _SOFT


def _grid(made: Any, section: dict[str, Any], language: Language) -> None:
    columns = section["columns"]
    rows = [[_said(each, language) for each in row] for row in section.get("rows", [])]
    rows += [[] for _ in range(section.get("blank", 0))]
    table = made.add_table(rows=1 + len(rows), cols=len(columns))
    table.style = "Table Grid"
    _space(table, _widths(columns, bool(section.get("rows"))))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        run = cell.paragraphs[0].add_run(_said(column, language))
        run.bold = True
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _TINT)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    # A header row is repeated on the next page, and known as one to a screen reader.
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for made_row, written in zip(table.rows[1:], rows, strict=True):
        made_row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(made_row.cells, written, strict=False):
            cell.paragraphs[0].add_run(text)


def _widths(columns: list[dict[str, str]], is_labelled: bool) -> list[float]:
    """Of the columns, in cm: labels and numbers take what they need, the rest shares the page."""
    narrow = [each["en"] == "No." for each in columns]
    first = 1.3 if narrow[0] else 5.5 if is_labelled else _PAGE / len(columns)
    return [first, *[(_PAGE - first) / (len(columns) - 1)] * (len(columns) - 1)]


def _space(table: Any, widths: list[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    margins = OxmlElement("w:tblCellMar")
    for side, value in (("top", 50), ("left", 100), ("bottom", 50), ("right", 100)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(value))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


# ---- XLSX --------------------------------------------------------------------------------------


def _xlsx(raw: dict[str, Any], document: ProjectDocument, language: Language) -> bytes:
    made = Workbook()
    own = made.properties
    own.creator = own.lastModifiedBy = ""
    own.title, own.language = document.title.said_in(language), _CODES[language]
    sheet = made.active
    sheet.title = raw["sheet"][language]
    rows = raw.get("rows", [])
    last = 1 + len(rows) + raw["blank"]
    for place, column in enumerate(raw["column"], start=1):
        _column(sheet, place, column, last, language)
    for at, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            sheet.cell(at, place, _said(text, language))
    _lay_out(sheet, len(raw["column"]), last)
    how = made.create_sheet(_HOW[language])
    how.column_dimensions["A"].width = 70
    how.page_setup.paperSize = how.PAPERSIZE_A4
    how.page_setup.fitToWidth, how.page_setup.fitToHeight = 1, 0
    how.sheet_properties.pageSetUpPr.fitToPage = True
    how["A1"], how["A2"] = own.title, _said(raw["hint"], language)
    how["A1"].font = Font(name="Calibri", bold=True, size=16, color="1F3A5F")
    how["A2"].font = Font(name="Calibri", size=11)
    how["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    how.row_dimensions[2].height = 60  # LibreOffice counts one line too few
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _column(sheet: Any, place: int, column: dict[str, Any], last: int, language: Language) -> None:
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = column["width"]
    sheet.cell(1, place, _said(column["title"], language))
    if "choices" in column:
        listed = ",".join(each[language] for each in column["choices"])
        choices = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        choices.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(choices)
    for row in range(2, last + 1) if "formula" in column else ():
        sheet.cell(row, place, column["formula"].format(row=row))


def _lay_out(sheet: Any, columns: int, last: int) -> None:
    right = get_column_letter(columns)
    table = Table(displayName=f"Table{columns}", ref=f"A1:{right}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    for row in sheet.iter_rows(min_row=1, max_row=last, max_col=columns):
        for cell in row:
            cell.font = Font(name="Calibri", size=11, bold=cell.row == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _LINES
            if cell.row == 1:
                cell.fill = PatternFill("solid", fgColor=_TINT)
    sheet.row_dimensions[1].height = 45
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


# ---- The same bytes at every run ---------------------------------------------------------------


def _settled(content: bytes) -> bytes:
    """The same file without moments, without the picture of another document."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as settled,
    ):
        for name in made.namelist():
            data = made.read(name)
            if name.endswith("thumbnail.jpeg"):
                continue
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + _MOMENT.encode(), data)
            if name in ("_rels/.rels", "[Content_Types].xml"):
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
                data = re.sub(rb'<Default Extension="jpeg"[^>]*/>', b"", data)
            settled.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


if __name__ == "__main__":
    write_all()
