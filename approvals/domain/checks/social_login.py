"""No service of a court is entered with a profile of a social network, which gathers who goes there (guideline 11)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, together
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject

CODE = "social-login"
GUIDELINES = (11,)
LEVEL = Severity.JUSTIFY
APART = 110  # characters between the verb and the profile
NEAR = 8  # characters between "via" and the profile
BESIDE = 30  # characters within which a word says that the network is only where the court is seen
MEANS = ("yla", "yle", "'la", "'le", "login", "sign-in", "sign in")
TABLES = ("profile", "sign_in", "join", "look", "with", "service", "refused", "urged", "follow", "reported")


def run(subject: Subject) -> Iterator[Finding]:
    """A question where a sentence offers to sign in with a network, or to join the two for a service of the court."""
    for view in subject.views:
        text = Clauses(subject, view, CODE)
        if text.lack("profile"):
            continue
        for clause in text.each(*TABLES):
            warned = subject.draft.kind == "scam-warning" and clause.has("refused")
            if not warned and (place := _offer(clause)):
                yield Finding(CODE, GUIDELINES, LEVEL, "social-login", view.span(*place))


def _offer(clause: Clause) -> tuple[int, int] | None:
    if clause.has("reported"):
        return None
    for profile in clause.of("profile"):
        for verb in (*clause.of("sign_in"), *clause.of("join"), *clause.of("look")):
            start, end = together(verb, profile)
            if end - start > APART or _is_seen(clause, profile) or clause.denied(start, end):
                continue
            if _enters(clause, verb, profile):
                return start, end
    return None


def _enters(clause: Clause, verb: Words, profile: Words) -> bool:
    """Whether this deed by this profile leads into a service: signing in, joining the two, or looking by its means."""
    if verb in clause.of("look"):
        return clause.has("service") and _by_means_of(clause, profile)
    return clause.has("service") or (verb in clause.of("sign_in") and _by_means_of(clause, profile))


def _by_means_of(clause: Clause, profile: Words) -> bool:
    """Whether the profile is what one signs in with: "via" before it; in Turkish, its ending or "ile" behind it."""
    after = clause.text[profile.end() : profile.end() + 6].lstrip()
    means = [word for word in clause.of("with") if word.start() < profile.start() <= word.end() + NEAR]
    return bool(means) or after.startswith(("ile ", "账号", "帐号")) or profile[0].endswith(MEANS)


def _is_seen(clause: Clause, profile: Words) -> bool:
    """Whether the network is only where news of the court is seen."""
    return any(abs(word.start() - profile.start()) <= BESIDE for word in clause.of("follow"))
