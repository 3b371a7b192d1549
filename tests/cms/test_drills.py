"""The pages of drills: from the button to the last signature, saying everywhere that it is one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import Drill, Round
from approvals.services import digest_of, post_submit
from approvals.services.drills import drill_start
from approvals.services.roster import turn_set
from cms.models import Post
from cms.services import post_for_drill
from publishing.ground.models import Court, Person, Role
from publishing.models import Release
from tests.cms.templates import CLOSURE, in_use
from tests.factories import make_account, make_court, make_person, make_post

pytestmark = pytest.mark.django_db
BAND = "This is a drill. Nothing of it goes out."


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def officer(court: Court) -> Person:
    return make_person(court, Role.PRESS_OFFICER)


@pytest.fixture
def head(court: Court) -> Person:
    return make_person(court, Role.HEAD_OF_COMMUNICATIONS)


@pytest.fixture
def drill(court: Court, head: Person) -> Drill:
    return drill_start(court=court, person=head)


def page(client: Client, person: Person, url: str, **given: Any) -> str:
    client.force_login(person)
    answer = client.post(url, given, follow=True) if given else client.get(url)
    return str(answer.content.decode())


def of(drill: Drill, name: str = "drill", *more: Any) -> str:
    return reverse(f"emergencies:{name}", args=[drill.pk, *more])


def test_from_the_button_to_the_form_of_a_template(client: Client, court: Court, officer: Person, head: Person) -> None:
    template = in_use(court, officer, CLOSURE, kind="emergency", name="Building closed")
    make_account(court)
    index = reverse("emergencies:drills_of", args=[court.slug])
    assert "so one is due" in page(client, head, index)
    start = reverse("emergencies:drill_start", args=[court.slug])
    assert "Begin a drill now" in page(client, head, index)
    assert BAND in page(client, head, start, go="1")
    drill = Drill.objects.get()
    form = of(drill, "drill_use", template.pk)
    assert f'href="{form}"' in page(client, officer, of(drill))
    assert BAND in page(client, officer, form)
    given = {
        "f-day": "2026-11-24",
        "f-why": "a storm",
        "accounts": [str(one.pk) for one in court.accounts.all()],
    }
    said = page(client, officer, form, **given)
    post = Post.objects.get()
    assert (post.drill, BAND in said, Drill.objects.get().drafted_at is None) == (drill, True, False)


def test_in_own_words_it_begins_empty_and_stays_an_emergency(client: Client, drill: Drill, officer: Person) -> None:
    make_account(drill.court)
    said = page(client, officer, of(drill, "drill_write"), go="1")
    post = Post.objects.get(drill=drill)
    assert (post.kind, post.text, post.versions.count()) == ("emergency", "", 1)
    assert BAND in said
    assert "disabled" in said[said.index('name="kind"') : said.index('name="kind"') + 120]


def test_every_page_of_it_says_so(client: Client, drill: Drill, court: Court, officer: Person) -> None:
    registrar, lead = make_person(court, Role.REGISTRAR), make_person(court, Role.ADMINISTRATOR)
    now = timezone.now()
    span = {"starts_at": now, "ends_at": now + timedelta(hours=8)}
    turn_set(court=court, person=registrar, role=Role.REGISTRAR, by=lead, **span)
    post = make_post(court, officer, kind="emergency", drill=drill, title="A fire alarm")
    round = post_submit(post, by=officer)
    for name in ("page", "approve", "return", "recuse", "suggest", "ask", "comment"):
        assert BAND in page(client, registrar, reverse(f"decisions:{name}", args=[post.reference])), name
    assert "a drill: nothing goes out" in page(client, registrar, reverse("decisions:approve", args=[post.reference]))
    assert "<b>Drill</b>" in page(client, registrar, reverse("decisions:queue"))
    assert "Drill: your decision is asked for" in page(client, registrar, "/admin/")
    for url in (reverse("posts:edit", args=[post.pk]), reverse("posts:take_back", args=[post.pk])):
        assert BAND in page(client, officer, url), url
    step = Round.objects.get(pk=round.pk).workflow_state.current_task_state
    given = {"digest": digest_of(post), "step": str(step.pk)}
    assert BAND in page(client, registrar, reverse("decisions:approve", args=[post.reference]), **given)
    assert not Release.objects.exists()


def test_it_is_in_no_list_of_posts_and_on_the_first_page_as_a_drill(
    client: Client, drill: Drill, court: Court, officer: Person
) -> None:
    post = make_post(court, officer, kind="emergency", drill=drill, title="A fire alarm", due_at=timezone.now())
    assert "A fire alarm" not in page(client, officer, reverse("posts:list"))
    assert "A fire alarm" not in page(client, officer, reverse("posts:list") + "?q=alarm")
    home = page(client, officer, "/admin/")
    assert ("A fire alarm" in home, f"A drill is running: {post.reference}" in home) == (False, True)
    assert post.reference not in page(client, officer, reverse("record:index"))


def test_it_is_broken_off_with_a_reason(client: Client, drill: Drill, head: Person, officer: Person) -> None:
    post = post_for_drill(drill=drill, by=officer)
    assert "Write in a sentence why" in page(client, head, of(drill, "drill_end"), reason="no")
    said = page(client, head, of(drill, "drill_end"), reason="A real alarm came.")
    assert ("A real alarm came." in said, "Broken off" in said, "Break it off" in said) == (True, True, False)
    assert "This drill is over" in page(client, officer, reverse("posts:edit", args=[post.pk]))


def test_who_may_not_order_it_reads_it(client: Client, drill: Drill, court: Court) -> None:
    judge = make_person(court, Role.JUDGE)
    said = page(client, judge, of(drill))
    assert ("Who took part" in said, "Break it off" in said) == (True, False)
    page(client, judge, of(drill, "drill_end"), reason="I do not like it.")
    page(client, judge, reverse("emergencies:drill_start", args=[court.slug]), go="1")
    assert Drill.objects.get().ended_at is None


def test_it_is_not_there_for_other_courts(client: Client, drill: Drill) -> None:
    client.force_login(make_person(make_court(), *Role, is_superuser=True))
    names = ("drill", "drill_write", "drill_end")
    assert {client.get(of(drill, name)).status_code for name in names} <= {404, 405}
    assert {client.post(of(drill, name), {"reason": "x" * 20}).status_code for name in names} <= {404, 405}
    assert client.get(reverse("emergencies:drills_of", args=[drill.court.slug])).status_code == 404
