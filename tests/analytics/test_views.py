import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from analytics.exports import harmless
from publishing.ground.models import Role
from publishing.ground.services import membership_grant
from publishing.models import Account
from tests.analytics.factories import make_tally
from tests.factories import make_account, make_court, make_person

pytestmark = pytest.mark.django_db
URL = "/admin/reports/engagement/?first=2026-10-01&last=2026-10-31"


@pytest.fixture
def account() -> Account:
    return make_account(make_court(), handle="=cmd()")


@pytest.fixture
def reader(account: Account, client: Client) -> Client:
    person = make_person()
    membership_grant(court=account.court, person=person, role=Role.ADMINISTRATOR, by=None)
    client.force_login(person)
    return client


def test_the_report_shows_the_figures(reader: Client, account: Account) -> None:
    make_tally(account, datetime(2026, 10, 3, 12, tzinfo=UTC), likes=1234)
    assert "1,234" in reader.get(URL).content.decode() or "1234" in reader.get(URL).content.decode()


def test_an_empty_period_says_so(reader: Client) -> None:
    assert "Nothing was sent in this period" in reader.get(URL).content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("first=2026-10-31&last=2026-10-01", "The last day is before the first"),
        ("first=2001-01-01&last=2026-10-01", "Three years at most"),
        ("first=tomorrow", "such as 2026-11-24"),
        ("aim=fame", "Choose one from the list"),
        ("account=not-an-id", "Choose one from the list"),
    ],
)
def test_a_wrong_question_is_answered_beside_its_field(reader: Client, query: str, words: str) -> None:
    assert words in reader.get(f"{reverse('engagement_report')}?{query}").content.decode()


def test_an_account_of_another_court_cannot_be_asked_for(reader: Client) -> None:
    other = make_account(make_court())
    make_tally(other, datetime(2026, 10, 3, 12, tzinfo=UTC), likes=777)
    page = reader.get(f"{URL}&account={other.pk}").content.decode()
    assert "777" not in page
    assert other.handle not in page


def test_who_belongs_to_no_court_is_refused(client: Client) -> None:
    client.force_login(make_person(is_superuser=True))
    assert client.get(URL).status_code in (302, 403)


def test_the_csv_runs_no_formula(reader: Client, account: Account) -> None:
    make_tally(account, datetime(2026, 10, 3, 12, tzinfo=UTC), likes=20)
    body = reader.get(f"{URL}&export=csv").content.decode()
    assert "sandbox: =cmd()" in body
    assert "\n=" not in body


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_begins_like_a_formula_is_quoted(cell: str) -> None:
    assert harmless(cell) == "'" + cell


def test_the_workbook_holds_every_table(reader: Client, account: Account) -> None:
    make_tally(account, datetime(2026, 10, 3, 12, tzinfo=UTC), likes=20)
    workbook = load_workbook(io.BytesIO(reader.get(f"{URL}&export=xlsx").content))
    assert workbook.sheetnames == ["Accounts", "Over time", "By aim", "By kind"]


def test_the_workbook_hides_what_the_page_hides(reader: Client, account: Account) -> None:
    make_tally(account, datetime(2026, 10, 3, 12, tzinfo=UTC), likes=3)
    workbook = load_workbook(io.BytesIO(reader.get(f"{URL}&export=xlsx").content))
    assert [cell.value for cell in workbook["Accounts"][2]][3] == "<10"
