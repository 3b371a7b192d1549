from __future__ import annotations

import json

import pytest
from django.utils import translation

from publishing.ground.saying import Said, parts_of, said, together, told, worded

PAUSED = "The server failed with status %(status)s."


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch):
    """A language of the tests' own."""
    known = {PAUSED: "Le serveur a échoué (%(status)s).", "No answer.": "Pas de réponse."}
    monkeypatch.setattr(
        "publishing.ground.saying.gettext",
        lambda text: known.get(text, text) if translation.get_language() == "fr" else text,
    )


def stored(text: str) -> object:
    return json.loads(json.dumps(parts_of(text)))


def test_what_was_said_is_worded_for_whoever_reads_it():
    kept = stored(said(PAUSED, status=503))
    with translation.override("fr"):
        assert worded(kept) == "Le serveur a échoué (503)."
    assert worded(kept) == "The server failed with status 503."


def test_several_keep_their_codes_and_what_others_wrote_stays():
    whole = together(said(PAUSED, status=503), "", "Ask Ana.", said("No answer."))
    assert whole == "The server failed with status 503. Ask Ana. No answer."
    with translation.override("fr"):
        assert worded(stored(whole)) == "Le serveur a échoué (503). Ask Ana. Pas de réponse."


def test_an_error_keeps_what_it_says():
    assert stored(told(ValueError(said("No answer.")))) == [{"say": "No answer."}]
    assert (told(ValueError("plain")), parts_of("plain")) == ("plain", [])


@pytest.mark.parametrize("broken", [None, "x", 7, [7], [{}], [{"say": 7}], []])
def test_what_cannot_be_read_leaves_the_words_of_then(broken):
    assert worded(broken, "As it was.") == "As it was."


@pytest.mark.parametrize("facts", [{}, {"other": 1}])
def test_facts_that_are_missing_leave_the_sentence(facts):
    assert worded([{"say": PAUSED, "with": facts}]) == PAUSED


def test_a_sign_of_percent_without_facts_is_itself():
    assert said("100 % of it.") == "100 % of it."
    assert isinstance(said("x"), Said)
