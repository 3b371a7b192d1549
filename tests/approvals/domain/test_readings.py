import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain.names import matches, places
from approvals.domain.readings import readings
from approvals.domain.spellings import spellings


def found(text, name):
    known = spellings(name)
    return [text[m.start : m.end] for m in matches(places(text, known), known)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("https://a.example/z%C3%B3simo-Lark", "Zósimo Lark", "z%C3%B3simo-Lark"),
        ("https://a.example/%5A%C3%B3simo%20Lark/x", "Zósimo Lark", "%5A%C3%B3simo%20Lark"),
        ("/%E7%A5%9D%E6%9E%9D%E5%85%B0/", "祝枝兰", "%E7%A5%9D%E6%9E%9D%E5%85%B0"),
        ("/%ff%E7%A5/Zosimo+Lark", "Zósimo Lark", "Zosimo+Lark"),
        ("Zosi-\n  mo Lark", "Zósimo Lark", "Zosi-\n  mo Lark"),
        ("Zosi\u00ad\nmo Lark", "Zósimo Lark", "Zosi\u00ad\nmo Lark"),
        ("https://xn--larkhber-b6a.example", "Larkhüber", "xn--larkhber-b6a"),
        (
            "1\n00:01.000 --> 00:02.000\nThanks, Zósimo\n\n2\n00:02.000 --> 00:03.000\nLark spoke.",
            "Zósimo Lark",
            "Zósimo\n\n2\n00:02.000 --> 00:03.000\nLark",
        ),
    ],
)
def test_what_is_undone_is_found_to_the_character(text, name, expected):
    assert expected in found(text, name)


def test_a_text_with_nothing_to_undo_has_one_reading():
    assert len(readings("Well-known: 100% of it.\nYes - no.")) == 1


@pytest.mark.parametrize(
    "text", ["xn--", "xn---", "xn--99999999999", "xn--\u00fc", "%", "%%4", "%C3", "%C3%28", "a-\n"]
)
def test_what_cannot_be_undone_does_no_harm(text):
    for reading in readings(text):
        assert len(reading.starts) == len(reading.ends) == len(reading.folded.source)


PIECES = st.sampled_from(
    ["%C3%B3", "%41", "%ff", "xn--bcher-kva", "-\n", "\u00ad\n", "\n\n1:02.5 --> 1:03.5\n", "ab", " ", "ö"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_every_reading_maps_back_into_the_text_in_order(pieces):
    text = "".join(pieces)
    for reading in readings(text):
        assert all(0 <= a < b <= len(text) for a, b in zip(reading.starts, reading.ends, strict=True))
        assert list(reading.starts) == sorted(reading.starts)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(max_examples=200, deadline=None)
def test_percent_signs_hide_nothing(text):
    escaped = "".join(f"%{byte:02X}" for byte in text.encode())
    undone = readings(escaped)[-1].folded.source
    assert unicodedata.normalize("NFC", undone) == unicodedata.normalize("NFC", text)
