"""Write a report to disk: the page and the workbook, whole or not at all."""

from __future__ import annotations

import random
from pathlib import Path

from maitrise.base.errors import WrongCallError, shown_reason
from maitrise.base.files import write_whole
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.places import repository_folder
from maitrise.marking.problem import Notify, ignore_problem
from maitrise.marking.upkeep import current_facts
from maitrise.reports.page import report_page
from maitrise.reports.report import anonymised, class_report
from maitrise.reports.results import Results, results_from
from maitrise.reports.workbook import workbook


def write_report(
    cohort: Cohort,
    language: Language,
    folder: Path | None,
    notify: Notify = ignore_problem,
    *,
    is_anonymous: bool,
) -> tuple[Path, Path]:
    """Write the page and the workbook of a cohort.

    Args:
        folder: ``reports`` in the cohort's own by default; never inside the repository.
        notify: called with each learning record that cannot be read.

    Returns:
        The page and the workbook.

    Raises:
        BusyError: another command is working on this cohort.
        WrongCallError: the folder cannot be written, or lies inside the repository.
    """
    target = (folder or cohort.folder / "reports").absolute()
    if target.resolve().is_relative_to(repository_folder()):
        raise WrongCallError(say("report.inside-repository", language, folder=target))
    with current_facts(cohort, language, notify) as (cohort, database):
        tables = results_from(cohort, database)
        if is_anonymous:
            tables = anonymised(tables, language, random.SystemRandom())
        return _written(tables, language, target, is_anonymous=is_anonymous)


def _written(
    tables: Results, language: Language, target: Path, *, is_anonymous: bool
) -> tuple[Path, Path]:
    made = class_report(tables, language)
    name = say("report.file.anonymous" if is_anonymous else "report.file", language)
    page, book = target / f"{name}.html", target / f"{name}.xlsx"
    try:
        target.mkdir(parents=True, exist_ok=True)
        write_whole(page, report_page(made))
        write_whole(book, workbook(made, tables))
    except OSError as error:
        why = shown_reason(error, language)
        raise WrongCallError(say("report.not-written", language, folder=target, why=why)) from error
    return page, book
