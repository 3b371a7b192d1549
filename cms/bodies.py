"""How much a request may bring, all together: looked at before a byte of it is read.

Nothing reads more than `Content-Length` announces. A body that announces none would be taken for an empty one: it is
refused with 411, a longer one than its address takes from this person with 413.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from approvals.views.access import register_courts
from cms.forms.pictures import PICTURES_MAX

STRANGER = 200_000  # bytes: whoever has not signed in gives a name, a password, a code
FORM = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
PICTURE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE  # the largest file but those of the register
SANDBOX = 21_000_000  # asks for the account's own key, and reads no more than 20 MB
COMPOSER = ("posts:add", "posts:edit")
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class BodyLimit:
    """Stands before the first who reads a body: Django's protection of forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return _refused(411)
        length = announced(request)
        return _refused(413) if length > STRANGER and length > most(request) else None


def announced(request: HttpRequest) -> int:
    """What Content-Length says, in bytes; 0 where it is no number, since then nothing is read."""
    text = request.META.get("CONTENT_LENGTH") or ""
    return int(text) if text.isascii() and text.isdecimal() else 0


def most(request: HttpRequest) -> int:
    """How many bytes the address takes from this person."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name.startswith("sandbox:"):
        return SANDBOX
    if not request.user.is_authenticated:
        return STRANGER
    if name in COMPOSER:
        return FORM + PICTURES_MAX * PICTURE
    if name == "matters:imports" and register_courts(request.user):
        return FORM + settings.IMPORT_BYTES
    return FORM + PICTURE


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what Django itself refuses while it reads."""
    return _refused(413 if isinstance(exception, TOO_MUCH) else 400)


def _refused(status: int) -> HttpResponse:
    """The page that says so: it needs neither session nor database."""
    return HttpResponse(render_to_string("413.html" if status == 413 else "400.html"), status=status)
