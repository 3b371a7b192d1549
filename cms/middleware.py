"""What is asked of every request, and told with every answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from publishing.ground.confidence import remembering
from publishing.ground.headers import FILE, written
from publishing.ground.logs import REQUEST, about

Answer = Callable[[HttpRequest], HttpResponse]
PAGE = "text/html"
READING = ("GET", "HEAD")
REQUEST_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
OF_A_FILE = written(FILE)


def name_request(get_response: Answer) -> Answer:
    """Names each request on every line that is logged meanwhile, and on its answer; a proxy may have named it."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
        name = given if REQUEST_NAME.fullmatch(given) else uuid.uuid4().hex
        request.META[REQUEST] = name
        with about(request=name):
            response = get_response(request)
        response.headers["X-Request-ID"] = name
        return response

    return answer


def refuse_nul(get_response: Answer) -> Answer:
    """Answers 400 where an address holds the character NUL: PostgreSQL takes none, and would fail in the middle."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in an address")
        return get_response(request)

    return answer


def ask_once(get_response: Answer) -> Answer:
    """Whoever only reads a page is asked for once which sealed posts they may not find; each list asks for it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with remembering() if request.method in READING else nullcontext():
            return get_response(request)

    return answer


def keep_to_ourselves(get_response: Answer) -> Answer:
    """What says nothing else is kept by no browser or proxy, and shown by no other host; what is no page may do nothing
    at all, however a browser comes to open it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.headers.get("Content-Type", PAGE).startswith(PAGE):
            response.headers.setdefault("Content-Security-Policy", OF_A_FILE)
        return response

    return answer
