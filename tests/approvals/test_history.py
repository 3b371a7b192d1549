"""What accounts said before a post, which its checks read with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.services.history import MOST, said_before
from publishing.domain.delivery import State
from publishing.models import Delivery
from tests.factories import make_account, make_court, make_delivery, make_message

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
