"""No service of a court is entered with a profile of a social network, which gathers who goes there (guideline 11)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.sentences import sentence_of
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "social-login"
GUIDELINES = (11,)
LEVEL = Severity.JUSTIFY
AFTER = 12  # characters: Turkish and German refuse after the verb


def run(subject: Subject) -> Iterator[Finding]:
    """A question where a sentence offers to sign in and names a network, in a text on a service of the court."""
    for view in subject.views:
        for start, end in _offers(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, "social-login", view.span(start, end))


def _offers(subject: Subject, view: View) -> Iterator[tuple[int, int]]:
    profiles = subject.phrases(view, CODE, "profile")
    verbs = subject.phrases(view, CODE, "sign_in") if profiles else []
    if not verbs or not subject.phrases(view, CODE, "service"):
        return
    refused = subject.phrases(view, CODE, "refused")
    for verb in verbs:
        first, last = sentence_of(view.folded.text, verb.start())
        named = next((profile for profile in profiles if first <= profile.start() < last), None)
        if named is None:
            continue
        start, end = min(verb.start(), named.start()), max(verb.end(), named.end())
        if not any(first <= word.start() < end + AFTER for word in refused):
            yield start, end
