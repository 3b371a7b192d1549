"""Somebody leaves the desk: their drafts, what recurs, their templates and open editors are ended or handed on."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState

from approvals.models import Duty, Part
from approvals.services import NotAllowed, digest_of, vote_cast
from cms.models import Post, PostReader, PostWriter, Recurring, TemplateState
from cms.services import RecurringEntry, post_name, post_save_draft, post_seal, post_submit, recurring_set
from publishing.domain.delivery import State
from publishing.ground.endings import lines_of
from publishing.ground.leaving import leave_case, person_leave, person_suspend
from publishing.ground.models import AuditEntry, Notice, Person, Role
from publishing.models import Delivery, Release
from tests.cms.conftest import Desk, signed_in
from tests.cms.templates import WEEK, in_use, proposed
from tests.factories import make_court, make_jury_matter, make_person, make_post

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def boss(desk: Desk) -> Person:
    return make_person(desk.court, Role.ADMINISTRATOR)


@pytest.fixture
def heir(desk: Desk) -> Person:
    return make_person(desk.court, Role.PRESS_OFFICER)


def leave(desk: Desk, boss: Person, **hand_to: Person) -> None:
    given = {key.replace("_", "-"): heir for key, heir in hand_to.items()}
    person_leave(court=desk.court, person=desk.officer, by=boss, hand_to=given)


def shown(desk: Desk, boss: Person) -> dict[str, int]:
    return {line.ending.key: len(line.rows) for line in lines_of(leave_case(desk.court, desk.officer, boss))}


def vote(post: Post, person: Person) -> Any:
    now = Post.objects.get(pk=post.pk)
    step = now.current_workflow_task_state
    return vote_cast(task_state=step, person=person, decision="approve", digest=digest_of(now))


class TestPosts:
    def test_whoever_takes_a_draft_over_writes_it_from_now_on(self, desk, boss, heir) -> None:
        post = make_post(desk.court, desk.officer)
        assert shown(desk, boss)["posts"] == 1
        leave(desk, boss, posts=heir)
        assert Post.objects.get(pk=post.pk).writers() == {desk.officer.pk, heir.pk}
        assert AuditEntry.objects.get(act="post_handed_on").facts == {"from": desk.officer.pk, "to": heir.pk}
        assert Notice.objects.get(person=heir).kind == "work-handed-on"

    def test_whoever_took_it_over_never_approves_it(self, desk, boss, heir) -> None:
        heir.memberships.create(court=desk.court, role=Role.REVIEWER)
        post = make_post(desk.court, desk.officer, matters=[make_jury_matter(desk.court)])
        post_submit(post=post, by=desk.officer)
        leave(desk, boss, posts=heir)
        with pytest.raises(NotAllowed, match="wrote"):
            vote(post, heir)
        part = Part.objects.get(person=heir)
        assert part.duty == Duty.WROTE

    def test_who_left_never_approves_what_they_wrote_even_in_another_role(self, desk, boss, heir) -> None:
        post = make_post(desk.court, desk.officer, matters=[make_jury_matter(desk.court)])
        leave(desk, boss, posts=heir)
        Person.objects.filter(pk=desk.officer.pk).update(is_active=True)
        desk.officer.refresh_from_db()
        desk.officer.memberships.create(court=desk.court, role=Role.REVIEWER)
        post_submit(post=Post.objects.get(pk=post.pk), by=heir)
        with pytest.raises(NotAllowed, match="wrote"):
            vote(post, desk.officer)

    def test_who_has_approved_it_does_not_take_it_over(self, desk, boss, heir) -> None:
        heir.memberships.create(court=desk.court, role=Role.REVIEWER)
        post = make_post(desk.court, desk.officer, matters=[make_jury_matter(desk.court)])
        post_submit(post=post, by=desk.officer)
        vote(post, heir)
        leave(desk, boss, posts=heir)
        assert heir.pk not in Post.objects.get(pk=post.pk).writers()
        assert Part.objects.get(person=heir).voided_at is None
        assert Notice.objects.filter(person=heir, kind="work-left").exists()

    def test_without_an_heir_the_press_office_is_told_and_may_go_on(self, desk, boss, heir) -> None:
        post = make_post(desk.court, desk.officer)
        leave(desk, boss)
        assert Notice.objects.get(person=heir).kind == "work-left"
        found = Post.objects.get(pk=post.pk)
        found.title = "Another title"
        post_save_draft(post=found, by=heir)
        assert heir.pk in found.writers()

    def test_what_somebody_else_writes_too_is_nobodys_question(self, desk, boss, heir) -> None:
        post = make_post(desk.court, desk.officer)
        PostWriter.objects.create(post=post, person=heir, at=timezone.now())
        assert "posts" not in shown(desk, boss)

    def test_what_is_out_is_nobodys_question(self, desk, boss) -> None:
        post = make_post(desk.court, desk.officer)
        Post.objects.filter(pk=post.pk).update(state="sent")
        assert "posts" not in shown(desk, boss)

    def test_only_people_of_the_press_office_take_over(self, desk, boss, other) -> None:
        make_post(desk.court, desk.officer)
        for stranger in (make_person(desk.court, Role.JUDGE), other.officer, desk.officer):
            with pytest.raises(ValidationError) as caught:
                leave(desk, boss, posts=stranger)
            assert "posts" in caught.value.message_dict
        assert desk.officer.memberships.exists()

    def test_the_digest_of_a_post_that_is_approved_stays(self, desk, boss, heir) -> None:
        post = make_post(desk.court, desk.officer)
        post_submit(post=post, by=desk.officer)
        reviewer = make_person(desk.court, Role.REVIEWER)
        vote(post, reviewer)
        release = Release.objects.get()
        leave(desk, boss, posts=heir)
        assert Delivery.objects.get().state == State.SCHEDULED
        assert digest_of(Post.objects.get(pk=post.pk)) == release.digest


class TestSealedPosts:
    @pytest.fixture
    def post(self, desk: Desk) -> Post:
        post = make_post(desk.court, desk.officer)
        post_seal(post=post, by=desk.officer)
        return post

    def test_the_last_who_could_go_on_with_it_names_somebody(self, desk, boss, heir, post) -> None:
        with pytest.raises(ValidationError) as caught:
            leave(desk, boss)
        assert "sealed-posts" in caught.value.message_dict
        assert post.reference not in str(caught.value)
        leave(desk, boss, sealed_posts=heir)
        assert PostReader.objects.get().person == heir
        assert Post.objects.for_person(heir, Role.PRESS_OFFICER).filter(pk=post.pk).exists()

    def test_an_administrator_never_names_themselves(self, desk, boss, post) -> None:
        boss.memberships.create(court=desk.court, role=Role.PRESS_OFFICER)
        with pytest.raises(ValidationError):
            leave(desk, boss, sealed_posts=boss)
        with pytest.raises(ValidationError):
            leave(desk, boss, posts=boss)

    def test_where_another_is_named_nobody_is_asked_and_the_name_goes(self, desk, boss, heir, post) -> None:
        third = make_person(desk.court, Role.REVIEWER)
        for person in (heir, third):
            post_name(post=post, person=person, by=desk.officer)
        person_leave(court=desk.court, person=third, by=boss)
        leave(desk, boss)
        assert [row.person for row in PostReader.objects.all()] == [heir]

    def test_taking_the_drafts_over_opens_no_sealed_matter(self, desk, boss, heir) -> None:
        matter = make_jury_matter(desk.court)
        post = make_post(desk.court, desk.officer, matters=[matter])
        type(matter).objects.filter(pk=matter.pk).update(sealed=True)
        other = make_person(desk.court, Role.PRESS_OFFICER)
        matter.readers.set([other])
        PostReader.objects.create(post=post, person=other, named_by=desk.officer)
        leave(desk, boss, posts=heir)
        assert heir.pk not in Post.objects.get(pk=post.pk).writers()
        assert not Post.objects.for_person(heir).filter(pk=post.pk).exists()


class TestWhatRecurs:
    @pytest.fixture
    def rule(self, desk: Desk) -> Recurring:
        entry = RecurringEntry(
            template=in_use(desk.court, desk.officer, WEEK), weekdays=[4], at=time(8), covers_from=3,
            starts_on=date(2026, 11, 16), accounts=[desk.account],
        )  # fmt: skip
        return recurring_set(court=desk.court, entry=entry, by=desk.officer)

    def test_it_is_handed_on(self, desk, boss, heir, rule) -> None:
        leave(desk, boss, recurring=heir)
        rule.refresh_from_db()
        assert (rule.set_by, rule.ended_at) == (heir, None)
        assert AuditEntry.objects.get(act="recurring_handed_on").facts["to"] == heir.pk

    def test_without_an_heir_it_ends_and_the_press_office_is_told(self, desk, boss, heir, rule) -> None:
        leave(desk, boss)
        rule.refresh_from_db()
        assert rule.ended_by == boss
        assert Notice.objects.get(person=heir).kind == "work-left"


def test_a_proposed_template_is_taken_back(desk, boss) -> None:
    template = proposed(desk.court, desk.officer)
    leave(desk, boss)
    template.refresh_from_db()
    assert (template.state, template.ended_by) == (TemplateState.ENDED, boss)


def test_open_editors_and_locks_are_closed(desk, boss) -> None:
    post, kind = make_post(desk.court, desk.officer), ContentType.objects.get_for_model(Post)
    Post.objects.filter(pk=post.pk).update(locked=True, locked_by=desk.officer, locked_at=timezone.now())
    EditingSession.objects.create(
        user=desk.officer, content_type=kind, object_id=str(post.pk), last_seen_at=timezone.now()
    )
    FormState.objects.create(
        user=desk.officer, content_type=kind, object_id=str(post.pk), data="text=x", last_updated_at=timezone.now()
    )
    assert shown(desk, boss)["editors"] == 3
    person_suspend(court=desk.court, person=desk.officer, by=boss, reason="They are looked into.")
    post.refresh_from_db()
    assert (post.locked, post.locked_by) == (False, None)
    assert not EditingSession.objects.exists()
    assert not FormState.objects.exists()


def test_every_session_ends_with_the_sign_in(desk, boss, settings) -> None:
    client = signed_in(desk.officer)
    session = client.session
    session.save()
    UserSession.objects.create(user=desk.officer, session_key=session.session_key, ip="127.0.0.1", user_agent="x")
    assert shown(desk, boss)["sessions"] == 1
    leave(desk, boss)
    assert not UserSession.objects.exists()
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/", follow=False).status_code == 302
    assert AuditEntry.objects.get(act="sessions_ended").facts == {"count": 1}


def test_sessions_stay_where_the_person_works_elsewhere(desk, boss) -> None:
    make = desk.officer.memberships.create
    make(court=make_court(), role=Role.REVIEWER)
    UserSession.objects.create(user=desk.officer, session_key="x" * 32, ip="127.0.0.1", user_agent="x")
    leave(desk, boss)
    assert UserSession.objects.exists()
