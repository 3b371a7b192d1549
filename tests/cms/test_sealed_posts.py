"""Sealed posts: who is named on one, by every way of naming, and when it is no longer sealed."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.models import Matter, MatterJudge
from approvals.models.register import Status
from cms.models import Post, PostReader, PostReading, PostSeal
from cms.services import PostRefused, post_name, post_read, post_seal, post_unname, post_unseal
from publishing.domain.delivery import State
from publishing.ground import confidence
from publishing.ground.models import AuditEntry, Role
from publishing.models import Delivery, Release
from tests.factories import day, make_court, make_jury_matter, make_person, make_post, make_release

pytestmark = pytest.mark.both
SAID = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)


@pytest.fixture
def court(db):
    return make_court()


@pytest.fixture
def author(court):
    return make_person(court, Role.PRESS_OFFICER)


@pytest.fixture
def post(court, author) -> Post:
    return make_post(court, author)


def matter_of(post: Post, **facts):
    matter = make_jury_matter(post.court)
    type(matter).objects.filter(pk=matter.pk).update(**facts)
    matter.refresh_from_db()
    post.matters.add(matter)
    post.save()
    return matter


def sees(person, post: Post) -> bool:
    found = Post.objects.for_person(person).filter(pk=post.pk).exists()
    named = confidence.named_on(post.reference)
    assert found == (named is None or person.pk in named), "the two ways to ask differ"
    return found


def out(post: Post, state: State = State.SENT) -> None:
    account = post.versions.first().account
    release = make_release(account, reference=post.reference)
    facts = {"remote_id": "1"} if state in SAID else {}
    Delivery.objects.filter(release=release).update(state=state, **facts)


def test_an_open_post_is_read_by_its_court(post, court) -> None:
    assert sees(make_person(court, Role.REVIEWER), post)


def test_where_nothing_is_sealed_it_costs_little_to_ask(post, court, django_assert_num_queries) -> None:
    """Each page asks several times."""
    reviewer = make_person(court, Role.REVIEWER)
    with django_assert_num_queries(2):
        assert confidence.hidden_from(reviewer) == ()
    with django_assert_num_queries(2):
        assert confidence.named_on(post.reference) is None
    make_jury_matter(court)
    Matter.objects.update(sealed=True)
    with django_assert_num_queries(3):
        assert confidence.hidden_from(reviewer) == ()


@pytest.mark.parametrize("superuser", [False, True])
def test_a_post_sealed_by_hand_is_not_there_for_others(post, court, author, superuser) -> None:
    post_seal(post=post, by=author)
    assert sees(author, post)
    assert not sees(make_person(court, *Role, is_superuser=superuser), post)


def test_the_seal_can_be_taken_off_by_whoever_is_named(post, court, author) -> None:
    post_seal(post=post, by=author)
    stranger = make_person(court, Role.PRESS_OFFICER)
    with pytest.raises(PostRefused):
        post_unseal(post=post, by=stranger)
    post_unseal(post=post, by=author)
    assert sees(stranger, post)


def test_whoever_seals_what_others_wrote_still_reads_it(post, court) -> None:
    colleague = make_person(court, Role.PRESS_OFFICER)
    post_seal(post=post, by=colleague)
    assert sees(colleague, post)


HOUR = timedelta(hours=1)
SECRET = [
    ({"sealed": True}, True),
    ({"embargo_until": HOUR}, True),
    ({"embargo_until": -HOUR}, False),
    ({"status": Status.EMBARGOED}, True),
    ({"status": Status.EMBARGOED, "embargo_until": -HOUR}, False),
    ({"status": Status.PENDING}, False),
]


@pytest.mark.parametrize(("facts", "sealed"), SECRET)
def test_what_its_matter_asks_for(post, court, facts, sealed) -> None:
    matter_of(post, **{key: timezone.now() + one if isinstance(one, timedelta) else one for key, one in facts.items()})
    assert sees(make_person(court, Role.REGISTRAR), post) is not sealed


def test_an_embargo_ends_by_time(post, court) -> None:
    matter = matter_of(post, embargo_until=timezone.now() + HOUR)
    reviewer = make_person(court, Role.REVIEWER)
    assert not sees(reviewer, post)
    type(matter).objects.filter(pk=matter.pk).update(embargo_until=timezone.now() - timedelta(seconds=1))
    assert sees(reviewer, post)


def test_one_secret_matter_of_several_is_enough(post, court) -> None:
    matter_of(post)
    matter_of(post, sealed=True)
    assert not sees(make_person(court, Role.REGISTRAR), post)


def test_a_judge_of_the_matter_is_named(post, court) -> None:
    matter = matter_of(post, embargo_until=timezone.now() + HOUR)
    judge = make_person(court, Role.JUDGE)
    assert not sees(judge, post)
    MatterJudge.objects.create(court=court, matter=matter, person=judge)
    assert sees(judge, post)


def test_readers_of_every_sealed_matter_are_named_and_of_one_are_not(post, court) -> None:
    one, two = matter_of(post, sealed=True), matter_of(post, sealed=True)
    both, half = make_person(court, Role.REGISTRAR), make_person(court, Role.REGISTRAR)
    one.readers.add(both, half)
    two.readers.add(both)
    assert (sees(both, post), sees(half, post)) == (True, False)


def test_nobody_is_named_who_may_not_read_the_matter(post, court, author) -> None:
    matter = matter_of(post, sealed=True)
    reviewer = make_person(court, Role.REVIEWER)
    with pytest.raises(PostRefused, match="readers"):
        post_name(post=post, person=reviewer, by=author)
    matter.readers.add(reviewer)
    post_name(post=post, person=reviewer, by=author)
    assert sees(reviewer, post)


def test_a_name_counts_no_longer_once_the_matter_is_sealed_to_others(post, court, author) -> None:
    reviewer = make_person(court, Role.REVIEWER)
    post_seal(post=post, by=author)
    post_name(post=post, person=reviewer, by=author)
    assert sees(reviewer, post)
    matter_of(post, sealed=True)
    assert not sees(reviewer, post)


def test_nobody_of_another_court_is_named(post, author) -> None:
    post_seal(post=post, by=author)
    with pytest.raises(PostRefused, match="role in this court"):
        post_name(post=post, person=make_person(make_court(), *Role), by=author)


def test_nobody_names_people_on_what_does_not_name_them(post, court, author) -> None:
    post_seal(post=post, by=author)
    stranger = make_person(court, *Role, is_superuser=True)
    with pytest.raises(PostRefused):
        post_name(post=post, person=stranger, by=stranger)


def test_only_a_press_officer_names(post, court, author) -> None:
    post_seal(post=post, by=author)
    reviewer = make_person(court, Role.REVIEWER)
    post_name(post=post, person=reviewer, by=author)
    with pytest.raises(PostRefused):
        post_name(post=post, person=make_person(court, Role.JUDGE), by=reviewer)


def test_a_name_is_taken_off_again(post, court, author) -> None:
    reviewer = make_person(court, Role.REVIEWER)
    post_seal(post=post, by=author)
    post_name(post=post, person=reviewer, by=author)
    post_unname(post=post, person=reviewer, by=author)
    assert not sees(reviewer, post)


def test_every_act_stands_on_the_trail_without_words(post, court, author) -> None:
    reviewer = make_person(court, Role.REVIEWER)
    post_seal(post=post, by=author)
    post_name(post=post, person=reviewer, by=author)
    post_unname(post=post, person=reviewer, by=author)
    post_unseal(post=post, by=author)
    rows = AuditEntry.objects.filter(court=court, subject=f"post:{post.pk}").order_by("at")
    acts = ["post_sealed", "post_reader_named", "post_reader_removed", "post_unsealed"]
    assert [row.act for row in rows if row.act in acts] == acts
    assert post.title not in str([row.facts for row in rows])


def test_a_person_is_named_once_and_never_by_themselves(post, court, author) -> None:
    reviewer = make_person(court, Role.REVIEWER)
    PostReader.objects.create(post=post, person=reviewer, named_by=author)
    for person in (reviewer, author):
        with pytest.raises(IntegrityError), transaction.atomic():
            PostReader.objects.create(post=post, person=person, named_by=author)


def test_reading_is_kept_once_a_day_and_person(post, court, author) -> None:
    post_read(post=post, person=author)
    post_read(post=post, person=author)
    assert PostReading.objects.filter(post=post, person=author).count() == 1
    assert AuditEntry.objects.filter(court=court, act="sealed_post_read").count() == 1
    PostReading.objects.update(day=day(-2))
    post_read(post=post, person=author)
    assert AuditEntry.objects.filter(court=court, act="sealed_post_read").count() == 2


@pytest.mark.parametrize("state", list(State))
def test_it_is_sealed_until_it_has_been_said_somewhere(post, court, author, state) -> None:
    post_seal(post=post, by=author)
    out(post, state)
    said = state in SAID
    reviewer = make_person(court, Role.REVIEWER)
    assert sees(reviewer, post) is said
    assert Delivery.objects.for_person(reviewer).exists() is said
    assert Release.objects.for_person(reviewer).exists() is said


def test_the_two_ways_to_ask_agree_on_every_mixture(court, author) -> None:
    """Every mixture of two matters, of what they name, and of what the author did: the query and the set."""
    person = make_person(court, Role.REGISTRAR)
    one, two = make_jury_matter(court), make_jury_matter(court)
    post = make_post(court, author)
    post.matters.set([one, two])
    post.save()
    MatterJudge.objects.create(court=court, matter=two, person=make_person(court, Role.JUDGE))
    later = timezone.now() + HOUR
    seen = set()
    for sealed_one, sealed_two, embargo, reads, judges, named, seal in product([False, True], repeat=7):
        type(one).objects.filter(pk=one.pk).update(sealed=sealed_one, embargo_until=later if embargo else None)
        type(two).objects.filter(pk=two.pk).update(sealed=sealed_two)
        one.readers.set([person] if reads else [])
        MatterJudge.objects.filter(person=person).delete()
        PostReader.objects.all().delete()
        PostSeal.objects.all().delete()
        if judges:
            MatterJudge.objects.create(court=court, matter=two, person=person)
        if named:
            PostReader.objects.create(post=post, person=person, named_by=author)
        if seal:
            PostSeal.objects.create(post=post, by=author)
        assert sees(author, post)
        seen.add(sees(person, post))
    assert seen == {True, False}
