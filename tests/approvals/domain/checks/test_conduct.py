import pytest

from .conduct import CLEAN, FOUND
from .posts import found

CODES = (
    "political-endorsement",
    "policy-opinion",
    "derogatory",
    "respond-to-attack",
    "reply-debate",
    "personal-voice",
    "tone",
)


@pytest.mark.parametrize(("code", "language", "kind", "text"), FOUND, ids=lambda value: str(value)[:40])
def test_a_careless_post_is_found(code, language, kind, text):
    assert found(code, language, text, kind)


@pytest.mark.parametrize(("language", "kind", "text"), CLEAN, ids=lambda value: str(value)[:40])
def test_an_ordinary_post_is_left_alone_by_all_of_them(language, kind, text):
    assert [row for code in CODES for row in found(code, language, text, kind)] == []
