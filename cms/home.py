"""What the first page says to one person: what waits for them, what goes out, what needs somebody. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import Drill, Objection
from approvals.services.aftermath import overdue_for, solos_for, why_not_review
from approvals.services.reviews import object_of
from approvals.services.solo import REVIEW_WITHIN
from approvals.views.decisions import waiting_for
from approvals.views.questions import to_answer
from approvals.views.sweep import overdue
from cms.models import Post
from cms.states import PUBLISHED, PostState
from cms.zones import offset_name
from publishing.domain.delivery import NEEDS_A_PERSON, State
from publishing.domain.limits import LIMITS
from publishing.ground.drill import is_drill
from publishing.ground.models import Court, Membership, Person, Role, Suspension
from publishing.ground.proposal_kinds import KINDS
from publishing.ground.proposals import to_confirm
from publishing.ground.rights import anywhere, open_to, roles_of
from publishing.ground.saying import worded
from publishing.models import Account, Delivery, Pause
from publishing.outbox.stops import scope_words

SHOWN = 12
NOT_GOING_OUT = (*PUBLISHED, PostState.CANCELLED)
WORDS = {State.UNKNOWN: PostState.NEEDS_A_PERSON, State.FAILED: PostState.FAILED, State.HELD: PostState.HELD}

# Of which roles a court needs how many people, before a post can go the whole way.
NEEDED = [
    ({Role.PRESS_OFFICER}, 1, gettext_lazy("Nobody drafts posts yet. Invite a press officer.")),
    ({Role.REVIEWER}, 1, gettext_lazy("Nobody reviews posts yet. Invite a reviewer.")),
    (
        {Role.HEAD_OF_COMMUNICATIONS},
        1,
        gettext_lazy("Nobody decides for the press office yet. Invite a head of communications."),
    ),
    ({Role.JUDGE, Role.PRESIDENT}, 1, gettext_lazy("Nobody decides as a judge yet. Invite a judge or the president.")),
    ({Role.REGISTRAR}, 1, gettext_lazy("Nobody keeps the register of matters yet. Invite a registrar.")),
]


@dataclass(frozen=True, slots=True)
class Line:
    """Something to do: the state it is in, what it is, what is asked, and the one button."""

    state: str
    title: str
    what: str
    when: str
    url: str
    act: str


@dataclass(frozen=True, slots=True)
class Departure:
    state: str
    note: str
    title: str
    url: str
    accounts: str
    time: str


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    departures: list[Departure]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a new court still needs, and where it is done."""

    court: str
    words: str
    url: str
    act: str


