"""System checks of the sign-in by SAML: what is missing or too weak is said before the first page opens."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

NEEDED, KNOWN = {"metadata", "name"}, {"metadata", "name", "email"}
RSA_BITS = 2048
SIGNED = "Assertions are always signed, and questions never: neither can be switched."
LIBRARIES = "Install the packages of requirements-saml.txt, all of them in the versions that stand there."
FILE = "Name a file with the metadata of one identity provider, which the web server can read."


@register()
def check_saml(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.SAML:
        return []
    wrong = [*_words(), *_encrypted()]
    return wrong or _installed()


def _words() -> list[CheckMessage]:
    """What PRAECO_SAML says, and what it leaves out."""
    given = {key for key, value in settings.SAML.items() if value}
    missing, unknown = sorted(NEEDED - given), sorted(set(settings.SAML) - KNOWN)
    found = [Error(f"PRAECO_SAML has no {key}.", hint="It needs metadata and name.", id="cms.E004") for key in missing]
    return [*found, *(Error(f"PRAECO_SAML does not know {key}.", hint=SIGNED, id="cms.E004") for key in unknown)]


def _encrypted() -> list[CheckMessage]:
    if settings.PUBLIC_URL.startswith("https://") or settings.DEMO:
        return []
    hint = "Set PRAECO_PUBLIC_URL to the address that begins with https://."
    return [Error("Sign-in by SAML would come back without encryption.", hint=hint, id="cms.E005")]


def _installed() -> list[CheckMessage]:
    try:
        from cms.signin import assertions
    except Exception as problem:  # not there, or built for another version of the library beneath
        words = f"PRAECO_SAML is set, but its libraries cannot be loaded: {problem}"
        return [Error(words, hint=LIBRARIES, id="cms.E006")]
    try:
        idp, asks = assertions.provider(), assertions.wants_signed_questions()
    except Exception as problem:  # whatever a parser makes of a file that is something else
        words = f"The metadata that PRAECO_SAML names cannot be read: {type(problem).__name__}."
        return [Error(words, hint=FILE, id="cms.E007")]
    return [*_whole(idp), *_signed_questions(asks), *_keys(assertions.certificates(idp))]


def _whole(idp: dict[str, Any]) -> list[CheckMessage]:
    """The provider has a name, an address to ask by redirect over TLS, and a certificate."""
    address, certificate = idp.get("singleSignOnService", {}).get("url", ""), idp.get("x509cert")
    lacks = {
        "does not describe one identity provider": not idp.get("entityId"),
        "has no address for sign-in by HTTP-Redirect": not address,
        "has an address for sign-in without https": bool(address) and not address.startswith("https://"),
        "has no certificate for signatures": not (certificate or idp.get("x509certMulti", {}).get("signing")),
    }
    return [Error(f"The metadata {what}.", hint=FILE, id="cms.E007") for what, so in lacks.items() if so]


def _signed_questions(asks: bool) -> list[CheckMessage]:
    hint = "Let the identity provider take unsigned requests from Praeco, and take its metadata anew."
    return [Error("The identity provider asks for signed requests.", hint=hint, id="cms.E008")] if asks else []


def _keys(certificates: list[str]) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for text in certificates:
        try:
            certificate = x509.load_der_x509_certificate(base64.b64decode(text))
        except ValueError:
            found.append(Error("A certificate of the metadata cannot be read.", hint=FILE, id="cms.E009"))
            continue
        key = certificate.public_key()
        if isinstance(key, RSAPublicKey) and key.key_size < RSA_BITS:
            hint = f"Let the identity provider use a key of {RSA_BITS} bits or more."
            found.append(Error("A key of the identity provider is too short.", hint=hint, id="cms.E009"))
        if certificate.not_valid_after_utc < datetime.now(UTC):
            hint = "Ask whether the identity provider signs with a newer one, and take its metadata anew."
            found.append(Warning("A certificate of the identity provider has run out.", hint=hint, id="cms.W001"))
    return found
