"""Deny by default: a session of a password alone reaches nothing but the way to a second factor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import resolve, reverse

from cms.shut import shut
from cms.signin import policy
from publishing.ground.models import Court, Person, Role
from tests.cms.reach import addresses, open_addresses, paths
from tests.factories import make_court, make_person
from tests.factors import bind_app
from tests.signing import proved, unproved

FIRST = "/admin/security/first/"
ANY = {
    "int": ["1"],
    "slug": ["a-court"],
    "str": ["NCA-2026-0001"],
    "uuid": ["6c84fb90-12c4-11e1-840d-7b25c5ee775a"],
    "path": ["x.png"],
}


def by_password(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return unproved(client)


def asked() -> list[tuple[str, str]]:
    """Every address that is open to signed-in people, once."""
    return [(one.name, next(paths(one, ANY))) for one in open_addresses()]


def behind_shut_ones() -> list[tuple[str, str]]:
    """Every address of the admin whose page was exchanged, but those at which an own page stands before it."""
    exchanged = [one for one in addresses(admin=True) if one.pattern.callback is shut and "^" not in one.route]
    found = [(one.name, next(paths(one, ANY))) for one in exchanged]
    return [(name, path) for name, path in found if resolve(path).func is shut]


@pytest.mark.parametrize("superuser", [False, True], ids=["member", "superuser"])
def test_every_address_refuses_a_session_without_a_second_factor(court: Court, superuser: bool) -> None:
    client = by_password(make_person(court, *Role, is_superuser=superuser))
    wrong, shut_ones = [], behind_shut_ones()
    assert len(shut_ones) > 100
    for name, path in [*asked(), *shut_ones]:
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            led = answer.status_code == 302 and answer["Location"].startswith(FIRST)
            if not led and name not in policy.FIRST and not policy.is_open(name):
                wrong.append((name, method, answer.status_code))
    assert wrong == []


def test_what_policy_opens_is_real_and_nothing_of_the_desk() -> None:
    """What answers without a second factor is the entrance, the public record and what every page is made of."""
    opened = {name for name, _path in asked() if policy.is_open(name)}
    assert opened == {"favicon"}


def test_whoever_has_a_factor_is_signed_out_where_it_was_not_shown(ana: Person) -> None:
    bind_app(ana)
    client = by_password(ana)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", sorted(policy.FIRST))
def test_nobody_binds_a_second_factor_past_the_first(ana: Person, name: str) -> None:
    bind_app(ana)
    for method in ("get", "post"):
        answer = getattr(by_password(ana), method)(reverse(name))
        assert answer["Location"].startswith("/admin/login/")


def test_a_first_factor_is_bound_only_soon_after_the_password(ana: Person) -> None:
    client = proved(by_password(ana), minutes_ago=16)
    assert client.get(FIRST)["Location"].startswith("/admin/login/")


def test_who_chooses_a_first_factor_is_led_on_afterwards(ana: Person) -> None:
    answer = by_password(ana).get("/admin/decisions/")
    assert answer["Location"] == f"{FIRST}?next=%2Fadmin%2Fdecisions%2F"


def test_the_public_record_is_open_all_the_same(ana: Person) -> None:
    assert by_password(ana).get(reverse("record:index")).status_code == 200


def test_a_proof_of_somebody_else_counts_for_nobody(ana: Person) -> None:
    client = Client()
    client.force_login(make_person(make_court(), Role.JUDGE))
    session = client.session
    session["_auth_user_id"], session["_auth_user_hash"] = str(ana.pk), ana.get_session_auth_hash()
    session.save()
    assert client.get("/admin/")["Location"].startswith(FIRST)


def test_a_demo_may_do_without(settings, ana: Person) -> None:
    settings.MFA_REQUIRED = False
    assert by_password(ana).get(reverse("security")).status_code == 200
