"""The graph of a quiet period's stages."""

from approvals.domain.quiet import BINDING, MOVES, Stage


def test_every_stage_has_its_moves_and_is_reached():
    assert MOVES.keys() == set(Stage)
    reached = {Stage.PROPOSED}.union(*MOVES.values())
    assert reached == set(Stage)


def test_nothing_comes_into_force_but_from_a_proposal():
    assert {stage for stage, to in MOVES.items() if set(to) & set(BINDING) and stage not in BINDING} == {Stage.PROPOSED}


def test_nothing_leaves_force_but_by_a_proposal_of_its_end():
    assert MOVES[Stage.IN_FORCE] == {Stage.END_PROPOSED}


def test_what_is_over_stays_over():
    assert {stage for stage, to in MOVES.items() if not to} == {Stage.LIFTED, Stage.REFUSED, Stage.WITHDRAWN}
