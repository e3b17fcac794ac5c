"""Marks by profile."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.reports.bars import SPREAD, section_with_bars, spread
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import profile_name


@report_section(80, "class")
def by_profile(results: Results, language: Language) -> ReportSection:
    """A row a profile: the means of its people."""
    joined = results.attempts.merge(results.people[["learner", "profile"]], on="learner")
    means = joined.groupby(["profile", "learner"])["share"].mean()
    rows: list[Row] = [
        (profile_name(str(profile), results.paths, language), *spread(shares))
        for profile, shares in means.groupby(level="profile")
    ]
    table = ReportTable((ReportColumn("profile"), *SPREAD), rows)
    return section_with_bars("by-profile", table, rows, language, at=2)
