"""A cell of a CSV file that a spreadsheet opens: text, whatever somebody has typed."""

from __future__ import annotations

# What spreadsheets take for the beginning of a formula (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def typed_text(cell: str) -> str:
    """The text of a cell that ``safe_cell`` may have written.

    >>> typed_text("'=1+1"), typed_text("'s Gravesande")
    ('=1+1', "'s Gravesande")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
