"""What matters are called on the audit trail: by their code; a sealed one by none, whoever reads the trail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from approvals.models import Matter
from publishing.ground.subjects import subject_named


def matters(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: code}."""
    rows = Matter.objects.filter(court_id=court_id, pk__in=list(_ids(keys))).values_list("pk", "code", "sealed")
    return {str(pk): _("a sealed matter") if sealed else code for pk, code, sealed in rows}


def subjects_name() -> None:
    """Tell the trail."""
    subject_named("matter", matters)


def _ids(keys: Iterable[str]) -> Iterator[uuid.UUID]:
    for key in keys:
        try:
            yield uuid.UUID(key)
        except ValueError:
            continue
