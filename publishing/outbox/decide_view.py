"""The page that lists what is held, with a choice for each."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from publishing.ground.rights import open_to
from publishing.services import NotAllowed, WordsRefused

from .deciding import Decisions, carry_out, held_by, listed
from .views import Shell


class DecideView(Shell, FormView):
    template_name = "publishing/outbox/decide.html"
    form_class = Decisions
    page_title = gettext_lazy("What is held")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not open_to("delivery_release", self.person).exists():
            raise PermissionDenied
        self.lines = listed(held_by(self.person), self.person)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self.lines}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context["lines"] = [(line, form[f"d{line.delivery.pk}"]) for line in self.lines]
        context["more"] = held_by(self.person).count() - len(self.lines)
        return context

    def form_valid(self, form: Decisions) -> HttpResponse:
        try:
            sent, cancelled, missed = carry_out(form.rows, form.cleaned_data, by=self.person)
        except NotAllowed:
            raise PermissionDenied from None
        except WordsRefused as error:
            form.add_error(error.field, str(error))
            return self.form_invalid(form)
        done = _("%(sent)d are scheduled again, %(cancelled)d are cancelled.") % {"sent": sent, "cancelled": cancelled}
        messages.success(self.request, done if sent + cancelled else _("Nothing was changed. All of it stays held."))
        if missed:
            words = ngettext(
                "%(count)d was decided by somebody else meanwhile, and is left as it is.",
                "%(count)d were decided by somebody else meanwhile, and are left as they are.",
                missed,
            )
            messages.warning(self.request, words % {"count": missed})
        return redirect("outbox:index")
