"""No details from which readers can put together whom an order or childhood protects (guidelines 16, 34)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from approvals.domain.casetalk import TEACHING, Layout, Phrase, beside, in_order
from approvals.domain.findings import Finding, MatterFacts
from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives
from approvals.domain.numbers import MOST, han, number_of, pattern
from approvals.domain.packs import load
from approvals.domain.references import references
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "jigsaw-identification"
GUIDELINES = (16, 34)
LEVEL = Severity.JUSTIFY
REMEMBERED = timedelta(days=30)
ENOUGH = 2  # kinds of details that make a person known
WORD = re.compile(r"[^\W_]+")
HAN = "\u3400"
HAN_KIND = re.compile("(?:村|镇|乡|县|屯|寨)\\Z")  # of a place: may fall off in speech
ARABIC = re.compile("[\u0621-\u064a]")
SCHOOL = re.compile(
    "school|ecole|college|lycee|escuela|instituto|gymnas|ginnasio|liceo|scuola|escola|schule|学|مدرسه|школ|гимнази"
    "|лице[ий]|okul|lise"
)
# Before an age: "from 3 to", "dos 3 aos", "entre 3 y" say for whom a service is.
RANGE = re.compile(r"\d{1,2}\s?(?:-|~|to|and|a|aos?|al?|et|y|e|bis|und|до|по|и|الي|و|ile|ve|至|到)\s?\Z")
SHORT = 4  # letters of a word that say nothing by themselves
STEM = 3  # letters of an ending
AGENT = re.compile(r"(?:ist(?:e|es|a|i|s)?|c[iu])\Z")  # whoever plays it: the harp tells as much as the harpist
# Kinds that speak of no child of these days; a lesson may be told by one, and then its words are not those of teaching.
GENERAL = tuple(kind for kind in TEACHING if kind != "education")
# Words of a case, of a child, or of those who decide.
SPOKEN = (*(("cases", table) for table in ("case", "role", "heard", "child")), ("deliberation-leak", "bench"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One detail found in the draft: its kind, and where it stands."""

    kind: str
    view: View
    start: int
    end: int


def run(subject: Subject) -> Iterator[Finding]:
    """A question where two kinds of details of one protected matter meet, or a child's age meets a place."""
    found = False
    for matter in subject.context.matters:
        for finding in _of_matter(subject, matter):
            found = True
            yield finding
    if not found and subject.draft.kind not in GENERAL:
        for view in subject.views:
            yield from _of_some_child(subject, view)


def _of_matter(subject: Subject, matter: MatterFacts) -> Iterator[Finding]:
    orders = [order for order in matter.restrictions if subject.in_force(order)]
    details = [detail for order in orders for detail in order.details if WORD.search(detail)]
    pieces = [piece for view in subject.views for piece in _pieces(view, details)]
    kinds = {piece.kind for piece in pieces}
    if not pieces or not _of_a_case(subject, pieces, matter):
        return
    said = kinds | _said_before(subject, details)
    if len(said) < ENOUGH:
        return
    reason = "jigsaw-matter" if len(kinds) >= ENOUGH else "jigsaw-history"
    for piece in pieces:
        yield Finding(CODE, GUIDELINES, LEVEL, reason, piece.view.span(piece.start, piece.end), matter.code)


def _of_a_case(subject: Subject, pieces: list[Piece], matter: MatterFacts) -> bool:
    """Whether a text with a detail speaks of a case or of a child: the village in a notice of closure is a village."""
    names = {piece.view.name: piece.view for piece in pieces}
    return any(
        references(subject, view, matter) or any(subject.phrases(view, *table) for table in SPOKEN)
        for view in names.values()
    ) and subject.draft.kind not in ("closure", "emergency", "vacancy")


def _said_before(subject: Subject, details: list[str]) -> set[str]:
    since = subject.context.publish_at - REMEMBERED
    texts = [said.text for said in subject.context.history if since <= said.at <= subject.context.publish_at]
    return {kind for text in texts for kind, _start, _end in _found(fold(text).text, details)}


def _pieces(view: View, details: list[str]) -> Iterator[Piece]:
    for kind, start, end in _found(view.folded.text, details):
        yield Piece(kind, view, start, end)


def _found(text: str, details: list[str]) -> Iterator[tuple[str, int, int]]:
    for detail in details:
        kind, wanted = _wanted(detail)
        for match in wanted.finditer(text):
            yield kind, match.start(), match.end()


