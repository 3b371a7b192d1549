from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.domain.periods import Period
from analytics.reports import Question, engagement
from publishing.models import Account
from tests.analytics.factories import make_tally
from tests.factories import make_account, make_court

pytestmark = pytest.mark.django_db
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def account() -> Account:
    return make_account(make_court(time_zone="Europe/Zagreb"))


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2026, 10, number, hour, tzinfo=UTC)


def test_a_post_on_two_accounts_is_one_post(account: Account) -> None:
    other = make_account(account.court)
    make_tally(account, day(3), "NCA-2026-0001")
    make_tally(other, day(3), "NCA-2026-0001")
    report = engagement(Question(account.court, OCTOBER))
    assert (report.posts, report.by_aim) == (1, {"trust": 1})


def test_a_post_belongs_to_the_day_it_had_in_the_court(account: Account) -> None:
    make_tally(account, datetime(2026, 9, 30, 22, 30, tzinfo=UTC))  # half past midnight in Zagreb
    assert engagement(Question(account.court, OCTOBER)).buckets[0].posts == 1


def test_sums_are_made_before_small_counts_are_hidden(account: Account) -> None:
    for number in (3, 4):
        make_tally(account, day(number), likes=6)
    cells = engagement(Question(account.court, OCTOBER)).accounts[0].cells
    assert cells[1] == 12


def test_a_small_count_is_hidden_in_the_chart_too(account: Account) -> None:
    make_tally(account, day(3), likes=6)
    report = engagement(Question(account.court, OCTOBER))
    assert (report.buckets[2].cells, report.chart.lines[0].pieces) == (("<10",), ())


def test_what_a_network_does_not_offer_is_no_zero(account: Account) -> None:
    make_tally(account, day(3), likes=60)
    assert engagement(Question(account.court, OCTOBER)).accounts[0].cells[0] is None


def test_filters_narrow_every_table(account: Account) -> None:
    make_tally(account, day(3), aim="trust", likes=60)
    make_tally(account, day(4), aim="access", likes=70)
    report = engagement(Question(account.court, OCTOBER, aim="access"))
    assert (report.posts, report.accounts[0].cells[1]) == (1, 70)


def test_another_courts_posts_are_not_counted(account: Account) -> None:
    make_tally(make_account(make_court()), day(3))
    assert engagement(Question(account.court, OCTOBER)).posts == 0


def test_the_number_of_queries_does_not_grow_with_the_data(account: Account) -> None:
    make_tally(account, day(1))
    with CaptureQueriesContext(
        connection,
    ) as few:
        engagement(Question(account.court, OCTOBER))
    for number in range(2, 30):
        make_tally(account, day(number))
    with CaptureQueriesContext(connection) as many:
        engagement(Question(account.court, OCTOBER))
    assert len(many) == len(few)
