"""The register of matters: kept by registrars, read as a short card by those who write and decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from approvals.models import Matter
from approvals.services import (
    Invalid,
    Refused,
    matter_save,
    party_add,
    party_protect,
    party_remove,
    party_reveal,
    restriction_add,
    restriction_lift,
)
from publishing.ground.models import Role

from .access import DESK, holds, matter_or_404, register_courts
from .forms import MatterForm, OrderForm, PartyForm

PER_PAGE = 50


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Shell(WagtailAdminTemplateMixin, TemplateView):
    """Wagtail's page around the register."""

    _show_breadcrumbs = True
    header_icon = "pr-scales"
    roles: tuple[str, ...] = (Role.REGISTRAR,)
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not holds(request.user, *self.roles):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("matters:index"), "label": _("Matters")}, {"url": "", "label": self.get_page_title()}]


class Register(Shell):
    """Every matter of the person's courts, with a search over what is public."""

    template_name = "approvals/matters.html"
    page_title = gettext_lazy("Matters")
    roles = DESK

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()
        rows = Matter.objects.for_person(self.request.user, *DESK).select_related("court")
        if asked:
            rows = rows.filter(Q(docket__icontains=asked) | Q(public_title__icontains=asked) | Q(code__icontains=asked))
        page = Paginator(rows.prefetch_related("restrictions"), PER_PAGE).get_page(self.request.GET.get("p"))
        keeps = set(register_courts(self.request.user).values_list("pk", flat=True))
        return super().get_context_data(rows=page, asked=asked, keeps=keeps, **kwargs)


class OfMatter(Shell):
    """A page about one matter."""

    matter: Matter

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.matter = matter_or_404(self.request.user, kwargs["pk"], *self.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(matter=self.matter, **kwargs)

    def address(self) -> str:
        return reverse("matters:page", args=[self.matter.pk])

    def get_page_title(self) -> str:
        return self.page_title or self.matter.docket


class MatterPage(OfMatter):
    """The matter: whole for registrars of its court, with names masked; a short card for everybody else."""

    template_name = "approvals/matter.html"
    roles = DESK

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = register_courts(self.request.user).filter(pk=self.matter.court_id).exists()
        orders = list(self.matter.restrictions.all())
        parties = self.matter.parties.filter(removed_at=None) if keeps else []
        return super().get_context_data(
            keeps=keeps, parties=parties, orders=orders, in_force=[o for o in orders if o.in_force], **kwargs
        )


class FormPage(Shell):
    """A form and one service call. What the service refuses stands under its field."""

    template_name = "approvals/form.html"
    button = gettext_lazy("Save")
    form: forms.Form

    def make_form(self, *args: Any) -> forms.Form:
        raise NotImplementedError

    def keep(self, form: Any) -> Matter:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form()
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form(request.POST)
        if self.form.is_valid():
            try:
                matter = self.keep(self.form)
            except Invalid as error:
                self.show(error)
            except Refused as error:
                self.form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved. The checks use it from now on."))
                return redirect("matters:page", matter.pk)
        return self.render_to_response(self.get_context_data(**kwargs), status=422)

    def show(self, error: Invalid) -> None:
        for field, words in error.errors.items():
            self.form.add_error(field if field in self.form.fields else None, words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, button=self.button, **kwargs)


class MatterNew(FormPage):
    """A new matter."""

    page_title = gettext_lazy("New matter")

    def make_form(self, *args: Any) -> forms.Form:
        return MatterForm(*args, courts=register_courts(self.request.user))

    def keep(self, form: Any) -> Matter:
        return matter_save(court=form.cleaned_data["court"], entry=form.entry(), by=self.request.user)


class MatterEdit(OfMatter, FormPage):
    """Changes of a matter."""

    page_title = gettext_lazy("Edit matter")

    def make_form(self, *args: Any) -> forms.Form:
        courts = register_courts(self.request.user)
        return MatterForm(*args, courts=courts, matter=self.matter, initial=MatterForm.values(self.matter))

    def keep(self, form: Any) -> Matter:
        return matter_save(court=self.matter.court, entry=form.entry(), by=self.request.user, matter=self.matter)


class PartyNew(OfMatter, FormPage):
    """Someone named in the matter."""

    page_title = gettext_lazy("Add a person or body")
    button = gettext_lazy("Add")

    def make_form(self, *args: Any) -> forms.Form:
        return PartyForm(*args)

    def keep(self, form: Any) -> Matter:
        party_add(matter=self.matter, entry=form.entry(), by=self.request.user)
        return self.matter


class OrderNew(OfMatter, FormPage):
    """An order in the matter."""

    page_title = gettext_lazy("Enter an order")
    button = gettext_lazy("Enter")

    def make_form(self, *args: Any) -> forms.Form:
        return OrderForm(*args, matter=self.matter)

    def keep(self, form: Any) -> Matter:
        restriction_add(matter=self.matter, entry=form.entry(), by=self.request.user)
        return self.matter


class Act(OfMatter):
    """One act on a row of the matter: asked on GET, done on POST."""

    template_name = "approvals/confirm.html"
    question: Any = ""
    button: Any = ""

    def row(self) -> Any:
        return get_object_or_404(self.matter.parties.filter(removed_at=None), pk=self.kwargs["party"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row(), question=self.question, button=self.button, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act(self.row())
        except Refused as error:
            messages.error(request, str(error))
        return redirect(self.address())

    def act(self, row: Any) -> None:
        raise NotImplementedError


class PartyReveal(Act):
    """One protected name, shown once in the answer to this request."""

    page_title = gettext_lazy("Show one name")
    question = gettext_lazy("Show this protected name on your screen? Your name and the time go on the audit trail.")
    button = gettext_lazy("Show it once")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.check_password(request.POST.get("password", "")):
            error = _("This is not your password. Nothing was shown.")
            return self.render_to_response(self.get_context_data(error=error, **kwargs), status=422)
        named = party_reveal(party=self.row(), by=self.request.user)
        return self.render_to_response(self.get_context_data(named=named, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asks_password=True, **kwargs)


class PartyProtect(Act):
    """Seal a name that stood in clear."""

    page_title = gettext_lazy("Protect this name")
    question = gettext_lazy(
        "Seal this name? It is then never shown here again, and the checks keep it out of every post."
    )
    button = gettext_lazy("Protect it")

    def act(self, row: Any) -> None:
        party_protect(party=row, by=self.request.user, protected=True)


class PartyRemove(Act):
    """Take someone off the matter."""

    page_title = gettext_lazy("Remove from the matter")
    question = gettext_lazy("Remove this entry? The checks no longer look for the name.")
    button = gettext_lazy("Remove it")

    def act(self, row: Any) -> None:
        party_remove(party=row, by=self.request.user)


class OrderLift(Act):
    """End an order."""

    page_title = gettext_lazy("Lift this order")
    question = gettext_lazy("Is this order no longer in force? The checks stop applying it at once.")
    button = gettext_lazy("Lift it")

    def row(self) -> Any:
        return get_object_or_404(self.matter.restrictions.filter(lifted_at=None), pk=self.kwargs["order"])

    def act(self, row: Any) -> None:
        restriction_lift(restriction=row, by=self.request.user)
