"""Keys: what the spellings of one name have in common. The index holds keys; the matcher confirms the spelling.

A key is the words of an n-gram without case endings and written-on particles, in alphabetical order. It joins little:
what many people share is cut off, so a key that joined the names of many would hide the rare ones among them.
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
ARTICLES = frozenset(("al", "el"))


def word_key(word: str) -> str:
    """One folded word without its endings and particles."""
    if word.isascii():
        return _latin(word) if word.isalpha() else word
    if CYRILLIC.search(word):
        return word[:SHORTEST] + ENDING.sub("", word[SHORTEST:])
    if ARABIC.search(word):
        return word[:-SHORTEST].lstrip(PARTICLES) + word[-SHORTEST:]
    return word


def _latin(word: str) -> str:
    plain = word[2:] if len(word) > 2 * SHORTEST and word[:2] in ARTICLES else word
    return plain[:-1] if len(plain) > SHORTEST and plain[-1] == "s" else plain


def row_key(words: Iterable[str]) -> str:
    """The key of an n-gram from the keys of its words; empty where there is nothing but articles."""
    return " ".join(sorted(word for word in words if word not in ARTICLES))


def head(key: str) -> str:
    """The word by which keys lie together in the index: the longest; in Chinese the first two characters.

    Few words of a text are the longest of anybody's name, so that most n-grams need not be looked for.
    """
    return key[:2] if key[:1] >= HAN_FIRST else max(key.split(" "), key=lambda word: (len(word), word))


def gram_key(gram: str) -> str:
    """The key of one n-gram."""
    return gram if gram[0] >= HAN_FIRST else row_key(map(word_key, gram.split())) or gram
