"""What a trainer wants of a class: who has done what, marks, gain, misconceptions, who is stuck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maitrise.base.text import Language, say
from maitrise.course import competencies
from maitrise.figures import Figure, FigureTable, share_bars
from maitrise.reports.results import Results
from maitrise.reports.section import MOST_ROWS, Column, Rows, Section, Value
from maitrise.reports.wording import (
    cells_of,
    language_name,
    misconception_words,
    profile_name,
    prompt_words,
)

if TYPE_CHECKING:
    import pandas as pd

FEW = 5
"""Below this many people a mean says more of one person than of the group, and is left out."""
STUCK_ANSWERS = 3
STUCK_SHARE = 0.5
MOST_BARS = 20


def done(results: Results, language: Language) -> Section:
    """Who has done what."""
    attempts = results.attempts.groupby("learner", observed=True)
    mean = attempts.agg(points=("points", "sum"), maximum=("maximum", "sum"))
    shares = (mean["points"] / mean["maximum"]).to_dict()
    handed_in: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    for each in results.attempts[["learner", "case", "handed_in"]].itertuples(index=False):
        handed_in.setdefault(each.learner, set()).add(each.case)
        last[each.learner] = max(last.get(each.learner, ""), each.handed_in[:10])
    finished = results.lessons[results.lessons["finished"] != ""].groupby("learner").size()
    begun = results.lessons.groupby("learner").size().to_dict()
    ended = finished.to_dict()
    rows: list[tuple[Value, ...]] = []
    for each in results.people.itertuples():
        path = results.paths.get(each.profile)
        cases = handed_in.get(each.learner, set())
        # Without a path nothing is expected, which is not the same as nothing left.
        missing = len(set(path.cases) - cases) if path else None
        rows.append(
            (each.learner, each.name, profile_name(each.profile, results.paths, language),
             language_name(each.language, language),
             begun.get(each.learner, 0), ended.get(each.learner, 0), len(cases),
             missing, shares.get(each.learner), last.get(each.learner, ""))
        )  # fmt: skip
    idle = sum(not row[4] and not row[6] for row in rows)
    summary = say(
        "report.done", language, people=len(rows), active=len(rows) - idle, idle=idle,
        submissions=len(results.attempts),
    )  # fmt: skip
    columns = (
        Column("learner"), Column("name"), Column("profile"), Column("language"),
        Column("begun", "whole"), Column("finished", "whole"), Column("cases", "whole"),
        Column("missing", "whole"), Column("share", "share"), Column("last", "date"),
    )  # fmt: skip
    return Section("done", summary, columns, rows)


def handed_in(results: Results, language: Language) -> Section:
    """What one person handed in: where a class has means, marks."""
    titles = {name: title.said_in(language) for name, (title, _) in results.cases.items()}
    rows: list[tuple[Value, ...]] = [
        (titles.get(each.case, each.case), language_name(each.language, language),
         str(each.handed_in)[:10], each.points, each.maximum, each.share, each.waiting)
        for each in results.attempts.itertuples()
    ]  # fmt: skip
    columns = (
        Column("case"), Column("language"), Column("handed-in", "date"),
        Column("points", "number"), Column("maximum", "number"), Column("share", "share"),
        Column("waiting", "whole"),
    )  # fmt: skip
    key = "report.handed-in" if rows else "report.marks.none"
    return Section("handed-in", say(key, language, count=len(rows)), columns, rows)


def by_case(results: Results, language: Language) -> Section:
    """Marks by case, in both languages together and apart."""
    both = say("report.both-languages", language)
    rows: list[tuple[Value, ...]] = []
    for case, (title, _) in results.cases.items():
        mine = results.attempts[results.attempts["case"] == case]
        for spoken in ("", *sorted(mine["language"].unique())):
            part = mine if not spoken else mine[mine["language"] == spoken]
            said = language_name(spoken, language) if spoken else both
            rows.append((title.said_in(language), said, *_spread(part["share"]),
                         int(part["waiting"].sum())))  # fmt: skip
    columns = (
        Column("case"), Column("language"), *_SPREAD, Column("waiting", "whole"),
    )  # fmt: skip
    return with_bars("by-case", columns, rows, language, only=lambda row: row[1] == both, at=3)


def by_competency(results: Results, language: Language) -> Section:
    """Marks by competency: the share of the points of all marked answers."""
    marked = results.cells[~results.cells["waiting"]]
    grouped = marked.groupby("competency", observed=True)
    table = grouped.agg(
        points=("points", "sum"), maximum=("maximum", "sum"), answers=("points", "size"),
        learners=("learner", "nunique"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for name, each in competencies().items():
        if name in table.index:
            row = table.loc[name]
            share = row["points"] / row["maximum"] if row["learners"] >= FEW else None
            rows.append((f"{name} {each.name.said_in(language)}", int(row["learners"]),
                         int(row["answers"]), share))  # fmt: skip
    columns = (
        Column("competency"), Column("learners", "whole"), Column("answers", "whole"),
        Column("share", "share"),
    )  # fmt: skip
    return with_bars("by-competency", columns, rows, language, at=3)


def by_profile(results: Results, language: Language) -> Section:
    """Marks by profile."""
    joined = results.attempts.merge(results.people[["learner", "profile"]], on="learner")
    means = joined.groupby(["profile", "learner"])["share"].mean()
    rows: list[tuple[Value, ...]] = [
        (profile_name(str(profile), results.paths, language), *_spread(shares))
        for profile, shares in means.groupby(level="profile")
    ]
    return with_bars("by-profile", (Column("profile"), *_SPREAD), rows, language, at=2)


def gain(results: Results, language: Language) -> Section:
    """Positioning against exit test."""
    columns = (
        Column("learner"), Column("name"), Column("positioning", "share"),
        Column("exit", "share"), Column("gain", "share"),
    )  # fmt: skip
    table = results.gains.merge(results.people[["learner", "name"]], on="learner")
    rows = list(
        table[["learner", "name", "positioning", "exit", "gain"]].itertuples(index=False, name=None)
    )
    both = results.gains.dropna()
    note = say("report.gain.note", language)
    if len(both) < FEW:
        summary = say("report.gain.few", language, both=len(both), few=FEW)
        return Section("gain", summary, columns, rows, note)
    before, after = float(both["positioning"].mean()), float(both["exit"].mean())
    points = round(100 * after) - round(100 * before)
    summary = say("report.gain", language, both=len(both), before=round(100 * before),
                  after=round(100 * after), points=points)  # fmt: skip
    names = [say("report.column.positioning", language), say("report.column.exit", language)]
    drawn: tuple[tuple[Column, ...], list[tuple[Value, ...]]] = (
        (Column("test"), Column("share", "share")),
        list(zip(names, (before, after), strict=True)),
    )
    figure = _bars("gain", summary, drawn[1], drawn, language)
    return Section("gain", summary, columns, rows, note, figure, drawn)


def misconceptions(results: Results, language: Language) -> Section:
    """The misconceptions that this class shows, most widespread first."""
    shown = results.answers[results.answers["misconception"] != ""]
    table = shown.groupby("misconception", observed=True).agg(
        learners=("learner", "nunique"), times=("learner", "size")
    )
    table = table.sort_values(["learners", "times"], ascending=False)
    everyone = max(results.attempts["learner"].nunique(), 1)
    rows: list[tuple[Value, ...]] = []
    for code, row in table.iterrows():
        name, what = misconception_words(str(code), language)
        share = row["learners"] / everyone if everyone >= FEW else None
        rows.append((str(code), name, int(row["learners"]), share, int(row["times"]), what))
    columns = (
        Column("code"), Column("misconception"), Column("learners", "whole"),
        Column("of-class", "share"), Column("times", "whole"), Column("say"),
    )  # fmt: skip
    if not rows:
        return Section("misconceptions", say("report.misconceptions.none", language), columns, [])
    summary = say("report.misconceptions", language, count=len(rows), name=rows[0][1],
                  learners=rows[0][2], everyone=everyone)  # fmt: skip
    bars = [(f"{row[0]} {row[1]}", row[3]) for row in rows]
    note = say("report.misconceptions.note", language)
    drawn = (*columns[:2], columns[3]), [(*row[:2], row[3]) for row in rows[:MOST_BARS]]
    figure = _bars("misconceptions", summary, bars, drawn, language)
    return Section("misconceptions", summary, columns, rows, note, figure, drawn)


def stuck(results: Results, language: Language) -> Section:
    """Who is stuck, on which competency."""
    marked = results.cells[~results.cells["waiting"]]
    table = marked.groupby(["learner", "competency"], observed=True).agg(
        points=("points", "sum"), maximum=("maximum", "sum"), answers=("points", "size")
    )
    table["share"] = table["points"] / table["maximum"]
    found = table[(table["answers"] >= STUCK_ANSWERS) & (table["share"] < STUCK_SHARE)]
    named = results.people.set_index("learner")["name"].to_dict()
    rows: list[tuple[Value, ...]] = []
    names = {code: f"{code} {each.name.said_in(language)}" for code, each in competencies().items()}
    for each in found.sort_values("share").reset_index().itertuples():
        name = names.get(each.competency, str(each.competency))
        rows.append((each.learner, named[each.learner], name, int(each.answers), each.share))
    note = say("report.stuck.note", language, answers=STUCK_ANSWERS,
               share=round(100 * STUCK_SHARE))  # fmt: skip
    people = len({row[0] for row in rows})
    key = "report.stuck" if rows else "report.stuck.none"
    summary = say(key, language, people=people, everyone=len(results.people))
    columns = (
        Column("learner"), Column("name"), Column("competency"), Column("answers", "whole"),
        Column("share", "share"),
    )  # fmt: skip
    return Section("stuck", summary, columns, rows, note)


def waiting(results: Results, language: Language) -> Section:
    """What a person has yet to mark."""
    mine = results.cells[results.cells["waiting"]]
    named = results.people.set_index("learner")["name"].to_dict()
    titles = {name: title.said_in(language) for name, (title, _) in results.cases.items()}

    def asked(case: str, question: str) -> str:
        return prompt_words(results.questions.get((case, question)), language) or question

    key = "report.waiting" if len(mine) else "report.waiting.none"
    summary = say(key, language, count=len(mine))
    rows: list[tuple[Value, ...]]
    columns: tuple[Column, ...]
    if len(mine) > MOST_ROWS:  # nobody reads so long a list: formgrader has it
        grouped = mine.groupby(["case", "language", "question"], observed=True).size()
        rows = [
            (
                titles.get(case, case),
                language_name(spoken, language),
                asked(case, question),
                int(count),
            )
            for (case, spoken, question), count in grouped.items()
        ]
        columns = (
            Column("case"), Column("language"), Column("wording"), Column("answers", "whole"),
        )  # fmt: skip
        return Section("waiting", summary, columns, rows, say("report.waiting.grouped", language))
    rows = [
        (each.learner, named[each.learner], titles.get(each.case, each.case),
         language_name(each.language, language), asked(each.case, each.question), each.maximum)
        for each in mine.itertuples()
    ]  # fmt: skip
    columns = (
        Column("learner"), Column("name"), Column("case"), Column("language"),
        Column("wording"), Column("maximum", "number"),
    )  # fmt: skip
    return Section("waiting", summary, columns, rows)


_SPREAD = (
    Column("submissions", "whole"), Column("share", "share"), Column("median", "share"),
    Column("lowest", "share"), Column("highest", "share"),
)  # fmt: skip


def _spread(shares: pd.Series) -> tuple[Value, ...]:
    """How many, then mean, median, lowest and highest where there are enough of them."""
    known = shares.dropna()
    if len(known) < FEW:
        return len(known), None, None, None, None
    values = (known.mean(), known.median(), known.min(), known.max())
    return len(known), *(float(each) for each in values)


def with_bars(
    name: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Value, ...]],
    language: Language,
    *,
    at: int,
    only: object = None,
) -> Section:
    """A section whose figure shows the mean shares in column ``at``."""
    chosen = [row for row in rows if only is None or only(row)]  # type: ignore[operator]
    bars = [(str(row[0]), row[at]) for row in chosen]
    known = [(label, share) for label, share in bars if isinstance(share, float)]
    note = say("report.few", language, few=FEW)
    if not known:
        key = "report.marks.few" if rows else "report.marks.none"
        return Section(name, say(key, language, few=FEW), columns, rows, note)
    best, worst = max(known, key=lambda each: each[1]), min(known, key=lambda each: each[1])
    key = "report.marks" if best[0] != worst[0] else "report.marks.one"
    summary = say(key, language, best=best[0], high=round(100 * best[1]),
                  worst=worst[0], low=round(100 * worst[1]))  # fmt: skip
    drawn = (columns[0], columns[at]), [(row[0], row[at]) for row in chosen[:MOST_BARS]]
    figure = _bars(name, summary, bars, drawn, language)
    return Section(name, summary, columns, rows, note, figure, drawn)


def _bars(
    name: str,
    summary: str,
    bars: Sequence[tuple[Value, ...]],
    drawn: tuple[tuple[Column, ...], Rows],
    language: Language,
) -> Figure | None:
    known = [(str(label), share) for label, share in bars if isinstance(share, float)][:MOST_BARS]
    if not known:
        return None
    title = say(f"report.figure.{name}", language)
    columns, rows = drawn
    table = FigureTable(
        tuple(each.said_in(language) for each in columns),
        tuple(cells_of(columns, row, language) for row in rows),
    )
    names, shares = zip(*known, strict=True)
    return share_bars(title, summary, names, {title: shares}, table, language)
