"""Whether a release still stands: its votes, and what the checks of this moment say against it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import Duty, Vote
from publishing.domain.digest import parse
from publishing.models import Release

from .clearance import NEEDED
from .reviews import Result, review_dry


def release_review(release: Release) -> Result:
    """All checks on what was cleared, with the register of this moment and the reasons that its author gave."""
    return review_dry(
        court=release.court,
        submission=parse(release.content),
        title=release.title,
        subject=subject_of_release(release),
    )


def subject_of_release(release: Release) -> str:
    """The post whose votes cleared `release`: its reasons were given under this name."""
    vote = Vote.objects.filter(court=release.court, digest=release.digest).order_by("-at").first()
    return vote.subject if vote else ""


def votes_missing(release: Release) -> str:
    """Why the votes no longer carry `release`; nothing when they do."""
    votes = Vote.objects.standing().filter(court=release.court, digest=release.digest, duty=Duty.APPROVED)
    if set(NEEDED) <= set(votes.values_list("step", flat=True)):
        return ""
    return _("An approval was taken back or is void. It must be approved again.")


def cannot_run(result: Result) -> bool:
    """Whether a check did not come to its end."""
    return any(seen.finding.code == "check-failed" for seen in result.blocks)


def findings_against(result: Result) -> str:
    """Why the checks of this moment stop it; nothing when they do not."""
    if cannot_run(result):
        return _("The checks could not run. A person must look before it goes out.")
    codes = sorted({seen.finding.code for seen in (*result.blocks, *result.unanswered)})
    if codes:
        return _("A new finding since the approval: %(codes)s. Take the post back and mend it.") % {
            "codes": ", ".join(codes)
        }
    return ""
