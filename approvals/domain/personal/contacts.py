"""Telephone numbers and mail addresses of persons, as against those of offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from approvals.domain.packs import load
from approvals.domain.personal.nearby import listed, near, words

NUMBER = re.compile(
    r"(?<![a-z0-9])(?<![0-9][.\-/])(?:\+|00|\(\+?)?[0-9](?:[ ().\-/]{0,2}[0-9]){6,16}(?![a-z0-9])(?![.\-/][0-9])"
)
MAIL = re.compile(r"(?<![^\W_])([a-z0-9][a-z0-9._%+\-]*)@([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)")
SPELT = re.compile(
    r"([a-z0-9][a-z0-9._%+\-]*)\s?[\[({]\s?(?:at|arroba|chez|chiocciola)\s?[\])}]\s?"
    r"([a-z0-9\-]+(?:\s?[\[({.]\s?(?:dot|punto|point)?\s?[\])}]?\s?[a-z0-9\-]+)+)"
)
SAID = re.compile(
    r"(?<![^\W_])((?:[a-z0-9]+ (?:dot|punto|point|ponto|punkt) ){0,3}[a-z0-9_\-]+) (?:at|arroba|chez|chiocciola) "
    r"([a-z]+(?: (?:dot|punto|point|ponto|punkt) [a-z]+){1,2})"
)
MOBILE_WORDS = listed(
    ["mobile", "cell", "cellphone", "whatsapp", "portable", "movil", "celular", "cellulare", "telemovel", "handy",
     "мобильн*", "сотов*", "cep*", "جوال*", "موبايل*", "محمول*", "المحمول", "الجوال", "手机", "手机号"]
)  # fmt: skip
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER)


def private_phones(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Places of valid numbers that ring a person: mobile ones that no office answers, and lines called private."""
    parsed: dict[tuple[str, str | None], PhoneNumber | None] = {}
    for match in NUMBER.finditer(text):
        number = _number(match[0], text, match.span(), language, parsed)
        if number is not None and _of_person(number, text, *match.span()):
            yield match.span()


def _regions(language: str) -> list[str]:
    primary, *rest = language.replace("_", "-").split("-")
    own = [part.upper() for part in rest if len(part) == 2]
    known: list[str] = load("personal")["regions"].get(primary.lower(), [])
    return list(dict.fromkeys([*own, *known]))


def _number(
    written: str,
    text: str,
    place: tuple[int, int],
    language: str,
    parsed: dict[tuple[str, str | None], PhoneNumber | None],
) -> PhoneNumber | None:
    """The number as some region of the language reads it; without a word such as "call" only in its usual grouping."""
    abroad = written.lstrip("(").startswith(("+", "00"))
    labelled = abroad or near(text, words("phone"), *place, before=40, after=12)
    dialled = re.sub(r"^\(?00", "+", written) if abroad else written
    regions: list[str | None] = [None] if abroad else [*_regions(language)]
    for region in regions:
        if (dialled, region) not in parsed:
            parsed[dialled, region] = _parsed(dialled, region)
    found = [parsed[dialled, region] for region in regions]
    valid = [number for number in found if number is not None and (labelled or _usual(number, written))]
    if near(text, MOBILE_WORDS, *place) or near(text, words("person"), *place):
        valid.sort(key=lambda number: phonenumbers.number_type(number) not in MOBILE)
    return next(iter(valid), None)


def _parsed(dialled: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(dialled, region)
    except NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) and phonenumbers.is_valid_number(number) else None


def _usual(number: PhoneNumber, written: str) -> bool:
    if phonenumbers.number_type(number) not in MOBILE:
        return False
    usual = re.findall(r"\d+", phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
    groups = re.findall(r"\d+", written)
    return (groups == usual and len(groups) > 1) or (number.country_code == 86 and len(written) == 11)


def _of_person(number: PhoneNumber, text: str, start: int, end: int) -> bool:
    kind = phonenumbers.number_type(number)
    private = near(text, words("private"), start, end, after=15)
    if kind == PhoneNumberType.FIXED_LINE_OR_MOBILE:
        kind = PhoneNumberType.MOBILE if near(text, MOBILE_WORDS, start, end) else PhoneNumberType.FIXED_LINE
    if kind in MOBILE:
        return private or not near(text, words("official"), start, end, before=60)
    return private and kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP)


def personal_mails(text: str, official_domains: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Places of addresses of persons: at a webmail provider, or with a person's name at a domain not official."""
    mail = load("personal")["mail"]
    written = MAIL.finditer(text) if "@" in text else ()
    for match in (*written, *SPELT.finditer(text)):
        domain = re.sub(r"\s?[\[({]?\s?(?:dot|punto|point|\.)\s?[\])}]?\s?", ".", match[2]).strip(".")
        if any(domain == own or domain.endswith("." + own) for own in official_domains):
            continue
        parts = re.split(r"[._%+\-\d]+", match[1])
        if not set(parts) & set(mail["office"]) and (domain in mail["webmail"] or _names_person(parts)):
            yield match.span()
    for match in SAID.finditer(text):
        if re.sub(r" \w+ ", ".", match[2]) in mail["webmail"]:
            yield match.span()


def _names_person(parts: list[str]) -> bool:
    long = [part for part in parts if len(part) > 1]
    return len(long) > 1 or (len(long) == 1 and len([part for part in parts if part]) > 1)
