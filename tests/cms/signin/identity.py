"""A small identity provider in this process: its own key, its metadata, and answers, right or wrong on purpose."""

from __future__ import annotations

import base64
import re
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word
from onelogin.saml2.utils import OneLogin_Saml2_Utils

NAME = "https://login.courts.example/idp"
ASKED_AT = "https://login.courts.example/sso"
PRAECO = "https://praeco.courts.example"
ANSWER = f"{PRAECO}/admin/login/saml/answer/"
US = f"{PRAECO}/admin/login/saml/metadata/"
PERSISTENT = Word.NAMEID_PERSISTENT
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
SPACES = (
    'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"


class Key:
    """A private key, and the certificate that goes with it, both PEM."""

    def __init__(self, *, bits: int = 2048, days: int = 30, curve: bool = False) -> None:
        made = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        key = ec.generate_private_key(ec.SECP256R1()) if curve else made
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
        now = datetime.now(UTC)
        built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        built = built.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=90))
        self.certificate = _pem(built.not_valid_after(now + timedelta(days=days)).sign(key, hashes.SHA256()))
        form, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        self.private = key.private_bytes(form, kind, serialization.NoEncryption()).decode()


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


@cache
def key(which: str = "court", **how: Any) -> Key:
    """One key for each name, made once."""
    return Key(**how)


def metadata(*keys: Key, sso: str = ASKED_AT, binding: str = Word.BINDING_HTTP_REDIRECT, attributes: str = "") -> str:
    """What the provider says of itself; two keys are those of a change."""
    lines = ["".join(one.certificate.splitlines()[1:-1]) for one in keys]
    told = "".join(
        f'<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{line}</ds:X509Certificate>'
        "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        for line in lines
    )
    where = f'<md:SingleSignOnService Binding="{binding}" Location="{sso}"/>' if sso else ""
    return (
        '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" '
        f'xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{NAME}"><md:IDPSSODescriptor {attributes} '
        f'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{told}{where}'
        "</md:IDPSSODescriptor></md:EntityDescriptor>"
    )


def asked(address: str) -> tuple[str, str]:
    """The id of the question that an address carries, and the question itself."""
    packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    question = zlib.decompress(base64.b64decode(packed), -15).decode()
    found = re.search(r'ID="([^"]+)"', question)
    assert found
    return found[1], question


def at(seconds: int) -> str:
    """An instant so many seconds from now, as SAML writes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def assertion(question: str, **other: Any) -> str:
    """Who it is, unsigned; `other` says what differs from what is right. None leaves out."""
    said = {
        "id": "_a1", "name": "u-17", "format": PERSISTENT, "mail": "ANA@courts.example", "issuer": NAME,
        "audience": US, "recipient": ANSWER, "from": -60, "until": 120, "asked": question, "more": "",
    } | other  # fmt: skip
    bound = {"Recipient": said["recipient"], "InResponseTo": said["asked"]}
    bound["NotOnOrAfter"] = None if said["until"] is None else at(said["until"])
    confirmed = " ".join(f'{name}="{value}"' for name, value in bound.items() if value is not None)
    span = "" if said["until"] is None else f' NotOnOrAfter="{at(said["until"])}"'
    whom = f"<saml:AudienceRestriction><saml:Audience>{said['audience']}</saml:Audience></saml:AudienceRestriction>"
    mail = f'<saml:Attribute Name="{MAIL}">{_value(said["mail"])}</saml:Attribute>' if said["mail"] else ""
    given = f"<saml:AttributeStatement>{mail}{said['more']}</saml:AttributeStatement>" if mail or said["more"] else ""
    return (
        f'<saml:Assertion {SPACES} ID="{said["id"]}" Version="2.0" IssueInstant="{at(0)}">'
        f"<saml:Issuer>{said['issuer']}</saml:Issuer><saml:Subject>"
        f'<saml:NameID Format="{said["format"]}">{said["name"]}</saml:NameID>'
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f"<saml:SubjectConfirmationData {confirmed}/></saml:SubjectConfirmation></saml:Subject>"
        f'<saml:Conditions NotBefore="{at(said["from"])}"{span}>{whom if said["audience"] else ""}</saml:Conditions>'
        f'<saml:AuthnStatement AuthnInstant="{at(0)}" SessionIndex="_s1"><saml:AuthnContext>'
        "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
        f"</saml:AuthnContext></saml:AuthnStatement>{given}</saml:Assertion>"
    )


def _value(text: str) -> str:
    return f'<saml:AttributeValue xsi:type="xs:string">{text}</saml:AttributeValue>'


def attribute(name: str, *values: str) -> str:
    return f'<saml:Attribute Name="{name}">{"".join(map(_value, values))}</saml:Attribute>'


def signed(xml: str, by: Key | None = None, **how: str) -> str:
    by = by or key()
    done: bytes = OneLogin_Saml2_Utils.add_sign(xml, by.private, by.certificate, **how)
    return re.sub(r"^<\?xml[^>]*>\s*", "", done.decode() if isinstance(done, bytes) else done)


def signed_by_hand(xml: str, by: Key, *, method: str = "RSA_SHA256", last: str = "EXCL_C14N", times: int = 1) -> str:
    """The same in ways of which the library has none: the method, the last transform, how often it is referred to."""
    document, ways = etree.fromstring(xml), xmlsec.Transform
    signature = xmlsec.template.create(document, ways.EXCL_C14N, getattr(ways, method), ns="ds")
    document[0].addnext(signature)
    for _time in range(times):
        reference = xmlsec.template.add_reference(signature, ways.SHA256, uri=f"#{document.get('ID')}")
        for way in (ways.ENVELOPED, getattr(ways, last)):
            xmlsec.template.add_transform(reference, way)
    xmlsec.tree.add_ids(document, ["ID"])
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(by.private, xmlsec.KeyFormat.PEM, None)
    context.sign(signature)
    return etree.tostring(document).decode()


def response(question: str | None, *assertions: str, destination: str = ANSWER, status: str = SUCCESS) -> str:
    """The message around assertions."""
    answers = f' InResponseTo="{question}"' if question else ""
    return (
        f'<samlp:Response {SPACES} ID="_r1" Version="2.0" IssueInstant="{at(0)}" Destination="{destination}"{answers}>'
        f"<saml:Issuer>{NAME}</saml:Issuer>"
        f'<samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status>{"".join(assertions)}</samlp:Response>'
    )


def good(question: str, **other: Any) -> str:
    return response(question, signed(assertion(question, **other)))


def sent(xml: str) -> str:
    """As a provider's form carries it."""
    return base64.b64encode(xml.encode()).decode()
