"""Forms of a name that may be plain words: "clear water" for Clear Water Ltd, "Storm" at the head of a sentence.

A form that the text marks as a name counts unless its sentence speaks of the weather, the traffic or the building;
one that nothing marks counts only where its sentence speaks of a case, of what a court did or of how it ends.
A surname behind another first name is somebody else's. Nobody who is protected is ever doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from approvals.domain.firstnames import is_first_name
from approvals.domain.fold import fold
from approvals.domain.lexicon import pattern, words
from approvals.domain.names import Match, Strength
from approvals.domain.packs import load
from approvals.domain.sentences import Place, is_quoted, sentence_of
from approvals.domain.signals import second_sign
from approvals.domain.spellings import folded_words, is_body, split_words
from approvals.domain.subject import LISTING, Known, Subject, View

Words = re.Match[str]
TELLING = (*LISTING, "judgment")  # kinds in which whoever is named stands in a case
# Of a case: who and what belongs to one, who has won it, what will come of it, who did what.
SURE = (
    *(("cases", table) for table in ("case", "role")),
    *(("merits-comment", table) for table in ("forecast", "bait")),
    *(("embargo", table) for table in ("vote", "knows")),
    *(("outcome-mismatch", table) for table in ("wins", "loses", "favours", "allowed", "dismissed")),
    *(("deliberation-leak", table) for table in ("room", "vote", "leak", "mind", "stuck")),
    *(("fair-trial", table) for table in ("guilt", "did", "prior", "confession")),
)
# May be said of anybody, and of the weather: "does well", "celebrates".
LIKELY = (
    *(("cases", table) for table in ("evidence", "advocacy", "heard")),
    *(("merits-comment", table) for table in ("verdict", "stance", "opinion")),
    *(("embargo", table) for table in ("effect", "side", "fortune", "fate")),
    *(("deliberation-leak", table) for table in ("bench", "inside")),
    *(("fair-trial", table) for table in ("record", "deed", "traces", "character")),
    ("derogatory", "insult"),
)
# Of whoever stands trial, by whichever first name.
ACCUSED = (("cases", "accused"), *(("fair-trial", table) for table in ("guilt", "did", "prior", "confession")))
IN = ("em", "en")  # where one is, in Portuguese and Spanish: a town and nobody
COURT, ELSEWHERE = ("cases", "court"), ("cases", "elsewhere")
QUOTES, SIGNED = '"', ("#", "@", "/")
FIRST = re.compile(r"(?:\A|[.!?…\n。！？]|[^\w\s,;:'\"()\[\]-])[\s\"'(\[-]*\Z")  # what stands before a sentence
BEFORE = 12  # characters that are looked at for it
ADJECTIVE = re.compile(r"(?<![сц]к)(?:ыи|ии|ои|ая|яя|ое|ее|ые|ие|ого|его|ую|юю|ых|их|ым|им|ыми|ими|ом|ем)\Z")
PAUSE = re.compile(r"[,:;]|\s[-–—]")
ON = re.compile(r" [^\W\d_]")
NOUN = re.compile(
    r" [а-я]{3,}(?<!л)(?<!ла)(?<!ли)(?<!лась)(?<!лся)(?<!лись)(?<!ет)(?<!ит)(?<!ют)(?<!ят)(?<!ся)(?![а-я])"
)
WORD = re.compile(r"[^\W\d_]+")
ANOTHER = re.compile(r"([^\W\d_]{2,})[ -]\Z")
BEFORE_IT = re.compile(r"[^\W\d_]+,? \Z")
LAST = re.compile(r"([^\W\d_]+)['\s]*\Z")
SAME = 2  # first letters of a name and of what it is shortened to
NEAR = 24  # characters before a name that are looked at
HAN, CYRILLIC = "\u3400", ("\u0400", "\u0530")


def doubted(subject: Subject, view: View, match: Match, known: Known) -> bool:
    """Whether a match of a name that is not protected stands for plain words or a place here."""
    if match.strength is Strength.HANDLE or subject.draft.kind in TELLING or second_sign(match):
        return False
    start, end = match.place.start, match.place.end
    if match.place.reading.folded.text != view.folded.text or view.folded.text[max(0, start - 1) : start] in SIGNED:
        return False
    if someone_else(subject, view, match, known):
        return not any(_beside(subject, view, (start, end), ACCUSED))
    return _doubted_word(subject, view, match, known)


def _doubted_word(subject: Subject, view: View, match: Match, known: Known) -> bool:
    """The same of a name that nobody else is said to bear: a word, a town, a company without its kind."""
    start, end = match.place.start, match.place.end
    before = view.folded.text[max(0, start - NEAR) : start]
    body = _is_body(known.name)
    if not body and match.strength <= Strength.LISTED and _last(before) in IN:
        return not said_of_a_case(subject, view, (start, end), sure=False)
    short = body and _shortened(match, known.name)
    bare = short or _is_attribute(match)
    if not (body or bare or _heads(match)):
        return False
    if short and _cased(match) and _last(before) in folded_words("names", "given"):
        return True  # somebody else of that name
    placed = short and words("signs", "where").fullmatch(_last(before)) is not None
    marked = (_marked(match, known.name) and not placed) or is_quoted(view.folded.text, start, end)
    marked = marked or _last(before) in _kinds()
    pause = PAUSE.search(view.folded.text, end) if _heads(match) else None
    until = pause.start() if pause else None
    return not said_of_a_case(subject, view, (start, end), sure=marked or not bare, until=until)


def someone_else(subject: Subject, view: View, match: Match, known: Known) -> bool:
    """Whether another first name stands before a surname: "Ruth Castellane", of Dorian Castellane."""
    alone = match.strength <= Strength.LISTED and " " not in match.gram and match.gram[0] < HAN
    if known.protected or not alone or _is_body(known.name):
        return False
    text, start = view.folded.text, match.place.start
    first = ANOTHER.search(text[max(0, start - NEAR) : start])
    if first is None or _is_theirs(first[1], known) or not _as_a_name(view, match, start - len(first[0])):
        return False
    if first[0].endswith("-") and _cased(match):
        return True
    if is_first_name(first[1]):
        return True
    if not _cased(match) or "de" in subject.tongues(view) or first[1] in _no_first_names():
        return False
    return _after_small_letters(view, start - len(first[0]))


def _after_small_letters(view: View, at: int) -> bool:
    """Whether a word in small letters stands before a folded character, so that a capital there makes a name."""
    before = BEFORE_IT.search(view.folded.text[max(0, at - NEAR) : at])
    return before is not None and _written(view, at - len(before[0])).islower()


def _as_a_name(view: View, match: Match, at: int) -> bool:
    """Whether the word at a folded character and the match have capitals, where their script has them."""
    return not _cased(match) or (match.capitalised and _written(view, at)[:1].isupper())


def _written(view: View, at: int) -> str:
    """What the author wrote at a folded character."""
    return view.text[slice(*view.folded.span(at, at + 1))]


def _is_theirs(word: str, known: Known) -> bool:
    """Whether a word is part of the person's name, or may be short for one: Jon for Jonathan."""
    own = split_words(" ".join((known.name, *known.party.forms)))
    return any(word[:SAME] == one[:SAME] for one in own)


