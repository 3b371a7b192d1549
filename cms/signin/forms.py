"""The library's forms in the house's words. A code counts once, also in the minute around its own half."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", _("Username")), ("password", _("Password"))):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)


class Once(BaseAuthenticateForm):
    """A code that was accepted is refused from then on. The library forgets it after half a minute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code of the app, or a recovery code"), max_length=20, widget=forms.TextInput(attrs=CODE)
        )

    def clean_code(self) -> str:
        code: str = super().clean_code()
        used = salted_hmac("praeco.code", f"{self.user.pk}:{code}").hexdigest()
        seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"code:{used}", 1, timeout=seconds):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondForm(Once, AuthenticateForm):
    pass


class AgainByCode(Once, ReauthenticateForm):
    pass


class AgainByPasskey(ReauthenticateWebAuthnForm):
    pass


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {**CODE, "inputmode": "numeric"}
        self.fields["code"] = forms.CharField(
            label=_("The six digits that the app shows"), max_length=20, widget=forms.TextInput(attrs=attrs)
        )


class PasskeyForm(AddWebAuthnForm):
    """A passkey signs in by itself, so the device always asks for its finger, face or PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("A name for it"),
            max_length=60,
            required=False,
            help_text=_("So that you know it again, such as “Court laptop”."),
        )
        self.fields.pop("passwordless", None)