class Home:
    """Everything that one person's first page shows, scoped to their courts."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.now = timezone.now()

    @cached_property
    def courts(self) -> list[Court]:
        return list(Court.objects.for_person(self.person, *Role).order_by("name"))

    @cached_property
    def read_courts(self) -> list[Court]:
        """Courts whose posts the person reads; an adviser sees only what they are asked."""
        return list(Court.objects.for_person(self.person).order_by("name"))

    @property
    def title(self) -> str:
        none = _("Your role rests") if self.resting else _("You have no role in a court yet")
        return ", ".join(court.name for court in self.courts) or none

    @cached_property
    def roles(self) -> list[str]:
        held = Membership.objects.holding(*Role).filter(person=self.person).order_by("pk")
        return list(dict.fromkeys(str(Role(membership.role).label) for membership in held))

    @cached_property
    def resting(self) -> list[str]:
        """Roles that count for nothing at present, and what can be done."""
        held = Membership.objects.resting().filter(person=self.person).select_related("court").order_by("pk")
        words = _("%(role)s, %(court)s: rests until a training is entered. Ask an administrator.")
        away = Suspension.objects.standing().filter(person=self.person).select_related("court").order_by("at")
        told = _("%(court)s: you are suspended, and your roles there rest until an administrator ends it.")
        return [
            *(told % {"court": one.court} for one in away),
            *(words % {"role": Role(one.role).label, "court": one.court} for one in held),
        ]

    @cached_property
    def clocks(self) -> list[str]:
        """What time it is at each court."""
        lines = []
        for zone in dict.fromkeys(court.zone for court in self.courts):
            local = self.now.astimezone(zone)
            facts = {"zone": offset_name(local), "time": format_date(local, "H:i")}
            lines.append(_("Court time, %(zone)s. It is %(time)s.") % facts)
        return lines

    @cached_property
    def may_write(self) -> bool:
        return anywhere("post_save_draft", self.person)

    @cached_property
    def waits(self) -> list[Line]:
        own = (*self._own(PostState.RETURNED), *self._own(PostState.DRAFT))
        asked = (*self._to_confirm(), *self._objections(), *self._decisions())
        return [*asked, *self._reviews(), *self._questions(), *own]

    @cached_property
    def departures(self) -> list[Day]:
        days = []
        for court in self.read_courts:
            local = self.now.astimezone(court.zone)
            for ahead, word in ((0, _("Today")), (1, _("Tomorrow"))):
                day = local.date() + timedelta(days=ahead)
                if rows := self._departures(court, day):
                    named = f"{word}, {format_date(day, 'l j F')}"
                    days.append(Day(f"{named} · {court.name}" if len(self.read_courts) > 1 else named, rows))
        return days

    @cached_property
    def next_departure(self) -> str:
        """When something goes out after tomorrow, in words; nothing when nothing is planned."""
        posts = Post.objects.for_person(self.person).real().filter(state=PostState.SCHEDULED, due_at__gt=self.now)
        if (first := posts.select_related("court").order_by("due_at").first()) is None or first.due_at is None:
            return ""
        return format_date(first.due_at.astimezone(first.court.zone), "l j F, H:i")

    @cached_property
    def needs(self) -> list[Line]:
        rows = Delivery.objects.for_person(self.person).filter(state__in=NEEDS_A_PERSON)
        chosen = rows.select_related("release", "account").order_by("release__due_at")[:SHOWN]
        return [
            Line(
                state=WORDS[State(row.state)],
                title=row.release.title,
                what=worded(row.because, row.reason) or _("It did not go out. Look at the outbox."),
                when=LIMITS[row.account.network].name,
                url=reverse("outbox:index"),
                act=_("See what can be done"),
            )
            for row in chosen
        ]

    @cached_property
    def pauses(self) -> list[str]:
        mine = Q(court=None) | Q(court__in=self.courts)
        found = Pause.objects.filter(mine, lifted_at=None).select_related("paused_by", "court", "account")
        return [_paused(pause) for pause in found.order_by("paused_at")]

    @cached_property
    def stoppable(self) -> str:
        """Where the person stops everything; nothing for whoever may not."""
        courts = list(open_to("pause_start", self.person)[:2])
        one = reverse("outbox:pause", args=[courts[0].slug]) if courts else ""
        return reverse("outbox:index") if len(courts) > 1 else one

    @cached_property
    def unreviewed(self) -> list[tuple[str, str]]:
        """What went out with one signature and was not reviewed within a day, in words, and its page."""
        words = _("%(reference)s went out with one signature, and nobody has reviewed it within 24 hours.")
        return [
            (words % {"reference": solo.round.reference}, reverse("emergencies:page", args=[solo.pk]))
            for solo in overdue_for(self.person, self.now)[:SHOWN]
        ]

    @cached_property
    def drills(self) -> list[tuple[str, str]]:
        """Drills that run in the person's courts, in words, and their pages."""
        words = _("A drill is running: %(reference)s. Nothing of it goes out.")
        rows = Drill.objects.running().for_person(self.person, *Role)
        return [(words % {"reference": one.reference}, reverse("emergencies:drill", args=[one.pk])) for one in rows]

    @cached_property
    def first_steps(self) -> list[Step]:
        """What a new court still needs before a post can go the whole way; for its administrators."""
        steps = []
        for court in open_to("membership_grant", self.person).order_by("name"):
            for roles, people, words in NEEDED:
                if len(court.holders(*roles)) < people:
                    steps.append(Step(court.name, str(words), reverse("people:index"), _("Invite a person")))
            if not Account.objects.filter(court=court, connected=True).exists():
                connect = _("Connect an account. Until then posts can be drafted, not submitted.")
                steps.append(Step(court.name, connect, reverse("accounts:index"), _("How to connect one")))
        return steps

    @property
    def counts(self) -> dict[str, int]:
        out = sum(len(day.departures) for day in self.departures)
        return {"waits": len(self.waits), "out": out, "needs": len(self.needs)}

    @cached_property
    def overnight(self) -> str:
        """That the nightly reading of what is out did not run; nothing when it did."""
        return overdue(self.person)

    def _to_confirm(self) -> list[Line]:
        """What somebody asked for and this person may confirm."""
        return [
            Line(
                state=PostState.NEEDS_A_PERSON,
                title=KINDS[one.act].describe(one).title,
                what=_("%(name)s asks you to confirm it") % {"name": one.proposed_by},
                when=_("Until %(when)s") % {"when": _at(one.expires_at, one.court)},
                url=reverse("proposals:page", args=[one.pk]),
                act=_("Read and decide"),
            )
            for one in to_confirm(self.person)
        ]

    def _objections(self) -> list[Line]:
        """By reference, never by title, which may hold the name."""
        rows = Objection.objects.all().waiting_for(self.person).select_related("release").order_by("found_at")
        return [
            Line(
                state=PostState.NEEDS_A_PERSON,
                title=row.release.reference,
                what=_("It is out, and may break an order of today"),
                when=_("Found %(when)s") % {"when": format_date(timezone.localtime(row.found_at), "l j F, H:i")},
                url=reverse("sweep:index"),
                act=_("Read and decide"),
            )
            for row in rows[:SHOWN]
        ]

    def _decisions(self) -> list[Line]:
        rounds: list[Any] = list(waiting_for(self.person))
        return [
            Line(
                state=PostState.WITH_APPROVERS,
                title=round.post.title,
                what=_("Drill: your decision is asked for")
                if is_drill(round.reference)
                else _("Your decision is asked for"),
                when=_("Goes out %(when)s") % {"when": format_date(round.due, "l j F, H:i")},
                url=reverse("decisions:page", args=[round.reference]),
                act=_("Read and decide"),
            )
            for round in rounds
        ]

    def _reviews(self) -> list[Line]:
        """Emergencies that went out with one signature, for whoever reviews them."""
        rows = solos_for(self.person).filter(reviewed_at=None).order_by("at")[:SHOWN]
        return [
            Line(
                state=PostState.NEEDS_A_PERSON,
                title=row.round.reference,
                what=_("It went out with one signature. Review it"),
                when=_("By %(when)s") % {"when": _at(row.at + REVIEW_WITHIN, row.court)},
                url=reverse("emergencies:page", args=[row.pk]),
                act=_("Read and review"),
            )
            for row in rows
            if not why_not_review(row, self.person, self.now)
        ]

    def _questions(self) -> list[Line]:
        """By reference: an adviser sees the draft on the page of its question alone."""
        return [
            Line(
                state=object_of(row).state,
                title=row.reference,
                what=_("Your advice is asked for"),
                when=_("Answer by %(when)s")
                % {"when": format_date(timezone.localtime(row.target_at, row.court.zone), "l j F, H:i")},
                url=reverse("questions:page", args=[row.pk]),
                act=_("Read and answer"),
            )
            for row in to_answer(self.person)[:SHOWN]
        ]

    def _own(self, state: PostState) -> list[Line]:
        mine = Post.objects.for_person(self.person, *roles_of("post_save_draft")).real().filter(state=state)
        posts = mine.filter(post_writers__person=self.person).select_related("court").distinct().order_by("due_at")
        returned = state is PostState.RETURNED
        return [
            Line(
                state=state,
                title=post.title,
                what=self._reason(post) if returned else _("Finish it, then submit"),
                when=_planned(post),
                url=reverse("posts:edit", args=[post.pk]),
                act=_("Read the reason") if returned else _("Continue"),
            )
            for post in posts[:SHOWN]
        ]

    def _reason(self, post: Post) -> str:
        state = post.current_workflow_state
        step = state.current_task_state if state else None
        return (
            f"“{step.comment}”"
            if step and step.comment
            else _("It was returned. Read why, change it, submit it again.")
        )

    def _departures(self, court: Court, day: date) -> list[Departure]:
        start = datetime.combine(day, datetime.min.time(), tzinfo=court.zone)
        end = datetime.combine(start.date() + timedelta(days=1), datetime.min.time(), tzinfo=court.zone)
        mine = Post.objects.for_person(self.person).real()
        posts = mine.filter(court=court, due_at__gte=max(start, self.now), due_at__lt=end)
        chosen = posts.exclude(state__in=NOT_GOING_OUT).prefetch_related("versions__account").order_by("due_at")
        return [_departure(post, court) for post in chosen]


