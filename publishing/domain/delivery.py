"""The states of a Delivery and who may move it from where to where. A malformed graph fails at import."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a delivery stands; TRANSITIONS says where it may go from there."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.SCHEDULED: frozenset({State.SENDING, State.HELD, State.CANCELLED}),
    State.SENDING: frozenset({State.SENT, State.SCHEDULED, State.FAILED, State.HELD, State.UNKNOWN}),
    State.HELD: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.UNKNOWN: frozenset({State.SENT, State.SCHEDULED, State.FAILED, State.CANCELLED}),
    State.FAILED: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.SENT: frozenset({State.WITHDRAWING}),
    State.WITHDRAWING: frozenset({State.WITHDRAWN, State.SENT}),
    State.WITHDRAWN: frozenset(),
    State.CANCELLED: frozenset(),
}

FINAL = frozenset({State.SENT, State.WITHDRAWN, State.CANCELLED})  # nothing more happens by itself or must be decided
NEEDS_A_PERSON = frozenset({State.UNKNOWN, State.FAILED, State.HELD})


class IllegalMove(Exception):
    """The state graph has no such edge, or the row was no longer in the state it was moved from."""


def check_move(old: State, new: State) -> None:
    """Raises IllegalMove unless the graph allows `old` → `new`."""
    if new not in TRANSITIONS[old]:
        raise IllegalMove(f"{old} → {new}")


def check_graph(transitions: dict[State, frozenset[State]]) -> None:
    """Raises ValueError when a state is missing, loops onto itself, or cannot be reached from scheduled."""
    if missing := set(State) - transitions.keys():
        raise ValueError(f"states without a row: {sorted(missing)}")
    if looping := [state for state, targets in transitions.items() if state in targets]:
        raise ValueError(f"states that move to themselves: {looping}")
    reached, frontier = {State.SCHEDULED}, [State.SCHEDULED]
    while frontier:
        fresh = transitions[frontier.pop()] - reached
        reached |= fresh
        frontier.extend(fresh)
    if lost := set(State) - reached:
        raise ValueError(f"states that nothing leads to: {sorted(lost)}")


check_graph(TRANSITIONS)
