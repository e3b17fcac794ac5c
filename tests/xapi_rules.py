"""A checker of xAPI statements, one small function a rule of the published specification.

Source: "Experience API, Version 1.0.3, Part Two: Experience Data", Advanced Distributed Learning
Initiative, https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md. Each rule names its
section. It checks what a Learning Record Provider must do (MUST) and what an LRS must reject.

Not checked, since the course's record has none of it: Groups, SubStatements, StatementRefs,
attachments, signed statements, and what only an LRS can know (stored, authority, voiding).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

Statement = dict[str, Any]
Rule = Callable[[Statement], Iterator[str]]

RULES: dict[str, Rule] = {}


def rule(check: Rule) -> Rule:
    """Enter a rule in ``RULES`` under its name."""
    RULES[check.__name__] = check
    return check


def broken_rules(statement: Any) -> list[str]:
    """Every rule that a statement breaks, as "rule: what is wrong"."""
    if not isinstance(statement, dict):
        return ["statement_is_an_object: it is no JSON object"]
    return [f"{name}: {what}" for name, check in RULES.items() for what in check(statement)]


# --- Data types (2.2 and 4.0) -------------------------------------------------------------------

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_IRL = re.compile(r"https?://[^\s/<>\"{}|\\^`]+[^\s<>\"{}|\\^`]*")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
# RFC 5646, section 2.1: language, script, region, variants, extensions, private use; without
# the list of grandfathered tags.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.I,
)
_TIMESTAMP = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
    r"(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)
_DURATION = re.compile(
    r"P(?:\d+W|(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)"
)


def is_iri(value: Any) -> bool:
    """Section 4.3; section 2.2: an IRI without a scheme is rejected."""
    return isinstance(value, str) and bool(_SCHEME.fullmatch(value))


def is_irl(value: Any) -> bool:
    """An IRI that can be looked up (Part One, Definitions)."""
    return isinstance(value, str) and bool(_IRL.fullmatch(value))


def is_uuid(value: Any) -> bool:
    """Section 4.4: the standard string form, variant 2 of RFC 4122."""
    return isinstance(value, str) and bool(_UUID.fullmatch(value))


def is_language(value: Any) -> bool:
    """A language tag of RFC 5646."""
    return isinstance(value, str) and bool(_LANGUAGE.fullmatch(value))


def is_number(value: Any) -> bool:
    """A JSON number: neither a text nor a boolean, and finite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def at(value: Any, *path: str) -> Any:
    """What lies at a path of nested objects; None where there is nothing."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _unknown(value: Any, where: str, known: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{where}.{key}" for key in value if key not in known.split())


# --- The statement (2.2, 2.4) -------------------------------------------------------------------


@rule
def required_properties(statement: Statement) -> Iterator[str]:
    """2.2: a statement MUST use "actor", "verb" and "object"."""
    for name in ("actor", "verb", "object"):
        if not isinstance(statement.get(name), dict) or not statement[name]:
            yield f"{name} is missing"


@rule
def no_unknown_properties(statement: Statement) -> Iterator[str]:
    """2.2: where a key or value is not allowed by this specification, an LRS MUST reject."""
    yield from _unknown(
        statement,
        "statement",
        "id actor verb object result context timestamp stored authority version attachments",
    )
    agent = "objectType name mbox mbox_sha1sum openid account"
    yield from _unknown(statement.get("actor"), "actor", agent)
    yield from _unknown(at(statement, "actor", "account"), "account", "homePage name")
    yield from _unknown(statement.get("verb"), "verb", "id display")
    yield from _unknown(statement.get("object"), "object", "objectType id definition")
    yield from _unknown(
        at(statement, "object", "definition"),
        "definition",
        "name description type moreInfo extensions interactionType correctResponsesPattern "
        "choices scale source target steps",
    )
    result = "score success completion response duration extensions"
    yield from _unknown(statement.get("result"), "result", result)
    yield from _unknown(at(statement, "result", "score"), "score", "scaled raw min max")
    yield from _unknown(
        statement.get("context"),
        "context",
        "registration instructor team contextActivities revision platform language statement "
        "extensions",
    )


@rule
def no_nulls(statement: Statement) -> Iterator[str]:
    """2.2: an LRS MUST reject statements with any null values, except inside extensions."""
    yield from _nulls(statement, "statement")


def _nulls(value: Any, where: str) -> Iterator[str]:
    if value is None:
        yield where
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "extensions":
                yield from _nulls(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _nulls(inner, where)


@rule
def no_empty_objects(statement: Statement) -> Iterator[str]:
    """2.2: objects SHOULD NOT include properties with a value of an empty object."""
    for name in ("result", "context"):
        if statement.get(name) == {}:
            yield name


@rule
def statement_id(statement: Statement) -> Iterator[str]:
    """2.4.1: a UUID in standard string form; SHOULD be set by the provider."""
    if not is_uuid(statement.get("id")):
        yield repr(statement.get("id"))


# --- Actor (2.4.2) ------------------------------------------------------------------------------


@rule
def actor_object_type(statement: Statement) -> Iterator[str]:
    """2.4.2.1: objectType is "Agent" where it stands."""
    kind = at(statement, "actor", "objectType")
    if kind not in (None, "Agent"):
        yield repr(kind)


@rule
def one_identifier(statement: Statement) -> Iterator[str]:
    """2.4.2.1: an Agent MUST have one Inverse Functional Identifier and MUST NOT have more."""
    names = ("mbox", "mbox_sha1sum", "openid", "account")
    found = [name for name in names if name in (statement.get("actor") or {})]
    if len(found) != 1:
        yield f"{len(found)} identifiers"


@rule
def identifier_formats(statement: Statement) -> Iterator[str]:
    """2.4.2.3: mbox is a mailto IRI, mbox_sha1sum 40 hexadecimal digits, openid a URI."""
    formats = {
        "mbox": r"mailto:[^@\s]+@[^@\s]+",
        "mbox_sha1sum": r"[0-9a-fA-F]{40}",
        "openid": _SCHEME.pattern,
    }
    for name, pattern in formats.items():
        value = at(statement, "actor", name)
        if value is not None and not re.fullmatch(pattern, str(value)):
            yield f"{name} is {value!r}"


@rule
def account(statement: Statement) -> Iterator[str]:
    """2.4.2.4: an account MUST have a homePage, an IRL, and a name, a string."""
    found = at(statement, "actor", "account")
    if found is None:
        return
    if not is_irl(at(found, "homePage")):
        yield f"homePage is {at(found, 'homePage')!r}"
    if not isinstance(at(found, "name"), str) or not found["name"]:
        yield f"name is {at(found, 'name')!r}"


# --- Verb (2.4.3) -------------------------------------------------------------------------------


@rule
def verb_id(statement: Statement) -> Iterator[str]:
    """2.4.3: the verb's id is an IRI."""
    if not is_iri(at(statement, "verb", "id")):
        yield repr(at(statement, "verb", "id"))


