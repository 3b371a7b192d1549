r"""The word lists of the checks: regular expressions on folded text, by check, table and language.

`packs/words/<check>.toml` holds the base: a table for each kind of words, in it a list a language (`all`: every one).
A pack of a jurisdiction and a court's own words add to a table. Which phrases can stand in a text is
asked first, of all tables of a language in one pass (Aho and Corasick's), by words that must be there;
only phrases whose words are there are then tried, and only where they can begin to reach such a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from math import inf
from typing import Any

import ahocorasick

from approvals.domain.fold import fold
from approvals.domain.lexicon import WHOLE, Shape, shapes
from approvals.domain.literals import Literals, literals
from approvals.domain.packs import FOLDER, read
from approvals.domain.places import place
from approvals.domain.rulebook import OwnWord, Rulebook

Key = tuple[str, str]  # check, table
EVERY = "all"
NARROW = str.maketrans({"，": ",", "！": "!", "？": r"\?", "：": ":", "；": ";"})  # as folding leaves them
WORD = re.compile(r"\w+")
EDGE = re.compile(r"(?<![^\W_]).", re.S)
WORD_OR_ESCAPE = re.compile(r"\\.|[^\W\d_]+")


class Phrase:
    """One regular expression of a table. `order`: of several that begin at one place the first is meant."""

    __slots__ = ("_literals", "_pattern", "key", "order", "shape")

    def __init__(self, key: Key, order: int, shape: Shape) -> None:
        self.key, self.order, self.shape = key, order, shape
        self._pattern: re.Pattern[str] | None = None
        self._literals: Literals | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first tried: most phrases never are."""
        if self._pattern is None:
            self._pattern = re.compile(self.shape.text + (WHOLE if self.shape.apart else ""))
        return self._pattern

    @property
    def literals(self) -> Literals:
        """Read anew when first asked for: of most phrases only the words are kept that lead to them."""
        if self._literals is None:
            self._literals = literals(self.shape.text)
        return self._literals


class Words:
    """The phrases of one language, those of the base or those that a rulebook adds. Compiled when first needed."""

    def __init__(self, rows: Mapping[Key, Iterable[str]]) -> None:
        self.rows = {key: tuple(phrases) for key, phrases in rows.items() if phrases}
        self._always: list[Phrase] = []
        self._tellers: dict[str, list[Phrase]] = {}
        words: set[str] = set()
        for key, phrases in self.rows.items():
            for order, shape in enumerate(shapes(phrases)):
                words.update(*self._add(Phrase(key, order, shape)))
        self._automaton = _automaton(words)

    def _add(self, phrase: Phrase) -> tuple[frozenset[str], ...]:
        """The sets of words that a phrase needs. The rarest of them leads to it."""
        sets = literals(phrase.shape.text).needed
        for word in sets[0] if sets else ():
            self._tellers.setdefault(word, []).append(phrase)
        if not sets:
            self._always.append(phrase)
        return sets

    def present(self, text: str) -> dict[Key, dict[Phrase, list[int]]]:
        """By table the phrases that may stand in a folded text, with the last character of each word that tells so.

        A phrase of which no word is certain may stand anywhere, and has no such place.
        """
        ends: defaultdict[str, list[int]] = defaultdict(list)
        for end, word in self._automaton.iter(text) if self._tellers else ():
            ends[word].append(end)
        leading: dict[Phrase, list[list[int]]] = {phrase: [] for phrase in self._always}
        for word, places in ends.items():
            for phrase in self._tellers.get(word, ()):
                leading.setdefault(phrase, []).append(places)
        there, found = set(ends), dict[Key, dict[Phrase, list[int]]]()
        for phrase, rows in leading.items():
            if not any(map(there.isdisjoint, phrase.literals.needed[1:])):
                found.setdefault(phrase.key, {})[phrase] = sorted(chain.from_iterable(rows))
        return found


