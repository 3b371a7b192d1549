"""Who is told by e-mail when a delivery waits for a person. The mail says how many, never what."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.ground.models import Membership
from publishing.ground.notices import notify
from publishing.models import Delivery
from publishing.services.rights import OUTBOX_ROLES


def call_people(waiting: list[Delivery]) -> None:
    """One e-mail a court to everyone who may act there."""
    for court, count in Counter(row.court_id for row in waiting).items():
        people = Membership.objects.filter(court=court, role__in=OUTBOX_ROLES).values_list("person", flat=True)
        subject = ngettext("A post needs a person", "%(count)d posts need a person", count) % {"count": count}
        body = _("Something was held, failed, or is in doubt. Nothing is sent again by itself. Look in the outbox.")
        notify(person_ids=set(people), subject=subject, body=body, url=reverse("outbox:index"))
