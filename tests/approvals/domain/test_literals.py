import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.literals import needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("guilty", {"guilty"}),
        (r"удовлетвор\w+", {"удовлетвор"}),
        ("驳回|撤销", {"驳回", "撤销"}),
        (r"(?:will|shall) .{0,20}los\w+", {"will", "shall"}),
        (r"[وفب]?(?:ال)?رفض\w{0,2}", {"رفض"}),
        (r"wins?(?! (?:a|the (?:big )?)prize)", {"win"}),
        (r"(?<!not )true\b", {"true"}),
        (r"log(?:ging|ged)?[ -]?(?:in|on)", {"log"}),
        (r"lose(?:s|r)?|w\w+", {"lose", "w"}),
        (r"a{0,2}b+c{2}", {"b"}),
        (r"\d+\.\d+", {"."}),
        (r"[ab]+", set()),
        (r"a?|b", set()),
        (r"x*", set()),
        ("", set()),
    ],
)
def test_what_must_be_there(pattern, words):
    assert needed(pattern) == words


PATTERNS = st.recursive(
    st.text("abc", min_size=1, max_size=3) | st.sampled_from([r"\w", "[ab]", ".", r"\b"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{1,2}", "{2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]}(?!{pair[1]})"),
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abc ", max_size=12))
def test_a_text_that_matches_has_one_of_the_words(pattern, text):
    words = needed(pattern)
    if words and re.search(pattern, text):
        assert any(word in text for word in words)
