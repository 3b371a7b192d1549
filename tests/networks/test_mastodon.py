"""What is Mastodon's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from publishing.domain.limits import limits_for
from publishing.networks.base import Continue, OutcomeUnknown, Permanent, Transient
from publishing.networks.forms import same_words
from tests.networks.contracts import flat, mastodon_operation, mastodon_problems
from tests.networks.dialects import ALT, WORDS, Dialect, pictures, send, uploaded
from tests.networks.fakes import SECRET, Fake, shown

pytestmark = pytest.mark.loopback


@pytest.fixture
def mastodon(fake: Fake) -> Dialect:
    return Dialect("mastodon", fake)


def requests_of(mastodon: Dialect, operation: str) -> list:
    return [request for name, request in mastodon.server.world.seen if name == operation]


def test_visibility_is_always_sent(mastodon: Dialect) -> None:
    mastodon.send(mastodon.payload())
    assert requests_of(mastodon, "publish")[0].json["visibility"] == "public"


def test_the_idempotency_key_is_sent(mastodon: Dialect) -> None:
    mastodon.send(mastodon.payload(key="delivery-9"))
    assert requests_of(mastodon, "publish")[0].headers["Idempotency-Key"] == "delivery-9"


def test_a_picture_that_is_still_being_made_is_polled_for(mastodon: Dialect) -> None:
    mastodon.server.world.slow_media = 2
    mastodon.send(mastodon.payload(media=pictures(1)))
    assert len(requests_of(mastodon, "poll")) == 3


def test_between_polls_there_is_time(mastodon: Dialect) -> None:
    mastodon.server.world.slow_media = 2
    step = mastodon.adapter.advance(mastodon.payload(media=pictures(1)), {}, mastodon.connection())
    assert isinstance(step, Continue)
    assert step.after >= 1


def test_a_picture_that_is_never_ready_is_given_up(mastodon: Dialect) -> None:
    mastodon.server.world.slow_media = 1000
    memo = uploaded(mastodon.adapter, mastodon.payload(media=pictures(1)), mastodon.connection())
    with pytest.raises(Transient, match="picture"):
        mastodon.adapter.advance(mastodon.payload(), {**memo, "polls": 90}, mastodon.connection())


def test_a_file_that_is_no_picture_is_refused(mastodon: Dialect) -> None:
    connection = replace(mastodon.connection(), media=lambda sha256: b"no picture")
    with pytest.raises(Permanent, match="content type is invalid"):
        mastodon.send(mastodon.payload(media=pictures(1)), connection)


@pytest.mark.parametrize("words", ["Media {ids} wurden schon angehängt", "Media is already attached to a status"])
def test_a_picture_that_is_attached_already_is_doubt_and_the_post_is_found(mastodon: Dialect, words: str) -> None:
    mastodon.server.world.attached_words = words
    payload, began = mastodon.payload(media=pictures()), datetime.now(UTC)
    receipt, memo = send(mastodon.adapter, payload, mastodon.connection())
    with pytest.raises(OutcomeUnknown):  # the key is forgotten after an hour
        mastodon.adapter.advance(replace(payload, key="later"), memo, mastodon.connection())
    assert mastodon.adapter.lookup(payload, memo, began, mastodon.connection()).receipt == receipt


def test_lookup_reads_more_than_one_page(mastodon: Dialect) -> None:
    payload, began = mastodon.payload("The one.", key="the-one"), datetime.now(UTC)
    receipt = mastodon.send(payload)
    for number in range(60):
        mastodon.send(mastodon.payload(f"Later {number}.", key=f"later-{number}"))
    assert mastodon.adapter.lookup(payload, {}, began, mastodon.connection()).receipt == receipt


def test_lookup_stops_at_the_time_of_the_attempt(mastodon: Dialect) -> None:
    payload = mastodon.payload()
    mastodon.send(payload)
    sighting = mastodon.adapter.lookup(payload, {}, datetime.now(UTC) + timedelta(hours=1), mastodon.connection())
    assert sighting.present is False


def test_lookup_that_cannot_see_back_far_enough_says_so(mastodon: Dialect) -> None:
    for number in range(220):
        mastodon.send(mastodon.payload(f"Number {number}.", key=f"n-{number}"))
    began = datetime.now(UTC) - timedelta(minutes=5)
    assert mastodon.adapter.lookup(mastodon.payload(), {}, began, mastodon.connection()).present is None


def test_lookup_tells_the_same_words_with_other_pictures_apart(mastodon: Dialect) -> None:
    payload, began = mastodon.payload(media=pictures()), datetime.now(UTC)
    send(mastodon.adapter, payload, mastodon.connection())
    assert mastodon.adapter.lookup(payload, {"media": ["5", "6"]}, began, mastodon.connection()).present is False


def test_lookup_leaves_alone_what_another_application_wrote(mastodon: Dialect) -> None:
    payload, began, connection = mastodon.payload(), datetime.now(UTC), mastodon.connection()
    mastodon.send(payload)
    other = replace(connection, credentials={"token": SECRET, "application": "Another"})
    assert mastodon.adapter.lookup(payload, {}, began, other).present is False


@pytest.mark.parametrize("text", WORDS)
def test_shown_words_are_known_again(text: str) -> None:
    assert same_words(shown(text), text)


def test_other_words_are_not_taken_for_the_same() -> None:
    assert not same_words(shown("The hearing is public."), "The hearing is not public.")


def test_a_mention_is_known_without_its_domain() -> None:
    html = '<p>With <span class="h-card"><a href="https://b.example/@bar">@<span>bar</span></a></span>.</p>'
    assert same_words(html, "With @bar@b.example.")


def test_an_older_server_is_asked_for_counts_one_by_one(mastodon: Dialect) -> None:
    receipt = mastodon.send(mastodon.payload())
    mastodon.server.world.arm(readings=["forbidden"])
    assert list(mastodon.adapter.readings([receipt.remote_id], mastodon.connection())) == [receipt.remote_id]


def test_the_limits_of_the_server_override_the_row(mastodon: Dialect) -> None:
    identity = mastodon.adapter.check(SECRET, mastodon.connection(credentials={}))
    assert limits_for("mastodon", identity.limits).text_max == 640


def test_a_server_that_reserves_nothing_for_addresses_counts_them_in_full(mastodon: Dialect) -> None:
    mastodon.server.world.reserved = False
    identity = mastodon.adapter.check(SECRET, mastodon.connection(credentials={}))
    assert limits_for("mastodon", identity.limits).url_weight == 0


# --- the published description of the API ----------------------------------------------------------------


def test_the_status_fits_the_published_schema(mastodon: Dialect) -> None:
    mastodon.send(mastodon.payload(WORDS[6], pictures()))
    operation = mastodon_operation("POST", "/api/v1/statuses")
    variants = operation["requestBody"]["content"]["application/json"]["schema"]["oneOf"]
    body = requests_of(mastodon, "publish")[0].json
    assert [] in [mastodon_problems(body, variant) for variant in variants]


def test_the_upload_has_the_fields_of_the_published_schema(mastodon: Dialect) -> None:
    mastodon.send(mastodon.payload(media=pictures(1)))
    schema = flat(
        mastodon_operation("POST", "/api/v2/media")["requestBody"]["content"]["multipart/form-data"]["schema"]
    )
    form = requests_of(mastodon, "upload")[0].form()
    assert set(schema["required"]) <= set(form) <= set(schema["properties"])
    assert form["description"][0].decode() == ALT


def test_every_request_is_one_that_mastodon_has(mastodon: Dialect) -> None:
    mastodon.server.world.slow_media = 1
    payload, connection = mastodon.payload(media=pictures(1)), mastodon.connection()
    receipt, memo = send(mastodon.adapter, payload, connection)
    mastodon.adapter.check(SECRET, connection)
    mastodon.adapter.lookup(payload, memo, datetime.now(UTC), connection)
    mastodon.adapter.exists(receipt.remote_id, connection)
    mastodon.adapter.readings([receipt.remote_id], connection)
    mastodon.adapter.withdraw(receipt.remote_id, connection)
    asked = [(request, mastodon_operation(request.method, request.path)) for _, request in mastodon.server.world.seen]
    for request, operation in asked:
        known = {parameter["name"] for parameter in operation.get("parameters", []) if "name" in parameter}
        assert {name.removesuffix("[]") for name in request.query} <= {name.removesuffix("[]") for name in known}


def test_the_query_of_a_lookup_is_what_the_description_names() -> None:
    names = {one["name"] for one in mastodon_operation("GET", "/api/v1/accounts/1/statuses")["parameters"]}
    assert set(parse_qs("limit=40&exclude_reblogs=true&max_id=5")) <= names
