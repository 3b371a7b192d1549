"""What every entry of the register has in common: who may, what is refused, and the tail that each change leaves."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Matter
from publishing.ground import audit, vault
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from .index import index_renew
from .refusals import Invalid, NotAllowed
from .tags import leaking_fields

# written by the services alone
NOT_ENTERED = ("court", "matter", "sealed", "title_sealed", "outcome_sealed", "removed_at", "lifted_at", "cancelled_at")


def registrar_check(court: Court, person: Person) -> None:
    """Raises NotAllowed for everybody but registrars of `court`."""
    if not may("matter_save", person, court):
        raise NotAllowed(_("Only a registrar of this court keeps its register of matters."))


def keeper_check(matter: Matter, person: Person) -> None:
    """Raises NotAllowed for everybody but registrars who may read `matter`."""
    registrar_check(matter.court, person)
    if not Matter.objects.readable_by(person).filter(pk=matter.pk).exists():
        raise NotAllowed(_("This matter is sealed. Only those whom it names may read or change it."))


def sealed_text(text: str, row: str) -> bytes | None:
    """`text` sealed for `row`, or None where there is nothing to seal."""
    return vault.seal(text.encode(), row=row) if text else None


def listed(items: Any) -> list[str]:
    """The items without spaces around them and without empty ones."""
    return [item.strip() for item in items if item.strip()]


def clean(row: Any) -> None:
    """Raises Invalid naming the fields of `row` that cannot be kept."""
    try:
        row.full_clean(exclude=NOT_ENTERED)
    except ValidationError as error:
        raise Invalid({field: " ".join(words) for field, words in error.message_dict.items()}) from None


def changed(matter: Matter, by: Person, what: str, *, names: bool = True, **facts: Any) -> None:
    """One tail for every entry: tags where `names` may have changed, the look for leaks, the version, the trail."""
    if names:
        index_renew(matter)
    if leaks := leaking_fields(matter):
        words = _("This may name someone protected in this matter. Write it without the name.")
        raise Invalid(dict.fromkeys(leaks, words))
    Matter.objects.filter(pk=matter.pk).update(changed_at=timezone.now())
    Court.objects.filter(pk=matter.court_id).update(register_version=F("register_version") + 1)
    audit.record(
        matter.court,
        "matter_changed",
        actor=audit.actor_of(by),
        subject=matter.subject,
        facts={"what": what, "embargo": matter.under_embargo, **facts},
    )


def differing(row: Any, before: dict[str, Any]) -> list[str]:
    """Names of the fields of `row` that are not as they were."""
    return sorted(name for name, value in before.items() if getattr(row, name) != value)
