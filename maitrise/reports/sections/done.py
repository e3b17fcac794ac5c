"""Who has done what."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import language_name, profile_name

_COLUMNS = (
    ReportColumn("learner"), ReportColumn("name"), ReportColumn("profile"),
    ReportColumn("language"), ReportColumn("begun", "whole"), ReportColumn("finished", "whole"),
    ReportColumn("cases", "whole"), ReportColumn("missing", "whole"),
    ReportColumn("share", "share"), ReportColumn("last", "date"),
)  # fmt: skip


@report_section(10, "both")
def done(results: Results, language: Language) -> ReportSection:
    """A row a person: lessons, cases, marks so far, and the last day of work."""
    attempts = results.attempts
    sums = attempts.groupby("learner", observed=True)[["points", "maximum"]].sum()
    shares = (sums["points"] / sums["maximum"]).to_dict()
    handed_in: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    each = (attempts["learner"], attempts["case"], attempts["handed_in"])
    for learner, case, at in zip(*each, strict=True):
        handed_in.setdefault(learner, set()).add(case)
        last[learner] = max(at, last.get(learner, ""))
    begun = results.lessons.groupby("learner").size().to_dict()
    finished = results.lessons[results.lessons["finished"] != ""]
    ended = finished.groupby("learner").size().to_dict()
    rows: list[Row] = []
    for person in results.people.itertuples():
        learner, path = person.learner, results.paths.get(person.profile)
        cases = handed_in.get(learner, set())
        # Without a path nothing is expected, which is not the same as nothing left.
        missing = len(set(path.cases) - cases) if path else None
        rows.append(
            (learner, person.name, profile_name(person.profile, results.paths, language),
             language_name(person.language, language), begun.get(learner, 0),
             ended.get(learner, 0), len(cases), missing, shares.get(learner),
             last.get(learner, "")[:10])
        )  # fmt: skip
    idle = sum(not row[4] and not row[6] for row in rows)
    summary = say(
        "report.done", language, people=len(rows), active=len(rows) - idle, idle=idle,
        submissions=len(results.attempts),
    )  # fmt: skip
    return ReportSection("done", summary, ReportTable(_COLUMNS, rows))