def _departure(post: Post, court: Court) -> Departure:
    unapproved = post.state in (PostState.DRAFT, PostState.RETURNED)
    networks = dict.fromkeys(LIMITS[version.account.network].name for version in post.versions.all())
    return Departure(
        state=post.state,
        note=_("not approved") if unapproved else "",
        title=post.title,
        url=reverse("posts:edit", args=[post.pk]),
        accounts=", ".join(networks) or _("no account chosen"),
        time=format_date(post.due_at.astimezone(court.zone), "H:i") if post.due_at else "",
    )


def _at(moment: datetime, court: Court) -> str:
    return format_date(timezone.localtime(moment, court.zone), "l j F, H:i")


def _planned(post: Post) -> str:
    if post.due_at is None:
        return _("No time yet")
    return _("Planned for %(when)s") % {"when": format_date(post.due_at.astimezone(post.court.zone), "l j F, H:i")}


def _paused(pause: Pause) -> str:
    """What stands still, since when and by whom, in the court's time."""
    at = timezone.localtime(pause.paused_at, pause.court.zone if pause.court else None)
    told = {"time": format_date(at, "H:i"), "person": pause.paused_by, "scope": scope_words(pause)}
    if told["scope"]:
        return _("%(scope)s is paused since %(time)s by %(person)s. Nothing new is sent there.") % told
    if pause.spares_emergencies:
        return _("Paused since %(time)s by %(person)s. Of it only emergencies are sent.") % told
    return _("Paused since %(time)s by %(person)s. Nothing of it is being sent.") % told
