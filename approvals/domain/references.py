"""Where a text speaks of a matter: by docket, citation, title or the name of a party."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from approvals.domain.dockets import lenient
from approvals.domain.doubts import TELLING, doubted, said_of_a_case
from approvals.domain.findings import MatterFacts, Span
from approvals.domain.fold import fold
from approvals.domain.lexicon import words
from approvals.domain.names import Match, Strength
from approvals.domain.personal import handles
from approvals.domain.shortnames import named_alone, named_by_case, named_by_core, named_by_sides
from approvals.domain.signals import second_sign, stands_for
from approvals.domain.spellings import folded_words, split_words
from approvals.domain.subject import LISTING, Known, Reference, Subject, View
from approvals.domain.tokens import LONGEST

BRACKETED = re.compile(r"\s*[(（\[〔].*[)）\]〕]\s*\Z", re.S)
BRACKETS = (("(", ")"), ("[", "]"), ("〔", "〕"), ("【", "】"), ("《", "》"), ("「", "」"))
DIGITS = re.compile(r"\d+")
NUMBER_WORDS = ("no", "nos", "nr", "n", "num", "number", "numero", "рег", "رقم", "o")
OPENING = ("(", "[", "（")
SIDES = re.compile(
    r" (?:v|vs|c|contre|contra|contro|gegen|против|x|ضد|karşı)\.?/? | c/ "
)  # between two sides of a title
HAN = "\u3400"
BESIDE = 40  # characters within which a case word makes bare numbers a docket


def references(subject: Subject, view: View, matter: MatterFacts) -> list[Reference]:
    """Every mention of `matter` on one surface, by place. Worked out once a review."""
    key = view.name, matter.code
    if key not in subject.mentions:
        subject.mentions[key] = _references(subject, view, matter)
    return subject.mentions[key]


def _references(subject: Subject, view: View, matter: MatterFacts) -> list[Reference]:
    numbered = list(_numbers(subject, view, matter))
    titled = list(_titles(view, matter))
    named = list(_names(subject, view, matter, bool(numbered or titled)))
    known = [*numbered, *titled, *named]
    short = [row for row in _short(subject, view, matter) if not any(_within(row, other) for other in known)]
    return sorted([*known, *short], key=lambda reference: (reference.start, -reference.end))


def _short(subject: Subject, view: View, matter: MatterFacts) -> Iterator[Reference]:
    """A title or a company by the words that tell it. Whoever is protected is found by the whole name alone."""
    known = subject.names[matter.code]
    if any(row.protected for row in known) or _on_utility(view.folded.text):
        return
    sides = [(start, end, "title") for start, end in named_by_sides(view, matter.title)]
    names = [*(row.name for row in known if row.party.kind != "counsel"), *SIDES.split(matter.title)]
    cases = [(start, end, "party") for start, end in named_by_case(view, names)]
    cores = [
        (start, end, "party")
        for start, end in named_by_core(view, names)
        if subject.draft.kind in TELLING
        or said_of_a_case(subject, view, (start, end), sure=view.folded.text[start] < HAN)
    ]
    alone = [
        (start, end, "party")
        for start, end in named_alone(view, names)
        if said_of_a_case(subject, view, (start, end), sure=False)
    ]
    for start, end, how in (*sides, *cases, *cores, *alone):
        yield Reference(how, view.span(start, end), start, end)


def _within(one: Reference, other: Reference) -> bool:
    return other.start <= one.start and one.end <= other.end


def _numbers(subject: Subject, view: View, matter: MatterFacts) -> Iterator[Reference]:
    text = view.folded.text
    for docket in (matter.docket, *matter.citations, *matter.aliases):
        if not _may_hold(text, docket) or (typed := lenient(docket)) is None:
            continue
        whole = [m for m in typed.whole.finditer(text) if not is_statute(text, m.start(), m.end())]
        bare = typed.numbers.finditer(text) if typed.numbers and not whole else ()
        alone = [m for m in bare if not is_statute(text, m.start(), m.end()) and _case_beside(subject, text, m)]
        for match in (*whole, *alone):
            start, end = _with_brackets(text, match.start(), match.end())
            yield Reference("docket", view.span(start, end), start, end)


def _may_hold(text: str, docket: str) -> bool:
    numbers = [match[0].lstrip("0") for match in DIGITS.finditer(fold(docket).text)]
    return bool(numbers) and all(number in text for number in numbers)


def is_statute(text: str, start: int, end: int) -> bool:
    """Whether folded characters `start` to `end` are the number of a law, a room or a call, not of a case."""
    before = re.findall(r"[^\W\d_]+", text[max(0, start - BESIDE) : start])
    after = text[end : end + BESIDE].lstrip(" .")
    while before and before[-1] in NUMBER_WORDS:
        before.pop()
    tables = words("signs", "statute"), words("numbered", "before")
    if before and any(table.fullmatch(before[-1]) for table in tables):
        return True
    return bool(words("signs", "statute_after").match(after)) or after.startswith("法")


def _case_beside(subject: Subject, text: str, match: re.Match[str]) -> bool:
    nearby = text[max(0, match.start() - BESIDE) : match.start()] + " " + text[match.end() : match.end() + BESIDE]
    return subject.draft.kind in LISTING or bool(words("signs", "case").search(nearby))


def _titles(view: View, matter: MatterFacts) -> Iterator[Reference]:
    text = view.folded.text
    titles = matter.title, matter.public_title, *matter.aliases
    for title in dict.fromkeys((*titles, *(BRACKETED.sub("", title) for title in titles))):
        row = split_words(title)
        if BRACKETED.match(title) or not title.strip() or (len(row) == 1 and row[0] in _everyday()):
            continue
        if not all(word in text for word in row):
            continue
        for match in _title_pattern(title).finditer(text):
            if title not in titles and text[match.end() : match.end() + 2].lstrip()[:1] in OPENING:
                continue  # the whole title stands there
            written = view.text[slice(*view.folded.span(match.start(), match.end()))]
            if len(row) > 2 or match[0] >= "\u3400" or not written.islower():
                start, end = _with_brackets(text, match.start(), match.end())
                yield Reference("title", view.span(start, end), start, end)


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the bracket directly beside it whose other half lies inside."""
    inside, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 1]
    for left, right in BRACKETS:
        missing = inside.count(left) - inside.count(right)
        if missing > 0 and after == right:
            end += 1
        elif missing < 0 and before == left:
            start -= 1
    return start, end


