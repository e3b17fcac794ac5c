"""What the code cells of a lesson call: one call a line, with plain arguments and nothing else."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from maitrise.base.errors import CourseError, Fault
from maitrise.player.figures import FIGURES

_FIGURE = re.compile(rf"^m\.(role_map|{'|'.join(FIGURES)})\(\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a notebook, ``m.question("raci-1")``: its name and its arguments."""

    name: str
    arguments: tuple[str, ...] = ()


def calls_of(source: str, file: str, cell: str) -> tuple[Call, ...]:
    """The calls of a code cell, in order; the line that imports the course is passed over.

    Args:
        file, cell: where it stands, for the error.

    Raises:
        CourseError: the cell holds anything else: a page cannot run code.

    >>> calls_of('import maitrise.fr as m\\nm.lesson("00-start")', "00-start.ipynb", "setup")
    (Call(name='lesson', arguments=('00-start',)),)
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise _no_call(file, cell, f"it is not Python ({error.msg})") from error
    return tuple(
        _call(statement, file, cell)
        for statement in statements
        if not isinstance(statement, ast.Import)
    )


def figure_of(source: str) -> str:
    """The figure that a code cell shows; "" where it shows none.

    >>> figure_of("m.life_cycle()")
    'life_cycle'
    """
    found = _FIGURE.search(source)
    return found[1] if found else ""


def _call(statement: ast.stmt, file: str, cell: str) -> Call:
    match statement:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name(), attr=name), args=given, keywords=[])
        ) if all(isinstance(each, ast.Constant) for each in given):
            return Call(name, tuple(str(ast.literal_eval(each)) for each in given))
    raise _no_call(file, cell, f"`{ast.unparse(statement)}` is no call of the course")


def _no_call(file: str, cell: str, problem: str) -> CourseError:
    remedy = 'Write one call with plain arguments, such as m.question("raci-1")'
    return CourseError([Fault(file, f"cell {cell}", problem, remedy)])
