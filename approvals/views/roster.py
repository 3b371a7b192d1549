"""The roster: a week at a time, read by everybody of the court, kept by those who may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.domain.days import day_begins, day_ends
from approvals.models import Delegation, Matter, Turn
from approvals.models.roster import KEEPERS, TAKERS
from approvals.services import Refused
from approvals.services.roster import delegation_end, delegation_set, may_end, may_keep, turn_end, turn_set
from publishing.ground.models import Membership, Role
from publishing.ground.rights import open_to

from .quiet_forms import show
from .roster_forms import DelegationForm, Span, TurnForm
from .shell import OfCourt

DAYS = 7


@dataclass(frozen=True, slots=True)
class Shift:
    """A turn as one day sees it."""

    turn: Turn
    when: str
    now: bool  # said of today alone
    kept: bool  # whether the reader may end it here: said once a turn


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    today: bool
    duties: list[tuple[Any, list[Shift]]]


class InRoster(OfCourt):
    header_icon = "group"
    right = "roster_read"
    home, home_title = "roster:court", gettext_lazy("Who is on duty")

    def leads(self) -> bool:
        mine = open_to("seniority_set", self.request.user)
        return mine.filter(pk=self.court.pk).exists()

    def told(self) -> Q:
        """Delegations that the reader is told of: one in a sealed matter is, to others, not there."""
        known = Matter.objects.filter(court=self.court).readable_by(self.request.user)
        return Q(matter=None) | Q(matter__in=known)

    def kept_roles(self) -> list[str]:
        return [role for role in KEEPERS if may_keep(self.request.user, self.court, role)]

    def keeps(self) -> bool:
        return bool(self.kept_roles())


class Week(InRoster):
    """Seven days of duty, and everybody who stands for somebody now or later."""

    template_name = "approvals/roster.html"
    page_title = gettext_lazy("Who is on duty")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first = self._monday()
        days = [first + timedelta(days=ahead) for ahead in range(DAYS)]
        own = {
            "days": self._days(days),
            "first": first,
            "last": days[-1],
            "before": (first - timedelta(days=DAYS)).isoformat(),
            "after": (first + timedelta(days=DAYS)).isoformat(),
            "delegations": self._delegations(),
            "delegates": self.leads() or self._holds_something(),
        }
        return super().get_context_data(**kwargs | own)

    def _monday(self) -> date:
        """Of the week of the day in the address, else of today at the court."""
        today = timezone.now().astimezone(self.court.zone).date()
        try:
            asked = date.fromisoformat(self.request.GET.get("day", ""))
        except ValueError:
            asked = today
        asked = asked if abs(asked - today) < timedelta(days=3650) else today
        return asked - timedelta(days=asked.weekday())

    def _days(self, days: list[date]) -> list[Day]:
        zone, now = self.court.zone, timezone.now()
        span = day_begins(days[0], zone), day_ends(days[-1], zone)
        turns = list(Turn.objects.filter(court=self.court).during(*span).select_related("person"))
        kept = set(self.kept_roles())
        today = now.astimezone(zone).date()
        return [Day(day, day == today, self._duties(day, turns, kept, now)) for day in days]

    def _duties(self, day: date, turns: Iterable[Turn], kept: set[str], now: datetime) -> list[tuple[Any, list[Shift]]]:
        start, end = day_begins(day, self.court.zone), day_ends(day, self.court.zone)
        here = [turn for turn in turns if turn.starts_at < end and _ends(turn) > start]

        def shift(turn: Turn) -> Shift:
            holds = turn.starts_at <= now < _ends(turn) and start <= now < end
            first = start <= max(turn.starts_at, now) < end
            return Shift(turn, self._when(turn, start, end), holds, turn.role in kept and first and not turn.ended_at)

        return [(Role(role).label, [shift(turn) for turn in here if turn.role == role]) for role in KEEPERS]

    def _when(self, turn: Turn, start: datetime, end: datetime) -> str:
        """Which part of the day; nothing for all of it."""
        zone = self.court.zone
        begins = date_format(turn.starts_at.astimezone(zone), "H:i") if turn.starts_at > start else ""
        ends = date_format(_ends(turn).astimezone(zone), "H:i") if _ends(turn) < end else ""
        if begins and ends:
            return f"{begins}–{ends}"
        return (_("from %(time)s") % {"time": begins} if begins else "") or (
            _("until %(time)s") % {"time": ends} if ends else ""
        )

    def _delegations(self) -> list[tuple[Delegation, bool, bool]]:
        """Each with whether it holds now and whether the reader may end it."""
        now = timezone.now()
        rows = Delegation.objects.filter(self.told(), court=self.court, ended_at=None, ends_at__gt=now)
        shown = rows.select_related("of", "to", "matter", "court")
        return [(row, row.starts_at <= now, may_end(self.request.user, row)) for row in shown]

    def _holds_something(self) -> bool:
        mine = Membership.objects.holding(*TAKERS).filter(court=self.court, person=self.request.user)
        return mine.exists()


class RosterForm(InRoster):
    """One entry of the roster; what the service refuses stands under its field."""

    template_name = "approvals/roster_form.html"
    done: Any = ""
    button: Any = ""

    def make_form(self, *args: Any, **options: Any) -> Span:
        raise NotImplementedError

    def keep(self, form: Any) -> None:
        """Makes the one service call."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(self.make_form(initial={"starts_on": timezone.now().astimezone(self.court.zone).date()}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                self.keep(form)
            except Refused as error:
                show(form, error)
            else:
                messages.success(request, self.done)
                return redirect(self.address())
        return self.answer(form, status=422)

    def answer(self, form: Span, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, button=self.button), status=status)


