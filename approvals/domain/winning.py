"""Who of a case is said to have won: its mover, who asked the court for something, or the other side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from approvals.domain.casetalk import Phrase, Talk
from approvals.domain.findings import MatterFacts
from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives
from approvals.domain.phrases import tables

TABLE = "outcome-mismatch"
SIDES = re.compile(r" (?:v|vs|c|contre|contra|contro|gegen|против|x|ضد|karsi|versus)\.?/? | c/ |诉")
WORD = re.compile(r"[^\W\d_]+")
HAN = "\u3400"
LETTERS, STEM, FAR = 4, 5, 70  # letters of a telling word and of its stem; characters between a side and what it did
CLITIC = 12  # characters of a name that may stand in the phrase itself, with what joins them
DIRECTLY = 3  # characters between "in favour of" and the side, where this is the first of a title
NEXT = 10  # characters between an Arabic verb and who did it
OBJECT_BEFORE = re.compile(
    r"(?:against|over|to|beat|contre|face a|devant|sur|contra|frente a|ante|contro|su|para|perante|gegen|против|над|у"
    r"|علي|امام|ضد|من) (?:شركه |جمعيه )?(?:(?:the|l[aeo]s?|el|il|gli|los|o|a|os|as|der|die|das|ооо|ао|societe) ?'?)?\Z"
    r"|(?<!de )(?<!del)l'\Z|\bal? \Z"
)
OBJECT_AFTER = re.compile(r"\A[\w ]{0,20}'?(?:y[iu]|n[iu]|[ny]?[ae])? karsi\b|\A[\w ]{0,20}'(?:y[iu]|n[iu]|[iu])\b")
ARABIC = re.compile("[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Side:
    """A place where one side of the case stands."""

    start: int
    end: int
    mover: bool


def decided_for(
    talk: Talk,
    won: Sequence[Phrase],
    lost: Sequence[Phrase],
    favoured: Sequence[Phrase],
    opposed: Sequence[Phrase] = (),
) -> Iterator[tuple[str, Phrase]]:
    """The result (allowed, dismissed) that each phrase tells, where it can be told whom it speaks of."""
    sides = _sides(talk)
    verbs = sorted([*((p, True) for p in won), *((p, False) for p in lost)], key=lambda row: row[0].start())
    taken = [phrase for phrase, _ in verbs]
    for phrase, good in verbs if sides else ():
        mover = _who(talk, phrase, sides, taken)
        if mover is not None:
            yield ("allowed" if mover is good else "dismissed"), phrase
    named = _sides(talk, titled=True) if favoured or opposed else []
    for phrase in (*favoured, *opposed):
        close = [side for side in named if 0 <= side.start - phrase.end() <= DIRECTLY]
        after = close or [side for side in _near(talk, phrase, sides) if side.start >= phrase.end() - CLITIC]
        if after:
            yield ("allowed" if after[0].mover is (phrase in favoured) else "dismissed"), phrase


def _who(talk: Talk, phrase: Phrase, sides: Sequence[Side], verbs: Iterable[Phrase]) -> bool | None:
    """Whether it is the mover that wins or loses; None where no side stands near."""
    text, near = phrase.string, _near(talk, phrase, sides)
    before, after = [s for s in near if s.end <= phrase.start()], [s for s in near if s.start >= phrase.end()]
    if before and any(before[-1].end <= verb.start() < phrase.start() for verb in verbs if verb is not phrase):
        before = []
    if ARABIC.match(phrase[0]) and after and after[0].start - phrase.end() <= NEXT:
        return after[0].mover is not bool(OBJECT_BEFORE.search(text[phrase.end() : after[0].start]))
    if before:
        one = before[-1]
        marked = OBJECT_BEFORE.search(text[max(0, one.start - 24) : one.start])
        marked = marked or OBJECT_AFTER.match(text[one.end : phrase.start()])
        return one.mover is not bool(marked)
    return not after[0].mover if after else None


def _near(talk: Talk, phrase: Phrase, sides: Sequence[Side]) -> list[Side]:
    rows = [side for side in sides if talk.layout.apart(side.start, phrase.start()) == 0]
    return [
        s
        for s in rows
        if -FAR <= s.start - phrase.end() <= FAR and not (s.start < phrase.end() and phrase.start() < s.end)
    ]


def _sides(talk: Talk, titled: bool = False) -> list[Side]:
    """Where either side is named, but for the title, which names both, unless it may be `titled`."""
    titles = [] if titled else [(row.start, row.end) for row in talk.mentions if row.how == "title"]
    found = []
    for mover, pattern in zip((True, False), _named(*_names(talk.matter)), strict=True):
        for match in pattern.finditer(talk.view.folded.text):
            if not any(start <= match.start() < end for start, end in titles):
                found.append(Side(match.start(), match.end(), mover))
    return sorted(found, key=lambda side: side.start)


def _names(matter: MatterFacts) -> tuple[str, str]:
    """The name of whoever asked, and that of the other side, as far as the register tells them."""
    title = [part.strip() for part in SIDES.split(fold(matter.title).text, maxsplit=1)]
    parties = [party for party in matter.parties if party.kind == "party"]
    movers = [party.name for party in parties if _roles().match(fold(party.role).text)]
    mover = fold(movers[0]).text if movers else title[0] if len(title) == 2 else ""
    if not mover:
        return "", ""
    others = [fold(party.name).text for party in parties if party.name not in movers] if movers else []
    across = [part for part in title if len(title) == 2 and not _alike(part, mover)]
    return mover, " ".join([*others, *across])


def _alike(one: str, other: str) -> bool:
    return bool(set(_stems(one)) & set(_stems(other)))


@lru_cache(maxsize=512)
def _named(mover: str, other: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    mine, theirs = set(_stems(mover)), set(_stems(other))
    return _pattern(mine - theirs), _pattern(theirs - mine)


def _stems(name: str) -> list[str]:
    """What tells a side by its name: the beginnings of its longer words; of Chinese names two signs or more."""
    found = []
    for word in WORD.findall(name):
        if word[0] >= HAN:
            short = re.sub(r"(?:股份)?有限(?:责任)?公司|公司|合作社|案\Z", "", word)
            found += [short[:2], short[-2:]] if len(short) > 2 else [short]
        elif len(word) >= LETTERS and word not in _common():
            found.append(word.removeprefix("ال")[:STEM])
    return [stem for stem in found if len(stem) > 1]


def _pattern(stems: set[str]) -> re.Pattern[str]:
    if not stems:
        return re.compile(r"(?!)")
    signs = sorted(re.escape(stem) for stem in stems if stem[0] >= HAN)  # Chinese has no ends of words
    rows = "|".join(sorted(re.escape(stem) for stem in stems if stem[0] < HAN))
    word = rf"(?:{rows})\w*"
    spaced = rf"(?<![^\W_])(?:[وفبلك]{{0,2}}(?:ال|لل)?)?{word}(?: {word})*"
    return re.compile("|".join([*([spaced] if rows else []), *signs]))


@cache
def _roles() -> re.Pattern[str]:
    return alternatives(row for rows in tables()[TABLE, "mover"].values() for row in rows)


@cache
def _common() -> frozenset[str]:
    return frozenset(fold(word).text for rows in tables()[TABLE, "common"].values() for word in rows)
