"""Notices that are drafted again and again by a rule. A rule drafts and never submits; its author never approves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.filling import Given, filled
from cms.models import Post, Recurring, RecurringDraft, Rhythm, Template, TemplateState
from cms.recurrence import covered, days, moment
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may
from publishing.models import Account

from .drafting import post_from_template
from .refusals import Obstacle, PostRefused
from .template_letters import tell_drafted, tell_not_drafted

PLACES = (1, 2, 3, 4, -1)


@dataclass(frozen=True, slots=True)
class RecurringEntry:
    """What a rule says. `weekdays` count from Monday as 0; `at` is the court's time; `values` are of free fields."""

    template: Template
    weekdays: Sequence[int]
    at: time
    starts_on: date
    accounts: Sequence[Account]
    rhythm: str = Rhythm.WEEKLY
    every: int = 1
    place: int = 1
    weeks_ahead: int = 1
    covers_from: int = 0
    covers_days: int = 7
    values: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def recurring_set(*, court: Court, entry: RecurringEntry, by: Person) -> Recurring:
    """Sets a rule; `by` will be the author of its drafts. Raises PostRefused naming the field."""
    return _write(Recurring(court=court), entry, by, "recurring_set")


@transaction.atomic
def recurring_change(*, rule: Recurring, entry: RecurringEntry, by: Person) -> Recurring:
    """Changes a rule, and makes `by` the author of its next drafts. Raises PostRefused."""
    row = _open_rule(rule, by)
    return _write(row, entry, by, "recurring_changed")


@transaction.atomic
def recurring_end(*, rule: Recurring, by: Person) -> Recurring:
    """Ends a rule. What it has drafted stays. Raises PostRefused."""
    row = _open_rule(rule, by)
    row.ended_by, row.ended_at = by, timezone.now()
    row.save(update_fields=["ended_by", "ended_at"])
    audit.record(row.court, "recurring_ended", actor=audit.actor_of(by), subject=f"recurring:{row.pk}")
    return row


def next_days(rule: Recurring, now: datetime) -> list[date]:
    """Its days from now on that are so near that they are drafted."""
    today = now.astimezone(rule.court.zone).date()
    found = _days(rule, today, today + timedelta(weeks=rule.weeks_ahead))
    return [day for day in found if moment(day, rule.at, rule.court.zone) > now]


def coming(rule: Recurring, now: datetime, count: int) -> list[date]:
    """Its next days, drafted or not, of the next year."""
    today = now.astimezone(rule.court.zone).date()
    found = _days(rule, today, today + timedelta(days=366))
    return [day for day in found if moment(day, rule.at, rule.court.zone) > now][:count]


def recurring_due(now: datetime) -> Iterator[tuple[str, date]]:
    """Rule and day of every draft that is to be made now, or to be tried again."""
    for rule in Recurring.objects.active().select_related("court"):
        made = set(RecurringDraft.objects.filter(rule=rule, post__isnull=False).values_list("day", flat=True))
        yield from ((str(rule.pk), day) for day in next_days(rule, now) if day not in made)


@transaction.atomic
def recurring_draft(*, rule_id: str, day: date) -> Post | None:
    """Drafts what a rule asks for on `day`, once, however often it is called. None where there is nothing to do.

    None, too, where it cannot be made: the press office is told, once, and it can be tried again until its time.
    """
    rule = Recurring.objects.select_for_update(of=("self",)).select_related("court", "set_by").get(pk=rule_id)
    if rule.ended_at is not None or day not in next_days(rule, timezone.now()):
        return None
    due_at = moment(day, rule.at, rule.court.zone)
    row, _made = RecurringDraft.objects.get_or_create(
        rule=rule, day=day, defaults={"court": rule.court, "due_at": due_at}
    )
    if row.post_id is not None:
        return None
    post, row.reason, row.lacking = _try(rule, day, due_at)
    if post is None:
        _tell(rule, row)
        return None
    row.post, row.due_at = post, due_at
    row.save()
    facts = {"post": post.reference, "day": day.isoformat()}
    audit.record(rule.court, "recurring_drafted", actor=audit.SYSTEM, subject=f"recurring:{rule.pk}", facts=facts)
    tell_drafted(post)
    return post


def _days(rule: Recurring, first: date, last: date) -> list[date]:
    return days(
        rhythm=rule.rhythm, every=rule.every, weekdays=rule.weekdays, place=rule.place, starts_on=rule.starts_on,
        first=first, last=last,
    )  # fmt: skip


