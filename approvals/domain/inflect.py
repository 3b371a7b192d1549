"""Forms that a name takes in a sentence: cases and clitics. Rules, since surnames are in no dictionary.

Every function takes and gives comparing forms (folded words); й has become и and ё е.
"""

from __future__ import annotations

import re

Paradigm = tuple[str, ...]
VOWELS = "аеиоуыэюя"
ARABIC_PREFIXES = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "فب", "وك")


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
    moving = re.search("[^aeiou]ac$", word)
    stems = [word, word[:-2] + "c"] if moving else [word]
    found = [(word, *_with(stem, "a", "u", "a", last)) for stem in stems for last in ("om", "em")]
    return [*found, (word,) * 5]


def slavic_possessives(word: str) -> list[str]:
    """The adjective that says what belongs to a person: Horvatov, Matićeva."""
    if word[-1:] in "eiou":
        return []
    stem, links = (word[:-1], ("in",)) if word.endswith("a") else (word, ("ov", "ev"))
    return [stem + link + ending for link in links for ending in ("", "a", "e", "o", "i", "u", "og", "om", "im", "ih")]


def turkish(word: str) -> list[str]:
    """A word with the suffixes that are written on without an apostrophe, in the vowels that its last one allows.

    Folding has made ı and i, o and ö, u and ü one, so that after i, o and u both a and e are possible.
    """
    vowels = re.findall("[aeiou]", word)
    if not vowels:
        return []
    high = "u" if vowels[-1] in "ou" else "i"
    ends_open = word[-1] in "aeiou"
    hard = ("t", "d") if word[-1] == "c" else ("t",) if word[-1] in "fstkhp" else ("d",)
    softened = {"k": "g", "t": "d", "p": "b"}.get(word[-1])
    stems = [word, word[:-1] + softened] if softened else [word]
    found = [stem + ending for stem in stems for ending in _turkish_cases(high, ends_open)]
    for low in {"a": "a", "e": "e"}.get(vowels[-1], "ae"):
        found += [stem + ("y" if ends_open else "") + low for stem in stems]
        found += [f"{word}{letter}{low}{n}" for letter in hard for n in ("", "n")]
        found += [word + ("y" if ends_open else "") + "l" + low, f"{word}c{low}", f"{word}l{low}r", f"{word}l{low}ri"]
    return [*found, *(f"{word}{letter}{high}r" for letter in hard)]


def _turkish_cases(high: str, ends_open: bool) -> tuple[str, ...]:
    return (f"n{high}n", f"y{high}", f"s{high}") if ends_open else (f"{high}n", high)


def arabic(word: str) -> list[str]:
    """A word with the particles that are written on in front, and the article run into them."""
    found = [prefix + word for prefix in ARABIC_PREFIXES]
    if word.startswith("ال"):
        found += [lead + "لل" + word[2:] for lead in ("", "و", "ف")]
    return found
