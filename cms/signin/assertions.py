"""What the court's identity provider says by SAML 2.0: asked, read and held against the rules.

python3-saml checks signature, schema, issuer and time. What a message leaves out it takes for right; here whatever
matters must be there, and in the one part that is signed. Needs the extra `saml`: nothing imports this module unless
settings.SAML names a provider.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

SECURITY = {
    "wantAssertionsSigned": True,
    "wantNameId": True,
    "wantAttributeStatement": False,
    "rejectDeprecatedAlgorithm": True,
    "requestedAuthnContext": False,
    "allowSingleLabelDomains": True,
}
# What a signature says nothing of, or what no provider needs: comments, a document type, other instructions, NUL.
LOOSE = re.compile(rb"<!|<\?(?!xml\s)|\0")
END = re.compile(r'\s+(validUntil|cacheDuration)="[^"]*"')
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
SIGNED_BY = {
    f"http://www.w3.org/2001/04/xmldsig-more#{kind}-sha{bits}" for kind in ("rsa", "ecdsa") for bits in (256, 384, 512)
}
DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
}
TRANSFORMS = {C14N, "http://www.w3.org/2000/09/xmldsig#enveloped-signature"}
ALLOWED = {"CanonicalizationMethod": {C14N}, "SignatureMethod": SIGNED_BY, "DigestMethod": DIGESTS}
SUBJECT_ID = "urn:oasis:names:tc:SAML:attribute:subject-id"
ADDRESSES = (
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "mail",
    "email",
)
CODES = {value: name for name, value in vars(OneLogin_Saml2_ValidationError).items() if isinstance(value, int)}
SPARE = 60  # seconds that an assertion is remembered beyond its own time
DAY = 24 * 3600  # and at most: the question that it answers is forgotten after ten minutes anyway


class Refused(Exception):
    """What counts for nothing, or cannot be asked. Its one word says why, and was chosen by nobody outside."""


@dataclass(frozen=True)
class Said:
    """Who somebody is, and the id of the question that this answers; "" for an address that is missing or doubtful.

    `uid` is a digest of the provider's name and of the provider's name for the person: another provider's "17" is
    somebody else. The methods are what the sign-in library asks of an answer.
    """

    uid: str
    email: str
    asked: str

    def get_nameid(self) -> str:
        return self.uid

    def get_nameid_format(self) -> str:
        return ""

    def get_attributes(self) -> dict[str, list[str]]:
        return {ADDRESSES[0]: [self.email]} if self.email else {}


def provider() -> dict[str, Any]:
    """The identity provider as its metadata describes it, read anew each time. Raises what files and parsers do."""
    return dict(_metadata().get("idp", {}))


def wants_signed_questions() -> bool:
    return bool(_metadata().get("security", {}).get("authnRequestsSigned"))


def _metadata() -> dict[str, Any]:
    """As the library reads it; of a file that describes several providers, or none, nothing."""
    raw = Path(settings.SAML["metadata"]).read_bytes()
    described = OneLogin_Saml2_XML.to_etree(raw).iter(f"{{{Word.NS_MD}}}EntityDescriptor")
    return dict(OneLogin_Saml2_IdPMetadataParser.parse(raw)) if len(list(described)) == 1 else {}


def certificates(idp: dict[str, Any]) -> list[str]:
    """The certificates with which the provider may sign, base64."""
    many = idp.get("x509certMulti", {}).get("signing", [])
    return [*many, *filter(None, [idp.get("x509cert")])]


def our_address(name: str) -> str:
    """The whole address of a page of ours, whatever host a request names."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(name)


def our_metadata() -> str:
    """What the identity provider needs to know of Praeco, XML. It has no end: people there keep a copy."""
    found = _protocol().get_sp_metadata()
    return END.sub("", found.decode() if isinstance(found, bytes) else found)


def question() -> tuple[str, str]:
    """The address that asks the provider who somebody is, and the id of the question. Raises Refused."""
    protocol = _protocol()
    asked = OneLogin_Saml2_Authn_Request(protocol, set_nameid_policy=False)
    address = protocol.get_idp_sso_url()
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}{urlencode({'SAMLRequest': asked.get_request()})}", asked.get_id()


def read(message: str) -> Said:
    """What an answer says: base64, as the provider's form brings it. Counts once. Raises Refused."""
    try:
        response = _checked(message)
        said = _said(response)
    except Refused:
        raise
    except OneLogin_Saml2_ValidationError as wrong:
        raise Refused(CODES.get(wrong.code, "INVALID")) from None
    except Exception as wrong:  # whatever parsers make of hostile bytes
        raise Refused(type(wrong).__name__) from None
    _once(response)
    return said


