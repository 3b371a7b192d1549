"""Every fault, value and source of a template has words, and each says what to do."""

from __future__ import annotations

import pytest

from cms.blanks import SOURCES, Blank, Fault, Type, Unfit, Wrong
from cms.template_wording import ORIGINS, TYPES, silence_words, unfit_words, wrong_words

ROOM = Blank("room", "Room", Type.ROOM)


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_words(fault: Fault) -> None:
    words = wrong_words(Wrong("body", fault, "hall", 3, 7))
    assert "%(" not in words
    assert words.endswith(".")


@pytest.mark.parametrize("fault", [Fault.UNKNOWN, Fault.BRACE])
def test_what_has_a_place_tells_it(fault: Fault) -> None:
    assert "(text, line 3, character 7)" in wrong_words(Wrong("body", fault, "hall", 3, 7))


@pytest.mark.parametrize("wrong", list(Unfit))
@pytest.mark.parametrize("choices", [(), ("a storm", "a power cut")])
def test_every_value_that_does_not_fit_has_words(wrong: Unfit, choices: tuple[str, ...]) -> None:
    words = unfit_words(ROOM, wrong, choices)
    assert "%(" not in words
    assert words.endswith(".")


def test_a_choice_tells_what_there_is_or_whom_to_ask() -> None:
    assert "a storm, a power cut" in unfit_words(ROOM, Unfit.CHOICE, ("a storm", "a power cut"))
    assert "Ask a registrar" in unfit_words(ROOM, Unfit.CHOICE)


@pytest.mark.parametrize("source", list(SOURCES))
@pytest.mark.parametrize("chosen", [True, False])
def test_every_silence_of_the_register_has_words(source: str, chosen: bool) -> None:
    blank = Blank("x", "X", SOURCES[source].type, source)
    assert silence_words(blank, chosen=chosen).endswith(".")


def test_every_type_and_source_has_a_name() -> None:
    assert set(TYPES) == set(Type)
    assert set(ORIGINS) == set(SOURCES)