@lru_cache(maxsize=512)
def _wanted(detail: str) -> tuple[str, re.Pattern[str]]:
    """The kind of a detail of an order, and every way to write it: an age in digits or words, a name with endings."""
    text = fold(detail).text.strip()
    aged = re.search(r"\d{1,2}", text)
    if aged and len(re.sub(r"[\W\d_]", "", text)) <= 12 and not _is_school(text):
        return "age", _aged(int(aged[0]))
    words = [word for word in WORD.findall(text) if word[0] >= HAN or len(word) >= SHORT or word.isdigit()]
    named = [word for word in words if not _is_common(word)] or words or [text]
    row = r"[\W_]{1,3}(?:[^\W\d_]{1,3}[\W_]{1,3}){0,2}".join(_ended(word) for word in named)
    return detail, alternatives([row]) if row else re.compile(r"(?!)")


def _is_school(text: str) -> bool:
    return SCHOOL.search(text) is not None


def _is_common(word: str) -> bool:
    """Whether a word only says what a thing is: school, village."""
    return any(word.startswith(start) for start in load("details")["common"]["starts"])


def _ended(word: str) -> str:
    if word[0] >= HAN:
        named = HAN_KIND.sub("", word)
        return rf"{re.escape(named)}(?:{re.escape(word[len(named) :])})?" if len(named) > 1 else re.escape(word)
    if word.isdigit():
        return re.escape(word)
    if ARABIC.match(word):
        bare = word.removeprefix("ال")
        return rf"(?:[وفبلك]{{0,2}}(?:ال|لل)?)?{re.escape(bare[: max(SHORT, len(bare) - STEM)])}\w*"
    played = AGENT.sub("", word)
    if played != word and len(played) >= STEM:
        return re.escape(played) + (r"\w*" if len(played) > STEM else r"\w{0,2}")
    return re.escape(word[: max(SHORT, len(word) - STEM)]) + r"\w*"


def _aged(years: int) -> re.Pattern[str]:
    """Every way to say that somebody is so old, below twenty also in words."""
    unit, before = ("|".join(load("details")["age"][name]) for name in ("after", "before"))
    if years > MOST:
        return alternatives([rf"{years}[- ]?(?:{unit})", rf"(?:{before}) {years}", f"{years}周?岁"])
    number = rf"(?:{years}|{pattern(years)})"
    aged = load("numbers")["aged"]
    stem, arabic = aged["ru"][years], aged["ar"][years]
    german = fold(load("numbers")["words"]["de"][years]).text
    rows = [rf"\({years}\)", rf"{number}[- ]?(?:{unit})", rf"(?:{before}) {number}", rf"(?:{german})jahrig\w*"]
    rows += [rf"في ال{arabic}"] if arabic else []
    rows += [rf"{aged['it'][years]}[ei]"] if aged["it"][years] else []
    rows += [rf"{stem}летн\w+"] if stem else []
    rows += [rf"(?:{grade})класс?ни[кц]\w*"] if (grade := load("numbers")["grade"]["ru"][years]) else []
    return alternatives([*rows, rf"(?:{years}|{han(years)})周?岁"])


def _of_some_child(subject: Subject, view: View) -> Iterator[Finding]:
    """A child of a case, of whom age and school, place or rarity are told together."""
    ages = subject.phrases(view, CODE, "age")
    if not ages or not subject.phrases(view, "cases", "child") or subject.phrases(view, "cases", "teaching"):
        return
    heard = [*subject.phrases(view, "cases", "heard"), *subject.phrases(view, "cases", "accused")]
    if not heard and not (subject.draft.kind in LISTING and subject.phrases(view, "cases", "case")):
        return
    layout = Layout(view.folded.text)
    tables = (subject.phrases(view, CODE, table) for table in ("school", "settlement", "rare"))
    told = in_order(*tables, _named_places(subject, view))
    for age in ages:
        if RANGE.search(view.folded.text[max(0, age.start() - 12) : age.start()]):
            continue
        if beside(layout, age, told, 90) and beside(layout, age, subject.phrases(view, "cases", "child"), 60):
            yield Finding(CODE, GUIDELINES, LEVEL, "jigsaw-child", view.span(age.start(), age.end()))


def _named_places(subject: Subject, view: View) -> Iterator[Phrase]:
    """Words such as "from" before a word with a capital; in Turkish, names of places with such an ending."""
    for word in subject.phrases(view, CODE, "from"):
        place = word if "'" in word[0] else WORD.search(view.folded.text, word.end())
        if place and place.start() - word.end() <= 1 and number_of(place[0]) is None:
            start = view.folded.span(place.start(), place.end())[0]
            if view.text[start : start + 1].isupper():
                yield word
