"""How much work a hostile text makes: counted, since tests are never timed. `make bench` gives the figures."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain.findings import Finding, Span
from approvals.domain.names import matches, ngrams, places
from approvals.domain.review import tidied
from approvals.domain.severity import Severity
from approvals.domain.spellings import spellings
from approvals.domain.textkeys import each_key, heads, keys_under
from approvals.domain.tokens import rows

HOSTILE = {
    "one long word": "a",
    "marks": "\u0301",
    "digits": "1",
    "digits apart": "1 ",
    "letters apart": "a ",
    "dots": "a.",
    "hyphens": "ab-",
    "humps": "Ab",
    "scripts in turn": "a\u044f",
    "words of two scripts": "a\u0431 ",
    "digits for letters": "l33t ",
    "signs for letters": "a@b ",
    "hidden": "a\u200b",
    "Chinese": "\u56fd",
    "Chinese apart": "\u56fd ",
    "escaped": "%41",
    "broken lines": "a-\n",
    "cues": "\n0:0.0 --> \n",
    "hosts": "xn--a ",
    "numbers": "26-451 ",
}
NAMES = ("Perpetua Wainscott", "Милана Ковригина", "تالين القصيباوي", "祝枝兰", "Ertuğrul Saçaklıoğlu")


def steps(work):
    """How many lines of the product's own code `work` runs."""
    count = 0

    def trace(frame, event, _arg):
        nonlocal count
        if "/approvals/domain/" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


WORK = {
    "keys": ngrams,
    "keys under all their heads": lambda text: list(keys_under(text, heads(text))),
    "places": lambda text: places(text, {"perpetua wainscott"}),
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_twice_the_text_is_no_more_than_twice_the_work(piece, work):
    once, twice = (piece * (count // len(piece)) for count in (600, 1200))
    work(once)
    rows.cache_clear()
    assert steps(lambda: work(twice)) <= 2.2 * steps(lambda: work(once)) + 200


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_number_of_keys_is_linear_in_the_text(piece):
    text = piece * (20_000 // len(piece))
    assert sum(1 for _key in each_key(text)) <= 12 * len(text)


def test_many_findings_are_sorted_out_in_linear_work():
    rows = [Finding("x", (), Severity.BLOCK, "x", Span("text", 3 * i, 3 * i + 2)) for i in range(400)]
    draft = type("D", (), {"surfaces": ()})
    assert steps(lambda: tidied(rows, draft)) <= 2.2 * steps(lambda: tidied(rows[:200], draft)) + 200


NOISE = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "L", "M", "N", "Cf", "Sc", "Pc", "Sk", "So", "Sm"]), max_size=15
)
WORDS = st.lists(
    st.sampled_from(
        ["слушание", "今天", "جلسة", "duruşma", "hearing", "νόμος", "법원", "न्यायालय", "דין", "🙂", "e\u0301te"]
    ),
    max_size=4,
)


@given(st.sampled_from(NAMES), WORDS, NOISE, NOISE, WORDS)
@settings(max_examples=300, deadline=None)
def test_a_planted_name_is_found_in_noise_of_many_scripts(name, left, before, after, right):
    text = " ".join(left) + before.rstrip("%-@$!|€") + " " + name + " " + after + " ".join(right)
    known = spellings(name)
    start = text.index(name)
    found = [(m.start, m.end) for m in matches(places(text, known), known)]
    assert any(a <= start and start + len(name) <= b for a, b in found)


@given(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from("\u200b\u00ad\u2060\u200d\ufeff\u0301\u034f"), max_size=6),
    st.data(),
)
@settings(max_examples=200, deadline=None)
def test_a_name_full_of_hidden_characters_is_found_whole(name, hidden, data):
    text = name
    for char in hidden:
        at = data.draw(st.integers(1, len(text) - 1))
        text = text[:at] + char + text[at:]
    known = spellings(name)
    assert [text[m.start : m.end] for m in matches(places(text, known), known)] == [text]
