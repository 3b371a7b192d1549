import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.search_keys import LONGEST, beginning, search_key


@pytest.mark.parametrize(
    ("text", "same"), [("No. 26-388", "NO.  26-388 "), ("Ｎｏ．26", "no.26"), ("Straße", "STRASSE")]
)
def test_writings_that_look_alike_have_one_key(text, same):
    assert search_key(text) == search_key(same)


@given(st.text(), st.text())
def test_a_text_lies_between_the_bounds_of_its_own_beginning(start, rest):
    if search_key(start + rest).startswith(search_key(start)):
        first, last = beginning(start)
        assert first <= search_key(start + rest) <= last


@given(st.text())
def test_a_key_is_bounded(text):
    assert len(search_key(text)) <= LONGEST
