"""The court's own identity provider, by OpenID Connect. Where it cannot be reached, the page to sign in says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from publishing.ground.door import DoorError

View = Callable[..., HttpResponse]


def _reached(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DoorError:
            return away(request)

    return answer


def away(request: HttpRequest) -> HttpResponse:
    """Back to the page to sign in: the provider cannot be asked."""
    messages.error(request, _("Your court's sign-in cannot be reached now. Try again, or sign in with your password."))
    return redirect("account_login")


def _led(view: View) -> View:
    """Leads on by a page in between. A browser follows a form only to where its page allows, through every further
    address of the provider's own that nobody here knows: a page that leads on is no form.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 302 or not urlsplit(response["Location"]).netloc:
            return response
        return lead_on(request, response["Location"], settings.OIDC.get("name", ""))

    return answer


def lead_on(request: HttpRequest, there: str, provider: str) -> HttpResponse:
    """The page in between, to the address `there` of the provider with that name."""
    page = render(request, "signin/leading.html", {"there": there, "provider": provider})
    page["Refresh"] = f"0; url={there}"
    return page


sso_begin, sso_end = require_POST(_reached(_led(views.login))), require_GET(_reached(views.callback))
