"""Weighing a name: does this spelling, here, stand for the person of the case, or for a street, a word, a namesake?

The rule: full name, or initial and surname, or a rare surname alone; never a first name alone. A surname that is an
everyday word, or that many share, or that names a place here, needs a second sign beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.firstnames import is_first_name
from approvals.domain.lexicon import endings, words
from approvals.domain.names import Match, Strength
from approvals.domain.spellings import folded_words
from approvals.domain.tokens import WORD

STOP = re.compile(r"[!?;\n。！？；]|(?<=[^\W\d_]{4})[.:]\s")
NEAR = 48
WIDE = 240  # characters on either side within which a text is on one thing
HAN_FIRST = "\u3400"
CORNER = (
    re.compile(r"(?:\d(?:st|nd|rd|th)|street|avenue) (?:and|&) \Z"),
    re.compile(r" (?:and|&) \d{1,3}(?:st|nd|rd|th)\b"),
)
RUN = re.compile(r"(?:[ -][^\W\d_]+){1,4}")  # words that no sign parts
PROCLITIC = re.compile(r"[وفبلك]?(?:ال|لل)?(?=\w{3})")  # written on to the word that follows
TOWN = re.compile("(ск|цк)(ии|ого|ому|им|ом|ая|ои|ую|ое)$")
FAMILY = re.compile("([оеё]в|ин|ын|ск|цк)(а|у|ым|е|ои|ии|ого|ому|ая|ую)?$|(ко|ук|юк|ич|их|ых|ян|дзе|швили)$")


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
    """Whether the words beside the name make it a street, a room, a town or a law."""
    left, right = _left(match), _right(match)
    if is_han(match):
        return right.startswith(endings("signs", "place_han", "after"))
    if _place_after(right) or _town_ends(match, left):
        return True
    before = _words_before(left)
    while before and before[-1] in folded_words("names", "particles"):
        before.pop()
    tied = left[-1:] in " .'-" and not left.rstrip().endswith(",")  # "Quay Street, Jane Doe" ends a street before her
    return bool(before) and tied and bool(words("signs", "place_before").fullmatch(before[-1]))


def _words_before(left: str) -> list[str]:
    return [word[0] for word in WORD.finditer(left)][-3:]


def _place_after(right: str) -> bool:
    after = WORD.match(right.lstrip(" -"))
    if not after or right[:1] not in " -":
        return False
    tied = right[0] == "-" and words("signs", "place_tied").fullmatch(after[0])
    return bool(tied or words("signs", "place_after").fullmatch(after[0]))


def _town_ends(match: Match, left: str) -> bool:
    """Whether the name is the second half of a town's, such as Каменск-Уральский: its first half is no surname."""
    before = _words_before(left)
    whole = left.endswith("-") and bool(before) and before[-1] not in folded_words("names", "given")
    return whole and bool(TOWN.search(match.gram)) and not FAMILY.search(before[-1])


def bears_name(match: Match) -> bool:
    """Whether the words beside the name make it a library, a prize, a ship or a street corner that bears it."""
    left, right = _left(match), _right(match)
    if is_han(match):
        return right.startswith(endings("bearers", "han", "after"))
    if CORNER[0].search(left) or CORNER[1].match(right):
        return True
    return _bearer_before(match, left) or any(
        words("bearers", "after").fullmatch(word) for word in _run_after(match, right)
    )


def _run_after(match: Match, right: str) -> Iterator[str]:
    """The word behind the name, and those that follow it with capitals: Tokatlıgil Halk Kütüphanesi."""
    folded = match.place.reading.folded
    run = RUN.match(right)
    for number, word in enumerate(WORD.finditer(run[0]) if run else ()):
        capital = folded.source[folded.offsets[match.place.end + word.start()]].isupper()
        if capital or not number:
            yield word[0]
        if not capital:
            return


def _bearer_before(match: Match, left: str) -> bool:
    """Whether such a thing stands before the name, but for titles and one first name between them."""
    links = folded_words("names", "particles") | folded_words("bearers", "link")
    folded, first = match.place.reading.folded, match.place.start - len(left)
    before = list(WORD.finditer(left, max(map(left.rfind, ",:;(")) + 1))[-5:]
    for _ in range(2):
        while before and before[-1][0] in links:
            before.pop()
        if not before or is_bearer(before[-1][0]):
            return bool(before)
        word = before.pop()
        if not (is_first_name(word[0]) or folded.source[folded.offsets[first + word.start()]].isupper()):
            return False
    return False


