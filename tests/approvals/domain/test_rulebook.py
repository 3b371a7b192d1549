import pytest

from approvals.domain.rulebook import FIXED, PLAIN, Rulebook, may_weigh
from approvals.domain.severity import Severity

BLOCK, JUSTIFY, ADVISE = Severity


def weighed(changed, found, usual=JUSTIFY, code="tone"):
    return Rulebook(severities=((code, changed),)).severity(code, found, usual)


def test_the_base_weighs_as_the_check_does():
    assert [PLAIN.severity("tone", found, ADVISE) for found in Severity] == list(Severity)


@pytest.mark.parametrize("changed", list(Severity))
def test_a_changed_weight_takes_the_place_of_the_usual_one(changed):
    assert weighed(changed, JUSTIFY) is changed


def test_what_a_check_weighs_less_by_itself_is_never_raised():
    assert (weighed(BLOCK, ADVISE), weighed(ADVISE, ADVISE)) == (ADVISE, ADVISE)


def test_what_a_check_weighs_less_by_itself_follows_a_lowered_weight():
    assert weighed(ADVISE, JUSTIFY, usual=BLOCK) is ADVISE


def test_what_a_check_weighs_more_by_itself_is_never_lowered():
    assert weighed(ADVISE, BLOCK) is BLOCK


@pytest.mark.parametrize("code", sorted(FIXED))
def test_some_weights_are_not_for_a_court_to_change(code):
    assert weighed(ADVISE, BLOCK, usual=BLOCK, code=code) is BLOCK
    assert not may_weigh(code, BLOCK, JUSTIFY)


def test_a_block_becomes_a_question_and_never_a_hint():
    assert may_weigh("legal-advice", BLOCK, JUSTIFY)
    assert not may_weigh("legal-advice", BLOCK, ADVISE)
    assert may_weigh("date-mismatch", JUSTIFY, ADVISE)
