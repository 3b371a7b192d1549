"""Two people at the same moment, each in a transaction of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections, connection

from approvals.models import Round, Vote
from approvals.services import Refused, digest_of, vote_cast
from cms.models import Post
from cms.services import PostRefused, post_save_draft, post_submit, post_take_back
from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry, Court, Role
from publishing.models import Delivery, Release
from tests.factories import make_court, make_jury_matter, make_person, make_post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], Any]) -> list[Exception]:
    """Does all `acts` at the same moment; what they raised."""
    ready, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        close_old_connections()
        ready.wait()
        try:
            act()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def court() -> Court:
    return make_court()


def before_judge(court: Court) -> Post:
    author = make_person(court, Role.PRESS_OFFICER)
    post = make_post(court, author, matters=[make_jury_matter(court)])
    post_submit(post=post, by=author)
    for role in (Role.REVIEWER, Role.REGISTRAR):
        vote(post, make_person(court, role))()
    return Post.objects.get(pk=post.pk)


def vote(post: Post, person: Any) -> Callable[[], Any]:
    now = Post.objects.get(pk=post.pk)
    step, digest = now.current_workflow_task_state, digest_of(now)
    return lambda: vote_cast(task_state=step, person=person, decision="approve", digest=digest)


def cleared() -> int:
    """How many clearances the trail tells of."""
    return AuditEntry.objects.filter(act="cleared").count()


@pytest.mark.parametrize("again", range(6))
def test_taking_back_while_the_last_vote_is_cast_sends_nothing(court: Court, again: int) -> None:
    post = before_judge(court)
    take_back = vote(post, make_person(court, Role.JUDGE)), lambda: post_take_back(post=post, by=post.author)
    raised = at_once(*(take_back if again % 2 else reversed(take_back)))
    assert [error for error in raised if not isinstance(error, Refused | PostRefused)] == []
    assert set(Delivery.objects.values_list("state", flat=True)) <= {State.HELD}
    assert not Vote.objects.standing().exists()
    assert Post.objects.get().state == "draft"


@pytest.mark.parametrize("again", range(3))
def test_two_judges_at_once_make_one_release(court: Court, again: int) -> None:
    post = before_judge(court)
    raised = at_once(*(vote(post, make_person(court, Role.JUDGE)) for _one in range(3)))
    assert [type(error).__mro__[1] for error in raised if not isinstance(error, Refused)] == []
    assert (len(raised), Release.objects.count(), Vote.objects.standing().count()) == (2, 1, 3)
    assert cleared() == 1


@pytest.mark.parametrize("again", range(3))
def test_one_judge_in_two_tabs_votes_once(court: Court, again: int) -> None:
    post, judge = before_judge(court), make_person(court, Role.JUDGE)
    raised = at_once(vote(post, judge), vote(post, judge))
    assert [error for error in raised if not isinstance(error, Refused)] == []
    assert (len(raised), Release.objects.count(), Vote.objects.standing().count()) == (1, 1, 3)


@pytest.mark.parametrize("again", range(3))
def test_a_draft_submitted_twice_at_once_is_submitted_once(court: Court, again: int) -> None:
    author = make_person(court, Role.PRESS_OFFICER)
    post = make_post(court, author)
    tabs = [Post.objects.get(pk=post.pk) for _one in range(2)]
    raised = at_once(*(lambda tab=tab: post_submit(post=tab, by=author) for tab in tabs))
    assert [error for error in raised if not isinstance(error, PostRefused)] == []
    assert (len(raised), Round.objects.count()) == (1, 1)


@pytest.mark.parametrize("again", range(3))
def test_what_is_saved_while_it_is_submitted_is_what_approvers_read_or_is_refused(court: Court, again: int) -> None:
    author = make_person(court, Role.PRESS_OFFICER)
    post = make_post(court, author)
    changed = Post.objects.get(pk=post.pk)
    changed.text = "The registry opens at ten."
    raised = at_once(lambda: post_submit(post=post, by=author), lambda: post_save_draft(post=changed, by=author))
    assert [error for error in raised if not isinstance(error, PostRefused)] == []
    assert Round.objects.get().digest == digest_of(Post.objects.get())


@pytest.mark.parametrize("again", range(3))
def test_both_seats_of_the_desk_at_once_take_the_post_on_once(court: Court, again: int) -> None:
    author = make_person(court, Role.PRESS_OFFICER)
    post = make_post(court, author, matters=[make_jury_matter(court)])
    post_submit(post=post, by=author)
    raised = at_once(*(vote(post, make_person(court, role)) for role in (Role.REVIEWER, Role.REGISTRAR)))
    assert (raised, Vote.objects.standing().count(), Release.objects.count()) == ([], 2, 0)
    vote(post, make_person(court, Role.JUDGE))()
    assert Release.objects.count() == 1


@pytest.mark.parametrize("again", range(3))
def test_two_reviewers_at_once_on_the_last_seat_make_one_release(court: Court, again: int) -> None:
    author = make_person(court, Role.PRESS_OFFICER)
    post = make_post(court, author)
    post_submit(post=post, by=author)
    raised = at_once(*(vote(post, make_person(court, Role.REVIEWER)) for _one in range(2)))
    assert [error for error in raised if not isinstance(error, Refused)] == []
    assert (len(raised), Release.objects.count(), Vote.objects.standing().count()) == (1, 1, 1)
    assert cleared() == 1
