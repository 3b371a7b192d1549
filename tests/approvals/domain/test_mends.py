import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.hashtags import capitalised
from approvals.domain.mends import (
    HASHTAGS,
    HIDDEN,
    MENDS,
    SHORT,
    TRACKED,
    mend_of,
    mended,
    short_addresses,
    with_targets,
)
from approvals.domain.review import review

from .checks.posts import NOW


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("https://courts.example/a?utm_source=x&id=3", "https://courts.example/a?id=3"),
        ("https://courts.example/a?id=3&utm_source=x&utm_medium=y#top", "https://courts.example/a?id=3#top"),
        ("See https://courts.example/?fbclid=Ab-9.", "See https://courts.example/."),
        (
            "a courts.example/x?gclid=1&b=2 z courts.example/y?b=2&gclid=1",
            "a courts.example/x?b=2 z courts.example/y?b=2",
        ),
        ("https://courts.example/a?a=1&utm_id=7&b=2", "https://courts.example/a?a=1&b=2"),
        ("No address: ?utm_source=x", "No address: ?utm_source=x"),
    ],
)
def test_tracking_parameters_go_and_nothing_else(text, after):
    assert MENDS[TRACKED](text) == after
    assert MENDS[TRACKED](after) == after


@pytest.mark.parametrize(
    ("tag", "after"),
    [
        ("openjusticeday", "OpenJusticeDay"),
        ("puertasabiertas", "PuertasAbiertas"),
        ("journéejustice", "JournéeJustice"),
        ("OpenJusticeday", "OpenJusticeday"),
        ("quillfeatherweek", "quillfeatherweek"),
        ("justice", "justice"),
    ],
)
def test_a_hashtag_gets_capitals_only_where_its_words_are_certain(tag, after):
    assert capitalised(tag) == after


def test_hidden_characters_and_look_alikes_go():
    assert MENDS[HIDDEN]("Cou\u200brts оpen") == "Courts оpen".replace("о", "o")


def test_each_finding_names_its_mend_and_the_mend_takes_it_away():
    text = "Cou\u200brts #openjusticeday https://courts.example/a?utm_source=x&b=1"
    named = set()
    for _ in range(4):
        rows = review(Draft("en", "event", (Surface("text", text),)), Context(NOW))
        row = next((one for one in rows if one.span and mend_of(one, text[one.span.start : one.span.end])), None)
        if row is None or row.span is None:
            break
        named.add(mend_of(row, text[row.span.start : row.span.end]))
        text = mended(text, row)
    assert named == {HIDDEN, HASHTAGS, TRACKED}
    assert text == "Courts #OpenJusticeDay https://courts.example/a?b=1"


def test_a_short_address_is_replaced_where_it_stands():
    text = "See bit.ly/3abc, not courts.example/3abc; again www.bit.ly/3abc."
    assert short_addresses(text) == ["bit.ly/3abc", "www.bit.ly/3abc"]
    assert with_targets(text, {"bit.ly/3abc": "https://courts.example/x"}) == text.replace(
        "See bit.ly/3abc", "See https://courts.example/x"
    )


def test_where_a_short_address_leads_is_not_guessed():
    text = "See https://bit.ly/3abc"
    (row,) = review(Draft("en", "event", (Surface("text", text),)), Context(NOW))
    assert mended(text, row) == text
    assert mend_of(row, "https://bit.ly/3abc") == SHORT
