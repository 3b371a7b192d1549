"""How a name may be written: every form of it that is made once, when the name is entered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import product
from typing import NamedTuple

from approvals.domain import inflect, translit
from approvals.domain.fold import fold
from approvals.domain.packs import load
from approvals.domain.scripts import HAN, script_of
from approvals.domain.tokens import LONGEST, WORD

ALL_HAN = re.compile(rf"[{HAN}\s·•‧・.\-]+\Z")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"})
PATRONYMIC = re.compile("(ович|евич|ьич|овна|евна|ична|инична)$")
MARKED = {"turkish": re.compile("[ğışİĞŞ]"), "slavic": re.compile("[čćđšžČĆĐŠŽ]")}


ARTICLES = ("", "al ", "al", "el ", "el")
MOST_GIVEN = 7


class Strength(IntEnum):
    """How much a spelling says by itself, from a surname alone to a handle that nobody else has."""

    SURNAME = 1
    LISTED = 2
    INITIALLED = 3
    FULL = 4
    HANDLE = 5


class Spelling(NamedTuple):
    """An n-gram that stands for a name; `rest` is what must follow it where the name is longer than an n-gram."""

    key: str
    strength: Strength
    rest: str = ""


@cache
def folded_words(pack: str, key: str) -> frozenset[str]:
    """Entries of a pack's list (or of all lists of its table) in comparing form."""
    rows = load(pack)[key]
    lists: Iterable[list[str]] = rows.values() if isinstance(rows, dict) else [rows]
    return frozenset(fold(word).text for row in lists for word in row)


def split_words(text: str) -> list[str]:
    """The words of a text in comparing form."""
    return [match[0] for match in WORD.finditer(fold(text).text)]


def is_body(words: Sequence[str], name: str = "") -> bool:
    """Whether these words name a company, an office or another body rather than a person."""
    if not folded_words("names", "bodies").isdisjoint(words) or any(word.isdigit() for word in words):
        return True
    if (
        len(words) > 2
        and words[0] in folded_words("names", "trades")
        and words[1] in folded_words("names", "particles")
    ):
        return True  # Verreries de Saint-Aubray
    endings = {" ".join(words[-count:]) for count in (1, 2, 3, 4)} & _legal("last")
    if endings - _legal("either") or (words[0] in _legal("first") and words[0] != "the"):
        return len(words) > 1
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    return bool(endings) and len(words) > 1 and last.isupper() and not name.isupper()


@cache
def _given(language: str) -> frozenset[str]:
    return frozenset(load("names")[language]["given"])


@cache
def _legal(place: str) -> frozenset[str]:
    return frozenset(load("names")["legal"][place])


@cache
def _ending_of(language: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(load('names')[language]['endings'])})$")


def _tongues(name: str) -> frozenset[str]:
    """The languages that its letters, given name or ending tell, where that changes the forms of a name."""
    words = split_words(name)
    return frozenset(
        language
        for language, marks in MARKED.items()
        if marks.search(name)
        or (len(words) > 1 and not _given(language).isdisjoint(words))
        or (words and _ending_of(language).search(words[-1]))
    )


def spellings(name: str, further: Iterable[str] = ()) -> dict[str, Spelling]:
    """Every spelling of a name and of its further forms (a handle starts with @), by n-gram."""
    found: dict[str, Spelling] = {}
    for spelling in _all(name):
        _keep(found, spelling)
    for form in further:
        for spelling in _all(form):
            _keep(found, spelling)
    return found


def _keep(found: dict[str, Spelling], spelling: Spelling) -> None:
    known = found.get(spelling.key)
    if len(spelling.key) > 1 and (known is None or known.strength < spelling.strength):
        found[spelling.key] = spelling


def _all(name: str) -> Iterator[Spelling]:
    if name.strip().startswith(("@", "＠")):
        yield from _handle(name)
    elif ALL_HAN.fullmatch(name.strip()):
        yield from _han(name)
    else:
        tongues = _tongues(name)
        south = [translit.serbian(name)] if name[:1] < "\u0250" and "slavic" in tongues else []
        umlauts = [] if "turkish" in tongues else [name.translate(UMLAUTS)]
        for written in dict.fromkeys((name, *umlauts, *south)):
            yield from _lettered(written, tongues)


def _handle(name: str) -> Iterator[Spelling]:
    plain = fold(name).text.strip().lstrip("@")
    joined = "".join(split_words(plain))
    if re.search(f"[{HAN}]", plain):
        yield from (Spelling(s.key, Strength.HANDLE, s.rest) for s in _han("".join(re.findall(f"[{HAN}]", plain))))
    for text in {joined, joined.removesuffix("bskysocial")}:
        if text:
            yield Spelling(text, Strength.HANDLE)


def _lettered(name: str, tongues: frozenset[str]) -> Iterator[Spelling]:
    units = _units(name)
    words = " ".join(units).split()
    if not words:
        return
    if len(units) == 1:
        yield from _single(units[0], tongues, Strength.LISTED)
    elif is_body(words, name):
        yield from _body(words)
    else:
        yield from _person(units, tongues)


