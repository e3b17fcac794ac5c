"""A day as a command line names it."""

from __future__ import annotations

import sys
from datetime import date

from maitrise.base.errors import WrongCallError
from maitrise.base.text import say
from maitrise.cli.lang import spoken_before_parsing

METAVAR = "YYYY-MM-DD"


def day_named(written: str) -> date:
    """The day that is written as 2027-03-08.

    Raises:
        WrongCallError: it is no day, or is written another way; 08/03 is two days, by country.
    """
    try:
        if len(written) == len(METAVAR):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise WrongCallError(say("cli.day", spoken_before_parsing(sys.argv[1:]), written=written))
