import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.literals import firsts, needed, width


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


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("guilty", set("g")),
        ("(?:the |our )?(?:judge|panel)", set("tojp")),
        (r"(?<!not )\bx?[£$]a", set("x£$")),
        ("驳回|撤销", set("驳撤")),
        (r"\A\n?clown\Z", set("\nc")),
        (r"(?:a*|b)c", set("abc")),
        (r"\w+", None),
        ("[a-z]x|y", None),
        (".x", None),
    ],
)
def test_what_comes_first(pattern, letters):
    assert firsts(pattern) == letters


@pytest.mark.parametrize(
    ("pattern", "longest", "most"),
    [
        ("guilty", 9, 6),
        (r"(?:a |the )?judge\w*", 9, 18),
        (r"x.{0,20}y(?! and more)", 9, 22),
        (r"(?:ab|c){2,3}d?", 9, 7),
        (r"[a-z]+ \d+", 9, 19),
        (r"x[^.]*y", 9, float("inf")),
        (r"x[a-z-]*y", 9, float("inf")),
        (r"(?:the )*x", 9, float("inf")),
        ("", 9, 0),
    ],
)
def test_how_long_a_match_can_be(pattern, longest, most):
    assert width(pattern).at_most(longest) == most


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


@given(PATTERNS, st.text("abc ", max_size=12))
def test_a_match_begins_and_ends_as_was_said(pattern, text):
    longest = max(map(len, text.split()), default=0)
    for match in re.finditer(pattern, text):
        assert len(match[0]) <= width(pattern).at_most(longest)
        assert not match[0] or (letters := firsts(pattern)) is None or match[0][0] in letters
