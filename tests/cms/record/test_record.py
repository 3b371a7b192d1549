from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publishing.domain.delivery import State
from publishing.ground.models import Court
from publishing.models import Account
from tests.cms.record.made import SAID_AT, publish, withdraw
from tests.factories import make_account, make_court, make_person

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def court() -> Court:
    return make_court(name="Norvale Court of Appeal", code="NCA", slug="nca")


@pytest.fixture
def account(court: Court) -> Account:
    return make_account(court, "mastodon")


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestFront:
    def test_it_leads_to_the_record_and_to_the_sign_in(self, client: Client, court: Court) -> None:
        page = text(client, "/")
        assert "Read the public record of Norvale Court of Appeal" in page
        assert 'href="/record/"' in page
        assert 'href="/admin/"' in page

    def test_several_courts_are_each_linked(self, client: Client, court: Court) -> None:
        make_court(name="Court of Bays", slug="bays")
        page = text(client, "/")
        assert 'href="/record/?court=nca"' in page
        assert 'href="/record/?court=bays"' in page

    def test_before_there_is_a_court_it_says_so(self, client: Client) -> None:
        assert "No court has been set up yet." in text(client, "/")
        assert "No court has been set up yet." in text(client, "/record/")

    def test_only_the_demo_says_that_it_is_one(self, client: Client, settings: Any) -> None:
        assert "demonstration" not in text(client, "/")
        settings.DEMO = True
        assert "demonstration" in text(client, "/")


