"""Read TOML files that people write, with faults in both languages.

Authors write TOML, and so do HR and trainers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path, shown_reason
from maitrise.base.text import Text, said, say


def read_toml(path: Path) -> dict[str, Any]:
    """Read the tables of a TOML file.

    Raises:
        CourseError: the file is missing, is not UTF-8, or is not TOML (with line and column).
    """
    file = shown_path(path)
    try:
        # Some editors on Windows put an invisible mark at the start of UTF-8.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise _unread(file, "missing-file") from error
    except OSError as error:
        problem = Text(
            fr=say("toml.unopened", "fr", why=shown_reason(error, "fr")),
            en=say("toml.unopened", "en", why=shown_reason(error, "en")),
        )
        raise CourseError([fault(file, "", problem, said("toml.unopened.remedy"))]) from error
    except UnicodeDecodeError as error:
        raise _unread(file, "not-utf-8") from error
    except tomllib.TOMLDecodeError as error:
        where = where_not_toml(error)
        problem = Text(
            fr=say("toml.not-toml", "fr", why=where.fr), en=say("toml.not-toml", "en", why=where.en)
        )
        remedy = said("toml.not-toml.remedy")
        raise CourseError([fault(file, "", problem, remedy)]) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        raise _unread(file, "beyond", why=error) from error


def _unread(file: str, key: str, **values: object) -> CourseError:
    return CourseError([fault(file, "", said(f"toml.{key}", **values), said(f"toml.{key}.remedy"))])


def where_not_toml(error: tomllib.TOMLDecodeError) -> Text:
    """Python's message on invalid TOML; in French only the position, as it is in English."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found is None:
        return Text(fr=say("toml.at-end", "fr"), en=str(error))
    line, column = found.groups()
    return Text(fr=say("toml.at", "fr", line=line, column=column), en=str(error))


def fault(file: str, place: str | Text, problem: Text, remedy: Text) -> Fault:
    """Make a fault with its message in both languages."""
    where = place if isinstance(place, Text) else Text(fr=place, en=place)
    said = {"file": file, "problem": problem.fr, "remedy": remedy.fr}
    french = (
        say("toml.fault.at", "fr", place=where.fr, **said)
        if where.fr
        else say("toml.fault", "fr", **said)
    )
    return Fault(file, where.en, problem.en, remedy.en, french)


def tables_of(
    raw: Mapping[str, Any], name: str, file: str, faults: list[Fault]
) -> list[dict[str, Any]]:
    """The tables that an author wrote as ``[[name]]``; none, and a fault, for anything else."""
    written = raw.get(name, [])
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        remedy = f"Write [[{name}]], with two brackets, above each {name}"
        faults.append(Fault(file, name, "it is not written as a list of tables", remedy))
        return []
    return written