@cache
def _no_first_names() -> frozenset[str]:
    """Words that may have a capital before a surname and are no first name: titles, days, months, kinds of bodies."""
    calendar = load("calendar")
    days = (name for table in ("months", "weekdays", "short") for row in calendar[table].values() for name in row)
    parts = (part for name in days for part in split_words(name.replace("|", " ")))
    lists = (("names", "titles"), ("names", "particles"), ("signs", "case"), ("signs", "party"))
    return frozenset((*parts, *_kinds(), *(word for table in lists for word in folded_words(*table))))


def said_of_a_case(subject: Subject, view: View, name: Place, *, sure: bool, until: int | None = None) -> bool:
    """Whether the sentence around a name speaks of a case; where it is `sure` to be one, whether of nothing else.

    What stands behind folded character `until` may be on another thing: "mist this morning: tell us if yours is late".
    """
    courts = subject.phrases(view, *COURT)
    told = (row for row in _beside(subject, view, name, SURE, ("outcome",)) if not any(_in(row, one) for one in courts))
    if any(until is None or row.start() < until for row in told):
        return True
    likely = list(_beside(subject, view, name, LIKELY, ("hint", "spoiler", "handdown")))
    elsewhere = [row for row in _beside(subject, view, name, (ELSEWHERE,)) if not any(_in(row, one) for one in likely)]
    return not elsewhere and (sure or bool(likely))


