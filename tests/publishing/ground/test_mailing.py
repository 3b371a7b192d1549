"""What a mail server can answer, and what an administrator reads of it."""

from __future__ import annotations

import smtplib

import pytest
from django.core import mail

from publishing.ground import mailing
from publishing.ground.models import Notice
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


def notice(**facts: object) -> Notice:
    given = {"court": make_court(name="Court of Norvale"), "subject": "A post waits", "body": "Look at it.", **facts}
    return Notice(**{"person": make_person(), "language": "en", **given})


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (mailing.NoAddress(), "no-address"),
        (smtplib.SMTPAuthenticationError(535, b"bad"), "sign-in 535"),
        (smtplib.SMTPRecipientsRefused({"ilka@court.example": (550, b"no such person")}), "recipient 550"),
        (smtplib.SMTPRecipientsRefused({}), "recipient"),
        (smtplib.SMTPSenderRefused(553, b"who", "praeco@court.example"), "sender 553"),
        (smtplib.SMTPDataError(554, b"spam"), "refused 554"),
        (smtplib.SMTPConnectError(421, b"busy"), "refused 421"),
        (smtplib.SMTPServerDisconnected("gone"), "unreachable"),
        (ConnectionRefusedError("away"), "unreachable"),
        (TimeoutError("slow"), "unreachable"),
        (KeyError("reference"), "failed"),
    ],
)
def test_what_went_wrong_is_a_code_and_a_plain_reason(error: Exception, code: str) -> None:
    assert mailing.code_of(error) == code
    words = mailing.reason_of(code)
    assert "court.example" not in words
    assert words.endswith((".", ")"))


def test_an_unknown_code_of_an_older_version_has_a_reason_too() -> None:
    assert mailing.reason_of("ConnectionRefusedError: away")


def test_a_person_without_an_address_is_no_error_of_the_server() -> None:
    with pytest.raises(mailing.NoAddress):
        mailing.send(notice(person=make_person(email="")))


def test_a_mail_says_for_which_court_and_that_nobody_reads_an_answer() -> None:
    text = mailing.letter_of(notice()).text
    assert text.endswith("-- \nCourt of Norvale. Sent by Praeco. Nobody reads an answer to this mail.\n")


def test_a_notice_about_no_page_has_no_link() -> None:
    assert "<a " not in mailing.letter_of(notice(url="")).html


def test_the_link_for_a_first_password_is_made_with_the_mail_alone() -> None:
    asked = notice(url=mailing.FIRST_PASSWORD)
    assert "/password_reset/confirm/" in mailing.letter_of(asked).text
    assert asked.url == mailing.FIRST_PASSWORD


def test_each_try_has_the_same_name_so_that_a_mailbox_shows_it_once(settings) -> None:
    settings.PUBLIC_URL = "https://praeco.court.example"
    asked = notice()
    mailing.send(asked)
    mailing.send(asked)
    names = {message.message()["Message-ID"] for message in mail.outbox}
    assert names == {f"<{asked.pk}@praeco.court.example>"}
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"
