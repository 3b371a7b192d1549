"""What the queue runs for the ground. Every task may run twice."""

from __future__ import annotations

from . import anchors, notices


def notice_send(notice_id: str) -> bool:
    """Sends one notice."""
    return notices.notice_send(notice_id)


def notices_retry() -> int:
    """Tries the notices again whose mail failed, and those whose task was lost."""
    return sum(notices.notice_send(key) for key in notices.notices_due())


def anchor() -> int:
    """Anchors today's end of every chain that has no anchor of today."""
    return anchors.anchor_day()
