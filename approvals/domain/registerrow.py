"""Checking one matter of a register file: every field by its rule, every fault by its row, field and code.

What a file does not mention stays as it is. The word `sealed` stands for a value that an export did not show: it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from approvals.domain.registerfile import Problem, Raw

SEALED = "sealed"
MANY = 200  # people, orders or hearings of one matter
TRUE, FALSE = ("true", "yes", "1", "x"), ("false", "no", "0", "")
STATUSES = ("pending", "reserved", "embargoed", "handed-down", "appealable", "closed")
OUTCOMES = (
    "allowed", "allowed-in-part", "dismissed", "convicted", "acquitted", "remitted", "settled", "struck-out",
)  # fmt: skip
NATURES = ("youth", "family", "sexual-offence", "public-interest")
KINDS = ("party", "counsel", "witness")
ORDERS = ("anonymity", "no-publication", "postponement", "private", "no-image", "stream-barred")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/\-]*")
Rule = Callable[[Any], Any]


class Bad(ValueError):
    """The value of a field cannot be taken. Holds the code of the fault, never the value."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, order or hearing: `given` holds the fields that the file mentions, in their types."""

    row: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter, checked. `given` as in Entry; a list that the file does not mention is None: it stays."""

    row: int
    docket: str
    given: Mapping[str, Any]
    parties: tuple[Entry, ...] | None
    restrictions: tuple[Entry, ...] | None
    hearings: tuple[Entry, ...] | None


def text(most: int) -> Rule:
    """A string of at most `most` characters, without edges of white space. Raises Bad."""

    def rule(value: Any) -> str:
        if not isinstance(value, str):
            raise Bad("text")
        if len(value) > most:
            raise Bad("long")
        if any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in value):
            raise Bad("nul")
        return value.strip()

    return rule


def choice(*words: str) -> Rule:
    """One of `words`. Raises Bad."""

    def rule(value: Any) -> str:
        if value not in words:
            raise Bad("choice")
        return str(value)

    return rule


def listed(most: int = 200) -> Rule:
    """A list of strings of at most `most` characters each, empty ones left out; or SEALED. Raises Bad."""

    def rule(value: Any) -> Any:
        if value == SEALED:
            return SEALED
        if not isinstance(value, list):
            raise Bad("list")
        if len(value) > MANY:
            raise Bad("many")
        return [item for item in map(text(most), value) if item]

    return rule


def chosen(*words: str) -> Rule:
    """A list of some of `words`, given back once each in the order of `words`. Raises Bad."""

    def rule(value: Any) -> list[str]:
        if not isinstance(value, list):
            raise Bad("list")
        if any(item not in words for item in value):
            raise Bad("choice")
        return [word for word in words if word in value]

    return rule


def flag(value: Any) -> bool:
    """True or false, also as one of the words of TRUE and FALSE. Raises Bad."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else None
    if word not in (*TRUE, *FALSE):
        raise Bad("flag")
    return word in TRUE


YEARS = range(1900, 3000)  # beyond, no zone can be reckoned from another at the ends of the calendar


def moment(value: Any) -> datetime | None:
    """A time in ISO 8601 with its offset; an empty one is None. Raises Bad."""
    if value in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise Bad("time") from None
    if found.tzinfo is None or found.year not in YEARS:
        raise Bad("time")
    return found


def day(value: Any) -> date | None:
    """A date in ISO 8601; an empty one is None. Raises Bad."""
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        raise Bad("day") from None


def code(value: Any) -> str:
    """A short code that can stand in an address; may be empty. Raises Bad."""
    found: str = text(40)(value)
    if found and not CODE.fullmatch(found):
        raise Bad("code")
    return found


def address(value: Any) -> str:
    """An https address; may be empty. Raises Bad."""
    found: str = text(500)(value)
    try:
        url = urlsplit(found)
        sound = not found or (url.scheme == "https" and bool(url.hostname) and not re.search(r"[\s<>\"]", found))
    except ValueError:
        sound = False
    if not sound:
        raise Bad("address")
    return found


