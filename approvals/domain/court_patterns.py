r"""Patterns that courts make for their own docket numbers. They run on RE2 alone, whose time is linear in the text.

RE2 knows letters and digits of ASCII only in \b, \w and \d, so the borders of a number are looked at here. Texts are
compared in their compatible form (approvals.domain.fold.compat): upright digits, plain brackets and dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import re2

from approvals.domain.fold import compat
from approvals.domain.lenient import lenient
from approvals.domain.packs import load

LONGEST_PATTERN = 200  # characters
LONGEST_NUMBER = 120
LARGEST = 2000  # RE2 instructions: keeps its slowest way through 100,000 characters near a second
MOST_HITS = 500  # a pattern and a text
YEAR = re.compile(r"(?:19|20)\d\d")
DIGIT, DIGITS = re.compile(r"\d"), re.compile(r"\d+")
RUNS = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.S)
CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"  # written without spaces: no border is needed beside them
END = rf"(?:[^\pL\pN_]|[{CJK}]|$)"
JOINED = re.compile(r"\d[-./]\Z"), re.compile(r"[-./]\d")  # a date or a longer number goes on here
SPACELESS = "\u3040"
SPECIAL = frozenset(r"\.^$*+?()[]{}|")


class Unusable(Exception):
    """RE2 cannot run the pattern."""


class TooLarge(Unusable):
    """RE2 could run it, but only at the cost of everybody's time."""


@lru_cache(maxsize=2000)
def _strict(pattern: str) -> Any:
    """Raises Unusable."""
    return _compiled(rf"(?:{_checked(pattern)})")


@lru_cache(maxsize=2000)
def _loose(pattern: str) -> Any:
    return _compiled(rf"(?i)({lenient(_checked(pattern))}){END}")


def _checked(pattern: str) -> str:
    """The pattern in compatible form, once RE2 takes it as it stands, without what is put around it."""
    plain = "".join(char if char.isascii() else re.escape(compat(char).text) for char in pattern)
    if _compiled(plain).programsize > LARGEST:
        raise TooLarge
    return plain


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False  # a pattern may hold what no log should
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise (TooLarge if b"too large" in error.args[0] or b"repetition size" in error.args[0] else Unusable) from None


def is_whole(pattern: str, number: str) -> bool:
    """Whether `pattern` takes all of `number` as it is written. Raises Unusable."""
    return _strict(pattern).fullmatch(compat(number).text) is not None


def found(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `pattern` stands in `text`, a compatible form, in any case and spacing. Raises Unusable.

    Never inside a longer word or number. Linear in `text`; the first MOST_HITS places are looked at.
    """
    for match in islice(_loose(pattern).finditer(text), MOST_HITS):
        start, end = match.span(1)
        if start < end and DIGIT.search(match[1]) and _free(text, start, end):
            yield start, end


def _free(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    letter = bool(before) and (before[-1].isalnum() or before[-1] == "_") and before[-1] < SPACELESS
    digit = before[-1:].isdigit() and text[start].isdigit()
    return not (letter or digit or JOINED[0].search(before) or JOINED[1].match(after))


def proposed(example: str, *, open_ended: bool = False) -> str:
    """A pattern made from one number: as many digits as it has, its letters as they are.

    With `open_ended`, the number that is no year may have one to eight digits.
    """
    runs = RUNS.findall(compat(example.strip()).text)
    opened = _counter([run for run in runs if run.isdigit()]) if open_ended else None
    steps, number = [], -1
    for run in runs:
        number += run.isdigit()
        steps.append(_digits(run, number == opened) if run.isdigit() else _plain(" " if run.isspace() else run))
    return "".join(steps)


def _digits(run: str, opened: bool) -> str:
    amount = "{1,8}" if opened else f"{{{len(run)}}}" if len(run) > 1 else ""
    return rf"\d{amount}"


def _counter(numbers: list[str]) -> int:
    """Which of the numbers of a docket counts the cases: the longest that is not the year, the last of equals."""
    apart = [i for i, number in enumerate(numbers) if not YEAR.fullmatch(number)] or [*range(len(numbers))]
    rest = [i for i in apart if len(numbers[i]) != 2] or apart
    return max(rest, key=lambda i: (len(numbers[i]), i), default=-1)


def _plain(text: str) -> str:
    return "".join("\\" + char if char in SPECIAL else char for char in text)


def proposed_near_miss(example: str, pattern: str) -> str:
    """A number that looks like `example` and is none for `pattern`: one digit is missing. Empty without such a one."""
    for run in DIGITS.finditer(example):
        other = run[0][1:] or run[0] * 9
        number = example[: run.start()] + other + example[run.end() :]
        if not takes(pattern, number):
            return number
    return ""


def takes(pattern: str, number: str) -> bool:
    """Whether `pattern` finds something in `number`, or takes it whole. False too when it cannot run."""
    try:
        return is_whole(pattern, number) or any(True for _place in found(pattern, compat(number).text))
    except Unusable:
        return False


@dataclass(frozen=True, slots=True)
class Entry:
    """What someone enters for a pattern of their court."""

    name: str
    example: str
    near_miss: str
    pattern: str


def problems(entry: Entry) -> dict[str, str]:
    """What is wrong with an entry, as a reason by field; empty when it may be kept. The reasons: see `REASONS`."""
    wrong = {field: "empty" for field in ("name", "example", "near_miss", "pattern") if not getattr(entry, field)}
    if len(entry.example) > LONGEST_NUMBER or len(entry.near_miss) > LONGEST_NUMBER:
        wrong["example"] = "too-long"
    if len(entry.pattern) > LONGEST_PATTERN:
        wrong["pattern"] = "too-long"
    if entry.example and not DIGIT.search(compat(entry.example).text):
        wrong["example"] = "no-digit"
    return wrong or _pattern_problems(entry)


REASONS = ("empty", "too-long", "no-digit", "unusable", "too-large", "takes-anything", "not-the-example",
           "not-in-a-sentence", "takes-the-near-miss")  # fmt: skip


def _pattern_problems(entry: Entry) -> dict[str, str]:
    try:
        if _takes_anything(entry.pattern):
            return {"pattern": "takes-anything"}
        if not is_whole(entry.pattern, entry.example):
            return {"pattern": "not-the-example"}
        if not _seen_in_sentence(entry.pattern, entry.example):
            return {"pattern": "not-in-a-sentence"}
    except TooLarge:
        return {"pattern": "too-large"}
    except Unusable:
        return {"pattern": "unusable"}
    return {"near_miss": "takes-the-near-miss"} if takes(entry.pattern, entry.near_miss) else {}


def _takes_anything(pattern: str) -> bool:
    """Whether it takes nothing at all, or an everyday word, time, date, amount or telephone number."""
    everyday = load("everyday")
    bare = [*everyday["words"], *everyday["numbers"]]
    return is_whole(pattern, "") or any(is_whole(pattern, word) for word in bare) or _in_prose(pattern)


def _in_prose(pattern: str) -> bool:
    return any(True for line in load("everyday")["sentences"] for _place in found(pattern, compat(line).text))


def _seen_in_sentence(pattern: str, number: str) -> bool:
    text = compat(number.strip()).text
    return (2, 2 + len(text)) in set(found(pattern, f"x {text}, y"))
