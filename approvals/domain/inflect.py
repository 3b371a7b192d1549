"""Forms that a name takes in a sentence: cases, clitics, transliterations. Rules, since surnames are in no dictionary.

Every function takes and gives comparing forms (folded words); й has become и and ё е.
"""

from __future__ import annotations

import re
from functools import cache

from approvals.domain.packs import load

Paradigm = tuple[str, ...]
VOWELS = "аеиоуыэюя"
TURKISH_ENDINGS = (
    *("in", "un", "nin", "nun", "a", "e", "ya", "ye", "i", "u", "yi", "yu", "da", "de", "ta", "te", "dan", "den"),
    *("tan", "ten", "la", "le", "yla", "yle", "ca", "ce", "ki", "lar", "ler", "lari", "leri", "dir", "tir"),
)
ARABIC_PREFIXES = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "فب", "وك")
CYRILLIC_SOFT = str.maketrans({"ъ": "", "ь": ""})
ROMAN = {
    "bgn": "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e yu ya",
    "icao": "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e iu ia",
    "scholarly": "a b v g d e z z i k l m n o p r s t u f h c c s sc y e ju ja",
    "loose": "a b v g d e j z i k l m n o p r s t u f h ts tch ch chtch y e you ya",
}
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
TO_CYRILLIC = (
    ("shch", "щ"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ya", "я"),
    ("yu", "ю"), ("yo", "е"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("qu", "кв"), ("x", "кс"), ("ei", "аи"),
)  # fmt: skip
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз")


def _with(stem: str, *endings: str) -> Paradigm:
    return tuple(stem + ending for ending in endings)


def _adjective(word: str) -> list[Paradigm]:
    if re.search("(ск|цк|[бвгджзклмнпрстфхцчшщ])(ии|ыи|ои)$", word):
        stem, soft = word[:-2], word[-2] == "и" and word[-3] not in "кгх"
        hard = [_with(stem, word[-2:], "ого", "ому", "ого", last, "ом") for last in ("ым", "им")]
        return [*hard, _with(stem, word[-2:], "его", "ему", "его", "им", "ем")] if soft else hard
    if word.endswith(("ая", "яя")):
        stem, rows = word[:-2], (("ои", "ои", "ую", "ои", "ои"), ("еи", "еи", "юю", "еи", "еи"))
        return [_with(stem, word[-2:], *row) for row in rows]
    return []


def _on_vowel(word: str) -> list[Paradigm]:
    stem, last = word[:-1], word[-1]
    if last == "а":
        plain = _with(stem, "а", "ы", "е", "у", "ои", "е"), _with(stem, "а", "и", "е", "у", "еи", "е")
        surname = [_with(stem, "а", "ои", "ои", "у", "ои", "ои")] if re.search("(ов|ев|ин|ын)а$", word) else []
        return [*plain, *surname]
    if last == "я":
        return [_with(stem, "я", "и", "е", "ю", "еи", "е"), _with(stem, "я", "и", "и", "ю", "еи", "и")]
    if last == "и":
        return [_with(stem, "и", "я", "ю", "я", "ем", "е"), _with(stem, "и", "я", "ю", "я", "ем", "и")]
    return []


def _on_consonant(word: str) -> list[Paradigm]:
    if word.endswith("ь"):
        stem = word[:-1]
        return [_with(stem, "ь", "я", "ю", "я", "ем", "е"), _with(stem, "ь", "и", "и", "ь", "ью", "и")]
    if word.endswith(("ых", "их")):
        return []
    if re.search("(ов|ев|ин|ын)$", word):
        return [_with(word, "", "а", "у", "а", "ым", "е"), _with(word, "ы", "ых", "ым", "ых", "ыми", "ых")]
    found = [_with(word, "", "а", "у", "а", "ом", "е"), _with(word, "", "а", "у", "а", "ем", "е")]
    if re.search("(ец|[бвгджзклмнпрстфхцчшщ](ок|ек)|авел)$", word):
        found.append(_with(word[:-2] + word[-1], "", "а", "у", "а", "ом", "е"))
    if re.search("[лн]е[вц]$", word):
        found.append(_with(word[:-2] + "ь" + word[-1], "", "а", "у", "а", "ом", "е"))
    return found


def russian(word: str) -> list[Paradigm]:
    """Each way to decline a Cyrillic word: nominative, genitive, dative, accusative, instrumental, prepositional."""
    kept = (word,) * 6
    if not word or word.endswith(("о", "у", "ю", "е", "э", "ы")) or len(word) < 3:
        return [kept]
    found = _adjective(word) + (_on_vowel(word) if word[-1] in VOWELS else _on_consonant(word))
    return [(word, *forms[1:]) for forms in found] or [kept]


def slavic(word: str) -> list[Paradigm]:
    """Each way to decline a Croatian or kindred word: nominative, genitive, dative, accusative, instrumental."""
    if word.endswith("a"):
        return [_with(word[:-1], "a", "e", "i", "u", "om"), _with(word[:-1], "a", "e", "oj", "u", "om")]
    if word[-1:] in "eiou":
        return [_with(word, "", "ja", "ju", "ja", "jem")]
    return [_with(word, "", "a", "u", "a", "om"), _with(word, "", "a", "u", "a", "em")]


def turkish(word: str) -> list[str]:
    """A word with the suffixes that are written on without an apostrophe."""
    softened = {"k": "g", "c": "c", "t": "d", "p": "b"}.get(word[-1:], "")
    stems = [word, word[:-1] + softened] if softened else [word]
    return [stem + ending for stem in stems for ending in TURKISH_ENDINGS]


def arabic(word: str) -> list[str]:
    """A word with the particles that are written on in front, and the article run into them."""
    found = [prefix + word for prefix in ARABIC_PREFIXES]
    if word.startswith("ال"):
        found += [lead + "لل" + word[2:] for lead in ("", "و", "ف")]
    return found


def romanised(word: str) -> list[str]:
    """A Cyrillic word in Latin letters, in the common ways."""
    plain = word.translate(CYRILLIC_SOFT)
    found = []
    for row in ROMAN.values():
        table = dict(zip(CYRILLIC, row.split(), strict=True))
        text = "".join(table.get(char, char) for char in plain)
        found += [text, re.sub("ii$", "y", text), re.sub("ii$", "i", text), re.sub("(?<=[aeou])i$", "y", text)]
    return list(dict.fromkeys(found))


def cyrillised(word: str) -> str:
    """A Latin word in Russian letters, roughly as it sounds."""
    for latin, letter in TO_CYRILLIC:
        word = word.replace(latin, letter)
    return word.translate(LETTERS)


@cache
def _readings() -> dict[str, str]:
    rows: dict[str, str] = load("pinyin")["readings"]
    return {char: reading for reading, chars in rows.items() for char in chars}


def pinyin(chars: str) -> list[str]:
    """The reading of each Chinese character without tone; empty where one is not known."""
    found = [_readings().get(char, "") for char in chars]
    return found if all(found) else []
