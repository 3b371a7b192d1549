"""Fitted pictures for members of their court only; the public record serves its own."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publishing.ground.confidence import hidden_from
from publishing.ground.models import Court, Person
from publishing.media import MediumLost, read
from publishing.models import FittedMedium, Release


@require_safe
def fitted_medium(request: HttpRequest, court: str, sha256: str) -> HttpResponse:
    """One fitted picture of a court where the person holds a role; for everybody else it does not exist."""
    person = cast(Person, request.user)
    found = get_object_or_404(Court.objects.for_person(person), slug=court)
    if _only_sealed(found, sha256, person):
        raise Http404
    response = picture(get_object_or_404(FittedMedium, court=found, sha256=sha256))
    response["Cache-Control"] = "private, max-age=300"
    return response


def _only_sealed(court: Court, sha256: str, person: Person) -> bool:
    """Whether the picture goes out with sealed posts alone that do not name the person."""
    hidden = hidden_from(person)
    rows = Release.objects.filter(court=court, content__contains=sha256) if hidden else Release.objects.none()
    return rows.exists() and not rows.exclude(reference__in=hidden).exists()


def picture(medium: FittedMedium) -> HttpResponse:
    """The bytes of `medium` as a picture and nothing else, whatever a browser makes of them."""
    try:
        data = read(medium.court_id, medium.sha256)
    except MediumLost as error:
        raise Http404 from error
    return HttpResponse(data, content_type=medium.mime)
