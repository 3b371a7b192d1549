"""No second factor, no way in; and before a vote or a release, a fresh one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from cms.signin import policy
from cms.signin.again import ask_again, shown_again


class SecondFactor:
    """Stands behind Django's authentication, and asks of every address that policy.py does not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not settings.MFA_REQUIRED or policy.is_open(name) or not request.user.is_authenticated:
            return None
        if not policy.is_proved(request):
            return _unproved(request, name)
        return _unfresh(request) if name in policy.FRESH else None


def _unproved(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """Out with a session that skipped the factor its person has; in with nobody but to get a first one."""
    if policy.has_factor(request.user) or (name in policy.FIRST and not policy.is_newly_begun(request)):
        logout(request)
        return _to("account_login", request)
    return None if name in policy.FIRST else _to("first_factor", request)


def _unfresh(request: HttpRequest) -> HttpResponseBase | None:
    if request.method == "POST":
        acts = policy.is_fresh(request, to_act=True) or shown_again(request)
        return None if acts else ask_again(request)
    return None if policy.is_fresh(request, to_act=False) else _to("again", request)


def _to(name: str, request: HttpRequest) -> HttpResponse:
    path = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
    return redirect(f"{reverse(name)}?{urlencode({'next': path})}")
