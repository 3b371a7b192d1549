"""Rows as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # the wide ones begin a formula in Chinese, Japanese and Korean
INVISIBLE = "".join(map(chr, (*range(33), 0xA0, 0x3000, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF)))
DANGEROUS = (*SIGNS, "\t", "\r", "\n")


class _Echo:
    def write(self, value: str) -> str:
        return value


def safe_cell(value: object) -> str:
    """The text of one cell; what a spreadsheet would take for a formula is led by an apostrophe."""
    text = "" if value is None else str(value)
    if isinstance(value, int):
        return text
    return f"'{text}" if text.startswith(DANGEROUS) or text.lstrip(INVISIBLE).startswith(SIGNS) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """One line of CSV a row, with a byte order mark first so that every program reads UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])