def is_bearer(word: str) -> bool:
    """Whether it is such a thing, in Arabic also with the article or a particle written on to it."""
    tables = words("bearers", "before"), words("signs", "place_before")
    plain = PROCLITIC.sub("", word, count=1)
    return any(table.fullmatch(form) for table in tables for form in (word, plain))


def names_street_han(match: Match) -> bool:
    """Whether a person's whole name in Chinese characters is here the name of a street or a town."""
    right = _right(match)
    sure, but = endings("signs", "place_han", "sure"), endings("signs", "place_han", "but")
    return right.startswith(sure) and not right.startswith(but)


def names_supplier(match: Match) -> bool:
    """Whether a text on a cut of water or light says with the name where it is, or who brings it."""
    text = match.place.reading.folded.text
    if not words("signs", "utility").search(text, max(0, match.place.start - WIDE), match.place.end + WIDE):
        return False
    left, right = _left(match), _right(match)
    before, after = _words_before(left), WORD.match(right.lstrip())
    located = bool(before) and bool(words("signs", "where").fullmatch(before[-1]))
    headed = not left.strip() and right.startswith(":")
    return located or headed or (after is not None and bool(words("signs", "supplier").fullmatch(after[0])))


def is_common_word(match: Match) -> bool:
    """Whether a word in small letters stands after an article, in a text that has capitals: the finch."""
    written, before = match.written, _words_before(_left(match))
    small = written.isalpha() and written.islower() and written.upper() != written
    nouns = small and bool(before) and bool(words("signs", "articles").fullmatch(before[-1]))
    return nouns and any(char.isupper() for char in _author_near(match))


def _author_near(match: Match) -> str:
    reading = match.place.reading
    first = reading.folded.span(match.place.start, match.place.end)[0]
    return reading.folded.source[max(0, first - WIDE) : first + WIDE]


def second_sign(match: Match) -> bool:
    """Whether a title, a party word or a case word directly beside the name says that a person is meant."""
    left, right = _left(match), _right(match)
    if is_han(match):
        before, after = endings("signs", "party_han", "before"), endings("signs", "party_han", "after")
        return left.rstrip(" :,，、").endswith(before) or right.lstrip().startswith(after)
    nearby = _words_before(left)
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
    signed = docket_near or second_sign(match)
    if _stands_for_thing(match, protected, signed):
        return False
    if is_han(match):
        return _han(match, protected, signed)
    if match.strength is Strength.FULL:
        return signed or not match.doubtful or (match.capitalised and not match.all_ordinary)
    if match.strength is Strength.INITIALLED:
        return signed or match.capitalised or (not match.ordinary and (protected or _before_elision(match)))
    return _alone(match, protected, signed)


def _before_elision(match: Match) -> bool:
    """A surname before an elided word that begins as the given name does: "Ferri c'era", of Carlo Ferri."""
    words = match.written.split()
    return len(words) == 2 and words[0][:1].isupper() and len(words[1]) == 1 and words[1].islower()


def _stands_for_thing(match: Match, protected: bool, signed: bool) -> bool:
    if names_place(match) and not (protected and match.strength >= Strength.FULL):
        return True
    if not protected and bears_name(match):
        return True
    alone = match.strength <= Strength.LISTED and not signed and not is_han(match)
    return alone and (names_supplier(match) or is_common_word(match))


def _as_handle(match: Match) -> bool:
    text, start = match.place.reading.folded.text, match.place.start
    return text[max(0, start - 1) : start] in ("@", "/", "#") or len(match.gram) > 7


def _han(match: Match, protected: bool, signed: bool) -> bool:
    if not signed and (_inside_word(match) or names_street_han(match)):
        return False
    if signed or (len(match.gram) > 2 and not match.ordinary):
        return True
    if protected or match.ordinary:
        return (protected and not match.ordinary and _set_apart(match)) or _on_trial(match, "accused")
    return _on_trial(match, "trial")


def _on_trial(match: Match, words_of: str) -> bool:
    """Whether a name of two characters, with a word's border on both sides, stands in a sentence on a trial.

    The words of `accused` say it of somebody: they tell even a name that is also an everyday word.
    """
    beside, after = endings("signs", "party_han", "beside"), endings("signs", "party_han", "follows")
    left, right = _left(match), _right(match)
    apart = not left or left[-1] < HAN_FIRST or left[-1] in beside
    parted = not right or right[0] < HAN_FIRST or right[0] in beside or right.startswith(after)
    return apart and parted and any(word in left + right for word in endings("signs", "party_han", words_of))


def _inside_word(match: Match) -> bool:
    """Whether the name's first character ends a word of the text."""
    text, start = match.place.reading.folded.text, match.place.start
    return text[max(0, start - 1) : start + 1] in endings("signs", "words_han", "ends")


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
