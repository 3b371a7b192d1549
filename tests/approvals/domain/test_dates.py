"""Days of the week and words such as tomorrow, in a folded text."""

from __future__ import annotations

import pytest

from approvals.domain.dates import dates, relative_words, weekdays
from approvals.domain.fold import fold


def said(words, text):
    return [(text[word.start : word.end], word.value) for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday, lunes and mar. 5 on Sundays", [("monday", 0), ("lunes", 0)]),
        ("Tue. or Freitags", [("tue", 1), ("freitags", 4)]),
        ("terça-feira", [("terca-feira", 1)]),
        ("dydd Gwener", [("dydd gwener", 4)]),
        ("星期三下午、周日", [("星期三", 2), ("周日", 6)]),
        ("الجمعة والخميس", [("الجمعه", 4), ("والخميس", 3)]),
        ("в понедельник, средой", [("понедельник", 0), ("средои", 2)]),
        ("월요일", [(fold("월요일").text, 0)]),
        ("the mondayish friday-sitting", [("friday", 4)]),
    ],
)
def test_days_of_the_week_are_whole_words(text, expected):
    assert said(weekdays, fold(text).text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The day after tomorrow, not tomorrow", [("the day after tomorrow", 2), ("tomorrow", 1)]),
        ("depois de amanhã", [("depois de amanha", 2)]),
        ("esta mañana no: pasado mañana; mañana", [("pasado manana", 2), ("manana", 1)]),
        ("guten Morgen, bis morgen", [("morgen", 1)]),
        ("明天或昨日", [("明天", 1), ("昨日", -1)]),
        ("todays", []),
    ],
)
def test_a_longer_word_hides_the_shorter_one_in_it(text, expected):
    assert said(relative_words, fold(text).text) == expected


def test_with_points_the_day_comes_first():
    assert [one.days for one in dates("am 24.12. um zehn")] == [((12, 24),)]
    assert [one.days for one in dates("due 5/11")] == [((11, 5), (5, 11))]
    assert dates("la biblioteca apre alle 8.30. benvenuti") == []
