"""A browser goes to the identity provider of `identity.py` and comes back with what a test lets it say."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.cms.signin import identity
from tests.cms.signin.identity import asked, good, sent

BEGIN, ANSWER, FINISH = "/admin/login/saml/", "/admin/login/saml/answer/", "/admin/login/saml/finish/"
LOGIN = "/admin/login/"
TURNED_AWAY = "did not lead to anybody here"
REFUSED = "could not be accepted"


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
