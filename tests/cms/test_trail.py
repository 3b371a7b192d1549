"""The audit trail speaks of posts by their references."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.models import Delivery
from tests.factories import make_account, make_court, make_delivery, make_person, make_post

pytestmark = pytest.mark.django_db


def shown(client: Client, court: object) -> str:
    client.force_login(make_person(court, "administrator"))
    return client.get(reverse("trail:index")).content.decode()


def test_posts_releases_and_deliveries_are_named_by_their_references(client: Client) -> None:
    court = make_court()
    account = make_account(court)
    delivery: Delivery = make_delivery(State.SCHEDULED, account)
    post = make_post(court, make_person(court, "press_officer"), title="Nobody reads this here")
    for subject in (
        f"court:{court.pk}",
        f"post:{post.pk}",
        f"release:{delivery.release_id}",
        f"delivery:{delivery.pk}",
    ):
        audit.record(court, "looked_at", actor="system", subject=subject)
    page = shown(client, court)
    assert f"<bdi>{post.reference}</bdi>" in page
    assert f"<bdi>{court.name}</bdi>" in page
    assert f"<bdi>{delivery.release}</bdi>" in page
    assert f"<bdi>{delivery.release} · {account}</bdi>" in page
    assert "Nobody reads this here" not in page


def test_what_another_court_owns_is_not_named(client: Client) -> None:
    court, other = make_court(), make_court()
    theirs = make_post(other, make_person(other, "press_officer"))
    audit.record(court, "looked_at", actor="system", subject=f"post:{theirs.pk}")
    page = shown(client, court)
    assert f"post:{theirs.pk}" in page
    assert theirs.reference not in page


@pytest.mark.parametrize("subject", ["release:none", "post:x", "delivery:" + "9" * 30, "account:", "pause:1"])
def test_a_subject_that_nobody_knows_stands_as_it_was_written(client: Client, subject: str) -> None:
    court = make_court()
    audit.record(court, "looked_at", actor="system", subject=subject)
    assert f"<bdi>{subject}</bdi>" in shown(client, court)


def test_who_keeps_two_courts_opens_the_trail_of_each(client: Client) -> None:
    court, other = make_court(), make_court()
    keeper = make_person(court, "registrar")
    other.memberships.create(person=keeper, role="registrar")
    client.force_login(keeper)
    pages = [client.get(reverse("trail:court", args=[one.slug])).content.decode() for one in (court, other)]
    assert [one.name in page for one, page in zip((court, other), pages, strict=True)] == [True, True]
