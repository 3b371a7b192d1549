"""What stands around a post on its decision page: quiet periods, what networks let change, and how like posts went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import QuietPeriod
from publishing.domain.delivery import State
from publishing.domain.limits import limits_for
from publishing.models import Delivery, Release

from .page import Page
from .quiet_lines import when_words

WENT_OUT = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)
LOOK_BACK = timedelta(days=365)
NAMED = 3  # corrected or withdrawn posts that are named


@dataclass(frozen=True, slots=True)
class Like:
    """A post of the same kind that was corrected or withdrawn."""

    reference: str
    title: str
    became: str


@dataclass(frozen=True, slots=True)
class Past:
    """How posts of the same kind went in the last twelve months."""

    words: str
    rows: tuple[Like, ...]


def quiet_of(page: Page) -> list[tuple[str, str]]:
    """Quiet periods that the release time falls into: name, and from when to when."""
    binding = QuietPeriod.objects.binding().filter(court=page.round.court)
    at_that_time = binding.filter(starts_at__lte=page.due, ends_at__gt=page.due).order_by("starts_at")
    return [(period.name, when_words(period)) for period in at_that_time.select_related("court")]


def permanence(page: Page) -> list[tuple[str, str]]:
    """For each network that it goes to: its name, and what can still be changed there."""
    networks = dict.fromkeys(message.network for message in page.submission.messages) if page.submission else {}
    return [(limits_for(name).name, _(limits_for(name).once_out)) for name in networks]


def past_of(page: Page) -> Past | None:
    """Posts of its kind that went out, as far as the reader may know of them. Numbers of readers are no part of it."""
    if page.submission is None:
        return None
    out = Delivery.objects.filter(release=OuterRef("pk"), state__in=WENT_OUT)
    like = Release.objects.known_to(page.person).filter(Exists(out), court=page.round.court)
    like = like.filter(kind=page.submission.kind, due_at__gte=timezone.now() - LOOK_BACK)
    like = like.exclude(reference=page.round.reference)
    count = like.values("reference").distinct().count()
    if not count:
        return Past(_("None went out in the last twelve months."), ())
    mended = like.filter(Q(withdrawn_at__isnull=False) | Q(corrections__isnull=False)).distinct().order_by("-due_at")
    words = ngettext(
        "%(count)d went out in the last twelve months.", "%(count)d went out in the last twelve months.", count
    ) % {"count": count}
    if not mended:
        none = _("None was corrected or withdrawn.")
        return Past(f"{words} {none}", ())
    return Past(words, tuple(_like(row) for row in mended[:NAMED]))


def _like(row: Release) -> Like:
    return Like(row.reference, row.title, _("withdrawn") if row.withdrawn_at else _("corrected"))
