"""E-mails about quiet periods, and whom they reach. They give kind and times; names and words stay inside."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from approvals.domain.quiet import Stage
from approvals.models import Duty, Part, QuietPeriod
from approvals.models.quiet import CONFIRM
from publishing.domain.delivery import State
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.notices import notify
from publishing.models import Delivery, Release

from .letters import by_language

SHOWN = 20  # references in one e-mail


def releases_within(period: QuietPeriod) -> QuerySet[Release]:
    """What is scheduled, would go out within `period`, and is neither exempt nor on other accounts. Earliest first."""
    due = Delivery.objects.filter(
        court=period.court_id,
        state=State.SCHEDULED,
        next_attempt_at__gte=period.starts_at,
        next_attempt_at__lt=period.ends_at,
    )
    accounts = list(period.accounts.values_list("pk", flat=True))
    covered = due.filter(account__in=accounts) if accounts else due
    releases: QuerySet[Release] = Release.objects.filter(pk__in=covered.values("release"))
    return releases.exclude(kind__in=period.exempt_kinds).order_by("due_at", "pk")


def second_people(court: Court, asked_by: Person) -> set[int]:
    """Ids of everyone who could confirm what `asked_by` proposes."""
    people = Membership.objects.filter(court=court, role__in=CONFIRM, person__is_active=True)
    return set(people.values_list("person", flat=True)) - {asked_by.pk}


def ask(period: QuietPeriod, by: Person) -> None:
    """To everyone who can confirm what `by` has proposed."""
    for language, people in by_language(second_people(period.court, by), period.court):
        with override(language):
            ending = period.stage == Stage.END_PROPOSED
            ask_end, ask_set = _("The end of a quiet period waits for you"), _("A quiet period waits for you")
            _send(period, people, ask_end if ending else ask_set, _("Open it and confirm it, or refuse it."))


def tell_refused(period: QuietPeriod, asked_by: Person) -> None:
    """To whoever proposed it."""
    for language, people in by_language({asked_by.pk}, period.court):
        with override(language):
            _send(period, people, _("Your proposal about a quiet period was refused"), _("The reason stands there."))


def tell_set(period: QuietPeriod) -> None:
    """To those who write posts, to whoever proposed it, and to the writers of what is scheduled in it: at once."""
    caught = list(releases_within(period))
    for language, people in by_language(_concerned(period, caught), period.court):
        with override(language):
            _send(period, people, _("A quiet period is in force"), _caught_words(caught))


def tell_ended(period: QuietPeriod) -> None:
    """To the same people, once it was lifted or shortened."""
    for language, people in by_language(_concerned(period, []), period.court):
        with override(language):
            lifted = period.stage == Stage.LIFTED
            subject = _("A quiet period was lifted") if lifted else _("A quiet period was shortened")
            _send(period, people, subject, _("What was held because of it can be submitted again."))


def _concerned(period: QuietPeriod, caught: list[Release]) -> set[int]:
    officers = Membership.objects.filter(court=period.court, role=Role.PRESS_OFFICER, person__is_active=True)
    wrote = Part.objects.filter(
        court=period.court, digest__in=[release.digest for release in caught], duty__in=(Duty.WROTE, Duty.ASKED)
    )
    return {
        period.proposed_by_id,
        *officers.values_list("person", flat=True),
        *wrote.values_list("person", flat=True),
    }


def _caught_words(caught: list[Release]) -> str:
    if not caught:
        return _("No scheduled post lies in it.")
    said = ngettext(
        "%(count)d scheduled post lies in it and is checked again before it goes out: %(references)s. "
        "Take it back, and give a reason or choose another time.",
        "%(count)d scheduled posts lie in it and are checked again before they go out: %(references)s. "
        "Take them back, and give a reason or choose another time.",
        len(caught),
    )
    listed = [release.reference for release in caught[:SHOWN]] + (["…"] if len(caught) > SHOWN else [])
    return said % {"count": len(caught), "references": ", ".join(listed)}


def _send(period: QuietPeriod, people: set[int], subject: str, words: str) -> None:
    zone = period.court.zone
    facts = {
        "kind": period.get_kind_display(),
        "court": period.court.name,
        "from": date_format(period.starts_at.astimezone(zone), "DATETIME_FORMAT"),
        "until": date_format(period.ends_at.astimezone(zone), "DATETIME_FORMAT"),
    }
    body = _("%(kind)s, %(court)s: from %(from)s until %(until)s, court time.") % facts
    notify(person_ids=people, subject=subject, body=f"{body}\n\n{words}", url=page(period))


def page(period: QuietPeriod) -> str:
    """The path of the period's page."""
    return reverse("quiet:page", args=[period.pk])
