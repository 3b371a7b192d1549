"""Pictures on the audit trail."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import CourtImage
from publishing.domain.picture_facts import Facts, ordered
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import open_to

from .refusals import Obstacle, PostRefused


def picture_record(*, image: CourtImage, by: Person, changed: Iterable[str] | None = None) -> None:
    """Puts on the trail that `by` added `image` or, with the names of its `changed` fields, changed it."""
    court = Court.objects.get(collection=image.collection_id)
    actor, subject = audit.actor_of(by), f"picture:{image.pk}"
    if changed is None:
        audit.record(court, "picture_added", actor=actor, subject=subject)
    else:
        audit.record(court, "picture_changed", actor=actor, subject=subject, facts={"fields": sorted(changed)})


@transaction.atomic
def picture_describe(*, image: CourtImage, facts: Facts, by: Person) -> CourtImage:
    """Keeps what was said of a court's picture, for its next use; posts that have it keep what was said for them.

    Raises PostRefused for all but press officers of its court.
    """
    courts = open_to("picture_describe", by)
    if not courts.filter(collection=image.collection_id).exists():
        raise PostRefused(Obstacle("pictures", _("Only a press officer of its court says what a picture shows.")))
    if ordered(image.facts) != ordered(facts):
        image.facts = list(ordered(facts))
        image.save(update_fields=["facts"])
        picture_record(image=image, by=by, changed=["facts"])
    return image
