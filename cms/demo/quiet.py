"""The demo's calendar of quiet periods: one that two people have set, one that waits for the second of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from approvals.domain.days import day_begins, day_ends
from approvals.services import QuietEntry, quiet_confirm, quiet_propose
from cms.demo.court import Cast
from cms.demo.data import norvale


def quiet_fill(cast: Cast, now: datetime) -> None:
    """Every period of the data file; `confirmed_by` says who agreed, where somebody did."""
    for row in norvale()["quiet"]:
        period = quiet_propose(court=cast.court, entry=_entry(cast, row, now), by=cast.people[row["proposed_by"]])
        if "confirmed_by" in row:
            quiet_confirm(period=period, turn=period.turn, by=cast.people[row["confirmed_by"]])


def _entry(cast: Cast, row: dict[str, Any], now: datetime) -> QuietEntry:
    first = now.astimezone(cast.court.zone).date() + timedelta(days=row["in_days"])
    last = first + timedelta(days=row["days"] - 1)
    plain = ("name", "kind", "strict", "exempt", "area", "basis")
    return QuietEntry(
        **{key: row[key] for key in plain if key in row},
        starts_at=day_begins(first, cast.court.zone),
        ends_at=day_ends(last, cast.court.zone),
        accounts=[account for account in cast.accounts if account.network in row.get("networks", [])],
    )
