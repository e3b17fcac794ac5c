"""``[certificate]`` of ``cohort.toml``: the words of certificates, and the rule for passing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

_TEXTS = ("organisation", "signatory", "place", "employer", "nature")
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRule:
    """What attestations and certificates say of the training, and the rule for passing.

    Attributes:
        organisation: who gives the training; "" leaves a blank to fill in, as for the next three.
        signatory: name and function of whoever signs.
        place: where it is signed.
        employer: of the learners.
        nature: of the action; "" for a training action.
        starts: first day; None for that of the learner's first answer.
        ends: last day; None for that of the learner's last answer.
        hours: duration; 0 for the estimated time of what the learner did.
        share: of the points of the path's cases that it takes, from 0 to 1.
        lessons: whether the lessons of the path have to be finished, as the record shows.
        paths: another ``share`` for some paths.
    """

    organisation: str = ""
    signatory: str = ""
    place: str = ""
    employer: str = ""
    nature: str = ""
    starts: date | None = None
    ends: date | None = None
    hours: float = 0.0
    share: float = 0.7
    lessons: bool = True
    paths: Mapping[str, float] = field(default_factory=dict)

    def share_for(self, path: str) -> float:
        """The share of the points, 0 to 1, that is needed to pass a path."""
        return self.paths.get(path, self.share)


def read_certificate(raw: Any, refusal: Callable[[str], Exception]) -> CertificateRule:
    """Read the rule from a TOML table.

    Args:
        raw: the table.
        refusal: makes the error to raise from the key of a value that cannot be used.
    """
    usable: dict[str, Callable[[Any], bool]] = {
        **dict.fromkeys(_TEXTS, _is_line),
        **dict.fromkeys(("starts", "ends"), _is_day),
        "hours": lambda value: _is_number(value) and 0 <= value <= 10_000,
        "share": _is_share,
        "lessons": lambda value: isinstance(value, bool),
        "paths": lambda value: isinstance(value, dict) and all(map(_is_share, value.values())),
    }
    if not isinstance(raw, dict):
        raise refusal("certificate")
    for key, value in raw.items():
        if key not in usable or not usable[key](value):
            raise refusal(f"certificate.{key}")
    rule = CertificateRule(**raw)
    if rule.starts and rule.ends and rule.ends < rule.starts:
        raise refusal("certificate.ends")
    return rule


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1
