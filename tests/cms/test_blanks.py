"""Blanks of a template: where they stand, what is wrong with them, and that a value is text and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.blanks import Blank, Fault, Type, Unfit, blanks_of, faults, fill, names_in, rows_of, unfit

ROOM = Blank("room", "Room", Type.ROOM)


def parts(body: str = "", title: str = "", link: str = "") -> dict[str, str]:
    return {"title": title, "body": body, "link": link}


def codes(body: str, *blanks: Blank, locked: bool = True) -> list[str]:
    return [wrong.fault for wrong in faults(parts(body), blanks, locked=locked)]


def test_a_value_stands_where_its_blank_stood() -> None:
    assert fill("In {room}, room {room}.", {"room": "2"}) == "In 2, room 2."


def test_a_blank_without_a_value_leaves_nothing() -> None:
    assert fill("In {room}.", {}) == "In ."


@pytest.mark.parametrize(
    "value",
    ["{room}", "{other}", "{{", "{", "{0.__class__}", "{room.__init__.__globals__}", "%s", "%(room)s", "$room", "\\1"],
)
def test_what_stands_in_a_value_is_text(value: str) -> None:
    assert fill("a {room} b {other}", {"room": value, "other": "x"}) == f"a {value} b x"


@given(st.text(), st.text())
def test_no_value_reaches_another_blank(first: str, second: str) -> None:
    assert fill("{a}|{b}", {"a": first, "b": second}) == f"{first}|{second}"


@pytest.mark.parametrize("text", ["{room.name}", "{room!r}", "{room:>99999999}", "{room[0]}", "{0}", "{}", "{ room }"])
def test_formats_and_attributes_are_no_blanks(text: str) -> None:
    assert codes(text, ROOM)[0] == Fault.BRACE
    with pytest.raises(ValueError, match="placeholder"):
        fill(text, {"room": "2"})


def test_two_braces_are_one() -> None:
    assert fill("{{room} {room}", {"room": "2"}) == "{room} 2"
    assert names_in("{{room}") == []


def test_an_unknown_blank_is_told_with_its_place() -> None:
    (wrong,) = faults(parts("One\n  in {hall}\n{room}"), [ROOM], locked=True)
    assert (wrong.part, wrong.fault, wrong.name, wrong.line, wrong.column) == ("body", Fault.UNKNOWN, "hall", 2, 6)


def test_a_blank_of_the_title_or_link_is_known_too() -> None:
    found = faults(parts("", title="{room}", link="https://courts.example/{hall}"), [ROOM], locked=True)
    assert [(wrong.part, wrong.name) for wrong in found] == [("link", "hall")]


@pytest.mark.parametrize(
    ("blank", "fault"),
    [
        (Blank("Room", "Room", Type.ROOM), Fault.NAME),
        (Blank("rôle", "Room", Type.ROOM), Fault.NAME),
        (Blank("room", "Room", "number"), Fault.TYPE),
        (Blank("room", "Room", Type.ROOM, "weather"), Fault.SOURCE),
        (Blank("room", "Room", Type.TEXT, "hearing-room"), Fault.SOURCE),
        (Blank("room", "Room", Type.CHOICE), Fault.CHOICES),
        (Blank("room", "Room", Type.DATE, choices=("a",)), Fault.CHOICES),
        (Blank("room", "Room", Type.ROOM, most=-1), Fault.MOST),
        (Blank("room", "Room", Type.TEXT), Fault.FREE_TEXT),
    ],
)
def test_a_field_that_cannot_work_is_told(blank: Blank, fault: Fault) -> None:
    assert fault in codes("{room}", blank)


def test_an_open_template_may_ask_for_free_text() -> None:
    assert codes("{room}", Blank("room", "Room", Type.TEXT), locked=False) == []


def test_a_field_that_stands_nowhere_and_one_that_stands_twice_are_told() -> None:
    assert codes("no blank", ROOM) == [Fault.UNUSED]
    assert codes("{room}", ROOM, ROOM) == [Fault.TWICE]


@pytest.mark.parametrize(
    ("blank", "value", "wrong"),
    [
        (ROOM, "", Unfit.MISSING),
        (Blank("a", "A", required=False), "", None),
        (Blank("a", "A", most=3), "four", Unfit.LONG),
        (Blank("a", "A", Type.ROOM), "x" * 81, Unfit.LONG),
        (Blank("a", "A", Type.ROOM), "two\nlines", Unfit.LINES),
        (Blank("a", "A", Type.ROOM), "Court\u202e 2", Unfit.LINES),
        (Blank("a", "A", Type.TEXT), "two\nlines", None),
        (Blank("a", "A", Type.DATE), "2026-02-30", Unfit.DATE),
        (Blank("a", "A", Type.DATE), "20260230", Unfit.DATE),
        (Blank("a", "A", Type.DATE), "٢٠٢٦-٠١-٠١", Unfit.DATE),
        (Blank("a", "A", Type.DATE), "2026-02-28", None),
        (Blank("a", "A", Type.TIME), "24:00", Unfit.TIME),
        (Blank("a", "A", Type.TIME), "09:30", None),
        (Blank("a", "A", Type.LINK), "http://courts.example", Unfit.LINK),
        (Blank("a", "A", Type.LINK), "javascript:alert(1)", Unfit.LINK),
        (Blank("a", "A", Type.LINK), "https://[x", Unfit.LINK),
        (Blank("a", "A", Type.LINK), "https://courts.example/a", None),
        (Blank("a", "A", Type.CHOICE, choices=("x", "y")), "z", Unfit.CHOICE),
        (Blank("a", "A", Type.CHOICE, choices=("x", "y")), "y", None),
    ],
)
def test_a_value_is_held_against_its_type(blank: Blank, value: str, wrong: Unfit | None) -> None:
    assert unfit(blank, value) == wrong


def test_fields_come_back_as_they_were_stored() -> None:
    blanks = (ROOM, Blank("why", "Why", Type.CHOICE, choices=("a", "b"), required=False, help="h", most=9))
    assert blanks_of(rows_of(blanks)) == blanks


def test_what_a_stored_field_has_besides_is_passed_over() -> None:
    assert blanks_of([{"name": "room", "label": "Room", "colour": "red"}]) == (Blank("room", "Room"),)
