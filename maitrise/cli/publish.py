"""``maitrise publish``: the course as files for any web host, or for a double-click."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from maitrise.base.text import Language
from maitrise.cli.lang import message_language_before_parsing

USUAL_PASS_MARK = 70


class PublishedLanguages(StrEnum):
    """The languages of a publication."""

    fr = "fr"
    en = "en"
    both = "both"


class Part(StrEnum):
    """What ``--without`` may leave out."""

    exercises = "exercises"


class Platform(StrEnum):
    """A standard of packages for learning platforms."""

    scorm12 = "scorm12"
    scorm2004 = "scorm2004"
    cmi5 = "cmi5"


class QuestionBank(StrEnum):
    """A program that imports question banks."""

    moodle = "moodle"


class FlashCards(StrEnum):
    """A program that imports flash cards."""

    anki = "anki"


def publish(
    folder: Annotated[
        Path,
        typer.Argument(
            help="The folder to write; with --bank or --cards the file.", show_default=False
        ),
    ],
    lang: Annotated[
        PublishedLanguages, typer.Option(help="Language of the pages.")
    ] = PublishedLanguages.both,
    without: Annotated[
        Part | None, typer.Option(help="Leave the graded cases out.", show_default=False)
    ] = None,
    single: Annotated[
        bool,
        typer.Option("--single", help="One index.html to double-click, its pages beside it."),
    ] = False,
    lms: Annotated[
        Platform | None,
        typer.Option(help="Zips to upload to a learning platform instead.", show_default=False),
    ] = None,
    lesson: Annotated[
        str, typer.Option(help="With --lms: this lesson only.", show_default=False)
    ] = "",
    path: Annotated[
        str,
        typer.Option(help="With --lms: the lessons of this path, as one zip.", show_default=False),
    ] = "",
    pass_mark: Annotated[
        int, typer.Option("--pass", min=1, max=100, help="With --lms: percent to pass a lesson.")
    ] = USUAL_PASS_MARK,
    question_bank: Annotated[
        QuestionBank | None,
        typer.Option(
            "--bank",
            help="The questions of the lessons as a file to import instead.",
            show_default=False,
        ),
    ] = None,
    cards: Annotated[
        FlashCards | None,
        typer.Option(help="The flash cards as a file to import instead.", show_default=False),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace what this command did not write."),
    ] = False,
) -> None:
    """Write the course as pages that answer by themselves, for any web host.

    A folder that this command wrote before is replaced as a whole.
    """
    import sys

    from maitrise.base.errors import shown_path
    from maitrise.base.text import LANGUAGES, say
    from maitrise.cli.output import check_place
    from maitrise.publish.anki import anki_cards
    from maitrise.publish.files import single_files, site_files
    from maitrise.publish.lms.moodle import moodle_bank
    from maitrise.publish.lms.package import build_packages
    from maitrise.publish.writing import write_folder

    languages = tuple(
        language
        for language in LANGUAGES
        if lang.value in (language, PublishedLanguages.both.value)
    )
    spoken = message_language_before_parsing(sys.argv[1:])
    _refuse_options_without_effect(
        spoken,
        {"--bank": question_bank, "--cards": cards, "--lms": lms},
        of_packages={"--lesson": lesson, "--path": path},
        of_sites={"--single": single, "--without": without},
    )
    if question_bank or cards:
        check_place(folder, spoken, force=force)  # before the work
    if question_bank:
        made = moodle_bank(languages)
        _write_file(folder, made.content)
        if made.left_out:
            typer.echo(say("lms.bank.left-out", spoken, names=", ".join(made.left_out)), err=True)
        return
    if cards:
        _write_file(folder, anki_cards(languages))
        return
    if lms:
        files = build_packages(
            lms.value, languages, lesson=lesson, path=path, pass_mark=pass_mark, spoken=spoken
        )
    else:
        files = (single_files if single else site_files)(languages, with_cases=without is None)
    write_folder(folder, files, spoken, force=force)
    typer.echo(shown_path(folder))


def _write_file(file: Path, content: bytes) -> None:
    from maitrise.base.errors import shown_path
    from maitrise.base.files import write_whole

    write_whole(file, content)
    typer.echo(shown_path(file))


def _refuse_options_without_effect(
    spoken: Language,
    instead: Mapping[str, object],
    *,
    of_packages: Mapping[str, object],
    of_sites: Mapping[str, object],
) -> None:
    """Refuse options that would have no effect.

    Args:
        instead: the options that write something other than a site; at most one may be given.

    Raises:
        WrongCallError: two options exclude each other, or one needs another.
    """
    from maitrise.base.errors import WrongCallError
    from maitrise.base.text import say

    def refuse(key: str, option: str, wanted: str) -> None:
        raise WrongCallError(say(key, spoken, option=option, wanted=wanted))

    kinds = [name for name, given in instead.items() if given]
    packs, sites = (
        [name for name, given in options.items() if given] for options in (of_packages, of_sites)
    )
    if len(kinds) > 1 or (kinds and sites):
        refuse("lms.not-with", (kinds[1:] or sites)[0], kinds[0])
    if packs and kinds != ["--lms"]:
        refuse("lms.only-with", packs[0], "--lms")
    if len(packs) > 1:
        refuse("lms.not-with", *packs)