@rule
def verb_display(statement: Statement) -> Iterator[str]:
    """2.4.3: "display" SHOULD be used by all statements."""
    if not at(statement, "verb", "display"):
        yield "there is none"


# --- Language maps (4.2) ------------------------------------------------------------------------


@rule
def language_maps(statement: Statement) -> Iterator[str]:
    """4.2 and 2.2: keys MUST be valid tags of RFC 5646, values are strings."""
    places = (("verb", "display"), ("object", "definition", "name"))
    for path in (*places, ("object", "definition", "description")):
        found = at(statement, *path)
        if found is None:
            continue
        if not isinstance(found, dict):
            yield f"{'.'.join(path)} is no object"
            continue
        for tag, said in found.items():
            if not is_language(tag):
                yield f"{'.'.join(path)} has the key {tag!r}"
            if not isinstance(said, str):
                yield f"{'.'.join(path)} says {said!r}"


@rule
def language_maps_hold_plain_text(statement: Statement) -> Iterator[str]:
    """4.2: the content is plain text; formatting code will be displayed as code."""
    for path in (("verb", "display"), ("object", "definition", "name")):
        found = at(statement, *path)
        for said in (found if isinstance(found, dict) else {}).values():
            if re.search(r"\*\S[^*]*\S\*|</?[a-z]+>|\]\(", str(said)):
                yield f"{'.'.join(path)} says {said!r}"


# --- Object: an Activity (2.4.4.1) --------------------------------------------------------------


@rule
def object_type(statement: Statement) -> Iterator[str]:
    """2.4.4.1: objectType MUST be "Activity" when present."""
    kind = at(statement, "object", "objectType")
    if kind not in (None, "Activity"):
        yield repr(kind)


@rule
def activity_id(statement: Statement) -> Iterator[str]:
    """2.4.4.1: an Activity's id is an IRI."""
    if not is_iri(at(statement, "object", "id")):
        yield repr(at(statement, "object", "id"))


@rule
def activity_type(statement: Statement) -> Iterator[str]:
    """2.4.4.1: type is an IRI, moreInfo an IRL."""
    kind, more = (at(statement, "object", "definition", name) for name in ("type", "moreInfo"))
    if kind is not None and not is_iri(kind):
        yield f"type is {kind!r}"
    if more is not None and not is_irl(more):
        yield f"moreInfo is {more!r}"


