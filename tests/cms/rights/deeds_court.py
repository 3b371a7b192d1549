"""The court, its people, and its accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.services.sign_in import second_factor_reset
from publishing.connecting import account_connect
from publishing.ground.failing import mail_again
from publishing.ground.leaving import person_leave, person_resume, person_suspend
from publishing.ground.models import Court, Membership, Notice, Person, Training
from publishing.ground.pacing import pace_set
from publishing.ground.roles import Role
from publishing.ground.seniority import seniority_set
from publishing.ground.services import (
    court_change,
    membership_grant,
    membership_revoke,
    person_activate,
    person_deactivate,
    person_invite,
    roles_set,
)
from publishing.ground.training import training_enter, training_waive, training_waiver_end, training_withdraw
from publishing.ground.training_import import trainings_import
from tests.factories import day, make_person

from .trying import COURT, Deed, Page, World

WHY = "Until the autumn course."
NEW = {"name": "New", "email": "new@courts.example", "role": "reviewer"}
TODAY = day()
DAYS = {"completed_on": TODAY - timedelta(days=2), "expires_on": TODAY + timedelta(days=90)}


def court(world: World, state: str, person: Person) -> Court:
    return world.court


def member(world: World, state: str, person: Person) -> Person:
    return make_person(world.court, Role.REVIEWER)


def suspended(world: World, state: str, person: Person) -> Person:
    one = make_person(world.court, Role.REVIEWER)
    person_suspend(court=world.court, person=one, reason=WHY, by=world.helper(Role.ADMINISTRATOR))
    return one


def seen_first(page: str, one: Person, **form: Any) -> Page:
    """What the page sends: they have nothing open."""
    return reverse(page, args=[here(one).slug, one.pk]), {"seen": "", **form}


def closed(world: World, state: str, person: Person) -> Person:
    return make_person(world.court, Role.REVIEWER, is_active=False)


def judge(world: World, state: str, person: Person) -> Membership:
    return Membership.objects.get(court=world.court, person=world.helper(Role.JUDGE))


def training(world: World, state: str, person: Person) -> Training:
    someone = make_person(world.court, Role.REVIEWER)
    return training_enter(court=world.court, person=someone, role=Role.REVIEWER, course="Basics", by=None, **DAYS)


def mail(world: World, state: str, person: Person) -> Notice:
    return Notice.objects.create(
        court=world.court, person=world.helper(Role.JUDGE), kind="person-invited", tries=1, next_try_at=timezone.now()
    )


def here(person: Person) -> Court:
    found: Court = person.memberships.get().court
    return found


def of_court(page: str, **form: Any) -> Any:
    def ask(court: Court) -> Page:
        return reverse(page, args=[court.slug]), form

    return ask


def of_member(page: str, **form: Any) -> Any:
    def ask(person: Person) -> Page:
        return reverse(page, args=[here(person).slug, person.pk]), form

    return ask


def rows(court: Court) -> str:
    email = make_person(court, Role.REVIEWER).email
    days = ",".join(str(day) for day in DAYS.values())
    return f"email,role,course,completed_on,expires_on\n{email},reviewer,Basics,{days}\n"


DEEDS = {
    "court_change": Deed(
        court,
        lambda court, by: court_change(court, by=by, name="Renamed", time_zone="UTC", languages=["en"], domains=[]),
        of_court("court:edit", name="Renamed", time_zone="UTC", languages="en", domains=""), ("court_changed",),
    ),
    "trail_read": Deed(court, ask=of_court("trail:court"), shows=COURT),
    "pace_set": Deed(
        court, lambda court, by: pace_set(court=court, windows=["09:00"], most_a_day=3, by=by),
        of_court("notices:pace", windows="09:00", most_a_day="3"), ("pace_set",),
    ),
    "people_read": Deed(court, ask=lambda court: (reverse("people:index"), {}), shows=COURT),
    "person_invite": Deed(
        court, lambda court, by: person_invite(court=court, by=by, **NEW), of_court("people:invite", **NEW),
        ("person_invited",),
    ),
    "membership_grant": Deed(
        member, lambda one, by: membership_grant(court=here(one), person=one, role="adviser", by=by),
        trace=("role_granted",),
    ),
    "membership_revoke": Deed(
        member, lambda one, by: membership_revoke(court=here(one), person=one, role="reviewer", by=by),
        trace=("role_revoked",),
    ),
    "roles_set": Deed(
        member, lambda one, by: roles_set(court=here(one), person=one, roles=["reviewer", "adviser"], by=by),
        of_member("people:roles", roles=["reviewer", "adviser"]), ("role_granted",),
    ),
    "person_deactivate": Deed(
        member, lambda one, by: person_deactivate(court=here(one), person=one, by=by), of_member("people:sign_in"),
        ("sign_in_closed",),
    ),
    "person_activate": Deed(
        closed, lambda one, by: person_activate(court=here(one), person=one, by=by), of_member("people:sign_in"),
        ("sign_in_opened",),
    ),
    "person_suspend": Deed(
        member, lambda one, by: person_suspend(court=here(one), person=one, reason=WHY, by=by),
        lambda one: seen_first("people:suspend", one, reason=WHY), ("person_suspended",),
    ),
    "person_resume": Deed(
        suspended, lambda one, by: person_resume(court=here(one), person=one, by=by), of_member("people:resume"),
        ("suspension_ended",),
    ),
    "person_leave": Deed(
        member, lambda one, by: person_leave(court=here(one), person=one, by=by),
        lambda one: seen_first("people:leave", one), ("person_left",),
    ),
    "second_factor_reset": Deed(
        member, lambda one, by: second_factor_reset(court=here(one), person=one, by=by),
        of_member("second_factor_reset"), ("second_factor_reset",),
    ),
    "seniority_set": Deed(
        judge, lambda row, by: seniority_set(court=row.court, places={row.pk: 7}, by=by),
        lambda row: (reverse("people:seniority", args=[row.court.slug]), {str(row.pk): "7"}), ("seniority_set",),
    ),
    "training_enter": Deed(
        member,
        lambda one, by: training_enter(
            court=here(one), person=one, role="reviewer", course="Basics", by=by, **DAYS
        ),
        lambda one: (
            reverse("training:enter", args=[here(one).slug]),
            {"person": one.pk, "role": "reviewer", "course": "Basics", **DAYS},
        ),
        ("training_entered",),
    ),
    "trainings_import": Deed(
        court, lambda court, by: trainings_import(court=court, text=rows(court), by=by, keep=True),
        lambda court: (
            reverse("training:import", args=[court.slug]),
            {"text": rows(court), "keep": "1"},
        ),
        ("training_entered",),
    ),
    "training_withdraw": Deed(
        training, lambda row, by: training_withdraw(training=row, by=by),
        lambda row: (reverse("training:withdraw", args=[row.court.slug, row.pk]), {}), ("training_withdrawn",),
    ),
    "training_waive": Deed(
        court, lambda court, by: training_waive(court=court, until_on=TODAY + timedelta(days=9), reason=WHY, by=by),
        of_court("training:waive", until_on=TODAY + timedelta(days=9), reason=WHY), ("training_waived",),
    ),
    "training_waiver_end": Deed(
        court, lambda court, by: training_waiver_end(court=court, by=by), of_court("training:waiver_end"),
        ("training_waiver_ended",),
    ),
    "mail_again": Deed(
        mail, lambda row, by: mail_again(by=by), lambda row: (reverse("notices:again"), {}), ("mail_tried_again",)
    ),
    "account_connect": Deed(
        court,
        lambda court, by: account_connect(
            court=court, network="sandbox", base_url="https://social.example", handle="court", secret="canary", by=by
        ),
        trace=("account_connected",),
    ),
}  # fmt: skip
