"""The project's own set of names in sentences: every protected one is found, to the character, and nobody else."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
from approvals.domain.review import review

SET = tomllib.loads((Path(__file__).parent / "named.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LEFT, RIGHT = "⟦", "⟧"


def rows(key):
    return [
        pytest.param(language, row, id=f"{language} {row}") for language in SET for row in SET[language].get(key, [])
    ]


def people(language):
    handles = SET[language].get("handles", [])
    names = SET[language]["names"]
    return tuple(
        Party(name, handles=tuple(handles[number : number + 1]), protected=True) for number, name in enumerate(names)
    )


def spans(language, row):
    """The surface's text without marks, and the places found in it."""
    surface, bar, text = row.partition(" | ")
    surface, text = (surface, text) if bar else ("text", row)
    text = text.replace(LEFT, "").replace(RIGHT, "")
    matter = MatterFacts("M1", "FD26P00900", parties=people(language))
    found = review(Draft(language, "service-update", (Surface(surface, text),)), Context(NOW, (matter,)))
    return text, [(f.span.start, f.span.end) for f in found if f.code == "restricted-identity"]


@pytest.mark.parametrize(("language", "row"), rows("found"))
def test_a_protected_name_is_found_to_the_character(language, row):
    bare = row.split(" | ", 1)[-1]
    start, end = bare.index(LEFT), bare.index(RIGHT) - 1
    text, found = spans(language, row)
    assert [text[a:b] for a, b in found] == [text[start:end]]


@pytest.mark.parametrize(("language", "row"), rows("innocent"))
def test_what_only_looks_like_a_name_is_not_touched(language, row):
    assert spans(language, row)[1] == []


@pytest.mark.xfail(strict=True, reason="a surname that is a rare word or a people, in capitals or without an article")
@pytest.mark.parametrize(("language", "row"), rows("stopped"))
def test_what_only_a_registrar_can_tell_is_stopped_until_then(language, row):
    assert spans(language, row)[1] == []


def test_the_set_is_large_and_half_innocent():
    found, innocent = (sum(len(SET[language][key]) for language in SET) for key in ("found", "innocent"))
    assert found + innocent >= 250
    assert abs(found - innocent) <= 0.2 * found
