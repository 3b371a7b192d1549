"""One contract for every adapter, each before a server that speaks its API and fails on request."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest

from publishing.domain.limits import LIMITS
from publishing.networks.base import Continue, OutcomeUnknown, Permanent, Transient
from publishing.networks.registry import NETWORKS, adapter
from tests.networks.dialects import NOW, WORDS, Dialect, pictures, send, uploaded
from tests.networks.fakes import SECRET

pytestmark = pytest.mark.loopback


def just_now() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


# --- prepare ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_has_its_limits_row(network: str) -> None:
    assert network in LIMITS


@pytest.mark.parametrize("network", NETWORKS)
def test_the_registry_names_an_adapter_as_it_names_itself(network: str) -> None:
    assert adapter(network).name == network


def test_an_unknown_network_is_no_key() -> None:
    with pytest.raises(KeyError):
        adapter("myspace")


def test_prepare_is_the_same_twice(dialect: Dialect) -> None:
    assert dialect.payload(media=pictures()) == dialect.payload(media=pictures())


def test_prepare_asks_nobody(dialect: Dialect) -> None:
    dialect.payload(media=pictures())
    assert dialect.server.world.seen == []


@pytest.mark.parametrize("text", WORDS)
def test_a_payload_survives_the_database(dialect: Dialect, text: str) -> None:
    payload = dialect.payload(text, pictures())
    stored = json.loads(json.dumps(asdict(payload)))
    assert type(payload)(stored["key"], stored["body"], tuple(stored["media"])) == payload


def test_a_thread_is_refused_in_words(dialect: Dialect) -> None:
    message = replace(dialect.message(), segments=("one", "two"))
    with pytest.raises(Permanent, match="single post"):
        dialect.adapter.prepare(message, "k", NOW)


# --- publishing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", WORDS)
def test_the_text_arrives_as_it_was_written(dialect: Dialect, text: str) -> None:
    receipt = dialect.send(dialect.payload(text))
    assert dialect.server.world.posts[receipt.remote_id]["text"] == text


def test_pictures_arrive_byte_for_byte_in_order_with_their_alt_text(dialect: Dialect) -> None:
    media = pictures()
    receipt = dialect.send(dialect.payload(media=media))
    stored = dialect.server.world.posts[receipt.remote_id]["media"]
    connection = dialect.connection()
    assert [(one["data"], one["alt"]) for one in stored] == [(connection.media(m.sha256), m.alt) for m in media]


def test_the_language_is_sent(dialect: Dialect) -> None:
    payload = dialect.adapter.prepare(replace(dialect.message("Danas."), language="hr"), "k", NOW)
    receipt = dialect.send(payload)
    assert dialect.server.world.posts[receipt.remote_id]["language"] == "hr"


def test_the_receipt_names_a_public_address(dialect: Dialect) -> None:
    assert dialect.send(dialect.payload()).url.startswith("https://")


def test_one_step_uploads_one_picture_and_publishes_nothing(dialect: Dialect) -> None:
    step = dialect.adapter.advance(dialect.payload(media=pictures()), {}, dialect.connection())
    assert isinstance(step, Continue)
    assert dialect.server.world.posts == {}


def test_a_memo_survives_the_database(dialect: Dialect) -> None:
    payload = dialect.payload(media=pictures())
    memo = json.loads(json.dumps(uploaded(dialect.adapter, payload, dialect.connection())))
    dialect.send(payload, memo=memo)
    assert [operation for operation, _ in dialect.server.world.seen].count("upload") == 2


def test_a_sending_that_resumes_uploads_nothing_twice(dialect: Dialect) -> None:
    payload = dialect.payload(media=pictures())
    step = dialect.adapter.advance(payload, {}, dialect.connection())
    assert isinstance(step, Continue)
    dialect.send(payload, memo=step.memo)
    assert [operation for operation, _ in dialect.server.world.seen].count("upload") == 2


def test_a_second_send_of_the_same_payload_changes_nothing(dialect: Dialect) -> None:
    payload = dialect.payload()
    assert dialect.send(payload) == dialect.send(payload)
    assert list(dialect.server.world.published.values()) == [1]


# --- doubt -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["lost", "500-after", "nonsense", "nonsense-json"])
def test_a_publication_without_a_clear_answer_is_unknown(dialect: Dialect, fault: str) -> None:
    dialect.server.world.arm(publish=[fault])
    with pytest.raises(OutcomeUnknown):
        dialect.send(dialect.payload())


@pytest.mark.parametrize("fault", ["500-before", "503-before", "reset-before"])
def test_a_publication_that_may_have_failed_is_unknown_too(dialect: Dialect, fault: str) -> None:
    dialect.server.world.arm(publish=[fault])
    with pytest.raises(OutcomeUnknown):
        dialect.send(dialect.payload())


def test_a_slow_drip_ends_at_the_deadline_and_is_unknown(dialect: Dialect) -> None:
    dialect.server.world.arm(publish=["drip"])
    started = datetime.now(UTC)
    with pytest.raises(OutcomeUnknown):
        dialect.send(dialect.payload(), dialect.connection(deadline=0.4))
    assert datetime.now(UTC) - started < timedelta(seconds=2)


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("fault", ["lost", "500-after", "nonsense"])
def test_what_was_accepted_is_found_by_lookup_once(dialect: Dialect, fault: str, text: str) -> None:
    payload, connection, began = dialect.payload(text, pictures()), dialect.connection(), just_now()
    memo = uploaded(dialect.adapter, payload, connection)
    dialect.server.world.arm(publish=[fault])
    with pytest.raises(OutcomeUnknown):
        dialect.adapter.advance(payload, memo, connection)
    sighting = dialect.adapter.lookup(payload, memo, began, connection)
    assert (sighting.present, sighting.receipt and sighting.receipt.remote_id) == (True, *dialect.server.world.posts)


def test_what_was_lost_before_is_found_absent_and_can_be_sent(dialect: Dialect) -> None:
    payload, began = dialect.payload(), just_now()
    dialect.server.world.arm(publish=["500-before"])
    with pytest.raises(OutcomeUnknown):
        dialect.send(payload)
    assert dialect.adapter.lookup(payload, {}, began, dialect.connection()).present is False
    assert dialect.send(payload).remote_id in dialect.server.world.posts


def test_lookup_gives_the_same_receipt_as_the_publication(dialect: Dialect) -> None:
    payload, connection, began = dialect.payload(WORDS[6], pictures()), dialect.connection(), just_now()
    receipt, memo = send(dialect.adapter, payload, connection)
    assert dialect.adapter.lookup(payload, memo, began, connection).receipt == receipt


def test_lookup_takes_no_other_post_for_ours(dialect: Dialect) -> None:
    began = just_now()
    dialect.send(dialect.payload("Another text.", key="other"))
    payload = dialect.payload("This text.", key="ours")
    assert dialect.adapter.lookup(payload, {}, began, dialect.connection()).present is False


def test_evidence_is_json(dialect: Dialect) -> None:
    payload, began = dialect.payload(), just_now()
    _, memo = send(dialect.adapter, payload, dialect.connection())
    sighting = dialect.adapter.lookup(payload, memo, began, dialect.connection())
    assert json.loads(json.dumps(sighting.evidence)) == sighting.evidence


@pytest.mark.parametrize("fault", ["lost", "500-after", "nonsense", "nonsense-json", "reset-before"])
def test_an_upload_without_an_answer_is_only_transient(dialect: Dialect, fault: str) -> None:
    dialect.server.world.arm(upload=[fault])
    with pytest.raises(Transient):
        dialect.adapter.advance(dialect.payload(media=pictures()), {}, dialect.connection())


@pytest.mark.parametrize("fault", ["lost", "500-before", "nonsense"])
def test_a_lookup_without_an_answer_proves_nothing(dialect: Dialect, fault: str) -> None:
    dialect.server.world.arm(lookup=[fault])
    with pytest.raises(Transient):
        dialect.adapter.lookup(dialect.payload(), {}, just_now(), dialect.connection())


def test_no_server_at_all_is_transient(dialect: Dialect, settings) -> None:
    settings.PRIVATE_ADDRESSES = ["127.0.0.1:9"]
    with pytest.raises(Transient):
        dialect.send(dialect.payload(), dialect.connection(base_url="http://127.0.0.1:9"))


def test_an_address_inside_is_refused_with_the_remedy(dialect: Dialect, settings) -> None:
    settings.PRIVATE_ADDRESSES = []
    with pytest.raises(Permanent, match="https://"):
        dialect.send(dialect.payload())


# --- waiting and refusing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "least", "most"), [("429-seconds", 17, 17), ("429-iso", 80, 90), ("429-epoch", 80, 90)]
)
def test_too_many_requests_says_when_to_come_back(dialect: Dialect, fault: str, least: int, most: int) -> None:
    dialect.server.world.arm(publish=[fault])
    with pytest.raises(Transient) as caught:
        dialect.send(dialect.payload())
    assert least <= (caught.value.retry_after or 0) <= most


def test_a_text_too_long_is_refused_in_the_words_of_the_server(dialect: Dialect) -> None:
    with pytest.raises(Permanent, match=r"characters|character limit|graphemes"):
        dialect.send(dialect.payload("x" * 700))


def test_a_right_that_is_missing_says_what_to_do(dialect: Dialect) -> None:
    dialect.server.world.arm(publish=["forbidden"])
    with pytest.raises(Permanent, match="Connect the account again"):
        dialect.send(dialect.payload())


def test_a_secret_echoed_by_the_server_is_not_repeated(dialect: Dialect) -> None:
    dialect.server.world.arm(publish=["forbidden"])
    with pytest.raises(Permanent) as caught:
        dialect.send(dialect.payload())
    assert not any(secret in str(caught.value) for secret in dialect.connection().credentials.values())


@pytest.mark.parametrize("fault", ["lost", "500-after", "nonsense", "forbidden", "429-seconds"])
def test_no_exception_carries_a_secret(dialect: Dialect, fault: str) -> None:
    dialect.server.world.arm(publish=[fault])
    with pytest.raises((Transient, Permanent, OutcomeUnknown)) as caught:
        dialect.send(dialect.payload())
    chain = f"{caught.value!r} {caught.value.__cause__!r} {vars(caught.value)}"
    assert not any(secret in chain for secret in dialect.connection().credentials.values())


def test_a_connection_shows_no_secret(dialect: Dialect) -> None:
    connection = dialect.connection()
    assert not any(secret in repr(connection) for secret in connection.credentials.values())


# --- afterwards ----------------------------------------------------------------------------------------


def test_withdrawing_twice_is_no_error(dialect: Dialect) -> None:
    receipt, connection = dialect.send(dialect.payload()), dialect.connection()
    dialect.adapter.withdraw(receipt.remote_id, connection)
    dialect.adapter.withdraw(receipt.remote_id, connection)
    assert dialect.server.world.posts[receipt.remote_id]["deleted"]


def test_a_withdrawal_without_an_answer_is_unknown_and_settled_by_exists(dialect: Dialect) -> None:
    receipt, connection = dialect.send(dialect.payload()), dialect.connection()
    dialect.server.world.arm(withdraw=["lost"])
    with pytest.raises(OutcomeUnknown):
        dialect.adapter.withdraw(receipt.remote_id, connection)
    assert not dialect.adapter.exists(receipt.remote_id, connection)


def test_a_published_post_exists(dialect: Dialect) -> None:
    receipt = dialect.send(dialect.payload())
    assert dialect.adapter.exists(receipt.remote_id, dialect.connection())


def test_readings_count_what_is_there_and_leave_out_what_is_gone(dialect: Dialect) -> None:
    connection = dialect.connection()
    kept = dialect.send(dialect.payload("Kept.", key="kept")).remote_id
    gone = dialect.send(dialect.payload("Gone.", key="gone")).remote_id
    dialect.adapter.withdraw(gone, connection)
    found = dialect.adapter.readings([kept, gone], connection)
    assert (list(found), set(LIMITS[dialect.network].counts.values()) <= set(found[kept].values)) == ([kept], True)


def test_more_readings_than_one_request_takes(dialect: Dialect) -> None:
    ids = [dialect.send(dialect.payload(f"Number {n}.", key=f"n-{n}")).remote_id for n in range(45)]
    assert set(dialect.adapter.readings(ids, dialect.connection())) == set(ids)


def test_no_readings_of_nothing(dialect: Dialect) -> None:
    assert dialect.adapter.readings([], dialect.connection()) == {}


# --- connecting ------------------------------------------------------------------------------------------


def test_a_good_secret_says_whose_it_is(dialect: Dialect) -> None:
    bare = dialect.connection()
    identity = dialect.adapter.check(SECRET, replace(bare, credentials={}, remote_id=""))
    assert (identity.remote_id, identity.handle) == (bare.remote_id, bare.handle)


def test_the_credentials_of_the_check_publish(dialect: Dialect) -> None:
    bare = dialect.connection()
    identity = dialect.adapter.check(SECRET, replace(bare, credentials={}, remote_id=""))
    receipt = dialect.send(dialect.payload(), replace(bare, credentials=identity.credentials))
    assert receipt.remote_id in dialect.server.world.posts


def test_a_bad_secret_is_refused_and_not_repeated(dialect: Dialect) -> None:
    with pytest.raises(Permanent) as caught:
        dialect.adapter.check("wrong-secret", replace(dialect.connection(), credentials={}))
    assert "wrong-secret" not in str(caught.value)


@pytest.mark.parametrize("fault", ["nonsense", "nonsense-json", "lost", "503-before"])
def test_a_check_that_is_not_answered_proves_nothing(dialect: Dialect, fault: str) -> None:
    dialect.server.world.arm(check=[fault])
    with pytest.raises(Transient):
        dialect.adapter.check(SECRET, replace(dialect.connection(), credentials={}))
