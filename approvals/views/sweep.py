"""What is out and breaks an order of today: read by the court, decided by a registrar or the president in two taps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.domain.findings import Finding
from approvals.domain.severity import Severity
from approvals.models import Objection, Sweep
from approvals.services import Invalid, Refused, probes_note_texts
from approvals.services.hiding import hidden_codes
from approvals.services.objections import objection_leave, objection_withdraw
from approvals.wording import Description, describe
from publishing.domain.limits import LIMITS
from publishing.ground.models import Court, Person
from publishing.ground.rights import open_to, roles_of

from .shell import Shell

SHOWN = 30
OVERDUE = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Case:
    """One objection in words. The post is named by its reference alone: its title may hold the name."""

    objection: Objection
    found: list[tuple[Description, list[int]]]
    places: list[tuple[str, str, str]]  # network, handle, address
    may_decide: bool


def case_of(objection: Objection, person: Person, courts: set[int]) -> Case:
    """`courts` are the ids of those where `person` decides."""
    hidden = hidden_codes(objection.court, person, (row["matter"] for row in objection.findings))
    found = [(describe(_finding(row), hidden), row["guidelines"]) for row in objection.findings]
    rows = objection.release.deliveries.select_related("account").order_by("account__network")
    places = [
        (LIMITS[row.account.network].name, row.account.handle, row.remote_url) for row in rows if row.state == "sent"
    ]
    return Case(objection, found, places, objection.court_id in courts and objection.decision == "waiting")


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        row["code"], tuple(row["guidelines"]), Severity(row["severity"]), row["reason"], None, row["matter"],
        dict(row["params"]),
    )  # fmt: skip


class Index(Shell):
    """What waits, when it was last looked for, and what was decided."""

    template_name = "approvals/sweep.html"
    page_title = gettext_lazy("What is out")
    header_icon = "pr-shield"
    right = "sweep_read"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        mine = Objection.objects.for_person(person, *roles_of("sweep_read")).select_related(
            "court", "release", "decided_by"
        )
        decides = set(open_to("objection_leave", person).values_list("pk", flat=True))
        waiting = mine.filter(decision="waiting").order_by("found_at")
        decided = mine.exclude(decision="waiting").order_by("-decided_at")[:SHOWN]
        return super().get_context_data(
            cases=[case_of(row, person, decides) for row in waiting],
            decided=decided,
            sweeps=[(court, last_sweep(court)) for court in open_to("sweep_read", person).order_by("name")],
            **kwargs,
        )


def last_sweep(court: Court) -> Sweep | None:
    """The newest run that came to its end."""
    found: Sweep | None = court.sweeps.filter(ended_at__isnull=False).order_by("-started_at").first()
    return found


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class Decide(Shell):
    """The second tap: a reason, and one act on one objection of the person's courts."""

    template_name = "approvals/sweep_decide.html"
    header_icon = "pr-shield"
    right = "objection_leave"
    question: Any = ""
    button: Any = ""
    done: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        person: Any = request.user
        rows = Objection.objects.for_person(person, *roles_of("objection_leave")).select_related("court", "release")
        self.objection = get_object_or_404(rows, pk=kwargs["pk"])
        self.form = ReasonForm(request.POST or None)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        return [{"url": reverse("sweep:index"), "label": Index.page_title}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = case_of(self.objection, self.request.user, {self.objection.court_id})
        return super().get_context_data(case=case, form=self.form, question=self.question, button=self.button, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            reason = self.form.cleaned_data["reason"]
            try:
                self.act(reason)
            except Invalid as error:
                self.form.add_error("reason", error.errors["reason"])
                probes_note_texts(court=self.objection.court, person=self.request.user, texts=[reason])
            except Refused as error:
                messages.error(request, str(error))
                return redirect("sweep:index")
            else:
                messages.success(request, str(self.done))
                return redirect("sweep:index")
        return self.render_to_response(self.get_context_data(**kwargs), status=422)

    def act(self, reason: str) -> None:
        raise NotImplementedError


class Withdraw(Decide):
    page_title = gettext_lazy("Withdraw everywhere")
    question = gettext_lazy(
        "The post is deleted on every account where it stands, and its words are withheld on the public record, "
        "which shows your reason."
    )
    button = gettext_lazy("Withdraw it everywhere")
    done = gettext_lazy("It is being withdrawn. The outbox says when it is gone.")

    def act(self, reason: str) -> None:
        objection_withdraw(objection=self.objection, reason=reason, by=self.request.user)


class Leave(Decide):
    page_title = gettext_lazy("Leave it")
    question = gettext_lazy("The post stays where it is. Your reason stands on this page beside your name.")
    button = gettext_lazy("Leave it, for this reason")
    done = gettext_lazy("It stays. It is asked about again only if something else is found in it.")

    def act(self, reason: str) -> None:
        objection_leave(objection=self.objection, reason=reason, by=self.request.user)


def overdue(person: Person) -> str:
    """For which of the person's courts nothing has been read for two nights; nothing when all were."""
    courts = [court.name for court in open_to("sweep_read", person) if _missed(last_sweep(court))]
    if not courts:
        return ""
    return _("What is out has not been checked since yesterday: %(courts)s. Tell the administrator.") % {
        "courts": ", ".join(courts)
    }


def _missed(last: Sweep | None) -> bool:
    return last is not None and last.started_at < timezone.now() - OVERDUE
