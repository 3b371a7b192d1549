"""Giving a role. What decides, or hands out roles, two people give: one asks, another confirms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import audit, mailing, notices
from .groups import groups_sync
from .models import Court, Membership, Person, Proposal, Role
from .proposal_kinds import Kind, Words, kinds_add
from .proposals import proposal_make

GRANT = "grant_role"


def role_give(court: Court, person: Person, role: str, by: Person | None, **facts: Any) -> Membership:
    """The membership itself, its groups and its entry on the trail. Whoever calls this has asked who may."""
    membership, created = Membership.objects.get_or_create(court=court, person=person, role=role)
    groups_sync(person)
    if created:
        role_record("role_granted", court, person, role, by, **facts)
    return membership


def role_record(act: str, court: Court, person: Person, role: str, by: Person | None, **facts: Any) -> None:
    """One entry of the trail about one role of one person."""
    told = {"role": str(role), **facts}
    audit.record(court, act, actor=audit.actor_of(by), subject=audit.actor_of(person), facts=told)


def role_propose(
    court: Court, person: Person, role: str, by: Person, *, reason: str = "", invited: bool = False
) -> Proposal:
    """Asks for the role; where that waits already it is the same proposal. Raises ValidationError.

    `invited`: the person is written to once it is given.
    """
    subject = f"{audit.actor_of(person)}:{role}"
    standing = Proposal.objects.waiting().filter(court=court, act=GRANT, subject=subject).first()
    if standing:
        return standing
    payload = {"person": person.pk, "role": str(role), "invited": invited}
    return proposal_make(court=court, act=GRANT, subject=subject, payload=payload, by=by, reason=reason)


def invitation_send(court: Court, person: Person, role: str, *, fresh: bool) -> None:
    """Writes to whoever was given a first role: with a link to choose a password, where they have none."""
    facts = {"court": court.name, "role": Role(role).label}
    url = mailing.FIRST_PASSWORD if fresh else ""
    notices.tell("person-invited", court=court, people=[person.pk], facts=facts, url=url)


def is_fresh(person: Person) -> bool:
    """Whether they never signed in, nor had a role with which to."""
    return person.last_login is None and not person.memberships.exists()


def roles_waiting(court: Court, person: Person) -> list[Proposal]:
    """What was asked for this person there and waits."""
    rows = Proposal.objects.waiting().filter(court=court, act=GRANT, subject__startswith=f"{audit.actor_of(person)}:")
    return list(rows.select_related("proposed_by").order_by("proposed_at"))


def role_of(proposal: Proposal) -> Any:
    """The name of the role that is asked for."""
    return Role(proposal.facts["role"]).label


def _person(proposal: Proposal) -> Person:
    return Person.objects.get(pk=proposal.facts["person"])


def _seen(proposal: Proposal) -> dict[str, Any]:
    person = _person(proposal)
    return {"name": str(person), "username": person.username, "email": person.email, "active": person.is_active}


def _concerns(proposal: Proposal) -> set[int]:
    return {proposal.facts["person"]}


def _describe(proposal: Proposal) -> Words:
    person, court = _person(proposal), proposal.court
    held = Membership.objects.filter(court=court, person=person).exclude(role=proposal.facts["role"]).order_by("role")
    told = {"person": person, "role": role_of(proposal), "court": court}
    return Words(
        title=_("%(person)s becomes %(role)s") % told,
        effect=_("%(person)s is given this role at %(court)s at once.") % told,
        lines=(
            (_("Person"), str(person)),
            (_("E-mail address"), person.email),
            (_("New role"), str(role_of(proposal))),
            (_("Roles here until now"), ", ".join(one.get_role_display() for one in held) or _("none")),
        ),
    )


def _perform(proposal: Proposal, by: Person, proof: None) -> None:
    person, facts = _person(proposal), proposal.facts
    if not person.is_active:
        raise ValidationError(_("This person's sign-in is closed. Open it first."))
    asked = {"proposal": str(proposal.pk), "asked_by": proposal.proposed_by_id}
    fresh = is_fresh(person)
    role_give(proposal.court, person, facts["role"], by, **asked)
    if facts["invited"]:
        invitation_send(proposal.court, person, facts["role"], fresh=fresh)


kinds_add(
    {
        GRANT: Kind(
            name=gettext_lazy("Give a role"),
            asked_by=(Role.ADMINISTRATOR,),
            confirmed_by=(Role.ADMINISTRATOR,),
            instead=(Role.PRESIDENT,),
            stands=timedelta(days=7),
            seen=_seen,
            describe=_describe,
            perform=_perform,
            concerns=_concerns,
        )
    }
)
