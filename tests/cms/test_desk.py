"""What stands beside the composer."""

from __future__ import annotations

from approvals.domain.review import CHECKS
from cms.desk import Desk
from cms.services import Readiness


def test_every_check_there_is_is_counted_among_those_that_found_nothing() -> None:
    desk = Desk(accounts=[], notes=[], readiness=Readiness(obstacles=(), result=None))
    assert desk.others == f"{len(CHECKS)} other checks: no finding"
