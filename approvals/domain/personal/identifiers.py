"""Numbers of identity papers, bank accounts and cards, proved by their check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from stdnum import iban, luhn
from stdnum.iso7064 import mod_11_2

from approvals.domain.packs import load
from approvals.domain.personal.nearby import listed, near

BEGIN, END = r"(?<![a-z0-9])(?<![0-9][.\-/])", r"(?![a-z0-9])(?![.\-/][0-9])"
ROOM = 12
DENSE = re.compile(r"[0-9](?:[\s.\-/]{0,2}[a-z0-9]){4,}")
IBAN = re.compile(BEGIN + r"[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]){11,30}" + r"(?![a-z0-9])")
CARD = re.compile(BEGIN + r"[3-6][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}" + END)
CARD_WORDS = listed(
    ["card", "carte", "tarjeta", "carta", "cartao", "karte", "карт*", "kart*", "بطاقه", "卡号", "银行卡", "visa", "卡"]
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of number: its pattern, its proof, and the words that must stand near it (None: none needed)."""

    pattern: re.Pattern[str]
    proof: Callable[[str], bool]
    label: re.Pattern[str] | None


def snils(number: str) -> bool:
    """Russian insurance number: two check digits over nine."""
    digits = re.sub(r"\D", "", number)
    total = sum(int(d) * (9 - i) for i, d in enumerate(digits[:9])) % 101
    return len(digits) == 11 and len(set(digits)) > 1 and int(digits[9:]) == total % 100


def egyptian(number: str) -> bool:
    """Egyptian national number: century, date of birth and governorate in a row."""
    try:
        born = date((17 + int(number[0])) * 100 + int(number[1:3]), int(number[3:5]), int(number[5:7]))
    except ValueError:
        return False
    return born.year < 2100 and 1 <= int(number[7:9]) <= 88


def taiwanese(number: str) -> bool:
    """Taiwanese identity number: one letter and nine digits, weighted, modulo 10."""
    place = "abcdefghjklmnpqrstuvxywzio".index(number[0].lower()) + 10
    digits = [place // 10, place % 10, *map(int, number[1:])]
    return sum(a * b for a, b in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def chinese(number: str) -> bool:
    """Number of a resident of China: a date of birth and a check digit, whatever the place, for districts change."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year < 2100 and mod_11_2.is_valid(number.upper())


def by_luhn(number: str) -> bool:
    """The last digit checks the others (Luhn)."""
    return bool(luhn.is_valid(re.sub(r"\D", "", number)))


def always(number: str) -> bool:
    """No check digit: the label is the proof."""
    return bool(number)


OWN: dict[str, Callable[[str], bool]] = {
    "ru.snils": snils,
    "eg.nid": egyptian,
    "taiwan": taiwanese,
    "china": chinese,
    "saudi": by_luhn,
    "emirates": by_luhn,
    "nino": always,
    "passport": always,
    "sort-code": always,
}


def _proof(module: str) -> Callable[[str], bool]:
    if module in OWN:
        return OWN[module]
    known = import_module(f"stdnum.{module}")
    return lambda number: bool(known.is_valid(number.upper()))


@cache
def identifiers() -> tuple[Identifier, ...]:
    """Every row of the pack with its proof."""
    return tuple(
        Identifier(
            re.compile(f"{BEGIN}(?:{row['pattern']}){END}"),
            _proof(row["module"]),
            listed(row["label"]) if "label" in row else None,
        )
        for row in load("personal")["identifier"]
    )


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Places of numbers of persons in folded text, valid by their own check digits."""
    for first, last in _windows(text):
        for row in identifiers():
            for match in row.pattern.finditer(text, first, last):
                labelled = row.label is None or near(text, row.label, *match.span(), before=30, after=12)
                if labelled and row.proof(match[0]):
                    yield match.span()


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that hold five digits or more close together, with a little room on either side."""
    begin = end = -1
    for match in DENSE.finditer(text):
        if sum(map(str.isdigit, match[0])) < 5:
            continue
        if begin >= 0 and match.start() - ROOM > end:
            yield begin, end
            begin = -1
        begin = max(0, match.start() - ROOM) if begin < 0 else begin
        end = min(len(text), match.end() + ROOM)
    if begin >= 0:
        yield begin, end


def bank_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Places of valid IBANs and of valid card numbers in folded text."""
    for match in IBAN.finditer(text):
        end = match.end()
        while end - match.start() > 14:
            if (end == len(text) or not text[end].isalnum()) and iban.is_valid(text[match.start() : end].upper()):
                yield match.start(), end
                break
            end -= 1
    for match in CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        grouped = bool(match[1]) or near(text, CARD_WORDS, *match.span())
        if 13 <= len(digits) <= 19 and grouped and luhn.is_valid(digits):
            yield match.span()
