"""Which questions a post raises: those that matter for it, and none in an emergency."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.domain.checklist import BY_KEY, QUESTIONS, Raised, asked


def keys(kind: str = "service-update", **facts: Any) -> list[str]:
    given = {"aim": "access", "codes": (), "grave": (), "peopled": False, "languages": 1, **facts}
    sets = {name: frozenset(given.pop(name)) for name in ("codes", "grave")}
    return [question.key for question in asked(Raised(kind=kind, **given, **sets))]


def test_there_are_eight() -> None:
    assert len(QUESTIONS) == len(BY_KEY) == 8


@pytest.mark.parametrize("kind", ["service-update", "hearing-list", "vacancy", "livestream", "scam-warning"])
def test_a_plain_notice_raises_none(kind: str) -> None:
    assert keys(kind) == []


@pytest.mark.parametrize("kind", ["closure", "emergency"])
def test_where_minutes_count_nothing_is_asked(kind: str) -> None:
    every = {code for question in QUESTIONS for code in question.codes}
    assert keys(kind, codes=every, grave=every, peopled=True, languages=9, aim="trust") == []


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("judgment", ["favour", "source", "hostile"]),
        ("correction", ["favour", "source"]),
        ("statistics", ["source"]),
        ("event", ["aim"]),
        ("appointment", ["aim"]),
        ("obituary", ["aim", "aloud"]),
        ("repost", ["silence"]),
        ("reply", ["silence"]),
    ],
)
def test_a_kind_raises_its_own(kind: str, raised: list[str]) -> None:
    assert keys(kind) == raised


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("policy-opinion", "favour"),
        ("merits-comment", "favour"),
        ("ai-disclosure", "source"),
        ("image-consent", "harm"),
        ("jigsaw-identification", "harm"),
        ("reply-debate", "hostile"),
        ("respond-to-attack", "silence"),
        ("language-parity", "reach"),
    ],
)
def test_a_finding_raises_its_question(code: str, question: str) -> None:
    assert question in keys(codes=[code], grave=[code])


def test_a_hint_raises_only_what_hints_raise() -> None:
    assert keys(codes=["tone", "plain-language"]) == ["aloud", "reach"]
    assert keys(codes=["policy-opinion"]) == []


@pytest.mark.parametrize("code", ["pending-case", "quiet-period"])
def test_what_asks_for_a_reason_itself_raises_no_question(code: str) -> None:
    assert keys(codes=[code], grave=[code]) == []


def test_people_in_a_picture_are_asked_about() -> None:
    assert keys(peopled=True) == ["harm"]


def test_versions_in_two_languages_are_asked_about() -> None:
    assert keys(languages=2) == ["reach"]


def test_the_vaguest_aim_is_asked_about() -> None:
    assert keys("education", aim="trust") == ["aim"]
    assert keys("education", aim="access") == []
