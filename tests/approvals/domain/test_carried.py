"""Words that were spoken of are found again where they still stand, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.carried import MOST, carried, moved

TEXT = "The registry opens at nine. Bring your papers. It closes at four."


def after(old: str, new: str, words: str) -> str | None:
    """The words with three characters before them in `new`, or None where they no longer stand."""
    start = old.index(words)
    found = moved(old, new, start, start + len(words))
    return None if found is None else new[max(0, found - 3) : found + len(words)]


@pytest.mark.parametrize(
    ("new", "words", "found"),
    [
        (TEXT, "Bring your papers.", "e. Bring your papers."),
        ("Please note. " + TEXT, "Bring your papers.", "e. Bring your papers."),
        (TEXT + " Thank you.", "Bring your papers.", "e. Bring your papers."),
        (TEXT.replace("nine", "ten"), "Bring your papers.", "n. Bring your papers."),
        (TEXT.replace("four", "five o’clock"), "registry", "he registry"),
        (TEXT.replace("Bring your papers. ", ""), "Bring your papers.", None),
        (TEXT.replace("papers", "paper"), "Bring your papers.", None),
        (TEXT.replace("nine", "nineteen"), "nine", None),
        ("Bring your papers. " + TEXT.replace("Bring your papers. ", ""), "Bring your papers.", "Bring your papers."),
        ("", "Bring your papers.", None),
    ],
)
def test_words_are_carried_over_or_gone(new: str, words: str, found: str | None) -> None:
    assert after(TEXT, new, words) == found


def test_the_second_of_two_equal_words_is_not_taken_for_the_first() -> None:
    old = "Room nine is shut. Ask in room nine."
    assert moved(old, "The room is shut. Ask in room nine.", 5, 9) is None


def test_the_first_of_two_equal_words_stays_the_first() -> None:
    old = "Room nine is shut. Ask in room nine."
    assert moved(old, "Today room two and Room nine is shut. Ask in room nine.", 5, 9) == 24


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("المحكمة مغلقة غدا. أحضر أوراقك.", "بلاغ: المحكمة مغلقة غدا. أحضر أوراقك.", "أحضر أوراقك."),
        ("法院周五关闭。请带上文件。", "通知。法院周五关闭。请带上文件。", "请带上文件。"),
        ("Суд закрыт. Возьмите документы.", "Внимание! Суд закрыт. Возьмите документы.", "Возьмите документы."),
    ],
)
def test_every_script_is_carried(old: str, new: str, words: str) -> None:
    start = old.index(words)
    found = moved(old, new, start, start + len(words))
    assert found is not None
    assert new[found : found + len(words)] == words


def test_a_surface_that_took_another_name_is_known_by_its_text() -> None:
    assert carried({"text:1:0": TEXT}, {"text:2:0": TEXT}, ("text:1:0", 4, 12)) == ("text:2:0", 4, 12)


def test_another_surface_with_another_text_is_not_taken() -> None:
    assert carried({"text:1:0": TEXT}, {"text:2:0": "The registry."}, ("text:1:0", 4, 12)) is None


@pytest.mark.parametrize("place", [("text", 5, 5), ("text", 3, 4), ("gone", 0, 3), ("text", 500, 510)])
def test_a_place_without_words_is_nowhere(place: tuple[str, int, int]) -> None:
    assert carried({"text": TEXT}, {"text": TEXT}, place) is None


def test_a_very_long_text_is_answered_without_comparing_every_word() -> None:
    old = "a b " * MOST + "Bring your papers."
    new = "c d " * MOST + "Bring your papers!"
    assert moved(old, new, len(old) - 18, len(old) - 1) == len(new) - 18


@given(old=st.text("ab .", max_size=30), new=st.text("ab .", max_size=30), data=st.data())
def test_what_is_found_are_the_very_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = carried({"text": old}, {"text": new}, ("text", start, end))
    assert found is None or new[found[1] : found[2]] == old[start:end]


@given(
    before=st.text("ab .", max_size=20),
    old=st.text("ab .", min_size=1, max_size=30),
    after=st.text("ab .", max_size=20),
)
def test_what_comes_before_or_after_never_loses_a_whole_sentence(before: str, old: str, after: str) -> None:
    if old.strip():
        new = f"{before}\n{old}\n{after}"
        assert carried({"text": f"\n{old}\n"}, {"text": new}, ("text", 1, 1 + len(old))) is not None
