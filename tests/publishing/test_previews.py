from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.utils.translation import gettext, override

from publishing.domain.compose import message
from publishing.domain.limits import LIMITS, limits_for
from publishing.domain.message import Medium, Message
from publishing.media import fit
from publishing.models import Account
from publishing.previews import counter, marked
from tests.factories import make_account, make_court, make_person, make_picture

LINK = "https://courts.norvale.example/nvca/2026/81"


def drawn(message: Message | None, account: Account, note: str = "") -> str:
    source = "{% load previews %}{% network_preview message account note %}"
    return Template(source).render(Context({"message": message, "account": account, "note": note}))


def a_message(account: Account, text: str = "The appeal is dismissed.", link: str = "", **facts: Any) -> Message:
    made = message(
        account_id=str(account.pk), network=account.network, language="en", text=text, link=link, media=(),
        limits=limits_for(account.network),
    )  # fmt: skip
    return replace(made, **facts)


@pytest.mark.parametrize(
    ("length", "level", "words"),
    [
        (100, "ok", "fits, 200 left"),
        (286, "near", "fits, 14 left"),
        (300, "near", "fits, 0 left"),
        (308, "over", "too long by 8"),
    ],
)
def test_a_counter_says_in_words_how_much_is_left(length: int, level: str, words: str) -> None:
    found = counter("x" * length, limits_for("bluesky"))
    assert (found.used, found.limit, found.level, found.words) == (length, 300, level, words)


def test_a_counter_says_when_bytes_run_out_first() -> None:
    found = counter("👨‍👩‍👧‍👦" * 121, limits_for("bluesky"))
    assert (found.level, found.words) == ("over", "takes 25 bytes too many")


def test_marked_words_are_escaped() -> None:
    assert marked("<b>&\n#Open") == '&lt;b&gt;&amp;<br><span class="pr-pv__tag">#Open</span>'


def test_an_address_with_quotes_cannot_leave_its_attribute() -> None:
    assert '"onclick' not in marked('https://a.example/"onclick="x', links=True)


def test_half_a_character_does_not_break_the_page() -> None:
    assert marked("a\ud800b") == "a?b"


@pytest.mark.django_db
class TestPreview:
    @pytest.fixture(autouse=True)
    def _store(self, settings: Any, tmp_path: Path) -> None:
        settings.PRIVATE_MEDIA_ROOT = tmp_path
        cache.clear()

    @pytest.fixture
    def account(self) -> Account:
        return make_account(make_court(name="Norvale Court of Appeal"), "bluesky", handle="appeal.norvale.example")

    def with_picture(self, account: Account) -> Message:
        medium = fit(court=account.court, data=make_picture(), alt="An empty bench.", limits=limits_for("bluesky"))
        return a_message(account, media=(medium,))

    def test_it_shows_who_speaks_and_what(self, account: Account) -> None:
        page = drawn(a_message(account), account, "own words")
        assert "<b>Norvale Court of Appeal</b>" in page
        assert '<bdi class="pr-pv__handle">@appeal.norvale.example</bdi>' in page
        assert "The appeal is dismissed." in page
        assert "<small>own words</small>" in page

    def test_it_says_what_can_be_changed_once_it_is_out(self, account: Account) -> None:
        assert "Can be deleted, not edited" in drawn(a_message(account), account)

    def test_a_card_shows_title_and_site(self, account: Account) -> None:
        page = drawn(a_message(account, link=LINK), account)
        assert "pr-pv__card--link" in page
        assert "courts.norvale.example" in page

    def test_where_the_network_makes_the_card_it_says_so(self) -> None:
        account = make_account(make_court(), "mastodon")
        assert '<span dir="auto">Mastodon draws its own card' in drawn(a_message(account, link=LINK), account)

    def test_a_picture_has_its_description_and_its_badge(self, account: Account) -> None:
        page = drawn(self.with_picture(account), account)
        assert 'alt="An empty bench."' in page
        assert ">ALT</span>" in page

    def test_a_picture_without_description_has_no_badge(self, account: Account) -> None:
        medium = Medium("0" * 64, "image/png", 1, 1, 1, "")
        assert ">ALT</span>" not in drawn(a_message(account, media=(medium,)), account)

    def test_an_arabic_message_runs_from_the_right(self, account: Account) -> None:
        page = drawn(a_message(account, language="ar"), account)
        assert 'class="pr-pv__post" dir="rtl"' in page

    @pytest.mark.parametrize("nothing", [None, ""])
    def test_nothing_to_show_is_said(self, account: Account, nothing: str | None) -> None:
        made = None if nothing is None else a_message(account, text=nothing)
        assert "Nothing to show yet" in drawn(made, account)

    def test_words_of_a_draft_stay_words(self, account: Account) -> None:
        assert "<script>" not in drawn(a_message(account, text="<script>x</script>"), account)

    def picture_path(self, account: Account) -> str:
        return f"/media/fitted/{account.court.slug}/{self.with_picture(account).media[0].sha256}"

    def test_members_of_the_court_see_a_drafts_picture(self, client: Client, account: Account) -> None:
        client.force_login(make_person(account.court, "judge"))
        response = client.get(self.picture_path(account))
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_nobody_else_does(self, client: Client, account: Account) -> None:
        path = self.picture_path(account)
        assert client.get(path).status_code == 404
        client.force_login(make_person(make_court(), "administrator", is_superuser=True))
        assert client.get(path).status_code == 404

    def test_a_picture_of_another_court_is_not_found_under_ones_own(self, client: Client, account: Account) -> None:
        own = make_court()
        client.force_login(make_person(own, "press_officer"))
        assert client.get(self.picture_path(account).replace(account.court.slug, own.slug)).status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("network", LIMITS)
def test_what_can_be_changed_later_is_said_in_the_readers_language(network: str, language: str) -> None:
    sentence = LIMITS[network].once_out
    with override(language):
        assert gettext(sentence) != sentence
