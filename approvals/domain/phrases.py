r"""The word lists of the checks: regular expressions on folded text, by check, table and language.

`packs/words/<check>.toml` holds the base: a table for each kind of words, in it a list a language (`all`: every one).
A pack of a jurisdiction and a court's own words add to a table. Whether any phrase of a table can stand in a text is
asked first, of all tables at once and in linear time (RE2); only those that can are then searched exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import re2

from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives
from approvals.domain.packs import FOLDER, load
from approvals.domain.places import place
from approvals.domain.rulebook import OwnWord, Rulebook

Key = tuple[str, str]  # check, table
EVERY = "all"
MEMORY = 64 << 20  # bytes that the quick search of one set of languages may take
STEP = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[=!][^()]*\)|.", re.S)
WORD_OR_ESCAPE = re.compile(r"\\.|[^\W\d_]+")
# What Python counts as a letter, digit or space is more than RE2 does, and RE2 needs a thousand instructions for "a
# letter of any script". The quick search may find more, never less: to it all that is not ASCII is each of them.
BEYOND = r"\x{80}-\x{10FFFF}"
ASCII = {r"\w": "0-9A-Za-z_", r"\d": "0-9", r"\s": r"\x00-\x20"}
OPPOSITE = {r"\W": "[^0-9A-Za-z_]", r"\D": "[^0-9]", r"\S": r"\S"}
ANYTHING = "(?s:.)"


@dataclass(frozen=True, slots=True)
class Book:
    """All tables that are read for some languages."""

    tables: Mapping[Key, re.Pattern[str]]
    quick: Any  # a compiled re2.Set
    keys: tuple[Key, ...]  # its patterns from number 1; number 0 stands in every text

    def present(self, text: str) -> frozenset[Key]:
        """The tables of which a phrase may stand in `text`: all, where the quick search gave up."""
        found = self.quick.Match(text)
        return frozenset(self.keys[number - 1] for number in found if number) if found else frozenset(self.tables)


@dataclass(frozen=True, slots=True)
class Extended:
    """The base of some languages with what one rulebook adds: only what is added is compiled anew."""

    tables: Mapping[Key, re.Pattern[str]]
    base: Book
    more: Book

    def present(self, text: str) -> frozenset[Key]:
        """The tables of which a phrase may stand in `text`."""
        return self.base.present(text) | self.more.present(text)


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
    return WORD_OR_ESCAPE.sub(lambda match: match[0] if match[0][0] == "\\" else fold(match[0]).text, pattern)


@lru_cache(maxsize=64)
def base_book(languages: frozenset[str]) -> Book:
    """The phrases of `languages` and those of every language, as the base has them."""
    rows = {key: _of(table, languages) for key, table in tables().items()}
    return _book({key: phrases for key, phrases in rows.items() if phrases})


@lru_cache(maxsize=64)
def book(languages: frozenset[str], rules: Rulebook) -> Book | Extended:
    """The base of `languages` with what `rules` adds. Raises BadPack where a pack of theirs cannot be read."""
    base, added = base_book(languages), dict[Key, list[str]]()
    for key, language, phrase in _added(rules):
        if language in (EVERY, *languages):
            added.setdefault(key, []).append(phrase)
    if not added:
        return base
    whole = {key: alternatives([*_of(tables().get(key, {}), languages), *more]) for key, more in added.items()}
    return Extended({**base.tables, **whole}, base, _book(added))


def _book(rows: Mapping[Key, list[str]]) -> Book:
    return Book({key: alternatives(phrases) for key, phrases in rows.items()}, _quick(rows), tuple(rows))


def _of(table: Mapping[str, tuple[str, ...]], languages: frozenset[str]) -> list[str]:
    return [phrase for language in (EVERY, *sorted(languages)) for phrase in table.get(language, ())]


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


def _quick(rows: Mapping[Key, list[str]]) -> Any:
    """Its first pattern stands in every text: an answer without it is one of a search that ran out of memory."""
    options = re2.Options()
    options.max_mem, options.log_errors = MEMORY, False
    quick = re2.Set.SearchSet(options)
    quick.Add("")
    for phrases in rows.values():
        quick.Add("|".join(f"(?:{wider(phrase)})" for phrase in phrases))
    quick.Compile()
    return quick


def wider(pattern: str) -> str:
    r"""A pattern for RE2 that matches wherever `pattern` does: letters of every script, no look-ahead, no \b."""
    steps = STEP.findall(pattern)
    while steps[-2:] == [r"\w", "*"]:
        del steps[-2:]
    return "".join(map(_wider_step, steps))


def _wider_step(step: str) -> str:
    if step in ASCII:
        return f"[{ASCII[step]}{BEYOND}]"
    if step in (r"\b", r"\B") or step.startswith(("(?=", "(?!")):
        return ""
    return _wider_set(step) if step.startswith("[") else OPPOSITE.get(step, step)


def _wider_set(step: str) -> str:
    """A set in brackets. In one that excludes, fewer letters are more matches."""
    if any(opposite in step for opposite in OPPOSITE):
        return ANYTHING
    beyond = "" if step.startswith("[^") else BEYOND
    return re.sub(r"\\.", lambda match: f"{ASCII[match[0]]}{beyond}" if match[0] in ASCII else match[0], step)
