"""The register of matters: kept by registrars, read as a short card by those who write and decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from approvals.models import Matter, Nature
from approvals.models.register import Status
from approvals.services import matter_save, matter_seal, matter_unseal
from approvals.services.searching import matters_found
from publishing.ground.rights import roles_of

from .access import courts_of, register_courts
from .forms import MatterForm, SealForm
from .history import history
from .listing import FILTERS, PER_PAGE, filtered, page_after
from .shell import Act, FormPage, OfMatter, Shell
from .short_card import short_card


class Register(Shell):
    """The matters of one of the person's courts: the newest first, by filters, or by what is typed."""

    template_name = "approvals/matters.html"
    page_title = gettext_lazy("Matters")
    right = "matter_card_read"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        person: Any = request.user
        self.courts = courts_of(person, *roles_of(self.right))
        asked = request.POST.get("court") or request.GET.get("court")
        found = next((court for court in self.courts if not asked or court.slug == asked), None)
        if found is None:
            raise Http404
        self.court = found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A search. What is typed may be a name, so it stands in no address."""
        return self.render_to_response(self.get_context_data(asked=request.POST.get("q", "").strip(), **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = kwargs.pop("asked", "")
        keeps = register_courts(self.request.user).filter(pk=self.court.pk).exists()
        shown = self.found(asked, keeps) if asked else self.newest()
        chosen = {name: self.request.GET.get(name, "") for name in ("status", "show")}
        return super().get_context_data(
            **shown, **chosen, asked=asked, keeps=keeps, court=self.court, courts=self.courts, most=PER_PAGE,
            statuses=Status.choices, filters=[(key, label) for key, (label, _rows) in FILTERS.items()], **kwargs,
        )  # fmt: skip

    def rows(self) -> Any:
        rows = Matter.objects.for_person(self.request.user, *roles_of(self.right)).filter(court=self.court)
        return rows.select_related("court").prefetch_related("restrictions")

    def newest(self) -> dict[str, Any]:
        given = self.request.GET
        rows = filtered(self.rows(), self.court, status=given.get("status", ""), show=given.get("show", ""))
        page, after = page_after(rows, given.get("after", ""))
        return {"rows": page, "after": after, "begun": "after" in given}

    def found(self, asked: str, keeps: bool) -> dict[str, Any]:
        person: Any = self.request.user
        keys = matters_found(court=self.court, text=asked, person=person, roles=roles_of(self.right), names=keeps)
        by_key = self.rows().in_bulk(keys[:PER_PAGE])
        return {"rows": [by_key[key] for key in keys[:PER_PAGE] if key in by_key], "more": len(keys) > PER_PAGE}


class MatterPage(OfMatter):
    """The matter: whole for registrars of its court, with names masked; a short card for everybody else."""

    right = "matter_card_read"

    def get_template_names(self) -> list[str]:
        return ["approvals/matter.html" if self.keeps else "approvals/card.html"]

    @property
    def keeps(self) -> bool:
        return bool(register_courts(self.request.user).filter(pk=self.matter.court_id).exists())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.keeps:
            return super().get_context_data(card=short_card(self.matter), **kwargs)
        return super().get_context_data(
            parties=self.matter.parties.filter(removed_at=None),
            orders=self.matter.restrictions.select_related("file").defer("file__sealed").prefetch_related("protects"),
            hearings=self.matter.hearings.all(),
            readers=self.matter.readers.all() if self.matter.sealed else [],
            panel=self.matter.panel.select_related("person"),
            natures=[Nature(one).label for one in self.matter.nature],
            **kwargs,
        )


class MatterCard(OfMatter):
    """The short card, also for those who keep the register: what everybody else sees."""

    template_name = "approvals/card.html"
    right = "matter_card_read"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(card=short_card(self.matter), **kwargs)


class MatterHistory(OfMatter):
    """Who changed what and when."""

    template_name = "approvals/matter_history.html"
    page_title = gettext_lazy("History of the matter")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changes=history(self.matter), **kwargs)


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


class MatterSeal(OfMatter, FormPage):
    """Seal the matter to named people, or change who they are."""

    page_title = gettext_lazy("Who may read this matter")
    lede = gettext_lazy(
        "For everybody else it is as if it were not there."
        " The checks go on protecting it, and speak of a sealed matter."
    )

    def make_form(self, *args: Any) -> forms.Form:
        return SealForm(*args, matter=self.matter, by=self.request.user)

    def keep(self, form: Any) -> Matter | None:
        matter_seal(matter=self.matter, readers=form.cleaned_data["readers"], by=self.request.user)
        return Matter.objects.for_person(self.request.user, *roles_of("matter_save")).filter(pk=self.matter.pk).first()


class MatterUnseal(Act):
    """Open the matter to the court again."""

    page_title = gettext_lazy("Open this matter")
    question = gettext_lazy("Open this matter to everybody at the court again? Protected names stay protected.")
    button = gettext_lazy("Open it")

    def row(self) -> Any:
        return self.matter

    def act(self, row: Any) -> None:
        matter_unseal(matter=row, by=self.request.user)
