"""The project's own posts, written by someone who had not seen the rules: what holds on them is kept."""

from pathlib import Path
from typing import Any

import pytest

from approvals.domain.labelled import rows
from approvals.domain.scoring import judge, scores

FILE = Path(__file__).parent / "posts" / "own.jsonl"
FOUND_WHOLLY = (
    *("restricted-identity", "personal-data", "hidden-text", "accessible-media", "quiet-period", "unknown-docket"),
    *("ai-disclosure", "image-consent", "link-safety", "reporting-restriction", "solicits-case-info", "date-mismatch"),
    *("party-contact", "plain-language", "reply-debate", "personal-voice", "tone"),
)


@pytest.fixture(scope="module")
def score() -> dict[str, Any]:
    return scores(judge(row) for row in rows(FILE.read_text(encoding="utf-8").splitlines()))


def test_no_clean_post_is_blocked(score: dict[str, Any]) -> None:
    assert (score["clean_rows"], score["clean_blocked"]) == (481, 0)


@pytest.mark.parametrize("code", FOUND_WHOLLY)
def test_every_breach_is_found(score: dict[str, Any], code: str) -> None:
    assert score["by_code"][code]["expected"] >= 7
    assert score["by_code"][code]["missed"] == 0


def test_no_less_is_found_than_before(score: dict[str, Any]) -> None:
    assert score["block_recall"] >= 0.93
    assert score["code_recall"] >= 0.94


def test_hardly_anything_else_is_touched(score: dict[str, Any]) -> None:
    assert score["must_not"] <= 2
    assert score["noise_rows"] <= 2
