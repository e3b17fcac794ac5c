"""``maitrise mark``: a pile of submissions in, marks and feedback out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maitrise.base.text import Language, say
from maitrise.cli.lang import Lang, message_language

if TYPE_CHECKING:
    from maitrise.marking import MarkingOutcome


def mark(
    inbox: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders, zips, notebooks or sheets; or a cohort, for what a room has handed in.",
            show_default=False,
        ),
    ] = None,
    cohort: Annotated[
        str, typer.Option(help="A bare name, or a path with a slash.", show_default=False)
    ] = "",
    pattern: Annotated[
        str,
        typer.Option(help="How files are named: a regular expression with student_id, email …"),
    ] = "",
    gradebook: Annotated[
        str, typer.Option(help="Another gradebook than the cohort's: postgresql://…")
    ] = "",
    scheduler: Annotated[
        str, typer.Option(help="A Dask scheduler, tcp://…; by default this machine works.")
    ] = "",
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes; by default as many as pay.")
    ] = None,
    again: Annotated[bool, typer.Option(help="Mark also what is marked already.")] = False,
    feedback: Annotated[bool, typer.Option(help="Write feedback pages.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language of what is printed.")] = None,
) -> None:
    """Mark submissions: nothing that a learner wrote is ever run."""
    from maitrise.base.errors import WrongCallError
    from maitrise.cohort import open_cohort
    from maitrise.marking import MarkingOptions, MarkingRun

    language = message_language(lang)
    inboxes = list(inbox or ())
    if not cohort and len(inboxes) == 1 and not inboxes[0].exists():
        cohort = str(inboxes.pop())  # `maitrise mark spring-paris`, after a room
    if not cohort:
        raise WrongCallError(say("mark.which-cohort", language))
    options = MarkingOptions(
        inboxes=tuple(inboxes),
        gradebook=gradebook,
        scheduler=scheduler,
        workers=workers,
        pattern=pattern,
        again=again,
        feedback=feedback,
    )
    opened = open_cohort(cohort, language)
    with _progress(language) as progress:
        outcome = MarkingRun(opened, options, language, progress).run()
    if as_json:
        typer.echo(json.dumps(_as_data(outcome, language), ensure_ascii=False, indent=1))
    else:
        _print(outcome, language)
        _print_next(outcome, opened.folder, cohort, language)
        if again and not inboxes:
            _explain_option_again(outcome, opened.folder, cohort, language)
    raise typer.Exit(1 if outcome.needs_person else 0)


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar if stderr is a terminal; it counts submissions and names no learner."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(step: str, done: int, total: int) -> None:
            said = say(f"mark.step.{step}", language)
            bar.update(task, description=said, completed=done, total=total or None)

        yield show


def _print(outcome: MarkingOutcome, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False, soft_wrap=True)
    columns = ("assignment", "marked", "unchanged", "waiting", "problems")
    table = Table(*(say(f"mark.table.{column}", language) for column in columns))
    for name, tally in outcome.assignments.items():
        waiting = str(len(tally.waiting))
        table.add_row(name, str(tally.marked), str(tally.unchanged), waiting, "")
    table.add_section()
    table.add_row(
        "",
        str(sum(assignment.marked for assignment in outcome.assignments.values())),
        str(sum(assignment.unchanged for assignment in outcome.assignments.values())),
        str(sum(len(assignment.waiting) for assignment in outcome.assignments.values())),
        str(sum(problem.needs_person for problem in outcome.problems)),
    )
    console.print(table)
    for needs_person, title in ((True, "mark.problems"), (False, "mark.remarks")):
        listed = [problem for problem in outcome.problems if problem.needs_person is needs_person]
        if listed:
            console.print(f"\n{say(title, language)}")
        for problem in listed:
            console.print(f"- {problem.said_in(language)}")


def _print_next(outcome: MarkingOutcome, folder: Path, name: str, language: Language) -> None:
    """Print where the feedback pages are, and how to mark the texts that wait for a person."""
    pages = folder / "feedback"
    if pages.is_dir():
        typer.echo("\n" + say("mark.next.pages", language, folder=pages), err=True)
    if any(assignment.waiting for assignment in outcome.assignments.values()):
        typer.echo(say("mark.next.texts", language, name=name), err=True)


def _explain_option_again(
    outcome: MarkingOutcome, folder: Path, name: str, language: Language
) -> None:
    """Explain ``--again`` without an inbox, if nothing was marked."""
    submitted = folder / "submitted"
    if submitted.is_dir() and not any(each.marked for each in outcome.assignments.values()):
        typer.echo(say("mark.next.again", language, folder=submitted, name=name), err=True)


def _as_data(outcome: MarkingOutcome, language: Language) -> dict[str, object]:
    problems = []
    for problem in outcome.problems:
        wrong, done, remedy = problem.parts(language)
        problems.append(
            {
                "file": problem.file,
                "kind": problem.wrong,
                "learner": problem.learner,
                "needs_person": problem.needs_person,
                "wrong": wrong,
                "done": done,
                "remedy": remedy,
            }
        )
    return {
        "assignments": {
            name: {
                "marked": tally.marked,
                "unchanged": tally.unchanged,
                "needs_hand_mark": tally.waiting,
            }
            for name, tally in outcome.assignments.items()
        },
        "problems": problems,
    }
