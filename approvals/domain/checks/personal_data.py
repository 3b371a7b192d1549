"""Numbers, addresses and dates by which a person can be reached, robbed or found (guidelines 11, 16, 34)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from approvals.domain.dockets import hits
from approvals.domain.findings import Finding
from approvals.domain.personal.contacts import personal_mails, private_phones
from approvals.domain.personal.identifiers import bank_numbers, identity_numbers
from approvals.domain.personal.life import births, homes
from approvals.domain.severity import Severity
from approvals.domain.stretches import meetings, stretches
from approvals.domain.subject import LISTING, Subject, View

CODE = "personal-data"
GUIDELINES = (11, 16, 34)
LEVEL = Severity.BLOCK
NUMBER = re.compile(r"\d")
TELLS = ("judgment", "obituary", "education", "statistics", "vacancy", "scam-warning", "event", "emergency", *LISTING)
APART = 60  # characters between a person and what is told of them
NAME = re.compile(r"[^\W\d_a-zà-ÿ][a-zà-ÿ]+ [^\W\d_a-zà-ÿ][a-zà-ÿ'-]+,? ?(?:est|a|qui|e|tem|esta|está|é)?\s*\Z")
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each identity number, private telephone or mail address, account, birth date, home and illness."""
    for view in subject.views:
        for reason, start, end in _found(subject, view):
            yield Finding(CODE, GUIDELINES, Severity.BLOCK, reason, view.span(start, end))


def _found(subject: Subject, view: View) -> Iterator[Row]:
    text = view.folded.text
    if NUMBER.search(text):
        numbers = [*_numbers(subject, view)]
        dockets = _dockets(subject, view) if numbers else []
        yield from (row for row in numbers if not any(a <= row[1] and row[2] <= b for a, b in dockets))
        yield from (("home-address", *place) for place in homes(text))
        if subject.draft.kind != "obituary":
            year = subject.context.publish_at.year
            yield from (("birth-date", *place) for place in births(text, view.text, year))
    if subject.draft.kind not in TELLS:
        yield from (("person-life", *place) for place in _lives(subject, view))
    if "@" in text or "at" in text:
        domains = tuple(domain.lower().removeprefix("www.") for domain in subject.context.official_domains)
        mails = personal_mails(text, domains) if subject.draft.kind != "scam-warning" else ()
        yield from (("personal-mail", *place) for place in mails)


def _lives(subject: Subject, view: View) -> Iterator[tuple[int, int]]:
    """What is told of the body, the faith or the purse of somebody named or pointed at."""
    told = subject.phrases(view, CODE, "told")
    meant = subject.phrases(view, CODE, "somebody") if told else []
    for meeting in meetings(stretches(view.folded.text) if meant else [], told, meant):
        first, last = meeting.span
        if last - first <= APART + len(meeting.words[0][0]) + len(meeting.words[1][0]):
            yield first, last
    for word in told if not meant else ():
        at = view.folded.span(*word.span())[0]
        if NAME.search(view.text[max(0, at - APART) : at]):
            yield word.span()


def _numbers(subject: Subject, view: View) -> Iterator[Row]:
    text = view.folded.text
    yield from (("identity-number", *place) for place in identity_numbers(text))
    yield from (("bank-number", *place) for place in bank_numbers(text))
    if subject.draft.kind != "scam-warning":
        yield from (("private-phone", *place) for place in private_phones(text, subject.draft.language))


def _dockets(subject: Subject, view: View) -> list[tuple[int, int]]:
    """Author's places of docket numbers, in folded characters: their digits are nobody's telephone."""
    spans = [(hit.start, hit.end) for hit in hits(view.text) if len(re.findall(r"\d", hit.text)) > 6]
    own = [matter.docket for matter in subject.context.matters]
    spans += [(at, at + len(docket)) for docket in own if (at := view.text.find(docket)) >= 0]
    folded = view.folded.offsets
    return [(bisect_left(folded, start), bisect_left(folded, end)) for start, end in spans]
