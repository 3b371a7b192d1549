"""Hostile tables and orders at every place that takes one: an answer in plain words, no fault, and nothing written."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from approvals.domain.labelled import BadRow, rows
from approvals.import_wording import sentence
from approvals.models import Evaluation, ImportState, Matter, OrderFile
from approvals.services import MatterEntry, RestrictionEntry, importing, matter_save, restriction_add
from publishing.ground.models import Court, Person, Role, Training
from tests.factories import make_court, make_person, make_picture
from tests.hostile import SCRIPT, photograph, with_zip

from .conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WORD = b"kanarek"
TABLES: dict[str, bytes] = {
    "nothing": b"",
    "a mark and nothing": b"\xef\xbb\xbf",
    "utf-16": "docket,title\n1,kanarek".encode("utf-16"),
    "latin-1": "docket,title\n1,kanarek Köln".encode("latin-1"),
    "nul": b'docket,title\n1,kanarek\x00"',
    "nul in json": b'{"docket": "kanarek\x00"}',
    "nul written out": b'{"docket": "kanarek\\u0000"}',
    "half a letter": b'{"docket": "kanarek\\ud800"}',
    "nested": b"[" * 200_000,
    "nested objects": b'{"docket":' * 100_000,
    "nested and closed": b'{"docket": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "a giant number": b'{"docket": ' + b"9" * 500_000 + b"}",
    "an endless number": b'{"docket": 1e999999}',
    "no number": b'{"docket": NaN}',
    "a million columns": b"," * 990_000 + b"\n1",
    "a million dockets": b"docket," * 140_000 + b"\n1",
    "a million keys": b"{" + b",".join(b'"k%d":1' % n for n in range(80_000)) + b"}",
    "an archive": with_zip(b""),
    "a picture": photograph(),
    "a page": b"<!doctype html>" + SCRIPT,
    "a quote that never ends": b'docket,title\n1,"kanarek' + b"\n" * 200_000,
    "the year one": b'{"docket": "1", "embargo_until": "0001-01-01T00:00:00+14:00"}',
    "the last year": b'{"docket": "1", "embargo_until": "9999-12-31T23:59:59-12:00"}',
}


@pytest.fixture
def court(db: None, settings: Any, tmp_path: Path) -> Court:
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    return make_court()


@pytest.fixture
def registrar(court: Court) -> Person:
    return make_person(court, Role.REGISTRAR)


def sent(client: Client, path: str, data: bytes, name: str = "table.csv", **more: Any) -> Any:
    return client.post(path, {"file": SimpleUploadedFile(name, data, content_type="text/csv"), **more})


@pytest.mark.parametrize("case", TABLES)
def test_the_register_refuses_it_and_says_where(court: Court, registrar: Person, case: str) -> None:
    data = TABLES[case]
    job = importing.import_create(court=court, by=registrar, pieces=[data])
    assert importing.import_check(job) is False
    assert (job.state, Matter.objects.count()) == (ImportState.REFUSED, 0)
    words = " ".join(sentence(one) for one in job.problems)
    assert words
    assert "kanarek" not in words


@pytest.mark.parametrize("case", [case for case, data in TABLES.items() if data])
def test_labelled_posts_are_refused_by_their_line(case: str) -> None:
    try:
        text = TABLES[case].decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    if not text:
        return
    with pytest.raises(BadRow) as refused:
        list(rows(text.split("\n")))
    assert refused.value.line == 1


def test_two_keys_among_many_are_found_at_once() -> None:
    """Looking through all of them for each would take minutes."""
    many = {f"k{n}": 1 for n in range(300_000)}
    with pytest.raises(BadRow):
        list(rows([json.dumps(many)]))


@pytest.mark.parametrize("case", ["nothing", "utf-16", "nested", "an archive", "a million keys"])
def test_the_page_of_trials_says_so(court: Court, registrar: Person, case: str) -> None:
    answer = sent(signed_in(registrar), reverse("rules:trials", args=[court.slug]), TABLES[case])
    assert answer.status_code == 422
    assert "error-message" in answer.content.decode()
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize("case", TABLES)
def test_the_page_of_trainings_says_so(court: Court, case: str) -> None:
    client = signed_in(make_person(court, Role.ADMINISTRATOR))
    answer = sent(client, reverse("training:import", args=[court.slug]), TABLES[case], keep="on")
    assert answer.status_code == 422
    assert not Training.objects.exists()


def test_a_training_with_a_sign_that_no_database_takes_is_refused(court: Court) -> None:
    judge = make_person(court, Role.JUDGE, email="judge@court.example")
    table = "email,role,course,completed_on,expires_on\n" + f"{judge.email},judge,Ba\x00sics,2026-01-01,2099-01-01"
    client = signed_in(make_person(court, Role.ADMINISTRATOR))
    for given in ({"file": SimpleUploadedFile("t.csv", table.encode())}, {"text": table}):
        assert client.post(reverse("training:import", args=[court.slug]), {**given, "keep": "on"}).status_code == 422
    assert not Training.objects.exists()


def test_a_table_of_trainings_that_is_too_large_is_not_read(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_person(court, Role.ADMINISTRATOR))
    answer = sent(client, reverse("training:import", args=[court.slug]), b"x" * 1_100_000)
    assert answer.status_code == 422
    assert "larger than one megabyte" in answer.content.decode()


# --- orders ------------------------------------------------------------------------------------


ORDERS: dict[str, tuple[str, bytes, str]] = {  # the media type it is given back with; "" is refused
    "nothing": ("x.pdf", b"", ""),
    "program": ("x.pdf", b"MZ\x90\0" + bytes(90), ""),
    "archive": ("x.pdf", with_zip(b""), ""),
    "gif": ("x.png", make_picture(form="GIF"), ""),
    "half a picture": ("x.png", make_picture()[:30], ""),
    "too large": ("x.txt", b"x" * (5 * 1024 * 1024 + 1), ""),
    "nul": ("x.txt", b"order\x00", ""),
    "page": ("x.html", b"<!doctype html>" + SCRIPT, "text/plain"),
    "svg": ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT, "text/plain"),
    "pdf and page": ("x.html", b"%PDF-1.7\n" + SCRIPT, "application/pdf"),
    "picture and archive": ("x.jar", with_zip(make_picture(form="JPEG")), "image/jpeg"),
    "a way out": ("../../x.php", b"%PDF-1.7", "application/pdf"),
    "turned letters": ("order\u202efdp.exe", b"%PDF-1.7", "application/pdf"),
}


@pytest.mark.parametrize("case", ORDERS)
def test_an_order_is_given_back_as_a_download_that_nothing_runs(court: Court, registrar: Person, case: str) -> None:
    name, data, kind = ORDERS[case]
    matter = matter_save(court=court, entry=MatterEntry(code="26-7", docket="No. 26-7"), by=registrar)
    order = restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity"), by=registrar)
    client = signed_in(registrar)
    answer = sent(client, reverse("matters:order_file_new", args=[matter.pk, order.pk]), data, name)
    assert (answer.status_code, OrderFile.objects.exists()) == ((302, True) if kind else (422, False))
    if kind:
        back = client.post(reverse("matters:order_file_open", args=[matter.pk, order.pk]))
        assert (back["Content-Type"], back["X-Content-Type-Options"]) == (kind, "nosniff")
        assert back["Content-Disposition"].startswith("attachment")
        assert not any(
            sign in back["Content-Disposition"] for sign in ("..", ".php", ".html", ".svg", ".jar", "%E2%80%AE")
        )
        assert io.BytesIO(back.content).read() == data
