"""What is Bluesky's own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from publishing.domain.message import LinkCard
from publishing.networks.base import Continue, OutcomeUnknown, Permanent, Transient
from publishing.networks.bluesky import cid, tid
from tests.networks.contracts import lexicon, lexicon_problems
from tests.networks.dialects import ALT, NOW, WORDS, Dialect, pictures, send, uploaded
from tests.networks.fakes import DID, SECRET, Fake

pytestmark = pytest.mark.loopback
CARD = LinkCard("https://court.example/judgments/187", "Judgment 187", "The whole text")


@pytest.fixture
def bluesky(fake: Fake) -> Dialect:
    return Dialect("bluesky", fake)


def operations(bluesky: Dialect) -> list[str]:
    return [name for name, _ in bluesky.server.world.seen]


# --- the record, whole before the first byte -------------------------------------------------------------


@pytest.mark.parametrize("text", WORDS)
def test_a_record_fits_its_lexicon(bluesky: Dialect, text: str) -> None:
    record = bluesky.payload(text, pictures()).body["record"]
    assert lexicon_problems(record, *lexicon("app.bsky.feed.post", "app.bsky.feed.post")) == []


def test_a_record_with_a_card_fits_its_lexicon(bluesky: Dialect) -> None:
    record = bluesky.payload(card=CARD).body["record"]
    assert lexicon_problems(record, *lexicon("app.bsky.feed.post", "app.bsky.feed.post")) == []


def test_the_request_fits_its_lexicon(bluesky: Dialect) -> None:
    bluesky.send(bluesky.payload())
    body = next(request.json for name, request in bluesky.server.world.seen if name == "publish")
    main, home = lexicon("com.atproto.repo.putRecord", "com.atproto.repo.putRecord")
    properties = main["input"]["schema"]["properties"]
    assert (set(body) <= set(properties), set(main["input"]["schema"]["required"]) <= set(body)) == (True, True)
    assert (body["swapRecord"], home) == (None, "com.atproto.repo.putRecord")


def test_what_is_sent_is_what_was_prepared(bluesky: Dialect) -> None:
    payload = bluesky.payload(WORDS[6], pictures())
    receipt = bluesky.send(payload)
    assert bluesky.server.world.posts[receipt.remote_id]["record"] == payload.body["record"]


def test_the_instant_of_the_record_is_the_one_given(bluesky: Dialect) -> None:
    assert bluesky.payload().body["record"]["createdAt"] == "2026-11-20T09:05:00.123Z"


def test_pictures_carry_alt_text_and_ratio(bluesky: Dialect) -> None:
    image = bluesky.payload(media=pictures(1)).body["record"]["embed"]["images"][0]
    assert (image["alt"], image["aspectRatio"]) == (ALT, {"width": 64, "height": 48})


def test_a_card_says_where_it_leads(bluesky: Dialect) -> None:
    external = bluesky.payload(card=CARD).body["record"]["embed"]["external"]
    assert external == {"uri": CARD.url, "title": CARD.title, "description": CARD.description}


def test_pictures_and_a_card_at_once_are_refused_and_not_dropped(bluesky: Dialect) -> None:
    with pytest.raises(Permanent, match="not both"):
        bluesky.payload(media=pictures(1), card=CARD)


def test_a_content_id_is_what_the_network_makes_of_the_bytes() -> None:
    digest = hashlib.sha256(b"hello world").hexdigest()
    assert cid(digest) == "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"


# --- the key -----------------------------------------------------------------------------------------------


def test_a_key_has_the_form_of_a_tid() -> None:
    assert re.fullmatch(r"[234567abcdefghij][2-7a-z]{12}", tid("k", NOW))


def test_keys_sort_by_time() -> None:
    later = [tid(f"k{n}", NOW + timedelta(seconds=n)) for n in range(50)]
    assert later == sorted(later)


def test_ten_thousand_posts_of_one_instant_have_keys_of_their_own() -> None:
    assert len({tid(f"delivery-{n}", NOW) for n in range(10_000)}) == 10_000


# --- doubt -------------------------------------------------------------------------------------------------


def test_another_post_under_the_key_is_left_standing_and_shown_to_a_person(bluesky: Dialect) -> None:
    ours, theirs = bluesky.payload("Ours."), bluesky.payload("Theirs.")
    standing = bluesky.send(theirs)
    with pytest.raises(OutcomeUnknown, match="person"):
        bluesky.send(ours)
    assert bluesky.server.world.posts[standing.remote_id]["text"] == "Theirs."


def test_lookup_of_another_post_under_the_key_decides_nothing(bluesky: Dialect) -> None:
    bluesky.send(bluesky.payload("Theirs."))
    assert bluesky.adapter.lookup(bluesky.payload("Ours."), {}, NOW, bluesky.connection()).present is None


def test_a_second_put_whose_look_fails_stays_unknown(bluesky: Dialect) -> None:
    payload = bluesky.payload()
    bluesky.send(payload)
    bluesky.server.world.arm(lookup=["500-before"])
    with pytest.raises(OutcomeUnknown):
        bluesky.send(payload)


def test_pictures_that_the_server_threw_away_are_uploaded_again(bluesky: Dialect) -> None:
    payload, connection = bluesky.payload(media=pictures()), bluesky.connection()
    memo = uploaded(bluesky.adapter, payload, connection)
    bluesky.server.world.media.clear()
    receipt, _ = send(bluesky.adapter, payload, connection, memo)
    assert len(bluesky.server.world.posts[receipt.remote_id]["media"]) == 2


def test_pictures_that_never_stay_are_an_error_in_the_end(bluesky: Dialect) -> None:
    connection = bluesky.connection()
    payload = replace(bluesky.payload(media=pictures(1)), media=())
    with pytest.raises(Permanent, match="blob"):
        bluesky.adapter.advance(payload, {}, connection)


def test_a_picture_that_the_server_changed_is_not_published(bluesky: Dialect) -> None:
    connection = replace(bluesky.connection(), media=lambda sha256: b"other bytes")
    with pytest.raises(Transient):
        bluesky.send(bluesky.payload(media=pictures(1)), connection)


# --- tokens ------------------------------------------------------------------------------------------------


def test_an_expired_token_is_renewed_and_the_post_goes_out(bluesky: Dialect) -> None:
    bluesky.server.world.access = "access-2"
    assert bluesky.send(bluesky.payload()).remote_id in bluesky.server.world.posts
    assert operations(bluesky) == ["publish", "refresh", "publish"]


def test_renewed_tokens_are_handed_back_with_the_receipt(bluesky: Dialect) -> None:
    bluesky.server.world.arm(publish=["expired"])
    receipt = bluesky.send(bluesky.payload())
    assert receipt.credentials == {"password": SECRET, "access": "access-1r", "refresh": "refresh-1r"}


def test_renewed_tokens_are_handed_back_with_an_upload(bluesky: Dialect) -> None:
    bluesky.server.world.arm(upload=["expired"])
    step = bluesky.adapter.advance(bluesky.payload(media=pictures(1)), {}, bluesky.connection())
    assert isinstance(step, Continue)
    assert step.credentials == {"password": SECRET, "access": "access-1r", "refresh": "refresh-1r"}


@pytest.mark.parametrize("operation", ["readings", "withdraw"])
def test_renewed_tokens_stay_on_the_connection_of_any_call(bluesky: Dialect, operation: str) -> None:
    receipt, connection = bluesky.send(bluesky.payload()), bluesky.connection()
    bluesky.server.world.arm(**{operation: ["expired"]})
    calls = {"readings": lambda: bluesky.adapter.readings([receipt.remote_id], connection)}
    calls["withdraw"] = lambda: bluesky.adapter.withdraw(receipt.remote_id, connection)
    calls[operation]()
    assert connection.renewed["access"] == "access-1r"


def test_where_the_refresh_token_ran_out_too_it_signs_in_again(bluesky: Dialect) -> None:
    bluesky.server.world.access, bluesky.server.world.refresh = "access-9", "refresh-9"
    assert bluesky.send(bluesky.payload()).credentials == {
        "password": SECRET,
        "access": "access-s1",
        "refresh": "refresh-s1",
    }


def test_a_revoked_password_says_what_to_do(bluesky: Dialect) -> None:
    bluesky.server.world.access, bluesky.server.world.refresh = "access-9", "refresh-9"
    bluesky.server.world.password = "another"
    with pytest.raises(Permanent, match="Connect the account again"):
        bluesky.send(bluesky.payload())


def test_a_server_that_always_says_expired_is_asked_twice_and_no_more(bluesky: Dialect) -> None:
    bluesky.server.world.arm(publish=["expired"] * 9)
    with pytest.raises(Permanent):
        bluesky.send(bluesky.payload())
    assert operations(bluesky).count("publish") == 2


def test_a_lost_refresh_publishes_nothing_and_is_transient(bluesky: Dialect) -> None:
    bluesky.server.world.arm(publish=["expired"], refresh=["lost"])
    with pytest.raises(Transient):
        bluesky.send(bluesky.payload())


def test_an_account_without_tokens_signs_in(bluesky: Dialect) -> None:
    connection = bluesky.connection(credentials={"password": SECRET})
    assert bluesky.send(bluesky.payload(), connection).remote_id.startswith(f"at://{DID}/")


# --- counts --------------------------------------------------------------------------------------------------


def test_without_an_app_view_there_are_no_readings_and_no_error(bluesky: Dialect) -> None:
    receipt = bluesky.send(bluesky.payload())
    bluesky.server.world.app_view = False
    assert bluesky.adapter.readings([receipt.remote_id], bluesky.connection()) == {}


def test_too_many_requests_for_readings_are_not_taken_for_no_app_view(bluesky: Dialect) -> None:
    bluesky.server.world.arm(readings=["429-epoch"])
    with pytest.raises(Transient):
        bluesky.adapter.readings(["at://x/y/z"], bluesky.connection())


def test_lookup_and_exists_need_no_token(bluesky: Dialect) -> None:
    payload = bluesky.payload()
    receipt = bluesky.send(payload)
    stranger = bluesky.connection(credentials={"password": "no"})
    found = bluesky.adapter.lookup(payload, {}, datetime.now(UTC), stranger).present
    assert (found, bluesky.adapter.exists(receipt.remote_id, stranger)) == (True, True)
