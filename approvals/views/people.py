"""The people and bodies of a matter: added, corrected, protected, opened, shown once, removed. Registrars only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import Matter, Party
from approvals.services import party_add, party_change, party_protect, party_remove, party_reveal

from .forms import PartyForm
from .shell import Act, FormPage, OfMatter


def party_or_404(matter: Matter, key: Any) -> Party:
    """Someone who is entered in `matter`."""
    found: Party = get_object_or_404(matter.parties.filter(removed_at=None), pk=key)
    return found


class PartyNew(OfMatter, FormPage):
    """Someone named in the matter."""

    page_title = gettext_lazy("Add a person or body")
    button = gettext_lazy("Add")

    def make_form(self, *args: Any) -> forms.Form:
        return PartyForm(*args)

    def keep(self, form: Any) -> Matter:
        party_add(matter=self.matter, entry=form.entry(), by=self.request.user)
        return self.matter


class PartyAct(Act):
    """An act on one person or body of the matter."""

    def row(self) -> Party:
        return party_or_404(self.matter, self.kwargs["party"])


class PartyEdit(OfMatter, FormPage):
    """A correction. What is protected is not shown."""

    page_title = gettext_lazy("Correct an entry")

    def make_form(self, *args: Any) -> forms.Form:
        return PartyForm(*args, party=party_or_404(self.matter, self.kwargs["party"]))

    def keep(self, form: Any) -> Matter:
        party = party_or_404(self.matter, self.kwargs["party"])
        party_change(party=party, entry=form.entry(), drop=form.drop(), by=self.request.user)
        return self.matter


class PartyReveal(PartyAct):
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


class PartyProtect(PartyAct):
    """Seal a name that stood in clear."""

    page_title = gettext_lazy("Protect this name")
    question = gettext_lazy(
        "Seal this name? It is then never shown here again, and the checks keep it out of every post."
    )
    button = gettext_lazy("Protect it")

    def act(self, row: Any) -> None:
        party_protect(party=row, by=self.request.user, protected=True)


class PartyOpen(PartyAct):
    """Let a name stand in clear again, such as when an order has ended."""

    page_title = gettext_lazy("No longer protect this name")
    question = gettext_lazy(
        "Is this name no longer protected? It then stands in clear on the register, and posts may say it."
    )
    button = gettext_lazy("No longer protect it")

    def row(self) -> Party:
        party = super().row()
        if not party.protected:
            raise Http404
        return party

    def act(self, row: Any) -> None:
        party_protect(party=row, by=self.request.user, protected=False)


class PartyRemove(PartyAct):
    """Take someone off the matter."""

    page_title = gettext_lazy("Remove from the matter")
    question = gettext_lazy("Remove this entry? The checks no longer look for the name.")
    button = gettext_lazy("Remove it")

    def act(self, row: Any) -> None:
        party_remove(party=row, by=self.request.user)
