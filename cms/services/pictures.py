"""Pictures on the audit trail."""

from __future__ import annotations

from collections.abc import Iterable

from cms.models import CourtImage
from publishing.ground import audit
from publishing.ground.models import Court, Person


def picture_record(*, image: CourtImage, by: Person, changed: Iterable[str] | None = None) -> None:
    """Puts on the trail that `by` added `image` or, with the names of its `changed` fields, changed it."""
    court = Court.objects.get(collection=image.collection_id)
    actor, subject = audit.actor_of(by), f"picture:{image.pk}"
    if changed is None:
        audit.record(court, "picture_added", actor=actor, subject=subject)
    else:
        audit.record(court, "picture_changed", actor=actor, subject=subject, facts={"fields": sorted(changed)})
