"""A result is told as the register has it, with its citation and its bench (guideline 21)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from approvals.domain.casetalk import Layout, Phrase, Talk, talks, under_embargo
from approvals.domain.findings import Finding
from approvals.domain.fold import fold
from approvals.domain.numbers import number_of
from approvals.domain.packs import load
from approvals.domain.references import references
from approvals.domain.severity import Severity
from approvals.domain.subject import Reference, Subject
from approvals.domain.winning import decided_for

CODE = "outcome-mismatch"
GUIDELINES = (21,)
LEVEL = Severity.BLOCK
EARLIER, BESIDE, DENIED = 25, 8, 12  # characters between a result and whose it is, what it is of, what denies it
JOINED = 4  # characters between what a result is of, and the result
# The results that tell the same as what the register says, or follow from it.
ACCEPTED: dict[str, frozenset[str]] = {
    "allowed": frozenset({"allowed", "remitted", "acquitted", "convicted"}),
    "allowed-in-part": frozenset({"in-part", "remitted", "convicted", "acquitted"}),
    "dismissed": frozenset({"dismissed", "convicted", "acquitted"}),
    "convicted": frozenset({"convicted", "dismissed", "in-part"}),
    "acquitted": frozenset({"acquitted", "dismissed", "allowed"}),
    "remitted": frozenset({"remitted", "allowed"}),
    "settled": frozenset({"settled"}),
    "struck-out": frozenset({"struck-out", "dismissed"}),
}
FIRST = ("acquitted", "in-part", "struck-out", "remitted", "settled", "allowed", "dismissed", "convicted")
# Where the words of several stand in one outcome, such as "appeal not allowed, remitted in part".
STRONGEST = ("acquitted", "allowed-in-part", "struck-out", "remitted", "settled", "dismissed", "allowed", "convicted")
REVERSE = {"allowed": "dismissed", "dismissed": "allowed", "convicted": "acquitted"}
# Digits only with a sign between them: "9 to 5" are hours.
PAIR = re.compile(
    r"(\d+)(?: ?- ?|比|对)(\d+)|([^\W\d_]+)"
    r"(?:-| to | against | a | contra | contre | voix contre | votos contra | voti contro "
    r"| gegen | zu | к | против |比|对)"
    r"([^\W\d_]+)"
)
PAUSE = re.compile(r"[.,;:!?،؛，。；：]")  # beyond which a "not" denies nothing
MOST_JUDGES = 19
HEAD = re.compile(r"(?<![^\W_])[^\W_]|[\u3400-\u9fff]")  # where a word may begin
# Where an outcome tells two things: the judgment set aside, and the claim dismissed.
JOINT = re.compile(r"[,;:،；，、/]| (?:and|but|et|mais|y|pero|e|ma|mas|und|aber|и|но|а|ve|ama) ")


@dataclass(frozen=True, slots=True)
class Told:
    """One result in a text: its class, and whether something beside the case is meant."""

    result: str
    phrase: Phrase
    beside: bool


def run(subject: Subject) -> Iterator[Finding]:
    """A block where a result, citation or vote is not that of the register; a question where two results are told."""
    for matter in subject.context.matters:
        if under_embargo(subject, matter):
            continue  # an answer would tell the result
        for talk in talks(subject, matter):
            if talk.mentions:
                yield from _results(subject, talk)
                yield from _citations(subject, talk)
                yield from _votes(subject, talk)


@cache
def registered(outcome: str) -> str:
    """The word of the closed vocabulary for an outcome in any of the languages; "" when it is none of them."""
    text = fold(outcome.strip()).text
    rows: dict[str, list[str]] = load("outcomes")["registered"]
    heads = [f"{text[match.start() :]} " for match in HEAD.finditer(text)]
    found = {
        name for name, starts in rows.items() if any(head.startswith(tuple(map(_folded, starts))) for head in heads)
    }
    if {"allowed", "dismissed"} <= found and JOINT.search(text):
        return ""  # of which of the two a post speaks, nobody can tell
    return next((name for name in STRONGEST if name in found), "")


def _folded(text: str) -> str:
    return fold(text).text


def _results(subject: Subject, talk: Talk) -> Iterator[Finding]:
    known = registered(talk.matter.outcome)
    if not known:
        return
    rows = [told for told in _told(subject, talk) if _is_of(subject, talk, told.phrase)]
    below = subject.phrases(talk.view, CODE, "below")
    rows = [told for told in rows if not told.beside] or [told for told in rows if not _is_after(told.phrase, below)]
    results = {told.result for told in rows}
    accepted = ACCEPTED[known]
    if known == "allowed-in-part" and {"allowed", "dismissed"} <= results:
        return
    wrong = [told for told in rows if told.result not in accepted]
    severity, reason = (Severity.JUSTIFY, "outcome-two") if results & accepted else (LEVEL, "outcome-differs")
    for told in wrong:
        span = talk.view.span(told.phrase.start(), told.phrase.end())
        yield Finding(CODE, GUIDELINES, severity, reason, span, talk.matter.code)


def _told(subject: Subject, talk: Talk) -> list[Told]:
    """Every result within reach, by place; of two that overlap the plainer one."""
    found = [
        (name, phrase)
        for name in FIRST
        for phrase in subject.phrases(talk.view, CODE, name)
        if talk.reaches(phrase.start()) and not talk.names(phrase)
    ]
    if REVERSE.get(registered(talk.matter.outcome)) in REVERSE:
        sided = (subject.phrases(talk.view, CODE, name) for name in ("wins", "loses", "favours", "opposes"))
        found += [row for row in decided_for(talk, *sided) if talk.reaches(row[1].start())]
    if not found:
        return []
    beside, earlier, denied = (subject.phrases(talk.view, CODE, name) for name in ("beside", "earlier", "not"))
    kept: list[tuple[str, Phrase]] = []
    for name, phrase in sorted(found, key=lambda row: (row[1].start(), FIRST.index(row[0]), -row[1].end())):
        clash = next((row for row in kept if phrase.start() < row[1].end() and row[1].start() < phrase.end()), None)
        if clash is None:
            kept.append((name, phrase))
        elif FIRST.index(name) < 2 and clash[0] not in FIRST[:2]:
            kept[kept.index(clash)] = (name, phrase)
    kept = _without_whole(kept, talk.layout)
    return [Told(_turned(name, phrase, denied), phrase, _beside(phrase, beside, earlier)) for name, phrase in kept]


def _without_whole(rows: list[tuple[str, Phrase]], layout: Layout) -> list[tuple[str, Phrase]]:
    """Where a sentence says "in part", its other results are parts of that."""
    partly = {layout.number(phrase.start()) for name, phrase in rows if name == "in-part"}
    return [(name, p) for name, p in rows if name not in REVERSE or layout.number(p.start()) not in partly]


def _turned(name: str, phrase: Phrase, denied: list[Phrase]) -> str:
    """The result, or its contrary where it is denied before or within."""
    for word in denied:
        before = 0 <= phrase.start() - word.end() <= DENIED and not PAUSE.search(
            phrase.string, word.end(), phrase.start()
        )
        within = phrase.start() < word.start() and word.end() < phrase.end() and " " in phrase[0]
        if before or (within and name in ("allowed", "dismissed")):
            return REVERSE.get(name, name)
    return name


def _beside(phrase: Phrase, others: list[Phrase], earlier: list[Phrase]) -> bool:
    """Whether a result is that of a cross-appeal or the like, or of another court."""
    of = any(row.start() <= phrase.end() + BESIDE and row.end() + JOINED >= phrase.start() for row in others)
    return of or _is_after(phrase, earlier)


def _is_after(phrase: Phrase, others: list[Phrase]) -> bool:
    return any(0 <= phrase.start() - row.end() <= EARLIER for row in others)


def _is_of(subject: Subject, talk: Talk, phrase: Phrase) -> bool:
    """Whether, of all matters that the text mentions, this one is the nearest to a result."""
    rows = [
        (talk.layout.apart(row.start, phrase.start()), _between(row, phrase), matter is not talk.matter)
        for matter in subject.context.matters
        for row in references(subject, talk.view, matter)
    ]
    return not min(rows)[2]


def _between(mention: Reference, phrase: Phrase) -> int:
    """Characters between a mention of a matter and a result."""
    return max(phrase.start() - mention.end, mention.start - phrase.end(), 0)


def _citations(subject: Subject, talk: Talk) -> Iterator[Finding]:
    """A citation of the same form, close to the title of a matter, that differs from its own in one number."""
    if not talk.matter.citations or not any(row.how in ("title", "party") for row in talk.mentions):
        return
    text, own = talk.view.folded.text, {fold(row).text for row in _all_citations(subject)}
    if any(fold(row).text in text for row in talk.matter.citations):
        return
    for citation in talk.matter.citations:
        for match in _form(citation).finditer(text):
            near = any(
                abs(row.start - match.end()) < EARLIER or abs(match.start() - row.end) < EARLIER
                for row in talk.mentions
            )
            if near and match[0] not in own and _differing(match[0], citation) == 1:
                span = talk.view.span(match.start(), match.end())
                yield Finding(CODE, GUIDELINES, LEVEL, "citation-differs", span, talk.matter.code)


def _all_citations(subject: Subject) -> Iterator[str]:
    for matter in subject.context.matters:
        yield from (matter.docket, *matter.citations, *matter.aliases)


@cache
def _form(citation: str) -> re.Pattern[str]:
    parts = re.split(r"\d+", fold(citation).text)
    return (
        re.compile(r"(?<!\d)" + r"\d{1,6}".join(map(re.escape, parts)) + r"(?!\d)")
        if len(parts) > 1
        else re.compile(r"(?!)")
    )


def _differing(text: str, citation: str) -> int:
    one, other = re.findall(r"\d+", text), re.findall(r"\d+", fold(citation).text)
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else len(one)


def _votes(subject: Subject, talk: Talk) -> Iterator[Finding]:
    """A count of votes, in the sentence of a mention or beside it, that is not that of the bench of the register."""
    sat = len(talk.matter.judges)
    words = subject.phrases(talk.view, CODE, "bench") if sat > 1 else []
    for match in PAIR.finditer(talk.view.folded.text) if words else ():
        one, other = number_of(match[1] or match[3]), number_of(match[2] or match[4])
        if one is None or other is None or not 1 < one + other <= MOST_JUDGES or one + other == sat:
            continue
        near = any(
            talk.layout.apart(match.start(), word.start()) == 0 and abs(match.start() - word.start()) < 50
            for word in words
        )
        if near and talk.reaches(match.start()):
            span = talk.view.span(match.start(), match.end())
            yield Finding(CODE, GUIDELINES, LEVEL, "vote-differs", span, talk.matter.code)
