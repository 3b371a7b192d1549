"""Names in the letters of other languages. Every function takes and gives comparing forms (folded words)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from approvals.domain.packs import load

CYRILLIC_SOFT = str.maketrans({"ъ": "", "ь": ""})
ROMAN = {
    "bgn": "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e yu ya",
    "icao": "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e iu ia",
    "scholarly": "a b v g d e z z i k l m n o p r s t u f h c c s sc y e ju ja",
    "loose": "a b v g d e j z i k l m n o p r s t u f h ts tch ch chtch y e you ya",
}
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
SOUTH = str.maketrans({"ђ": "d", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ц": "c", "х": "h"})
TO_CYRILLIC = (
    ("shch", "щ"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ya", "я"),
    ("yu", "ю"), ("yo", "е"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("qu", "кв"), ("x", "кс"), ("ei", "аи"),
)  # fmt: skip
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз")
TO_SERBIAN = (("dž", "џ"), ("lj", "љ"), ("nj", "њ"))
SERBIAN = str.maketrans("abcčćdđefghijklmnoprsštuvzž", "абцчћдђефгхијклмнопрсштувзж")
CONSONANTS = {
    **{"ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z"},
    **{"س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k"},
    **{"ل": "l", "م": "m", "ن": "n", "ه": "h"},
}
LONG = {"ا": ("a",), "و": ("u", "ou", "o"), "ي": ("i", "ai", "ay")}
SHORT = ("a", "u", "i")
MOST_ROMANISED = 24


def romanised(word: str) -> list[str]:
    """A Cyrillic word in Latin letters, in the common ways."""
    plain = word.translate(CYRILLIC_SOFT)
    found = []
    for row in ROMAN.values():
        table = dict(zip(CYRILLIC, row.split(), strict=True))
        text = "".join(table.get(char, char) for char in plain)
        found += [text, *(re.sub("[iy]i$", end, text) for end in ("y", "i", "ij", "iy"))]
        found.append(re.sub("(?<=[aeou])i$", "y", text))
    if re.search("[ђјљњћџ]", word):
        found = [re.sub("[а-я]", lambda m: _scholarly()[m[0]], word.translate(SOUTH))]
    return list(dict.fromkeys(found))


@cache
def _scholarly() -> dict[str, str]:
    return dict(zip(CYRILLIC, ROMAN["scholarly"].split(), strict=True)) | {"ъ": "", "ь": ""}


def cyrillised(word: str) -> str:
    """A Latin word in Russian letters, roughly as it sounds."""
    for latin, letter in TO_CYRILLIC:
        word = word.replace(latin, letter)
    return word.translate(LETTERS)


def serbian(name: str) -> str:
    """A name as entered, in Latin letters with their marks, in Serbian Cyrillic letters."""
    text = name.lower()
    for latin, letter in TO_SERBIAN:
        text = text.replace(latin, letter)
    return text.translate(SERBIAN)


@cache
def _listed() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = load("arabic")["romanised"]
    return rows


def arabic_romanised(word: str) -> list[str]:
    """An Arabic word without its article in Latin letters: as the list says, else a bounded number of guesses."""
    bare = word.removeprefix("ال") if len(word) > 4 else word
    if known := _listed().get(bare):
        return known
    sounds = _sounds(bare)
    rows = [row for way in (_opened(sounds), _closed(sounds)) for row in product(*_voiced(sounds, way))]
    found = ["".join(row) for row in rows]
    return list(dict.fromkeys(found))[:MOST_ROMANISED]


def _sounds(word: str) -> list[tuple[str, ...]]:
    """Each letter as consonant (one choice) or as long vowel (its choices); ع is silent."""
    out: list[tuple[str, ...]] = []
    for at, char in enumerate(word):
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        glides = at == 0 or before == "ا" or after == "ا" or (after in ("و", "ي") and at + 2 == len(word))
        if char in ("و", "ي") and glides and (after or at == 0):
            out.append(("w",) if char == "و" else ("y",))
        elif char == "ي" and not after:
            out.append(("i",))
        elif char == "ه" and not after:
            out.append(("a", "ah"))
        elif char in LONG:
            out.append(LONG[char])
        elif char in CONSONANTS:
            out.append((CONSONANTS[char],))
    return out


def _voiced(sounds: list[tuple[str, ...]], places: set[int]) -> Iterator[tuple[str, ...]]:
    """The sounds with a short vowel after each place, of which the first two are guessed."""
    guessed = sorted(places)[:2]
    for at, sound in enumerate(sounds):
        yield sound
        if at in places:
            yield SHORT if at in guessed else SHORT[:1]


def _opened(sounds: list[tuple[str, ...]]) -> set[int]:
    """After which consonants writing leaves out a vowel, where syllables are closed from the left: mar-zu-ba-ni."""
    places = set[int]()
    for at in range(len(sounds) - 1):
        follows = at > 0 and (_is_vowel(sounds[at - 1]) or at - 1 in places)
        if not (_is_vowel(sounds[at]) or _is_vowel(sounds[at + 1]) or follows):
            places.add(at)
    return places


def _closed(sounds: list[tuple[str, ...]]) -> set[int]:
    """The same, where they are closed from the right: da-ghis-ta-ni."""
    places = set[int]()
    for at in range(len(sounds) - 2, -1, -1):
        opens = at + 1 in places or (at + 2 < len(sounds) and _is_vowel(sounds[at + 2]))
        if not _is_vowel(sounds[at]) and not _is_vowel(sounds[at + 1]) and (at == 0 or not opens):
            places.add(at)
    return places


def _is_vowel(sound: tuple[str, ...]) -> bool:
    return sound[0][0] in "aiuo"


@cache
def _readings() -> dict[str, str]:
    rows: dict[str, str] = load("pinyin")["readings"]
    return {char: reading for reading, chars in rows.items() for char in chars}


def pinyin(chars: str) -> list[str]:
    """The reading of each Chinese character without tone; empty where one is not known."""
    found = [_readings().get(char, "") for char in chars]
    return found if all(found) else []