# --- Interactions (2.4.4.1, Interaction Activities) ---------------------------------------------

_COMPONENTS = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
_ITEM = r"(?:(?!\[[,.:]\]).)+"
_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_RESPONSES = {
    "true-false": r"true|false",
    "choice": rf"{_ITEM}(?:\[,\]{_ITEM})*",
    "fill-in": r".*",
    "long-fill-in": r".*",
    "matching": rf"{_ITEM}\[\.\]{_ITEM}(?:\[,\]{_ITEM}\[\.\]{_ITEM})*",
    "performance": rf"{_ITEM}\[\.\].*(?:\[,\]{_ITEM}\[\.\].*)*",
    "sequencing": rf"{_ITEM}(?:\[,\]{_ITEM})*",
    "likert": _ITEM,
    "numeric": rf"(?:{_NUMBER})?\[:\](?:{_NUMBER})?|{_NUMBER}",
    "other": r".*",
}


def _definition(statement: Statement) -> dict[str, Any]:
    found = at(statement, "object", "definition")
    return found if isinstance(found, dict) else {}


@rule
def interaction_type(statement: Statement) -> Iterator[str]:
    """2.4.4.1: Interaction Activities MUST have a valid interactionType."""
    definition = _definition(statement)
    parts = {"correctResponsesPattern", "choices", "scale", "source", "target", "steps"}
    is_one = str(definition.get("type")).endswith("/cmi.interaction") or parts & set(definition)
    kind = definition.get("interactionType")
    if (kind is not None or is_one) and kind not in _COMPONENTS:
        yield repr(kind)


@rule
def interaction_activity_type(statement: Statement) -> Iterator[str]:
    """2.4.4.1: Interaction Activities SHOULD have the type cmi.interaction."""
    definition = _definition(statement)
    wanted = "http://adlnet.gov/expapi/activities/cmi.interaction"
    if "interactionType" in definition and definition.get("type") != wanted:
        yield repr(definition.get("type"))


@rule
def correct_responses(statement: Statement) -> Iterator[str]:
    """2.4.4.1: correctResponsesPattern is an array of strings in the format of its type."""
    definition = _definition(statement)
    patterns = definition.get("correctResponsesPattern", [])
    if not isinstance(patterns, list):
        yield "it is no array"
        return
    wanted = _RESPONSES.get(str(definition.get("interactionType")), ".*")
    for each in patterns:
        if not isinstance(each, str) or not re.fullmatch(wanted, each, re.DOTALL):
            yield repr(each)


@rule
def response(statement: Statement) -> Iterator[str]:
    """2.4.4.1, Response Patterns: the response has the format of its interactionType."""
    given = at(statement, "result", "response")
    wanted = _RESPONSES.get(str(_definition(statement).get("interactionType")))
    if isinstance(given, str) and wanted and not re.fullmatch(wanted, given, re.DOTALL):
        yield repr(given)


@rule
def interaction_components(statement: Statement) -> Iterator[str]:
    """2.4.4.1: component lists belong to their type; ids are strings and distinct in a list."""
    definition = _definition(statement)
    allowed = _COMPONENTS.get(str(definition.get("interactionType")), ())
    for name in ("choices", "scale", "source", "target", "steps"):
        if name not in definition:
            continue
        if name not in allowed:
            yield f"{name} does not belong to {definition.get('interactionType')!r}"
        ids = [at(each, "id") for each in definition[name]]
        if not all(isinstance(each, str) for each in ids) or len(set(ids)) < len(ids):
            yield f"{name} has the ids {ids}"


# --- Result (2.4.5) -----------------------------------------------------------------------------


@rule
def result_types(statement: Statement) -> Iterator[str]:
    """2.4.5 and 2.2: booleans for success and completion, a string for response."""
    for name, wanted in (("success", bool), ("completion", bool), ("response", str)):
        value = at(statement, "result", name)
        if value is not None and not isinstance(value, wanted):
            yield f"{name} is {value!r}"


@rule
def duration(statement: Statement) -> Iterator[str]:
    """4.6: a duration of ISO 8601."""
    value = at(statement, "result", "duration")
    if value is not None and not _DURATION.fullmatch(str(value)):
        yield repr(value)


@rule
def score_numbers(statement: Statement) -> Iterator[str]:
    """2.4.5.1 and 2.2: scores are numbers, not texts."""
    for name, value in (at(statement, "result", "score") or {}).items():
        if not is_number(value):
            yield f"{name} is {value!r}"


