import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain import dockets
from approvals.domain.check_digits import cnj_valid
from approvals.domain.fold import fold
from approvals.domain.packs import load

ROWS = load("dockets")["pattern"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_each_pattern_takes_its_example_and_refuses_its_near_miss(row):
    codes = [{hit.code for hit in dockets.hits(row[key]) if hit.valid} for key in ("valid", "near_miss")]
    assert row["code"] in codes[0]
    assert row["code"] not in codes[1]


def test_check_digits_of_a_brazilian_number():
    assert cnj_valid("0000002-65.2005.4.05.8100")
    assert not cnj_valid("0001234-56.2024.8.26.0100")


def test_a_country_pack_leaves_the_others_out():
    hits = dockets.hits("VI ZR 252/19", frozenset({"de"}))
    assert [hit.code for hit in hits] == ["de-gen"]


def test_a_hit_gives_the_authors_characters():
    text = "Heute: 1\u200b BvR 1456/26."
    assert [text[hit.start : hit.end] for hit in dockets.hits(text, frozenset({"de"}))] == ["1\u200b BvR 1456/26"]


@pytest.mark.parametrize(
    ("docket", "text"),
    [("No. 26-451", "no 26-451"), ("No. 26-451", "NO.26–451"), ("1 BvR 1456/26", "1bvr1456/26"),
     ("（2026）云0102民初1357号", "2026云0102民初1357号将"), ("FD26P00417", "fd26p00417"),
     ("Procedimiento Abreviado 214/2026", "procedimiento\nabreviado 214/2026"),
     ("الطعن رقم 4821 لسنة 95 قضائية", "الطعن رقم ٤٨٢١ لسنة ٩٥ قضائية")],
)  # fmt: skip
def test_an_own_docket_is_known_however_it_is_typed(docket, text):
    assert dockets.lenient(docket).whole.search(fold(text).text)


@pytest.mark.parametrize("text", ["26451", "126-451", "26-4512", "No. 26-452"])
def test_other_numbers_are_not_the_docket(text):
    assert not dockets.lenient("No. 26-451").whole.search(fold("No. " + text).text)


@given(st.from_regex(r"[A-Z]{1,3} ?[0-9]{1,3}[-/][0-9]{2,5}", fullmatch=True), st.sampled_from(["", "see ", "v. "]))
@settings(max_examples=100, deadline=None)
def test_a_docket_in_a_text_is_among_its_keys(docket, left):
    key = dockets.number_key(docket)
    assert not key or key in dockets.number_keys(f"{left}{docket.lower()} today")


@pytest.mark.parametrize("text", ["1" * 50_000, "1-2/" * 12_000, "Rol N 1.111" * 4_000, "(2026)" * 8_000])
def test_hostile_digits_come_to_an_end(text):
    assert all(text[hit.start : hit.end] for hit in dockets.hits(text))
