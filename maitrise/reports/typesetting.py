"""Papers as PDF: a template and its words, set by typst.

Words reach the template as JSON, never as markup, so that a name is shown as it is typed. Letters
are of the fonts that typst carries; scripts that these lack come from the computer's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).with_name("templates")
_PACKAGE = Path(__file__).parent.parent  # templates of any room may import paper.typ


def typeset_paper(template: str, words: Mapping[str, Any]) -> bytes:
    """The PDF of a template of ``templates/``.

    Args:
        template: its name, without ending.
        words: what the template shows, in the language ``lang``.
    """
    return typeset(TEMPLATES / f"{template}.typ", words)


def typeset(template: Path, words: Mapping[str, Any]) -> bytes:
    """The PDF of a template that lies somewhere in this package."""
    import typst

    given = {"data": json.dumps(words, ensure_ascii=False)}
    as_pdf: dict[str, Any] = {"root": _PACKAGE, "format": "pdf", "sys_inputs": given}
    made: bytes
    try:
        made = typst.compile(template, pdf_standards="ua-1", **as_pdf)
    except typst.TypstError:  # a letter without a font, which the standard for all readers forbids
        made = typst.compile(template, **as_pdf)
    return made
