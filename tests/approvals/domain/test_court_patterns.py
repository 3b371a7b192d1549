"""Patterns that courts make: proposed from a number, refused with a reason, found as typed, in linear time."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain import court_patterns, dockets
from approvals.domain.court_patterns import Entry, found, problems, proposed, proposed_near_miss
from approvals.domain.findings import DocketForms
from approvals.domain.fold import compat

SEALED = Entry("Sealed matters", "26-SEAL-0093", "26-SEAL-93", r"\d{2}-SEAL-\d{4}")
NUMBERS = ["26-SEAL-0093", "No. 26-451", "[2026] NVCA 81", "Rev 123/2026", "№ 2-948/2026", "K.1/26", "P.23.0123.N",
           "（2026）云0102民初1357号", "الطعن رقم ٤٨٢١ لسنة ٩٥ قضائية", "RG 26/01874", "1234/23.5T8LSB", "2026/810 E.",
           "113年度台上字第1234號", "A*B (C) {1}-22 ^$ 7|8", "Gž-1/2026", "26‑451/A"]  # fmt: skip


def own_hits(text: str, *patterns: str, codes: tuple[str, ...] = ()) -> list[str]:
    own = DocketForms(frozenset(codes), patterns)
    return [text[hit.start : hit.end] for hit in dockets.own_hits(text, own)]


# --- made from an example --------------------------------------------------------------------------


@pytest.mark.parametrize("open_ended", [False, True])
@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_proposed_from_a_number_may_be_kept(number: str, open_ended: bool) -> None:
    pattern = proposed(number, open_ended=open_ended)
    assert problems(Entry("Ours", number, proposed_near_miss(number, pattern), pattern)) == {}


@pytest.mark.parametrize(
    ("number", "pattern"),
    [("26-SEAL-0093", r"\d{2}-SEAL-\d{4}"), ("No. 26-451", r"No\. \d{2}-\d{3}"), ("K.1/26", r"K\.\d/\d{2}"),
     ("（2026）云0102民初1号", r"\(\d{4}\)云\d{4}民初\d号")],
)  # fmt: skip
def test_digits_become_as_many_digits_and_letters_stay(number: str, pattern: str) -> None:
    assert proposed(number) == pattern


@pytest.mark.parametrize(
    ("number", "pattern"),
    [("No. 26-451", r"No\. \d{2}-\d{1,8}"), ("Rev 123/2026", r"Rev \d{1,8}/\d{4}"), ("K.1/26", r"K\.\d{1,8}/\d{2}"),
     ("[2026] NVCA 81", r"\[\d{4}\] NVCA \d{1,8}"), ("4821 لسنة 95", r"\d{1,8} لسنة \d{2}"), ("A-2026", r"A-\d{1,8}")],
)  # fmt: skip
def test_only_the_number_that_counts_the_cases_may_grow(number: str, pattern: str) -> None:
    assert proposed(number, open_ended=True) == pattern


@given(st.from_regex(r"[A-Z]{1,4}[ .-][0-9]{1,4}[-/ ][A-Z]{0,2}[0-9]{2,5}", fullmatch=True))
@settings(max_examples=60, deadline=None)
def test_any_number_is_found_by_the_pattern_made_from_it(number: str) -> None:
    assert own_hits(f"see {number}, today", proposed(number)) == [number]


# --- what may not be kept --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [({"name": ""}, "name", "empty"), ({"example": ""}, "example", "empty"), ({"pattern": ""}, "pattern", "empty"),
     ({"near_miss": ""}, "near_miss", "empty"), ({"example": "SEAL"}, "example", "no-digit"),
     ({"example": "1" * 121}, "example", "too-long"), ({"pattern": "1" * 201}, "pattern", "too-long"),
     ({"pattern": "("}, "pattern", "unusable"), ({"pattern": "a)(b"}, "pattern", "unusable"),
     ({"pattern": r"(?=26)\d{2}-SEAL-\d{4}"}, "pattern", "unusable"), ({"pattern": r"(\d)\1"}, "pattern", "unusable"),
     ({"pattern": r"(?:\d{1,1000}){1,1000}-SEAL"}, "pattern", "too-large"),
     ({"pattern": r"\d{1,1000}-SEAL-\d{1,1000}"}, "pattern", "too-large"),
     ({"pattern": r"\d{2}-SEAL-\d{3}"}, "pattern", "not-the-example"),
     ({"pattern": "SEAL"}, "pattern", "not-the-example"),
     ({"pattern": r"^\d{2}-SEAL-\d{4}$"}, "pattern", "not-in-a-sentence"),
     ({"near_miss": "26-SEAL-0094"}, "near_miss", "takes-the-near-miss"),
     ({"near_miss": "see 26-seal-0094 now"}, "near_miss", "takes-the-near-miss")],
)  # fmt: skip
def test_a_reason_by_field(changed: dict[str, str], field: str, reason: str) -> None:
    assert problems(replace(SEALED, **changed)) == {field: reason}
    assert reason in court_patterns.REASONS


@pytest.mark.parametrize(
    ("pattern", "example"),
    [("", "1"), (r"\d*", "1"), (".*", "x1"), (r"\w+", "x1"), (r"\d+", "1"), (r"\d{4}", "2031"),
     (r"\d{2}:\d{2}", "12:31"),
     (r"\d{1,2}/\d{4}", "7/2031"), (r"\d{2}-\d{2}-\d{4}", "11-12-2031"), (r"(?i)courtroom \d+", "courtroom 7"),
     (r"[A-Za-z]+ ?\d{1,3}", "Room 81"), (r"[\d ]{5,}", "0800 987"), (r"\pL+\d*", "A1")],
)  # fmt: skip
def test_everyday_words_and_numbers_are_never_dockets(pattern: str, example: str) -> None:
    assert set(problems(Entry("Ours", example, "?", pattern)).values()) <= {"takes-anything", "empty"}
    assert problems(Entry("Ours", example, "?", pattern))


def test_a_pattern_that_cannot_run_leaves_no_word_in_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    problems(replace(SEALED, pattern="(Vantongeren"))
    assert capfd.readouterr() == ("", "")


# --- found as people type it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["26-SEAL-0094", "26-seal-0094", "26 - Seal - 0094", "26-SEAL-\n0094", "26‑SEAL‑0094", "２６-SEAL-００９４",
             "2\u200b6-SEAL-0094", "٢٦-SEAL-٠٠٩٤"],
)  # fmt: skip
def test_an_own_number_is_found_however_it_is_typed(text: str) -> None:
    assert own_hits(f"Listed: {text}.", SEALED.pattern) == [text]


@pytest.mark.parametrize(
    "text", ["126-SEAL-0094", "26-SEAL-00941", "A26-SEAL-0094", "26-SEAL-0094b", "3-26-SEAL-0094", "26-SEAL-0094-1",
             "26-SEAL-0094/2", "1.26-SEAL-0094", "_26-SEAL-0094", "é26-SEAL-0094", "26-SEAL-0094é"],
)  # fmt: skip
def test_never_inside_a_longer_word_or_number(text: str) -> None:
    assert own_hits(f"Listed: {text} today", SEALED.pattern) == []


@pytest.mark.parametrize("text", ["23/11/2026", "23.11.2026", "23-11-2026"])
def test_never_a_part_of_a_date(text: str) -> None:
    assert own_hits(f"On {text}.", r"\d{2}[-/.]\d{4}", r"\d{2}[-/.]\d{2}") == []


def test_numbers_side_by_side_are_all_found() -> None:
    assert own_hits("26-SEAL-0094 26-SEAL-0095,26-SEAL-0096", SEALED.pattern) == [
        "26-SEAL-0094", "26-SEAL-0095", "26-SEAL-0096"]  # fmt: skip


def test_an_ending_that_may_be_missing_does_not_hide_the_number() -> None:
    assert own_hits("26-SEAL-0094 Appeal", r"\d{2}-SEAL-\d{4}(?: A)?") == ["26-SEAL-0094"]


def test_chinese_needs_no_space_around_a_number() -> None:
    assert own_hits("关于（2026）云0102民初1号的公告", proposed("（2026）云0102民初1号")) == ["（2026）云0102民初1号"]


@pytest.mark.parametrize(
    ("text", "code", "hit"),
    [("see no 62-451 here", "us-scotus", "no 62-451"), ("fd26p00417", "ew-family", "fd26p00417"),
     ("[2026]uksc 12", "uk-neutral", "[2026]uksc 12"), ("rg 26/\n01874", "fr-rg", "rg 26/\n01874"),
     ("4 KLs\n511/26", "de-gen", "4 KLs\n511/26")],
)  # fmt: skip
def test_forms_of_the_pack_are_found_however_typed_where_they_are_the_courts_own(text, code, hit) -> None:
    assert own_hits(text, codes=(code,)) == [hit]
    assert own_hits(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("I am 10/12 sure", "pl"), ("il 24 o 1/12", "de-gen"), ("u 11/2026", "hr"), ("may 10/2026", "ar"),
     ("re 123456 pages", "br-stf"), ("e 2026/12", "tr")],
)  # fmt: skip
def test_everyday_words_in_small_letters_are_not_numbers_of_exact_forms(text: str, code: str) -> None:
    assert own_hits(text, codes=(code,)) == []


# --- bounded work ----------------------------------------------------------------------------------

BOMBS = [r"(\d+)+x\d", r"(?:\d|\d\d)*x\d", r"\d{0,300}x\d", r"(?:[\d-]+)+x", r"((\d*)*)*x1", r".*.*.*x1"]


@pytest.mark.parametrize("pattern", BOMBS)
@pytest.mark.parametrize("piece", ["1", "1-", "é1 ", "x1 "])
def test_100_000_hostile_characters_come_to_an_end(pattern: str, piece: str) -> None:
    text = compat((piece * 100_000)[:100_000]).text
    assert len(list(found(pattern, text))) <= court_patterns.MOST_HITS


def test_so_many_places_and_no_more_are_looked_at() -> None:
    assert len(list(found(SEALED.pattern, "26-SEAL-0094 " * 10_000))) == court_patterns.MOST_HITS


def test_no_pattern_of_a_court_runs_on_pythons_engine() -> None:
    """In its module `re` only ever compiles what stands there as a literal."""
    tree = ast.parse(Path(court_patterns.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")]
    assert calls
    assert all(isinstance(call.args[0], ast.Constant) or call.func.attr == "escape" for call in calls)
    assert not isinstance(court_patterns._strict(SEALED.pattern), re.Pattern)
    assert not isinstance(court_patterns._loose(SEALED.pattern), re.Pattern)
