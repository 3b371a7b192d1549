"""What is no answer to our question, signed by our provider, for us and for now, leads nowhere."""

from __future__ import annotations

import base64
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from cms.signin.assertions import Refused, read
from tests.cms.signin.forgeries import WRONG, by_somebody_else
from tests.cms.signin.identity import assertion, good, key, response, sent, signed
from tests.cms.signin.visits import (
    ANSWER,
    BEGIN,
    FINISH,
    LOGIN,
    REFUSED,
    answers,
    asks,
    nobody_in,
    told,
)

Message = Callable[[str], str]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.__name__)
def test_an_answer_that_is_not_right_leads_nowhere(
    client: Client, idp: Path, wrong: Message, caplog: pytest.LogCaptureFixture
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


def test_no_change_of_a_message_makes_it_say_somebody_else(idp: Path) -> None:
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


def test_a_key_in_the_message_counts_for_nothing(client: Client, idp: Path) -> None:
    """`by_somebody_else` carries its own certificate: whose it is the metadata alone says."""
    question = asks(client)
    wrong = by_somebody_else(question)
    assert "".join(key("evil").certificate.splitlines()[1:-1]) in "".join(wrong.split())
    assert answers(client, wrong) == LOGIN


def test_an_answer_counts_once(client: Client, idp: Path) -> None:
    true = good(asks(client))
    assert answers(client, true) == "/admin/"
    other = Client()
    asks(other)
    assert answers(other, true) == LOGIN
    assert nobody_in(other)


@pytest.mark.both
def test_the_same_assertion_around_another_answer_counts_no_second_time(client: Client, idp: Path) -> None:
    """It is the assertion that is remembered, for as long as it would be good."""
    question = asks(client)
    inner = signed(assertion(question))
    assert answers(client, response(question, inner)) == "/admin/"
    client.post("/admin/logout/")
    assert answers(client, response(question, inner).replace("_r1", "_r2")) == LOGIN


def test_an_answer_to_somebody_else_s_question_opens_no_other_browser(client: Client, idp: Path) -> None:
    true, other = good(asks(client)), Client()
    asks(other)
    assert answers(other, true) == LOGIN
    assert nobody_in(other)
    assert REFUSED in told(other)


def test_a_ticket_counts_once_and_not_for_long(client: Client, idp: Path) -> None:
    arrived = Client().post(ANSWER, {"SAMLResponse": sent(good(asks(client)))})
    there = str(arrived["Location"])
    assert client.get(there)["Location"] == "/admin/"
    assert client.get(there)["Location"] == LOGIN
    assert client.get(FINISH)["Location"] == LOGIN
    arrived = Client().post(ANSWER, {"SAMLResponse": sent(good(asks(client), id="_a2"))})
    with time_machine.travel(time.time() + 61):
        assert Client().get(str(arrived["Location"]))["Location"] == LOGIN


def test_a_question_is_forgotten_after_ten_minutes(client: Client, idp: Path) -> None:
    question = asks(client)
    with time_machine.travel(time.time() + 601):
        assert answers(client, good(question)) == LOGIN
        assert nobody_in(client)


def test_nothing_that_is_refused_is_kept(client: Client, idp: Path) -> None:
    """Whoever sends rubbish fills no table."""
    for wrong in ("", "x" * 1000, sent("<r/>")):
        client.post(ANSWER, {"SAMLResponse": wrong})
    assert [name for name in cache._cache if "saml" in name] == []
    assert not Session.objects.exists()


def test_metadata_that_went_away_leads_nowhere(client: Client, idp: Path) -> None:
    question = asks(client)
    idp.unlink()
    assert answers(client, good(question)) == LOGIN
    assert client.post(BEGIN)["Location"] == LOGIN
    assert "cannot be reached now" in told(client)
