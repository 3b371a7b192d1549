"""What matters, quiet periods and the like are called on the audit trail; a sealed matter by no name, ever."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from approvals.models import Drill, Matter, QuietPeriod, SoloRelease
from publishing.ground.subjects import subject_named


def matters(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: code}."""
    rows = Matter.objects.filter(court_id=court_id, pk__in=list(_ids(keys))).values_list("pk", "code", "sealed")
    return {str(pk): _("a sealed matter") if sealed else code for pk, code, sealed in rows}


def quiet_periods(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: name}."""
    rows = QuietPeriod.objects.filter(court_id=court_id, pk__in=list(_ids(keys)))
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def emergencies(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: reference of the post that went out with one signature}."""
    rows = SoloRelease.objects.filter(court_id=court_id, pk__in=[key for key in keys if key.isdecimal()])
    return {str(pk): reference for pk, reference in rows.values_list("pk", "round__reference")}


def drills(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: reference}."""
    rows = Drill.objects.filter(court_id=court_id, pk__in=[key for key in keys if key.isdecimal()])
    return {str(pk): reference for pk, reference in rows.values_list("pk", "reference")}


def subjects_name() -> None:
    """Tell the trail."""
    subject_named("solo", emergencies)
    subject_named("drill", drills)
    subject_named("matter", matters)
    subject_named("quiet", quiet_periods)


def _ids(keys: Iterable[str]) -> Iterator[uuid.UUID]:
    for key in keys:
        try:
            yield uuid.UUID(key)
        except ValueError:
            continue
