"""From a text to its n-grams: every run of one to five words, or two to five Chinese characters, that may be a name.

Disguised words (spaced letters, digits for letters, foreign look-alikes, joined or hyphenated words, words run
together in a hashtag) give their plain readings too. What is not among the n-grams of a text is not in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

import regex

from approvals.domain.fold import Folded
from approvals.domain.readings import Reading, readings
from approvals.domain.scripts import HAN, disguises, dominant

LONGEST = 5
FEWEST = 3  # letters set apart that may be a word
TEXTS = 8  # of a review
WORD = regex.compile(r"(?V1)[[\p{L}\p{N}\p{M}]--[\p{Han}]]+")
SIGNED = re.compile(
    rf"(?<![\w@$])[^\W_{HAN}]+(?:[@$!|€]+[^\W_{HAN}]+)+|(?<!\w)[$€][^\W_{HAN}]{{3,}}(?:[@$!|€][^\W_{HAN}]+)*"
)
CONNECTOR = re.compile(r"(?:[-_.'/*~+=:·•]|-\s?\n\s?)\Z")
ALONE = frozenset("aeiouyавиксоуяو")  # letters that are words by themselves
HAN_CHAR = re.compile(f"[{HAN}]")
HAN_BRIDGE = re.compile(r"[\s\-_.*|/~+·•\"']{1,3}\Z")


class Token(NamedTuple):
    """A word in comparing form, and its place in the folded text."""

    text: str
    start: int
    end: int
    altered: bool = False


class Place(NamedTuple):
    """Where an n-gram stands: folded characters `start` to `end` of a reading."""

    reading: Reading
    start: int
    end: int


Grams = dict[str, list[Place]]


def words(folded: Folded) -> list[Token]:
    """The words of a folded text, Chinese characters apart."""
    return [Token(match[0], match.start(), match.end()) for match in WORD.finditer(folded.text)]


def _humps(token: Token, folded: Folded) -> list[Token]:
    """The parts of SaskiaVantongeren; the token itself where the author wrote no hump."""
    parts, begin = [], token.start
    chars = [folded.source[folded.offsets[i]] for i in range(token.start, token.end)]
    for i in range(1, len(chars)):
        after_small = chars[i].isupper() and chars[i - 1].islower()
        before_small = chars[i].isupper() and chars[i - 1].isupper() and i + 1 < len(chars) and chars[i + 1].islower()
        to_letters = chars[i].isalpha() and chars[i].isupper() and chars[i - 1].isdigit()
        if after_small or before_small or to_letters:
            parts.append(begin)
            begin = token.start + i
    if begin == token.start:
        return [token]
    cuts = [*parts, begin, token.end]
    return [Token(folded.text[a:b], a, b, True) for a, b in pairwise(cuts)]


def _plain_case(written: str) -> bool:
    return written.islower() or written[1:].islower() or written.isupper() or not written[1:]


def _split(tokens: list[Token], folded: Folded) -> list[Token]:
    """The words with those run together by capitals taken apart."""
    out: list[Token] = []
    for token in tokens:
        written = folded.source[folded.offsets[token.start] : folded.offsets[token.end - 1] + 1]
        out += [token] if _plain_case(written) else _humps(token, folded)
    return out


def _with_signs(tokens: list[Token], folded: Folded) -> list[Token]:
    """The words, with those that carry a sign for a letter (S@skia) as one."""
    signed = [Token(match[0], match.start(), match.end(), True) for match in SIGNED.finditer(folded.text)]
    if not signed:
        return tokens
    starts = [token.start for token in signed]
    kept = (t for t in tokens if not (at := bisect_left(starts, t.end)) or signed[at - 1].end <= t.start)
    return sorted([*kept, *signed], key=lambda token: token.start)


def _undisguised(tokens: list[Token], folded: Folded, script: str) -> Iterator[list[Token]]:
    """The words with each disguised one in its first reading, then with each in its second."""
    found = {i: texts for i, token in enumerate(tokens) if (texts := _readings(token, folded, script))}
    for choice in (0, 1) if found else ():
        row = list(tokens)
        for i, texts in found.items():
            row[i] = Token(texts[min(choice, len(texts) - 1)], row[i].start, row[i].end, True)
        yield row


def _readings(token: Token, folded: Folded, script: str) -> list[str]:
    """What a word may stand for besides what it says."""
    first, last = folded.offsets[token.start], folded.offsets[token.end - 1]
    plain = script == "latin" and not token.altered and token.text.isascii() and token.text.isalpha()
    if plain and last - first < token.end - token.start and folded.source[first : last + 1].isascii():
        return []
    first, last = folded.span(token.start, token.end)
    return disguises(folded.source[first:last], script)


def _spaced(tokens: list[Token], folded: Folded) -> Iterator[list[Token]]:
    """Runs of three or more single letters set apart, read as words: cut at wider gaps, and all in one."""
    run: list[Token] = []
    for token in [*tokens, Token("..", len(folded.text) + 9, 0)]:
        if len(token.text) == 1 and (not run or token.start - run[-1].end <= 3):
            run.append(token)
            continue
        for part in _without_words(run) if len(run) >= FEWEST else ():
            yield [_join(part)]
            yield _cut(part)
        run = [token] if len(token.text) == 1 else []


def _without_words(run: list[Token]) -> Iterator[list[Token]]:
    """A run of three or more, and what is left of it without a first or last letter that may be a word."""
    heads, tails = ((0, 1) if end and end[0].text in ALONE else (0,) for end in (run[:1], run[-1:]))
    for head, tail in product(heads, tails):
        if len(run) - head - tail >= FEWEST:
            yield run[head : len(run) - tail]


def _cut(run: list[Token]) -> list[Token]:
    gaps = [b.start - a.end for a, b in pairwise(run)]
    groups, least = [[run[0]]], min(gaps)
    for gap, token in zip(gaps, run[1:], strict=True):
        if gap > least:
            groups.append([])
        groups[-1].append(token)
    return [_join(group) for group in groups]


def _join(run: Sequence[Token]) -> Token:
    return Token("".join(token.text for token in run), run[0].start, run[-1].end, True)


def _joined(tokens: list[Token], folded: Folded) -> Iterator[Token]:
    """Words tied by a hyphen, dot, apostrophe or line break, read as one: up to four of them."""
    for i in range(len(tokens)):
        for j in range(i + 1, min(i + 4, len(tokens))):
            if not CONNECTOR.fullmatch(folded.text[tokens[j - 1].end : tokens[j].start]):
                break
            yield _join(tokens[i : j + 1])


class Rows(NamedTuple):
    """One way to read a text. In all `words` but the first only altered ones are news. `han`: `_han_runs`."""

    reading: Reading
    words: list[list[Token]]
    han: list[tuple[str, list[int]]]


@lru_cache(maxsize=TEXTS)
def rows(text: str) -> list[Rows]:
    """Every way to read a text as rows of words and of Chinese characters.

    Kept for the few texts of a review: first the register is asked for what stands in them, then the checks look where.
    """
    return [Rows(one, list(_words(one)), list(_han_runs(one.folded))) for one in readings(text)]


def _words(reading: Reading) -> Iterator[list[Token]]:
    folded, script = reading.folded, dominant(reading.folded.text)
    plain = words(folded)
    yield plain
    split = _with_signs(_split(plain, folded), folded)
    known = [plain]
    for row in (split, *_undisguised(split, folded, script)):
        if row not in known:
            known.append(row)
            yield row
    spaced = list(_spaced(plain, folded))
    singles = [*_joined(plain, folded), *(row[0] for row in spaced if len(row) == 1)]
    for token in singles:
        yield [token]
        yield from ([Token(t, token.start, token.end, True)] for t in _leet(token, script))
    yield from (row for row in spaced if len(row) > 1)


def _leet(token: Token, script: str) -> list[str]:
    return [] if token.text.isalpha() else disguises(token.text, script)


def begins(tokens: list[Token], everything: bool) -> Sequence[int]:
    """Where in a row n-grams begin that are news."""
    if everything:
        return range(len(tokens))
    altered = (i for i, token in enumerate(tokens) if token.altered)
    return sorted({begin for i in altered for begin in range(max(0, i - LONGEST + 1), i + 1)})


def _row_grams(tokens: list[Token], everything: bool, starts: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The n-grams of a row that begin with a word of `starts`, and where they stand."""
    for i in begins(tokens, everything):
        first = tokens[i]
        if first.text not in starts:
            continue
        altered, text = everything or first.altered, first.text
        if altered and not (text.isdigit() or len(text) < 2):
            yield text, first.start, first.end
        for token in tokens[i + 1 : i + LONGEST]:
            altered, text = altered or token.altered, f"{text} {token.text}"
            if altered:
                yield text, first.start, token.end


