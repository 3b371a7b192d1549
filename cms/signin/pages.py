"""One's own sign-in in Wagtail's shell: passkeys, app, recovery codes, sessions; and the reset by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.services.sign_in import codes_renew, factor_remove, second_factor_reset, sessions_end
from cms.signin.views import way_on
from publishing.ground.models import Person
from publishing.ground.rights import open_to

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@method_decorator(never_cache, name="dispatch")
class Own(WagtailAdminTemplateMixin, TemplateView):
    _show_breadcrumbs = True
    header_icon = "lock"
    request: Any

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse("security"), "label": _("Your sign-in")}]
        return [*items, {"url": "", "label": self.get_page_title()}] if self.request.path != items[0]["url"] else items


class Security(Own):
    template_name = "signin/security.html"
    page_title = gettext_lazy("Your sign-in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = list(Authenticator.objects.filter(user=self.request.user).order_by("created_at"))
        codes = next((one.wrap() for one in mine if one.type == Authenticator.Type.RECOVERY_CODES), None)
        shown = {
            "passkeys": [one for one in mine if one.type == Authenticator.Type.WEBAUTHN],
            "app": next((one for one in mine if one.type == Authenticator.Type.TOTP), None),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "sessions": [_session(one) for one in _sessions(self.request.user)],
            "mfa_off": not settings.MFA_REQUIRED,
        }
        return super().get_context_data(**kwargs | shown)


class Codes(Own):
    """The recovery codes; asking for new ones ends the old ones."""

    template_name = "signin/codes.html"
    page_title = gettext_lazy("Recovery codes")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Authenticator.objects.filter(user=request.user, type__in=("totp", "webauthn")).exists():
            codes_renew(request=request)
        return redirect("mfa_view_recovery_codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Authenticator.objects.filter(user=self.request.user, type="recovery_codes").first()
        codes = found.wrap().get_unused_codes() if found else []
        shown = {"codes": [f"{code[:4]} {code[4:]}" for code in codes], "way": way_on(self.request)}
        return super().get_context_data(**kwargs | shown)


class PostOnly(View):
    """There is nothing to read."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("security")


class FactorRemove(PostOnly):
    def post(self, request: Any) -> HttpResponse:
        try:
            factor_remove(person=request.user, pk=number(request.POST.get("factor")))
            messages.success(request, _("It is removed. Nobody can sign in with it any more."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("security")


class SessionsEnd(PostOnly):
    def post(self, request: Any) -> HttpResponse:
        one = request.POST.get("session")
        pk = number(one) if one else None
        sessions_end(person=request.user, keep=request.session.session_key, pk=pk)
        messages.success(request, _("Signed out there."))
        return redirect("security")


class SecondFactorReset(PostOnly):
    """By an administrator, for a colleague whose device is lost."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

    def post(self, request: Any, court: str, pk: int) -> HttpResponse:
        found = get_object_or_404(open_to("second_factor_reset", request.user), slug=court)
        person = get_object_or_404(Person.objects.filter(memberships__court=found).distinct(), pk=pk)
        try:
            second_factor_reset(court=found, person=person, by=request.user)
            words = _("%(person)s gets a link by e-mail to choose a password and a new second factor.")
            messages.success(request, words % {"person": person})
        except PermissionDenied as refusal:
            messages.error(request, str(refusal))
        return redirect("people:index")


def number(text: str | None) -> int:
    """The key that a form names; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _sessions(person: Person) -> list[UserSession]:
    found: list[UserSession] = UserSession.objects.purge_and_list(person)
    return sorted(found, key=lambda one: one.created_at, reverse=True)


def _session(one: UserSession) -> dict[str, Any]:
    """What is shown of a session: where from, with what, since when."""
    names = [next((name for mark, name in known if mark in one.user_agent), "") for known in (BROWSERS, SYSTEMS)]
    device = ", ".join(name for name in names if name) or _("an unknown program")
    return {"pk": one.pk, "device": device, "ip": one.ip, "since": one.created_at, "this": one.is_current()}
