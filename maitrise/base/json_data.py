"""Read JSON from untrusted sources, after checks of its depth and its number of members.

One limit for everybody who reads such data, so that what was taken in once can be read again from
anywhere: Python's own depends on how deep the program happens to be.
"""

from __future__ import annotations

import json
import math
from itertools import accumulate
from typing import Any

DEEPEST = 64
_MOST_CONTAINERS = 300_000
_MOST_MEMBERS = 2_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # some editors put it in front
_BRACKETS = b'"[]{}'
_ALL_ELSE = bytes(set(range(256)) - set(_BRACKETS))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def read_json(content: bytes, *, writable: bool = True) -> Any:
    """Parse JSON bytes in UTF-8.

    Args:
        content: the bytes.
        writable: refuse numbers that cannot be written as JSON (``NaN``, ``1e999``).

    Raises:
        ValueError: it is not JSON, nests deeper than :data:`DEEPEST`, or has too many members.
    """
    refuse_what_is_too_much(content)
    text = content.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    try:
        if not writable:
            return json.loads(text)
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except RecursionError as error:  # the program itself was at its end
        raise ValueError("it nests too deep") from error


def refuse_what_is_too_much(content: bytes) -> None:
    """Check the depth and the number of members of JSON without parsing it.

    Raises:
        ValueError: it nests too deep, or has too many members.
    """
    containers = content.count(b"[") + content.count(b"{")
    if containers > _MOST_CONTAINERS or content.count(b",") > _MOST_MEMBERS:
        raise ValueError("it holds more than is read")
    if containers > DEEPEST and depth_of(content) > DEEPEST:
        raise ValueError("it nests too deep")


def depth_of(content: bytes) -> int:
    """How deep JSON nests; brackets inside strings do not count.

    >>> depth_of(b'{"[[": [1, [2]]}')
    3
    """
    unescaped = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside = b"".join(unescaped.translate(None, _ALL_ELSE).split(b'"')[::2])
    return max(accumulate(map(_STEPS.__getitem__, outside)), default=0)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(written: str) -> float:
    value = float(written)
    if not math.isfinite(value):  # 1e400 is JSON, but could not be written again
        raise ValueError(f"{written} is too large")
    return value
