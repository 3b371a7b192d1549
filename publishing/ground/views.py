"""The court's own pages: what it says of itself, who works there, and its audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import audit, services
from .confidence import hidden_from
from .export import csv_lines
from .forms import CourtForm, InviteForm, RolesForm, add_refusal
from .granting import role_of, roles_waiting
from .models import AuditEntry, Court, Membership, Person, Proposal, Role, Suspension
from .subjects import subject_names
from .suspensions import suspensions_of

PER_PAGE = 50


class Shell(WagtailAdminTemplateMixin, TemplateView):
    """Wagtail's page around what belongs to a court. Whoever holds none of `roles` finds nothing."""

    _show_breadcrumbs = True
    header_icon = "group"
    roles: tuple[str, ...] = (Role.ADMINISTRATOR,)
    index_label: Any = ""
    index_name = ""
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.courts().exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def courts(self) -> Any:
        return Court.objects.for_person(self.request.user, *self.roles).order_by("name")

    def court(self) -> Court:
        found: Court = get_object_or_404(self.courts(), slug=self.kwargs["court"])
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse(self.index_name), "label": self.index_label}] if self.index_name else []
        return [*items, {"url": "", "label": self.get_page_title()}]


class FormPage(Shell):
    """One form; what the service refuses is shown in it."""

    template_name = "ground/form.html"
    form_class: type[forms.Form]
    button: Any = gettext_lazy("Save")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                messages.success(request, self.act(form.cleaned_data))
                return redirect(self.index_name)
            except ValidationError as error:
                add_refusal(form, error)
        return self.show(form)

    def show(self, form: forms.Form) -> HttpResponseBase:
        back = reverse(self.index_name)
        return self.render_to_response(self.get_context_data(form=form, button=self.button, back=back))

    def form(self, data: Any = None) -> forms.Form:
        return self.form_class(data)

    def act(self, data: dict[str, Any]) -> str:
        """Makes the one service call and says what was done."""
        raise NotImplementedError


class Courts(Shell):
    template_name = "ground/courts.html"
    page_title = gettext_lazy("The court")
    header_icon = "home"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(courts=self.courts(), **kwargs)


class CourtEdit(FormPage):
    form_class = CourtForm
    index_name, index_label = "court:index", gettext_lazy("The court")
    header_icon = "home"

    def get_page_title(self) -> str:
        return self.court().name

    def form(self, data: Any = None) -> forms.Form:
        return CourtForm(data, court=self.court())

    def act(self, data: dict[str, Any]) -> str:
        services.court_change(self.court(), by=self.request.user, **data)
        return _("Saved.")


class People(Shell):
    template_name = "ground/people.html"
    page_title = gettext_lazy("People")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        courts = [(court, with_suspensions(court)) for court in self.courts()]
        return super().get_context_data(courts=courts, **kwargs)


class Invite(FormPage):
    form_class = InviteForm
    index_name, index_label = "people:index", gettext_lazy("People")
    page_title = gettext_lazy("Invite a person")
    button = gettext_lazy("Invite")

    def form(self, data: Any = None) -> forms.Form:
        self.court()
        return InviteForm(data)

    def act(self, data: dict[str, Any]) -> str:
        done = services.person_invite(court=self.court(), by=self.request.user, **data)
        if isinstance(done, Proposal):
            return _("Asked for. Once a second person has confirmed it, they are written to.")
        return _("%(person)s was written to.") % {"person": done}


class OfMember(FormPage):
    """A page about one member of one of the administrator's courts, other than themselves."""

    index_name, index_label = "people:index", gettext_lazy("People")

    def member(self) -> Person:
        people = Person.objects.filter(memberships__court=self.court()).distinct()
        person: Person = get_object_or_404(people, pk=self.kwargs["pk"])
        if person == self.request.user:
            raise PermissionDenied
        return person

    def get_page_title(self) -> str:
        return str(self.member())


