"""The court's own identity provider by SAML, played in this process: what leads in, and whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word

from cms.signin.policy import is_proved
from publishing.ground.leaving import person_suspend
from publishing.ground.models import AuditEntry, Court, Person, Role
from tests.cms.signin import identity
from tests.cms.signin.identity import asked, assertion, good, key, response, signed, signed_by_hand
from tests.cms.signin.visits import (
    ANSWER,
    BEGIN,
    FINISH,
    LOGIN,
    TURNED_AWAY,
    answers,
    asks,
    nobody_in,
    signs_in,
    told,
)
from tests.factories import make_person
from tests.factors import bind_app, code_of

# --- what leads in --------------------------------------------------------------------------------


def test_without_settings_there_is_no_such_sign_in(client: Client, ana: Person) -> None:
    paths = [(client.post, BEGIN), (client.post, ANSWER), (client.get, FINISH), (client.get, BEGIN + "metadata/")]
    assert {ask(path).status_code for ask, path in paths} == {404}
    assert BEGIN not in told(client)


def test_the_page_to_sign_in_offers_it(client: Client, idp: Path) -> None:
    page = told(client)
    assert "Sign in with Court sign-in" in page
    assert f'action="{BEGIN}"' in page


def test_nobody_is_sent_there_by_a_link(client: Client, idp: Path) -> None:
    assert (client.get(BEGIN).status_code, client.get(ANSWER).status_code) == (405, 405)
    forced = Client(enforce_csrf_checks=True)
    assert forced.post(BEGIN).status_code == 403


@pytest.mark.both
def test_it_takes_the_place_of_the_password_and_not_of_the_second_factor(
    client: Client, ana: Person, idp: Path
) -> None:
    secret = bind_app(ana)
    assert signs_in(client) == "/admin/login/second/"
    assert client.get("/admin/security/").status_code == 302
    client.post("/admin/login/second/", {"code": code_of(secret)})
    assert client.get("/admin/security/").status_code == 200


def test_whoever_has_no_second_factor_binds_one(client: Client, idp: Path) -> None:
    assert signs_in(client) == "/admin/"
    assert client.get("/admin/")["Location"].startswith("/admin/security/first/")


def test_it_is_no_fresh_proof(client: Client, ana: Person, idp: Path) -> None:
    signs_in(client)
    request = client.get("/admin/").wsgi_request
    assert request.user == ana
    assert not is_proved(request)


def test_it_stands_on_the_trail(client: Client, ana: Person, idp: Path) -> None:
    signs_in(client)
    signs_in(Client(), id="_a2")
    acts = [(one.act, one.facts) for one in AuditEntry.objects.filter(subject=f"person:{ana.pk}").order_by("at")]
    bound, entered = ("single_sign_on_bound", {"kind": "saml"}), ("signed_in", {})
    assert [one for one in acts if one in (bound, entered)] == [bound, entered, entered]


def test_one_comes_back_to_where_one_wanted_to_go(client: Client, idp: Path) -> None:
    question = asks(client, next="/admin/matters/")
    assert answers(client, good(question)) == "/admin/matters/"


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away(client: Client, idp: Path, where: str) -> None:
    question = asks(client, next=where)
    assert answers(client, good(question), RelayState=where) == "/admin/"


def test_the_way_there_stays_under_the_policy(client: Client, idp: Path) -> None:
    page = client.post(BEGIN)
    assert "form-action 'self'" in page["Content-Security-Policy"]
    assert "RelayState" not in page["Refresh"]


def test_the_question_names_our_own_address_whatever_host_is_asked(client: Client, idp: Path) -> None:
    page = client.post(BEGIN, headers={"host": "localhost"})
    question = asked(str(page["Refresh"]).removeprefix("0; url="))[1]
    assert f'AssertionConsumerServiceURL="{identity.ANSWER}"' in question
    assert f">{identity.US}</saml:Issuer>" in question


def test_the_provider_can_read_who_we_are(client: Client, idp: Path) -> None:
    answer = client.get(BEGIN + "metadata/")
    assert f'entityID="{identity.US}"' in answer.content.decode()
    assert 'WantAssertionsSigned="true"' in answer.content.decode()
    assert "validUntil" not in answer.content.decode()
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_second_key_serves_while_the_provider_changes(client: Client, idp: Path) -> None:
    idp.write_text(identity.metadata(key(), key("next")))
    question = asks(client)
    assert answers(client, response(question, signed(assertion(question), key("next")))) == "/admin/"


def test_a_key_on_a_curve_serves(client: Client, idp: Path) -> None:
    curved = key("curved", curve=True)
    idp.write_text(identity.metadata(curved))
    question = asks(client)
    inner = signed_by_hand(assertion(question), curved, method="ECDSA_SHA256")
    assert answers(client, response(question, inner)) == "/admin/"


def test_a_message_that_is_signed_around_a_signed_assertion_serves(client: Client, idp: Path) -> None:
    question = asks(client)
    assert answers(client, signed(good(question))) == "/admin/"


# --- who it is ------------------------------------------------------------------------------------


def test_afterwards_the_provider_s_own_name_counts(client: Client, ana: Person, idp: Path) -> None:
    signs_in(client)
    assert signs_in(Client(), id="_a2", mail="married@courts.example") == "/admin/"
    assert SocialAccount.objects.get().user == ana


def test_nothing_else_that_the_provider_says_is_kept_or_gives_rights(
    client: Client, ana: Person, court: Court, idp: Path
) -> None:
    before = list(ana.memberships.values_list("role", flat=True))
    more = identity.attribute("groups", "president", "administrator") + identity.attribute("is_superuser", "true")
    signs_in(client, more=more + identity.attribute("urn:oid:2.5.4.42", "Zora"))
    ana.refresh_from_db()
    assert list(ana.memberships.values_list("role", flat=True)) == before
    assert (ana.is_superuser, ana.is_staff, ana.first_name) == (False, False, Person.objects.get(pk=ana.pk).first_name)
    kept = SocialAccount.objects.get()
    assert "u-17" not in f"{kept.uid} {kept.extra_data}"
    assert "president" not in str(kept.extra_data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail": "nobody@courts.example"},
        {"mail": ""},
        {"mail": "", "more": identity.attribute("displayName", "ana@courts.example")},
        {"more": identity.attribute("mail", "second@courts.example")},
        {"mail": "ana@courts.example.evil.example"},
        {"mail": "", "format": Word.NAMEID_EMAIL_ADDRESS, "name": "nobody@courts.example"},
    ],
)
def test_nobody_else_comes_in_and_nobody_is_made(client: Client, idp: Path, wrong: dict[str, str]) -> None:
    assert signs_in(client, **wrong) == LOGIN
    assert TURNED_AWAY in told(client)
    assert nobody_in(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_an_address_that_two_people_share_leads_to_neither(client: Client, idp: Path) -> None:
    Person.objects.create_user("anna", "Ana@courts.example")
    assert signs_in(client) == LOGIN
    assert nobody_in(client)


def test_a_name_that_is_an_address_serves_where_no_attribute_has_one(client: Client, idp: Path) -> None:
    mail = {"mail": "", "format": Word.NAMEID_EMAIL_ADDRESS, "name": "ana@courts.example"}
    assert signs_in(client, **mail) == "/admin/"


def test_the_settings_may_name_the_one_attribute_with_the_address(settings, client: Client, idp: Path) -> None:
    settings.SAML = {**settings.SAML, "email": "courtMail"}
    assert signs_in(client) == LOGIN
    assert signs_in(client, id="_a2", more=identity.attribute("courtMail", "ana@courts.example")) == "/admin/"


def test_the_same_name_at_another_provider_is_somebody_else(
    settings, client: Client, idp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(client)
    monkeypatch.setattr(identity, "NAME", "https://other.example/idp")
    idp.write_text(identity.metadata(key()))
    other = Client()
    assert answers(other, good(asks(other), id="_a2", issuer=identity.NAME, mail="x@courts.example")) == LOGIN


def test_a_closed_sign_in_stays_closed(client: Client, idp: Path) -> None:
    signs_in(client)
    Person.objects.update(is_active=False)
    other = Client()
    assert signs_in(other, id="_a2") == LOGIN
    assert "This sign-in is closed" in told(other)
    assert nobody_in(other)


def test_whoever_is_suspended_is_told_so_and_has_no_more_than_with_a_password(
    client: Client, ana: Person, court: Court, idp: Path
) -> None:
    secret, other = bind_app(ana), make_person(court, Role.ADMINISTRATOR)
    person_suspend(court=court, person=ana, reason="An inquiry is open.", by=other)
    assert signs_in(client) == "/admin/login/second/"
    client.post("/admin/login/second/", {"code": code_of(secret)})
    assert "you are suspended" in client.get("/admin/").content.decode()
    assert not Court.objects.for_person(ana, *Role).exists()


def test_whoever_is_signed_in_binds_nobody_else_s_name(client: Client, court: Court, idp: Path) -> None:
    other = make_person(court, Role.JUDGE)
    question = asks(client)
    client.force_login(other)
    answers(client, good(question))
    assert not SocialAccount.objects.exists()
