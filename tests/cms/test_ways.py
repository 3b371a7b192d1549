"""The outbox and the post lead to each other, for whoever may go there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cms.models import Post
from cms.states import PostState
from publishing.domain.delivery import State
from publishing.ground.models import Role
from publishing.models import Delivery
from publishing.outbox.ways import ways_of
from tests.factories import make_account, make_court, make_person, make_post, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def officer(court):
    return make_person(court, Role.PRESS_OFFICER)


@pytest.fixture
def account(court):
    return make_account(court)


@pytest.fixture
def made(court, officer, account):
    """Makes a post in a state, with its delivery."""

    def make(state: PostState, row_state: State):
        post = make_post(court, officer, account)
        release = make_release(account, reference=post.reference)
        out = {"remote_id": "114"} if row_state == State.SENT else {}
        Delivery.objects.filter(release=release).update(state=row_state, **out)
        Post.objects.filter(pk=post.pk).update(state=state)
        return post, Delivery.objects.select_related("release__court", "account", "court").get(release=release)

    return make


def addresses(person, row):
    return [way.url for way in ways_of(person, [row]).get(row.pk, [])]


@pytest.mark.parametrize(("state", "row_state"), [(PostState.SCHEDULED, State.SCHEDULED), (PostState.HELD, State.HELD)])
def test_what_has_not_gone_out_leads_to_another_time(made, officer, state, row_state):
    post, row = made(state, row_state)
    assert addresses(officer, row) == [
        reverse("posts:edit", args=[post.pk]),
        reverse("posts:take_back", args=[post.pk]),
    ]


def test_what_is_out_leads_to_a_correction_that_knows_what_it_corrects(made, officer, client):
    _post, row = made(PostState.SENT, State.SENT)
    correction = addresses(officer, row)[-1]
    client.force_login(officer)
    form = client.get(correction).context["form"]
    assert (form["kind"].value(), str(form["corrects"].value())) == ("correction", str(row.release_id))


@pytest.mark.parametrize("corrects", ["x", "00000000-0000-0000-0000-000000000000", "'", "1" * 3000])
def test_what_is_no_release_of_the_court_corrects_nothing(court, officer, client, corrects):
    client.force_login(officer)
    assert client.get(reverse("posts:add"), {"court": court.slug, "corrects": corrects}).status_code == 200


def test_a_reader_is_led_to_the_post_alone(made, court):
    post, row = made(PostState.HELD, State.HELD)
    assert addresses(make_person(court, Role.JUDGE), row) == [reverse("posts:edit", args=[post.pk])]


def test_a_stranger_is_led_nowhere(made):
    _post, row = made(PostState.HELD, State.HELD)
    assert addresses(make_person(make_court(), *Role), row) == []


def test_a_post_that_is_out_says_how_to_withdraw_it(made, officer, client):
    post, row = made(PostState.SENT, State.SENT)
    client.force_login(officer)
    page = client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert reverse("outbox:act", args=[row.pk, "withdraw"]) in page


@pytest.mark.parametrize(("role", "there"), [("press_officer", True), ("judge", True), ("adviser", False)])
def test_home_leads_to_the_stop(court, client, role, there):
    client.force_login(make_person(court, role))
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("outbox:pause", args=[court.slug]) in home) == there
