import pytest

from approvals.domain.sentences import around, is_quoted, sentence_of, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("court opens. it closes at 5.30 p.m. today.", ["court opens. ", "it closes at 5.30 p.m. today."]),
        ("no. 7 is heard. bring it!", ["no. 7 is heard. ", "bring it!"]),
        ("今日开放。明日关闭！", ["今日开放。", "明日关闭！"]),
        ("one\ntwo", ["one\n", "two"]),
        ("", []),
    ],
)
def test_sentences_are_the_whole_text(text, parts):
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_the_neighbours_of_a_sentence():
    text = "first one. second one. third one. fourth one."
    assert text[slice(*sentence_of(text, 12))] == "second one. "
    assert text[slice(*around(text, 12))] == "first one. second one. third one. "


def test_what_is_quoted():
    text = 'a juror said "i was nervous" today'
    assert is_quoted(text, 14, 27)
    assert not is_quoted(text, 2, 6)
