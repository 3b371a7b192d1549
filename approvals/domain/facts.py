"""The days, times, numbers and addresses that a text gives, in a form that is the same in every language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from approvals.domain.addresses import Address, addresses
from approvals.domain.dates import dates, weekdays
from approvals.domain.fold import Folded
from approvals.domain.packs import load

MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
TIME = re.compile(r"(?<![\d.,:/])(\d{1,2})\s?(?:[:.,h点时]\s?(\d{2})(?![\d:/]|[.,]\d)|(?=h\b|uhr\b|点|时))")
HALF = re.compile(r"(?<=[点时])半")
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'\s\u00a0\u202f]\d{3})+(?!\d)")
NUMBER = re.compile(r"\d+")
CLOCK = 24  # numbers up to it may be an hour, which some languages count to twelve


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact at folded characters `start` to `end`; equal facts have equal `key`s."""

    key: str
    start: int
    end: int


def days_in(folded: Folded) -> list[Fact]:
    """Every date, as month and day."""
    return [Fact(f"{month}/{day}", one.start, one.end) for one in dates(folded.text) for month, day in one.days[:1]]


def weekdays_in(folded: Folded) -> list[Fact]:
    """Every day of the week that is said."""
    return [Fact(str(word.value), word.start, word.end) for word in weekdays(folded.text)]


def links_in(text: str) -> list[Fact]:
    """Every address as its host and the numbers in it: the words of a path are translated. Author's characters."""
    return [Fact(f"{_host(one)} {NUMBER.findall(one.path)}", one.start, one.end) for one in addresses(text)]


def _host(address: Address) -> str:
    """The host without the part by which some sites name a language."""
    return re.sub(r"\A(?:www|[a-z]{2})\.(?=[^.]+\.)", "", address.host)


def numbers_in(folded: Folded, *, with_dates: bool) -> list[Fact]:
    """Every number outside addresses, dates among them if so wanted; hours to twelve, thousands without separators."""
    text = folded.text
    places = [] if with_dates else [(one.start, one.end) for one in dates(text)]
    plain = _blanked(text, [*places, *(match.span() for match in MAIL.finditer(text)), *_linked(folded)])
    rows = list(_grouped(plain))
    plain = _blanked(plain, [(row.start, row.end) for row in rows])
    times = list(_times(plain))
    plain = _blanked(plain, [(row.start, row.end) for row in times])
    return [*rows, *times, *(Fact(_small(match[0]), *match.span()) for match in NUMBER.finditer(plain))]


def spoken_hours(folded: Folded, language: str) -> list[Fact]:
    """Every hour of the clock that is said in words of `language` (ISO 639), as an hour to twelve."""
    if not any(language in load("clock")[table] for table in ("hours", "twelve")):
        return []
    rows = _clock(language).finditer(folded.text)
    return [Fact(match.lastgroup[1:], *match.span()) for match in rows if match.lastgroup]


@cache
def _clock(language: str) -> re.Pattern[str]:
    pack = load("clock")
    rows = []
    if language in pack["twelve"]:
        rows.append(rf"(?<!\w)(?P<k12>{pack['twelve'][language]})(?!\w)")
    if language in pack["hours"]:
        words = reversed(list(enumerate(pack["hours"][language], 1)))
        hours = "|".join(f"(?P<h{hour}>{word})" for hour, word in words)
        rows.append(rf"(?<!\w){pack['before'][language]}(?:{hours})(?!\w){pack['after'][language]}")
    return re.compile("|".join(rows))


def _linked(folded: Folded) -> Iterator[tuple[int, int]]:
    for one in addresses(folded.source):
        yield bisect_left(folded.offsets, one.start), bisect_left(folded.offsets, one.end)


def _blanked(text: str, places: list[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in places:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _grouped(text: str) -> Iterator[Fact]:
    for match in THOUSANDS.finditer(text):
        yield Fact("".join(NUMBER.findall(match[0])), *match.span())


def _times(text: str) -> Iterator[Fact]:
    for match in TIME.finditer(text):
        hour, minute = int(match[1]), int(match[2] or (30 if HALF.match(text, match.end() + 1) else 0))
        if hour <= CLOCK and minute < 60:
            key = f"{_hour(hour)}:{minute:02}" if minute else _hour(hour)
            yield Fact(key, *match.span())


def _small(number: str) -> str:
    value = number.lstrip("0") or "0"
    return _hour(int(value)) if len(value) < 3 and int(value) <= CLOCK else value


def _hour(hour: int) -> str:
    return str(hour % 12 or 12)
