"""``maitrise paths``: the onboarding paths as they stand, the course's and your own."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from maitrise.cli.lang import Lang, message_language


def paths(
    cohort: Annotated[
        str, typer.Option(help="A cohort whose paths.toml adds paths.", show_default=False)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language of what is printed.")] = None,
) -> None:
    """Show the onboarding paths: lessons, cases, minutes and the levels they aim at.

    To add one, write it as in course/paths.toml: into course/paths-NAME.toml, or into paths.toml
    of one cohort.
    """
    from maitrise.cohort import open_cohort
    from maitrise.course import onboarding_paths
    from maitrise.reports.path_words import path_data, path_words

    language = message_language(lang)
    known = open_cohort(cohort, language).paths if cohort else onboarding_paths()
    if as_json:
        data = [path_data(path, language) for path in known.values()]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        typer.echo("\n\n".join(path_words(path, language) for path in known.values()))
