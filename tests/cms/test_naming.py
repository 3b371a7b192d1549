"""The page on which people are named; who may decide on a sealed post, who is told of it, and that reading is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from approvals.models import MatterJudge, Round
from approvals.services.duties import approvers
from approvals.services.questions import question_ask
from approvals.services.refusals import Refused
from cms.models import Post, PostReader, PostReading, PostSeal
from cms.services import PostRefused, post_name, post_save_draft, post_seal, post_submit
from publishing.dispatcher.duty import call_people
from publishing.domain.delivery import State
from publishing.ground import digests, notices
from publishing.ground.models import Notice, Person, Role
from publishing.models import Delivery
from tests.cms.conftest import Desk, signed_in
from tests.factories import make_jury_matter, make_person, make_post, make_release


@pytest.fixture
def post(desk: Desk) -> Post:
    post = make_post(desk.court, desk.officer, desk.account, title="Kestrel opening")
    PostSeal.objects.create(post=post, by=desk.officer)
    return post


@pytest.fixture
def reviewer(desk: Desk) -> Person:
    return make_person(desk.court, Role.REVIEWER, first_name="Ada", last_name="Brenner")


def page(post: Post) -> str:
    return reverse("posts:named", args=[post.pk])


def name(post: Post, *people: Person) -> None:
    for person in people:
        PostReader.objects.create(post=post, person=person, named_by=post.author)


# --- the page -------------------------------------------------------------------------------------


def test_somebody_is_found_and_named(desk: Desk, post: Post, reviewer: Person) -> None:
    said = desk.client.get(page(post), {"q": "bren"}).content.decode()
    assert f'name="name" value="{reviewer.pk}"' in said
    assert desk.client.post(page(post), {"name": reviewer.pk}).status_code == 302
    assert signed_in(reviewer).get(page(post)).status_code == 200
    assert "named by Mira Tolland" in desk.client.get(page(post)).content.decode()


def test_nobody_of_another_court_is_found_or_named(desk: Desk, post: Post, other: Desk) -> None:
    assert f'value="{other.officer.pk}"' not in desk.client.get(page(post), {"q": "tolland"}).content.decode()
    assert desk.client.post(page(post), {"name": other.officer.pk}).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30, "-1"])
def test_a_forged_name_is_nobody(desk: Desk, post: Post, key: str) -> None:
    assert desk.client.post(page(post), {"name": key}).status_code == 404


def test_whoever_may_not_read_the_matter_is_found_with_the_reason(desk: Desk, post: Post, reviewer: Person) -> None:
    matter = make_jury_matter(desk.court)
    type(matter).objects.filter(pk=matter.pk).update(sealed=True)
    post.matters.add(matter)
    post.save()
    said = desk.client.get(page(post), {"q": "Ada"}).content.decode()
    assert "may not read a matter" in said
    assert f'name="name" value="{reviewer.pk}"' not in said


def test_nobody_names_themselves(desk: Desk, post: Post) -> None:
    second = make_person(desk.court, Role.PRESS_OFFICER, first_name="Ada", last_name="Brenner")
    PostSeal.objects.all().delete()
    client = signed_in(second)
    said = client.get(page(post), {"q": "Ada"}).content.decode()
    assert "You cannot name yourself." in said
    assert f'name="name" value="{second.pk}"' not in said
    answer = client.post(page(post), {"name": second.pk}, follow=True).content.decode()
    assert "You cannot name yourself." in answer
    assert not PostReader.objects.exists()


def test_a_named_reader_reads_the_page_and_changes_nothing(desk: Desk, post: Post, reviewer: Person) -> None:
    name(post, reviewer)
    client = signed_in(reviewer)
    said = client.get(page(post), {"q": "a"}).content.decode()
    assert 'name="unseal"' not in said
    assert 'name="name"' not in said
    client.post(page(post), {"unseal": "1"})
    assert PostSeal.objects.filter(post=post).exists()


def test_sealing_and_taking_the_seal_off(desk: Desk, reviewer: Person) -> None:
    post = make_post(desk.court, desk.officer)
    reads = signed_in(reviewer)
    desk.client.post(page(post), {"seal": "1"})
    assert reads.get(page(post)).status_code == 404
    desk.client.post(page(post), {"unseal": "1"})
    assert reads.get(page(post)).status_code == 200


def test_whoever_takes_themselves_off_is_led_to_the_list(desk: Desk, post: Post) -> None:
    colleague = make_person(desk.court, Role.PRESS_OFFICER)
    name(post, colleague)
    answer = signed_in(colleague).post(page(post), {"remove": colleague.pk})
    assert answer["Location"] == reverse("posts:list")


# --- reading is kept ------------------------------------------------------------------------------


def test_reading_is_kept_and_shown_to_those_who_are_named(desk: Desk, post: Post, reviewer: Person) -> None:
    name(post, reviewer)
    client = signed_in(reviewer)
    for _again in range(2):
        client.get(reverse("posts:edit", args=[post.pk]))
    assert PostReading.objects.filter(post=post, person=reviewer).count() == 1
    said = desk.client.get(page(post)).content.decode()
    assert "Ada Brenner" in said.split("Who has read it")[1]


def test_reading_what_is_not_sealed_is_not_kept(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    desk.client.get(reverse("posts:edit", args=[post.pk]))
    assert not PostReading.objects.exists()


def test_looking_at_the_decision_page_is_reading(desk: Desk, post: Post, reviewer: Person) -> None:
    name(post, reviewer)
    round = post_submit(post=post, by=desk.officer)
    assert signed_in(reviewer).get(reverse("decisions:page", args=[round.reference])).status_code == 200
    assert PostReading.objects.filter(post=post, person=reviewer).exists()


def test_the_readings_stay_when_it_is_out(desk: Desk, post: Post) -> None:
    desk.client.get(reverse("posts:edit", args=[post.pk]))
    release = make_release(desk.account, reference=post.reference)
    Delivery.objects.filter(release=release).update(state=State.SENT, remote_id="1", sent_at=timezone.now())
    assert not Post.objects.sealed().exists()
    assert "Mira Tolland" in desk.client.get(page(post)).content.decode().split("Who has read it")[1]


# --- who decides ----------------------------------------------------------------------------------


def test_it_is_not_submitted_while_a_seat_has_nobody_named(desk: Desk, post: Post, reviewer: Person) -> None:
    with pytest.raises(PostRefused, match="nobody named on it can decide"):
        post_submit(post=post, by=desk.officer)
    post_name(post=post, person=reviewer, by=desk.officer)
    assert not post_submit(post=post, by=desk.officer).refused


def test_the_composer_says_who_must_be_named(desk: Desk, post: Post, reviewer: Person) -> None:
    said = desk.client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert "nobody who is named" in said


def test_only_named_people_take_a_seat(desk: Desk, post: Post, reviewer: Person) -> None:
    second = make_person(desk.court, Role.REVIEWER, is_superuser=True)
    name(post, reviewer)
    round = Round.objects.get(pk=post_submit(post=post, by=desk.officer).pk)
    task = round.workflow_state.current_task_state.task.specific
    assert approvers(task, round, post) == {reviewer.pk}
    assert Round.objects.open_to(reviewer).filter(pk=round.pk).exists()
    assert not Round.objects.open_to(second).filter(pk=round.pk).exists()


def test_the_next_in_seniority_does_not_step_in_because_a_judge_is_not_named(desk: Desk, reviewer: Person) -> None:
    matter = make_jury_matter(desk.court)
    type(matter).objects.filter(pk=matter.pk).update(embargo_until=timezone.now() + timedelta(days=9))
    presides, registrar = make_person(desk.court, Role.JUDGE), make_person(desk.court, Role.REGISTRAR)
    make_person(desk.court, Role.PRESIDENT)
    MatterJudge.objects.create(court=desk.court, matter=matter, person=presides, presiding=True)
    post = make_post(desk.court, desk.officer, desk.account, matters=[matter])
    name(post, reviewer, registrar)
    assert not post_submit(post=post, by=desk.officer).refused  # who presides is named by the matter


def test_a_colleague_who_is_not_named_writes_nothing_of_it(desk: Desk, post: Post) -> None:
    colleague = make_person(desk.court, Role.PRESS_OFFICER)
    with pytest.raises(PostRefused):
        post_save_draft(post=post, by=colleague)


def test_only_a_named_adviser_is_asked(desk: Desk, post: Post) -> None:
    adviser = make_person(desk.court, Role.ADVISER)
    with pytest.raises(Refused):
        question_ask(reviewable=post, text="May we?", urgent=False, by=desk.officer)
    name(post, adviser)
    question = question_ask(reviewable=post, text="May we?", urgent=False, by=desk.officer)
    assert signed_in(adviser).get(reverse("questions:page", args=[question.pk])).status_code == 200


# --- who is told ----------------------------------------------------------------------------------


def test_notices_go_to_named_people_only_and_carry_no_words(
    desk: Desk, post: Post, reviewer: Person, django_capture_on_commit_callbacks: Any
) -> None:
    make_person(desk.court, *Role, is_superuser=True)
    name(post, reviewer)
    with django_capture_on_commit_callbacks(execute=True):
        post_submit(post=post, by=desk.officer)
    told = Notice.objects.filter(subject__contains=post.reference)
    assert set(told.values_list("person", flat=True)) == {reviewer.pk}
    words = [row.subject + row.body for row in Notice.objects.all()]
    words += [f"{one.subject}{one.body}{one.alternatives}" for one in mail.outbox]
    assert [one for one in words if "Kestrel" in one or "opens at nine" in one] == []


def test_what_was_told_before_it_was_sealed_is_neither_listed_nor_mailed(desk: Desk, reviewer: Person) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    post_submit(post=post, by=desk.officer)
    told = Notice.objects.get(person=reviewer)
    post_seal(post=post, by=desk.officer)
    assert not notices.listed_for(reviewer).exists()
    assert digests.filled(told) is False
    name(post, reviewer)
    assert digests.filled(told) is True


def test_the_outbox_counts_for_each_person_what_they_may_know(desk: Desk, post: Post) -> None:
    stranger = make_person(desk.court, Role.ADMINISTRATOR)
    for reference in (post.reference, "OPEN-1"):
        release = make_release(desk.account, reference=reference)
        Delivery.objects.filter(release=release).update(state=State.FAILED)
    call_people(list(Delivery.objects.select_related("court", "release")))
    assert Notice.objects.get(person=stranger).subject != Notice.objects.get(person=desk.officer).subject
