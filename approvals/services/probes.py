"""Every check answers whether words meet a protected name. Whoever tries many is seen by the registrars.

Five different spellings of names of one matter, or names of five matters, within a day: a press officer who mends a
draft stays below, since each way to write the name counts once. An alert grows while its day lasts; it is not repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.homonyms import FAR
from approvals.domain.review import review
from approvals.models import Matter, NameHit, ProbeAlert
from publishing.ground import audit
from publishing.ground.models import Court, Person

from . import letters_names
from .clearings import words_hash_of
from .duties import registrars_of
from .index import facts_touched
from .refusals import NotAllowed
from .reviews import Result
from .tags import NAMES_SOMEONE

MANY = 5  # different words that met names of one matter
MANY_MATTERS = 5  # matters whose names were met
WITHIN = timedelta(hours=24)

Hit = tuple[str, str]  # a matter's code, and the keyed hash of the words


def probes_note(*, court: Court, person: Person, result: Result | None) -> None:
    """Remembers which protected matters the words of `result` met, and tells the registrars when they are many."""
    seen = result.blocks if result else ()
    _note(court, person, {(s.finding.matter, s.words_hash) for s in seen if s.finding.code == NAMES_SOMEONE})


def probes_note_texts(*, court: Court, person: Person, texts: Iterable[str]) -> None:
    """`probes_note` for what stands in no post, such as a reason that was refused."""
    rows = [text for text in texts if text.strip()]
    draft = Draft("", "", tuple(Surface(f"text:{number}", text) for number, text in enumerate(rows)))
    found = review(draft, Context(publish_at=FAR, matters=facts_touched(court, rows))) if rows else []
    words = {surface.name: surface.text for surface in draft.surfaces}
    _note(
        court,
        person,
        {
            (finding.matter, words_hash_of(court, words[finding.span.surface][finding.span.start : finding.span.end]))
            for finding in found
            if finding.code == NAMES_SOMEONE and finding.span
        },
    )


@transaction.atomic
def alert_lay_aside(*, alert: ProbeAlert, by: Person) -> ProbeAlert:
    """A registrar of the court, but not the person themself, has seen it. Raises NotAllowed."""
    if by.pk not in registrars_of(alert.court, alert.matter):
        raise NotAllowed(_("Only a registrar of this court lays an alert aside."))
    if alert.concerns(by):
        raise NotAllowed(_("It is about you, so another registrar lays it aside."))
    fresh = ProbeAlert.objects.filter(pk=alert.pk, seen_at=None).update(seen_by=by, seen_at=timezone.now())
    if fresh:
        facts = {"alert": str(alert.pk), "person": alert.person_id, "count": alert.count}
        audit.record(alert.court, "alert_seen", actor=audit.actor_of(by), subject=_subject(alert), facts=facts)
    alert.refresh_from_db()
    return alert


def _note(court: Court, person: Person, hits: set[Hit]) -> None:
    hits = {hit for hit in hits if hit[0]}
    known = NameHit.objects.filter(court=court, person=person, words_hash__in=[words for _matter, words in hits])
    fresh = hits - set(known.values_list("matter", "words_hash")) if hits else set()
    if fresh:
        _note_fresh(court, person, fresh)


@transaction.atomic
def _note_fresh(court: Court, person: Person, hits: set[Hit]) -> None:
    """Counted under a lock on the person, so that two requests at once see each other's hits."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    now = timezone.now()
    rows = [NameHit(court=court, person=person, matter=code, words_hash=words, at=now) for code, words in sorted(hits)]
    NameHit.objects.bulk_create(rows, ignore_conflicts=True)
    for code in sorted({code for code, _words in hits}):
        _alarm(court, person, code, _tried(court, person, now).filter(matter=code).count(), now)
    matters = _tried(court, person, now).values("matter").distinct().count()
    _alarm(court, person, "", matters, now)


def _tried(court: Court, person: Person, now: datetime) -> QuerySet[NameHit]:
    return NameHit.objects.filter(court=court, person=person, at__gt=now - WITHIN)


def _alarm(court: Court, person: Person, code: str, count: int, now: datetime) -> None:
    """One alert a day for each person and matter; without a code, for names of many matters."""
    if count < (MANY if code else MANY_MATTERS):
        return
    matter = Matter.objects.filter(court=court, code=code).first() if code else None
    running = ProbeAlert.objects.filter(court=court, person=person, matter=matter, first_at__gt=now - WITHIN)
    if running.update(count=count, last_at=now):
        return
    alert = ProbeAlert.objects.create(court=court, person=person, matter=matter, count=count, first_at=now, last_at=now)
    audit.record(
        court,
        "names_tried",
        actor=audit.actor_of(person),
        subject=_subject(alert),
        facts={"different": count, "alert": str(alert.pk)},
    )
    letters_names.names_tried(alert)


def _subject(alert: ProbeAlert) -> str:
    return f"matter:{alert.matter_id}" if alert.matter_id else f"person:{alert.person_id}"