def _try(rule: Recurring, day: date, due_at: datetime) -> tuple[Post | None, str, list[str]]:
    """The draft, or why there is none and which fields lack."""
    template = rule.template
    if template is None:
        return None, "template", []
    if not may("recurring_set", rule.set_by, rule.court):
        return None, "author", []
    period = covered(day, starts_in=rule.covers_from, lasts=rule.covers_days)
    given = Given(period=period, values=rule.values)
    try:
        accounts = list(rule.accounts.all())
        post = post_from_template(template=template, given=given, accounts=accounts, by=rule.set_by, due_at=due_at)
    except PostRefused as refusal:
        names = {blank.name for blank in template.blanks}
        lacking = [obstacle.field for obstacle in refusal.obstacles if obstacle.field in names]
        return None, "lacking" if lacking else "refused", lacking
    return post, "", []


def _tell(rule: Recurring, row: RecurringDraft) -> None:
    if row.told_at is None:
        row.told_at = timezone.now()
        facts = {"day": row.day.isoformat(), "reason": row.reason, "fields": row.lacking}
        subject = f"recurring:{rule.pk}"
        audit.record(rule.court, "recurring_not_drafted", actor=audit.SYSTEM, subject=subject, facts=facts)
        tell_not_drafted(rule, row)
    row.save()


def _open_rule(rule: Recurring, by: Person) -> Recurring:
    row = Recurring.objects.select_for_update(of=("self",)).select_related("court").get(pk=rule.pk)
    _check_maker(row.court, by)
    if row.ended_at is not None:
        raise PostRefused(Obstacle("", _("This rule has ended. Set a new one.")))
    return row


def _write(row: Recurring, entry: RecurringEntry, by: Person, act: str) -> Recurring:
    _check_maker(row.court, by)
    if obstacles := list(_obstacles(row.court, entry, by)):
        raise PostRefused(*obstacles)
    row.series, row.weekdays = entry.template.series, sorted(set(entry.weekdays))
    names = ("rhythm", "every", "place", "at", "starts_on", "weeks_ahead", "covers_from", "covers_days")
    for name in names:
        setattr(row, name, getattr(entry, name))
    free = {blank.name for blank in entry.template.blanks if not blank.source}
    row.values = {name: value.strip() for name, value in entry.values.items() if name in free}
    row.set_by, row.set_at = by, timezone.now()
    row.save()
    row.accounts.set(entry.accounts)
    facts = {"template": str(entry.template.pk), "rhythm": row.rhythm, "every": row.every, "weekdays": row.weekdays}
    audit.record(row.court, act, actor=audit.actor_of(by), subject=f"recurring:{row.pk}", facts=facts)
    return row


def _check_maker(court: Court, by: Person) -> None:
    if not may("recurring_set", by, court):
        raise PostRefused(Obstacle("", _("Only a press officer of this court sets what recurs.")))


def _obstacles(court: Court, entry: RecurringEntry, by: Person) -> Iterator[Obstacle]:
    template = entry.template
    usable = template.court_id == court.pk and template.state == TemplateState.IN_USE
    own = all(account.court_id == court.pk for account in entry.accounts)
    weekdays = bool(entry.weekdays) and set(entry.weekdays) <= set(range(7))
    for name, right, words in (
        ("template", usable, _("Choose a template that is in use.")),
        ("template", not template.needs_matter, _("This template is about one matter. Choose one that is not.")),
        ("weekdays", weekdays, _("Choose at least one day of the week.")),
        ("rhythm", entry.rhythm in Rhythm.values, _("Choose every week or every month.")),
        ("every", 1 <= entry.every <= 12, _("Enter a whole number from 1 to 12.")),
        ("place", entry.place in PLACES, _("Choose which one of the month.")),
        ("weeks_ahead", 1 <= entry.weeks_ahead <= 8, _("Enter a whole number from 1 to 8.")),
        ("covers_from", 0 <= entry.covers_from <= 60, _("Enter a whole number from 0 to 60.")),
        ("covers_days", 1 <= entry.covers_days <= 62, _("Enter a whole number from 1 to 62.")),
        ("accounts", bool(entry.accounts) and own, _("Choose at least one of this court’s accounts.")),
    ):
        if not right:
            yield Obstacle(name, words)
    if usable:
        yield from _of_values(entry, by)


def _of_values(entry: RecurringEntry, by: Person) -> Iterator[Obstacle]:
    for line in filled(entry.template, Given(values=entry.values), by):
        if line.trouble and not line.blank.source:
            yield Obstacle(line.blank.name, line.trouble)
