"""Docket numbers of a court: which forms they have, which patterns its registrars made, and what sees a number."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.docket_wording import ABOVE, COUNTRIES, FORMS
from approvals.domain.court_patterns import LONGEST_NUMBER, LONGEST_PATTERN
from approvals.domain.docket_forms import Form
from approvals.domain.docket_forms import forms as every_form
from approvals.models import CourtPattern, CourtRules
from approvals.services import Invalid, Refused
from approvals.services.rules import (
    MOST_TRIED,
    PatternEntry,
    Sight,
    number_try,
    pattern_add,
    pattern_end,
    rules_set,
)
from publishing.ground.rights import may

from .shell import OfCourt


class OfDockets(OfCourt):
    """A page about the docket numbers of one court."""

    page_title = home_title = gettext_lazy("Docket numbers")
    home = "matters:rules_court"

    def keeps(self) -> bool:
        return may("rules_set", self.request.user, self.court)

    def codes(self) -> list[str]:
        rules = CourtRules.objects.filter(court=self.court).first()
        return list(rules.docket_codes) if rules else []

    def refused(self, error: Refused) -> None:
        messages.error(self.request, str(error))


class Rules(OfDockets):
    """All of it, with a box in which a number is tried. What is typed there stands in no address."""

    template_name = "approvals/rules.html"
    right = "docket_rules_read"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        asked = request.POST.get("number", "").strip()
        seen = number_try(court=self.court, text=asked, by=person) if asked else []
        return self.render_to_response(self.get_context_data(asked=asked, sights=[sight_row(row) for row in seen]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = CourtPattern.objects.filter(court=self.court).select_related("created_by", "ended_by")
        chosen = [form for form in every_form().values() if form.code in self.codes()]
        return super().get_context_data(
            patterns=made.standing(), ended=made.exclude(ended_at=None).order_by("-ended_at"),
            groups=by_country(chosen), most=MOST_TRIED, **kwargs,
        )  # fmt: skip


class RulesForms(OfDockets):
    """Which forms of the pack are the court's own."""

    template_name = "approvals/rules_forms.html"
    page_title = gettext_lazy("Choose forms")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            rules_set(court=self.court, codes=request.POST.getlist("codes"), by=person)
        except Refused as error:
            self.refused(error)
        else:
            messages.success(request, _("Saved. The checks use it from now on."))
        return redirect(self.address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(groups=by_country(every_form().values(), self.codes()), **kwargs)


class PatternForm(forms.Form):
    """A pattern by its example. The pattern itself is for those who can read it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("Such as Sealed matters."))
    example = forms.CharField(
        label=gettext_lazy("Example"),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("One number as it stands on the file, such as 26-SEAL-0093. It need not exist."),
    )
    open_ended = forms.BooleanField(
        label=gettext_lazy("The number that counts the cases may have fewer or more digits"),
        required=False,
    )
    near_miss = forms.CharField(
        label=gettext_lazy("Near-miss"),
        max_length=LONGEST_NUMBER,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("A number that looks like yours and is none. Empty: one is made from the example."),
    )
    pattern = forms.CharField(
        label=gettext_lazy("Pattern"),
        max_length=LONGEST_PATTERN,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Empty: one is made from the example. For those who know RE2 patterns. "
            "Small letters, missing spaces and line breaks are taken without saying so."
        ),
    )

    def entry(self) -> PatternEntry:
        return PatternEntry(**self.cleaned_data)

    def proposed(self) -> PatternForm:
        """The same form with what would be kept filled in."""
        full = self.entry().completed()
        shown = {**self.cleaned_data, "pattern": full.pattern, "near_miss": full.near_miss}
        return PatternForm(initial=shown)


class PatternNew(OfDockets):
    """A pattern of the court's own: proposed from an example, looked at, saved."""

    template_name = "approvals/pattern_form.html"
    page_title = gettext_lazy("New pattern")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": PatternForm()} | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PatternForm(request.POST)
        if form.is_valid():
            if "propose" in request.POST:
                return self.render_to_response(self.get_context_data(form=form.proposed(), proposed=True))
            if self.keep(form):
                messages.success(request, _("Saved. The checks use it from now on."))
                return redirect(self.address())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def keep(self, form: PatternForm) -> bool:
        person: Any = self.request.user
        try:
            pattern_add(court=self.court, entry=form.entry(), by=person)
        except Invalid as error:
            for field, words in error.errors.items():
                form.add_error(field, words)
        except Refused as error:
            form.add_error(None, str(error))
        return not form.errors


class PatternEnd(OfDockets):
    """The checks stop using a pattern. Asked on GET, done on POST."""

    template_name = "approvals/pattern_end.html"
    page_title = gettext_lazy("End this pattern")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        standing = CourtPattern.objects.filter(court=self.court).standing().select_related("court")
        self.pattern = get_object_or_404(standing, pk=kwargs["pattern"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs | {"pattern": self.pattern})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            pattern_end(pattern=self.pattern, by=person)
        except Refused as error:
            self.refused(error)
        return redirect(self.address())


def by_country(rows: Any, chosen: Any = ()) -> list[dict[str, Any]]:
    """The forms under the countries' names: courts above them first, then by their names in the reader's language."""
    order = sorted(rows, key=lambda form: (form.country not in ABOVE, str(COUNTRIES[form.country]), form.country))
    groups = groupby(order, key=lambda form: form.country)
    return [_group(country, list(found), set(chosen)) for country, found in groups]


def _group(country: str, found: list[Form], chosen: set[str]) -> dict[str, Any]:
    lines = [{"code": f.code, "name": FORMS[f.code], "example": f.valid, "on": f.code in chosen} for f in found]
    on = sum(bool(line["on"]) for line in lines)
    return {"country": COUNTRIES[country], "key": country, "forms": lines, "on": on, "above": country in ABOVE}


def sight_row(sight: Sight) -> dict[str, Any]:
    """One thing that sees a number, in words."""
    if sight.pattern:
        name = sight.pattern.name
    else:
        name = f"{COUNTRIES[every_form()[sight.code].country]}: {FORMS[sight.code]}"
    return {"sight": sight, "name": name}
