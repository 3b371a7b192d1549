import pytest

from cms.states import PostState, derive
from publishing.domain.delivery import State

S = State


@pytest.mark.parametrize(
    ("deliveries", "expected"),
    [
        ([S.SENT, S.UNKNOWN, S.FAILED], PostState.NEEDS_A_PERSON),
        ([S.SENT, S.FAILED, S.HELD], PostState.FAILED),
        ([S.HELD, S.SENDING], PostState.HELD),
        ([S.SENDING, S.SCHEDULED], PostState.SENDING),
        ([S.SCHEDULED, S.SENT], PostState.SCHEDULED),
        ([S.SENT, S.CANCELLED], PostState.PARTLY_SENT),
        ([S.SENT, S.SENT], PostState.SENT),
        ([S.WITHDRAWING], PostState.SENT),
        ([S.WITHDRAWN, S.CANCELLED], PostState.WITHDRAWN),
        ([S.CANCELLED], PostState.CANCELLED),
    ],
)
def test_the_first_match_of_the_deliveries_wins(deliveries: list[State], expected: PostState) -> None:
    assert derive(deliveries=deliveries, taken_back=False, workflow="") == expected


@pytest.mark.parametrize(
    ("workflow", "expected"),
    [("in_progress", PostState.WITH_APPROVERS), ("needs_changes", PostState.RETURNED), ("", PostState.DRAFT)],
)
def test_before_a_release_the_workflow_decides(workflow: str, expected: PostState) -> None:
    assert derive(deliveries=[], taken_back=False, workflow=workflow) == expected


def test_what_was_taken_back_is_a_draft_though_its_deliveries_are_held() -> None:
    assert derive(deliveries=[S.HELD], taken_back=True, workflow="") == PostState.DRAFT


def test_doubt_is_shown_even_when_it_was_taken_back() -> None:
    assert derive(deliveries=[S.UNKNOWN], taken_back=True, workflow="") == PostState.NEEDS_A_PERSON


def test_a_cancelled_release_gives_way_to_a_new_round() -> None:
    assert derive(deliveries=[S.CANCELLED], taken_back=False, workflow="in_progress") == PostState.WITH_APPROVERS
