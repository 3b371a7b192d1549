"""A post from draft to delivery, and what becomes of its state on the way: the real approvals and the real releases."""

from __future__ import annotations

import pytest

from approvals.models import Justification, Matter, Vote
from approvals.services import MatterEntry, digest_of, matter_save, vote_cast
from cms.models import Post, PostImage, PostVersion
from cms.services import PostRefused, post_justify, post_save_draft, post_submit, post_take_back, readiness_of
from publishing.domain.delivery import State
from publishing.ground.models import Person, Role
from publishing.models import Delivery, Release
from publishing.services import delivery_cancel, move
from tests.factories import make_image, make_jury_matter, make_person, make_post

from .conftest import Desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks):  # type: ignore[no-untyped-def]
    """What happens on commit happens at the end of each call below."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


@pytest.fixture
def colleague(desk: Desk) -> Person:
    return make_person(desk.court, Role.REVIEWER)


@pytest.fixture
def registrar(desk: Desk) -> Person:
    return make_person(desk.court, Role.REGISTRAR)


@pytest.fixture
def judge(desk: Desk) -> Person:
    return make_person(desk.court, Role.JUDGE)


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def vote(post: Post, person: Person, decision: str = "approve", comment: str = "") -> None:
    now = fresh(post)
    vote_cast(
        task_state=now.current_workflow_task_state, person=person, decision=decision, digest=digest_of(now),
        comment=comment,
    )  # fmt: skip


@pytest.fixture
def submitted(desk: Desk) -> Post:
    post = make_post(desk.court, desk.officer, desk.account, matters=[make_jury_matter(desk.court)])
    post_submit(post=post, by=desk.officer)
    return fresh(post)


@pytest.fixture
def released(
    submitted: Post, colleague: Person, registrar: Person, judge: Person, django_capture_on_commit_callbacks
) -> Post:
    with django_capture_on_commit_callbacks(execute=True):
        for person in (colleague, registrar, judge):
            vote(submitted, person)
    return fresh(submitted)


def test_it_waits_until_all_have_voted(submitted: Post, colleague: Person) -> None:
    vote(submitted, colleague)
    assert fresh(submitted).state == "waiting"


def test_the_last_vote_schedules_it(released: Post) -> None:
    assert (released.state, Release.objects.get().reference) == ("scheduled", released.reference)


def test_wagtail_never_calls_it_live(released: Post) -> None:
    assert (released.live, released.live_revision) == (False, None)


def test_a_return_opens_it_again(submitted: Post, colleague: Person) -> None:
    vote(submitted, colleague, "return", "Say who pays first.")
    assert (fresh(submitted).state, fresh(submitted).get_lock()) == ("returned", None)


def test_what_was_returned_is_changed_and_submitted_again(submitted: Post, colleague: Person, desk: Desk) -> None:
    vote(submitted, colleague, "return", "Say who pays first.")
    post = fresh(submitted)
    post.text = "The registry opens at ten."
    post_save_draft(post=post, by=desk.officer)
    post_submit(post=fresh(post), by=desk.officer)
    assert fresh(post).state == "waiting"


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([State.SENDING], "sending"),
        ([State.SENDING, State.UNKNOWN], "person"),
        ([State.SENDING, State.FAILED], "failed"),
        ([State.HELD], "held"),
        ([State.HELD, State.CANCELLED], "cancelled"),
    ],
)
def test_its_state_follows_its_deliveries(
    released: Post, moves: list[State], expected: str, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for to in moves:
            move(Delivery.objects.get(), to, by="worker:test", reason="a test")
    assert fresh(released).state == expected


def test_it_is_sent_once_its_delivery_is(released: Post, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        move(Delivery.objects.get(), State.SENDING, by="worker:test")
        move(Delivery.objects.get(), State.SENT, by="worker:test", columns={"remote_id": "1"})
    assert fresh(released).state == "sent"


# --- taking back -------------------------------------------------------------------------------


def test_taking_back_a_scheduled_post_holds_its_deliveries(released: Post, desk: Desk) -> None:
    post_take_back(post=released, by=desk.officer)
    assert (Delivery.objects.get().state, fresh(released).state) == ("held", "draft")


def test_taking_back_voids_every_vote(released: Post, desk: Desk) -> None:
    post_take_back(post=released, by=desk.officer)
    assert not Vote.objects.standing().exists()


def test_clearing_again_makes_a_new_release_and_cancels_the_old(
    released: Post, desk: Desk, colleague: Person, registrar: Person, judge: Person, django_capture_on_commit_callbacks
) -> None:
    post_take_back(post=released, by=desk.officer)
    post = fresh(released)
    post.text = "The registry opens at ten."
    post_save_draft(post=post, by=desk.officer)
    post_submit(post=fresh(post), by=desk.officer)
    assert fresh(post).state == "waiting"
    with django_capture_on_commit_callbacks(execute=True):
        for person in (colleague, registrar, judge):
            vote(post, person)
    states = dict(Delivery.objects.values_list("release__version", "state"))
    assert (states, fresh(post).state) == ({1: "cancelled", 2: "scheduled"}, "scheduled")


def test_what_is_on_its_way_cannot_be_taken_back(released: Post, desk: Desk) -> None:
    move(Delivery.objects.get(), State.SENDING, by="worker:test")
    with pytest.raises(PostRefused, match="is on its way"):
        post_take_back(post=released, by=desk.officer)
    assert fresh(released).taken_back is None


def test_only_a_press_officer_takes_back(released: Post, judge: Person, other: Desk) -> None:
    for stranger in (judge, other.officer, make_person(is_superuser=True)):
        with pytest.raises(PostRefused):
            post_take_back(post=released, by=stranger)
    assert fresh(released).state == "scheduled"


def test_a_cancelled_post_may_be_written_and_submitted_again(
    released: Post, desk: Desk, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        delivery_cancel(Delivery.objects.get(), reason="No longer needed.", by=desk.officer)
    post = fresh(released)
    post.text = "The registry opens at ten."
    post_save_draft(post=post, by=desk.officer)
    post_submit(post=fresh(post), by=desk.officer)
    assert fresh(post).state == "waiting"


# --- permission lies in the operation ------------------------------------------------------------


def test_only_press_officers_of_the_court_write(desk: Desk, other: Desk, judge: Person) -> None:
    for stranger in (judge, other.officer, make_person(is_superuser=True)):
        with pytest.raises(PostRefused, match="Only a press officer"):
            post_save_draft(post=make_post(desk.court, desk.officer), by=stranger)


def test_only_press_officers_of_the_court_submit(desk: Desk, other: Desk, judge: Person) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    for stranger in (judge, other.officer, make_person(is_superuser=True)):
        with pytest.raises(PostRefused, match="Only a press officer"):
            post_submit(post=post, by=stranger)
    assert fresh(post).state == "draft"


def test_a_locked_post_is_not_saved(submitted: Post, desk: Desk) -> None:
    submitted.text = "Changed"
    with pytest.raises(PostRefused, match="Take it back"):
        post_save_draft(post=submitted, by=desk.officer)
    assert fresh(submitted).text == "The registry opens at nine."


def test_it_is_not_submitted_twice(submitted: Post, desk: Desk) -> None:
    with pytest.raises(PostRefused):
        post_submit(post=submitted, by=desk.officer)


def test_another_courts_account_is_refused_in_the_operation(desk: Desk, other: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    post.versions = [PostVersion(account=other.account)]
    with pytest.raises(PostRefused, match="belongs to another court"):
        post_save_draft(post=post, by=desk.officer)


def test_another_courts_picture_is_refused_in_the_operation(desk: Desk, other: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    post.images = [PostImage(image=make_image(other.court), alt="A door.")]
    with pytest.raises(PostRefused, match="belongs to another court"):
        post_save_draft(post=post, by=desk.officer)


def test_another_courts_matter_is_refused_in_the_operation(desk: Desk, other: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    post.matters = [Matter.objects.create(court=other.court, code="26-1", docket="No. 26-1", public_title="Re K")]
    with pytest.raises(PostRefused, match="belongs to another court"):
        post_save_draft(post=post, by=desk.officer)


# --- findings ------------------------------------------------------------------------------------


@pytest.fixture
def questioned(desk: Desk) -> Post:
    """A post that names an undecided case, so that its author must say why."""
    matter_save(
        court=desk.court, by=make_person(desk.court, Role.REGISTRAR),
        entry=MatterEntry(code="26-451", docket="No. 26-451", public_title="Corvane v Harrowgate Water Board"),
    )  # fmt: skip
    return make_post(desk.court, desk.officer, desk.account, text="The bench sat late on No. 26-451.")


def test_a_question_without_an_answer_stops_the_submission(questioned: Post, desk: Desk) -> None:
    with pytest.raises(PostRefused, match="needs your reason"):
        post_submit(post=questioned, by=desk.officer)
    assert fresh(questioned).state == "draft"


def test_with_the_authors_reason_it_goes_on(questioned: Post, desk: Desk) -> None:
    [seen] = readiness_of(questioned).result.unanswered
    post_justify(
        post=questioned, code=seen.finding.code, matter=seen.finding.matter, words_hash=seen.words_hash,
        text="A listed public hearing.", by=desk.officer,
    )  # fmt: skip
    post_submit(post=fresh(questioned), by=desk.officer)
    assert fresh(questioned).state == "waiting"


def test_an_empty_reason_is_answered_at_its_field(questioned: Post, desk: Desk) -> None:
    with pytest.raises(PostRefused) as caught:
        post_justify(post=questioned, code="pending-case", matter="26-451", words_hash="ab", text=" ", by=desk.officer)
    assert caught.value.obstacles[0].field == "reason|pending-case|26-451|ab"


def test_a_reason_is_not_given_once_it_is_submitted(submitted: Post, desk: Desk) -> None:
    with pytest.raises(PostRefused):
        post_justify(post=submitted, code="x", matter="", words_hash="ab", text="Because.", by=desk.officer)
    assert not Justification.objects.exists()
