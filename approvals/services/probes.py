"""The live panel answers whether words meet a protected name. Whoever tries many is seen by the registrars."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Matter, NameHit
from publishing.ground import audit
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.notices import notify

from .reviews import Result
from .tags import NAMES_SOMEONE

MANY = 5  # different words that met names of one matter
WITHIN = timedelta(hours=24)


@transaction.atomic
def probes_note(*, court: Court, person: Person, result: Result | None) -> None:
    """Remembers which protected matters the words of `result` met, and tells the registrars at the fifth."""
    for seen in result.blocks if result else ():
        if seen.finding.code != NAMES_SOMEONE or not seen.finding.matter:
            continue
        _hit, fresh = NameHit.objects.get_or_create(
            court=court,
            person=person,
            matter=seen.finding.matter,
            words_hash=seen.words_hash,
            defaults={"at": timezone.now()},
        )
        if fresh and _tried(court, person, seen.finding.matter) == MANY:
            _tell(court, person, seen.finding.matter)


def _tried(court: Court, person: Person, matter: str) -> int:
    since = timezone.now() - WITHIN
    return NameHit.objects.filter(court=court, person=person, matter=matter, at__gte=since).count()


def _tell(court: Court, person: Person, code: str) -> None:
    audit.record(
        court, "names_tried", actor=audit.actor_of(person), subject=f"matter:{code}", facts={"different": MANY}
    )
    matter = Matter.objects.filter(court=court, code=code).first()
    registrars = Membership.objects.filter(court=court, role=Role.REGISTRAR).values_list("person", flat=True)
    notify(
        person_ids=registrars,
        subject=_("Names are being tried out in matter %(code)s") % {"code": code},
        body=_("%(person)s has written %(count)d different words that meet protected names of this matter.")
        % {"person": str(person), "count": MANY},
        url=reverse("matters:page", args=[matter.pk]) if matter else "",
    )
