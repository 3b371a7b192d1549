"""The court's own identity provider by SAML, played in this process: good answers lead in, all others nowhere."""

from __future__ import annotations

import base64
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word

from cms.signin.assertions import Refused, read
from cms.signin.policy import is_proved
from publishing.ground.leaving import person_suspend
from publishing.ground.models import AuditEntry, Court, Person, Role
from tests.cms.signin import identity
from tests.cms.signin.identity import PRAECO, asked, assertion, good, key, response, sent, signed, signed_by_hand
from tests.factories import make_person
from tests.factors import bind_app, code_of

BEGIN, ANSWER, FINISH = "/admin/login/saml/", "/admin/login/saml/answer/", "/admin/login/saml/finish/"
LOGIN = "/admin/login/"
TURNED_AWAY = "did not lead to anybody here"
REFUSED = "could not be accepted"
Message = Callable[[str], str]


@pytest.fixture
def provider(settings, tmp_path: Path, ana: Person) -> Path:
    """The provider that the settings name; the file with its metadata."""
    Person.objects.filter(pk=ana.pk).update(email="ana@courts.example")
    file = tmp_path / "idp.xml"
    file.write_text(identity.metadata(key()))
    settings.PUBLIC_URL = PRAECO
    settings.SAML = {"metadata": str(file), "name": "Court sign-in"}
    return file


def asks(client: Client, **given: Any) -> str:
    """Goes to the provider; the id of the question."""
    there = str(client.post(BEGIN, given)["Refresh"]).removeprefix("0; url=")
    assert there.startswith(identity.ASKED_AT + "?")
    return asked(there)[0]


def answers(client: Client, xml: str, **more: str) -> str:
    """The provider's form arrives, without our cookies as browsers do it; where it all leads in the end."""
    stranger = Client()
    arrived = stranger.post(ANSWER, {"SAMLResponse": sent(xml), **more}, headers={"origin": "https://login.example"})
    assert "sessionid" not in stranger.cookies, "an answer touches no session of ours"
    for cookie, morsel in stranger.cookies.items():
        client.cookies[cookie] = morsel.value
    there = str(arrived["Location"])
    if there.startswith(FINISH):
        there = str(client.get(there)["Location"])
    return there


def signs_in(client: Client, **other: Any) -> str:
    return answers(client, good(asks(client), **other))


def told(client: Client) -> str:
    return client.get(LOGIN).content.decode()


def nobody_in(client: Client) -> bool:
    return "_auth_user_id" not in client.session


# --- what leads in --------------------------------------------------------------------------------


def test_without_settings_there_is_no_such_sign_in(client: Client, ana: Person) -> None:
    paths = [(client.post, BEGIN), (client.post, ANSWER), (client.get, FINISH), (client.get, BEGIN + "metadata/")]
    assert {ask(path).status_code for ask, path in paths} == {404}
    assert BEGIN not in told(client)


def test_the_page_to_sign_in_offers_it(client: Client, provider: Path) -> None:
    page = told(client)
    assert "Sign in with Court sign-in" in page
    assert f'action="{BEGIN}"' in page


def test_nobody_is_sent_there_by_a_link(client: Client, provider: Path) -> None:
    assert (client.get(BEGIN).status_code, client.get(ANSWER).status_code) == (405, 405)
    forced = Client(enforce_csrf_checks=True)
    assert forced.post(BEGIN).status_code == 403


@pytest.mark.both
def test_it_takes_the_place_of_the_password_and_not_of_the_second_factor(
    client: Client, ana: Person, provider: Path
) -> None:
    secret = bind_app(ana)
    assert signs_in(client) == "/admin/login/second/"
    assert client.get("/admin/security/").status_code == 302
    client.post("/admin/login/second/", {"code": code_of(secret)})
    assert client.get("/admin/security/").status_code == 200


def test_whoever_has_no_second_factor_binds_one(client: Client, provider: Path) -> None:
    assert signs_in(client) == "/admin/"
    assert client.get("/admin/")["Location"].startswith("/admin/security/first/")