class TurnNew(RosterForm):
    page_title = gettext_lazy("Put somebody on duty")
    button, done = gettext_lazy("Put them on duty"), gettext_lazy("Entered. Everybody of the court sees it.")

    def make_form(self, *args: Any, **options: Any) -> TurnForm:
        return TurnForm(*args, court=self.court, roles=self.kept_roles(), **options)

    def keep(self, form: Any) -> None:
        given = {name: form.cleaned_data[name] for name in ("person", "role")}
        turn_set(court=self.court, **given, **form.times(), by=self.request.user)


class DelegationNew(RosterForm):
    page_title = gettext_lazy("Let somebody stand in")
    button, done = gettext_lazy("Let them stand in"), gettext_lazy("Entered. They are told, and the court sees it.")

    def make_form(self, *args: Any, **options: Any) -> DelegationForm:
        return DelegationForm(*args, court=self.court, by=self.request.user, leads=self.leads(), **options)

    def keep(self, form: Any) -> None:
        given = {name: form.cleaned_data[name] for name in ("to", "role", "matter")}
        of = form.cleaned_data.get("of", self.request.user)
        delegation_set(court=self.court, of=of, **given, **form.times(), by=self.request.user)


class End(InRoster):
    """Ends one entry: asked on GET, done on POST."""

    template_name = "approvals/roster_end.html"

    def row(self) -> Any:
        return get_object_or_404(self.rows(), pk=self.kwargs["pk"])

    def rows(self) -> Any:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act(self.row())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Ended."))
        return redirect(self.address())

    def act(self, row: Any) -> None:
        raise NotImplementedError


class TurnEnd(End):
    page_title = gettext_lazy("End this turn")

    def rows(self) -> Any:
        return Turn.objects.filter(court=self.court)

    def act(self, row: Turn) -> None:
        turn_end(turn=row, by=self.request.user)


class DelegationEnd(End):
    page_title = gettext_lazy("End this delegation")

    def rows(self) -> Any:
        return Delegation.objects.filter(self.told(), court=self.court)

    def act(self, row: Delegation) -> None:
        delegation_end(delegation=row, by=self.request.user)


def _ends(turn: Turn) -> datetime:
    return min(turn.ends_at, turn.ended_at) if turn.ended_at else turn.ends_at
