"""One calm step before an act: the code of the app, or a touch. What was typed travels on in the page itself.

The page sends the act once more, with the proof beside it, to the address that was asked; nothing of it is stored.
An act with a file cannot be carried: none of those that ask for a fresh proof takes one.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from cms.signin.forms import AgainByCode, AgainByPasskey

PREFIX = "fresh"
# The secret of an account and a password are typed again: they stand on no page.
NOT_CARRIED = ("csrfmiddlewaretoken", "secret", "password", f"{PREFIX}-code", f"{PREFIX}-credential")


class Proof:
    """The two ways to prove oneself again, as forms; `data` None asks, else it is tried once."""

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        given = {"user": request.user, "prefix": PREFIX}
        by_code = data is not None and f"{PREFIX}-code" in data
        by_touch = data is not None and bool(data.get(f"{PREFIX}-credential"))
        self.code = AgainByCode(data if by_code and not by_touch else None, **given)
        self.passkey = AgainByPasskey(data if by_touch else None, **given)
        self.tried = self.passkey if by_touch else self.code if by_code else None

    def accepted(self) -> bool:
        """Whether what was shown is right; then the session is fresh."""
        if self.tried is None or not self.tried.is_valid():
            return False
        self.tried.save()
        return True


def shown_again(request: Any) -> bool:
    """Whether an act carries its proof with it, and the proof is right."""
    proof = Proof(request, request.POST)
    request.praeco_proof = proof
    return proof.accepted()


@sensitive_variables("carried")
def ask_again(request: Any) -> HttpResponse:
    """The page for an act that came too late: the same act, with everything typed, and the question."""
    carried = [(name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values]
    return ask(request, action=request.get_full_path(), carried=carried, proof=request.praeco_proof)


def ask(request: HttpRequest, *, action: str, carried: list[tuple[str, str]], proof: Proof) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    touch = Authenticator.Type.WEBAUTHN in kinds
    shown = {
        "action": action,
        "carried": carried,
        "code": proof.code if kinds - {Authenticator.Type.WEBAUTHN} else None,
        "passkey": proof.passkey if touch else None,
        "options": begin_authentication(request.user) if touch else None,
        "by_app": Authenticator.Type.TOTP in kinds,
        "waits": bool(carried),
    }
    answer = render(request, "signin/again.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer
