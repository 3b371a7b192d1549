"""What waits in the demo for a second person."""

from __future__ import annotations

from cms.demo.court import Cast
from cms.demo.data import norvale
from publishing.ground.services import membership_grant


def roles_ask(cast: Cast) -> None:
    """Every role of the data file that somebody asks for and nobody has confirmed yet."""
    for row in norvale()["roles_asked"]:
        person, by = cast.people[row["person"]], cast.people[row["by"]]
        membership_grant(court=cast.court, person=person, role=row["role"], by=by, reason=row["reason"])