def test_it_is_no_fresh_proof(client: Client, ana: Person, provider: Path) -> None:
    signs_in(client)
    request = client.get("/admin/").wsgi_request
    assert request.user == ana
    assert not is_proved(request)


def test_it_stands_on_the_trail(client: Client, ana: Person, provider: Path) -> None:
    signs_in(client)
    signs_in(Client(), id="_a2")
    acts = [(one.act, one.facts) for one in AuditEntry.objects.filter(subject=f"person:{ana.pk}").order_by("at")]
    bound, entered = ("single_sign_on_bound", {"kind": "saml"}), ("signed_in", {})
    assert [one for one in acts if one in (bound, entered)] == [bound, entered, entered]


def test_one_comes_back_to_where_one_wanted_to_go(client: Client, provider: Path) -> None:
    question = asks(client, next="/admin/matters/")
    assert answers(client, good(question)) == "/admin/matters/"


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away(client: Client, provider: Path, where: str) -> None:
    question = asks(client, next=where)
    assert answers(client, good(question), RelayState=where) == "/admin/"


def test_the_way_there_stays_under_the_policy(client: Client, provider: Path) -> None:
    page = client.post(BEGIN)
    assert "form-action 'self'" in page["Content-Security-Policy"]
    assert "RelayState" not in page["Refresh"]


def test_the_question_names_our_own_address_whatever_host_is_asked(client: Client, provider: Path) -> None:
    page = client.post(BEGIN, headers={"host": "localhost"})
    question = asked(str(page["Refresh"]).removeprefix("0; url="))[1]
    assert f'AssertionConsumerServiceURL="{identity.ANSWER}"' in question
    assert f">{identity.US}</saml:Issuer>" in question


def test_the_provider_can_read_who_we_are(client: Client, provider: Path) -> None:
    answer = client.get(BEGIN + "metadata/")
    assert f'entityID="{identity.US}"' in answer.content.decode()
    assert 'WantAssertionsSigned="true"' in answer.content.decode()
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_second_key_serves_while_the_provider_changes(client: Client, provider: Path) -> None:
    provider.write_text(identity.metadata(key(), key("next")))
    question = asks(client)
    assert answers(client, response(question, signed(assertion(question), key("next")))) == "/admin/"


def test_a_key_on_a_curve_serves(client: Client, provider: Path) -> None:
    curved = key("curved", curve=True)
    provider.write_text(identity.metadata(curved))
    question = asks(client)
    inner = signed_by_hand(assertion(question), curved, method="ECDSA_SHA256")
    assert answers(client, response(question, inner)) == "/admin/"


def test_a_message_that_is_signed_around_a_signed_assertion_serves(client: Client, provider: Path) -> None:
    question = asks(client)
    assert answers(client, signed(good(question))) == "/admin/"


# --- who it is ------------------------------------------------------------------------------------


def test_afterwards_the_provider_s_own_name_counts(client: Client, ana: Person, provider: Path) -> None:
    signs_in(client)
    assert signs_in(Client(), id="_a2", mail="married@courts.example") == "/admin/"
    assert SocialAccount.objects.get().user == ana


