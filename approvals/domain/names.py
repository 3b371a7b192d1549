"""Names in texts: the keys to index on entry, the keys to look up, and the matcher that confirms a candidate.

A name is found if and only if one of its `forms` is among the `ngrams` of the text and the matcher confirms it:
the matcher works on the n-grams whose keys these are, so it never finds what the index would not offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from approvals.domain.dockets import number_key, number_keys
from approvals.domain.fold import compat, fold
from approvals.domain.keys import gram_key
from approvals.domain.scripts import HAN
from approvals.domain.spellings import Spelling, Strength, folded_words, spellings, split_words
from approvals.domain.textkeys import each_key
from approvals.domain.tokens import LONGEST, Grams, Place, places

__all__ = ["Match", "Strength", "forms", "matches", "ngrams", "places"]

HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
SQUEEZED = re.compile(r"[\W_]+")
ENDING = re.compile(
    r"(?<=[^\W\d_]{3})['\u2018\u2019\u02bc][^\W\d_]{1,5}$"
)  # after an apostrophe: Corvane's, Alpdoğan'ın
FORM = 3  # letters of a legal form such as eG


@dataclass(frozen=True, slots=True)
class Match:
    """A spelling of a name in a text: `start` to `end` are the author's characters, `place` the folded ones."""

    start: int
    end: int
    strength: Strength
    gram: str
    place: Place

    @property
    def written(self) -> str:
        """What the author wrote."""
        return self.place.reading.written(self.place.start, self.place.end)

    @property
    def capitalised(self) -> bool:
        """Whether every word begins with a capital, where its script has capitals and it is not a particle."""
        written = ENDING.sub("", compat(self.written).text)
        words = [word for word in re.split(r"[^\w@$]+", written) if word]
        particles = folded_words("names", "particles")
        firsts = [_first(word) for word in words if word.casefold() not in particles]
        return all(first.isupper() or first.lower() == first.upper() for first in firsts)

    @property
    def _words(self) -> list[str]:
        particles = folded_words("names", "particles")
        return [word for word in self.gram.split() if len(word) > 1 and word not in particles] or [self.gram]

    @property
    def everyday(self) -> bool:
        """Whether a word of it is an everyday word, too."""
        return any(word in folded_words("names", "ordinary") for word in self._words)

    @property
    def ordinary(self) -> bool:
        """Whether a word of it is an everyday word, is shared by many people, or is too short to be one's own."""
        short = any(len(word) < 4 for word in self._words) and self.gram[0] < "\u3400"
        return short or self.everyday or any(word in folded_words("names", "common") for word in self._words)

    @property
    def doubtful(self) -> bool:
        """Whether a full name could also be a row of everyday words."""
        return self.everyday or any(len(word) < 3 for word in self._words)

    @property
    def all_ordinary(self) -> bool:
        """Whether every word of it is an everyday word in a script without capitals."""
        caseless = self.written.lower() == self.written.upper()
        return caseless and all(word in folded_words("names", "ordinary") for word in self._words)


def _first(word: str) -> str:
    """The letter that tells whether a word has a capital: any of it in a legal form, else its first."""
    letters = [char for char in word if char.isalpha()]
    capitals = [char for char in letters if char.isupper()] if len(word) <= FORM else []
    return (capitals or letters or [""])[0]


def forms(name: str, further: Iterable[str] = ()) -> set[str]:
    """The keys under which a name is indexed on entry; `further` are other spellings, handles with @.

    A docket, citation or title with numbers also gives the key of its numbers, by which every way to type it is found.
    """
    return set(weighed(name, further))


def weighed(name: str, further: Iterable[str] = ()) -> dict[str, Strength]:
    """The `forms`, each with how much it says by itself."""
    texts = (name, *further)
    found = dict.fromkeys((key for text in texts if (key := number_key(text))), Strength.FULL)
    found |= dict.fromkeys((gram_key(start) for text in texts for start in _beginnings(text)), Strength.FULL)
    for gram, spelling in spellings(name, further).items():
        key = gram_key(gram)
        found[key] = max(spelling.strength, found.get(key, spelling.strength))
    return found


def _beginnings(text: str) -> Iterator[str]:
    """The n-grams with which a name or title begins wherever it stands in a text."""
    if words := " ".join(split_words(text)[:LONGEST]):
        yield words
    yield from (run[:LONGEST] for run in HAN_RUN.findall(fold(text).text))


def ngrams(text: str) -> set[str]:
    """The keys of the n-grams of a text: one to five words, two to five Chinese characters, rows of numbers.

    Disguised words give the keys of their readings without the disguise, too.
    """
    return set(each_key(text)) | number_keys(text)


def matches(found: Grams, known: dict[str, Spelling]) -> list[Match]:
    """Where the spellings of one name stand, longest first, none inside another."""
    hits = []
    for key in known.keys() & found.keys():
        for place in found[key]:
            confirmed = _confirmed(place, known[key])
            if confirmed is not None:
                start, end = confirmed.reading.span(confirmed.start, confirmed.end)
                hits.append(Match(start, end, known[key].strength, key, confirmed))
    hits.sort(key=lambda m: (-m.strength, m.start - m.end, m.start))
    kept: list[Match] = []
    for hit in hits:
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda m: m.start)


def _confirmed(place: Place, spelling: Spelling) -> Place | None:
    """The place of the whole spelling, or None where the text goes on differently."""
    rest = SQUEEZED.sub("", spelling.rest)
    if not rest:
        return place
    text, taken = place.reading.folded.text, 0
    for at in range(place.end, min(place.end + 3 * len(rest) + 8, len(text))):
        if SQUEEZED.match(text[at]):
            continue
        if text[at] != rest[taken]:
            return None
        taken += 1
        if taken == len(rest):
            return Place(place.reading, place.start, at + 1)
    return None
