"""What comes after an emergency that went out with one signature: its review, and what happens where there is none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Part, Round, SoloRelease, Verdict
from publishing.domain.digest import parse
from publishing.ground import audit
from publishing.ground.models import AuditEntry, Court, Person, Role
from publishing.ground.notices import tell
from publishing.ground.rights import may, open_to

from .refusals import Invalid, NotAllowed, Refused
from .roster import stands_for
from .routing import matter_codes
from .solo import REVIEW_WITHIN, RIGHTS_REST, WORDS, facts_of, reviewers
from .tags import names_someone

RESTS = "emergency_rights_rest"


def solos_for(person: Person) -> QuerySet[SoloRelease]:
    """What the person released alone, and of their courts all, where they review it or lead the press office."""
    now, courts = timezone.now(), Court.objects.for_person(person, *Role)
    standing = [court.pk for court in courts if stands_for(person, court, Role.PRESIDENT, (), now)]
    mine = Q(court__in=open_to("solo_read", person)) | Q(court__in=standing)
    rows = SoloRelease.objects.real().filter(mine | Q(person=person, court__in=courts)).known_to(person)
    found: QuerySet[SoloRelease] = rows.select_related("court", "round", "person", "reviewed_by")
    return found


def overdue_for(person: Person, at: datetime) -> QuerySet[SoloRelease]:
    """Those of them whose review is late."""
    return solos_for(person).filter(reviewed_at=None, at__lte=at - REVIEW_WITHIN)


def why_not_review(solo: SoloRelease, person: Person, at: datetime) -> str:
    """Why `person` may not review it, in plain words; nothing when they may."""
    if solo.reviewed_at:
        return _("It was reviewed already.")
    if solo.person_id == person.pk or Part.objects.filter(round=solo.round, person=person).exists():
        return _("You had a part in it, so somebody else reviews it.")
    if not _presides(solo, person, at):
        return _("The president, the vice-president or a delegate of the president reviews it.")
    return ""


@transaction.atomic
def solo_review(*, solo: SoloRelease, person: Person, verdict: str, words: str) -> SoloRelease:
    """Says afterwards whether it was in order, with words. Raises NotAllowed, Refused, Invalid naming the field."""
    row: SoloRelease = (
        SoloRelease.objects.select_for_update(of=("self",)).select_related("court", "round").get(pk=solo.pk)
    )
    now = timezone.now()
    if row.reviewed_at:
        raise Refused(_("It was reviewed already."))
    if refusal := why_not_review(row, person, now):
        raise NotAllowed(refusal)
    row.verdict, row.words = _checked(row.court, verdict, words)
    row.reviewed_by, row.reviewed_at = person, now
    row.save(update_fields=["verdict", "words", "reviewed_by", "reviewed_at"])
    _record(row, "emergency_reviewed", audit.actor_of(person), verdict=row.verdict)
    tell("emergency-reviewed", court=row.court, people={row.person_id}, about=(row.pk,), facts=facts_of(row))
    return row


def solos_watch() -> int:
    """Tells of each late review once, and notes once that a right rests; returns how many were told of."""
    now = timezone.now()
    late = SoloRelease.objects.real().filter(reviewed_at=None, at__lte=now - REVIEW_WITHIN)
    told = sum(_chase(key, now) for key in late.filter(chased_at=None).values_list("pk", flat=True))
    for key in late.filter(at__lte=now - RIGHTS_REST).values_list("pk", flat=True):
        _rest(key)
    return told


@transaction.atomic
def _chase(key: int, now: datetime) -> bool:
    if not SoloRelease.objects.filter(pk=key, chased_at=None, reviewed_at=None).update(chased_at=now):
        return False
    row = SoloRelease.objects.select_related("court", "round").get(pk=key)
    _record(row, "emergency_unreviewed", audit.SYSTEM)
    people = reviewers(row) | {row.person_id}
    tell("emergency-unreviewed", court=row.court, people=people, about=(row.pk,), facts=facts_of(row), urgent=True)
    return True


@transaction.atomic
def _rest(key: int) -> None:
    """Puts on the trail that the right rests. It rests by its time, whether this has run or not."""
    row = SoloRelease.objects.select_for_update(of=("self",)).select_related("court", "round").get(pk=key)
    if not AuditEntry.objects.filter(court=row.court, act=RESTS, subject=_subject(row)).exists():
        _record(row, RESTS, audit.SYSTEM)


def _presides(solo: SoloRelease, person: Person, at: datetime) -> bool:
    if may("solo_review", person, solo.court):
        return True
    return bool(stands_for(person, solo.court, Role.PRESIDENT, _codes(solo.round), at) - {solo.person_id})


def _codes(round: Round) -> set[str]:
    return matter_codes(round.court, parse(round.content), ())


def _checked(court: Court, verdict: str, words: str) -> tuple[str, str]:
    if verdict not in Verdict.values:
        raise Invalid({"verdict": _("Choose whether it was in order.")})
    if len(words.strip()) < WORDS:
        raise Invalid({"words": _("Write in a sentence what you looked at and what follows from it.")})
    if names_someone(court, words):
        raise Invalid({"words": _("Your words may name someone protected. Write them without the name.")})
    return verdict, words.strip()


def _subject(solo: SoloRelease) -> str:
    return f"solo:{solo.pk}"


def _record(solo: SoloRelease, act: str, actor: str, **facts: object) -> None:
    told = {"round": solo.round_id, "digest": solo.digest, "person": solo.person_id, **facts}
    audit.record(solo.court, act, actor=actor, subject=_subject(solo), facts=told)