def _title_pattern(title: str) -> re.Pattern[str]:
    groups = re.findall(r"[^\W_]+", fold(title).text)
    return re.compile(r"(?<![^\W_])" + r"[\W_]{1,4}".join(map(re.escape, groups)) + _title_end(groups))


def _title_end(groups: list[str]) -> str:
    return "" if groups and groups[-1][-1] >= "\u3400" else r"(?:s|[\W_]s)?(?![^\W_])"


def _everyday() -> frozenset[str]:
    return folded_words("names", "ordinary") | folded_words("names", "common")


def _names(subject: Subject, view: View, matter: MatterFacts, docket_near: bool) -> Iterator[Reference]:
    sure = docket_near or any(known.protected for known in subject.names[matter.code])
    for known in subject.names[matter.code]:
        if known.party.kind == "counsel" and not known.protected:
            continue
        for match in subject.matches(view, known):
            if means(subject, view, match, known, docket_near) and (sure or not doubted(subject, view, match, known)):
                how = "protected" if known.protected else "party"
                yield Reference(how, Span(view.name, match.start, match.end), match.place.start, match.place.end)


def means(subject: Subject, view: View, match: Match, known: Known, docket_near: bool) -> bool:
    """Whether a match stands for `known` here, and not for a street, a utility or an office in hundreds of cases.

    Worked out once for all who are written alike: they share their matches, which `subject` keeps.
    """
    key = id(match), known.protected, docket_near
    if key not in subject.meant:
        named = known.protected or not _in_known_handle(subject, view, match)
        subject.meant[key] = named and _means(match, known, view, docket_near)
    return subject.meant[key]


def _in_known_handle(subject: Subject, view: View, match: Match) -> bool:
    """Whether a name is part of a handle that may be named: the Quillapán of @BomberosQuillapan."""
    if match.strength is Strength.HANDLE or "@" not in view.text:
        return False
    known = handles.known(subject.context)
    found = (view.span(row.start, row.end) for row in handles.mentions(view.folded.text) if row.key in known)
    return any(span.start <= match.start < span.end for span in found)


def _means(match: Match, known: Known, view: View, docket_near: bool) -> bool:
    if not stands_for(match, protected=known.protected, docket_near=docket_near):
        return False
    if known.protected or docket_near:
        return True
    if _public_body(match.gram) and not second_sign(match):
        return False
    return (
        not _on_utility(view.folded.text) or second_sign(match) or match.strength in (Strength.SURNAME, Strength.HANDLE)
    )


@lru_cache(maxsize=16)  # the surfaces of one review, asked for each match
def _on_utility(text: str) -> bool:
    return words("signs", "utility").search(text) is not None


def _public_body(gram: str) -> bool:
    if gram[0] >= "\u3400":
        return len(gram) <= LONGEST and any(gram.endswith(end) for end in folded_words("names", "han_public_bodies"))
    return not folded_words("names", "public_bodies").isdisjoint(gram.split())
