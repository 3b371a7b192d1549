import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from publishing.domain.delivery import State
from publishing.domain.limits import limits_for
from publishing.domain.message import LinkCard
from publishing.ground.models import Court
from publishing.media import fit
from publishing.models import Account, Delivery, Release
from tests.cms.record.made import SAID_AT, publish, put, withdraw
from tests.factories import make_account, make_court, make_message, make_person, make_picture

pytestmark = pytest.mark.django_db
REFERENCE = "NCA-2026-0163"
LATER = SAID_AT + timedelta(hours=1, minutes=15)


@pytest.fixture
def court() -> Court:
    return make_court(name="Norvale Court of Appeal", code="NCA")


@pytest.fixture
def mastodon(court: Court) -> Account:
    return make_account(court, "mastodon", handle="appeal@norvale.example")


@pytest.fixture
def bluesky(court: Court) -> Account:
    return make_account(court, "bluesky", handle="appeal.norvale.example")


def text_of(client: Client, path: str = f"/record/{REFERENCE}/") -> str:
    """What a reader sees, without marks, in one line."""
    response = client.get(path)
    assert response.status_code == 200
    page = re.sub(r"<head>.*?</head>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def page_of(client: Client, path: str = f"/record/{REFERENCE}/") -> str:
    return client.get(path).content.decode()


class TestWhatWasSaid:
    def test_words_time_and_places_are_shown(self, client: Client, mastodon: Account, bluesky: Account) -> None:
        publish(mastodon, bluesky, reference=REFERENCE)
        text = text_of(client)
        assert "The appeal is dismissed." in text
        assert "Said by the Court on Tuesday 10 November 2026 at 10:05, court time (CET)." in text
        assert "@appeal@norvale.example" in text
        assert "@appeal.norvale.example" in text

    def test_each_network_is_linked(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE)
        link = '<a href="https://social.example/mastodon/114" rel="nofollow noopener">Read it on Mastodon</a>'
        assert link in page_of(client)

    def test_an_odd_address_from_a_network_is_no_link(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE)
        Delivery.objects.update(remote_url="javascript:alert(1)")
        assert "javascript:" not in page_of(client)

    def test_approvers_are_named_by_role_only(self, client: Client, court: Court, mastodon: Account) -> None:
        make_person(court, "judge", id=1, first_name="Hanne", last_name="Osk")
        publish(mastodon, reference=REFERENCE)
        text = text_of(client)
        assert "Approved by: a colleague who did not write it, a judge." in text
        assert "Osk" not in text

    def test_words_stay_words(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE, text="<script>alert(1)</script>", title="<b>Bold</b>")
        page = page_of(client)
        assert "<script>" not in page
        assert "<b>Bold</b>" not in page

    def test_each_wording_is_shown_once_with_its_networks(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        messages = (make_message(mastodon, "Long words."), make_message(bluesky, "Short."))
        publish(mastodon, bluesky, reference=REFERENCE, messages=messages)
        text = text_of(client)
        assert "On Mastodon." in text
        assert "On Bluesky." in text

    def test_a_card_is_shown_as_its_link(self, client: Client, bluesky: Account) -> None:
        card = LinkCard("https://courts.norvale.example/nvca/2026/81", "Judgment")
        publish(bluesky, reference=REFERENCE, messages=(make_message(bluesky, "Words.", card=card),))
        assert ">courts.norvale.example/nvca/2026/81</bdi></a>" in page_of(client)

    def test_the_matter_and_the_reference_are_shown(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE, matters=("26-317",))
        assert "26-317" in text_of(client)

    def test_it_is_read_from_the_release_however_often_it_is_asked(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE)
        assert page_of(client) == page_of(client)


class TestWhatIsNotShown:
    @pytest.mark.parametrize(
        "state", [State.SCHEDULED, State.SENDING, State.UNKNOWN, State.HELD, State.FAILED, State.CANCELLED]
    )
    def test_nothing_is_on_record_before_a_network_has_it(
        self, client: Client, mastodon: Account, state: State
    ) -> None:
        publish(mastodon, reference=REFERENCE, states=[state])
        paths = ("", "1/", "1/message.json")
        assert [client.get(f"/record/{REFERENCE}/{path}").status_code for path in paths] == [404, 404, 404]
        assert REFERENCE not in client.get("/record/").content.decode()
        assert REFERENCE not in client.get("/record/feed.atom").content.decode()

    def test_words_approved_but_not_said_stay_private(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        messages = (make_message(mastodon, "Said words."), make_message(bluesky, "Unsaid words."))
        publish(mastodon, bluesky, reference=REFERENCE, messages=messages, states=[State.SENT, State.HELD])
        assert "Unsaid words" not in page_of(client)
        assert client.get(f"/record/{REFERENCE}/1/message.json").status_code == 404
        assert "Unsaid words" not in client.get("/record/feed.atom").content.decode()

    def test_the_staffs_own_reasons_stay_private(self, client: Client, mastodon: Account, bluesky: Account) -> None:
        publish(mastodon, bluesky, reference=REFERENCE, states=[State.SENT, State.FAILED])
        Delivery.objects.filter(state=State.FAILED).update(reason="Token of M. Tolland expired")
        assert "Tolland" not in page_of(client)

    @pytest.mark.parametrize("path", ["NCA-2026-9999/", "nonsense/", "NCA-2026-0163/7/", "%F0%9F%92%A9/"])
    def test_an_unknown_reference_is_answered_in_plain_words(
        self, client: Client, mastodon: Account, path: str
    ) -> None:
        publish(mastodon, reference=REFERENCE)
        response = client.get(f"/record/{path}")
        assert response.status_code == 404
        assert b"No statement has this reference." in response.content
        assert b"it may be false" in response.content


class TestStates:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (State.UNKNOWN, "Being checked"),
            (State.SCHEDULED, "Not published there yet"),
            (State.HELD, "Not published there: a person at the Court decides"),
            (State.FAILED, "Not published there: the network did not take it"),
            (State.CANCELLED, "Not published there: the Court decided against it"),
        ],
    )
    def test_what_is_partly_sent_says_so(
        self, client: Client, mastodon: Account, bluesky: Account, state: State, words: str
    ) -> None:
        publish(mastodon, bluesky, reference=REFERENCE, states=[State.SENT, state])
        text = text_of(client)
        assert words in text
        assert "Read it on Bluesky" not in text

    def test_a_withdrawn_statement_says_when_and_why_and_keeps_its_words(
        self, client: Client, mastodon: Account
    ) -> None:
        withdraw(publish(mastodon, reference=REFERENCE), LATER)
        text = text_of(client)
        assert "The Court withdrew this on Tuesday 10 November 2026 at 11:20." in text
        assert "The link was wrong." in text
        assert "The appeal is dismissed." in text
        assert "Read it on Mastodon" not in text


class TestVersions:
    def test_the_newest_version_comes_first_and_the_older_is_kept(self, client: Client, mastodon: Account) -> None:
        withdraw(publish(mastodon, reference=REFERENCE, text="It is at page 18."), LATER)
        publish(mastodon, reference=REFERENCE, text="It is at page 81.", said_at=LATER)
        page = page_of(client)
        assert "<p>It is at page 81.</p>" in page
        assert "<del>18.</del>" in page
        assert "<ins>81.</ins>" in page
        assert "It is at page 18." in text_of(client, f"/record/{REFERENCE}/1/")

    def test_an_account_that_got_it_again_says_so(self, client: Client, mastodon: Account) -> None:
        withdraw(publish(mastodon, reference=REFERENCE), LATER)
        publish(mastodon, reference=REFERENCE, text="Again.", said_at=LATER)
        text = text_of(client)
        assert "Withdrawn, published again" in text
        assert "10:05:00" in text
        assert "11:20:00" in text

    def test_each_version_has_its_own_fingerprint(self, client: Client, mastodon: Account) -> None:
        first = publish(mastodon, reference=REFERENCE)
        second = publish(mastodon, reference=REFERENCE, text="Other words.", said_at=LATER)
        text = text_of(client).replace(" ", "")
        assert first.digest in text
        assert second.digest in text

    def test_an_older_version_says_that_it_is_old(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE)
        publish(mastodon, reference=REFERENCE, text="Other words.", said_at=LATER)
        assert "This is version 1, kept for the record." in text_of(client, f"/record/{REFERENCE}/1/")

    def test_a_version_that_is_only_approved_does_not_replace_the_published_one(
        self, client: Client, mastodon: Account
    ) -> None:
        publish(mastodon, reference=REFERENCE)
        publish(mastodon, reference=REFERENCE, text="Coming words.", states=[State.SCHEDULED])
        page = page_of(client)
        assert "Coming words." not in page
        assert "The appeal is dismissed." in page

    def test_what_stands_from_the_version_before_is_not_sent_twice_but_shown(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        messages = (make_message(mastodon, "Same."), make_message(bluesky, "Same."))
        facts = {"reference": REFERENCE, "messages": messages}
        first = publish(mastodon, bluesky, states=[State.SENT, State.HELD], **facts)
        publish(mastodon, bluesky, replaces=first, due_in=7200, **facts)
        text = text_of(client)
        assert "Read it on Mastodon" in text
        assert "Read it on Bluesky" in text

    def test_what_still_stands_by_an_earlier_version_says_so(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        publish(mastodon, bluesky, reference=REFERENCE)
        publish(mastodon, bluesky, reference=REFERENCE, text="New.", states=[State.SENT, State.CANCELLED])
        text = text_of(client)
        assert "An earlier version stands there" in text
        assert "Read it on Bluesky" in text

    def test_a_correction_and_what_it_corrects_name_each_other(self, client: Client, mastodon: Account) -> None:
        first = publish(mastodon, reference=REFERENCE)
        publish(mastodon, reference="NCA-2026-0170", text="We wrote 18. It is 81.", corrects=first, said_at=LATER)
        assert "Read the correction, NCA-2026-0170" in text_of(client)
        assert "It corrects NCA-2026-0163" in text_of(client, "/record/NCA-2026-0170/")

    def test_a_correction_that_is_not_out_is_not_announced(self, client: Client, mastodon: Account) -> None:
        first = publish(mastodon, reference=REFERENCE)
        publish(mastodon, reference="NCA-2026-0170", corrects=first, states=[State.SCHEDULED])
        assert "NCA-2026-0170" not in page_of(client)


class TestProof:
    def test_the_file_has_the_fingerprint_that_the_page_shows(self, client: Client, mastodon: Account) -> None:
        release = publish(mastodon, reference=REFERENCE)
        response = client.get(f"/record/{REFERENCE}/1/message.json")
        assert hashlib.sha256(response.content).hexdigest() == release.digest
        assert response["Content-Disposition"] == 'attachment; filename="NCA-2026-0163-v1.json"'

    def test_the_place_on_the_audit_trail_is_shown_once_it_is_sealed(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE)
        assert "Not sealed yet" in text_of(client)


class TestPictures:
    @pytest.fixture(autouse=True)
    def _store(self, settings: Any, tmp_path: Path) -> None:
        settings.PRIVATE_MEDIA_ROOT = tmp_path
        cache.clear()

    def shown(self, account: Account, state: State = State.SENT) -> tuple[Release, str]:
        medium = fit(court=account.court, data=make_picture(), alt="An empty bench.", limits=limits_for("mastodon"))
        message = make_message(account, media=(medium,))
        release = publish(account, reference=REFERENCE, messages=(message,), states=[state])
        return release, f"/record/{REFERENCE}/1/media/{medium.sha256}"

    def test_a_published_picture_is_open_to_all(self, client: Client, mastodon: Account) -> None:
        _, path = self.shown(mastodon)
        assert client.get(path)["Content-Type"] == "image/png"
        assert f'src="{path}" alt="An empty bench."' in page_of(client)

    @pytest.mark.parametrize("state", [State.SCHEDULED, State.UNKNOWN, State.HELD, State.WITHDRAWN])
    def test_a_picture_that_does_not_stand_is_not_given_out(
        self, client: Client, mastodon: Account, state: State
    ) -> None:
        _, path = self.shown(mastodon, state)
        assert client.get(path).status_code == 404

    def test_after_a_withdrawal_the_page_says_what_it_showed(self, client: Client, mastodon: Account) -> None:
        release, path = self.shown(mastodon)
        withdraw(release, LATER)
        assert client.get(path).status_code == 404
        assert "A picture was shown here: An empty bench." in text_of(client)

    def test_a_drafts_picture_is_not_served_under_a_published_statement(
        self, client: Client, mastodon: Account
    ) -> None:
        self.shown(mastodon)
        limits = limits_for("mastodon")
        draft = fit(court=mastodon.court, data=make_picture(colour="red"), alt="Sealed.", limits=limits)
        assert client.get(f"/record/{REFERENCE}/1/media/{draft.sha256}").status_code == 404

    def test_a_picture_that_only_a_held_account_would_show_is_not_given_out(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        limits = limits_for("bluesky")
        medium = fit(court=mastodon.court, data=make_picture(), alt="Held.", limits=limits)
        messages = (make_message(mastodon), make_message(bluesky, media=(medium,)))
        publish(mastodon, bluesky, reference=REFERENCE, messages=messages, states=[State.SENT, State.HELD])
        assert client.get(f"/record/{REFERENCE}/1/media/{medium.sha256}").status_code == 404


class TestLanguages:
    def both(self, mastodon: Account, bluesky: Account) -> None:
        french = make_message(mastodon, "L’appel est rejeté.", language="fr")
        arabic = make_message(bluesky, "رُفض الاستئناف.", language="ar")
        publish(mastodon, bluesky, reference=REFERENCE, messages=(french, arabic))

    def test_each_wording_carries_its_language_and_direction(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        self.both(mastodon, bluesky)
        page = page_of(client)
        assert '<figure class="said" lang="ar"><blockquote dir="rtl">' in page
        assert '<figure class="said" lang="fr"><blockquote dir="ltr">' in page

    def test_the_other_languages_are_linked(self, client: Client, mastodon: Account, bluesky: Account) -> None:
        self.both(mastodon, bluesky)
        assert '<link rel="alternate" hreflang="ar" href="?lang=ar">' in page_of(client)

    def test_the_chosen_language_comes_first(self, client: Client, mastodon: Account, bluesky: Account) -> None:
        self.both(mastodon, bluesky)
        page = page_of(client, f"/record/{REFERENCE}/?lang=ar")
        assert page.index("رُفض") < page.index("rejeté")

    def test_a_language_that_it_was_not_said_in_changes_nothing(
        self, client: Client, mastodon: Account, bluesky: Account
    ) -> None:
        self.both(mastodon, bluesky)
        assert page_of(client, f"/record/{REFERENCE}/?lang=xx") == page_of(client)

    def test_an_arabic_statement_stands_on_an_arabic_page(self, client: Client, mastodon: Account) -> None:
        message = make_message(mastodon, "رُفض الاستئناف.", language="ar")
        publish(mastodon, reference=REFERENCE, messages=(message,))
        page = page_of(client)
        assert '<html lang="ar" dir="rtl">' in page
        assert "ما قيل" in page
        assert "What was said" not in page

    def test_where_no_translation_exists_the_page_is_english_around_the_words(
        self, client: Client, mastodon: Account
    ) -> None:
        publish(mastodon, reference=REFERENCE, messages=(make_message(mastodon, "הערעור נדחה.", language="he"),))
        page = page_of(client)
        assert '<html lang="en" dir="ltr">' in page
        assert '<figure class="said" lang="he"><blockquote dir="rtl">' in page

    def test_what_the_reader_prefers_changes_nothing(self, client: Client, mastodon: Account) -> None:
        publish(mastodon, reference=REFERENCE)
        german = client.get(f"/record/{REFERENCE}/", headers={"Accept-Language": "de"}).content.decode()
        assert german == page_of(client)


def test_a_delivery_found_sent_later_brings_it_on_record(client: Client, mastodon: Account) -> None:
    release = publish(mastodon, reference=REFERENCE, states=[State.UNKNOWN])
    put(release, mastodon, State.SENT)
    assert client.get(f"/record/{REFERENCE}/").status_code == 200
