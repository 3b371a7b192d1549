"""Every kind of notice in every language in which notices are written: whole, in its direction, with nothing open."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.utils.translation import override

from publishing.ground import mailing
from publishing.ground.models import Court, Notice, Person
from publishing.ground.notice_kinds import KINDS, WRITTEN, language_for, words_of

FACTS: dict[str, Any] = {
    "reference": "NCA-2026-0187", "court": "Court of Norvale", "matter": "26-117", "person": "Ilka Bree", "count": 3,
    "references": "NCA-2026-0188", "due": datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "role": "President",
    "target": datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "from": datetime(2026, 11, 23, 9, tzinfo=UTC),
    "until": datetime(2026, 11, 30, 9, tzinfo=UTC), "what": "Election", "day": "2026-11-20", "line": "{}",
    "lines": "• One\n• Two", "minutes": 16, "presided": 2,
}  # fmt: skip


def told(kind: str, language: str, **facts: Any) -> tuple[str, str]:
    """Subject and body. What FACTS does not know stands as its own name."""
    known = FACTS | facts
    while True:
        try:
            return words_of(KINDS[kind], language, COURT, known)
        except KeyError as unknown:
            if unknown.args[0] in known:
                raise
            known[unknown.args[0]] = str(unknown.args[0])


BOTH = pytest.mark.parametrize("language", WRITTEN)
COURT = Court(name="Court of Norvale", slug="norvale", time_zone="Europe/Zagreb", languages=["en"])
ALL = pytest.mark.parametrize("kind", sorted(KINDS))


@ALL
@BOTH
def test_each_kind_is_whole_in_each_language(kind: str, language: str) -> None:
    subject, body = told(kind, language)
    assert subject
    assert body
    assert "%(" not in subject + body
    assert "\n" not in subject


@ALL
@pytest.mark.parametrize("language", [code for code in WRITTEN if code != "en"])
def test_each_kind_is_translated_whole(kind: str, language: str) -> None:
    english, other = told(kind, "en"), told(kind, language)
    assert english[0] != other[0], f"the subject of {kind} is not written in {language}"
    assert english[1] != other[1], f"the body of {kind} is not written in {language}"
    with override(language):
        here = str(KINDS[kind].name)
    with override("en"):
        assert here != str(KINDS[kind].name), f"the name of {kind} is not written in {language}"


@BOTH
@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 100])
def test_every_number_can_be_said(language: str, count: int) -> None:
    assert [kind for kind in KINDS if not all(told(kind, language, count=count))] == []


@ALL
@BOTH
def test_the_mail_is_text_and_html_in_its_own_direction_with_one_link(kind: str, language: str) -> None:
    subject, body = told(kind, language)
    given = {"kind": kind, "language": language, "subject": subject, "body": body, "url": "/admin/x/"}
    notice = Notice(person=Person(email="ilka@court.example"), court=COURT, **given)
    mailing.send(notice)
    (message,) = mail.outbox
    (html, mime), *_more = message.alternatives
    assert mime == "text/html"
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert 'dir="auto"' not in html, "a reference that comes first would turn the text round"
    assert re.findall(r'href="([^"]*)"', html) == ["http://127.0.0.1:8000/admin/x/"]
    assert re.findall(r"https?://\S+", message.body) == ["http://127.0.0.1:8000/admin/x/"]
    assert not re.search(r"<(img|link|script|iframe|style)|src=|url\(|@import", html)
    assert message.extra_headers["Content-Language"] == language


def test_a_time_is_told_in_the_zone_of_the_court() -> None:
    _subject, body = told("decision", "en")
    assert "Tuesday 24 November, 10:05" in body


def test_a_reference_stays_whole_in_a_text_that_runs_the_other_way() -> None:
    subject, _body = told("decision", "ar")
    assert "\u2068NCA-2026-0187\u2069" in subject


def test_a_mail_shows_marks_as_marks() -> None:
    notice = Notice(person=Person(), court=COURT, language="en", subject="<b>", body="<i>&", url="")
    letter = mailing.letter_of(notice)
    assert "<b>" not in letter.html
    assert "<i>" not in letter.html
    assert "<i>&" in letter.text


@pytest.mark.parametrize(
    ("preferred", "languages", "found"),
    [("", ["fr"], "fr"), ("ar", ["fr"], "ar"), ("de", ["fr"], "fr"), ("de", ["hr"], "en"), ("fr-CA", ["en"], "fr")],
)
def test_a_notice_is_written_in_the_first_language_that_it_can_be(
    preferred: str, languages: list[str], found: str
) -> None:
    assert language_for(preferred, Court(languages=languages)) == found
