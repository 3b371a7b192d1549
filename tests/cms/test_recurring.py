"""Rules draft notices from the register: once each, never submitted, and with a plain word where it cannot be done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from approvals.models import Round
from cms import tasks
from cms.models import Post, Recurring, RecurringDraft
from cms.services import (
    PostRefused,
    RecurringEntry,
    recurring_change,
    recurring_end,
    recurring_set,
    template_end,
)
from cms.services.recurring import coming, recurring_draft, recurring_due
from cms.states import PostState
from publishing.ground.models import AuditEntry, Membership, Notice, Role
from tests.cms.conftest import signed_in
from tests.cms.templates import CLOSURE, HEARING, WEEK, hearing, in_use, matter, second
from tests.factories import make_account, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)  # a Saturday
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def rule(desk) -> Recurring:
    return made(desk)


def made(desk, entry=WEEK, **facts: Any) -> Recurring:
    given = {
        "template": in_use(desk.court, desk.officer, entry), "weekdays": [4], "at": time(8), "covers_from": 3,
        "starts_on": date(2026, 11, 16), "accounts": [desk.account], **facts,
    }  # fmt: skip
    return recurring_set(court=desk.court, entry=RecurringEntry(**given), by=desk.officer)


def listed(desk, at: datetime = datetime(2026, 12, 1, 9, tzinfo=UTC)) -> None:
    registrar = make_person(desk.court, Role.REGISTRAR)
    hearing(matter(desk.court, registrar), registrar, at)


def run() -> list[Post]:
    """One run of the scheduled task, and of what it queues."""
    posts = [recurring_draft(rule_id=rule, day=day) for rule, day in list(recurring_due(timezone.now()))]
    return [post for post in posts if post is not None]


def refused(desk, **facts: Any) -> str:
    with pytest.raises(PostRefused) as refusal:
        made(desk, **facts)
    return " ".join(one.field for one in refusal.value.obstacles)


def test_a_notice_is_drafted_for_the_days_that_it_covers(desk, rule) -> None:
    listed(desk)
    (post,) = run()
    assert post.title == "Hearings from Monday 30 November 2026"
    assert post.text == "Public hearings:\nTuesday 1 December\n10:00, Courtroom 2: Re K (A Child) (No. 26-1)"
    assert post.due_at == datetime(2026, 11, 27, 7, tzinfo=UTC)
    assert [version.account for version in post.versions.all()] == [desk.account]
    assert post.template() == str(rule.template.pk)


def test_it_is_a_draft_and_nothing_more(desk, rule) -> None:
    listed(desk)
    (post,) = run()
    assert Post.objects.get().state == PostState.DRAFT
    assert post.current_workflow_state is None
    assert not Round.objects.exists()


def test_whoever_set_the_rule_is_its_writer(desk, rule) -> None:
    listed(desk)
    (post,) = run()
    assert (post.author, post.writers()) == (desk.officer, {desk.officer.pk})


def test_it_is_drafted_once_however_often_the_task_runs(desk, rule) -> None:
    listed(desk)
    assert len(run()) == 1
    assert run() == []
    assert recurring_draft(rule_id=str(rule.pk), day=FRIDAY) is None
    assert Post.objects.count() == 1


@pytest.mark.both
def test_the_database_knows_each_day_once(desk, rule) -> None:
    listed(desk)
    run()
    row = RecurringDraft.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        RecurringDraft.objects.create(rule=rule, court=desk.court, day=row.day, due_at=row.due_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecurringDraft.objects.create(rule=rule, court=desk.court, day=NOW.date(), due_at=NOW, post=row.post)


@pytest.mark.both
def test_the_database_refuses_a_rule_without_sense(rule) -> None:
    for facts in ({"every": 0}, {"weeks_ahead": 9}, {"covers_days": 0}, {"place": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recurring.objects.filter(pk=rule.pk).update(**facts)


def test_it_is_drafted_so_many_weeks_ahead(desk, clock) -> None:
    made(desk, CLOSURE, weeks_ahead=2, values={"day": "2026-12-24", "why": "a storm"})
    assert [post.due_at.date() for post in run()] == [FRIDAY, date(2026, 12, 4)]
    clock.move_to(datetime(2026, 11, 27, 12, tzinfo=UTC))
    assert [post.due_at.date() for post in run()] == [date(2026, 12, 11)]


def test_days_that_passed_while_nothing_ran_are_not_drafted(desk, rule, clock) -> None:
    listed(desk, datetime(2027, 1, 5, 9, tzinfo=UTC))
    clock.move_to(datetime(2026, 12, 26, 12, tzinfo=UTC))
    assert [post.due_at.date() for post in run()] == [date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("now", "weekday", "due"),
    [
        (datetime(2027, 3, 24, 12, tzinfo=UTC), 6, datetime(2027, 3, 28, 1, tzinfo=UTC)),  # 02:30 never comes
        (datetime(2026, 10, 21, 12, tzinfo=UTC), 6, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # it comes twice
        (datetime(2027, 3, 24, 12, tzinfo=UTC), 5, datetime(2027, 3, 27, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_of_the_court_counts_where_it_changes(desk, clock, now, weekday, due) -> None:
    clock.move_to(now)
    values = {"day": "2026-12-24", "why": "a storm"}
    made(desk, CLOSURE, weekdays=[weekday], at=time(2, 30), starts_on=date(2026, 1, 1), values=values)
    assert [post.due_at for post in run()] == [due]
    assert run() == []


def test_what_cannot_be_filled_is_told_once_and_tried_again(desk, rule, clock) -> None:
    assert run() == []
    row = RecurringDraft.objects.get()
    assert (row.post, row.reason, row.lacking) == (None, "lacking", ["hearings"])
    clock.shift(900)
    assert run() == []
    assert [notice.person for notice in Notice.objects.filter(kind="recurring-lacking")] == [desk.officer]
    listed(desk)
    (post,) = run()
    row.refresh_from_db()
    assert (row.post, row.reason) == (post, "")


def test_the_press_office_is_told_of_a_draft(desk, rule) -> None:
    listed(desk)
    colleague = make_person(desk.court, Role.PRESS_OFFICER)
    (post,) = run()
    notices = Notice.objects.filter(kind="recurring-drafted")
    assert {notice.person for notice in notices} == {desk.officer, colleague}
    assert notices[0].url == reverse("posts:edit", args=[post.pk])
    assert "Re K" not in notices[0].subject + notices[0].body


def test_without_its_template_it_says_so(desk, rule) -> None:
    listed(desk)
    template_end(template=rule.template, by=desk.officer)
    assert run() == []
    assert RecurringDraft.objects.get().reason == "template"


def test_an_author_who_writes_no_more_drafts_no_more(desk, rule) -> None:
    listed(desk)
    Membership.objects.filter(person=desk.officer).delete()
    colleague = make_person(desk.court, Role.PRESS_OFFICER)
    assert run() == []
    assert RecurringDraft.objects.get().reason == "author"
    entry = RecurringEntry(
        template=rule.template, weekdays=[4], at=time(8), starts_on=date(2026, 11, 16), covers_from=3,
        accounts=[desk.account],
    )  # fmt: skip
    recurring_change(rule=rule, entry=entry, by=colleague)
    (post,) = run()
    assert post.author == colleague


def test_a_sealed_matter_is_in_no_draft_though_its_author_may_read_it(desk, rule) -> None:
    from approvals.services import matter_seal

    registrar = make_person(desk.court, Role.REGISTRAR)
    secret = matter(desk.court, registrar, "26-5", public_title="Re Secret")
    hearing(secret, registrar, datetime(2026, 12, 1, 9, tzinfo=UTC))
    matter_seal(matter=secret, readers=[desk.officer, registrar], by=registrar)
    assert run() == []
    listed(desk)
    assert "Secret" not in run()[0].text


def test_an_ended_rule_drafts_nothing(desk, rule) -> None:
    listed(desk)
    recurring_end(rule=rule, by=desk.officer)
    assert run() == []
    assert recurring_draft(rule_id=str(rule.pk), day=FRIDAY) is None
    with pytest.raises(PostRefused, match="has ended"):
        recurring_end(rule=rule, by=desk.officer)


def test_a_day_that_is_none_of_the_rule_is_not_drafted(desk, rule) -> None:
    listed(desk)
    assert recurring_draft(rule_id=str(rule.pk), day=date(2026, 11, 26)) is None
    assert not Post.objects.exists()


def test_the_next_version_of_its_template_is_used(desk, rule) -> None:
    from dataclasses import replace

    from cms.services import template_approve, template_propose

    listed(desk)
    entry = replace(WEEK, body="New words:\n{hearings}")
    following = template_propose(court=desk.court, entry=entry, by=desk.officer, of=rule.template)
    template_approve(template=following, by=second(desk.court))
    assert run()[0].text.startswith("New words:")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [7]}, "weekdays"),
        ({"rhythm": "daily"}, "rhythm"),
        ({"every": 0}, "every"),
        ({"place": 5}, "place"),
        ({"weeks_ahead": 0}, "weeks_ahead"),
        ({"covers_from": -1}, "covers_from"),
        ({"covers_days": 63}, "covers_days"),
        ({"accounts": []}, "accounts"),
        ({"entry": HEARING}, "template"),
        ({"entry": CLOSURE, "values": {"day": "soon", "why": "a storm"}}, "day"),
        ({"entry": CLOSURE}, "day why"),
    ],
)
def test_a_rule_without_sense_is_refused_by_its_field(desk, facts, field) -> None:
    assert refused(desk, **facts) == field
    assert not Recurring.objects.exists()


def test_accounts_and_templates_of_another_court_are_refused(desk, other) -> None:
    assert refused(desk, accounts=[other.account]) == "accounts"
    assert refused(desk, template=in_use(other.court, other.officer, WEEK)) == "template"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.JUDGE, Role.ADMINISTRATOR])
def test_only_the_press_office_sets_changes_and_ends_rules(desk, rule, role) -> None:
    person = make_person(desk.court, role, is_superuser=True)
    with pytest.raises(PostRefused, match="Only a press officer"):
        recurring_end(rule=rule, by=person)


def test_every_act_stands_on_the_trail(desk, rule) -> None:
    listed(desk)
    run()
    recurring_end(rule=rule, by=desk.officer)
    acts = AuditEntry.objects.filter(subject=f"recurring:{rule.pk}").order_by("at", "act")
    assert {(entry.act, entry.actor) for entry in acts} == {
        ("recurring_set", f"person:{desk.officer.pk}"),
        ("recurring_drafted", "system"),
        ("recurring_ended", f"person:{desk.officer.pk}"),
    }
    assert "Re K" not in str([entry.facts for entry in acts])


def test_the_task_queues_ids_and_days_alone(desk, rule, monkeypatch) -> None:
    listed(desk)
    queued: list[tuple[Any, ...]] = []
    monkeypatch.setattr(tasks, "async_task", lambda *args: queued.append(args))
    assert tasks.recurring_watch() == 1
    assert queued == [("cms.tasks.recurring_make", str(rule.pk), "2026-11-27")]
    tasks.recurring_make(*queued[0][1:])
    tasks.recurring_make(*queued[0][1:])
    assert Post.objects.count() == 1


def test_its_next_days_are_told(desk, rule) -> None:
    assert coming(rule, NOW, 2) == [FRIDAY, date(2026, 12, 4)]


# --- its pages ------------------------------------------------------------------------------------


def form_of(desk, **facts: object) -> dict[str, object]:
    return {
        "rhythm": "weekly", "every": "1", "weekdays": ["4"], "place": "1", "at": "08:00", "starts_on": "2026-11-16",
        "weeks_ahead": "1", "covers_from": "3", "covers_days": "7", "accounts": [str(desk.account.pk)], **facts,
    }  # fmt: skip


def test_a_rule_is_set_from_the_page_of_its_template(desk) -> None:
    template = in_use(desk.court, desk.officer, WEEK)
    path = reverse("recurring:new", args=[template.pk])
    assert desk.client.get(path).status_code == 200
    answer = desk.client.post(path, form_of(desk))
    rule = Recurring.objects.get()
    assert answer.url == reverse("recurring:page", args=[rule.pk])
    assert (rule.weekdays, rule.at, rule.set_by) == ([4], time(8), desk.officer)


def test_its_page_says_what_comes_and_what_could_not_be_drafted(desk, rule) -> None:
    run()
    shown = desk.client.get(reverse("recurring:page", args=[rule.pk])).content.decode()
    assert "Friday at 08:00" in shown
    assert "The register does not fill all its fields" in shown
    assert "The register does not fill all its fields" in desk.client.get(reverse("recurring:index")).content.decode()


def test_a_wrong_value_stands_under_its_field(desk) -> None:
    template = in_use(desk.court, desk.officer, CLOSURE)
    path = reverse("recurring:new", args=[template.pk])
    answer = desk.client.post(path, form_of(desk, **{"f-day": "soon", "f-why": "a storm", "every": "13"}))
    assert answer.status_code == 422
    assert not Recurring.objects.exists()
    desk.client.post(path, form_of(desk, **{"f-day": "2026-12-24", "f-why": "a storm"}))
    assert Recurring.objects.get().values == {"day": "2026-12-24", "why": "a storm"}


def test_accounts_of_another_court_are_no_choice(desk, other) -> None:
    template = in_use(desk.court, desk.officer, WEEK)
    theirs = make_account(other.court)
    path = reverse("recurring:new", args=[template.pk])
    assert desk.client.post(path, form_of(desk, accounts=[str(theirs.pk)])).status_code == 422


def test_a_rule_is_ended_on_its_page_by_post_alone(desk, rule) -> None:
    path = reverse("recurring:end", args=[rule.pk])
    assert desk.client.get(path).status_code == 405
    desk.client.post(path)
    rule.refresh_from_db()
    assert rule.ended_at == NOW
    assert "Set the rule" not in desk.client.get(reverse("recurring:page", args=[rule.pk])).content.decode()


def test_a_reviewer_reads_the_list_and_opens_no_rule(desk, rule) -> None:
    client = signed_in(second(desk.court))
    assert "Weekly list" in client.get(reverse("recurring:index")).content.decode()
    assert client.get(reverse("recurring:page", args=[rule.pk])).status_code == 404


def test_another_court_finds_nothing(other, rule) -> None:
    assert other.client.get(reverse("recurring:page", args=[rule.pk])).status_code == 404
    assert "Weekly list" not in other.client.get(reverse("recurring:index")).content.decode()