def identity(value: Any) -> UUID | None:
    """The id of an entry, as an export gave it; an empty one is None. Raises Bad."""
    if value in (None, ""):
        return None
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise Bad("id") from None


def places(value: Any) -> list[int]:
    """Which of the matter's people, by their place in the file, from 1."""
    items = value if isinstance(value, list) else None
    if items is None or len(items) > MANY or not all(str(item).isdecimal() and int(item) for item in items):
        raise Bad("places")
    return [int(item) for item in items]


MATTER: dict[str, Rule] = {
    "docket": text(120),
    "code": code,
    "public_title": text(200),
    "title": text(200),
    "status": choice(*STATUSES),
    "jury": flag,
    "embargo_until": moment,
    "handdown_notice_public": flag,
    "outcome": choice("", SEALED, *OUTCOMES),
    "citations": listed(),
    "aliases": listed(),
    "judges": listed(),
    "nature": chosen(*NATURES),
    "livestream": flag,
}
PARTY: dict[str, Rule] = {
    "id": identity,
    "name": text(200),
    "kind": choice(*KINDS),
    "role": text(80),
    "forms": listed(),
    "handles": listed(),
    "protected": flag,
}
ORDER: dict[str, Rule] = {
    "id": identity,
    "type": choice(*ORDERS),
    "made_on": day,
    "until": moment,
    "allowed_text": text(300),
    "details": listed(500),
    "text": text(20_000),
    "protects": places,
}
HEARING: dict[str, Rule] = {"at": moment, "room": text(80), "public": flag, "stream": address}
LISTS = {"parties": (PARTY, "name"), "restrictions": (ORDER, "type"), "hearings": (HEARING, "at")}
DEFAULTED = frozenset({"kind", "status"})  # an empty one is the usual one


def checked(raw: Raw) -> tuple[MatterRow | None, list[Problem]]:
    """The matter in its types, or None with everything that is wrong with it."""
    found: list[Problem] = []
    lists = {name: _entries(raw, name, *rules, found) for name, rules in LISTS.items()}
    plain = {key: value for key, value in raw.data.items() if key not in LISTS and key != "_matter"}
    given = _given(raw.row, plain, MATTER, "", found)
    if not given.get("docket") and not any(problem.field == "docket" for problem in found):
        found.append(Problem(raw.row, "docket", "missing"))
    if given.get("status") == "embargoed" and "embargo_until" in given and given["embargo_until"] is None:
        found.append(Problem(raw.row, "embargo_until", "embargo"))
    _check_places(raw.row, lists, found)
    if found:
        return None, found
    return MatterRow(raw.row, given.pop("docket"), given, **lists), found


def _entries(raw: Raw, name: str, rules: dict[str, Rule], needed: str, found: list[Problem]) -> Any:
    rows = raw.data.get(name)
    if rows is None:
        return None
    if not isinstance(rows, list) or len(rows) > MANY or not all(isinstance(row, dict) for row in rows):
        found.append(Problem(raw.row, name, "entries"))
        return None
    entries = []
    for row in rows:
        number = row.get("_row", raw.row)
        before = len(found)
        plain = {key: value for key, value in row.items() if key != "_row"}
        given = _given(number, plain, rules, f"{name}.", found)
        if len(found) == before and not given.get(needed):
            found.append(Problem(number, f"{name}.{needed}", "missing"))
        entries.append(Entry(number, given))
    return tuple(entries)


def _given(row: int, data: dict[str, Any], rules: dict[str, Rule], where: str, found: list[Problem]) -> dict[str, Any]:
    given = {}
    for name, value in data.items():
        rule = rules.get(name)
        if rule is None:
            found.append(Problem(row, where.rstrip("."), "field"))  # its name may be anything, a person's too
        elif not (name in DEFAULTED and value in ("", None)):
            try:
                given[name] = rule(value)
            except Bad as error:
                found.append(Problem(row, where + name, str(error)))
    return given


def _check_places(row: int, lists: dict[str, Any], found: list[Problem]) -> None:
    people = len(lists["parties"] or ())
    for order in lists["restrictions"] or ():
        if any(place > people for place in order.given.get("protects", ())):
            found.append(Problem(order.row, "restrictions.protects", "places"))
