"""Answers that are wrong, each in one way, to a question by its id."""

from __future__ import annotations

from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word

from tests.cms.signin import identity
from tests.cms.signin.identity import assertion, good, key, response, signed, signed_by_hand


def unsigned(question: str) -> str:
    return response(question, assertion(question))


def by_somebody_else(question: str) -> str:
    return response(question, signed(assertion(question), key("evil")))


def around_alone(question: str) -> str:
    return signed(response(question, assertion(question)))


def changed(question: str) -> str:
    return good(question, name="u-99").replace("ANA@courts.example", "ana@courts.example")


def by_a_weak_digest(question: str) -> str:
    return response(question, signed(assertion(question), digest_algorithm=Word.SHA1))


def by_a_weak_key(question: str) -> str:
    return response(question, signed(assertion(question), sign_algorithm=Word.RSA_SHA1))


def by_two_references(question: str) -> str:
    return response(question, signed_by_hand(assertion(question), key(), times=2))


def by_another_transform(question: str) -> str:
    return response(question, signed_by_hand(assertion(question), key(), last="EXCL_C14N_COMMENTS"))


def _evil(question: str) -> str:
    return assertion(question, id="_evil", name="u-1", mail="ana@courts.example")


def _true(question: str) -> str:
    return signed(assertion(question, mail="other@courts.example"))


def wrapped_beside(question: str) -> str:
    """The forged assertion first, the true one behind it."""
    return response(question, _evil(question), _true(question))


def wrapped_behind(question: str) -> str:
    return response(question, _true(question), _evil(question))


def wrapped_within(question: str) -> str:
    """The true one inside the forged one."""
    return response(question, _evil(question).replace("</saml:Assertion>", f"{_true(question)}</saml:Assertion>"))


def wrapped_in_extensions(question: str) -> str:
    within = f"<samlp:Extensions>{_true(question)}</samlp:Extensions><samlp:Status>"
    return response(question, _evil(question)).replace("<samlp:Status>", within)


def wrapped_in_its_signature(question: str) -> str:
    """The forged one has the true one's signature, and that one lies in an object of it."""
    true = _true(question)
    start, end = true.index("<ds:Signature"), true.index("</ds:Signature>")
    bare = true[:start] + true[end + len("</ds:Signature>") :]
    inside = true[start:end] + f"<ds:Object>{bare}</ds:Object></ds:Signature>"
    return response(question, _evil(question).replace("</saml:Issuer>", f"</saml:Issuer>{inside}", 1))


def with_the_same_id(question: str) -> str:
    return response(question, _evil(question).replace("_evil", "_a1"), _true(question))


def with_a_comment(question: str) -> str:
    """The signature says nothing of comments; a careless reader stops at one."""
    true = good(question, mail="", name="ana@courts.example.evil.example", format=Word.NAMEID_EMAIL_ADDRESS)
    return true.replace("example.evil", "example<!---->.evil")


def with_an_instruction(question: str) -> str:
    return good(question).replace("u-17", "u-1<?x?>7")


def with_a_document_type(question: str) -> str:
    return '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + good(question)


def for_somebody_else(question: str) -> str:
    return good(question, audience="https://other.example/sp")


def for_nobody_in_particular(question: str) -> str:
    return good(question, audience=None)


def for_two_together(question: str) -> str:
    other = "</saml:Audience></saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.example"
    return good(question, audience=identity.US + other)


def for_another_address(question: str) -> str:
    return good(question, recipient="https://other.example/acs")


def for_an_address_that_only_begins_so(question: str) -> str:
    return good(question, recipient=f"{identity.ANSWER}evil")


def without_a_recipient(question: str) -> str:
    return good(question, recipient=None)


def sent_elsewhere(question: str) -> str:
    return response(question, signed(assertion(question)), destination=f"{identity.ANSWER}evil")


def of_yesterday(question: str) -> str:
    return good(question, **{"from": -7200, "until": -600})


def of_tomorrow(question: str) -> str:
    return good(question, **{"from": 3600, "until": 7200})


def without_an_end(question: str) -> str:
    return good(question, until=None)


def of_another_provider(question: str) -> str:
    return good(question, issuer="https://other.example/idp")


def begun_by_the_provider(question: str) -> str:
    return response(None, signed(assertion(question, asked=None)))


def given_an_answer_afterwards(question: str) -> str:
    """A signed assertion that answers nothing, in a message that says it does."""
    return response(question, signed(assertion(question, asked=None)))


def to_another_question(question: str) -> str:
    return good("_of_somebody_else")


def by_a_name_for_today(question: str) -> str:
    return good(question, format=Word.NAMEID_TRANSIENT)


def cancelled(question: str) -> str:
    denied = "urn:oasis:names:tc:SAML:2.0:status:Responder"
    return response(question, signed(assertion(question)), status=denied)


def empty(question: str) -> str:
    return response(question)


def encrypted(question: str) -> str:
    return response(question, "<saml:EncryptedAssertion/>")


def no_xml(question: str) -> str:
    return "no xml"


WRONG = [
    unsigned, by_somebody_else, around_alone, changed, by_a_weak_digest, by_a_weak_key, by_two_references,
    by_another_transform, wrapped_beside, wrapped_behind,
    wrapped_within, wrapped_in_extensions, wrapped_in_its_signature, with_the_same_id, with_a_comment,
    with_an_instruction, with_a_document_type, for_somebody_else, for_nobody_in_particular,
    for_two_together, for_another_address, for_an_address_that_only_begins_so, without_a_recipient, sent_elsewhere,
    of_yesterday, of_tomorrow, without_an_end, of_another_provider, begun_by_the_provider, given_an_answer_afterwards,
    to_another_question, by_a_name_for_today, cancelled, empty, encrypted, no_xml,
]  # fmt: skip
