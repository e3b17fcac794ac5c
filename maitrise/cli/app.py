"""The command line: each command reads its options, calls, prints."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Annotated

import typer

from maitrise import __version__
from maitrise.base.errors import (
    CourseError,
    InternalError,
    MaitriseError,
    WrongCallError,
    shown_reason,
)
from maitrise.base.text import CatalogueError, say
from maitrise.cli import cohort, record
from maitrise.cli.build import build
from maitrise.cli.certify import attendance, certify
from maitrise.cli.completions import completions
from maitrise.cli.evidence import evidence
from maitrise.cli.handout import handout
from maitrise.cli.help import Command, Group
from maitrise.cli.kit import kit
from maitrise.cli.lang import Lang, message_language_before_parsing
from maitrise.cli.mark import mark
from maitrise.cli.paths import paths
from maitrise.cli.publish import publish
from maitrise.cli.report import report
from maitrise.cli.room import room
from maitrise.cli.slides import slides
from maitrise.cli.streams import (
    discard_unprinted_output,
    is_output_closed,
    replace_unencodable_characters,
)
from maitrise.cli.usage import USAGE_ERROR, refusal

app = typer.Typer(
    name="maitrise",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"maitrise {__version__}")
        raise typer.Exit


@app.callback()
def maitrise(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """A course in French and English on project roles: PMO, MOA, AMOA, MOE."""


@app.command(cls=Command)
def learn(
    lang: Annotated[
        Lang | None,
        typer.Option(help="Language; by default LANG_COURSE, else that of this computer."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port; by default 8888 or the next free.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the course in the browser.")] = True,
    address: Annotated[
        str,
        typer.Option(
            help="Address under which a proxy shows the course.", metavar="URL", show_default=False
        ),
    ] = "",
) -> None:
    """Take the course: opens it in the browser. Ctrl-C stops it; answers are kept."""
    from maitrise.server.learn import learn as serve

    serve(lang.value if lang else None, port, open_browser=browser, address=address)


# As a person meets them: in class, marking, afterwards, then what authors need.
for _each in (
    room,
    slides,
    handout,
    publish,
    kit,
    mark,
    report,
    certify,
    attendance,
    completions,
    evidence,
    paths,
):
    app.command(cls=Command)(_each)
app.add_typer(cohort.app, name="cohort")
app.add_typer(record.app, name="record")
app.command(cls=Command)(build)


@app.command(cls=Command)
def check(
    accept: Annotated[
        bool,
        typer.Option(
            help="Remember that both languages of every lesson say the same as they stand."
        ),
    ] = False,
) -> None:
    """Check banks, sentences, wording and lesson pairs: one line a fault."""
    from maitrise.check import check_course
    from maitrise.check.pairs import accept as accept_pairs

    if accept:
        typer.echo(f"{accept_pairs()} cells remembered.", err=True)
    faults = check_course()
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        count = len(faults)
        typer.echo(f"{count} fault{'s' if count > 1 else ''}.", err=True)
        raise typer.Exit(1)
    typer.echo("No fault.", err=True)


@app.command(cls=Command)
def notebooks() -> None:
    """Run every lesson without a learner's data and store what it shows."""
    from rich.progress import track

    from maitrise.base.errors import shown_path
    from maitrise.publish.notebooks import lesson_notebooks, store_outputs

    paths = lesson_notebooks()
    changed = [path for path in track(paths, "Running lessons") if store_outputs(path)]
    for path in changed:
        typer.echo(shown_path(path))
    typer.echo(f"{len(changed)} of {len(paths)} lessons changed.", err=True)


def _failure_report(text: str) -> Path:
    """Write a traceback to a file that only this user can read; returns its path.

    Its name is random: in a shared folder, another user could have put a link under a known name.
    """
    from platformdirs import user_log_path

    try:
        folder = user_log_path("maitrise", appauthor=False, ensure_exists=True)
        descriptor, name = tempfile.mkstemp(".txt", "failure-", folder)
    except OSError:  # no home, or none that can be written
        descriptor, name = tempfile.mkstemp(".txt", "maitrise-failure-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def main() -> None:
    """Run the command line. Exit code: 0 done, 1 needs a person, 2 wrong call, 3 our own bug."""
    replace_unencodable_characters()
    language = message_language_before_parsing(sys.argv[1:])
    try:
        code = app(prog_name="maitrise", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except MaitriseError as error:
        message = error.said_in(language) if isinstance(error, CourseError) else str(error)
        print(message, file=sys.stderr)
        sys.exit({WrongCallError: 2, InternalError: 3}.get(type(error), 1))
    except USAGE_ERROR as error:
        if french := refusal(error, language):
            print(french, file=sys.stderr)
        else:
            error.show()
        sys.exit(2)
    except typer.Abort:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the outermost handler: no traceback is shown
        from maitrise.cohort.database_fault import gradebook_refusal

        if refused := gradebook_refusal(error, language):
            print(refused, file=sys.stderr)
            sys.exit(2)
        if isinstance(error, OSError) and is_output_closed(error):
            discard_unprinted_output()
            if error.errno != errno.EPIPE:  # the reading program closed the pipe
                why = shown_reason(error, language)
                print(say("cli.not-written", language, why=why), file=sys.stderr)
            sys.exit(1)
        report = _failure_report(traceback.format_exc())
        print(say("cli.own-fault", language, report=report), file=sys.stderr)
        sys.exit(3)


if __name__ == "__main__":
    main()
