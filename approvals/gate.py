"""The last review before sending, as publishing.gate asks for it."""

from __future__ import annotations

from approvals.services.standing import findings_against, release_review, votes_missing
from approvals.services.tags import names_someone
from publishing.gate import Verdict
from publishing.ground import audit
from publishing.ground.models import Court
from publishing.models import Release


class Recheck:
    """A full review of what will be sent, with the register of this moment and the votes that stand."""

    def recheck(self, release: Release) -> Verdict:
        """Passed, or held with plain words that hold no protected name."""
        result = release_review(release)
        reason = findings_against(result) or votes_missing(release, result)
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
