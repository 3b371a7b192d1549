import re

import pytest

from approvals.domain.sentences import number_at, within
from approvals.domain.stretches import Speech, inside, meetings, stretches


def pieces(text):
    return [text[start:end] for start, end in stretches(text)]


def spots(word, text):
    return list(re.finditer(word, text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the lists are online today. the doors open at nine every morning.", 2),
        ("congratulations! the new mayor has been elected.", 1),
        ("the new mayor has been elected yesterday. hooray!", 1),
        ("祝贺！新任市长今日宣誓就职。", 1),
        ("", 0),
    ],
)
def test_a_cry_is_one_with_its_sentence(text, parts):
    assert len(pieces(text)) == parts
    assert "".join(pieces(text)) == text


def test_words_meet_in_one_sentence_only():
    text = "the mayor opened the door today. we support the choir of this town."
    assert list(meetings(stretches(text), spots("support", text), spots("mayor", text))) == []


def test_the_nearest_word_is_taken_whichever_comes_first():
    text = "mayor after mayor after mayor we support the choir and the mayor"
    (meeting,) = meetings(stretches(text), spots("support", text), spots("mayor", text))
    assert text[slice(*meeting.span)] == "mayor we support"
    assert text[slice(*meeting.gap)] == " we "


def test_places_are_found_by_their_beginning():
    places = [(0, 4), (4, 9), (12, 15)]
    assert [number_at(places, at) for at in (0, 5, 13)] == [0, 1, 2]
    assert [within(places, *span) for span in ((4, 9), (8, 10), (12, 13))] == [True, False, True]
    assert [match.start() for match in inside(spots("a", "aXaXa"), (1, 3))] == [2]


def test_speech_is_within_double_or_single_marks_and_no_apostrophe():
    text = "'i'm nervous,' said a juror, \"very\", and it's the court's."
    speech = Speech(text)
    assert [speech.holds(at, at + 1) for at in (5, 17, 31, text.index("s the"))] == [True, False, True, False]
