"""Whether a release still stands: its votes, and what the checks of this moment say against it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from wagtail.models import WorkflowState

from approvals.domain.reviewable import Reviewable
from approvals.domain.routes import joined
from approvals.models import Round, Vote
from publishing.domain.digest import parse
from publishing.ground.saying import said
from publishing.models import Release

from .reviews import Result, review_dry
from .routing import rows_of, way_of
from .seats import missing_seats, seats_of, still_missing


def release_review(release: Release) -> Result:
    """All checks on what was cleared, with the register of this moment and the reasons that its author gave."""
    return review_dry(
        court=release.court,
        submission=parse(release.content),
        title=release.title,
        subject=subject_of_release(release),
    )


def subject_of_release(release: Release) -> str:
    """The post whose votes cleared `release`: its reasons were given under this name.

    An emergency that its author released from a template has no vote, but a round.
    """
    vote = Vote.objects.filter(court=release.court, digest=release.digest).order_by("-at").first()
    found = vote or round_of_release(release)
    return found.subject if found else ""


def votes_missing(release: Release, result: Result) -> str:
    """Why the votes do not carry `release` by the register of now; nothing when they do."""
    round = round_of_release(release)
    if round is None or missing_seats(round):
        return said(_("An approval was taken back or is void. It must be approved again."))
    reviewable: Reviewable = WorkflowState.objects.get(pk=round.workflow_state_id).content_object
    way = way_of(reviewable, parse(release.content), rows_of(result))
    if still_missing(round, joined(seats_of(round), way.chosen.seats)):
        return said(
            _("Since the approval something has changed, and further people must decide on it. Take the post back.")
        )
    return ""


def round_of_release(release: Release) -> Round | None:
    """The round whose votes cleared `release`."""
    rounds = Round.objects.filter(court=release.court, reference=release.reference, digest=release.digest)
    found: Round | None = rounds.select_related("court", "workflow_state").order_by("-pk").first()
    return found


def cannot_run(result: Result) -> bool:
    """Whether a check did not come to its end."""
    return any(seen.finding.code == "check-failed" for seen in result.blocks)


def findings_against(result: Result) -> str:
    """Why the checks of this moment stop it; nothing when they do not."""
    if cannot_run(result):
        return said(_("The checks could not run. A person must look before it goes out."))
    codes = sorted({seen.finding.code for seen in (*result.blocks, *result.unanswered)})
    if codes:
        words = _("A new finding since the approval: %(codes)s. Take the post back and mend it.")
        return said(words, codes=", ".join(codes))
    return ""