def _han_runs(folded: Folded) -> Iterator[tuple[str, list[int]]]:
    """Chinese characters in a row, over the spaces and dots that are put between them, and where each stands."""
    run: list[int] = []
    for match in HAN_CHAR.finditer(folded.text):
        place = match.start()
        if run and place - run[-1] > 1 and not HAN_BRIDGE.fullmatch(folded.text[run[-1] + 1 : place]):
            yield "".join(folded.text[i] for i in run), run
            run = []
        run.append(place)
    if run:
        yield "".join(folded.text[i] for i in run), run


def places(text: str, wanted: Collection[str]) -> Grams:
    """Where the n-grams that are `wanted` stand in `text`."""
    found: Grams = {}
    starts = {key.split(" ", 1)[0] for key in wanted}
    han = [key for key in wanted if HAN_CHAR.match(key)]
    for reading, lines, runs in rows(text):
        for number, row in enumerate(lines):
            for gram, start, end in _row_grams(row, number == 0, starts):
                if gram in wanted:
                    found.setdefault(gram, []).append(Place(reading, start, end))
        for run, where in runs if han else ():
            for key in han:
                for at in _occurrences(run, key):
                    found.setdefault(key, []).append(Place(reading, where[at], where[at + len(key) - 1] + 1))
    return found


def _occurrences(text: str, key: str) -> Iterator[int]:
    at = text.find(key)
    while at >= 0:
        yield at
        at = text.find(key, at + 1)
