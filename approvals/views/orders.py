"""The orders of a matter, and the order itself as a file. Registrars only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy

from approvals.domain.order_files import LARGEST
from approvals.models import Matter, OrderFile, Restriction
from approvals.services import order_file_attach, order_file_open, restriction_add, restriction_change, restriction_lift

from .forms import OrderFileForm, OrderForm
from .shell import Act, FormPage, OfMatter


def order_or_404(matter: Matter, key: Any) -> Restriction:
    """An order of `matter`, lifted or not."""
    found: Restriction = get_object_or_404(matter.restrictions, pk=key)
    return found


def open_order(matter: Matter, key: Any) -> Restriction:
    """An order of `matter` that is not lifted."""
    found: Restriction = get_object_or_404(matter.restrictions.filter(lifted_at=None), pk=key)
    return found


class OrderNew(OfMatter, FormPage):
    """An order in the matter."""

    page_title = gettext_lazy("Enter an order")
    button = gettext_lazy("Enter")

    def make_form(self, *args: Any) -> forms.Form:
        return OrderForm(*args, matter=self.matter)

    def keep(self, form: Any) -> Matter:
        restriction_add(matter=self.matter, entry=form.entry(), by=self.request.user)
        return self.matter


class OrderEdit(OfMatter, FormPage):
    """A correction. Details and text are not shown."""

    page_title = gettext_lazy("Correct an order")

    def make_form(self, *args: Any) -> forms.Form:
        return OrderForm(*args, matter=self.matter, order=open_order(self.matter, self.kwargs["order"]))

    def keep(self, form: Any) -> Matter:
        order = open_order(self.matter, self.kwargs["order"])
        restriction_change(restriction=order, entry=form.entry(), by=self.request.user)
        return self.matter


class OrderFileNew(OfMatter, FormPage):
    """The order itself, in place of an earlier file."""

    page_title = gettext_lazy("Add the order as a file")

    def make_form(self, *args: Any) -> forms.Form:
        order_or_404(self.matter, self.kwargs["order"])
        return OrderFileForm(*args)

    def keep(self, form: Any) -> Matter:
        order, given = order_or_404(self.matter, self.kwargs["order"]), form.cleaned_data["file"]
        data = given.read(LARGEST + 1)
        order_file_attach(restriction=order, name=given.name, data=data, by=self.request.user)
        return self.matter


class OrderFileOpen(Act):
    """The order itself, as a download on POST. Each time is on the audit trail."""

    page_title = gettext_lazy("Open the order")
    question = gettext_lazy("Download the order? Your name and the time go on the audit trail.")
    button = gettext_lazy("Download it")

    def row(self) -> Any:
        return get_object_or_404(
            OrderFile.objects.defer("sealed"), order=order_or_404(self.matter, self.kwargs["order"])
        )

    def called(self, row: Any) -> str:
        return str(row.order)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        opened = order_file_open(file=self.row(), by=self.request.user)
        quoted = content_disposition_header(as_attachment=True, filename=opened.name)
        headers = {"Content-Disposition": quoted or "attachment", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(opened.data, content_type=opened.type, headers=headers)


class OrderLift(Act):
    """End an order."""

    page_title = gettext_lazy("Lift this order")
    question = gettext_lazy("Is this order no longer in force? The checks stop applying it at once.")
    button = gettext_lazy("Lift it")

    def row(self) -> Any:
        return open_order(self.matter, self.kwargs["order"])

    def act(self, row: Any) -> None:
        restriction_lift(restriction=row, by=self.request.user)
