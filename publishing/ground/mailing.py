"""One notice as a mail: text and HTML, in its own language and direction, with one link, and complete in itself.

What went wrong is kept as a code, with the server's number where it gave one: "recipient 550". The server's own words
may repeat an address or a subject, so they are kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _

from .models import Notice, Person

FIRST_PASSWORD = "first-password"  # noqa: S105 - a mark: the link is made when the mail is, and never stored


class NoAddress(Exception):
    """The person has no e-mail address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person reads. `address` is the one link, or nothing."""

    subject: str
    body: str
    address: str
    footer: str
    language: str
    direction: str
    text: str
    html: str


# The first that fits names what went wrong. Those of smtplib are OSErrors, too, so they come first.
CODES: tuple[tuple[type[Exception], str], ...] = (
    (NoAddress, "no-address"),
    (SMTPAuthenticationError, "sign-in"),
    (SMTPRecipientsRefused, "recipient"),
    (SMTPSenderRefused, "sender"),
    (SMTPServerDisconnected, "unreachable"),
    (SMTPException, "refused"),
    (OSError, "unreachable"),
)

REASONS = {
    "no-address": gettext_lazy("This person has no e-mail address. Enter one under People, then try again."),
    "sign-in": gettext_lazy(
        "The mail server does not take our name and password. Ask whoever runs the installation to look at EMAIL_URL."
    ),
    "recipient": gettext_lazy("The mail server does not take this address. Look whether it is written rightly."),
    "sender": gettext_lazy("The mail server does not take our own address. Look at DEFAULT_FROM_EMAIL."),
    "unreachable": gettext_lazy("The mail server did not answer. It is tried again by itself."),
    "refused": gettext_lazy("The mail server refused the mail. It is tried again by itself."),
    "failed": gettext_lazy("The mail could not be made. The log of the worker says more."),
    "": gettext_lazy("No worker has tried it yet. Look whether one runs."),
}


def send(notice: Notice) -> None:
    """Hands one notice to the mail server. Raises NoAddress, and whatever the server's library raises."""
    if not notice.person.email:
        raise NoAddress
    letter = letter_of(notice)
    message = EmailMultiAlternatives(letter.subject, letter.text, None, [notice.person.email], headers=_headers(notice))
    message.attach_alternative(letter.html, "text/html")
    message.send()


def letter_of(notice: Notice) -> Letter:
    """The notice in words, text and HTML."""
    with override(notice.language):
        context = {
            "subject": notice.subject,
            "body": notice.body,
            "address": _address(notice),
            "footer": _footer(notice),
            "language": notice.language,
            "direction": "rtl" if get_language_info(notice.language)["bidi"] else "ltr",
        }
        parts = (notice.body, context["address"], f"-- \n{context['footer']}")
        text = "\n\n".join(part for part in parts if part) + "\n"
        return Letter(text=text, html=render_to_string("ground/mail.html", context), **context)


def code_of(error: Exception) -> str:
    """What went wrong as a code, with the number that the server gave."""
    code = next((code for kind, code in CODES if isinstance(error, kind)), "failed")
    return f"{code} {number}" if (number := _number(error)) else code


def reason_of(code: str) -> str:
    """What a code means and what to do, in the language of this moment."""
    name, _space, number = code.partition(" ")
    words = str(REASONS.get(name, REASONS["failed"]))
    return f"{words} ({number})" if number else words


def password_path(person: Person) -> str:
    """A path that works once, for three days, to choose a password. Show it to that person only."""
    return reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
            "token": default_token_generator.make_token(person),
        },
    )


def _address(notice: Notice) -> str:
    path = password_path(notice.person) if notice.url == FIRST_PASSWORD else notice.url
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}" if path else ""


def _footer(notice: Notice) -> str:
    words = _("Sent by Praeco. Nobody reads an answer to this mail.")
    return f"{notice.court.name}. {words}" if notice.court else words


def _headers(notice: Notice) -> dict[str, str]:
    """Tells machines that a machine wrote. The same name at each try lets a mailbox show a mail once."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "praeco"
    return {
        "Message-ID": f"<{notice.pk}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": notice.language,
    }


def _number(error: Exception) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        return next((str(answer[0]) for answer in error.recipients.values()), "")
    return str(error.smtp_code) if isinstance(error, SMTPResponseException) and error.smtp_code > 0 else ""
