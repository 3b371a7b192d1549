"""Reading a register file: bytes in, one plain dictionary a matter out, in bounded memory.

Three shapes are told apart by the first sign: `[` a JSON array of matters, `{` JSON Lines, anything else a CSV sheet
whose rows of one matter stand together. A matter that cannot be read is a `Problem`, and reading goes on where it can.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

LINE_MOST = 1_000_000  # bytes of one line, or of one matter of an array
CELL_MOST = 20_000  # characters
ROWS_MOST = 1000  # of one matter in a sheet
BLOCK = 65_536
BOM = b"\xef\xbb\xbf"
OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",;\t"
LIST_SIGN = "|"
RECORDS = {"party": "parties", "order": "restrictions", "hearing": "hearings"}
LISTS = frozenset({"citations", "aliases", "judges", "nature", "forms", "handles", "details", "protects"})
MATTER_COLUMNS = [
    *("docket", "code", "record", "public_title", "title", "status", "jury", "embargo_until"),
    *("handdown_notice_public", "outcome", "citations", "aliases", "judges", "nature", "livestream"),
]
RECORD_COLUMNS = {
    "party": ["id", "name", "kind", "role", "forms", "handles", "protected"],
    "order": ["id", "type", "made_on", "until", "allowed_text", "details", "text", "protects"],
    "hearing": ["at", "room", "public", "stream"],
}
COLUMNS = [*MATTER_COLUMNS, *dict.fromkeys(chain.from_iterable(RECORD_COLUMNS.values()))]
# what an export puts before a cell that looks like a formula
APOSTROPHE = re.compile(r"'(?=[\s\x00-\x20\u200b\u200e\u200f\ufeff]*[=+\-@＝＋－＠\t\r\n])")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which row: `code` is a key of the wording, `field` as it is called in the file. No values."""

    row: int
    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Raw:
    """One matter as it stands in the file, with the number of the row at which it begins."""

    row: int
    data: dict[str, Any]


class Unreadable(Exception):
    """The file cannot be read any further."""

    def __init__(self, row: int, code: str, field: str = "") -> None:
        super().__init__(code)
        self.problem = Problem(row, field, code)


def read(file: BinaryIO) -> Iterator[Raw | Problem]:
    """Every matter of `file`, and what cannot be read of it. Ends at the first place beyond which nothing is sure."""
    try:
        yield from _read(file)
    except Unreadable as error:
        yield error.problem


def _read(file: BinaryIO) -> Iterator[Raw | Problem]:
    first = file.read(3)
    if first[:2] in OTHER_BOMS:
        raise Unreadable(1, "encoding")
    if first != BOM:
        file.seek(0)
    begin = file.tell()
    sign = _first_sign(file)
    file.seek(begin)
    if not sign:
        raise Unreadable(1, "empty")
    yield from {b"[": _array, b"{": _json_lines}.get(sign, _sheet)(file)


def _first_sign(file: BinaryIO) -> bytes:
    while block := file.read(BLOCK):
        if sign := block.strip()[:1]:
            return sign
    return b""


def _lines(file: BinaryIO) -> Iterator[tuple[int, str]]:
    number = 0
    while line := file.readline(LINE_MOST):
        number += 1
        if len(line) == LINE_MOST:
            raise Unreadable(number, "line_long")
        yield number, _decoded(line, number)


def _decoded(data: bytes, row: int) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Unreadable(row, "encoding") from None
    if "\x00" in text:
        raise Unreadable(row, "nul")
    return text


# --- JSON ------------------------------------------------------------------------------------


def _json_lines(file: BinaryIO) -> Iterator[Raw | Problem]:
    for row, line in _lines(file):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            yield Problem(row, "", "not_json")
        else:
            yield Raw(row, data) if isinstance(data, dict) else Problem(row, "", "not_object")


def _array(file: BinaryIO) -> Iterator[Raw | Problem]:
    for row, text in enumerate(_items(file), start=1):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            raise Unreadable(row, "not_json") from None
        yield Raw(row, data) if isinstance(data, dict) else Problem(row, "", "not_object")


