"""Finding a matter while composing. What is typed may be a name, so it travels in the body and is not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cms.forms.matters import suggestions
from publishing.ground.models import Court
from publishing.ground.rights import open_to

ASKED = "matter-find"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class MattersView(View):
    """The part of the composer that shows what a search found. Press officers of the court only."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        courts = open_to("post_save_draft", person)
        court = get_object_or_404(courts, slug=request.POST.get("court", ""))
        return render(request, "cms/matters_found.html", found(request, court))


def found(request: HttpRequest, court: Court) -> dict[str, Any]:
    """What the search field of the composer leads to, for its template."""
    person: Any = request.user
    asked = request.POST.get(ASKED, "").strip()
    rows = suggestions(court, person, asked, request.POST.getlist("matters")) if asked else []
    return {"asked": asked, "found": rows}
