"""What people hear when somebody leaves a court or is suspended, and what becomes of their own notices."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .endings import Case, Ending, Why, endings_add
from .models import Notice, Person, Proposal
from .notice_kinds import Kind, kinds_add
from .proposal_kinds import KINDS
from .proposals import proposals_take_back

kinds_add(
    {
        "person-left": Kind(
            name=_("Leaving a court"),
            subject=_("You no longer work with %(court)s on Praeco"),
            body=_("Your roles at %(court)s have ended. What you had open there was ended or handed on."),
            listed=False,
        ),
        "person-suspended": Kind(
            name=_("A suspension"),
            subject=_("Your roles at %(court)s rest"),
            body=_("You are suspended at %(court)s. Your roles there are kept and count for nothing until that ends."),
        ),
        "person-resumed": Kind(
            name=_("The end of a suspension"),
            subject=_("Your roles at %(court)s count again"),
            body=_("Your suspension at %(court)s has ended. Turns and delegations that it ended do not come back."),
            link="wagtailadmin_home",
        ),
        "suspension-look": Kind(
            name=_("A suspension to look at"),
            subject=_("%(person)s is still suspended"),
            body=_(
                "This is the day that was chosen to look at the suspension of %(person)s at %(court)s. It goes on"
                " until an administrator ends it."
            ),
            link="people:index",
        ),
        "work-handed-on": Kind(
            name=_("Work of somebody who left"),
            subject=_("You take over what %(person)s had open"),
            body=_("%(person)s has left %(court)s. What you take over: %(what)s."),
            link="wagtailadmin_home",
        ),
        "work-left": Kind(
            name=_("Work that nobody took over"),
            subject=_("%(person)s has left, and somebody is needed"),
            body=_("%(person)s has left %(court)s. What nobody took over yet: %(what)s."),
            link="wagtailadmin_home",
        ),
    }
)


def _proposals(case: Case) -> list[Any]:
    """What they asked for and may ask for no longer, and what was asked for them."""
    rows = Proposal.objects.waiting().filter(court=case.court)
    return [one for one in rows.select_related("court", "proposed_by") if _ends(case, one)]


def _ends(case: Case, proposal: Proposal) -> bool:
    kind = KINDS[proposal.act]
    asked = proposal.proposed_by_id == case.person.pk and not case.keeps(*kind.asked_by)
    return asked or (case.why != Why.LOSES and case.person.pk in kind.concerns(proposal))


def _proposals_end(case: Case, rows: Any, heir: Person | None) -> None:
    proposals_take_back(rows)


def _notices(case: Case) -> list[Any]:
    waits = Q(read_at=None, listed=True) | Q(sent_at=None, mailed=True)
    return list(Notice.objects.filter(waits, person=case.person, court=case.court, over_at=None).values_list("pk"))


def _notices_end(case: Case, rows: Any, heir: Person | None) -> None:
    open_now = Notice.objects.filter(person=case.person, court=case.court, over_at=None)
    open_now.update(over_at=timezone.now())


endings_add(
    Ending(
        key="proposals",
        what=ngettext_lazy(
            "%(count)d proposal that waits for a second person",
            "%(count)d proposals that wait for a second person",
            "count",
        ),
        fate=_("Taken back. Another administrator can ask again."),
        found=_proposals,
        act=_proposals_end,
        on=frozenset(Why),
        covers=("ground.Proposal.proposed_by",),
    ),
    Ending(
        key="notices",
        what=ngettext_lazy("%(count)d notice to them", "%(count)d notices to them", "count"),
        fate=_("Over; no mail leaves any more."),
        found=_notices,
        act=_notices_end,
        on=frozenset({Why.LEAVES, Why.SUSPENDED}),
        covers=("ground.Notice.person",),
        order=100,  # the others may still tell the person
    ),
)
