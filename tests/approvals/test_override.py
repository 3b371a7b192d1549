"""A block that a written reason overrides takes two people besides its author: in the operation and in the database."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from approvals.domain.findings import Finding, Span
from approvals.domain.route_table import OVERRIDABLE
from approvals.domain.severity import Severity
from approvals.models import Duty, Part, Round, Vote
from approvals.services import (
    NotAllowed,
    NotCleared,
    Refused,
    answer_save,
    justification_save,
    post_submit,
    questions_of,
    review_now,
    subject_of,
)
from approvals.services.roster import delegation_set
from approvals.services.solo import emergency_release
from cms.models import Post
from publishing.ground.models import Court, Membership, Person, Role
from publishing.models import Release
from tests.approvals.conftest import approve, step_of
from tests.factories import make_person, make_post

pytestmark = pytest.mark.both
HEAD, PRESIDENT = Role.HEAD_OF_COMMUNICATIONS, Role.PRESIDENT


@pytest.fixture
def staff(court: Court) -> SimpleNamespace:
    """The author, the two who decide, and everybody else, none of whom may."""
    others = [make_person(court, role) for role in Role if role not in (HEAD, PRESIDENT, Role.VICE_PRESIDENT)]
    return SimpleNamespace(
        author=make_person(court, Role.PRESS_OFFICER),
        head=make_person(court, HEAD),
        president=make_person(court, PRESIDENT),
        others=others,
    )


def overridden(monkeypatch: pytest.MonkeyPatch, author: Person, court: Court, code: str, **facts: Any) -> Round:
    """A submitted post with a block of that check, for which its author has written a reason."""
    found = Finding(code, (16,), Severity.BLOCK, "attack-answered", Span("title", 0, 7))
    monkeypatch.setattr("approvals.services.reviews.review", lambda *_given, **_more: [found])
    post = make_post(court, author, **facts)
    result = review_now(post)
    for one in questions_of(result, subject_of(post)):
        answer_save(reviewable=post, question=one.key, text="No.", by=author)
    for seen in result.seen:
        given = {"code": seen.finding.code, "matter": seen.finding.matter, "words_hash": seen.words_hash}
        justification_save(reviewable=post, text="The bench asked for it.", by=author, **given)
    round = post_submit(Post.objects.get(pk=post.pk), by=author)
    assert Round.objects.get(pk=round.pk).refused == ""
    return round


def fresh(round: Round) -> Round:
    return Round.objects.select_related("court", "workflow_state").get(pk=round.pk)


def forced_to_its_end(round: Round) -> None:
    """As a shell or a removed step would end the workflow."""
    with transaction.atomic():
        WorkflowState.objects.get(pk=round.workflow_state_id).finish()


def part_of(round: Round, person: Person) -> Part:
    """A vote as a shell would insert it."""
    now = fresh(round)
    return Part(
        court=now.court, round=now, subject=now.subject, digest=now.digest, person=person, duty=Duty.APPROVED,
        at=timezone.now(), step="bench", role=PRESIDENT, fits=["president"], task_state=step_of(round),
    )  # fmt: skip


WAYS = pytest.mark.parametrize("facts", [{}, {"kind": "emergency"}, {"kind": "closure", "locked": True}], ids=str)


@WAYS
@pytest.mark.parametrize("code", sorted(OVERRIDABLE))
def test_every_override_takes_two_people_besides_its_author(
    court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, code: str, facts: dict[str, Any]
) -> None:
    if facts.get("locked"):
        monkeypatch.setattr(Post, "template", lambda post: "a locked template")
    given = {name: value for name, value in facts.items() if name != "locked"}
    round = overridden(monkeypatch, staff.author, court, code, **given)
    approve(fresh(round), staff.head)
    assert not Release.objects.exists()
    with pytest.raises(NotCleared):
        forced_to_its_end(round)
    approve(fresh(round), staff.president)
    release = Release.objects.get()
    people = {row["person"] for row in release.clearance["approvals"]}
    assert (release.route, people) == ("R4", {staff.head.pk, staff.president.pk})


def test_nobody_else_decides_on_an_override(
    court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = overridden(monkeypatch, staff.author, court, "respond-to-attack")
    for person in staff.others:
        with pytest.raises(Refused):
            approve(fresh(round), person)
    assert not Vote.objects.exists()


def test_one_person_in_both_offices_counts_once(
    court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = make_person(court, HEAD, PRESIDENT, is_superuser=True)
    round = overridden(monkeypatch, staff.author, court, "respond-to-attack")
    approve(fresh(round), both)
    with pytest.raises(NotAllowed):
        approve(fresh(round), both)
    with pytest.raises(IntegrityError), transaction.atomic():
        part_of(round, both).save()
    with pytest.raises(NotCleared):
        forced_to_its_end(round)
    assert not Release.objects.exists()


def test_a_delegate_of_the_other_office_counts_once(
    court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    vice = make_person(court, HEAD)
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=1)}
    delegation_set(court=court, of=vice, to=staff.head, role=HEAD, **times, by=vice)
    round = overridden(monkeypatch, staff.author, court, "respond-to-attack")
    approve(fresh(round), staff.head)
    with pytest.raises(NotAllowed):
        approve(fresh(round), staff.head)
    assert not Release.objects.exists()


@pytest.mark.parametrize("office", [HEAD, PRESIDENT])
def test_an_author_in_office_is_none_of_the_two(
    court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, office: str
) -> None:
    Membership.objects.create(court=court, person=staff.author, role=office)
    round = overridden(monkeypatch, staff.author, court, "policy-opinion")
    with pytest.raises(NotAllowed):
        approve(fresh(round), staff.author)
    with pytest.raises(IntegrityError), transaction.atomic():
        part_of(round, staff.author).save()
    other = staff.president if office == HEAD else staff.head
    if office == PRESIDENT:
        approve(fresh(round), other)
    with pytest.raises((NotCleared, NotAllowed)):
        forced_to_its_end(round)
    assert not Release.objects.exists()


def test_an_override_is_never_released_with_one_signature(
    court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = overridden(monkeypatch, staff.author, court, "respond-to-attack", kind="emergency")
    approve(fresh(round), staff.head)
    with pytest.raises(NotAllowed, match="Only an emergency"):
        emergency_release(
            task_state=step_of(round), person=staff.head, digest=fresh(round).digest, reason="Nobody else answers now."
        )
    assert not Release.objects.exists()
