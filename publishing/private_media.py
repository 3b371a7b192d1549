"""Fitted pictures for members of their court only; the public record serves its own."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publishing.ground.models import Court, Person
from publishing.media import MediumLost, read
from publishing.models import FittedMedium


@require_safe
def fitted_medium(request: HttpRequest, court: str, sha256: str) -> HttpResponse:
    """One fitted picture of a court where the person holds a role; for everybody else it does not exist."""
    found = get_object_or_404(Court.objects.for_person(cast(Person, request.user)), slug=court)
    response = picture(get_object_or_404(FittedMedium, court=found, sha256=sha256))
    response["Cache-Control"] = "private, max-age=300"
    return response


def picture(medium: FittedMedium) -> HttpResponse:
    """The bytes of `medium` as a picture and nothing else, whatever a browser makes of them."""
    try:
        data = read(medium.court_id, medium.sha256)
    except MediumLost as error:
        raise Http404 from error
    return HttpResponse(
        data,
        content_type=medium.mime,
        headers={"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"},
    )
