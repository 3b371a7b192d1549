"""In which languages a text seems to be written, so that the word lists of those are read and no others.

The declared language always counts, and never alone: a post may say one and speak another.
"""

from __future__ import annotations

import re
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
    known, counts = _tongues_of_words(), dict[str, int]()
    for word in WORD.findall(folded):
        for language in known.get(word, ()):
            counts[language] = counts.get(language, 0) + 1
    most = max(counts.values(), default=0)
    likely = {language for language, count in counts.items() if count >= max(FEW, most * SHARE)}
    scripts = {language for language, letters in SCRIPTS.items() if letters.search(folded)}
    return frozenset(likely | scripts | ({base(declared)} if declared else set()))
