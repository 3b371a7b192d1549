"""What the way of a post asks about its drill, if it belongs to one."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Drill
from publishing.ground.drill import is_drill


def drill_refusal(reference: str) -> str:
    """That the drill of that reference is over, in plain words; nothing while it runs, and for all that is no drill."""
    if not is_drill(reference) or Drill.objects.running().filter(reference=reference).exists():
        return ""
    return over()


def over() -> str:
    """What is said of a drill that has ended."""
    return _("This drill is over. Its post stays as it was, and nothing of it went out.")


def drill_note_draft(drill: Drill) -> None:
    """Keeps when the first words of its post were written."""
    Drill.objects.running().filter(pk=drill.pk, drafted_at=None).update(drafted_at=timezone.now())
