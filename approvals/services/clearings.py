"""Which findings of a review a registrar has answered, and whether the answer still holds. Reads only.

An answer holds for its court, its post, its matter, the same words and the same sentence, on any surface, and as long
as the names that they meet and the orders of the matter are those of the day of the answer. Nothing is written when it
ends: the hash of what the register says now is another one, and the finding blocks again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from approvals.domain import homonyms
from approvals.domain.findings import Finding, Span
from approvals.domain.severity import Severity
from approvals.models import Duty, Homonym, HomonymState, Matter, Part, Party
from publishing.ground import vault
from publishing.ground.models import Court

from .sealed import matter_facts, party_named
from .tags import NAMES_SOMEONE

CLEARED = "name-cleared"  # the reason of a finding that a registrar answered


@dataclass(frozen=True, slots=True)
class Place:
    """Words that meet a protected name, in their sentence. In memory only. `key` is the hash of the sentence, hex."""

    span: Span
    before: str
    words: str
    after: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding as it stands after the registrar's answer, if there is one."""

    finding: Finding
    place: Place | None = None
    answer: Homonym | None = None


def judged(
    court: Court,
    subject: str,
    writers: Callable[[], Iterable[int]],
    texts: dict[str, str],
    findings: Iterable[Finding],
) -> Iterator[Judged]:
    """Each finding; advice where an answer, by nobody among `writers()`, covers its words and sentence."""
    answers: list[Homonym] | None = None
    ends_of, key_of = cache(homonyms.sentence_ends), cache(partial(_key_of, court))  # many names, few sentences
    for finding in findings:
        place = _place_of(texts, finding, ends_of, key_of)
        if place is None:
            yield Judged(finding)
            continue
        if answers is None:
            answers = _standing(court, subject, writers) if subject else []
        answer = next((one for one in answers if _covers(one, finding, place)), None)
        told = replace(finding, severity=Severity.ADVISE, reason=CLEARED) if answer else finding
        yield Judged(told, place, answer)


def cleared_count(court: Court, subject: str) -> int:
    """How many names of one post a registrar cleared, whether or not the answers still hold."""
    return Homonym.objects.filter(court=court, subject=subject, state=HomonymState.CLEARED).count() if subject else 0


def _place_of(
    texts: dict[str, str], finding: Finding, ends_of: Callable[[str], list[int]], key_of: Callable[[str], str]
) -> Place | None:
    """Where a finding about a protected name stands; None for others."""
    span = finding.span
    if finding.code != NAMES_SOMEONE or span is None or not texts.get(span.surface):
        return None
    text = texts[span.surface]
    first, last = homonyms.sentence(text, ends_of(text), span.start, span.end)
    words = text[first : span.start], text[span.start : span.end], text[span.end : last]
    return Place(span, *words, text, key_of(text[first:last]))


def _key_of(court: Court, sentence: str) -> str:
    return vault.tag(court.pk, "sentence:" + homonyms.comparable(sentence)).hex()


def words_hash_of(court: Court, words: str) -> str:
    """Keyed hash of the marked words, hex: tells equal words apart from others, and nothing else."""
    return vault.tag(court.pk, "words:" + words).hex()


def people_met(matter: Matter, place: Place) -> list[Party]:
    """The protected people of `matter` whose names the words meet. Opens names in memory."""
    people = list(Party.objects.filter(matter=matter, removed_at=None).order_by("pk"))
    facts = matter_facts(matter, people, matter.restrictions.all())
    return [people[number] for number in homonyms.met(place.text, place.span.start, place.span.end, facts)]


def names_hash_of(matter: Matter, people: Iterable[Party]) -> str:
    """Keyed hash, hex, of what the register says of `people` and of which orders were entered in the matter."""
    entries = [[str(party.pk), party_named(party).as_json()] for party in people]
    orders = sorted(str(key) for key in matter.restrictions.values_list("pk", flat=True))
    return vault.tag(matter.court_id, "names:" + json.dumps([entries, orders])).hex()


def _standing(court: Court, subject: str, writers: Callable[[], Iterable[int]]) -> list[Homonym]:
    """Answers "someone else" for one post. One by a person who wrote at it, before or since, does not count."""
    rows = Homonym.objects.filter(court=court, subject=subject, state=HomonymState.CLEARED)
    answers = list(rows.select_related("court", "matter", "answered_by"))
    if not answers:
        return []
    parts = Part.objects.filter(court=court, subject=subject, duty__in=(Duty.WROTE, Duty.ASKED))
    wrote = {*writers(), *parts.values_list("person", flat=True)}
    return [answer for answer in answers if answer.answered_by_id not in wrote]


def _covers(answer: Homonym, finding: Finding, place: Place) -> bool:
    if finding.matter != answer.matter.code or place.key not in answer.sentences:
        return False
    if words_hash_of(answer.court, place.words) != answer.words_hash:
        return False
    return names_hash_of(answer.matter, people_met(answer.matter, place)) == answer.names_hash
