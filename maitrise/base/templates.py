"""Pages of ours are templates, in files beside the Python that fills them.

All that is put into one is escaped, but for what is HTML already and says so (``Markup``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maitrise.base.text import say

if TYPE_CHECKING:
    from jinja2 import Environment


def filled(template: Path, *, within: Path | None = None, **values: Any) -> bytes:
    """A template filled, as UTF-8; half a character, as a browser may leave it, is written out.

    In it ``"a.key" | say(language)`` is a sentence of the catalogue, and ``include`` takes what
    lies in its folder.

    Args:
        within: a folder above it, where ``include`` and ``extends`` begin instead.

    Raises:
        jinja2.UndefinedError: it asks for a value that it is not given.
    """
    folder = within or template.parent
    name = template.relative_to(folder).as_posix()
    page = environment(folder).get_template(name).render(**values)
    return page.encode("utf-8", "backslashreplace")


@cache
def environment(folder: Path, *, keep_trailing_newline: bool = True) -> Environment:
    """How the templates of a folder are filled; read once.

    Args:
        keep_trailing_newline: whether what a template makes ends as its file does.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
        auto_reload=False,
    )
    made.filters["say"] = say
    return made
