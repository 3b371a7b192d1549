"""The 69 forms of the pack: what they take, whose they look like, and that no text makes them work long."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from approvals.domain.docket_forms import compiled, forms
from approvals.domain.dockets import hits
from approvals.domain.fold import compat
from approvals.domain.packs import load
from tests.approvals.domain.steps import steps

TABLE = Path(__file__).parents[4] / "shared/design/docket_rows.json"
FORMS = list(forms().values())
# Other forms that take a form's own example. Why a court switches on its own and not the world's.
CROSS_TALK = {"cjeu": {"co-cc"}, "de-gen": {"pl"}, "es-sent": {"ar"}}


def hostile(form) -> dict[str, str]:
    """Pieces of text that a pattern starts on again and again, by what they are."""
    example = compat(form.valid).text
    return {
        "digits": "1",
        "ties": "1-2/3.4 ",
        "example": example,
        "example run on": example + "1",
        "example but its end": example[:-1],
        "first half": example[: max(2, len(example) // 2)],
        "letters": "".join(c for c in example if c.isalpha())[:4] + "-" + "A",
    }


def test_there_are_69_forms_each_with_a_code_of_its_own() -> None:
    assert len(load("dockets")["pattern"]) == len(FORMS) == 69


@pytest.mark.skipif(not TABLE.exists(), reason="the design's table of docket forms is not beside this checkout")
def test_the_pack_is_the_designs_table() -> None:
    rows = {row[0]: (row[2], row[3], row[4]) for row in json.loads(TABLE.read_text(encoding="utf-8"))}
    assert {form.code: (form.source, form.valid, form.near_miss) for form in FORMS} == rows


@pytest.mark.parametrize("loose", [False, True], ids=["strict", "loose"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_form_takes_its_example(form, loose: bool) -> None:
    assert compiled(loose)[form.code].search(compat(form.valid).text)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_form_refuses_its_near_miss(form) -> None:
    assert form.code not in {hit.code for hit in hits(form.near_miss) if hit.valid}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_an_example_is_taken_by_its_own_form_and_known_look_alikes_only(form) -> None:
    assert {hit.code for hit in hits(form.valid)} == {form.code} | CROSS_TALK.get(form.code, set())


@pytest.mark.parametrize("loose", [False, True], ids=["strict", "loose"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_twice_the_text_is_twice_the_work(form, loose: bool) -> None:
    pattern = compiled(loose)[form.code]
    for piece in hostile(form).values():
        once, twice = (steps(pattern, (piece * size)[:size]) for size in (250, 500))
        assert twice <= 2.1 * once + 500, piece
        assert twice <= 700 * 500, piece


@pytest.mark.parametrize("loose", [False, True], ids=["strict", "loose"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_100_000_hostile_characters_come_to_an_end(form, loose: bool) -> None:
    pattern = compiled(loose)[form.code]
    for piece in hostile(form).values():
        text = (piece * 100_000)[:100_000]
        assert all(0 <= match.start() < match.end() for match in pattern.finditer(text)), piece


def test_the_count_of_steps_would_show_a_pattern_that_is_not_linear() -> None:
    assert steps(re.compile(r"\d+x"), "1" * 400) > 3 * steps(re.compile(r"\d+x"), "1" * 200)
    assert steps(re.compile(r"(?:\d|\d\d)+x"), "1" * 18) > 30 * steps(re.compile(r"(?:\d|\d\d)+x"), "1" * 9)
