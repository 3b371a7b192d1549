"""The sentence around a name: long enough to be a context, and the same for a typo mended elsewhere."""

from __future__ import annotations

import pytest

from approvals.domain.findings import MatterFacts, Party
from approvals.domain.homonyms import comparable, met, sentence, sentence_ends

NAME = "Finch"


def around(text: str, words: str = NAME) -> str:
    start = text.index(words)
    return text[slice(*sentence(text, sentence_ends(text), start, start + len(words)))].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opens today. Ellery Finch bakes bread. Come early.", "Ellery Finch bakes bread."),
        ("Really! Finch bakes.", "Finch bakes."),
        ("Thank you, Prof. Finch of the bakery.", "Thank you, Prof. Finch of the bakery."),
        ("No. 26 of E. Finch stays. Another.", "No. 26 of E. Finch stays."),
        ("Hours\nFinch bakes\nAddress", "Finch bakes"),
        ("He asked “Who is Finch?” Nobody knew.", "He asked “Who is Finch?”"),
        ("https://courts.example/finch.html?of=Finch", "https://courts.example/finch.html?of=Finch"),
        ("Finch", "Finch"),
    ],
)
def test_the_sentence_around_a_name(text: str, expected: str) -> None:
    assert around(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("人民。芬奇来了！好", "芬奇", "芬奇来了！"),
        ("جاء اليوم؟ فينش هنا۔ نعم", "فينش", "فينش هنا۔"),
    ],
)
def test_other_scripts_end_their_sentences_too(text: str, words: str, expected: str) -> None:
    assert around(text, words) == expected


def test_words_that_run_over_an_end_take_both_sentences() -> None:
    assert around("One. Meet Ellery. Finch bakes. Three.", "Ellery. Finch") == "One. Meet Ellery. Finch bakes."


def test_another_writing_of_the_same_sentence_is_the_same() -> None:
    assert comparable("Ellery  FINCH\u200b bakes.") == comparable("ellery finch bakes.")


def test_another_word_is_another_sentence() -> None:
    assert comparable("Finch bakes.") != comparable("Finch robs.")


def test_a_sentence_is_found_in_a_long_text_without_ends() -> None:
    text = "a" * 100_000 + NAME
    assert sentence(text, sentence_ends(text), 100_000, 100_005) == (0, 100_005)


def test_only_those_whose_names_stand_there_are_met() -> None:
    parties = tuple(Party(name, protected=True) for name in ("Ellery Finch", "Zora Plavec"))
    matter = MatterFacts("26-1", "No. 26-1", parties=(Party("Idris Corvane"), *parties))
    text = "Ellery Finch and Idris Corvane met."
    assert met(text, 0, 12, matter) == (1,)


def test_two_of_the_same_name_are_both_met() -> None:
    matter = MatterFacts("26-1", "No. 26-1", parties=(Party("Ellery Finch", protected=True),) * 2)
    assert met("Ellery Finch spoke.", 0, 12, matter) == (0, 1)