class Reading:
    """Which phrases of some word lists a folded text may have, and where they stand."""

    def __init__(self, text: str, lists: Iterable[Words]) -> None:
        self.text = text
        self._present = [words.present(text) for words in lists]
        self._found: dict[Key, list[re.Match[str]]] = {}

    def find(self, key: Key) -> list[re.Match[str]]:
        """The places of one table's phrases, in their order, none inside another."""
        if key not in self._found:
            lists = [self.first(present[key]) for present in self._present if key in present]
            self._found[key] = apart(match for matches in lists for match in matches)
        return self._found[key]

    def first(self, phrases: Mapping[Phrase, list[int]]) -> Iterator[re.Match[str]]:
        """From left to right what one pattern of all these phrases would find."""
        rows = [
            (start, phrase.order, match)
            for phrase, ends in phrases.items()
            for start in self._starts(phrase, ends)
            if (match := phrase.pattern.match(self.text, start))
        ]
        rows.sort(key=lambda row: row[:2])
        last = 0
        for start, _order, match in rows:
            if start >= last:
                last = match.end()
                yield match

    def _starts(self, phrase: Phrase, ends: list[int]) -> Iterator[int]:
        """Where a phrase may begin: not further from a word that it needs than it is long."""
        _needed, firsts, width = phrase.literals
        ends, most = (ends, width.at_most(self._longest)) if ends else ([len(self.text)], inf)
        if phrase.shape.apart or firsts is None:
            return self._walked(phrase, ends, most)
        return self._by_letter(firsts, ends, most)

    def _walked(self, phrase: Phrase, ends: list[int], most: float) -> Iterator[int]:
        """The places before `ends`, one after the other: where a script has spaces, few words begin near a word."""
        firsts = phrase.literals.firsts
        places = self._edges if phrase.shape.apart else range(len(self.text))
        for first, last in _united(ends, most):
            for at in places[bisect_left(places, first) : bisect_right(places, last)]:
                if firsts is None or self.text[at] in firsts:
                    yield at

    def _by_letter(self, firsts: Iterable[str], ends: list[int], most: float) -> Iterator[int]:
        """Where the letters stand that may come first: in Chinese each stands at few places, and words everywhere."""
        limits = [*ends, len(self.text) + most]
        for char in firsts:
            for at in self._places.get(char, ()):
                if limits[bisect_left(limits, at)] - at < most:
                    yield at

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each character stands."""
        found: dict[str, list[int]] = {}
        for at, char in enumerate(self.text):
            found.setdefault(char, []).append(at)
        return found

    @cached_property
    def _edges(self) -> Sequence[int]:
        """Where a whole word may begin."""
        return [match.start() for match in EDGE.finditer(self.text)]

    @cached_property
    def _longest(self) -> int:
        """Characters of the longest word."""
        return max((match.end() - match.start() for match in WORD.finditer(self.text)), default=0)


def _united(ends: Iterable[int], most: float) -> list[tuple[float, int]]:
    """The `most` characters up to each of some ends in their order, as ranges that do not meet."""
    found: list[tuple[float, int]] = []
    for end in ends:
        begin = end + 1 - most
        if found and begin <= found[-1][1]:
            begin, _last = found.pop()
        found.append((begin, end))
    return found


def apart(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """By their places, the longest first; without those that begin within another."""
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


@cache
def tables() -> dict[Key, dict[str, tuple[str, ...]]]:
    """Every base table: its phrases by language."""
    found: dict[Key, dict[str, tuple[str, ...]]] = {}
    for path in sorted((FOLDER / "words").glob("*.toml")):
        for table, rows in read(f"words/{path.stem}").items():
            if isinstance(rows, dict):
                found[path.stem, table] = {language: tuple(map(folded, row)) for language, row in rows.items()}
    return found


def folded(pattern: str) -> str:
    """A pattern as it is compared with folded text: its words folded, its escapes as they stand."""
    plain = pattern.translate(NARROW)
    return WORD_OR_ESCAPE.sub(lambda match: match[0] if match[0][0] == "\\" else fold(match[0]).text, plain)


def words_of(languages: frozenset[str], rules: Rulebook) -> tuple[Words, ...]:
    """What is read for some languages. Raises BadPack where a pack that `rules` names cannot be read."""
    asked = (EVERY, *sorted(languages))
    return (*map(_base, asked), *(_more(language, rules) for language in asked if rules.own or rules.packs))


@lru_cache(maxsize=32)
def _base(language: str) -> Words:
    return Words({key: table.get(language, ()) for key, table in tables().items()})


@lru_cache(maxsize=128)
def _more(language: str, rules: Rulebook) -> Words:
    added: dict[Key, list[str]] = {}
    for key, of, phrase in _added(rules):
        if of == language:
            added.setdefault(key, []).append(phrase)
    return Words(added)


def _added(rules: Rulebook) -> Iterator[tuple[Key, str, str]]:
    """What packs of jurisdictions and the court itself add: table, language, phrase."""
    for words in (words for code in rules.packs for words in place(code).words):
        for phrase in words.words:
            yield (words.check, words.table), words.language, folded(phrase)
    for word in rules.own:
        yield (word.check, word.table), word.language, phrase_of(word)


def phrase_of(word: OwnWord) -> str:
    """The words of a court as a pattern on folded text."""
    text = re.escape(fold(word.words.rstrip("*")).text)
    return text + (r"\w*" if word.words.endswith("*") else "")


def _automaton(words: Iterable[str]) -> Any:
    """Finds all words in one pass."""
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton
