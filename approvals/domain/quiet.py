"""The states of a quiet period, and where each may lead. Two people stand behind every step into or out of force."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a quiet period stands; MOVES says where it may go from there."""

    PROPOSED = "proposed"
    IN_FORCE = "in-force"
    END_PROPOSED = "end-proposed"  # in force, and somebody asks to shorten or lift it
    LIFTED = "lifted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.PROPOSED: frozenset({Stage.IN_FORCE, Stage.REFUSED, Stage.WITHDRAWN}),
    Stage.IN_FORCE: frozenset({Stage.END_PROPOSED}),
    Stage.END_PROPOSED: frozenset({Stage.IN_FORCE, Stage.LIFTED}),
    Stage.LIFTED: frozenset(),
    Stage.REFUSED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
}
BINDING = (Stage.IN_FORCE, Stage.END_PROPOSED)  # the checks read these

ALWAYS_EXEMPT = ("closure", "emergency")  # people's safety waits for no calendar
EXEMPT_AT_FIRST = ("hearing-list", "livestream", "handdown-notice", "judgment", "scam-warning")
