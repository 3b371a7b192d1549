"""Weighing a name: does this spelling, here, stand for the person of the case, or for a street, a word, a namesake?

The rule: full name, or initial and surname, or a rare surname alone; never a first name alone. A surname that is an
everyday word, or that many share, or that names a place here, needs a second sign beside it.
"""

from __future__ import annotations

import re

from approvals.domain.lexicon import endings, words
from approvals.domain.names import Match, Strength
from approvals.domain.spellings import folded_words
from approvals.domain.tokens import WORD

STOP = re.compile(r"[!?;\n。！？；]|(?<=[^\W\d_]{4})[.:]\s")
NEAR = 48
HAN_FIRST = "\u3400"


def _left(match: Match) -> str:
    text = match.place.reading.folded.text
    return STOP.split(text[max(0, match.place.start - NEAR) : match.place.start])[-1]


def _right(match: Match) -> str:
    text = match.place.reading.folded.text
    return STOP.split(text[match.place.end : match.place.end + NEAR])[0]


def is_han(match: Match) -> bool:
    """Whether the name is written in Chinese characters."""
    return match.gram[0] >= HAN_FIRST


def names_place(match: Match) -> bool:
    """Whether the words beside the name make it a street, a room or a town."""
    left, right = _left(match), _right(match)
    if is_han(match):
        return right.startswith(endings("signs", "place_han", "after"))
    after = WORD.match(right.lstrip(" -"))
    if after and right[:1] in " -" and words("signs", "place_after").fullmatch(after[0]):
        return True
    before = [word[0] for word in WORD.finditer(left)][-3:]
    while before and before[-1] in folded_words("names", "particles"):
        before.pop()
    return bool(before) and left[-1:] in " .'-" and bool(words("signs", "place_before").fullmatch(before[-1]))


def second_sign(match: Match) -> bool:
    """Whether a title, a party word or a case word directly beside the name says that a person is meant."""
    left, right = _left(match), _right(match)
    if is_han(match):
        before, after = endings("signs", "party_han", "before"), endings("signs", "party_han", "after")
        return left.rstrip(" :,，、").endswith(before) or right.lstrip().startswith(after)
    nearby = [word[0] for word in WORD.finditer(left)][-3:]
    if nearby and (nearby[-1] in folded_words("names", "titles") and len(nearby[-1]) > 1):
        return True
    party = words("signs", "party")
    following = WORD.match(right.lstrip(" '\"»,-"))
    tail = [following[0]] if following and following[0] != "s" else [w[0] for w in WORD.finditer(right)][:2]
    return any(party.fullmatch(word) for word in [*nearby, *tail])


def stands_for(match: Match, *, protected: bool, docket_near: bool) -> bool:
    """Whether the match is the person or body of the matter. A protected name is weighed more strictly."""
    if match.strength is Strength.HANDLE:
        return _as_handle(match)
    if names_place(match) and not (protected and match.strength >= Strength.FULL):
        return False
    signed = docket_near or second_sign(match)
    if is_han(match):
        return _han(match, protected, signed)
    if match.strength is Strength.FULL:
        return signed or not match.doubtful or (match.capitalised and not match.all_ordinary)
    if match.strength is Strength.INITIALLED:
        return signed or match.capitalised or (protected and not match.ordinary)
    return _alone(match, protected, signed)


def _as_handle(match: Match) -> bool:
    text, start = match.place.reading.folded.text, match.place.start
    return text[max(0, start - 1) : start] in ("@", "/", "#") or len(match.gram) > 7


def _han(match: Match, protected: bool, signed: bool) -> bool:
    if signed or (len(match.gram) > 2 and not match.ordinary):
        return True
    return protected and not match.ordinary and _set_apart(match)


def _set_apart(match: Match) -> bool:
    """Whether a name of two characters has, on one side, no word that it could be part of."""
    text, beside = match.place.reading.folded.text, endings("signs", "party_han", "beside")
    around = text[max(0, match.place.start - 1) : match.place.start], text[match.place.end : match.place.end + 1]
    return any(not char or char < HAN_FIRST or char in beside for char in around)


def _alone(match: Match, protected: bool, signed: bool) -> bool:
    """A surname, or a name of one word, by itself."""
    if match.ordinary and not (match.strength is Strength.LISTED and not match.everyday):
        return signed and match.capitalised
    return signed or match.capitalised or (protected and len(match.gram) > 5)
