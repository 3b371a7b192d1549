"""The page for emergencies and the page of a review; what the first page says of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import SoloRelease
from approvals.services import post_submit
from publishing.ground.models import Court, Person, Role
from tests.cms.templates import CLOSURE, drafted, in_use
from tests.factories import make_court, make_person, make_post

pytestmark = pytest.mark.django_db
INDEX = "/admin/emergencies/"
WORDS = "I heard both of them; the second had no signal."


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def president(court: Court) -> Person:
    return make_person(court, Role.PRESIDENT)


@pytest.fixture
def solo(court: Court) -> SoloRelease:
    author, registrar = make_person(court, Role.PRESS_OFFICER), make_person(court, Role.REGISTRAR)
    round = post_submit(make_post(court, author, kind="emergency"), by=author)
    return SoloRelease.objects.create(
        court=court, round=round, digest=round.digest, person=registrar, role=Role.REGISTRAR,
        reason="Nobody else answers.", at=timezone.now() - timedelta(hours=25),
    )  # fmt: skip


def page(client: Client, person: Person, url: str) -> str:
    client.force_login(person)
    return client.get(url).content.decode()


def test_from_home_in_two_taps_to_the_form(client: Client, court: Court) -> None:
    officer = make_person(court, Role.PRESS_OFFICER)
    template = in_use(court, officer, CLOSURE, kind="emergency", name="Building closed")
    form = reverse("templates:use", args=[template.pk])
    assert f'href="{INDEX}"' in page(client, officer, "/admin/")
    assert f'href="{form}"' in page(client, officer, INDEX)
    assert client.get(form).status_code == 200


def test_locked_templates_of_emergencies_come_first_and_no_others(client: Client, court: Court) -> None:
    officer = make_person(court, Role.PRESS_OFFICER)
    in_use(court, officer, CLOSURE, name="A closure")
    for name, locked in (("A open one", False), ("Z locked one", True)):
        in_use(court, officer, CLOSURE, kind="emergency", name=name, locked=locked)
    said = page(client, officer, INDEX)
    assert said.index("Z locked one") < said.index("A open one")
    assert "A closure" not in said


def test_an_emergency_from_a_template_goes_out_soon_and_also_when_its_approval_takes_longer(court: Court) -> None:
    officer = make_person(court, Role.PRESS_OFFICER)
    post = drafted(in_use(court, officer, CLOSURE, kind="emergency"), officer)
    assert post.due_at is not None
    assert timedelta(minutes=13) < post.due_at - timezone.now() <= timedelta(minutes=15)
    assert (post.missed_minutes, bool(post.template())) == (60, True)


def test_other_templates_leave_the_time_open(court: Court) -> None:
    officer = make_person(court, Role.PRESS_OFFICER)
    post = drafted(in_use(court, officer), officer)
    assert (post.due_at, post.missed_minutes) == (None, None)


def test_a_late_review_stands_red_on_the_first_page(client: Client, president: Person, solo: SoloRelease) -> None:
    assert "nobody has reviewed it within 24 hours" in page(client, president, "/admin/")
    SoloRelease.objects.update(at=timezone.now())
    said = page(client, president, "/admin/")
    assert "nobody has reviewed it" not in said
    assert "Read and review" in said


def test_the_review_is_kept(client: Client, president: Person, solo: SoloRelease) -> None:
    url = reverse("emergencies:page", args=[solo.pk])
    assert "Keep the review" in page(client, president, url)
    assert client.post(url, {"verdict": "in-order", "words": WORDS}).status_code == 302
    assert SoloRelease.objects.get().verdict == "in-order"
    assert "Keep the review" not in client.get(url).content.decode()


def test_a_review_without_words_is_asked_again(client: Client, president: Person, solo: SoloRelease) -> None:
    client.force_login(president)
    answer = client.post(reverse("emergencies:page", args=[solo.pk]), {"verdict": "in-order", "words": ""})
    assert (answer.status_code, "Write in a sentence" in answer.content.decode()) == (422, True)


def test_whoever_released_it_reads_it_and_does_not_review_it(client: Client, solo: SoloRelease) -> None:
    url = reverse("emergencies:page", args=[solo.pk])
    said = page(client, solo.person, url)
    assert ("somebody else reviews it" in said, "Keep the review" in said) == (True, False)
    client.post(url, {"verdict": "in-order", "words": WORDS})
    assert SoloRelease.objects.get().verdict == ""


def test_it_is_not_there_for_others(client: Client, court: Court, solo: SoloRelease) -> None:
    url = reverse("emergencies:page", args=[solo.pk])
    for person in (make_person(make_court(), *Role, is_superuser=True), make_person(court, Role.REVIEWER)):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
