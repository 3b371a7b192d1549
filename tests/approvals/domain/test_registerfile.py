"""Reading and checking register files: what is right gives values, what is wrong gives a row, a field and a code."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain import registerrow
from approvals.domain.registerfile import BOM, CELL_MOST, LINE_MOST, Problem, Raw, read
from approvals.domain.registerrow import checked
from approvals.models import Hearing, Matter, Party, Restriction
from approvals.models.register import Nature, Outcome, Status

HEAD = "docket,code,record,public_title,name,protected,type,at,room"


def rows(text: str | bytes) -> list[Any]:
    data = text.encode() if isinstance(text, str) else text
    return list(read(io.BytesIO(data)))


def faults(data: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(one.row, one.field, one.code) for one in checked(Raw(7, data))[1]]


# --- the three shapes ------------------------------------------------------------------------


def test_json_lines_and_an_array_say_the_same() -> None:
    matters = [{"docket": 'A, "1" [x]', "public_title": "Re K\\"}, {"docket": "2", "parties": [{"name": "{"}]}]
    lines = "\n".join(json.dumps(one) for one in matters)
    assert [raw.data for raw in rows(lines)] == matters
    assert [raw.data for raw in rows(json.dumps(matters))] == matters
    assert [raw.data for raw in rows(json.dumps(matters, indent=4, ensure_ascii=False))] == matters


@given(st.lists(st.dictionaries(st.text(), st.recursive(st.text() | st.none(), st.lists, max_leaves=5)), max_size=5))
def test_an_array_is_cut_where_its_items_end(items: list[dict[str, Any]]) -> None:
    found = rows(json.dumps(items, ensure_ascii=True))
    if any("\\u0000" in json.dumps(item) for item in items):
        return
    assert [raw.data for raw in found] == items


def test_a_sheet_groups_the_rows_of_a_matter() -> None:
    sheet = f"{HEAD}\n1,a,matter,Re K,,,,,\n1,,party,,Ann,yes,,,\n1,,hearing,,,,,2026-01-01T10:00:00Z,2\n2,b,,,,,,,\n"
    first, second = rows(sheet)
    assert first.data["public_title"] == "Re K"
    assert [party["name"] for party in first.data["parties"]] == ["Ann"]
    assert first.data["hearings"][0]["_row"] == 4
    assert (second.row, second.data["docket"], "parties" in second.data) == (5, "2", False)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", BOM])
def test_what_spreadsheets_write_is_read(separator: str, mark: bytes) -> None:
    sheet = separator.join(["docket", "public_title"]) + "\r\n" + separator.join(["1", '"a\nb"']) + "\r\n"
    assert rows(mark + sheet.encode())[0].data == {"docket": "1", "public_title": "a\nb", "_matter": True}


def test_the_nature_of_a_case_stands_in_one_cell_or_a_list() -> None:
    sheet = "docket,nature\n1,public-interest | youth | youth\n2,\n3,murder\n"
    found = [checked(raw) for raw in rows(sheet)]
    assert [row.given.get("nature") for row, _faults in found if row] == [["youth", "public-interest"], []]
    assert found[2][1] == [Problem(4, "nature", "choice")]


def test_the_apostrophe_that_an_export_puts_before_formulas_goes() -> None:
    assert rows("docket,public_title\n1,'=1+1\n")[0].data["public_title"] == "=1+1"
    assert rows("docket,public_title\n1,'Ndrangheta\n")[0].data["public_title"] == "'Ndrangheta"


@pytest.mark.parametrize(
    ("data", "row", "code"),
    [
        (b"", 1, "empty"),
        (b" \n ", 1, "empty"),
        ("docket\n1\nKöln".encode("latin-1"), 3, "encoding"),
        ("docket".encode("utf-16"), 1, "encoding"),
        (b'{"docket": "1"}\n{"docket": "\x00"}', 2, "nul"),
        (b'{"docket": "1"}\n{nonsense', 2, "not_json"),
        (b'{"docket": "1"}\n[1]', 2, "not_object"),
        (b'[{"docket": "1"}, {"docket": "2"}', 2, "cut_off"),
        (b'[{"docket": "1"}, nonsense]', 2, "not_json"),
        (b"[" * 100_000 + b"]" * 100_000, 1, "not_json"),
        (b"title\n1", 1, "no_docket_column"),
        (b"docket,Anna Karenina\n1,2", 1, "column"),
        (b"docket,docket\n1,2", 1, "column_twice"),
        (b"docket\n1,2,3", 2, "cells_many"),
        (b"docket,record\n1,judge", 2, "record"),
        (b"docket,record\n1,matter\n1,matter", 3, "matter_twice"),
        (b'docket,record\n1,"unclosed', 2, "not_csv"),
        (b"docket\n" + b"x" * (CELL_MOST + 1), 2, "long"),
        (b'{"docket": "' + b"x" * LINE_MOST + b'"}', 1, "line_long"),
        (b'[{"docket": "' + b"x" * LINE_MOST + b'"}]', 1, "line_long"),
        (b"docket,record\n" + b"1,party\n" * 1001, 1002, "rows_many"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_row(data: bytes, row: int, code: str) -> None:
    problem = next(one for one in rows(data) if isinstance(one, Problem))
    assert (problem.row, problem.code) == (row, code)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    for one in rows(data):
        if isinstance(one, Raw):
            checked(one)


# --- fields ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("docket", "", "missing"),
        ("docket", 7, "text"),
        ("docket", "\ud800", "nul"),
        ("code", "Anna K", "code"),
        ("public_title", "x" * 201, "long"),
        ("status", "open", "choice"),
        ("outcome", "won", "choice"),
        ("jury", "perhaps", "flag"),
        ("embargo_until", "2026-11-20T10:00:00", "time"),
        ("embargo_until", "tomorrow", "time"),
        ("embargo_until", 5, "time"),
        ("citations", "one", "list"),
        ("aliases", ["x"] * 201, "many"),
        ("nature", ["murder"], "choice"),
        ("nature", [["youth"]], "choice"),
        ("nature", "youth", "list"),
        ("nature", "sealed", "list"),
        ("parties", {"name": "Ann"}, "entries"),
        ("parties", [1], "entries"),
    ],
)
def test_a_wrong_value_is_told_by_its_field(field: str, value: Any, code: str) -> None:
    assert faults({"docket": "1", field: value}) == [(7, field, code)]


@pytest.mark.parametrize(
    ("name", "entry", "field", "code"),
    [
        ("parties", {}, "parties.name", "missing"),
        ("parties", {"name": "Ann", "kind": "friend"}, "parties.kind", "choice"),
        ("parties", {"name": "Ann", "Bertha Mason": 1}, "parties", "field"),
        ("parties", {"name": "Ann", "id": "5"}, "parties.id", "id"),
        ("restrictions", {"type": "gag"}, "restrictions.type", "choice"),
        ("restrictions", {"type": "anonymity", "protects": ["2"]}, "restrictions.protects", "places"),
        ("restrictions", {"type": "anonymity", "made_on": "1.2.2026"}, "restrictions.made_on", "day"),
        ("hearings", {"room": "1"}, "hearings.at", "missing"),
        ("hearings", {"at": "2026-01-01T10:00Z", "stream": "http://x.example"}, "hearings.stream", "address"),
        ("hearings", {"at": "2026-01-01T10:00Z", "stream": "javascript:alert(1)"}, "hearings.stream", "address"),
    ],
)
def test_a_wrong_entry_is_told_by_its_row_and_field(name: str, entry: Any, field: str, code: str) -> None:
    assert (9, field, code) in faults({"docket": "1", name: [{**entry, "_row": 9}]})


def test_an_embargo_needs_its_end() -> None:
    assert faults({"docket": "1", "status": "embargoed", "embargo_until": ""}) == [(7, "embargo_until", "embargo")]


def test_a_problem_never_holds_a_value() -> None:
    secret = "Wilhelmina Murray"
    found = checked(Raw(1, {"docket": secret * 20, secret: 1, "parties": [{"name": secret * 20, secret: secret}]}))[1]
    assert found
    assert "Wilhelmina" not in repr(found)


# --- the rules agree with the register -------------------------------------------------------


def test_the_words_are_those_of_the_register() -> None:
    assert set(registerrow.STATUSES) == set(Status.values)
    assert set(registerrow.OUTCOMES) == set(Outcome.values)
    assert set(registerrow.KINDS) == set(Party.Kind.values)
    assert list(registerrow.NATURES) == Nature.values
    assert set(registerrow.ORDERS) == set(Restriction.Type.values)


@pytest.mark.parametrize(
    ("rules", "model"),
    [
        (registerrow.MATTER, Matter),
        (registerrow.PARTY, Party),
        (registerrow.ORDER, Restriction),
        (registerrow.HEARING, Hearing),
    ],
)
def test_no_text_is_longer_than_its_column(rules: dict[str, Any], model: Any) -> None:
    columns = {one.name: one.max_length for one in model._meta.concrete_fields if getattr(one, "max_length", None)}
    for name in rules.keys() & columns.keys():
        with pytest.raises(registerrow.Bad):
            rules[name]("x" * (columns[name] + 1))
