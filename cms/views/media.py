"""Originals and renditions for members of the court; for everybody else they do not exist."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cms.models import CourtImage, CourtRendition

SERVED = frozenset({"image/jpeg", "image/png", "image/webp"})


@require_safe
def private_media(request: HttpRequest, path: str) -> FileResponse:
    """The file at `path` of the private store, where a picture of one of the person's courts has it. Else 404."""
    mine = CourtImage.objects.for_person(request.user)
    kind = mimetypes.guess_type(path)[0]
    row: CourtImage | CourtRendition | None = (
        mine.filter(file=path).first() or CourtRendition.objects.filter(image__in=mine, file=path).first()
    )
    if row is None or kind not in SERVED:
        raise Http404
    try:
        response = FileResponse(row.file.open("rb"), content_type=kind)
    except OSError as error:
        raise Http404 from error
    response["Cache-Control"] = "private, max-age=300"
    return response
