"""What the sign-in library asks the house: no sign-up, no mails of its own, secrets in the vault, one door outward."""

from __future__ import annotations

import base64
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.signin import trail
from publishing.ground import door, vault
from publishing.ground.models import Person

ROW = "mfa:secret"
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - a proxy on a socket gives none
WRONG = gettext_lazy("That is not right. Look at the code once more; each code counts once.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "Username and password do not go together. Look at both, or choose a new password."
        ),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "incorrect_code": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by the library, which would take a password: cms.signin.middleware asks for a second factor."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what was done."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whose sign-in is closed is nobody, and is told no more."""
        person = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, _("This sign-in is closed. Ask an administrator of your court."))
        return redirect("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return UNKNOWN_ADDRESS


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG}

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal(text.encode(), row=ROW)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(base64.b64decode(encrypted_text), row=ROW).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Praeco"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """The court's own identity provider takes the place of the password; of nothing else."""

    def get_requests_session(self) -> Any:
        return door.session(deadline=10, cap=1_000_000)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds who this is by the address that the provider has verified, once; then by the provider's own id."""
        if request.user.is_authenticated or sociallogin.state.get("process") == "connect":
            turn_away(request)
        if not sociallogin.is_existing:
            person = self.person_of(request, sociallogin)
            sociallogin.connect(request, person)
            trail.write(person, "single_sign_on_bound", by=person, kind=sociallogin.provider.id)

    def person_of(self, request: HttpRequest, sociallogin: Any) -> Any:
        verified = [one.email for one in sociallogin.email_addresses if one.verified and one.email]
        people = list(Person.objects.filter(email__iexact=verified[0], is_active=True)) if verified else []
        if len(people) != 1:
            turn_away(request)
        return people[0]

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        turn_away(request)


def turn_away(request: HttpRequest) -> NoReturn:
    """Back to the page to sign in, with what to do."""
    messages.error(
        request,
        _(
            "Your court's sign-in did not lead to anybody here. Ask an administrator whether your e-mail address is "
            "the same in both places, or sign in with your password."
        ),
    )
    raise ImmediateHttpResponse(redirect("account_login"))
