"""Everything that rules can be called has words."""

from __future__ import annotations

import pytest

from approvals.domain.own_words import DOCKET
from approvals.domain.pack_check import LANGUAGES
from approvals.domain.phrases import tables
from approvals.domain.review import CHECKS
from approvals.domain.severity import Severity
from approvals.guidelines.checks import CHECKS as NAMED
from approvals.rule_wording import LANGUAGE_NAMES, WEIGHTS, WRONG, wrong_words
from approvals.views.rulebook_forms import BodyForm, WordForm, lists, weighed


def test_every_language_and_weight_has_a_name() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    assert set(WEIGHTS) == set(Severity)


@pytest.mark.parametrize("code", sorted(WRONG))
def test_every_fault_is_said_with_its_remedy(code: str) -> None:
    assert len(wrong_words(code)) > 15
    assert "%(" not in wrong_words(code)


def test_the_example_case_of_the_form_is_the_one_that_is_tried() -> None:
    assert DOCKET in str(WordForm().fields["sentence"].help_text)
    assert DOCKET in wrong_words("silent")


def test_every_list_of_every_named_check_can_be_chosen() -> None:
    offered = {value for _title, rows in lists() for value, _words in rows}
    assert offered == {f"{check}:{table}" for check, table in tables() if check in NAMED}


def test_every_check_that_may_be_weighed_is_offered_by_its_name() -> None:
    assert {code for code, _words in weighed()} == {check.code for check in CHECKS} - {
        "restricted-identity",
        "embargo",
        "reporting-restriction",
    }


def test_a_domain_is_written_from_left_to_right() -> None:
    assert 'dir="ltr"' in str(BodyForm()["address"])