def _items(file: BinaryIO) -> Iterator[str]:
    """The text of each item of the array: cut at the commas that stand neither in an item nor in quotes."""
    row, depth, quoted, escaped, item = 1, 0, False, False, bytearray()
    while block := file.read(BLOCK):
        for sign in re.finditer(rb'[\[\]{}",\\]|[^\[\]{}",\\]+', block):
            piece = sign.group()
            if escaped or quoted or len(piece) > 1 or piece not in b"[]{},":
                quoted ^= piece == b'"' and not escaped
                escaped = piece == b"\\" and quoted and not escaped
            else:
                depth += (piece in b"[{") - (piece in b"]}")
                if (depth == 1 and piece in b"[,") or depth == 0:
                    yield from _whole(item, row)
                    row, item = row + bool(item.strip()), bytearray()
                    if depth == 0:
                        return
                    continue
            item += piece
            if len(item) > LINE_MOST:
                raise Unreadable(row, "line_long")
    raise Unreadable(row, "cut_off")


def _whole(item: bytearray, row: int) -> Iterator[str]:
    if item.strip():
        yield _decoded(bytes(item), row)


# --- a sheet ---------------------------------------------------------------------------------


def _sheet(file: BinaryIO) -> Iterator[Raw | Problem]:
    begin = file.tell()
    head = _decoded(file.readline(LINE_MOST), 1)
    file.seek(begin)
    separator = max(SEPARATORS, key=head.count)
    rows = _rows(csv.reader((line for _row, line in _lines(file)), delimiter=separator, strict=True))
    _row, names = next(rows, (1, []))
    columns = [name.strip().lower() for name in names]
    yield from _unknown(columns)
    yield from _grouped(columns, rows)


def _rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(row, "not_csv") from None
        if any(cell.strip() for cell in cells):
            yield row, cells


def _unknown(columns: list[str]) -> Iterator[Problem]:
    if "docket" not in columns:
        raise Unreadable(1, "no_docket_column", "docket")
    for name in columns:
        if name and name not in COLUMNS:
            raise Unreadable(1, "column")
        if name and columns.count(name) > 1:
            raise Unreadable(1, "column_twice", name)
    yield from ()


def _grouped(columns: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Raw | Problem]:
    """One Raw a matter: rows that follow each other with the same docket number."""
    current: Raw | None = None
    size = 0
    for row, cells in rows:
        found = _cells(columns, row, cells)
        if isinstance(found, Problem):
            yield found
            continue
        size += 1
        if current is None or found.get("docket", "") not in (current.data.get("docket"), ""):
            if current:
                yield current
            current, size = Raw(row, {}), 1
        if size > ROWS_MOST:
            raise Unreadable(row, "rows_many")
        yield from _put(current, row, found)
    if current:
        yield current


def _cells(columns: list[str], row: int, cells: list[str]) -> dict[str, str] | Problem:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Problem(row, "", "cells_many")
    found: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if len(cell) > CELL_MOST:
            return Problem(row, name, "long")
        if name:
            found[name] = APOSTROPHE.sub("", cell, count=1).strip()
    return found


def _put(matter: Raw, row: int, cells: dict[str, str]) -> Iterator[Problem]:
    """Adds one row of the sheet to its matter."""
    record = cells.get("record", "").lower() or "matter"
    data = matter.data
    data.setdefault("docket", cells.get("docket", ""))
    if record == "matter":
        if "_matter" in data:
            yield Problem(row, "record", "matter_twice")
        data["_matter"] = True
        data |= _taken(cells, [name for name in MATTER_COLUMNS if name != "record"])
    elif record in RECORDS:
        entry = _taken(cells, RECORD_COLUMNS[record])
        data.setdefault(RECORDS[record], []).append({**entry, "_row": row})
    else:
        yield Problem(row, "record", "record")


def _taken(cells: dict[str, str], names: list[str]) -> dict[str, Any]:
    return {name: _listed(cells[name]) if name in LISTS else cells[name] for name in names if name in cells}


def _listed(cell: str) -> list[str] | str:
    return "sealed" if cell == "sealed" else [item.strip() for item in cell.split(LIST_SIGN) if item.strip()]