def test_nothing_else_that_the_provider_says_is_kept_or_gives_rights(
    client: Client, ana: Person, court: Court, provider: Path
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
def test_nobody_else_comes_in_and_nobody_is_made(client: Client, provider: Path, wrong: dict[str, str]) -> None:
    assert signs_in(client, **wrong) == LOGIN
    assert TURNED_AWAY in told(client)
    assert nobody_in(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_an_address_that_two_people_share_leads_to_neither(client: Client, provider: Path) -> None:
    Person.objects.create_user("anna", "Ana@courts.example")
    assert signs_in(client) == LOGIN
    assert nobody_in(client)


def test_a_name_that_is_an_address_serves_where_no_attribute_has_one(client: Client, provider: Path) -> None:
    mail = {"mail": "", "format": Word.NAMEID_EMAIL_ADDRESS, "name": "ana@courts.example"}
    assert signs_in(client, **mail) == "/admin/"


def test_the_settings_may_name_the_one_attribute_with_the_address(settings, client: Client, provider: Path) -> None:
    settings.SAML = {**settings.SAML, "email": "courtMail"}
    assert signs_in(client) == LOGIN
    assert signs_in(client, id="_a2", more=identity.attribute("courtMail", "ana@courts.example")) == "/admin/"


def test_the_same_name_at_another_provider_is_somebody_else(
    settings, client: Client, provider: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(client)
    monkeypatch.setattr(identity, "NAME", "https://other.example/idp")
    provider.write_text(identity.metadata(key()))
    other = Client()
    assert answers(other, good(asks(other), id="_a2", issuer=identity.NAME, mail="x@courts.example")) == LOGIN


def test_a_closed_sign_in_stays_closed(client: Client, provider: Path) -> None:
    signs_in(client)
    Person.objects.update(is_active=False)
    other = Client()
    assert signs_in(other, id="_a2") == LOGIN
    assert "This sign-in is closed" in told(other)
    assert nobody_in(other)


def test_whoever_is_suspended_is_told_so_and_has_no_more_than_with_a_password(
    client: Client, ana: Person, court: Court, provider: Path
) -> None:
    secret, other = bind_app(ana), make_person(court, Role.ADMINISTRATOR)
    person_suspend(court=court, person=ana, reason="An inquiry is open.", by=other)
    assert signs_in(client) == "/admin/login/second/"
    client.post("/admin/login/second/", {"code": code_of(secret)})
    assert "you are suspended" in client.get("/admin/").content.decode()
    assert not Court.objects.for_person(ana, *Role).exists()


def test_whoever_is_signed_in_binds_nobody_else_s_name(client: Client, court: Court, provider: Path) -> None:
    other = make_person(court, Role.JUDGE)
    question = asks(client)
    client.force_login(other)
    answers(client, good(question))
    assert not SocialAccount.objects.exists()


# --- what is refused ------------------------------------------------------------------------------


def unsigned(question: str) -> str:
    return response(question, assertion(question))


def by_somebody_else(question: str) -> str:
    return response(question, signed(assertion(question), key("evil")))


def around_alone(question: str) -> str:
    return signed(response(question, assertion(question)))


def changed(question: str) -> str:
    return good(question, name="u-99").replace("ANA@courts.example", "ana@courts.example")


def by_a_weak_digest(question: str) -> str:
    return response(question, signed(assertion(question), digest_algorithm=Word.SHA1))


def by_a_weak_key(question: str) -> str:
    return response(question, signed(assertion(question), sign_algorithm=Word.RSA_SHA1))


def by_two_references(question: str) -> str:
    return response(question, signed_by_hand(assertion(question), key(), times=2))


def by_another_transform(question: str) -> str:
    return response(question, signed_by_hand(assertion(question), key(), last="EXCL_C14N_COMMENTS"))


def _evil(question: str) -> str:
    return assertion(question, id="_evil", name="u-1", mail="ana@courts.example")


def _true(question: str) -> str:
    return signed(assertion(question, mail="other@courts.example"))


def wrapped_beside(question: str) -> str:
    """The forged assertion first, the true one behind it."""
    return response(question, _evil(question), _true(question))


def wrapped_behind(question: str) -> str:
    return response(question, _true(question), _evil(question))


def wrapped_within(question: str) -> str:
    """The true one inside the forged one."""
    return response(question, _evil(question).replace("</saml:Assertion>", f"{_true(question)}</saml:Assertion>"))


def wrapped_in_extensions(question: str) -> str:
    within = f"<samlp:Extensions>{_true(question)}</samlp:Extensions><samlp:Status>"
    return response(question, _evil(question)).replace("<samlp:Status>", within)


def wrapped_in_its_signature(question: str) -> str:
    """The forged one has the true one's signature, and that one lies in an object of it."""
    true = _true(question)
    start, end = true.index("<ds:Signature"), true.index("</ds:Signature>")
    bare = true[:start] + true[end + len("</ds:Signature>") :]
    inside = true[start:end] + f"<ds:Object>{bare}</ds:Object></ds:Signature>"
    return response(question, _evil(question).replace("</saml:Issuer>", f"</saml:Issuer>{inside}", 1))


def with_the_same_id(question: str) -> str:
    return response(question, _evil(question).replace("_evil", "_a1"), _true(question))


def with_a_comment(question: str) -> str:
    """The signature says nothing of comments; a careless reader stops at one."""
    true = good(question, mail="", name="ana@courts.example.evil.example", format=Word.NAMEID_EMAIL_ADDRESS)
    return true.replace("example.evil", "example<!---->.evil")


def with_an_instruction(question: str) -> str:
    return good(question).replace("u-17", "u-1<?x?>7")


def with_a_document_type(question: str) -> str:
    return '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + good(question)


def for_somebody_else(question: str) -> str:
    return good(question, audience="https://other.example/sp")


def for_nobody_in_particular(question: str) -> str:
    return good(question, audience=None)


def for_two_together(question: str) -> str:
    other = "</saml:Audience></saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.example"
    return good(question, audience=identity.US + other)


def for_another_address(question: str) -> str:
    return good(question, recipient="https://other.example/acs")


def for_an_address_that_only_begins_so(question: str) -> str:
    return good(question, recipient=f"{identity.ANSWER}evil")


def without_a_recipient(question: str) -> str:
    return good(question, recipient=None)


def sent_elsewhere(question: str) -> str:
    return response(question, signed(assertion(question)), destination=f"{identity.ANSWER}evil")


def of_yesterday(question: str) -> str:
    return good(question, **{"from": -7200, "until": -600})


def of_tomorrow(question: str) -> str:
    return good(question, **{"from": 3600, "until": 7200})


def without_an_end(question: str) -> str:
    return good(question, until=None)


def of_another_provider(question: str) -> str:
    return good(question, issuer="https://other.example/idp")


def begun_by_the_provider(question: str) -> str:
    return response(None, signed(assertion(question, asked=None)))


def given_an_answer_afterwards(question: str) -> str:
    """A signed assertion that answers nothing, in a message that says it does."""
    return response(question, signed(assertion(question, asked=None)))


def to_another_question(question: str) -> str:
    return good("_of_somebody_else")


def by_a_name_for_today(question: str) -> str:
    return good(question, format=Word.NAMEID_TRANSIENT)


def cancelled(question: str) -> str:
    denied = "urn:oasis:names:tc:SAML:2.0:status:Responder"
    return response(question, signed(assertion(question)), status=denied)


def empty(question: str) -> str:
    return response(question)


def encrypted(question: str) -> str:
    return response(question, "<saml:EncryptedAssertion/>")


def no_xml(question: str) -> str:
    return "no xml"


WRONG = [
    unsigned, by_somebody_else, around_alone, changed, by_a_weak_digest, by_a_weak_key, by_two_references,
    by_another_transform, wrapped_beside, wrapped_behind,
    wrapped_within, wrapped_in_extensions, wrapped_in_its_signature, with_the_same_id, with_a_comment,
    with_an_instruction, with_a_document_type, for_somebody_else, for_nobody_in_particular,
    for_two_together, for_another_address, for_an_address_that_only_begins_so, without_a_recipient, sent_elsewhere,
    of_yesterday, of_tomorrow, without_an_end, of_another_provider, begun_by_the_provider, given_an_answer_afterwards,
    to_another_question, by_a_name_for_today, cancelled, empty, encrypted, no_xml,
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.__name__)
def test_an_answer_that_is_not_right_leads_nowhere(
    client: Client, provider: Path, wrong: Message, caplog: pytest.LogCaptureFixture
) -> None:
    assert answers(client, wrong(asks(client))) == LOGIN
    assert REFUSED in told(client)
    assert nobody_in(client)
    assert not SocialAccount.objects.exists()
    assert "An answer by SAML was refused: " in caplog.text
    assert "courts.example" not in caplog.text


def _spoilt(message: str, chance: random.Random) -> bytes:
    """The message with some bytes changed, lost or repeated, or with an element of it, about somebody else, put in."""
    raw, here, there = bytearray(message.encode()), chance.randrange(len(message)), chance.randrange(len(message))
    way = chance.randrange(4)
    if way == 0:
        raw[here] = chance.randrange(256)
    elif way == 1:
        del raw[here : here + chance.randrange(60)]
    elif way == 2:
        raw[here:here] = raw[there : there + chance.randrange(400)]
    else:
        tag = chance.choice(["saml:Assertion", "saml:Subject", "saml:NameID", "ds:Signature", "saml:Conditions"])
        (element,) = re.findall(rf"<{tag}[ >].*?</{tag}>", message, re.DOTALL)
        place = chance.choice([found.end() for found in re.finditer(">", message)])
        other = element.replace("u-17", "u-1").replace("ANA@", "zora@")
        raw = bytearray((message[:place] + other + message[place:]).encode())
    return bytes(raw)


def test_no_change_of_a_message_makes_it_say_somebody_else(provider: Path) -> None:
    """Some changes of what is not signed do no harm: then it still says who it is. All others are refused."""
    message, chance, refused = good("_q"), random.Random(37), 0
    true = read(sent(message))
    for _each in range(300):
        cache.clear()
        try:
            assert read(base64.b64encode(_spoilt(message, chance)).decode()) == true
        except Refused:
            refused += 1
    assert refused > 200


def test_a_key_in_the_message_counts_for_nothing(client: Client, provider: Path) -> None:
    """`by_somebody_else` carries its own certificate: whose it is the metadata alone says."""
    question = asks(client)
    wrong = by_somebody_else(question)
    assert "".join(key("evil").certificate.splitlines()[1:-1]) in "".join(wrong.split())
    assert answers(client, wrong) == LOGIN


def test_an_answer_counts_once(client: Client, provider: Path) -> None:
    true = good(asks(client))
    assert answers(client, true) == "/admin/"
    other = Client()
    asks(other)
    assert answers(other, true) == LOGIN
    assert nobody_in(other)


@pytest.mark.both
def test_the_same_assertion_around_another_answer_counts_no_second_time(client: Client, provider: Path) -> None:
    """It is the assertion that is remembered, for as long as it would be good."""
    question = asks(client)
    inner = signed(assertion(question))
    assert answers(client, response(question, inner)) == "/admin/"
    client.post("/admin/logout/")
    assert answers(client, response(question, inner).replace("_r1", "_r2")) == LOGIN


def test_an_answer_to_somebody_else_s_question_opens_no_other_browser(client: Client, provider: Path) -> None:
    true, other = good(asks(client)), Client()
    asks(other)
    assert answers(other, true) == LOGIN
    assert nobody_in(other)
    assert REFUSED in told(other)


def test_a_ticket_counts_once_and_not_for_long(client: Client, provider: Path) -> None:
    arrived = Client().post(ANSWER, {"SAMLResponse": sent(good(asks(client)))})
    there = str(arrived["Location"])
    assert client.get(there)["Location"] == "/admin/"
    assert client.get(there)["Location"] == LOGIN
    assert client.get(FINISH)["Location"] == LOGIN
    arrived = Client().post(ANSWER, {"SAMLResponse": sent(good(asks(client), id="_a2"))})
    with time_machine.travel(time.time() + 61):
        assert Client().get(str(arrived["Location"]))["Location"] == LOGIN


def test_a_question_is_forgotten_after_ten_minutes(client: Client, provider: Path) -> None:
    question = asks(client)
    with time_machine.travel(time.time() + 601):
        assert answers(client, good(question)) == LOGIN
        assert nobody_in(client)


def test_nothing_that_is_refused_is_kept(client: Client, provider: Path) -> None:
    """Whoever sends rubbish fills no table."""
    for wrong in ("", "x" * 1000, sent("<r/>")):
        client.post(ANSWER, {"SAMLResponse": wrong})
    assert [name for name in cache._cache if "saml" in name] == []
    assert not Session.objects.exists()


def test_metadata_that_went_away_leads_nowhere(client: Client, provider: Path) -> None:
    question = asks(client)
    provider.unlink()
    assert answers(client, good(question)) == LOGIN
    assert client.post(BEGIN)["Location"] == LOGIN
    assert "cannot be reached now" in told(client)
