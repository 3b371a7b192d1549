"""The keys of a text's n-grams, by which the index of names is asked what may stand in it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Iterator

from approvals.domain.keys import ARTICLES, head, word_key
from approvals.domain.tokens import LONGEST, Token, begins, rows


class _Keys(dict[str, str]):
    """Remembers the key of each word of a text."""

    def __missing__(self, word: str) -> str:
        key = self[word] = word_key(word)
        return key


def each_key(text: str) -> Iterator[str]:
    """The key of every n-gram of `text`. Linear."""
    known = _Keys()
    for reading in rows(text):
        for number, row in enumerate(reading.words):
            yield from _row_keys(row, begins(row, number == 0), number == 0, known)
        for run, _places in reading.han:
            yield from (key for i in range(len(run)) for key in _han_keys(run, i))


def heads(text: str) -> set[str]:
    """Every word that may be the `head` of a key of `text`."""
    known, found = _Keys(), set[str]()
    for reading in rows(text):
        found.update(known[token.text] for row in reading.words for token in row)
        found.update(run[i : i + 2] for run, _places in reading.han for i in range(len(run) - 1))
    return found


def keys_under(text: str, wanted: Collection[str]) -> Iterator[str]:
    """The keys of `each_key` whose head is `wanted`, without making the others."""
    known = _Keys()
    for reading in rows(text):
        for number, row in enumerate(reading.words):
            near = _near(row, wanted, known)
            starts = [i for i in begins(row, number == 0) if i in near] if near else ()
            yield from (key for key in _row_keys(row, starts, number == 0, known) if head(key) in wanted)
        for run, _places in reading.han:
            yield from (key for i in range(len(run)) if run[i : i + 2] in wanted for key in _han_keys(run, i))


def _near(tokens: list[Token], wanted: Collection[str], known: _Keys) -> set[int]:
    """Where n-grams begin that hold a wanted word."""
    found = (i for i, token in enumerate(tokens) if known[token.text] in wanted)
    return {start for i in found for start in range(max(0, i - LONGEST + 1), i + 1)}


def _row_keys(tokens: list[Token], starts: Iterable[int], everything: bool, known: _Keys) -> Iterator[str]:
    """The keys of the n-grams of a row that begin at `starts`: what `row_key` says of each."""
    if not starts:
        return
    keys = [known[token.text] for token in tokens]
    for i in starts:
        altered, parts = everything, list[str]()
        for j in range(i, min(i + LONGEST, len(tokens))):
            altered = altered or tokens[j].altered
            if keys[j] not in ARTICLES:
                insort(parts, keys[j])
            if altered and (j > i or not (tokens[i].text.isdigit() or len(tokens[i].text) < 2)):
                yield " ".join(parts) or " ".join(token.text for token in tokens[i : j + 1])


def _han_keys(run: str, start: int) -> Iterator[str]:
    return (run[start:end] for end in range(start + 2, min(start + LONGEST, len(run)) + 1))