def _beside(
    subject: Subject, view: View, name: Place, tables: tuple[tuple[str, str], ...], outcomes: tuple[str, ...] = ()
) -> Iterator[Words]:
    """Phrases in the sentence of a name, outside of it."""
    text = view.folded.text
    start, end = sentence_of(text, name[0])
    found = chain(
        *(subject.phrases(view, *key) for key in tables),
        *(pattern("outcomes", table).finditer(text, start, end) for table in outcomes),
    )
    return (row for row in found if start <= row.start() < end and not name[0] <= row.start() < name[1])


def _in(one: Words, other: Words) -> bool:
    """Whether a phrase is part of another: "watch the ships", of who gets nothing."""
    return other.start() <= one.start() and one.end() <= other.end()


def _is_body(name: str) -> bool:
    row, text = split_words(name), fold(name).text
    if text[:1] >= HAN:
        return text.endswith(tuple(load("names")["han_bodies"]))
    return bool(row) and (QUOTES in text or is_body(row, name) or not _kinds().isdisjoint(row))


def _shortened(match: Match, name: str) -> bool:
    """Whether the words that say what kind of body it is are left out."""
    if match.gram[0] >= HAN:
        return len(match.gram) < len(WORD.sub(lambda word: word[0], fold(name).text))
    row = split_words(name)
    return len(match.gram.split()) < len(row) and match.gram != "".join(row)


def _heads(match: Match) -> bool:
    """Whether one word heads a sentence, where its capital says nothing, and no sign parts it from the next."""
    text, start, end = match.place.reading.folded.text, match.place.start, match.place.end
    first = match.strength <= Strength.LISTED and FIRST.search(text[max(0, start - BEFORE) : start]) is not None
    return first and ON.match(text, end) is not None


def _is_attribute(match: Match) -> bool:
    """Whether a surname that is an adjective stands there before a noun: "Крутая лестница"."""
    text = match.place.reading.folded.text
    return _heads(match) and ADJECTIVE.search(match.gram) is not None and NOUN.match(text, match.place.end) is not None


def _marked(match: Match, name: str) -> bool:
    """Whether its capitals, in a script that has them, say that it is a name."""
    if not _cased(match) or not match.capitalised:
        return False
    quoted = QUOTES in fold(name).text and CYRILLIC[0] <= match.gram[0] < CYRILLIC[1]  # there only marks make a name
    if " " in match.gram:
        return not quoted or match.written.istitle()
    start = match.place.start
    return not quoted and not FIRST.search(match.place.reading.folded.text[max(0, start - BEFORE) : start])


def _cased(match: Match) -> bool:
    """Whether it is written in a script that has capitals."""
    return match.written.lower() != match.written.upper()


def _last(text: str) -> str:
    """The last word of a text, unless a sign parts it from its end."""
    found = LAST.search(text)
    return found[1] if found else ""


def _kinds() -> frozenset[str]:
    return folded_words("names", "bodies") | folded_words("names", "trades")
