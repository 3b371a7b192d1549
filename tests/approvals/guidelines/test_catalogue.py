"""Forty guidelines: each is served by something that works, or says why not; each check and question leads to one."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.encoding import force_str

from approvals import guidelines as catalogue
from approvals.domain.checklist import QUESTIONS
from approvals.domain.review import CHECKS
from approvals.guidelines import FEATURES, GUIDELINES
from approvals.guidelines.checks import CHECKS as NAMED
from approvals.guidelines.questions import QUESTIONS as WORDED

NUMBERS = list(range(1, 41))
CODES = 35


def test_every_guideline_is_there_once() -> None:
    assert [*GUIDELINES] == NUMBERS == [one.number for one in (*catalogue.FIRST, *catalogue.SECOND)]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_guideline_is_served_or_says_why_not(number: int) -> None:
    served = [*catalogue.checks_of(number), *catalogue.questions_of(number), *catalogue.features_of(number)]
    assert served or GUIDELINES[number].lacks


@pytest.mark.parametrize("number", NUMBERS)
def test_a_guideline_says_all_that_its_page_promises(number: int) -> None:
    one = GUIDELINES[number]
    texts = [force_str(text) for text in (one.title, one.asks, one.serves, one.human)]
    assert all(len(text) >= 6 for text in texts)
    assert len(set(texts)) == 4


def test_no_two_guidelines_say_the_same() -> None:
    asked = [force_str(one.asks) for one in GUIDELINES.values()]
    assert len(set(asked)) == len(NUMBERS)


@pytest.mark.parametrize("key", FEATURES)
def test_a_feature_that_names_a_page_has_one(key: str) -> None:
    assert not FEATURES[key].url or reverse(FEATURES[key].url).startswith("/")


def test_every_feature_serves_a_guideline() -> None:
    assert set(FEATURES) == {key for one in GUIDELINES.values() for key in one.features}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_leads_to_a_guideline_and_has_a_name(check) -> None:
    assert check.guidelines
    assert set(check.guidelines) <= set(GUIDELINES)
    assert NAMED[check.code].title
    assert NAMED[check.code].what


def test_all_checks_of_the_design_have_a_name() -> None:
    assert len(NAMED) == CODES


def test_every_question_has_words_and_a_guideline() -> None:
    assert [question.key for question in QUESTIONS] == [*WORDED]
    assert all(set(question.guidelines) <= set(GUIDELINES) and question.guidelines for question in QUESTIONS)
