"""What accounts said before a post, which its checks read with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.services import PartyEntry, RestrictionEntry, restriction_add
from approvals.services.history import MOST, said_before
from approvals.services.index import facts_touched
from approvals.services.reviews import review_dry
from publishing.domain.delivery import State
from publishing.models import Delivery
from tests.approvals.conftest import make_matter
from tests.factories import make_account, make_court, make_delivery, make_message, make_person, make_submission

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = timezone.now()


@pytest.fixture
def account() -> Any:
    return make_account(make_court())


def sent(account: Any, text: str, days: float = 1, state: State = State.SENT, **facts: Any) -> None:
    delivery = make_delivery(state, account, messages=(make_message(account, text, **facts),))
    if delivery.sent_at:
        Delivery.objects.filter(pk=delivery.pk).update(sent_at=NOW - timedelta(days=days))


def texts(account: Any) -> list[str]:
    return [said.text for said in said_before(account.court, [str(account.pk)], NOW)]


def test_what_an_account_sent_in_thirty_days_is_remembered_newest_first(account: Any) -> None:
    sent(account, "A school.", days=29)
    sent(account, "A village.", days=2)
    sent(account, "Long ago.", days=31)
    assert texts(account) == ["A village.", "A school."]


def test_what_was_never_sent_or_is_still_to_come_is_not(account: Any) -> None:
    sent(account, "Scheduled.", state=State.SCHEDULED)
    sent(account, "Later.", days=-1)
    assert texts(account) == []


def test_what_was_withdrawn_was_read_all_the_same(account: Any) -> None:
    sent(account, "Taken down.", state=State.WITHDRAWN)
    assert texts(account) == ["Taken down."]


def test_a_thread_is_remembered_part_by_part(account: Any) -> None:
    sent(account, "", segments=("An open day.", "Bring a trombone."))
    assert texts(account) == ["An open day.", "Bring a trombone."]


def test_another_account_is_another_voice(account: Any) -> None:
    sent(make_account(account.court), "Not mine.")
    assert texts(account) == []


def test_it_is_one_query_however_much_was_said(account: Any, django_assert_num_queries: Any) -> None:
    for number in range(3):
        sent(account, f"Notice {number}.")
    with django_assert_num_queries(1):
        assert len(texts(account)) == 3
    assert MOST <= 300


@pytest.fixture
def protected(account: Any) -> Any:
    matter = make_matter(account.court, parties=[PartyEntry("Tamsin Orchard", protected=True)])
    entry = RestrictionEntry("anonymity", details=["age 9", "Upper Fenwick", "school of St Osyth"])
    restriction_add(matter=matter, entry=entry, by=make_person(account.court, "registrar"))
    return matter


def codes(account: Any, text: str) -> set[str]:
    submission = make_submission(account, messages=(make_message(account, text),))
    return {row.finding.code for row in review_dry(court=account.court, submission=submission, title="").seen}


def test_a_village_of_an_order_leads_to_its_matter(account: Any, protected: Any) -> None:
    (facts,) = facts_touched(account.court, ["A child from Upper Fenwick."])
    assert facts.code == protected.code
    assert not facts_touched(account.court, ["The registry in Lower Barrow is closed, nine years on."])


def test_two_details_of_an_order_are_a_question_without_a_name(account: Any, protected: Any) -> None:
    assert "jigsaw-identification" in codes(account, "A nine-year-old from Upper Fenwick was heard in court.")
    assert "jigsaw-identification" not in codes(account, "The case list of Upper Fenwick is online.")


def test_one_detail_is_a_question_after_another(account: Any, protected: Any) -> None:
    sent(account, "A nine-year-old was heard in court.", days=0.5)
    Delivery.objects.update(sent_at=timezone.now() - timedelta(days=3))
    assert "jigsaw-identification" in codes(account, "The child of the case is from Upper Fenwick.")
