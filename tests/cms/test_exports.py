"""Every export that can be reached, found in the resolver: no cell of one is a formula, whatever people wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import CharField, F, SlugField, URLField, Value
from django.db.models.functions import Concat
from django.test import Client
from openpyxl import load_workbook

from publishing.ground import audit
from publishing.ground.export import SIGNS, csv_lines, safe_cell
from publishing.ground.models import Role
from tests.cms import reach
from tests.factories import make_person

# Whoever adds an export names it here; what it gives is looked at below.
OF_OUR_WORDS = {"matters:import_example", "engagement_report"}  # no cell begins with what somebody wrote
EXPORTS = {"matters:export", "matters:import_example", "trail:export", "engagement_report"}


@pytest.fixture
def court(db: None, settings: Any, tmp_path: Any) -> Any:
    """A court in which every short text that people wrote begins like a formula."""
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    cache.clear()
    found = reach.furnish()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField) and not isinstance(field, SlugField | URLField) and not field.choices:
                rows = model._base_manager.filter(**{f"{field.name}__contains": reach.CANARY})
                if model.__name__ != "AuditEntry":
                    rows.update(**{field.name: Concat(Value("="), F(field.name))})
    audit.record(found, "tried", actor=audit.SYSTEM, subject=f"={reach.CANARY}")
    return found


@pytest.fixture
def member(court: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_person(court, *Role, first_name="=kanarek"))
    return client


def answers(member: Client, court: Any) -> Iterator[tuple[str, Any]]:
    """What every open address gives when it is asked for a table; by POST where there is nothing to read."""
    values = reach.values_of(court)
    for address in reach.open_addresses():
        path = next(reach.paths(address, values))
        read = member.get(path, {"export": "csv", "format": "csv"})
        yield address.name, read
        if read.status_code == 405:
            yield address.name, member.post(path, {"court": court.slug, "form": "csv"})
        if address.name in EXPORTS:
            yield address.name, member.get(path, {"export": "xlsx"})


def is_file(answer: Any) -> bool:
    kind = answer.headers.get("Content-Type", "")
    return "attachment" in answer.headers.get("Content-Disposition", "") or "csv" in kind or "sheet" in kind


def cells(answer: Any) -> list[Any]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "sheet" in answer["Content-Type"]:
        book = load_workbook(io.BytesIO(body))
        return [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    if "json" in answer["Content-Type"]:
        return []
    return [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row]


def test_no_cell_of_any_export_is_a_formula(member: Client, court: Any) -> None:
    files = [(name, answer) for name, answer in answers(member, court) if is_file(answer)]
    assert {name for name, _answer in files} == EXPORTS
    for name, answer in files:
        found = cells(answer)
        values = [getattr(cell, "value", cell) for cell in found]
        assert [cell for cell in found if getattr(cell, "data_type", "s") == "f"] == []
        wrong = [one for one in values if isinstance(one, str) and one.lstrip().startswith(SIGNS)]
        assert (name, wrong) == (name, [])
        if found and name not in OF_OUR_WORDS:
            assert any(str(one).startswith("'=") for one in values), name


@pytest.mark.parametrize(
    "before", ["", " ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u200f", "\x00", "\x1f"]
)
@pytest.mark.parametrize("sign", SIGNS)
def test_nothing_that_cannot_be_seen_hides_the_sign(before: str, sign: str) -> None:
    assert safe_cell(f"{before}{sign}1") == f"'{before}{sign}1"


def test_a_number_stays_a_number() -> None:
    assert "".join(csv_lines([[-3, "-3"]])) == "\ufeff-3,'-3\r\n"
