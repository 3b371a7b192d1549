from __future__ import annotations

import pytest

from publishing.domain.delivery import TRANSITIONS, State, check_graph


@pytest.mark.parametrize(
    "broken",
    [
        {state: targets for state, targets in TRANSITIONS.items() if state != State.HELD},
        {**TRANSITIONS, State.HELD: frozenset({State.HELD})},
        {**TRANSITIONS, State.SENT: frozenset()},
    ],
    ids=["a state without a row", "a state that moves to itself", "a state that nothing leads to"],
)
def test_a_malformed_graph_is_refused(broken):
    with pytest.raises(ValueError, match="states"):
        check_graph(broken)