class TestList:
    def test_the_newest_comes_first(self, client: Client, account: Account) -> None:
        for day in (1, 3, 2):
            publish(account, reference=f"NCA-2026-000{day}", said_at=SAID_AT + timedelta(days=day))
        page = text(client, "/record/")
        places = [page.index(f"NCA-2026-000{day}") for day in (3, 2, 1)]
        assert places == sorted(places)

    def test_a_reference_is_listed_once_however_many_versions_it_has(self, client: Client, account: Account) -> None:
        publish(account, reference="NCA-2026-0001", title="First")
        publish(account, reference="NCA-2026-0001", text="Again.", title="Second")
        page = text(client, "/record/")
        assert page.count('href="/record/NCA-2026-0001/"') == 1
        assert "Second" in page

    def test_a_version_that_is_only_approved_hides_nothing(self, client: Client, account: Account) -> None:
        publish(account, reference="NCA-2026-0001", title="First")
        publish(account, reference="NCA-2026-0001", text="Again.", title="Second", states=[State.SCHEDULED])
        page = text(client, "/record/")
        assert "First" in page
        assert "Second" not in page

    def test_a_withdrawn_statement_is_listed_as_withdrawn(self, client: Client, account: Account) -> None:
        withdraw(publish(account, reference="NCA-2026-0001"), SAID_AT)
        assert "<b>Withdrawn</b>" in text(client, "/record/")

    def test_a_year_is_a_year_at_the_court(self, client: Client, account: Account) -> None:
        publish(account, reference="NCA-2027-0001", said_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
        publish(account, reference="NCA-2026-0002", said_at=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
        page = text(client, "/record/?year=2027")
        assert "NCA-2027-0001" in page
        assert "NCA-2026-0002" not in page

    def test_an_empty_year_says_so(self, client: Client, account: Account) -> None:
        assert "Nothing was said in 1999." in text(client, "/record/?year=1999")

    @pytest.mark.parametrize("query", ["year=x", "year=0", "year=99999", "year=-1", "court=nowhere", "year=²"])
    def test_a_year_or_court_that_cannot_be_is_404(self, client: Client, court: Court, query: str) -> None:
        assert client.get(f"/record/?{query}").status_code == 404

    @pytest.mark.parametrize("page", ["x", "0", "-1", "999999999999"])
    def test_a_page_that_is_not_there_shows_the_nearest(self, client: Client, account: Account, page: str) -> None:
        publish(account, reference="NCA-2026-0001")
        assert "NCA-2026-0001" in text(client, f"/record/?page={page}")

    def test_courts_have_records_of_their_own(self, client: Client, account: Account) -> None:
        other = make_account(make_court(slug="bays", code="BAY"))
        publish(account, reference="NCA-2026-0001")
        publish(other, reference="BAY-2026-0001")
        page = text(client, "/record/?court=bays")
        assert "BAY-2026-0001" in page
        assert "NCA-2026-0001" not in page

    def test_with_several_courts_one_chooses_first(self, client: Client, court: Court) -> None:
        make_court(slug="bays")
        assert "Whose record?" in text(client, "/record/")

    def test_long_lists_come_in_pages(self, client: Client, account: Account) -> None:
        for number in range(27):
            publish(account, reference=f"NCA-2026-{number:04}", said_at=SAID_AT + timedelta(minutes=number))
        assert "Page 1 of 2" in text(client, "/record/")
        assert "NCA-2026-0000" in text(client, "/record/?page=2")

    def test_a_longer_list_takes_no_more_queries(self, client: Client, account: Account) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as seen:
                text(client, "/record/")
            return len(seen)

        publish(account, reference="NCA-2026-0001")
        few = queries()
        for number in range(2, 12):
            publish(account, reference=f"NCA-2026-{number:04}")
        assert queries() == few


class TestAccounts:
    def test_they_are_listed_with_their_profiles(self, client: Client, account: Account) -> None:
        page = text(client, "/record/accounts/")
        assert account.profile_url in page
        assert "Only this account speaks for Norvale Court of Appeal." in page

    def test_one_that_is_not_connected_does_not_speak(self, client: Client, court: Court) -> None:
        make_account(court, handle="old", connected=False)
        assert "speaks on no network at present" in text(client, "/record/accounts/")


PATHS = ["/", "/record/", "/record/accounts/", "/record/check/", "/record/NCA-2026-0001/", "/record/none/"]


class TestEveryPage:
    @pytest.fixture(autouse=True)
    def _said(self, account: Account) -> None:
        publish(account, reference="NCA-2026-0001")

    @pytest.mark.parametrize("path", [*PATHS, "/record/feed.atom"])
    def test_no_cookie_is_set(self, client: Client, path: str) -> None:
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    @pytest.mark.parametrize("path", PATHS)
    def test_no_script_and_nothing_from_elsewhere_can_load(self, client: Client, path: str) -> None:
        response = client.get(path)
        told = response["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'none'", "img-src 'self'", "style-src 'self'"} <= set(told)
        page = response.content.decode()
        assert "<script" not in page
        assert " style=" not in page

    @pytest.mark.parametrize("path", PATHS)
    def test_who_reads_it_changes_nothing(self, client: Client, court: Court, path: str) -> None:
        before = client.get(path).content
        client.force_login(make_person(court, "press_officer"))
        assert client.get(path).content == before

    @pytest.mark.parametrize("path", PATHS)
    def test_nothing_can_be_posted(self, client: Client, path: str) -> None:
        assert client.post(path).status_code == 405


class TestFeed:
    def entries(self, client: Client, path: str = "/record/feed.atom") -> list[ElementTree.Element]:
        response = client.get(path)
        assert response["Content-Type"].startswith("application/atom+xml")
        return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")

    def test_it_holds_what_was_said(self, client: Client, account: Account) -> None:
        publish(account, reference="NCA-2026-0001", title="Judgment & <more>")
        (entry,) = self.entries(client)
        assert entry.findtext(f"{ATOM}title") == "Judgment & <more>"
        assert entry.findtext(f"{ATOM}summary") == "The appeal is dismissed."
        assert entry.find(f"{ATOM}link").get("href").endswith("/record/NCA-2026-0001/1/")  # type: ignore[union-attr]
        assert entry.findtext(f"{ATOM}updated") == "2026-11-10T09:05:00+00:00"

    def test_a_withdrawal_shows_and_moves_its_time(self, client: Client, account: Account) -> None:
        withdraw(publish(account, reference="NCA-2026-0001"), SAID_AT + timedelta(hours=1))
        (entry,) = self.entries(client)
        assert entry.findtext(f"{ATOM}title") == "Withdrawn: Judgment in Brightwater"
        assert entry.findtext(f"{ATOM}updated") == "2026-11-10T10:05:00+00:00"

    def test_what_xml_cannot_hold_is_left_out(self, client: Client, account: Account) -> None:
        publish(account, reference="NCA-2026-0001", text="a\x0bb\x1fc\ufffe")
        (entry,) = self.entries(client)
        assert entry.findtext(f"{ATOM}summary") == "abc"

    def test_a_court_has_a_feed_of_its_own(self, client: Client, account: Account) -> None:
        publish(account, reference="NCA-2026-0001")
        publish(make_account(make_court(slug="bays")), reference="BAY-2026-0001")
        assert len(self.entries(client, "/record/feed.atom?court=bays")) == 1
        assert len(self.entries(client)) == 2

    def test_an_unknown_courts_feed_is_404(self, client: Client, court: Court) -> None:
        assert client.get("/record/feed.atom?court=nowhere").status_code == 404
