"""What the queue runs for the ground. Every task may run twice."""

from __future__ import annotations

from . import anchors, lapses, notices, proposals, suspensions


def notice_send(notice_id: str) -> bool:
    """Sends one notice."""
    return notices.notice_send(notice_id)


def notices_retry() -> int:
    """Opens windows that have come, and tries again what has not left: failed mails, and those whose task was lost."""
    notices.windows_open()
    return notices.notices_try()


def anchor() -> int:
    """Anchors today's end of every chain that has no anchor of today."""
    return anchors.anchor_day()


def trainings_tell() -> int:
    """Tells whose training, and which court's waiver, ends soon or is over, and which suspension is to be looked at."""
    return lapses.waivers_tell() + lapses.trainings_tell() + suspensions.suspensions_tell()


def proposals_expire() -> int:
    """Ends what nobody confirmed in time."""
    return proposals.proposals_expire()
