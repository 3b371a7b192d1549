"""Two at the same moment: two decisions on a template, two proposals, two workers that draft the same day."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from cms.filling import Given
from cms.models import Post, Recurring, RecurringDraft, Template, TemplateState
from cms.services import (
    PostRefused,
    RecurringEntry,
    post_leave_template,
    post_refill,
    recurring_set,
    template_approve,
    template_end,
    template_propose,
    template_refuse,
)
from cms.services.recurring import coming, recurring_draft
from publishing.ground.models import AuditEntry, Court, Notice, Person, Role
from tests.cms.templates import CLOSURE, WEEK, drafted, hearing, in_use, matter, proposed, second
from tests.cms.test_races import at_once
from tests.factories import make_account, make_court, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def officer(court: Court) -> Person:
    return make_person(court, Role.PRESS_OFFICER)


def ours(raised: list[Exception]) -> bool:
    return all(isinstance(error, PostRefused) for error in raised)


def weekly(court: Court, officer: Person) -> Recurring:
    today = timezone.localdate(timezone=court.zone)
    entry = RecurringEntry(
        template=in_use(court, officer, WEEK), weekdays=[(today.weekday() + 2) % 7], at=time(8), starts_on=today,
        accounts=[make_account(court)],
    )  # fmt: skip
    return recurring_set(court=court, entry=entry, by=officer)


@pytest.mark.parametrize("again", range(4))
def test_two_workers_draft_a_day_once(court: Court, officer: Person, again: int) -> None:
    rule, registrar = weekly(court, officer), make_person(court, Role.REGISTRAR)
    hearing(matter(court, registrar), registrar, timezone.now() + timedelta(days=4))
    (day,) = coming(rule, timezone.now(), 1)
    acts = [lambda: recurring_draft(rule_id=str(rule.pk), day=day)] * 2
    assert at_once(*acts) == []
    assert (Post.objects.count(), RecurringDraft.objects.count()) == (1, 1)
    assert Notice.objects.filter(kind="recurring-drafted").count() == 1


def test_two_workers_tell_once_that_a_day_cannot_be_drafted(court: Court, officer: Person) -> None:
    rule = weekly(court, officer)
    (day,) = coming(rule, timezone.now(), 1)
    assert at_once(*[lambda: recurring_draft(rule_id=str(rule.pk), day=day)] * 2) == []
    assert Notice.objects.filter(kind="recurring-lacking").count() == 1


@pytest.mark.parametrize("again", range(4))
def test_a_template_is_taken_into_use_or_refused_and_not_both(court: Court, officer: Person, again: int) -> None:
    template = proposed(court, officer)
    reviewer, registrar = second(court), make_person(court, Role.REGISTRAR)
    acts = (
        lambda: template_approve(template=template, by=reviewer),
        lambda: template_refuse(template=template, answer="Too long.", by=registrar),
    )
    raised = at_once(*(acts if again % 2 else reversed(acts)))
    assert ours(raised)
    assert len(raised) == 1
    decided = AuditEntry.objects.filter(act__in=["template_approved", "template_refused"])
    assert decided.count() == 1


def test_a_proposal_that_is_taken_back_while_it_is_decided_ends_once(court: Court, officer: Person) -> None:
    template = proposed(court, officer)
    reviewer = second(court)
    raised = at_once(
        lambda: template_approve(template=template, by=reviewer), lambda: template_end(template=template, by=officer)
    )
    assert ours(raised)
    assert Template.objects.get().state in (TemplateState.IN_USE, TemplateState.ENDED)


@pytest.mark.parametrize("again", range(3))
def test_of_two_proposals_at_once_one_waits(court: Court, officer: Person, again: int) -> None:
    template, other = in_use(court, officer), make_person(court, Role.PRESS_OFFICER)
    raised = at_once(
        lambda: template_propose(court=court, entry=CLOSURE, by=officer, of=template),
        lambda: template_propose(court=court, entry=CLOSURE, by=other, of=template),
    )
    assert ours(raised)
    assert len(raised) == 1
    assert Template.objects.filter(state=TemplateState.PROPOSED).count() == 1


@pytest.mark.parametrize("again", range(4))
def test_whoever_leaves_while_another_refills_leaves_a_post_that_is_one_thing(
    court: Court, officer: Person, again: int
) -> None:
    template = in_use(court, officer)
    post = drafted(template, officer, accounts=[make_account(court)])
    given = Given(values={"day": "2026-12-24", "why": "a power cut"})
    acts = (
        lambda: post_leave_template(post=Post.objects.get(pk=post.pk), by=officer),
        lambda: post_refill(post=Post.objects.get(pk=post.pk), given=given, by=officer),
    )
    assert ours(at_once(*(acts if again % 2 else reversed(acts))))
    left = Post.objects.get(pk=post.pk)
    assert (left.drafted_from is None and left.fields == {}) or left.template() == str(template.pk)
