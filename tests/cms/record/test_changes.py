from hypothesis import given
from hypothesis import strategies as st

from cms.record.changes import changes, shortened

WORDS = st.lists(st.sampled_from(["the", "appeal", "is", "dismissed", "18", "81", "  ", "\n"])).map(" ".join)


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_from_the_changes(old: str, new: str) -> None:
    runs = changes(old, new)
    assert "".join(run.text for run in runs if run.kind != "new") == old
    assert "".join(run.text for run in runs if run.kind != "gone") == new


def test_only_the_word_that_changed_is_marked() -> None:
    runs = changes("see page 18 there", "see page 81 there")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "see page "),
        ("gone", "18"),
        ("new", "81"),
        ("same", " there"),
    ]


def test_long_unchanged_words_are_left_out() -> None:
    long = " ".join(["word"] * 50)
    kinds = [(run.kind, len(run.text.split())) for run in shortened(changes(f"{long} 18 {long}", f"{long} 81 {long}"))]
    assert kinds == [("more", 1), ("same", 8), ("gone", 1), ("new", 1), ("same", 8), ("more", 1)]


def test_few_unchanged_words_are_all_kept() -> None:
    runs = changes("see page 18 there", "see page 81 there")
    assert shortened(runs) == runs
