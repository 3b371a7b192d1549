"""The blanks of a template, and their filling. Values are put in as text, once: nothing in them is read as a blank.

A blank stands as `{name}`; `{{` is a brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, time
from enum import StrEnum
from string import Template as Pattern
from typing import Any, ClassVar
from urllib.parse import urlsplit

NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
LONGEST = {"text": 2000, "room": 80, "docket": 120, "link": 2000, "choice": 200, "date": 10, "time": 5}  # characters


class Type(StrEnum):
    TEXT = "text"
    DATE = "date"  # kept as 2026-11-24
    TIME = "time"  # kept as 09:30
    ROOM = "room"
    LINK = "link"
    DOCKET = "docket"
    CHOICE = "choice"


class Need(StrEnum):
    """What must be known before the register can fill a blank."""

    MATTER = "matter"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Source:
    type: Type
    need: Need


SOURCES: dict[str, Source] = {
    "docket": Source(Type.DOCKET, Need.MATTER),
    "public-title": Source(Type.TEXT, Need.MATTER),
    "hearing-day": Source(Type.DATE, Need.MATTER),
    "hearing-time": Source(Type.TIME, Need.MATTER),
    "hearing-room": Source(Type.ROOM, Need.MATTER),
    "handdown-day": Source(Type.DATE, Need.MATTER),
    "handdown-time": Source(Type.TIME, Need.MATTER),
    "period-from": Source(Type.DATE, Need.PERIOD),
    "period-to": Source(Type.DATE, Need.PERIOD),
    "hearings": Source(Type.TEXT, Need.PERIOD),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of a template. `source` is a key of SOURCES, or "" where somebody enters it; `most` 0 is the type's."""

    name: str
    label: str
    type: str = Type.TEXT
    source: str = ""
    required: bool = True
    help: str = ""
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def longest(self) -> int:
        """The most characters of a value as it is kept."""
        known = LONGEST.get(self.type, 0)
        if self.source == "hearings":
            known = 10_000
        return min(self.most, known) if self.most else known

    @property
    def need(self) -> Need | None:
        return SOURCES[self.source].need if self.source in SOURCES else None


class Fault(StrEnum):
    """What can be wrong with a template, or with one of its fields."""

    UNKNOWN = "unknown"  # a blank that no field is called by
    BRACE = "brace"  # a brace that opens no blank
    UNUSED = "unused"
    NAME = "name"
    TWICE = "twice"
    TYPE = "type"
    SOURCE = "source"  # unknown, or of another type
    CHOICES = "choices"
    MOST = "most"
    FREE_TEXT = "free-text"  # in a locked template


@dataclass(frozen=True, slots=True)
class Wrong:
    """`part` is title, body, link or fields; line and column count from 1, and are 0 where there is no place."""

    part: str
    fault: Fault
    name: str = ""
    line: int = 0
    column: int = 0


class Wording(Pattern):
    """The standard library's template with our blanks: one pass, no attributes, no formats, nothing is run."""

    delimiter = "{"
    flags = re.VERBOSE
    pattern: ClassVar[Any] = r"\{(?:(?P<escaped>\{)|(?P<named>[a-z][a-z0-9_]{0,29})\}|(?P<braced>(?!))|(?P<invalid>))"


def blanks_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Blank, ...]:
    """The fields as they are stored. What a row has besides is passed over."""
    known = {one.name for one in fields(Blank)}
    made = []
    for row in rows:
        facts = {key: value for key, value in row.items() if key in known}
        made.append(Blank(**{**facts, "choices": tuple(facts.get("choices", ()))}))
    return tuple(made)


def rows_of(blanks: Iterable[Blank]) -> list[dict[str, Any]]:
    """The fields as they are stored."""
    return [{**asdict(blank), "choices": list(blank.choices)} for blank in blanks]


def names_in(text: str) -> list[str]:
    """Names of the blanks in `text`, in order, each once."""
    return list(dict.fromkeys(found["named"] for found in Wording.pattern.finditer(text) if found["named"]))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every blank filled; one without a value leaves nothing. Raises ValueError for a stray brace."""
    return Wording(text).substitute({name: values.get(name, "") for name in names_in(text)})


def faults(parts: Mapping[str, str], blanks: Iterable[Blank], *, locked: bool) -> list[Wrong]:
    """Everything that is wrong with a template; `parts` are its texts by name."""
    known = list(blanks)
    names = {blank.name for blank in known}
    found = [wrong for part, text in parts.items() for wrong in _places(part, text, names)]
    used = {name for text in parts.values() for name in names_in(text)}
    seen: set[str] = set()
    for blank in known:
        codes = [*_field_faults(blank, locked=locked), *([Fault.TWICE] if blank.name in seen else [])]
        if NAME.fullmatch(blank.name) and blank.name not in used:
            codes.append(Fault.UNUSED)
        found += [Wrong("fields", code, blank.name) for code in codes]
        seen.add(blank.name)
    return found


def _places(part: str, text: str, names: set[str]) -> Iterator[Wrong]:
    for found in Wording.pattern.finditer(text):
        fault = None
        if found["invalid"] is not None:
            fault = Fault.BRACE
        elif found["named"] and found["named"] not in names:
            fault = Fault.UNKNOWN
        if fault:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
            yield Wrong(part, fault, found["named"] or "", line, column)


def _field_faults(blank: Blank, *, locked: bool) -> Iterator[Fault]:
    source = SOURCES.get(blank.source)
    if not NAME.fullmatch(blank.name):
        yield Fault.NAME
    if blank.type not in set(Type):
        yield Fault.TYPE
    if blank.source and (source is None or source.type != blank.type):
        yield Fault.SOURCE
    if (blank.type == Type.CHOICE) != bool(blank.choices) and blank.type != Type.ROOM:
        yield Fault.CHOICES
    if blank.most < 0:
        yield Fault.MOST
    if locked and blank.type == Type.TEXT and not blank.source:
        yield Fault.FREE_TEXT


class Unfit(StrEnum):
    """What can be wrong with a value."""

    MISSING = "missing"
    LONG = "long"
    DATE = "date"
    TIME = "time"
    LINK = "link"
    LINES = "lines"
    CHOICE = "choice"


def unfit(blank: Blank, value: str) -> Unfit | None:
    """What is wrong with `value` as the value of `blank`, as far as it can be said without the register."""
    if not value:
        return Unfit.MISSING if blank.required else None
    if blank.longest and len(value) > blank.longest:
        return Unfit.LONG
    if blank.type != Type.TEXT and not value.isprintable():
        return Unfit.LINES
    return _of_type(blank, value)


def _of_type(blank: Blank, value: str) -> Unfit | None:
    if blank.type == Type.DATE and day_of(value) is None:
        return Unfit.DATE
    if blank.type == Type.TIME and clock_of(value) is None:
        return Unfit.TIME
    if blank.type == Type.LINK and not _is_link(value):
        return Unfit.LINK
    if blank.choices and not blank.source and value not in blank.choices:
        return Unfit.CHOICE
    return None


def day_of(value: str) -> date | None:
    """The day that a value of type date says."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def clock_of(value: str) -> time | None:
    """The time that a value of type time says."""
    if not re.fullmatch(r"\d{2}:\d{2}", value, re.ASCII):
        return None
    try:
        return time.fromisoformat(value)
    except ValueError:
        return None


def _is_link(value: str) -> bool:
    return value.startswith("https://") and bool(host_of(value)) and not re.search(r"\s", value)


def host_of(link: str) -> str:
    """The host of a web address in small letters; nothing where there is none."""
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""
