"""``maitrise build``: cases from the file an author writes to what learners receive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def build(
    cases: Annotated[
        list[str] | None, typer.Argument(help="Cases to build, as their files are called.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Build every case.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; list the files that are stale.")
    ] = False,
    new: Annotated[
        str | None, typer.Option(metavar="CASE", help="Begin a new case, and build it.")
    ] = None,
) -> None:
    """Build cases: source notebooks with the keys, and what learners receive, without."""
    from maitrise.base.errors import WrongCallError
    from maitrise.cases.build import build_cases, differences
    from maitrise.cases.files import case_ids
    from maitrise.cases.starter import begin_case

    if new is not None:
        if cases or every or check:
            raise WrongCallError("Give --new alone: it begins one case and builds it.")
        _list([begin_case(new)])
        _list(build_cases([new]))
        return
    if bool(cases) == every:
        raise WrongCallError("Name the cases to build, or give --all.")
    chosen = case_ids() if every else tuple(cases or ())
    if not check:
        _list(build_cases(chosen))
        return
    stale = [difference.path for difference in differences(chosen)]
    _list(stale)
    if stale:
        typer.echo(f"{len(stale)} files are stale. Run maitrise build --all.", err=True)
        raise typer.Exit(1)
    typer.echo("Every file is as its case says.", err=True)


def _list(paths: list[Path]) -> None:
    from maitrise.base.errors import shown_path

    for path in paths:
        typer.echo(shown_path(path))
