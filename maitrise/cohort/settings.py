"""``cohort.toml``: the title, the late policy and the dates of a cohort."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, cast, get_args
from zoneinfo import ZoneInfo

from maitrise.base.errors import WrongCallError
from maitrise.base.files import write_whole
from maitrise.base.moments import computer_zone, in_utc, zone_name
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.base.toml import where_not_toml
from maitrise.cases.files import case_ids, parse_assignment
from maitrise.cohort.certificate import CertificateRule, read_certificate

SETTINGS = "cohort.toml"
LONGEST_TITLE = 200
_FIRST_YEAR, _LAST_YEAR = 1970, 9998  # what every calendar and zone can show
LateRule = Literal["none", "percent", "cut-off"]


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """The penalty for handing in late.

    Attributes:
        rule: "none"; "percent" of the score for each day begun; "cut-off", where the score is lost.
        percent: from 0 to 100.
    """

    rule: LateRule = "none"
    percent: float = 0.0

    def penalty(self, score: float, seconds_late: float) -> float | None:
        """Points lost, or None when nothing is.

        >>> LatePolicy("percent", 10).penalty(16, 90_000)
        3.2
        """
        if seconds_late <= 0 or self.rule == "none":
            return None
        if self.rule == "cut-off":
            return score
        days = -(-seconds_late // 86_400)
        return round(min(score, score * self.percent / 100 * days), 4)


@dataclass(frozen=True, slots=True)
class CohortSettings:
    """What ``cohort.toml`` says.

    Attributes:
        title: shown on pages and reports.
        created: the day the cohort was created.
        zone: of its clocks; None for that of the computer.
        language: of people whose roster line names none.
        gradebook: address of a shared database; "" for the cohort's own file.
        late: what being late costs.
        due: moments in UTC by assignment (``payroll-fr``) or by case (``payroll``).
        certificate: what papers say, and who has passed.
    """

    title: str
    created: date
    language: Language = "fr"
    gradebook: str = ""
    late: LatePolicy = LatePolicy()
    due: Mapping[str, datetime] = field(default_factory=dict)
    certificate: CertificateRule = field(default_factory=CertificateRule)
    zone: ZoneInfo | None = None


def write_settings(folder: Path, settings: CohortSettings) -> None:
    """Write ``cohort.toml``, with what may be added shown as comments.

    Raises:
        OSError: it could not be written.
    """
    zone = zone_name(settings.zone or computer_zone())
    lines = [
        f"title = {json.dumps(settings.title, ensure_ascii=False)}",
        f"created = {settings.created.isoformat()}",
        f'language = "{settings.language}"',
        *([f"gradebook = {json.dumps(settings.gradebook)}"] if settings.gradebook else []),
        f'timezone = "{zone}"' if zone else '# timezone = "Europe/Paris"',
        "",
        "[late]",
        'rule = "none"                    # none | percent | cut-off',
        "# percent = 10                    # of the score, for each day begun (rule percent)",
        "",
        "[certificate]                     # what certificates say, and who has passed",
        '# organisation = "…"              # also signatory, place, employer, nature',
        "# starts = 2027-03-01             # also ends; by default from the learner's work",
        "# hours = 14                      # by default the estimated time of what was done",
        "share = 0.7                       # of the points of the path's cases",
        "lessons = true                    # the path's lessons too, as the record shows",
        "# paths = { new-sponsor = 0.6 }   # another share for a path",
        "",
        "[due]",
        "# payroll = 2027-03-01T18:00:00   # in both languages",
        "# patrol-en = 2027-03-08          # until the end of that day",
        "",
    ]
    write_whole(folder / SETTINGS, "\n".join(lines).encode("utf-8"))


def read_settings(folder: Path, language: Language) -> CohortSettings:
    """Read ``cohort.toml``.

    Args:
        folder: the cohort's folder.
        language: of the message if it cannot be used.

    Raises:
        WrongCallError: it is missing, or something in it cannot be used; the message names it.
    """
    path = folder / SETTINGS
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WrongCallError(say("cohort.unreadable", language, file=path)) from error
    except UnicodeDecodeError as error:
        raise WrongCallError(say("cohort.not-utf-8", language, file=path)) from error
    except tomllib.TOMLDecodeError as error:
        why = where_not_toml(error).said_in(language)
        raise WrongCallError(say("cohort.not-toml", language, file=path, why=why)) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        raise WrongCallError(say("cohort.not-toml", language, file=path, why=error)) from error
    return _Reader(path, language, raw).settings()


def is_title(value: object) -> bool:
    """Whether a value can be the title of a cohort, on pages and papers."""
    return isinstance(value, str) and len(value) <= LONGEST_TITLE and value.isprintable()


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


class _Reader:
    """Reads one settings file; every error names the file and the key."""

    def __init__(self, path: Path, language: Language, raw: dict[str, Any]) -> None:
        self._path, self._language, self._raw = path, language, raw

    def settings(self) -> CohortSettings:
        known = {"title", "created", "language", "gradebook", "timezone", "late", "due",
                 "certificate"}  # fmt: skip
        for unknown in sorted(set(self._raw) - known):
            raise self._refusal(unknown, "key")
        late = self._take("late", {}, lambda value: isinstance(value, dict))
        zone = self._zone()
        due = self._take("due", {}, lambda value: isinstance(value, dict))
        return CohortSettings(
            title=self._take("title", "", is_title),
            created=self._take("created", date.today(), _is_day),
            language=self._take("language", "fr", lambda value: value in LANGUAGES),
            gradebook=self._take("gradebook", "", lambda value: isinstance(value, str)),
            late=self._late(late),
            due={name: self._moment(name, value, zone) for name, value in due.items()},
            certificate=read_certificate(self._raw.get("certificate", {}), self._of_certificate),
            zone=zone,
        )

    def _take(self, key: str, default: Any, is_usable: Callable[[Any], bool]) -> Any:
        value = self._raw.get(key, default)
        if not is_usable(value):
            raise self._refusal(key, "value")
        return value

    def _late(self, raw: dict[str, Any]) -> LatePolicy:
        rule, percent = raw.get("rule", "none"), raw.get("percent", 0)
        if rule not in get_args(LateRule) or set(raw) - {"rule", "percent"}:
            raise self._refusal("late.rule", "late-rule")
        if isinstance(percent, bool) or not isinstance(percent, int | float):
            raise self._refusal("late.percent", "late-percent")
        if not 0 <= percent <= 100 or (rule == "percent" and percent == 0):
            raise self._refusal("late.percent", "late-percent")
        return LatePolicy(cast("LateRule", rule), float(percent))

    def _zone(self) -> ZoneInfo | None:
        named = self._raw.get("timezone")
        if named is None:
            return None
        try:
            return ZoneInfo(named)
        except (ValueError, TypeError, OSError, KeyError) as error:
            raise self._refusal("timezone", "timezone") from error

    def _moment(self, name: str, value: Any, zone: ZoneInfo | None) -> datetime:
        """The moment in UTC; a date without a time means the end of that day."""
        cases = case_ids()
        if cases and name not in cases and (parse_assignment(name) or ("",))[0] not in cases:
            raise self._refusal(f"due.{name}", "due-case", cases=", ".join(cases))
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time(23, 59, 59))
        if not isinstance(value, datetime):
            raise self._refusal(f"due.{name}", "due")
        try:
            moment = in_utc(value, zone or computer_zone())
        except OverflowError as error:
            raise self._refusal(f"due.{name}", "due") from error
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise self._refusal(f"due.{name}", "due")
        return moment

    def _of_certificate(self, key: str) -> WrongCallError:
        is_share = key in ("certificate.share", "certificate.paths")
        return self._refusal(key, "share" if is_share else "certificate")

    def _refusal(self, key: str, expected: str, **values: str) -> WrongCallError:
        """The error for an unusable value; ``expected`` ends a key ``cohort.expected.…``."""
        usable = say(f"cohort.expected.{expected}", self._language, **values)
        return WrongCallError(
            say("cohort.bad-setting", self._language, file=self._path, setting=key, expected=usable)
        )
