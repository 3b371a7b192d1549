"""What waits for a second person: the list, and one page for each that says exactly what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from . import proposals
from .models import Court, Person, Proposal
from .proposal_kinds import KINDS, Words
from .proposal_rows import Outcome
from .views import Shell

PER_PAGE = 20
SHAPES = {Outcome.OPEN: "waiting", Outcome.CONFIRMED: "sent"}


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal as a list shows it to one person. Times are those of its court."""

    proposal: Proposal
    name: Any
    title: str
    word: Any
    shape: str
    asked_at: Any
    until: Any
    decides: bool
    withdraws: bool


class InProposals(Shell):
    """For those who might ask for something that takes two people, or confirm it."""

    index_label: Any = gettext_lazy("To confirm")
    index_name = "proposals:index"
    header_icon = "pr-two"

    def courts(self) -> Any:
        return courts_of(self.request.user)


class Index(InProposals):
    template_name = "ground/proposals.html"
    page_title = gettext_lazy("To confirm")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        mine = {one.pk for one in proposals.to_confirm(person)}
        rows = read_by(person)
        waiting = list(rows.waiting().order_by("expires_at"))
        over = Paginator(rows.exclude(pk__in=rows.waiting().values("pk")).order_by("-proposed_at"), PER_PAGE)
        page = over.get_page(self.request.GET.get("p"))
        groups = [
            (_("Wait for you"), [one for one in waiting if one.pk in mine]),
            (_("Wait for others"), [one for one in waiting if one.pk not in mine]),
            (_("Decided"), page.object_list),
        ]
        shown = [(words, [line_of(one, person) for one in found]) for words, found in groups]
        several = self.courts().count() > 1
        return super().get_context_data(groups=shown, page=page, several=several, **kwargs)


class Page(InProposals):
    """What will happen, who asks and why; and the buttons of whoever reads it."""

    template_name = "ground/proposal.html"

    @cached_property
    def proposal(self) -> Proposal:
        found: Proposal = get_object_or_404(read_by(self.request.user), pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        return str(KINDS[self.proposal.act].name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.proposal
        shown = {
            "proposal": one,
            "line": line_of(one, self.request.user),
            "words": words_of(one),
            "changed": one.waits and not proposals.is_unchanged(one),
            "others": people_of(proposals.confirmers(one)) if one.waits else [],
        }
        return super().get_context_data(**shown | kwargs)

    def done(self, words: str) -> HttpResponseBase:
        messages.success(self.request, words)
        return redirect("proposals:index")


class Step(Page):
    """A step is taken by POST; its address alone leads to the page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return redirect("proposals:page", self.proposal.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return self.step(self.proposal)
        except (ValidationError, PermissionDenied) as error:
            words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            messages.error(request, words)
            return redirect("proposals:page", self.proposal.pk)

    def step(self, proposal: Proposal) -> HttpResponseBase:
        """The one service call."""
        raise NotImplementedError


class Confirm(Step):
    """The second person's yes to what the page showed."""

    def step(self, proposal: Proposal) -> HttpResponseBase:
        digest = self.request.POST.get("digest", "")
        proposals.proposal_confirm(proposal=proposal, digest=digest, by=self.request.user)
        return self.done(_("Confirmed. It is done."))


class Refuse(Step):
    """The second person's no, with a reason."""

    def step(self, proposal: Proposal) -> HttpResponseBase:
        answer = self.request.POST.get("answer", "")
        try:
            proposals.proposal_refuse(proposal=proposal, by=self.request.user, answer=answer)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                raise
            wrong = " ".join(error.messages)
            return self.render_to_response(self.get_context_data(answer=answer, wrong=wrong), status=422)
        return self.done(_("Refused. Whoever asked for it reads your reason."))


class Withdraw(Step):
    """The change of mind of whoever asked."""

    def step(self, proposal: Proposal) -> HttpResponseBase:
        proposals.proposal_withdraw(proposal=proposal, by=self.request.user)
        return self.done(_("Withdrawn. Nothing was changed."))


def courts_of(person: Person) -> Any:
    """Courts in which the person might ask for something or confirm it."""
    roles = {role for kind in KINDS.values() for role in kind.roles}
    return Court.objects.for_person(person, *sorted(roles))


def read_by(person: Person) -> Any:
    """The proposals that the person may read."""
    return proposals.proposals_of(person).select_related("court", "proposed_by", "decided_by")


def words_of(proposal: Proposal) -> Words:
    """What the page says of it."""
    return KINDS[proposal.act].describe(proposal)


def line_of(proposal: Proposal, person: Person) -> Line:
    """The proposal as that person sees it."""
    kind, zone = KINDS[proposal.act], proposal.court.zone
    over = proposal.outcome == Outcome.OPEN and not proposal.waits
    outcome = Outcome.EXPIRED if over else Outcome(proposal.outcome)
    return Line(
        proposal=proposal,
        name=kind.name,
        title=kind.describe(proposal).title,
        word=outcome.label,
        shape=SHAPES.get(outcome, "withdrawn"),
        asked_at=timezone.localtime(proposal.proposed_at, zone),
        until=timezone.localtime(proposal.expires_at if outcome == Outcome.OPEN else _ended(proposal), zone),
        decides=proposal.waits and person.pk in proposals.confirmers(proposal),
        withdraws=proposal.waits and person.pk == proposal.proposed_by_id,
    )


def _ended(proposal: Proposal) -> Any:
    return proposal.decided_at or proposal.expires_at


def people_of(keys: set[int]) -> list[Person]:
    """Those people, by name."""
    return list(Person.objects.filter(pk__in=keys).order_by("last_name", "username"))


def page_of(proposal: Proposal) -> str:
    """The path of its page."""
    return reverse("proposals:page", args=[proposal.pk])
