"""A number in a form of the court's own that is not on its register is perhaps mistyped (guideline 21)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from approvals.domain.docket_forms import forms
from approvals.domain.dockets import Candidate, hits, number_key, own_hits
from approvals.domain.findings import DocketForms, Finding, Span
from approvals.domain.references import is_statute, references
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "unknown-docket"
GUIDELINES = (21,)
LEVEL = Severity.ADVISE
ADDRESS = re.compile(r"\w+://\S+|\bwww\.\S+|\S+@\S+")
NUMBERS = re.compile(r"\d+")
CHECKED = frozenset({"br-cnj"})  # forms so long that nothing else has them, and whose check digits are public


def run(subject: Subject) -> Iterator[Finding]:
    """Advice for each number that reads as one of the court's own, and is of no matter that the text touches."""
    for view, hit in _unknown(subject):
        reason = "docket-unknown" if hit.valid else "docket-check-digits"
        yield Finding(CODE, GUIDELINES, Severity.ADVISE, reason, Span(view.name, hit.start, hit.end))


def _unknown(subject: Subject) -> Iterator[tuple[View, Candidate]]:
    own = subject.context.dockets
    for view in subject.views:
        found = [*own_hits(view.text, own), *_miscounted(view.text, own)]
        taken = [*on_register(subject, view), *_addresses(view)] if found else []
        for hit in found:
            if not within(hit, taken) and _is_number_of_a_case(view, hit):
                yield view, hit


def _miscounted(text: str, own: DocketForms) -> Iterator[Candidate]:
    """Numbers with check digits that are wrong: no court has them, whatever forms this one has."""
    if NUMBERS.search(text) and CHECKED - own.codes:
        countries = frozenset(forms()[code].country for code in CHECKED)
        yield from (hit for hit in hits(text, countries) if hit.code in CHECKED - own.codes and not hit.valid)


def on_register(subject: Subject, view: View) -> Iterator[tuple[int, int]]:
    """Where numbers of matters stand: the author's characters."""
    for matter in subject.context.matters:
        rows = (row for row in references(subject, view, matter) if row.how == "docket")
        yield from ((row.span.start, row.span.end) for row in rows)


def _addresses(view: View) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in ADDRESS.finditer(view.text))


def within(hit: Candidate, places: Collection[tuple[int, int]]) -> bool:
    """Whether `hit` shares a character with one of `places`."""
    return any(start < hit.end and hit.start < end for start, end in places)


def _is_number_of_a_case(view: View, hit: Candidate) -> bool:
    """Not of a law; and with numbers enough that the register could have been asked for it."""
    start, end = (bisect_left(view.folded.offsets, place) for place in (hit.start, hit.end))
    law = is_statute(view.folded.text, start, end)
    return bool(number_key(hit.text)) and not law and not _is_span_of_years(hit.text)


def _is_span_of_years(text: str) -> bool:
    numbers = [int(number) for number in NUMBERS.findall(text) if len(number) <= 4]
    return len(numbers) == 2 and 1900 <= numbers[0] < numbers[1] <= numbers[0] + 100 and numbers[1] < 2100
