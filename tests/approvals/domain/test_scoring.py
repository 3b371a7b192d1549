from datetime import UTC, datetime

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.labelled import Row
from approvals.domain.rulebook import OwnWord, Rulebook
from approvals.domain.scoring import BASE, Rules, differences, judge, scores
from approvals.domain.severity import Severity

TEXT = "Log in to the portal with Norvale Chat."
WORD = Rulebook(own=(OwnWord("social-login", "profile", "en", "Norvale Chat"),))
HEAVY = Rulebook(own=WORD.own, severities=(("social-login", Severity.BLOCK),))


def row(text=TEXT, expected=(), severity=None, allowed=(), must_not=(), line=1):
    context = Context(datetime(2026, 11, 20, 9, tzinfo=UTC), official_domains=("court.example",))
    draft = Draft("en", "service-update", (Surface("text", text),))
    return Row(str(line), "en", draft, context, expected, severity, allowed, must_not, line)


def difference(one, before=BASE, after=Rules(WORD)):  # noqa: B008
    return differences([judge(one, before)], [judge(one, after)])


def test_rules_are_laid_over_the_rows_own_context():
    assert judge(row()).fired == frozenset()
    assert judge(row(), Rules(WORD)).weights == {"social-login": Severity.JUSTIFY}


def test_a_row_that_is_found_then_is_nearer_to_its_label():
    (found,) = difference(row(expected=("social-login",)))
    assert (found.line, found.codes, found.better) == (1, (("social-login", None, Severity.JUSTIFY),), True)


@pytest.mark.parametrize("labels", [{}, {"must_not": ("social-login",)}])
def test_a_row_that_is_found_against_its_label_is_further_from_it(labels):
    (found,) = difference(row(**labels))
    assert found.better is False


def test_what_the_label_allows_is_neither():
    (found,) = difference(row(allowed=("social-login",)))
    assert found.better is None


def test_a_changed_weight_is_a_change():
    (found,) = difference(row(expected=("social-login",)), Rules(WORD), Rules(HEAVY))
    assert found.codes == (("social-login", Severity.JUSTIFY, Severity.BLOCK),)
    assert found.better is False


def test_rows_that_stay_the_same_are_left_out():
    assert difference(row(text="The registry opens at nine.")) == []


def test_both_must_be_of_the_same_rows():
    with pytest.raises(ValueError, match="zip"):
        differences([judge(row())], [])


def test_public_bodies_count_as_official():
    text = "Pay your fee at https://pay.weather.example/fees today."
    assert "link-safety" in judge(row(text=text)).fired
    assert "link-safety" not in judge(row(text=text), Rules(domains=("weather.example",))).fired


def test_a_clean_row_that_other_rules_block_is_counted():
    assert scores([judge(row(expected=("social-login",)), Rules(HEAVY))])["clean_blocked"] == 1
