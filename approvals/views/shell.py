"""What the register's pages have in common: Wagtail's page around them, the matter they are about, forms and acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
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
from approvals.services import Invalid, Refused
from publishing.ground.models import Court, CourtQuerySet
from publishing.ground.rights import open_to, roles_of

from .access import matter_or_404


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Shell(WagtailAdminTemplateMixin, TemplateView):
    """Wagtail's page around the register."""

    _show_breadcrumbs = True
    header_icon = "pr-scales"
    right = "matter_save"  # the act of publishing.ground.rights that the page serves; "": whoever reads the court
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.open_courts().exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def open_courts(self) -> CourtQuerySet:
        """The courts for which the page is open to its reader."""
        person = self.request.user
        return open_to(self.right, person) if self.right else Court.objects.for_person(person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("matters:index"), "label": _("Matters")}, {"url": "", "label": self.get_page_title()}]


class OfCourt(Shell):
    """A page about one court: about the one in the address, or the first. `home` is the address of its first page."""

    court: Court
    home = ""
    home_title: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.courts = list(self.open_courts().order_by("name"))
        wanted = [court for court in self.courts if kwargs.get("court", court.slug) == court.slug]
        if not wanted:
            raise Http404
        self.court = wanted[0]

    def address(self) -> str:
        return reverse(self.home, args=[self.court.slug])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = [{"url": self.address(), "label": self.home_title}]
        if self.get_page_title() != self.home_title:
            rows.append({"url": "", "label": self.get_page_title()})
        return rows

    def keeps(self) -> bool:
        """Whether the person may change what the pages show."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"court": self.court, "courts": self.courts, "keeps": self.keeps()}
        return super().get_context_data(**kwargs | own)


class OfMatter(Shell):
    """A page about one matter."""

    matter: Matter

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.matter = matter_or_404(self.request.user, kwargs["pk"], *roles_of(self.right))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(matter=self.matter, **kwargs)

    def address(self) -> str:
        return reverse("matters:page", args=[self.matter.pk])

    def get_page_title(self) -> str:
        return self.page_title or self.matter.docket


class FormPage(Shell):
    """A form and one service call. What the service refuses stands under its field."""

    template_name = "approvals/form.html"
    button = gettext_lazy("Save")
    lede: Any = ""
    form: forms.Form

    def make_form(self, *args: Any) -> forms.Form:
        raise NotImplementedError

    def keep(self, form: Any) -> Matter | None:
        """Makes the one service call. The matter to go back to; None where the person may no longer read it."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form()
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form(request.POST, request.FILES)
        if self.form.is_valid():
            try:
                matter = self.keep(self.form)
            except Invalid as error:
                self.show(error)
            except Refused as error:
                self.form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved. The checks use it from now on."))
                return redirect(reverse("matters:page", args=[matter.pk]) if matter else reverse("matters:index"))
        return self.render_to_response(self.get_context_data(**kwargs), status=422)

    def show(self, error: Invalid) -> None:
        for name, words in error.errors.items():
            field = next((one for one in (name, f"{name}_") if one in self.form.fields), None)
            self.form.add_error(field, words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, button=self.button, lede=self.lede, **kwargs)


class Act(OfMatter):
    """One act on a row of the matter: asked on GET, done on POST."""

    template_name = "approvals/confirm.html"
    question: Any = ""
    button: Any = ""

    def row(self) -> Any:
        """What the act is about; 404 where there is no such thing."""
        raise NotImplementedError

    def called(self, row: Any) -> str:
        """How the row is named in the question; nothing where its name is protected."""
        return "" if getattr(row, "protected", False) else str(row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            row_name=self.called(self.row()), question=self.question, button=self.button, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act(self.row())
        except Refused as error:
            messages.error(request, str(error))
        return redirect(self.address())

    def act(self, row: Any) -> None:
        raise NotImplementedError
