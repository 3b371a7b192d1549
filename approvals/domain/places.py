"""Rule packs of jurisdictions and languages: `packs/places/<code>.toml`, read into values that every entry explains.

Whether an entry fits the checks (its table, its pattern, its weight) is asked in `pack_check`.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from approvals.domain.packs import FOLDER, load
from approvals.domain.severity import Severity

TEXTS = ("quiet", "listing", "note")


class BadPack(ValueError):
    """A pack that cannot be used: its code, the entry, and what is wrong with it."""

    def __init__(self, code: str, key: str, problem: str) -> None:
        super().__init__(f"packs/places/{code}.toml: {key}: {problem}")
        self.code, self.key, self.problem = code, key, problem


@dataclass(frozen=True, slots=True)
class PackWords:
    """Regular expressions that a pack adds to one table of one check, in one language."""

    key: str  # of the entry, such as words[2]
    check: str
    table: str
    language: str
    words: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PackSeverity:
    """A weight that a pack gives a check."""

    key: str
    check: str
    level: Severity
    why: str


@dataclass(frozen=True, slots=True)
class Body:
    """A public body whose addresses and accounts the checks may take for official."""

    key: str
    name: str
    domains: tuple[str, ...]
    handles: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PackText:
    """What a person should know: about quiet periods, about lists, or besides. `why` is what it rests on."""

    key: str
    about: str  # one of TEXTS
    text: str
    why: str
    guidelines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One pack. `languages` are those in which it was written for courts."""

    code: str
    title: str
    version: str
    date: datetime.date
    languages: tuple[str, ...]
    based_on: str
    words: tuple[PackWords, ...] = ()
    severities: tuple[PackSeverity, ...] = ()
    bodies: tuple[Body, ...] = ()
    texts: tuple[PackText, ...] = ()

    @property
    def named(self) -> str:
        """Code and version, as a review keeps them."""
        return f"{self.code}@{self.version}"


@cache
def codes() -> tuple[str, ...]:
    """The packs that there are."""
    return tuple(sorted(path.stem for path in (FOLDER / "places").glob("*.toml")))


@cache
def place(code: str) -> Place:
    """The pack `code`. Raises BadPack."""
    if code not in codes():
        raise BadPack(code, "file", "there is no such pack")
    try:
        data = load(f"places/{code}")
    except tomllib.TOMLDecodeError as error:
        raise BadPack(code, "file", str(error)) from None
    return parsed(code, data)


def parsed(code: str, data: dict[str, Any]) -> Place:
    """A pack from its TOML value. Raises BadPack at the first entry that is not shaped as it must be."""
    head = _Entry(code, "", dict(data))
    lists = {kind: list(_entries(head, kind)) for kind in ("words", "severity", "body", *TEXTS)}
    found = Place(
        code=code,
        title=head.text("title"),
        version=head.text("version"),
        date=head.take("date", datetime.date),
        languages=head.texts("languages"),
        based_on=head.text("based_on"),
        words=tuple(_words(entry) for entry in lists["words"]),
        severities=tuple(_severity(entry) for entry in lists["severity"]),
        bodies=tuple(_body(entry) for entry in lists["body"]),
        texts=tuple(_text(entry, about) for about in TEXTS for entry in lists[about]),
    )
    head.done()
    return found


def bodies(packs: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Domains and handles of the public bodies that these packs name."""
    rows = [body for code in packs for body in place(code).bodies]
    return tuple(d for body in rows for d in body.domains), tuple(h for body in rows for h in body.handles)


class _Entry:
    """One table of the file: gives each known key once, with its type, and refuses what is left over."""

    def __init__(self, code: str, key: str, left: dict[str, Any]) -> None:
        self.code, self.key, self.left = code, key, left

    def bad(self, key: str, problem: str) -> BadPack:
        return BadPack(self.code, f"{self.key}.{key}" if self.key else key, problem)

    def take(self, key: str, kind: type) -> Any:
        value = self.left.pop(key, None)
        if not isinstance(value, kind):
            raise self.bad(key, f"must be given as {kind.__name__}")
        return value

    def text(self, key: str) -> str:
        text = " ".join(self.take(key, str).split())
        if not text:
            raise self.bad(key, "must say something")
        return text

    def texts(self, key: str, default: Any = None) -> tuple[str, ...]:
        rows = self.take(key, list) if default is None or key in self.left else default
        if not all(isinstance(row, str) and row.strip() for row in rows):
            raise self.bad(key, "must be a list of words")
        return tuple(rows)

    def done(self) -> None:
        for key in self.left:
            raise self.bad(key, "is not a known key")


def _entries(head: _Entry, kind: str) -> Iterator[_Entry]:
    rows = head.left.pop(kind, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise head.bad(kind, f"write each as [[{kind}]]")
    for number, row in enumerate(rows, 1):
        yield _Entry(head.code, f"{kind}[{number}]", dict(row))


def _words(entry: _Entry) -> PackWords:
    check, table, language, why = (entry.text(key) for key in ("check", "table", "language", "why"))
    words = entry.texts("words")
    entry.done()
    return PackWords(entry.key, check, table, language, words, why)


def _severity(entry: _Entry) -> PackSeverity:
    check, level, why = (entry.text(key) for key in ("check", "level", "why"))
    if level not in list(Severity):
        raise entry.bad("level", f"must be one of {', '.join(Severity)}")
    entry.done()
    return PackSeverity(entry.key, check, Severity(level), why)


def _body(entry: _Entry) -> Body:
    name, why = entry.text("name"), entry.text("why")
    domains, handles = entry.texts("domains", ()), entry.texts("handles", ())
    if not domains and not handles:
        raise entry.bad("domains", "give a domain or a handle")
    entry.done()
    return Body(entry.key, name, domains, handles, why)


def _text(entry: _Entry, about: str) -> PackText:
    text, why = entry.text("text"), entry.text("why")
    guidelines = entry.take("guidelines", list)
    if not guidelines or not all(isinstance(number, int) and 1 <= number <= 40 for number in guidelines):
        raise entry.bad("guidelines", "must be numbers from 1 to 40")
    entry.done()
    return PackText(entry.key, about, text, why, tuple(guidelines))
