"""Where a court's register is fetched from each night: said by its administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.models import RegisterSource
from approvals.services import Invalid, Refused
from approvals.services.sources import source_save
from publishing.ground.models import Court
from publishing.ground.rights import open_to, roles_of

from .shell import FormPage

OUTCOMES = {
    "nothing": gettext_lazy("there was no file"),
    "imported": gettext_lazy("imported"),
    "refused": gettext_lazy("refused, since the file has faults"),
    "unreachable": gettext_lazy("it could not be reached"),
}


class SourceForm(forms.Form):
    """Folder or address, hour, secret."""

    court = forms.ModelChoiceField(Court.objects.none(), label=gettext_lazy("Court"), empty_label=None)
    kind = forms.ChoiceField(label=gettext_lazy("From"), choices=RegisterSource.Kind.choices)
    place = forms.CharField(
        label=gettext_lazy("Folder or address"),
        max_length=500,
        help_text=gettext_lazy("The name of a folder, such as norvale, or an address that begins with https://"),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        required=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "What the server wants as Authorization, such as Bearer and a token. It is kept sealed. "
            "Empty: stays, as long as folder or address stay."
        ),
    )
    hour = forms.IntegerField(
        label=gettext_lazy("Hour"), min_value=0, max_value=23, initial=3, help_text=gettext_lazy("In the court’s time.")
    )
    close_missing = forms.BooleanField(
        label=gettext_lazy("Close the matters that the file does not have"), required=False
    )
    enabled = forms.BooleanField(label=gettext_lazy("Switched on"), required=False, initial=True)


class Source(FormPage):
    """The source of one court's register, kept by administrators, who see nothing of the register here."""

    template_name = "approvals/source.html"
    page_title = gettext_lazy("Where the register comes from")
    right = "source_save"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def make_form(self, *args: Any) -> forms.Form:
        person: Any = self.request.user
        courts = open_to("source_save", person)
        sources = RegisterSource.objects.for_person(person, *roles_of("source_save")).select_related("court")
        asked = self.request.GET.get("court", "")
        self.sources = list(sources)
        source = next((one for one in self.sources if not asked or one.court.slug == asked), None)
        initial = {
            name: getattr(source, name)
            for name in ("court", "kind", "place", "hour", "close_missing", "enabled")
            if source is not None
        }
        form = SourceForm(args[0] if args else None, initial=initial)
        choice: Any = form.fields["court"]
        choice.queryset = courts
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(source, OUTCOMES.get(source.outcome, "")) for source in self.sources]
        return super().get_context_data(sources=rows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form(request.POST)
        if self.form.is_valid():
            person: Any = request.user
            try:
                source_save(by=person, **self.form.cleaned_data)
            except Invalid as error:
                self.show(error)
            except Refused as error:
                self.form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect("matters:source")
        return self.render_to_response(self.get_context_data(**kwargs), status=422)