def _units(name: str) -> list[str]:
    """Parts of a name without titles: given names and surnames, a surname with its particles as one."""
    family, comma, given = name.partition(",")
    chunks = [" ".join(split_words(chunk)) for chunk in f"{given} {family}".split()] if comma else []
    chunks = chunks or [" ".join(split_words(chunk)) for chunk in name.split()]
    titles, particles = folded_words("names", "titles"), folded_words("names", "particles")
    chunks = [chunk for i, chunk in enumerate(chunks) if chunk and not (chunk in titles and i == 0 and len(chunks) > 1)]
    units, lead = list[str](), ""
    for i, chunk in enumerate(chunks):
        if chunk in particles and 0 < i < len(chunks) - 1:
            lead += chunk + " "
        else:
            units.append(lead + chunk)
            lead = ""
    return units


def _cased(unit: str, tongues: frozenset[str]) -> list[tuple[str, ...]]:
    """Each way to inflect one part of a name: rows of forms, the same case at the same place."""
    script = script_of(unit[0])
    if " " in unit:
        return _cased_together(unit) if script == "cyrillic" else [(unit,)]
    if script == "cyrillic":
        return list(inflect.russian(unit))
    if script == "arabic":
        return [(unit, *inflect.arabic(unit))]
    if script == "latin" and "slavic" in tongues:
        return list(inflect.slavic(unit))
    return [(unit,)]


def _cased_together(unit: str) -> list[tuple[str, ...]]:
    """A double surname: both halves in the same case."""
    rows = product(*(inflect.russian(word) for word in unit.split()[:2]))
    return [tuple(" ".join(forms) for forms in zip(*row, strict=False)) for row in rows]


def _endings(unit: str, tongues: frozenset[str]) -> list[str]:
    """A surname with what is written onto it in its own language: the English and German s, Turkish suffixes."""
    if script_of(unit[0]) != "latin":
        return []
    found = [unit + "s"] if len(unit) > 3 and not unit.endswith("s") else []
    return [*found, *(inflect.turkish(unit) if "turkish" in tongues else [])]


def _single(unit: str, tongues: frozenset[str], strength: Strength) -> Iterator[Spelling]:
    """A surname, or a name of one word, with its inflections."""
    forms = {form for row in _cased(unit, tongues) for form in row} | set(_endings(unit, tongues))
    lead, *others = unit.split()
    forms |= {unit.replace(" ", ""), *(others[-1:] if lead in folded_words("names", "particles") else [])}
    if script_of(unit[0]) == "cyrillic":
        forms |= set(translit.romanised(unit))
    elif script_of(unit[0]) == "arabic":
        forms |= {article + form for form in _romanised_arabic(unit) for article in ARTICLES}
    elif script_of(unit[0]) == "latin" and " " not in unit:
        forms |= set(inflect.russian(translit.cyrillised(unit))[0])
        forms |= set(inflect.slavic_possessives(unit)) if "slavic" in tongues else set()
    yield from (Spelling(form, strength) for form in sorted(forms) if len(form) > 2)


def _roles(units: list[str]) -> tuple[str, list[str]]:
    """The given name, and the surnames, of a person."""
    if PATRONYMIC.search(units[-1]) and len(units) == 3:
        return units[1], [units[0]]
    middle = [u for u in units[1:-1] if u not in folded_words("names", "given") and not PATRONYMIC.search(u)]
    return units[0], [*(u for u in middle if len(u) > 1), units[-1]]


def _person(units: list[str], tongues: frozenset[str]) -> Iterator[Spelling]:
    given, family = _roles(units)
    yield from _rows(units, Strength.FULL)
    yield from _rows([*family, given], Strength.FULL)
    if len(family) > 1:
        yield from _rows([given, *family], Strength.FULL)
        yield from _rows(family, Strength.INITIALLED)
    for surname in family:
        yield from _pairs(given, surname, tongues)
        yield from _single(surname, tongues, Strength.SURNAME)
        yield Spelling(f"{given}{surname}".replace(" ", ""), Strength.FULL)
        yield Spelling(f"{surname}{given}".replace(" ", ""), Strength.FULL)
    yield Spelling("".join(units).replace(" ", ""), Strength.FULL)


