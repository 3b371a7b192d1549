"""Keys: what many spellings of one name have in common. The index holds keys; the matcher confirms the spelling.

A key is the words of an n-gram without case endings and written-on particles, in plain Latin letters, in alphabetical
order. It may join too much, since every candidate is confirmed, and must never part what one spelling says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HAN_FIRST = "\u3400"
CYRILLIC = re.compile("[а-џ]")
ARABIC = re.compile("[ء-ۿ]")
ENDING = re.compile(
    "(?:ыми|ими|ого|его|ому|ему|ыи|ии|ои|еи|ою|ею|ую|юю|ая|яя|ое|ее|ым|им|ом|ем|ых|их|ью|а|я|у|ю|е|о|ы|и|ь)$"
)
PARTICLES = "وفبكلا"
SHORTEST = 3  # letters of a word that are never taken for an ending or a particle
ROMAN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхцчшщыэжђєѕіїјљњћќѝўџґ", "abvgdeeziiklmnoprstufhCCssiezdeziiilnCkiuCg", strict=True))
    | {"ю": "iu", "я": "ia", "ъ": "", "ь": ""}
)
PLAIN = str.maketrans({"w": "v", "q": "k", "c": "k", "y": "i", "j": "i", "e": "i", "o": "u", "x": "ks"})
LATIN_ENDING = re.compile("(?:[aiu]m|[aiu]+|s)+$")
ARTICLES = frozenset(("al", "il"))
SOUNDS = re.compile(r"shch|sch|tch|[szc]h|kh|ph|th|ts|ck|ou|ee|(.)\1+")
SAID = {
    **{"shch": "s", "sch": "s", "tch": "C", "sh": "s", "zh": "z", "ch": "C", "kh": "h", "ph": "f", "th": "t"},
    **{"ts": "C", "ck": "k", "ou": "u", "ee": "i"},
}


def word_key(word: str) -> str:
    """One folded word without its endings and particles, in plain Latin letters where its script is known."""
    if word.isascii():
        return _latin(word) if word.isalpha() else word
    if CYRILLIC.search(word):
        return _latin(_stem(word).translate(ROMAN)) or word
    if ARABIC.search(word):
        return word[:-SHORTEST].lstrip(PARTICLES) + word[-SHORTEST:]
    return word


def _stem(word: str) -> str:
    return word[:SHORTEST] + ENDING.sub("", word[SHORTEST:])


def _latin(word: str) -> str:
    said = SOUNDS.sub(lambda match: SAID.get(match[0], match[0][0]), word).translate(PLAIN)
    said = said[2:] if len(said) > 2 * SHORTEST and said[:2] in ARTICLES else said
    return said[:SHORTEST] + LATIN_ENDING.sub("", said[SHORTEST:])


def gram_key(gram: str, known: dict[str, str]) -> str:
    """The key of one n-gram; `known` remembers the key of each word, as long as the caller wants."""
    if gram[0] >= HAN_FIRST:
        return gram
    row = []
    for word in gram.split():
        if (key := known.get(word)) is None:
            key = known[word] = word_key(word)
        if key not in ARTICLES:
            row.append(key)
    row.sort()
    return " ".join(row) or gram


def gram_keys(grams: Iterable[str]) -> set[str]:
    """The keys of n-grams."""
    known: dict[str, str] = {}
    return {gram_key(gram, known) for gram in grams}
