"""Parse a date on the command line."""

from __future__ import annotations

import sys
from datetime import date

from maitrise.base.errors import WrongCallError
from maitrise.base.text import say
from maitrise.cli.lang import message_language_before_parsing

METAVAR = "YYYY-MM-DD"


def parse_date(written: str) -> date:
    """Parse a date written as 2027-03-08.

    Raises:
        WrongCallError: it is not a date in this form; 08/03 would be two dates, by country.
    """
    try:
        if len(written) == len(METAVAR):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise WrongCallError(
        say("cli.day", message_language_before_parsing(sys.argv[1:]), written=written)
    )
