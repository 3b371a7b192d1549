"""The last review before sending, as publishing.gate asks for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import Duty, Vote
from approvals.services.clearance import NEEDED
from approvals.services.reviews import Result, review_dry
from approvals.services.tags import names_someone
from publishing.domain.digest import parse
from publishing.gate import Verdict
from publishing.ground import audit
from publishing.ground.models import Court
from publishing.models import Release


class Recheck:
    """A full review of what will be sent, with the register of this moment and the votes that stand."""

    def recheck(self, release: Release) -> Verdict:
        """Passed, or held with plain words that hold no protected name."""
        subject = subject_of_release(release)
        result = review_dry(
            court=release.court, submission=parse(release.content), title=release.title, subject=subject
        )
        reason = votes_missing(release) or findings_against(result)
        audit.record(
            release.court,
            "rechecked",
            actor="system",
            subject=f"release:{release.pk}",
            facts={
                "digest": release.digest,
                "register": result.register_version,
                "passed": not reason,
                "findings": [f"{seen.finding.severity}:{seen.finding.code}" for seen in result.seen],
            },
        )
        return Verdict(passed=not reason, register_version=result.register_version, reason=reason)

    def names_someone(self, court: Court, text: str) -> bool:
        """Whether `text` may name anyone protected on the court's register of this moment."""
        return names_someone(court, text)


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


def findings_against(result: Result) -> str:
    """Why the checks of this moment stop it; nothing when they do not."""
    if any(seen.finding.code == "check-failed" for seen in result.blocks):
        return _("The checks could not run. A person must look before it goes out.")
    codes = sorted({seen.finding.code for seen in (*result.blocks, *result.unanswered)})
    if codes:
        return _("A new finding since the approval: %(codes)s. Take the post back and mend it.") % {
            "codes": ", ".join(codes)
        }
    return ""
