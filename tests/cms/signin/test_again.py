"""Before a vote, a release or a change of rights: a fresh proof, in one step in which nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from cms.shut import walk
from cms.signin import policy
from publishing.domain.delivery import State
from publishing.ground.models import Court, Person
from publishing.models import Delivery
from tests.factories import make_account, make_delivery, make_person
from tests.factors import bind_app, bind_codes, code_of, wrong_code
from tests.signing import proved

GIVEN = {"name": "Iva & “Bor”", "email": "iva@courts.example", "role": "reviewer", "csrfmiddlewaretoken": "x"}


@pytest.fixture
def secret(ana: Person) -> str:
    return bind_app(ana)


@pytest.fixture
def stale(client: Client, ana: Person, secret: str) -> Client:
    client.force_login(ana)
    return proved(client, minutes_ago=16)


@pytest.fixture
def invite(court: Court) -> str:
    return reverse("people:invite", args=[court.slug])


def invited() -> bool:
    return Person.objects.filter(email="iva@courts.example").exists()


def test_each_address_that_asks_exists() -> None:
    known = {name for _route, name, _pattern in walk(get_resolver().url_patterns)}
    assert policy.FRESH - known == set()


def test_what_is_held_is_let_go_in_bulk_only_with_a_fresh_proof(stale: Client, court: Court) -> None:
    row = make_delivery(State.HELD, make_account(court))
    stale.post(reverse("outbox:decide"), {f"d{row.pk}": "send"})
    assert Delivery.objects.get().state == State.HELD


def test_an_act_that_comes_too_late_is_kept_and_not_done(stale: Client, invite: str) -> None:
    page = stale.post(invite, GIVEN).content.decode()
    assert not invited()
    assert 'value="Iva &amp; “Bor”"' in page
    assert 'name="csrfmiddlewaretoken" value="x"' not in page


def test_the_act_goes_on_with_the_code(stale: Client, invite: str, secret: str) -> None:
    stale.post(invite, GIVEN | {"fresh-code": code_of(secret)})
    assert invited()


def test_a_wrong_code_does_nothing_and_loses_nothing(stale: Client, invite: str, secret: str) -> None:
    page = stale.post(invite, GIVEN | {"fresh-code": wrong_code(secret)}).content.decode()
    assert not invited()
    assert "each code counts once" in page
    assert "iva@courts.example" in page


def test_a_recovery_code_serves_where_the_device_is_lost(stale: Client, invite: str, ana: Person) -> None:
    stale.post(invite, GIVEN | {"fresh-code": bind_codes(ana)[0]})
    assert invited()


def test_a_code_counts_once(stale: Client, invite: str, secret: str) -> None:
    code = code_of(secret)
    stale.post(invite, GIVEN | {"fresh-code": code})
    proved(stale, minutes_ago=16)
    page = stale.post(invite, GIVEN | {"email": "bor@courts.example", "fresh-code": code})
    assert page.status_code == 200
    assert not Person.objects.filter(email="bor@courts.example").exists()


def test_a_code_of_somebody_else_is_refused(stale: Client, invite: str, court: Court) -> None:
    stale.post(invite, GIVEN | {"fresh-code": code_of(bind_app(make_person(court, "judge")))})
    assert not invited()


def test_an_answer_that_no_passkey_gave_is_refused(stale: Client, invite: str) -> None:
    for forged in ("{}", "nonsense", '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}', "[]", "7"):
        assert stale.post(invite, GIVEN | {"fresh-credential": forged}).status_code == 200
    assert not invited()


def test_a_page_that_is_opened_late_asks_before_it_is_read(stale: Client, invite: str, secret: str) -> None:
    question = stale.get(invite)["Location"]
    assert question == f"/admin/security/again/?next={invite.replace('/', '%2F')}"
    assert stale.post(question, {"fresh-code": code_of(secret)})["Location"] == invite
    assert stale.get(invite).status_code == 200


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_by_it(stale: Client, secret: str, where: str) -> None:
    answer = stale.post(reverse("again") + f"?next={where}", {"fresh-code": code_of(secret)})
    assert answer["Location"] == "/admin/"


@pytest.mark.parametrize(("minutes", "opens", "acts"), [(9, True, True), (11, False, True), (16, False, False)])
def test_a_page_that_opened_stays_good_for_five_minutes(
    client: Client, ana: Person, secret: str, invite: str, minutes: int, opens: bool, acts: bool
) -> None:
    client.force_login(ana)
    proved(client, minutes_ago=minutes)
    assert (client.get(invite).status_code == 200) is opens
    client.post(invite, GIVEN)
    assert invited() is acts


def test_five_wrong_codes_close_the_way_for_a_while(stale: Client, invite: str, secret: str) -> None:
    for _attempt in range(5):
        stale.post(invite, GIVEN | {"fresh-code": wrong_code(secret)})
    page = stale.post(invite, GIVEN | {"fresh-code": code_of(secret)}).content.decode()
    assert not invited()
    assert "Wait five minutes" in page


def test_the_secret_of_an_account_is_typed_again_and_stands_on_no_page(stale: Client, court: Court) -> None:
    given = {"network": "mastodon", "base_url": "https://social.example", "handle": "court", "secret": "kanarek"}
    page = stale.post(reverse("accounts:connect", args=[court.slug]), given).content.decode()
    assert 'value="https://social.example"' in page
    assert "kanarek" not in page


@pytest.mark.parametrize(
    "name",
    ["approve", "return", "suggest", "take_back", "release_alone"],
)
def test_no_vote_is_given_changed_or_taken_back_by_a_session_left_open(stale: Client, name: str) -> None:
    page = stale.post(reverse(f"decisions:{name}", args=["NCA-2026-0001"]), {"comment": "Not yet."})
    assert page.templates[0].name == "signin/again.html"


@pytest.mark.parametrize("name", ["party_reveal", "party_open", "order_file_open"])
def test_nothing_protected_is_opened_by_a_session_left_open(stale: Client, name: str) -> None:
    some = "6c84fb90-12c4-11e1-840d-7b25c5ee775a"
    page = stale.post(reverse(f"matters:{name}", args=[some, some]), {"password": "kanarek"})
    assert page.templates[0].name == "signin/again.html"
    assert "kanarek" not in page.content.decode()
