"""Where people sign in, and where they see to their own sign-in. The addresses keep the names the library asks for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from cms.signin import pages, saml, views
from cms.signin.single import sso_begin, sso_end

COURT = {"provider_id": settings.OIDC_ID}  # answers 404 where none is set
to_login = RedirectView.as_view(pattern_name="account_login")

# Before anybody is signed in; what Wagtail has at the same addresses is never reached.
entrance: list[Any] = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/second/", views.Second.as_view(), name="mfa_authenticate"),
    path("login/passkey/", views.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("password_reset/", views.ForgottenPassword.as_view(), name="password_reset"),
    path("login/court/", sso_begin, COURT, name="openid_connect_login"),
    path("login/court/back/", sso_end, COURT, name="openid_connect_callback"),
    path("login/saml/", saml.saml_begin, name="saml_begin"),
    path("login/saml/answer/", saml.saml_answer, name="saml_answer"),
    path("login/saml/finish/", saml.saml_finish, name="saml_finish"),
    path("login/saml/metadata/", saml.saml_metadata, name="saml_metadata"),
    path("login/court/left/", to_login, name="socialaccount_login_cancelled"),
]

# Inside Wagtail's admin, which sets the language and the zone.
own: list[Any] = [
    path(
        "security/",
        include(
            [
                path("", pages.Security.as_view(), name="security"),
                path("first/", views.First.as_view(), name="first_factor"),
                path("again/", views.Again.as_view(), name="again"),
                path("app/", views.BindApp.as_view(), name="mfa_activate_totp"),
                path("passkey/", views.BindPasskey.as_view(), name="mfa_add_webauthn"),
                path("codes/", pages.Codes.as_view(), name="mfa_view_recovery_codes"),
                path("remove/", pages.FactorRemove.as_view(), name="factor_remove"),
                path("sessions/end/", pages.SessionsEnd.as_view(), name="sessions_end"),
            ]
        ),
    ),
    path("people/<slug:court>/<int:pk>/second-factor/", pages.SecondFactorReset.as_view(), name="second_factor_reset"),
]
