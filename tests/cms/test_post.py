from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from cms.freezing import Incomplete, PostDoesNotFit
from cms.models import Post, PostImage, PostVersion
from publishing.domain.digest import canonical, digest
from publishing.ground.models import Person, Role
from tests.factories import make_account, make_court, make_image, make_person, make_post

from .conftest import Desk

pytestmark = pytest.mark.django_db


# --- references --------------------------------------------------------------------------------


def test_a_reference_has_court_year_and_number(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    assert re.fullmatch(rf"{desk.court.code}-\d{{4}}-0001", post.reference)


def test_references_have_no_gaps_when_a_save_is_undone(desk: Desk) -> None:
    make_post(desk.court, desk.officer)
    with transaction.atomic():
        make_post(desk.court, desk.officer)
        transaction.set_rollback(True)
    assert make_post(desk.court, desk.officer).reference.endswith("-0002")


def test_each_court_counts_for_itself(desk: Desk, other: Desk) -> None:
    make_post(desk.court, desk.officer)
    assert make_post(other.court, other.officer).reference.endswith("-0001")


def test_a_reference_never_changes(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    kept, post.reference = post.reference, "X-2026-9999"
    post.save()
    assert Post.objects.get(pk=post.pk).reference == kept


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_first_saves_at_once_get_two_references() -> None:
    court = make_court()
    officer = make_person(court, Role.PRESS_OFFICER)
    account = make_account(court)

    def save() -> None:
        make_post(court, officer, account)
        connections.close_all()

    threads = [threading.Thread(target=save) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    numbers = sorted(Post.objects.filter(court=court).values_list("reference", flat=True))
    assert [int(number[-4:]) for number in numbers] == list(range(1, 9))


# --- nobody publishes through Wagtail -----------------------------------------------------------


def test_publishing_a_post_is_refused(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    with pytest.raises(PermissionDenied):
        post.publish(post.latest_revision)


def test_publishing_its_revision_is_refused(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    with pytest.raises(PermissionDenied):
        post.latest_revision.publish(skip_permission_checks=True)


def test_the_action_beneath_leaves_it_unpublished(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    PublishRevisionAction(post.latest_revision).execute(skip_permission_checks=True)
    assert Post.objects.get(pk=post.pk).live is False


def test_the_database_refuses_a_live_post(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(live=True)


def test_publish_scheduled_publishes_nothing(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    Revision.objects.filter(pk=post.latest_revision_id).update(approved_go_live_at=timezone.now())
    with pytest.raises(PermissionDenied):
        call_command("publish_scheduled")
    assert Post.objects.get(pk=post.pk).live is False


def test_unpublishing_is_refused(desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        make_post(desk.court, desk.officer).unpublish()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "lock", "unlock"])
def test_nobody_may_publish_delete_or_lock(desk: Desk, action: str) -> None:
    boss = make_person(desk.court, *Role.values, is_superuser=True)
    policy = policy_registry.get_by_type(Post)
    post = make_post(desk.court, desk.officer)
    assert not policy.user_has_permission(boss, action)
    assert not policy.user_has_permission_for_instance(boss, action, post)


def test_a_superuser_without_a_role_may_nothing(desk: Desk) -> None:
    boss = Person.objects.create_superuser("boss", "boss@courts.example", "x")
    policy = policy_registry.get_by_type(Post)
    assert not policy.user_has_any_permission(boss, ["add", "change", "view", "delete", "publish"])


# --- what is frozen ------------------------------------------------------------------------------


def fingerprint(post: Post) -> str:
    return digest(canonical(Post.objects.get(pk=post.pk).to_submission()))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "The registry opens at ten."},
        {"title": "Another title on the public record"},
        {"missed_minutes": 30},
        {"aim": "trust"},
        {"kind": "closure"},
        {"link": "https://courts.norvale.example/hours"},
        {"due_at": timezone.now() + timedelta(days=2)},
    ],
)
def test_any_change_of_what_is_approved_changes_the_digest(desk: Desk, change: dict[str, object]) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    before = fingerprint(post)
    for name, value in change.items():
        setattr(post, name, value)
    post.save()
    assert fingerprint(post) != before


def test_own_words_change_the_digest(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    before = fingerprint(post)
    post.versions = [PostVersion(account=desk.account, own_text="Ten, not nine.")]
    post.save()
    assert fingerprint(post) != before


def test_alt_text_changes_the_digest(desk: Desk) -> None:
    image = make_image(desk.court)
    post = make_post(desk.court, desk.officer, desk.account)
    post.images = [PostImage(image=image, alt="An empty courtroom with three chairs.")]
    post.save()
    before = fingerprint(post)
    post.images = [PostImage(image=image, alt="An empty courtroom with tall windows.")]
    post.save()
    assert fingerprint(post) != before


def test_without_a_time_nothing_is_frozen(desk: Desk) -> None:
    with pytest.raises(Incomplete) as caught:
        make_post(desk.court, desk.officer, due_at=None).to_submission()
    assert caught.value.field == "due_at"


def test_without_an_account_nothing_is_frozen(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    post.versions = []
    with pytest.raises(Incomplete) as caught:
        post.to_submission()
    assert caught.value.field == "accounts"


def test_what_does_not_fit_names_the_account_the_count_and_the_limit(desk: Desk) -> None:
    bluesky = make_account(desk.court, "bluesky")
    post = make_post(desk.court, desk.officer, bluesky, text="a" * 308)
    with pytest.raises(PostDoesNotFit) as caught:
        post.to_submission()
    [(version, problem)] = caught.value.found
    assert (version.account, problem.count, problem.limit) == (bluesky, 308, 300)


def test_a_picture_of_another_court_is_not_frozen(desk: Desk, other: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    post.images = [PostImage(image=make_image(other.court), alt="A door.")]
    with pytest.raises(Incomplete):
        post.to_submission()


# --- who wrote -------------------------------------------------------------------------------------


def test_author_and_every_editor_are_writers(desk: Desk) -> None:
    post, colleague = make_post(desk.court, desk.officer), make_person(desk.court, Role.PRESS_OFFICER)
    post.save_revision(user=colleague, clean=False)
    assert post.writers() == {desk.officer.pk, colleague.pk}


def test_writers_outlive_an_overwritten_revision(desk: Desk) -> None:
    post, colleague = make_post(desk.court, desk.officer), make_person(desk.court, Role.PRESS_OFFICER)
    post.save_revision(user=colleague, clean=False)
    Revision.objects.for_instance(post).update(user=desk.officer)
    assert colleague.pk in post.writers()


def test_an_overwritten_revision_changes_nothing_of_the_row(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    revision = post.latest_revision
    revision.content["text"] = "Other words"
    revision.save()
    fresh = Post.objects.get(pk=post.pk)
    assert fresh.get_latest_revision_as_object().text == "The registry opens at nine."


# --- the lock ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "locked"),
    [("draft", False), ("returned", False), ("cancelled", False), ("waiting", True), ("scheduled", True),
     ("sending", True), ("held", True), ("failed", True), ("person", True), ("sent", True)],
)  # fmt: skip
def test_it_is_locked_from_submission_on(desk: Desk, state: str, locked: bool) -> None:
    post = make_post(desk.court, desk.officer)
    Post.objects.filter(pk=post.pk).update(state=state)
    lock = Post.objects.get(pk=post.pk).get_lock()
    assert (lock is not None) is locked
    assert lock is None or lock.for_user(Person(is_superuser=True))


def test_saving_does_not_write_the_state(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    Post.objects.filter(pk=post.pk).update(state="waiting")
    post.save()
    assert Post.objects.get(pk=post.pk).state == "waiting"


@pytest.mark.parametrize("minutes", [0, 1441])
def test_the_database_refuses_a_senseless_missed_time(desk: Desk, minutes: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(desk.court, desk.officer, missed_minutes=minutes)


def test_what_wagtail_logs_of_a_post_holds_none_of_its_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        make_post(desk.court, desk.officer, title="Zlata Miroshkina", text="Zlata Miroshkina was heard.")
    assert "Miroshkina" not in caplog.text
