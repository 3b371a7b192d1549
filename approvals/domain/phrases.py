r"""The word lists of the checks: regular expressions on folded text, by check, table and language.

`packs/words/<check>.toml` holds the base: a table for each kind of words, in it a list a language (`all`: every one).
A pack of a jurisdiction and a court's own words add to a table. Whether any phrase of a table can stand in a text is
asked first, of all tables of a language in one pass (Aho and Corasick's), by words that must be there;
only tables whose words are there are then searched exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import ahocorasick

from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives
from approvals.domain.literals import needed
from approvals.domain.packs import FOLDER, load
from approvals.domain.places import place
from approvals.domain.rulebook import OwnWord, Rulebook

Key = tuple[str, str]  # check, table
EVERY = "all"
NARROW = str.maketrans({"，": ",", "！": "!", "？": r"\?", "：": ":", "；": ";"})  # as folding leaves them
WORD_OR_ESCAPE = re.compile(r"\\.|[^\W\d_]+")


class Words:
    """The phrases of one language, those of the base or those that a rulebook adds. Compiled when first needed."""

    def __init__(self, rows: Mapping[Key, Iterable[str]]) -> None:
        self.rows = {key: tuple(phrases) for key, phrases in rows.items() if phrases}
        self._patterns: dict[Key, re.Pattern[str]] = {}
        told = {key: _needed(phrases) for key, phrases in self.rows.items()}
        self._always = frozenset(key for key, words in told.items() if not words)
        self._automaton, self._tellers = _automaton(told)

    def present(self, text: str) -> frozenset[Key]:
        """The tables of which a phrase may stand in a folded text."""
        found = {teller for _end, teller in self._automaton.iter(text)} if self._tellers else ()
        return self._always.union(*(self._tellers[teller] for teller in found))

    def pattern(self, key: Key) -> re.Pattern[str]:
        """All phrases of one table. Raises KeyError where this language has none."""
        if key not in self._patterns:
            self._patterns[key] = alternatives(self.rows[key])
        return self._patterns[key]


class Reading:
    """Which tables a folded text may have phrases of, and where they stand."""

    def __init__(self, text: str, languages: Iterable[str], rules: Rulebook) -> None:
        self.text = text
        self._present = [(words, words.present(text)) for words in words_of(frozenset(languages), rules)]
        self._found: dict[Key, list[re.Match[str]]] = {}

    def find(self, key: Key) -> list[re.Match[str]]:
        """The places of one table's phrases, in their order, none inside another."""
        if key not in self._found:
            lists = [words.pattern(key).finditer(self.text) for words, present in self._present if key in present]
            self._found[key] = _apart(match for matches in lists for match in matches)
        return self._found[key]


def _apart(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
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
        for table, rows in load(f"words/{path.stem}").items():
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


def _automaton(told: Mapping[Key, frozenset[str]]) -> tuple[Any, list[frozenset[Key]]]:
    """Finds all words in one pass; each leads to a place in the list of the tables that it tells of."""
    tables: dict[str, set[Key]] = {}
    for key, words in told.items():
        for word in words:
            tables.setdefault(word, set()).add(key)
    tellers = [frozenset(keys) for keys in tables.values()]
    automaton = ahocorasick.Automaton()
    for number, word in enumerate(tables):
        automaton.add_word(word, number)
    automaton.make_automaton()
    return automaton, tellers


def _needed(phrases: Iterable[str]) -> frozenset[str]:
    """Words of which one stands wherever any of `phrases` does; none where a phrase has no such word."""
    rows = [needed(phrase) for phrase in phrases]
    return frozenset().union(*rows) if all(rows) else frozenset()
