"""The court's own identity provider, by SAML 2.0: there by a page that leads on, and back by a form of the provider's.

Only who somebody is comes from there, and only for people who are here already; `assertions.py` says what is believed.
"""

from __future__ import annotations

import dataclasses
import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from cms.signin.single import away, lead_on

logger = logging.getLogger(__name__)
WAY_SECONDS = 60  # from the provider's form to the page that reads our own cookies
View = Callable[..., HttpResponse]


def _where_set(view: View) -> View:
    """Answers 404 where no provider is set."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not settings.SAML:
            raise Http404
        return view(request)

    return answer


@require_POST
@_where_set
def saml_begin(request: HttpRequest) -> HttpResponse:
    """Asks the provider; where the person wanted to go stays in the session."""
    assertions = _assertions()
    try:
        there, asked = assertions.question()
    except assertions.Refused as refusal:
        logger.error("The identity provider cannot be asked by SAML: %s", refusal)
        return away(request)
    way = get_next_redirect_url(request)
    _provider(request).stash_redirect_state(request, AuthProcess.LOGIN, next_url=way, state_id=asked)
    return lead_on(request, there, settings.SAML["name"])


@csrf_exempt  # the signature of the assertion stands in its place
@sensitive_post_parameters()
@require_POST
@_where_set
def saml_answer(request: HttpRequest) -> HttpResponse:
    """The provider's form. It comes from another host, so without our cookies: what is right is handed on within."""
    assertions = _assertions()
    try:
        said = assertions.read(request.POST.get("SAMLResponse", ""))
    except assertions.Refused as refusal:
        logger.warning("An answer by SAML was refused: %s", refusal)
        return _refused(request)
    ticket = secrets.token_urlsafe(32)
    cache.set(_key(ticket), dataclasses.asdict(said), timeout=WAY_SECONDS)
    return redirect(f"{reverse('saml_finish')}?{urlencode({'ticket': ticket})}")


@require_GET
@_where_set
def saml_finish(request: HttpRequest) -> HttpResponse:
    """Signs in the browser that asked the question, and no other."""
    key = _key(request.GET.get("ticket", ""))
    facts = cache.get(key)
    cache.delete(key)
    if not facts:
        return _refused(request)
    said, provider = _assertions().Said(**facts), _provider(request)
    login = provider.sociallogin_from_response(request, said)
    try:
        login.state = provider.unstash_redirect_state(request, said.asked)
    except PermissionDenied:
        logger.warning("An answer by SAML was refused: ANOTHER_BROWSER")
        return _refused(request)
    return complete_social_login(request, login)


@require_GET
@_where_set
def saml_metadata(request: HttpRequest) -> HttpResponse:
    """What the provider needs to know of us; nothing of it is secret."""
    return HttpResponse(_assertions().our_metadata(), content_type="application/samlmetadata+xml")


def _assertions() -> Any:
    """The module that needs the extra."""
    from cms.signin import assertions

    return assertions


def _provider(request: HttpRequest) -> Any:
    return get_adapter().get_provider(request, "saml", client_id=settings.SAML_ID)


def _key(ticket: str) -> str:
    return f"saml-said:{ticket[:64]}"


def _refused(request: HttpRequest) -> HttpResponse:
    messages.error(
        request,
        _(
            "What your court's sign-in sent could not be accepted. Try again from this page. If it happens again, tell "
            "whoever runs this installation, or sign in with your password."
        ),
    )
    return redirect("account_login")
