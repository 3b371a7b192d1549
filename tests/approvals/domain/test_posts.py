"""Every invented post, found or innocent, under the checks; and the labelled corpus where it is at hand."""

from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.labelled import rows
from approvals.domain.review import review
from approvals.domain.scoring import judge, scores

from .posts import FOUND, INNOCENT, MATTERS, NOW

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "posts.jsonl"


def codes(language, kind, text, names):
    matters = tuple(MATTERS[name] for name in ([names] if isinstance(names, str) else names) if name)
    context = Context(NOW, matters, official_domains=("courts.example",))
    return {finding.code for finding in review(Draft(language, kind, (Surface("text", text),)), context)}


@pytest.mark.parametrize("row", FOUND, ids=lambda row: f"{row[0]} {row[2]}")
def test_what_must_be_found_is_found_and_nothing_else(row):
    language, kind, text, names, expected = row
    assert codes(language, kind, text, names) == ({expected} if isinstance(expected, str) else expected)


@pytest.mark.parametrize("row", INNOCENT, ids=lambda row: f"{row[0]} {row[2]}")
def test_what_only_looks_like_it_is_left_alone(row):
    assert codes(*row) == set()


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the labelled corpus is not beside the repository: {CORPUS.name}")
def test_the_labelled_corpus_is_scored_without_a_fault():
    result = scores(judge(row) for row in rows(CORPUS.read_text(encoding="utf-8").split("\n")))
    measured = {key: result[key] for key in ("block_recall", "code_recall", "clean_blocked", "must_not", "noise_rows")}
    assert measured == {"block_recall": 1.0, "code_recall": 1.0, "clean_blocked": 0, "must_not": 0, "noise_rows": 0}
