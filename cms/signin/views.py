"""The pages of signing in, and of one's own sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, LogoutView
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin.views.account import PasswordResetView

from cms.services.sign_in import app_add, passkey_add
from cms.signin import again, policy, qr
from cms.signin.forms import AppForm, PasskeyForm


class SignIn(LoginView):
    template_name = "signin/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who holds no role anywhere is told so; the admin would send them back here without end."""
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            logout(request)
            messages.error(request, _("You hold no role in a court now. Ask an administrator of your court."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ways = (("openid_connect_login", settings.OIDC), ("saml_begin", settings.SAML))
        providers = [(reverse(way), provider["name"]) for way, provider in ways if provider]
        mfa_off = not settings.MFA_REQUIRED
        return super().get_context_data(providers=providers, mfa_off=mfa_off, **kwargs)


class SignOut(LogoutView):
    """By POST alone, so that no picture of another site signs anybody out."""

    http_method_names = ["post", "options"]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        messages.success(self.request, _("You have signed out."))
        return answer


class Second(AuthenticateView):
    template_name = "signin/second.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = set(self.stage.login.user.authenticator_set.values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {"by_passkey": "webauthn" in kinds, "by_app": "totp" in kinds}


class SignInByPasskey(LoginWebAuthnView):
    """Gives the question to the script, and takes the device's answer."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey is not known here. Use another one, or sign in with a password."))
        return redirect("account_login")


class ForgottenPassword(PasswordResetView):
    """A new password opens nothing by itself: whoever has a second factor is asked for it all the same."""

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(self.request, action="reset_password", key=email):
            return render(self.request, "429.html", status=429)
        return super().form_valid(form)


class First(TemplateView):
    """Somebody who has no second factor yet chooses one."""

    template_name = "signin/first.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if policy.has_factor(request.user):
            return redirect("security")
        remember_way(request)
        return super().get(request, *args, **kwargs)


class Again(TemplateView):
    """Asks for a fresh proof before a page is opened, and leads there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policy.has_factor(request.user):
            return redirect("security")
        return self.show(again.Proof(request))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        proof = again.Proof(request, request.POST)
        return redirect(way_on(request)) if proof.accepted() else self.show(proof)

    def show(self, proof: again.Proof) -> HttpResponse:
        return again.ask(self.request, action=self.request.get_full_path(), carried=[], proof=proof)


@method_decorator(never_cache, name="dispatch")
class Binding(FormView):
    """Binds a factor, then shows the recovery codes that came with it, or leads on."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(first=not policy.has_factor(self.request.user), **kwargs)

    def bound(self, with_codes: bool) -> HttpResponse:
        if with_codes:
            return redirect("mfa_view_recovery_codes")
        messages.success(self.request, _("It is added. You can sign in with it from now on."))
        return redirect("security")


class BindApp(Binding):
    template_name = "signin/app.html"
    form_class = AppForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            return redirect("security")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = super().get_context_data(**kwargs)
        adapter, secret = get_adapter(), shown["form"].secret
        address = adapter.build_totp_url(self.request.user, secret)
        spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
        return shown | {"secret": spaced, "address": address, "picture": qr.picture(address)}

    def form_valid(self, form: Any) -> HttpResponse:
        return self.bound(app_add(request=self.request, form=form))


class BindPasskey(Binding):
    template_name = "signin/passkey.html"
    form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(options=begin_registration(self.request.user, True), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        given = {name: form.cleaned_data[name] for name in ("name", "credential")}
        return self.bound(passkey_add(request=self.request, **given))


def remember_way(request: HttpRequest) -> None:
    """Where the person wanted to go stays with the session while they choose a factor."""
    if path := get_next_redirect_url(request):
        request.session["praeco_way"] = path


def way_on(request: HttpRequest) -> str:
    """Where the person wanted to go: an address of ours, or home."""
    return get_next_redirect_url(request) or request.session.pop("praeco_way", None) or reverse("wagtailadmin_home")