def _pairs(given: str, surname: str, tongues: frozenset[str]) -> Iterator[Spelling]:
    """Given name and surname in the same case, in either order, and the surname with an initial."""
    for first, last in product(_cased(given, tongues), _cased(surname, tongues)):
        if script_of(given[0]) == "arabic":
            yield from (s for one in first for s in _rows([one, surname], Strength.FULL))
            yield from (s for one in last for s in _rows([one, given], Strength.FULL))
            continue
        for one, other in zip(first, last, strict=False):
            yield from _rows([one, other], Strength.FULL)
            yield from _rows([other, one], Strength.FULL)
    for ending in _endings(surname, tongues):
        yield from _rows([given, ending], Strength.FULL)
    yield from _elsewhere(given, surname)
    if script_of(given[0]) == "arabic":
        return
    for form in {form for row in _cased(surname, tongues) for form in row}:
        for initial in {given[0], *re.findall("^(?:[ckpst]h|sch|zh|tz|dz)", given)}:
            yield from _rows([initial, form], Strength.INITIALLED)
            yield from _rows([form, initial], Strength.INITIALLED)


def _elsewhere(given: str, surname: str) -> Iterator[Spelling]:
    """The name in the letters of other languages."""
    if script_of(given[0]) == "arabic":
        yield from _arabic_elsewhere(given, surname)
        return
    if script_of(given[0]) == "cyrillic":
        pairs = list(product(translit.romanised(given), translit.romanised(surname)))
    elif script_of(given[0]) == "latin" and " " not in surname:
        pairs = [(translit.cyrillised(given), translit.cyrillised(surname))]
    else:
        return
    for one, other in pairs:
        yield from _rows([one, other], Strength.FULL)
        yield from _rows([other, one], Strength.FULL)


def _romanised_arabic(unit: str) -> list[str]:
    words = [word for word in unit.split() if word != "ال"]
    rows = product(*(translit.arabic_romanised(word)[:6] for word in words[:2]))
    return ["".join(row) for row in rows] if len(words) > 1 else translit.arabic_romanised(unit)


def _arabic_elsewhere(given: str, surname: str) -> Iterator[Spelling]:
    """Given name and surname as Latin letters write them, the article apart, written on, or left out."""
    for first in _romanised_arabic(given)[:MOST_GIVEN]:
        for last in _romanised_arabic(surname):
            for article in ARTICLES:
                yield from _rows([first, article + last], Strength.FULL)


def _rows(units: Sequence[str], strength: Strength) -> Iterator[Spelling]:
    """One row of words as an n-gram, with what is left over when it is longer than one."""
    words = " ".join(units).split()
    yield Spelling(" ".join(words[:LONGEST]), strength, " ".join(words[LONGEST:]))


def _body(words: list[str]) -> Iterator[Spelling]:
    for row in _short_names(words):
        if len(row) == 1:
            yield from _single(row[0], frozenset(), Strength.LISTED)
            continue
        cased = [_cased(word, frozenset()) for word in row]
        if script_of(row[0][0]) == "cyrillic" and len(row) <= 3:
            for paradigms in product(*cased):
                for forms in zip(*paradigms, strict=False):
                    yield from _rows(forms, Strength.FULL)
        elif script_of(row[0][0]) == "arabic":
            yield from (s for first in cased[0][0] for s in _rows([first, *row[1:]], Strength.FULL))
        yield from _rows(row, Strength.FULL)
        yield Spelling("".join(row), Strength.FULL)


def _short_names(words: list[str]) -> Iterator[list[str]]:
    """The name as registered, and without the words of its legal form."""
    yield words
    text = " ".join(words)
    for ending in sorted(_legal("last"), key=len, reverse=True):
        text = text.removesuffix(" " + ending)
    for beginning in sorted(_legal("first"), key=len, reverse=True):
        text = text.removeprefix(beginning + " ")
    short = text.split()
    if short != words and (len(short) > 1 or len(text) > 4):
        yield short


def _han(name: str) -> Iterator[Spelling]:
    parts = re.findall(f"[{HAN}]+", fold(name).text)
    chars = "".join(parts)
    yield _han_row(chars, Strength.FULL)
    bodies: list[str] = load("names")["han_bodies"]
    if any(chars.endswith(body) for body in bodies):
        yield from _han_short(chars)
    elif len(parts) > 1 and len(parts[-1]) > 2:
        yield _han_row(parts[-1], Strength.SURNAME)
    elif 2 <= len(chars) <= 4:
        yield from _pinyin(chars)


def _han_short(chars: str) -> Iterator[Spelling]:
    suffixes: list[str] = load("names")["han_suffixes"]
    for suffix in suffixes:
        short = chars.removesuffix(suffix)
        if short != chars and len(short) > 2:
            yield _han_row(short, Strength.FULL)


def _han_row(chars: str, strength: Strength) -> Spelling:
    return Spelling(chars[:LONGEST], strength, chars[LONGEST:])


def _pinyin(chars: str) -> Iterator[Spelling]:
    compound: list[str] = load("names")["han_compound_surnames"]
    cut = 2 if chars[:2] in compound and len(chars) > 2 else 1
    read = translit.pinyin(chars)
    if not read:
        return
    family, given = "".join(read[:cut]), read[cut:]
    for row in ([family, "".join(given)], ["".join(given), family], [family, *given], [*given, family]):
        yield from _rows(row, Strength.FULL)
    yield Spelling(family + "".join(given), Strength.FULL)
