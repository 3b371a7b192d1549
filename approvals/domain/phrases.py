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
from approvals.domain.rulebook import Rulebook

Key = tuple[str, str]  # check, table
EVERY = "all"
MEMORY = 64 << 20  # bytes that the quick search of one set of languages may take
STEP = re.compile(r"\\.|\[\^?|\]|\(\?[=!][^()]*\)|.", re.S)
WORD_OR_ESCAPE = re.compile(r"\\.|[^\W\d_]+")
# What Python counts as a letter, digit or space is more than RE2 does; the quick search may find more, never less.
WIDER = {r"\w": r"\pL\pN\pM_", r"\d": r"\pN", r"\s": r"\s\pZ"}
# Outside a class, anything but a space will do for a letter: all letters of all scripts would need much memory.
OUTSIDE = {r"\w": "[^ ]", r"\d": r"\pN", r"\s": r"[\s\pZ]"}
OPPOSITE = {r"\W": r"[^\pL\pN_]", r"\D": r"[^\pN]", r"\S": r"\S"}


@dataclass(frozen=True, slots=True)
class Book:
    """All tables that are read for some languages under one rulebook."""

    tables: Mapping[Key, re.Pattern[str]]
    quick: Any  # a compiled re2.Set
    keys: tuple[Key, ...]  # its patterns from number 1; number 0 stands in every text

    def present(self, text: str) -> frozenset[Key]:
        """The tables of which a phrase may stand in `text`: all, where the quick search gave up."""
        found = self.quick.Match(text)
        return frozenset(self.keys[number - 1] for number in found if number) if found else frozenset(self.tables)


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
def book(languages: frozenset[str], rules: Rulebook) -> Book:
    """The phrases of `languages` and those of every language, with what `rules` adds."""
    rows: dict[Key, list[str]] = {key: _of(table, languages) for key, table in tables().items()}
    for key, language, phrase in _added(rules):
        if language in (EVERY, *languages):
            rows.setdefault(key, []).append(phrase)
    filled = {key: phrases for key, phrases in rows.items() if phrases}
    return Book({key: alternatives(phrases) for key, phrases in filled.items()}, _quick(filled), tuple(filled))


def _of(table: Mapping[str, tuple[str, ...]], languages: frozenset[str]) -> list[str]:
    return [phrase for language in (EVERY, *sorted(languages)) for phrase in table.get(language, ())]


def _added(rules: Rulebook) -> Iterator[tuple[Key, str, str]]:
    """What packs of jurisdictions and the court itself add: table, language, phrase."""
    for word in rules.own:
        text = re.escape(fold(word.words.rstrip("*")).text)
        yield (word.check, word.table), word.language, text + (r"\w*" if word.words.endswith("*") else "")


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
    steps, inside = [], False
    for match in STEP.finditer(pattern):
        step = match[0]
        if step in WIDER:
            steps.append(WIDER[step] if inside else OUTSIDE[step])
        elif step in OPPOSITE:
            steps.append(OPPOSITE[step])
        elif step not in (r"\b", r"\B") and not step.startswith(("(?=", "(?!")):
            inside = (inside or step in ("[", "[^")) and step != "]"
            steps.append(step)
    return "".join(steps)