@rule
def score_scaled(statement: Statement) -> Iterator[str]:
    """2.4.5.1: scaled lies between -1 and 1."""
    scaled = at(statement, "result", "score", "scaled")
    if is_number(scaled) and not -1 <= scaled <= 1:
        yield repr(scaled)


@rule
def score_range(statement: Statement) -> Iterator[str]:
    """2.4.5.1: min is less than max, and raw lies between them."""
    least, most, raw = (at(statement, "result", "score", name) for name in ("min", "max", "raw"))
    if is_number(least) and is_number(most) and not least < most:
        yield f"min {least} is not less than max {most}"
    if is_number(raw) and is_number(least) and raw < least:
        yield f"raw {raw} is below min {least}"
    if is_number(raw) and is_number(most) and raw > most:
        yield f"raw {raw} is above max {most}"


# --- Context (2.4.6) ----------------------------------------------------------------------------


@rule
def registration(statement: Statement) -> Iterator[str]:
    """2.4.6: registration is a UUID."""
    value = at(statement, "context", "registration")
    if value is not None and not is_uuid(value):
        yield repr(value)


@rule
def context_language(statement: Statement) -> Iterator[str]:
    """2.4.6: language is a tag of RFC 5646."""
    value = at(statement, "context", "language")
    if value is not None and not is_language(value):
        yield repr(value)


@rule
def context_strings(statement: Statement) -> Iterator[str]:
    """2.4.6: platform and revision are strings."""
    for name in ("platform", "revision"):
        value = at(statement, "context", name)
        if value is not None and not isinstance(value, str):
            yield f"{name} is {value!r}"


@rule
def platform_needs_an_activity(statement: Statement) -> Iterator[str]:
    """2.4.6: platform and revision MUST only be used if the object is an Activity."""
    is_activity = at(statement, "object", "objectType") in (None, "Activity")
    for name in ("platform", "revision"):
        if at(statement, "context", name) is not None and not is_activity:
            yield name


@rule
def context_activities(statement: Statement) -> Iterator[str]:
    """2.4.6.2: keys are parent, grouping, category or other; values are arrays of Activities."""
    found = at(statement, "context", "contextActivities")
    for key, activities in (found or {}).items():
        if key not in ("parent", "grouping", "category", "other"):
            yield f"the key {key!r}"
        if not isinstance(activities, list):
            yield f"{key} is no array"
            continue
        for each in activities:
            if at(each, "objectType") not in (None, "Activity") or not is_iri(at(each, "id")):
                yield f"{key} has {each!r}"


# --- Extensions (4.1) ---------------------------------------------------------------------------


@rule
def extension_keys(statement: Statement) -> Iterator[str]:
    """4.1: the keys of an extensions map MUST be IRIs."""
    for path in (("object", "definition"), ("result",), ("context",)):
        found = at(statement, *path, "extensions")
        if found is not None and not isinstance(found, dict):
            yield f"{'.'.join(path)} has extensions that are no object"
            continue
        for key in found or {}:
            if not is_iri(key):
                yield f"{'.'.join(path)} has the key {key!r}"


# --- Moments and version (2.4.7, 2.4.8, 2.4.10, 4.5) --------------------------------------------


@rule
def timestamp_format(statement: Statement) -> Iterator[str]:
    """4.5: ISO 8601, SHOULD be the profile of RFC 3339, with its time zone."""
    value = statement.get("timestamp")
    if value is not None and not _TIMESTAMP.fullmatch(str(value)):
        yield repr(value)


@rule
def timestamp_precision(statement: Statement) -> Iterator[str]:
    """4.5: a timestamp MUST preserve precision to at least milliseconds."""
    value = statement.get("timestamp")
    if value is not None and not re.search(r":\d\d\.\d{3,}", str(value)):
        yield repr(value)


@rule
def timestamp_not_in_the_future(statement: Statement) -> Iterator[str]:
    """2.4.7: a provider MUST NOT use a future time."""
    value = str(statement.get("timestamp"))
    if _TIMESTAMP.fullmatch(value) and ":60" not in value:
        moment = datetime.fromisoformat(value)
        if moment > datetime.now(UTC):
            yield value


@rule
def stored_is_left_to_the_store(statement: Statement) -> Iterator[str]:
    """2.4.8: "stored" MUST be set by the LRS."""
    if "stored" in statement:
        yield repr(statement["stored"])


@rule
def version(statement: Statement) -> Iterator[str]:
    """2.4.10: if providers set the version, they MUST set it to 1.0.0 (whatever the patch)."""
    value = statement.get("version", "1.0.0")
    if value != "1.0.0":
        yield repr(value)
