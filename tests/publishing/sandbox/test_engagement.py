from hypothesis import given
from hypothesis import strategies as st

from publishing.sandbox.engagement import engagement

AGES = st.floats(min_value=0, max_value=400 * 86400)


@given(st.uuids().map(str), AGES, AGES)
def test_counts_never_fall(post_id: str, one: float, other: float) -> None:
    younger, older = (engagement(post_id, age) for age in sorted((one, other)))
    assert all(younger[name] <= older[name] for name in younger)


@given(st.uuids().map(str), AGES)
def test_nobody_reacts_who_has_not_seen_it(post_id: str, age: float) -> None:
    counts = engagement(post_id, age)
    assert max(counts["likes"], counts["reposts"], counts["replies"]) <= counts["views"]


def test_the_same_post_at_the_same_age_has_the_same_counts() -> None:
    assert engagement("a", 5000) == engagement("a", 5000)


def test_posts_differ() -> None:
    assert len({engagement(str(number), 86400)["views"] for number in range(20)}) > 15


def test_a_post_from_the_future_has_none() -> None:
    assert set(engagement("a", -5).values()) == {0}
