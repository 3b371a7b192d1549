"""Nobody is shown by a court who has not agreed, and some never (guidelines 33, 34, 36).

What a picture shows is taken from whoever added it, and from its text: pictures are not looked at, faces least of all.
"""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding, Picture
from approvals.domain.people import BENCH, NEVER, OTHERS, seen
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject

CODE = "image-consent"
GUIDELINES = (33, 34, 36)
LEVEL = Severity.JUSTIFY
CEREMONIES = ("appointment", "event", "obituary", "livestream")


def run(subject: Subject) -> Iterator[Finding]:
    """A question for each picture with people who did not agree, or of whom nothing was said."""
    for number, picture in enumerate(subject.draft.pictures):
        reason = _fault(subject, picture)
        if reason:
            params, about = {"number": str(number + 1)}, f"{reason}:{'|'.join(picture.people)}:{picture.alt}"
            yield Finding(CODE, GUIDELINES, LEVEL, reason, None, "", params, about)


def _fault(subject: Subject, picture: Picture) -> str:
    kinds = set(seen(picture))
    if NEVER in kinds:
        return "consent-never"
    if picture.consent_recorded or picture.is_video:
        return ""
    if OTHERS in kinds or (BENCH in kinds and subject.draft.kind not in CEREMONIES):
        return "consent-missing"
    if picture.people_unsaid:
        return "people-unsaid"
    return "" if picture.people or picture.is_synthetic or not _named(subject, picture) else "consent-alt"


def _named(subject: Subject, picture: Picture) -> bool:
    """Whether the picture's own text speaks of people, though none are named as seen."""
    views = (view for view in subject.views if picture.alt and view.text == picture.alt)
    return any(subject.phrases(view, CODE, "seen") for view in views)
