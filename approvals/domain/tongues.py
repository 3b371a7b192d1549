"""In which languages a text seems to be written, so that the word lists of those are read and no others.

The declared language always counts, and never alone: a post may say one and speak another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from approvals.domain.packs import load

WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = {
    "zh": re.compile("[\u3400-\u9fff]"),
    "ar": re.compile("[\u0621-\u06ff]"),
    "ru": re.compile("[\u0430-\u045f]"),
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7a3]"),
}
FEW = 2  # words of a language that make it likely
SHARE = 0.5  # of the words that the likeliest language has
ENOUGH = 24  # letters without which nothing is said of a text's language
SOME, MOST = 0.15, 0.6  # of its letters
CLEAR, TIMES = 5, 3  # marking words of a language, and how many times as many as of the declared one
WRITTEN_IN_LATIN = (
    "en",
    "fr",
    "es",
    "it",
    "pt",
    "de",
    "tr",
    "ro",
    "hr",
    "id",
    "ms",
    "ca",
    "gl",
    "eu",
    "cy",
    "ga",
    "nl",
    "pl",
)


@cache
def _tongues_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in load("tongues")["words"].items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def base(language: str) -> str:
    """The language of a BCP 47 tag alone: zh of zh-Hans."""
    return language.split("-", maxsplit=1)[0].lower()


def tongues(folded: str, declared: str = "") -> frozenset[str]:
    """Languages (ISO 639) of a folded text: what it declares, its scripts, and the words that mark a language."""
    counts = _counted(folded, _tongues_of_words())
    most = max(counts.values(), default=0)
    likely = {language for language, count in counts.items() if count >= max(FEW, most * SHARE)}
    scripts = {language for language, letters in SCRIPTS.items() if letters.search(folded)}
    return frozenset(likely | scripts | ({base(declared)} if declared else set()))


def _counted(folded: str, known: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """How many words mark each language. A letter by itself counts once: many have "a", and names are spaced."""
    counts: dict[str, int] = {}
    for word, count in Counter(WORD.findall(folded)).items():
        for language in known.get(word, ()):
            counts[language] = counts.get(language, 0) + (count if len(word) > 1 else 1)
    return counts


def reads_as(folded: str, declared: str) -> str:
    """The language in which a folded text seems to be instead of the declared one; "" where that may well be right."""
    declared, letters = base(declared), sum(map(str.isalpha, folded))
    scripts = {language: len(pattern.findall(folded)) for language, pattern in SCRIPTS.items()}
    foreign = max(scripts, key=lambda language: scripts[language])
    if letters < ENOUGH or (scripts.get(declared, 0) > letters * SOME):
        return ""
    if declared in scripts or (declared in WRITTEN_IN_LATIN and scripts[foreign] > letters * MOST):
        return foreign if scripts[foreign] > letters * MOST else "en"
    counts = _counted(folded, _all_words())
    likely = max(counts, key=lambda language: counts[language], default="")
    clear = counts.get(likely, 0) >= CLEAR and counts.get(declared, 0) * TIMES <= counts.get(likely, 0)
    return likely if clear and declared in WRITTEN_IN_LATIN else ""


@cache
def _all_words() -> dict[str, tuple[str, ...]]:
    """Those of the word lists, and those of further languages that courts must speak."""
    found = dict(_tongues_of_words())
    for language, words in load("versions")["words"].items():
        for word in words.split():
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), language)))
    return found
