"""The queue of decisions, the decision page and its acts. Each act is one call to a service."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from approvals.models import Round
from approvals.services import Blocked, Invalid, Refused, load, probes_note_texts, vote_cast, vote_take_back
from approvals.services.duties import rounds_waiting
from approvals.services.recusals import recuse
from approvals.services.solo import emergency_release, reason_checked
from approvals.services.votes import APPROVE, RETURN
from publishing.domain.digest import parse
from publishing.ground.confidence import named_on, read_by
from publishing.ground.drill import is_drill
from publishing.ground.models import Person

from .access import round_or_404
from .around import past_of, permanence, quiet_of
from .cards import card_lines, cards, speaks_of_sealed
from .changes import changes
from .late import approved_words
from .marks import mark_said
from .page import Page, glance, neighbours, page_for
from .talk import Talk, talk_of

DRILLED: Any = gettext_lazy("The votes are complete, and the drill is over. Nothing goes out.")


@method_decorator(never_cache, name="dispatch")
class Shell(WagtailAdminTemplateMixin, TemplateView):
    """Wagtail's page around our content."""

    _show_breadcrumbs = True
    header_icon = "pr-shield"
    request: Any


def waiting_for(person: Person) -> list[Round]:
    """Rounds that wait for this person's decision with their `post` and `due`, the next to go out first."""
    rows = rounds_waiting(person)
    for round in rows:
        round.post = round.workflow_state.content_object
        round.due = parse(round.content).due_at.astimezone(round.court.zone)
    return sorted(rows, key=lambda round: round.due)


class Queue(Shell):
    """What waits for me."""

    template_name = "approvals/queue.html"
    page_title = gettext_lazy("Decisions")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rounds = waiting_for(self.request.user)
        elsewhere = load.passed_on(self.request.user, rounds)
        rows = [(round, elsewhere.get(round.pk, "")) for round in rounds]
        return super().get_context_data(rows=rows, full=load.full_words(self.request.user), **kwargs)


class Decision(Shell):
    """One post, for whoever may read it; with its acts for whoever may decide."""

    template_name = "approvals/decision.html"
    error: Refused | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.round = round_or_404(self.request.user, kwargs["reference"])

    def get_page_title(self) -> str:
        return str(self.round.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("decisions:queue"), "label": _("Decisions")},
            {"url": "", "label": self.round.reference},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read_by(self.round.reference, self.request.user)
        page = page_for(self.round, self.request.user)
        found, talk = cards(page), _talk(page)
        lines = [*glance(page), *card_lines(found, blocked=page.blocked)][:4]
        return super().get_context_data(
            page=page, cards=found, lines=lines, changes=changes(page), neighbours=neighbours(page), error=self.error,
            sealed=speaks_of_sealed(page), talk=talk, more=more_of(page, talk), origin=page.post.origin(),
            quiet=quiet_of(page), permanence=permanence(page), past=past_of(page),
            named=len(named_on(self.round.reference) or ()), **kwargs,
        )  # fmt: skip

    def address(self) -> str:
        return reverse("decisions:page", args=[self.round.reference])


def more_of(page: Page, talk: Talk) -> list[tuple[str, str, str]]:
    """What else the reader may do: address, icon and words of each."""
    question, here = talk.question, [page.round.reference]
    mine = (
        [(reverse("questions:page", args=[question.pk]), "help", _("Your question to an adviser"))] if question else []
    )
    rows = [
        (page.may_return, (reverse("decisions:suggest", args=here), "edit", _("Suggest another wording…"))),
        (talk.may_ask and talk.round, (reverse("decisions:ask", args=here), "help", _("Ask an adviser…"))),
        (page.may_recuse, (reverse("decisions:recuse", args=here), "minus", _("Stand aside…"))),
    ]
    return [*(mine if talk.mine else ()), *(row for may, row in rows if may)]


