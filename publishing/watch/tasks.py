"""What the queue runs each minute, so that a dead dispatcher is noticed, too. It may run twice."""

from __future__ import annotations

from django.utils import timezone

from . import alerts, webhook


def watch() -> int:
    """Looks for what is wrong, tells it, and calls the webhook."""
    changed = alerts.look()
    alerts.forget(timezone.now())
    return changed + webhook.call_due()
