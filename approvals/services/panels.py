"""Who sits on a matter: named people of the judiciary, one of whom presides and decides on posts about it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.models import Matter, MatterJudge
from publishing.ground.models import Court, Person

from .keeping import changed, keeper_check
from .refusals import Invalid
from .routing import judiciary


@transaction.atomic
def panel_set(*, matter: Matter, judges: Iterable[Person], presiding: Person | None, by: Person) -> None:
    """Names everyone who sits on the matter, and who presides. Raises NotAllowed, or Invalid naming the field."""
    keeper_check(matter, by)
    sitting = {person.pk for person in judges} | ({presiding.pk} if presiding else set())
    if not sitting <= set(judiciary(matter.court)):
        raise Invalid({"judges": _("Choose judges of this court.")})
    if sitting and presiding is None:
        raise Invalid({"presiding": _("Choose who presides: that judge decides on posts about the matter.")})
    Court.objects.select_for_update().get(pk=matter.court_id)
    MatterJudge.objects.filter(matter=matter).delete()
    MatterJudge.objects.bulk_create(
        MatterJudge(
            court=matter.court, matter=matter, person_id=key, presiding=presiding is not None and key == presiding.pk
        )
        for key in sorted(sitting)
    )
    changed(matter, by, "panel", names=False, judges=sorted(sitting), presiding=presiding.pk if presiding else None)