def _talk(page: Page) -> Talk:
    """What is said about the post, its words marked in what is drawn."""
    talk = talk_of(post=page.post, submission=page.submission, person=page.person)
    words = [remark.words for remark, _may_resolve in talk.remarks]
    for render in page.renders:
        render.html = mark_said(render.html, words)
    return talk


class Act(Decision):
    """An act as a page: the same sheet without JavaScript, and again with what was wrong."""

    decision = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        allowed = self.allowed(context["page"])
        return self.render_to_response(context) if allowed or self.error else redirect(self.address())

    def allowed(self, page: Page) -> bool:
        return page.may_approve if self.decision == APPROVE else page.may_return

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except Invalid as error:
            self.note(error)
            return self.get(request, *args, **kwargs)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(self.address())
        messages.success(request, self.done())
        return redirect(self.address())

    def note(self, error: Invalid) -> None:
        """Keeps what was wrong for the page, and counts words that meet protected names."""
        self.error = error
        words = [self.request.POST.get("comment", "")]
        probes_note_texts(court=self.round.court, person=self.request.user, texts=words)

    def act(self) -> None:
        vote_cast(
            task_state=self.step(),
            person=self.request.user,
            decision=self.decision,
            digest=self.request.POST.get("digest", ""),
            comment=self.request.POST.get("comment", ""),
        )

    def step(self) -> TaskState:
        """The step that the page showed. Raises Blocked when it is none of this round."""
        step = TaskState.objects.filter(pk=self.number("step"), workflow_state=self.round.workflow_state_id).first()
        if step is None:
            raise Blocked(_("This step is over. Read it again."))
        return step

    def number(self, name: str) -> int:
        value = self.request.POST.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 19 else 0

    def done(self) -> str:
        raise NotImplementedError


class Approve(Act):
    """The second tap."""

    template_name = "approvals/approve.html"
    decision = APPROVE

    def done(self) -> str:
        page = page_for(round_or_404(self.request.user, self.round.reference), self.request.user)
        if page.missing:
            return _("Approved. It goes on to the next vote.")
        if is_drill(self.round.reference):
            return str(DRILLED)
        return approved_words(page.due, page.missed, timezone.now())


class Return(Act):
    """Back to the author, with a reason."""

    template_name = "approvals/return.html"
    decision = RETURN

    def done(self) -> str:
        return _("Returned. The author has been told.")


class Recuse(Act):
    """Stand aside, with a reason."""

    template_name = "approvals/recuse.html"

    def allowed(self, page: Page) -> bool:
        return page.may_recuse

    def act(self) -> None:
        recuse(round=self.round, person=self.request.user, reason=self.request.POST.get("comment", ""))

    def done(self) -> str:
        return _("You stood aside. The seat goes to the next one.")


class ReleaseAlone(Act):
    """An emergency with one signature: its reason first, then once more whether it is meant."""

    template_name = "approvals/release_alone.html"
    reason = ""

    def allowed(self, page: Page) -> bool:
        return page.may_release_alone

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read = self.request.POST.get("digest", "")
        return super().get_context_data(reason=self.reason, sure=bool(self.reason), read=read, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("sure") == "yes":
            return super().post(request, *args, **kwargs)
        try:
            self.reason = reason_checked(self.round, request.POST.get("comment", ""))
        except Invalid as error:
            self.note(error)
        return self.get(request, *args, **kwargs)

    def act(self) -> None:
        emergency_release(
            task_state=self.step(),
            person=self.request.user,
            digest=self.request.POST.get("digest", ""),
            reason=self.request.POST.get("comment", ""),
        )

    def done(self) -> str:
        if is_drill(self.round.reference):
            return str(DRILLED)
        return _("Released with one signature. It is reviewed afterwards, within 24 hours.")


class TakeBack(Act):
    """My vote, taken back."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address())

    def act(self) -> None:
        vote = page_for(self.round, self.request.user).my_vote
        if vote is None:
            raise Blocked(_("There is no vote of yours to take back."))
        vote_take_back(vote=vote, person=self.request.user)

    def done(self) -> str:
        return _("Your vote is taken back. Nothing goes out without it.")
