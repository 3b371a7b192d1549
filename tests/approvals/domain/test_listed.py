"""In which languages words are read, and of which it must be said that they are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from approvals.domain.listed import LISTED, unlisted

WORDS = Path(__file__).resolve().parents[3] / "approvals/packs/words"


@pytest.mark.parametrize("code", ["en", "en-GB", "zh-Hans", "zh-TW", "pt-BR", "ar", "DE"])
def test_languages_with_word_lists_are_read(code: str) -> None:
    assert unlisted([code]) == ()


@pytest.mark.parametrize("code", ["fi", "hr", "cy", "ko", "sr-Latn", "eu"])
def test_other_languages_are_named(code: str) -> None:
    assert unlisted(["en", code, code, ""]) == (code,)


def test_every_language_that_is_said_to_be_read_has_words() -> None:
    found: set[str] = set()
    for path in WORDS.glob("*.toml"):
        tables = (table for table in tomllib.loads(path.read_text()).values() if isinstance(table, dict))
        found |= {language for table in tables for language in table}
    assert found >= LISTED
