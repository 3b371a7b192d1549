import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.literals import literals


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        ("guilty", [{"guilty"}]),
        (r"удовлетвор\w+", [{"удовлетвор"}]),
        ("驳回|撤销", [{"驳回", "撤销"}]),
        (r"(?:will|shall) .{0,20}los\w+", [{"will", "shall"}, {"los"}]),
        (r"(?:(?:the )?judge of (?:ann|ben)xyz)", [{"judge of "}, {"ann", "ben"}, {"xyz"}]),
        (r"the (?:an? )?judge (?:of|on) x", [{"the "}, {"judge "}]),
        (r"[وفب]?(?:ال)?رفض\w{0,2}", [{"رفض"}]),
        (r"wins?(?! (?:a|the (?:big )?)prize)", [{"win"}]),
        (r"(?<!not )true\b", [{"true"}]),
        (r"log(?:ging|ged)?[ -]?(?:in|on)", [{"log"}]),
        (r"lose(?:s|r)?|w\w+", [{"lose", "w"}]),
        (r"a{0,2}b+c{2}", [{"b"}, {"c"}]),
        (r"\d+\.\d+", [{"."}]),
        (r"[ab]+ \w+", []),
        (r"a?|b", []),
        (r"x*", []),
        ("", []),
    ],
)
def test_what_must_be_there(pattern, sets):
    assert set(literals(pattern).needed) == set(map(frozenset, sets))


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
    assert literals(pattern).firsts == letters


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
    assert literals(pattern).width.at_most(longest) == most


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
def test_a_match_has_a_word_of_each_set(pattern, text):
    sets = literals(pattern).needed
    for match in re.finditer(pattern, text):
        assert all(any(word in match[0] for word in words) for words in sets)


@given(PATTERNS, st.text("abc ", max_size=12))
def test_a_match_begins_and_ends_as_was_said(pattern, text):
    _needed, letters, width = literals(pattern)
    longest = max(map(len, text.split()), default=0)
    for match in re.finditer(pattern, text):
        assert len(match[0]) <= width.at_most(longest)
        assert not match[0] or letters is None or match[0][0] in letters
