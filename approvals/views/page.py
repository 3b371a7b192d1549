"""What the decision page shows, gathered from the newest draft at the moment of reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState

from approvals.domain.route_table import Code, Seat
from approvals.domain.severity import Severity
from approvals.guidelines.questions import QUESTIONS
from approvals.models import Duty, Part, Round, Vote, VoteTask
from approvals.services import Asked, Result, Seen, questions_of, review_now
from approvals.services.drilling import drill_refusal
from approvals.services.duties import current, why_not
from approvals.services.hiding import hidden_codes
from approvals.services.recusals import may_recuse
from approvals.services.routes import route_raised
from approvals.services.routing import rows_of, way_of
from approvals.services.seats import Room, missing_seats, room_of, seats_of
from approvals.services.solo import Alone, alone, duties_of
from approvals.wording import describe
from publishing.domain.digest import parse
from publishing.domain.limits import limits_for
from publishing.domain.message import Message, MissedTime, Submission
from publishing.ground.drill import is_drill
from publishing.ground.models import Person
from publishing.models import Account, Release
from publishing.previews import preview

from .late import approve_label
from .marks import mark_html
from .seating import RouteView, route_view
from .unread import language_name, unread_words


@dataclass
class Render:
    """One distinct set of words, and the accounts that say it."""

    key: str
    message: Message
    account: Account
    network: str
    tile: str
    others: list[str]
    several_languages: bool
    html: Any = ""

    tab: str = ""

    @property
    def note(self) -> str:
        if not self.others:
            return language_name(self.message.language) if self.several_languages else ""
        return _("and %(networks)s, same words") % {"networks": _(", ").join(dict.fromkeys(self.others))}


@dataclass
class Found:
    """One finding in words."""

    seen: Seen
    severity: str
    title: str
    why: str
    todo: str


@dataclass
class Page:
    """Everything for one reader. `may_approve` and `may_return` are what the operations would answer now."""

    round: Round
    post: Any
    person: Person
    task_state: TaskState | None
    submission: Submission | None = None
    result: Result | None = None
    refusal: str = ""
    cannot_check: bool = False
    renders: list[Render] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    asked: tuple[Asked, ...] = ()

    @property
    def digest(self) -> str:
        return self.result.digest if self.result else ""

    @property
    def fingerprint(self) -> str:
        return f"{self.digest[:4]} {self.digest[4:8]}"

    @property
    def blocked(self) -> bool:
        return self.cannot_check or (self.result is not None and any(seen.open for seen in self.result.seen))

    @property
    def may_return(self) -> bool:
        return self.task_state is not None and not self.refusal

    @property
    def may_approve(self) -> bool:
        return self.may_return and not self.blocked

    @property
    def due(self) -> datetime:
        moment = self.submission.due_at if self.submission else timezone.now()
        return timezone.localtime(moment, self.round.court.zone)

    @property
    def utc(self) -> str:
        return self.due.astimezone(UTC).strftime("%H:%M")

    @property
    def late(self) -> bool:
        return self.due <= timezone.now()

    @property
    def answers(self) -> list[tuple[str, Asked]]:
        """Each question that the post raises in words, and what its author answered."""
        return [(str(QUESTIONS[one.key].question), one) for one in self.asked]

    @property
    def decide_by(self) -> datetime:
        """The target of the route, or the release time where that comes first."""
        target = self.round.target_at
        return min(self.due, timezone.localtime(target, self.round.court.zone)) if target else self.due

    @property
    def last_moment(self) -> datetime:
        return self.due - timedelta(minutes=1)

    @property
    def drill(self) -> bool:
        return is_drill(self.round.reference)

    @property
    def votes(self) -> Any:
        votes = Vote.objects.standing().filter(round=self.round, digest=self.digest).select_related("person")
        return votes.order_by("at")

    @property
    def my_vote(self) -> Vote | None:
        if drill_refusal(self.round.reference):
            return None  # of a drill that is over nothing is taken back
        vote: Vote | None = self.votes.filter(person=self.person, duty=Duty.APPROVED).first()
        return vote

    @property
    def writers(self) -> Any:
        parts = Part.objects.filter(round=self.round, digest=self.round.digest, duty__in=(Duty.WROTE, Duty.ASKED))
        return parts.select_related("person").order_by("at")

    @cached_property
    def missing(self) -> tuple[Seat, ...]:
        """The seats that no vote fills yet."""
        return missing_seats(self.round, self.digest)

    @cached_property
    def route(self) -> RouteView:
        return route_view(self.round, self.room, self.digest)

    @cached_property
    def room(self) -> Room:
        return room_of(self.round, self.post)

    @cached_property
    def may_recuse(self) -> bool:
        """Whether the reader has a seat to stand aside from."""
        open_now = self.round.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
        return open_now and may_recuse(self.round, self.post, self.person)

    @cached_property
    def alone(self) -> Alone | None:
        """What the reader on duty may do alone in an open emergency; None for everybody else."""
        now = timezone.now()
        if not self.task_state or self.round.route != Code.E or not duties_of(self.person, self.round.court, now):
            return None
        return alone(self.round, self.post, self.person, now)

    @property
    def may_release_alone(self) -> bool:
        return bool(self.alone and not self.alone.refusal and not self.blocked)

    @property
    def left(self) -> int:
        """How many votes are missing."""
        return sum(seat.count for seat in self.missing)

    @property
    def left_after(self) -> int:
        """How many are missing once the reader has voted."""
        return self.left - 1 if self.may_return else self.left

    @property
    def is_last(self) -> bool:
        return self.left <= 1

    @property
    def ask(self) -> str:
        """Which vote this is."""
        needed = sum(seat.count for seat in seats_of(self.round))
        if not self.missing:
            return _("All votes are in.")
        return _("Vote %(number)d of %(needed)d.") % {"number": needed - self.left + 1, "needed": needed}

    @cached_property
    def on_behalf_of(self) -> Person | None:
        """For whom the reader would vote, where it is for somebody else."""
        fits = self.room.fits(self.person, self.missing)
        others = [one.on_behalf_of for one in fits.values() if one.on_behalf_of]
        return Person.objects.filter(pk__in=others[:1]).first() if len(others) == len(fits) else None

    @property
    def approve_label(self) -> str:
        """What the second tap does, in words."""
        if self.drill:
            return _("Approve (a drill: nothing goes out)")
        return approve_label(self.due, self.missed, timezone.now(), last=self.is_last)

    @property
    def missed(self) -> MissedTime:
        return self.submission.missed if self.submission else MissedTime()

    @property
    def networks(self) -> str:
        names = [limits_for(message.network).name for message in self.submission.messages] if self.submission else []
        return _(", ").join(dict.fromkeys(names))

    @property
    def languages(self) -> str:
        codes = [message.language for message in self.submission.messages] if self.submission else []
        return _(", ").join(dict.fromkeys(language_name(code) for code in codes))

    @property
    def unread(self) -> str:
        """That some of the languages have no word lists; nothing when all have."""
        return unread_words(message.language for message in self.submission.messages) if self.submission else ""

    @property
    def accounts(self) -> str:
        number = len(self.submission.messages) if self.submission else 0
        return ngettext("%(count)d account", "%(count)d accounts", number) % {"count": number}

    @property
    def standing(self) -> str:
        """Where the post stands, when nothing is to be decided here."""
        status = self.round.workflow_state.status
        if over := drill_refusal(self.round.reference):
            return over
        if status == WorkflowState.STATUS_APPROVED and self.missing:
            return _("A vote was taken back, so it is held. The author can take the post back and submit it again.")
        if status == WorkflowState.STATUS_APPROVED:
            return _("All votes are in. It is approved.")
        if status == WorkflowState.STATUS_NEEDS_CHANGES:
            return _("It was returned. The author changes it and submits it again.")
        if status == WorkflowState.STATUS_CANCELLED:
            return _("The author took it back. There is nothing to decide.")
        return self.refusal


def page_for(round: Round, person: Person) -> Page:
    """Reads the newest draft, runs the checks, and asks whether `person` may decide."""
    post = WorkflowState.objects.get(pk=round.workflow_state_id).content_object
    page = Page(round=round, post=post, person=person, task_state=_open_step(round))
    try:
        page.result = review_now(post)
    except Exception:  # shown as: the checks cannot run; the error may repeat words of the post
        page.cannot_check = True
        page.submission = parse(round.content) if round.content else None
    else:
        page.submission = parse(page.result.content)
        page.asked = questions_of(page.result, round.subject)
        page.cannot_check = any(seen.finding.code == "check-failed" for seen in page.result.blocks)
    if page.task_state and page.result and page.submission:
        route_raised(round, way_of(post, page.submission, rows_of(page.result)))
    if page.task_state:
        page.refusal = why_not(
            person=person, task=page.task_state.task.specific, round=round, reviewable=post, digest=page.digest
        )
    page.renders, page.found = _renders(page), _found(page)
    return page


def _open_step(round: Round) -> TaskState | None:
    state = round.workflow_state
    step = TaskState.objects.select_related("workflow_state", "task").filter(pk=state.current_task_state_id).first()
    return step if step and current(step) and isinstance(step.task.specific, VoteTask) else None


def _renders(page: Page) -> list[Render]:
    messages = page.submission.messages if page.submission else ()
    accounts = {str(row.pk): row for row in Account.objects.filter(pk__in=[m.account for m in messages])}
    seen = page.result.seen if page.result else ()
    several = len({message.language for message in messages}) > 1
    rows: dict[Any, Render] = {}
    for message in messages:
        limits = limits_for(message.network)
        same = (message.language, message.segments, message.media, message.card)
        if same in rows:
            rows[same].others.append(limits.name)
        elif message.account in accounts:
            account = accounts[message.account]
            rows[same] = Render(f"r{len(rows) + 1}", message, account, limits.name, limits.tile, [], several)
    names = [row.network for row in rows.values()]
    for row in rows.values():
        row.tab = row.network if names.count(row.network) == 1 else f"{row.network} {row.account.handle}"
        drawn = render_to_string("publishing/network_preview.html", preview(row.message, row.account, row.note))
        row.html = mark_html(drawn, seen)
    return list(rows.values())


def _found(page: Page) -> list[Found]:
    rows = []
    found = page.result.seen if page.result else ()
    hidden = hidden_codes(page.round.court, page.person, (seen.finding.matter for seen in found))
    for seen in found:
        title, why, todo = describe(seen.finding, hidden)
        rows.append(Found(seen, str(seen.finding.severity), title, why, todo))
    return rows


def glance(page: Page) -> list[dict[str, Any]]:
    """The whole case in a few lines, each leading to its part of the page."""
    levels = [found.severity for found in page.found]
    reasons = levels.count(Severity.JUSTIFY)
    if page.blocked:
        rows = [
            {
                "icon": "pr-block",
                "to": "s-find",
                "level": "block",
                "bold": _("Not to be approved as it stands."),
                "text": "",
            }
        ]
    elif reasons:
        bold = ngettext("%(count)d reason to read.", "%(count)d reasons to read.", reasons) % {"count": reasons}
        rows = [{"icon": "pr-justify", "to": "s-find", "level": "justify", "bold": bold, "text": _("Nothing blocks.")}]
    else:
        rows = [{"icon": "pr-nofinding", "to": "s-find", "level": "none", "bold": _("Nothing blocks."),
                 "text": _("No finding does not mean safe.")}]  # fmt: skip
    return rows


def neighbours(page: Page) -> list[dict[str, Any]]:
    """What else goes out on that day in the court's zone, and this post among it."""
    start = page.due.replace(hour=0, minute=0, second=0, microsecond=0)
    known = Release.objects.known_to(page.person).filter(court=page.round.court)
    same_day = known.filter(due_at__gte=start, due_at__lt=start + timedelta(days=1))
    same_day = same_day.exclude(reference=page.round.reference)
    rows = [{"at": timezone.localtime(row.due_at, page.round.court.zone), "title": row.title, "me": False}
            for row in same_day.order_by("due_at")[:12]]  # fmt: skip
    rows.append({"at": page.due, "title": _("This post"), "me": True})
    return sorted(rows, key=lambda row: row["at"])
