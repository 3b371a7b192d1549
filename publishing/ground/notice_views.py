"""What a person was told, how they want to be asked, and the mail that did not leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from . import failing, notices, pacing
from .forms import ListField
from .mailing import reason_of
from .models import Notice, NoticeChoice, Role
from .notice_kinds import KINDS
from .views import FormPage, Shell

PER_PAGE = 30


class Notices(Shell):
    """What this person was told, the newest first."""

    template_name = "ground/notices.html"
    page_title = gettext_lazy("Notices")
    header_icon = "mail"
    roles = tuple(Role)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        rows = notices.listed_for(person).select_related("court").order_by("-created_at", "-pk")
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = {
            "page": page,
            "unread": notices.unread_count(person),
            "at_once": wants_at_once(person),
            "courts": [(court, pacing.pace_of(court)) for court in self.courts()],
        }
        return super().get_context_data(**kwargs | shown)


class Open(Shell):
    """Leads to what a notice is about, and marks it as read."""

    roles = tuple(Role)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        mine = notices.listed_for(self.request.user)
        notice = get_object_or_404(mine, pk=self.kwargs["pk"])
        notices.notices_read(person=self.request.user, keys=[notice.pk])
        known = notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
        return redirect(notice.url if known else "notices:index")


class Read(Shell):
    """Marks one or all as read. There is nothing to read."""

    roles = tuple(Role)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = key_in(request)
        notices.notices_read(person=self.request.user, keys=[key] if key else None)
        return redirect("notices:index")


class ChoiceForm(forms.Form):
    when = forms.ChoiceField(
        label=gettext_lazy("When a decision waits for you"),
        choices=[
            ("windows", gettext_lazy("One e-mail in each window of the court, with all that waits")),
            ("at_once", gettext_lazy("An e-mail for each, at once")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What goes out within a day, and emergencies, are sent at once in any case."),
    )


class Choice(FormPage):
    """How this person wants to be asked."""

    form_class = ChoiceForm
    index_name, index_label = "notices:index", gettext_lazy("Notices")
    page_title = gettext_lazy("When to write to me")
    header_icon = "mail"
    roles = tuple(Role)

    def form(self, data: Any = None) -> forms.Form:
        return ChoiceForm(data, initial={"when": "at_once" if wants_at_once(self.request.user) else "windows"})

    def act(self, data: dict[str, Any]) -> str:
        pacing.choice_set(person=self.request.user, at_once=data["when"] == "at_once")
        return _("Saved.")


@dataclass(frozen=True, slots=True)
class Failure:
    """One mail that did not leave: what kind it is, but not what it is about."""

    notice: Notice
    what: str
    why: str
    given_up: bool


class Mail(Shell):
    """Mail that did not leave, and when each court asks for decisions."""

    template_name = "ground/mail_failing.html"
    page_title = gettext_lazy("Mail")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = failing.failing_for(self.request.user)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = {
            "page": page,
            "failures": [failure_of(notice) for notice in page.object_list],
            "courts": [(court, pacing.pace_of(court)) for court in self.courts()],
        }
        return super().get_context_data(**kwargs | shown)


class Again(Shell):
    """Tries one failing mail again, or all. There is nothing to read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = key_in(request)
        count = failing.mail_again(by=self.request.user, keys=[key] if key else None)
        words = ngettext("%(count)d mail is tried again now.", "%(count)d mails are tried again now.", count)
        messages.success(request, words % {"count": count})
        return redirect("notices:mail")


class PaceForm(forms.Form):
    windows = ListField(
        label=gettext_lazy("Windows"),
        help_text=gettext_lazy("Court time, one a line, such as 08:00. What waits leaves then, one e-mail a person."),
    )
    most_a_day = forms.IntegerField(
        label=gettext_lazy("Decisions a day"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("How often one judge is asked in a day. After that the delegate is. Empty: any number."),
    )


class Pace(FormPage):
    """When one court asks for decisions, and how often a day."""

    form_class = PaceForm
    index_name, index_label = "notices:mail", gettext_lazy("Mail")
    header_icon = "mail"

    def get_page_title(self) -> str:
        return self.court().name

    def form(self, data: Any = None) -> forms.Form:
        pace = pacing.pace_of(self.court())
        return PaceForm(data, initial={"windows": pace.windows, "most_a_day": pace.most_a_day})

    def act(self, data: dict[str, Any]) -> str:
        pacing.pace_set(court=self.court(), by=self.request.user, **data)
        return _("Saved.")


def wants_at_once(person: Any) -> bool:
    """Whether the person chose a mail for each decision."""
    return NoticeChoice.objects.filter(person=person, at_once=True).exists()


def failure_of(notice: Notice) -> Failure:
    """A mail that did not leave, in words."""
    what = str(KINDS[notice.kind].name) if notice.kind in KINDS else _("A notice")
    return Failure(notice, what, reason_of(notice.error), notice.tries >= notices.TRIES_MAX)


def key_in(request: HttpRequest) -> UUID | None:
    """The notice that the form names; nothing when it names none. Raises Http404 for anything else."""
    given = request.POST.get("notice", "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise Http404 from None