class Roles(OfMember):
    form_class = RolesForm
    template_name = "ground/roles.html"

    def form(self, data: Any = None) -> forms.Form:
        return RolesForm(data, initial={"roles": list(self._held())})

    def _held(self) -> Iterable[str]:
        held = Membership.objects.filter(court=self.court(), person=self.member())
        return held.values_list("role", flat=True)

    def act(self, data: dict[str, Any]) -> str:
        person = self.member()
        waiting = services.roles_set(court=self.court(), person=person, by=self.request.user, **data)
        if waiting:
            told = {"person": person, "roles": ", ".join(str(role_of(one)) for one in waiting)}
            return _("The other roles of %(person)s are saved. This waits for a second person: %(roles)s.") % told
        return _("The roles of %(person)s are saved.") % {"person": person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, court = self.member(), self.court()
        asked = [(one, role_of(one)) for one in roles_waiting(court, person)]
        suspension = suspensions_of(court).get(person.pk)
        return super().get_context_data(person=person, court=court, asked=asked, suspension=suspension, **kwargs)


class SignIn(OfMember):
    """Closes or opens the sign-in of one member. There is nothing to read."""

    form_class = forms.Form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise Http404

    def act(self, data: dict[str, Any]) -> str:
        person = self.member()
        change = services.person_deactivate if person.is_active else services.person_activate
        change(court=self.court(), person=person, by=self.request.user)
        return (_("%(person)s can no longer sign in.") if person.is_active else _("%(person)s can sign in again.")) % {
            "person": person
        }


class Trail(Shell):
    """Every entry of one court's trail, the newest first."""

    template_name = "ground/trail.html"
    page_title = gettext_lazy("Audit trail")
    header_icon = "history"
    roles = (Role.ADMINISTRATOR, Role.REGISTRAR)

    def court(self) -> Court:
        slug = self.kwargs.get("court")
        return super().court() if slug else self.courts()[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        court = self.court()
        entries = AuditEntry.objects.filter(court=court)
        page = Paginator(entries.order_by("-at", "-id"), PER_PAGE).get_page(self.request.GET.get("p"))
        shown = {
            "court": court,  # the address of one court names it, too
            "courts": self.courts(),
            "rows": list(named(page.object_list, self.request.user)),
            "page": page,
            "unsealed": entries.filter(seq=None).count(),
        }
        return super().get_context_data(**kwargs | shown)


class TrailExport(Trail):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        court = self.court()
        audit.record(court, "trail_exported", actor=audit.actor_of(self.request.user), subject=f"court:{court.pk}")
        name = f"audit-{court.slug}.csv"
        return StreamingHttpResponse(
            csv_lines(trail_rows(court, self.request.user)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def with_suspensions(court: Court) -> list[tuple[Person, list[str], Suspension | None]]:
    """Each member with the names of their roles, and their suspension where there is one."""
    standing = suspensions_of(court)
    return [(person, roles, standing.get(person.pk)) for person, roles in members_of(court)]


def members_of(court: Court) -> list[tuple[Person, list[str]]]:
    """Each member of the court with the names of their roles, by name."""
    roles: dict[Person, list[str]] = {}
    held = Membership.objects.filter(court=court).select_related("person")
    for membership in held.order_by("person__last_name", "person__username", "role"):
        roles.setdefault(membership.person, []).append(membership.get_role_display())
    return list(roles.items())


def named(entries: Iterable[AuditEntry], reader: Person) -> Iterator[dict[str, Any]]:
    """Entries of one court as they are shown: a person by name, an act in words, a post by its reference."""
    shown = list(entries)
    people = _people(entry.actor for entry in shown) | _people(entry.subject for entry in shown)
    things = {f"court:{entry.court_id}": str(entry.court) for entry in shown[:1]}
    for entry in shown[:1]:
        things |= subject_names(entry.court_id, (one.subject for one in shown), reader)
    for entry in shown:
        yield {
            "entry": entry,
            "who": people.get(entry.actor, entry.actor),
            "act": entry.act.replace("_", " "),
            "subject": people.get(entry.subject) or things.get(entry.subject, entry.subject),
        }


def trail_rows(court: Court, reader: Person) -> Iterator[list[object]]:
    """The header and one row an entry, the oldest first, without names and without what is sealed to others."""
    hidden = hidden_from(reader)
    yield ["position", "when (UTC)", "who", "act", "subject", "facts", "hash"]
    for entry in AuditEntry.objects.filter(court=court).order_by("at", "id").iterator(chunk_size=2000):
        facts = json.dumps(entry.facts, ensure_ascii=False, sort_keys=True)
        for reference in hidden:
            facts = facts.replace(reference, "sealed")
        digest = bytes(entry.hash).hex() if entry.hash else ""
        yield [entry.seq, entry.at.isoformat(), entry.actor, entry.act, entry.subject, facts, digest]


def _people(names: Iterable[str]) -> dict[str, str]:
    keys = {name.removeprefix("person:") for name in names if name.startswith("person:")}
    found = Person.objects.filter(pk__in=[key for key in keys if key.isdigit()])
    return {audit.actor_of(person): str(person) for person in found}
