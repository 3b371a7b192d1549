"""What deliveries, releases and accounts are called on the audit trail: by reference, never by title."""

from __future__ import annotations

from publishing.ground.subjects import numbers, subject_named, uuids
from publishing.models import Account, Delivery, Release


def releases(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: "reference v1"}."""
    rows = Release.objects.filter(court_id=court_id, pk__in=uuids(keys))
    return {
        str(pk): f"{reference} v{version}" for pk, reference, version in rows.values_list("pk", "reference", "version")
    }


def deliveries(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: "reference v1 · account"}."""
    rows = Delivery.objects.filter(release__court_id=court_id, pk__in=numbers(keys))
    return {
        str(row.pk): f"{row.release.reference} v{row.release.version} · {row.account}"
        for row in rows.select_related("release", "account")
    }


def accounts(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: account}."""
    return {str(row.pk): str(row) for row in Account.objects.filter(court_id=court_id, pk__in=uuids(keys))}


def subjects_name() -> None:
    """Tell the trail."""
    subject_named("release", releases)
    subject_named("delivery", deliveries)
    subject_named("account", accounts)
