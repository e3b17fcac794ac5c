"""What an author wants of a class: how well the questions of each case measure."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.course import competencies
from maitrise.reports.item_analysis import (
    ENOUGH,
    distractor_table,
    item_table,
    reliability,
    scores_by_learner,
)
from maitrise.reports.results import Results
from maitrise.reports.section import Column, Section, Value
from maitrise.reports.wording import lost_words, prompt_words


def reliabilities(results: Results, language: Language) -> Section:
    """Cronbach's alpha of each case, where enough people were marked."""
    rows: list[tuple[Value, ...]] = []
    for case, (title, _) in results.cases.items():
        mine = results.cells[results.cells["case"] == case]
        found = reliability(scores_by_learner(mine))
        rows.append((title.said_in(language), found.learners, found.questions, found.alpha,
                     found.low, found.high))  # fmt: skip
    said = sum(row[3] is not None for row in rows)
    key = "report.reliability" if said else "report.reliability.few"
    columns = (
        Column("case"), Column("learners", "whole"), Column("questions", "whole"),
        Column("alpha", "number"), Column("alpha-low", "number"), Column("alpha-high", "number"),
    )  # fmt: skip
    summary = say(key, language, count=said, cases=len(rows), enough=ENOUGH)
    note = say("report.reliability.note", language, enough=ENOUGH)
    return Section("reliability", summary, columns, rows, note)


def items(results: Results, language: Language) -> Section:
    """Difficulty and discrimination of every question; a negative one is pointed out."""
    rows: list[tuple[Value, ...]] = []
    for case, (title, _) in results.cases.items():
        table = item_table(results.cells[results.cells["case"] == case])
        for each in table.itertuples():
            known = competencies().get(each.competency)
            remark = say("report.negative", language) if each.negative else ""
            found = each.discrimination
            usable = found is not None and found == found
            asked = prompt_words(results.questions.get((case, each.question)), language)
            rows.append(
                (title.said_in(language), asked, known.id if known else "",
                 each.learners, each.difficulty if each.learners > 1 else None,
                 float(found) if usable else None, remark, each.question)
            )  # fmt: skip
    count = sum(bool(row[6]) for row in rows)
    key = "report.items.negative" if count else "report.items"
    said = any(row[5] is not None for row in rows)
    summary = say(key if said else "report.items.few", language, count=count, enough=ENOUGH)
    columns = (
        Column("case"), Column("wording"), Column("competency"), Column("learners", "whole"),
        Column("difficulty", "share"), Column("discrimination", "number"), Column("remark"),
        Column("question"),
    )  # fmt: skip
    return Section("items", summary, columns, rows, say("report.items.note", language,
                                                        enough=ENOUGH))  # fmt: skip


def distractors(results: Results, language: Language) -> Section:
    """What was chosen or placed wrongly, most often first."""
    titles = {name: title.said_in(language) for name, (title, _) in results.cases.items()}
    rows: list[tuple[Value, ...]] = []
    for each in distractor_table(results.answers).itertuples():
        question = results.questions.get((each.case, each.question))
        rows.append(
            (titles.get(each.case, each.case), prompt_words(question, language),
             lost_words(question, each.item, language), int(each.chosen), each.question)
        )  # fmt: skip
    key = "report.distractors" if rows else "report.distractors.none"
    columns = (
        Column("case"), Column("wording"), Column("item"), Column("times", "whole"),
        Column("question"),
    )  # fmt: skip
    return Section("distractors", say(key, language, count=len(rows)), columns, rows)
