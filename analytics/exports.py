"""The report as CSV and XLSX. Cells are written as shown: a hidden count is hidden here too."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import chain

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from analytics.domain.measures import MEASURES
from analytics.labels import MEASURE_LABELS, aim_label, kind_label
from analytics.reports import Cell, Report
from publishing.ground.export import csv_lines, safe_cell

Row = list[Cell]


def harmless(cell: Cell) -> str | int:
    """A number as it is; text so that no spreadsheet runs it as a formula."""
    return cell if isinstance(cell, int) else ILLEGAL_CHARACTERS_RE.sub("", safe_cell(cell))


def sheets(report: Report) -> dict[str, list[Row]]:
    """Every table of the report by its title; the first row of each is its head."""
    return {
        _("Accounts"): [_account_head(), *_account_rows(report)],
        _("Over time"): [_time_head(report), *_time_rows(report)],
        _("By aim"): [[_("Aim"), _("Posts")], *_counted(report.by_aim, aim_label)],
        _("By kind"): [[_("Kind"), _("Posts")], *_counted(report.by_kind, kind_label)],
    }


def as_csv(report: Report) -> str:
    """All tables below each other, each under its title, an empty line between them."""
    tables: Iterator[list[Row]] = ([[title], *rows, []] for title, rows in sheets(report).items())
    return "".join(csv_lines(chain.from_iterable(tables)))


def as_xlsx(report: Report) -> bytes:
    """A workbook with one sheet a table."""
    workbook = Workbook(write_only=True)
    for title, rows in sheets(report).items():
        sheet = workbook.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([harmless(cell) for cell in row])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _counted(counts: dict[str, int], label: Callable[[str], object]) -> list[Row]:
    return [[str(label(name)), count] for name, count in counts.items()]


def _account_head() -> Row:
    return [_("Account"), _("Posts"), *(str(MEASURE_LABELS[measure]) for measure in MEASURES)]


def _account_rows(report: Report) -> list[Row]:
    return [
        [str(row.account), row.posts, *(_("not offered") if cell is None else cell for cell in row.cells)]
        for row in report.accounts
    ]


def _time_head(report: Report) -> Row:
    return [_("From"), _("To"), _("Posts"), *(str(row.account) for row in report.accounts)]


def _time_rows(report: Report) -> list[Row]:
    return [
        [row.period.first.isoformat(), row.period.last.isoformat(), row.posts, *row.cells] for row in report.buckets
    ]