def _protocol() -> OneLogin_Saml2_Settings:
    us = {"entityId": our_address("saml_metadata"), "assertionConsumerService": {"url": our_address("saml_answer")}}
    try:
        return OneLogin_Saml2_Settings({"strict": True, "security": SECURITY, "idp": provider(), "sp": us})
    except Exception as wrong:  # a file that went away or became something else since the check looked
        raise Refused(f"METADATA_{type(wrong).__name__}") from None


def _checked(message: str) -> OneLogin_Saml2_Response:
    try:
        raw = base64.b64decode(message)
    except ValueError:
        raise Refused("NO_BASE64") from None
    if LOOSE.search(raw):
        raise Refused("LOOSE_MARKUP")
    response = OneLogin_Saml2_Response(_protocol(), base64.b64encode(raw))
    _known_signatures(response.get_xml_document())
    here = urlsplit(our_address("saml_answer"))
    arrived = {"https": "on" if here.scheme == "https" else "off", "http_host": here.netloc, "script_name": here.path}
    response.is_valid(arrived, raise_exceptions=True)
    _nothing_missing(response)
    return response


def _known_signatures(document: Any) -> None:
    """One reference a signature, and no way of computing it that could show somebody else's words as signed."""
    for info in document.iter(f"{{{Word.NS_DS}}}SignedInfo"):
        _hold(len(info.findall("ds:Reference", Word.NSMAP)) == 1, "REFERENCES")
        for tag, allowed in {**ALLOWED, "Transform": TRANSFORMS}.items():
            used = {node.get("Algorithm") for node in info.iter(f"{{{Word.NS_DS}}}{tag}")}
            _hold(used <= allowed, f"ALGORITHM_{tag}")


def _nothing_missing(response: OneLogin_Saml2_Response) -> None:
    """For whom, whither, until when, in answer to what: all within the assertion, which is the only one."""
    document = response.get_xml_document()
    confirmed = document.findall("saml:Assertion/saml:Subject/saml:SubjectConfirmation", Word.NSMAP)
    _hold(len(confirmed) == 1 and confirmed[0].get("Method") == Word.CM_BEARER, "WRONG_SUBJECTCONFIRMATION")
    data = confirmed[0].find("saml:SubjectConfirmationData", Word.NSMAP)
    here, asked = our_address("saml_answer"), data.get("InResponseTo")
    _hold(data.get("Recipient") == here, "WRONG_RECIPIENT")
    _hold(document.get("Destination", here) == here, "WRONG_DESTINATION")
    _hold(bool(asked) and document.get("InResponseTo") == asked, "NOT_ASKED_FOR")
    _hold(bool(data.get("NotOnOrAfter")), "NO_END")
    meant = document.findall("saml:Assertion/saml:Conditions/saml:AudienceRestriction", Word.NSMAP)
    ours = [our_address("saml_metadata") in [one.text for one in each] for each in meant]
    _hold(bool(ours) and all(ours), "WRONG_AUDIENCE")


def _said(response: OneLogin_Saml2_Response) -> Said:
    attributes, name, kind = response.get_attributes(), response.get_nameid(), response.get_nameid_format()
    (provider_id,) = response.get_issuers()
    lasting = attributes.get(SUBJECT_ID, [None])[0]
    _hold(bool(lasting) or kind != Word.NAMEID_TRANSIENT, "NAME_THAT_DOES_NOT_LAST")
    uid = hashlib.sha256(f"{provider_id}\0{lasting or name}".encode()).hexdigest()
    wanted = [settings.SAML["email"]] if "email" in settings.SAML else ADDRESSES
    found = {value for one in wanted for value in attributes.get(one, []) if value}
    if not found and kind == Word.NAMEID_EMAIL_ADDRESS:
        found = {name}
    asked = response.get_in_response_to()
    return Said(uid=uid, email=found.pop() if len(found) == 1 else "", asked=asked)


def _once(response: OneLogin_Saml2_Response) -> None:
    """An assertion is read by one server, once, until its own time is over."""
    left = min(response.get_assertion_not_on_or_after() - time.time() + SPARE, DAY)
    (issuer,) = response.get_issuers()
    seen = hashlib.sha256(f"{issuer}\0{response.get_assertion_id()}".encode()).hexdigest()
    _hold(cache.add(f"saml-seen:{seen}", 1, timeout=max(int(left), SPARE)), "REPLAYED")


def _hold(true: bool, otherwise: str) -> None:
    if not true:
        raise Refused(otherwise)
