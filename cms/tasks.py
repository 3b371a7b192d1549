"""What the queue runs for the desk. Every task may run twice."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_q.tasks import async_task

from cms.services.recurring import recurring_draft, recurring_due


def recurring_watch() -> int:
    """Queues every draft that a rule asks for by now."""
    due = list(recurring_due(timezone.now()))
    for rule, day in due:
        async_task("cms.tasks.recurring_make", rule, day.isoformat())
    return len(due)


def recurring_make(rule: str, day: str) -> None:
    """Drafts what one rule asks for on one day."""
    recurring_draft(rule_id=rule, day=date.fromisoformat(day))
