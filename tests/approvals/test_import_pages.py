"""The screens of import and export: a registrar's, of their own courts, and nobody else's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from approvals.models import ImportState, Matter, Party, RegisterImport
from approvals.services import importing
from approvals.services.importing import files
from publishing.ground.models import AuditEntry, Court
from tests.factories import make_person

pytestmark = pytest.mark.django_db
CHILD = "Wilhelmina Murray"
SHEET = f"docket;record;public_title;name;protected\n26 C 1;matter;Re K;;\n26 C 1;party;;{CHILD};yes\n"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def give(client: Client, court: Court, data: str | bytes, capture: Any) -> Any:
    file = SimpleUploadedFile("register.csv", data.encode() if isinstance(data, str) else data)
    with capture(execute=True):
        return client.post(reverse("matters:imports"), {"court": court.pk, "file": file})


def test_from_the_file_to_the_register(
    court: Court, people: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(people.registrar)
    response = give(client, court, SHEET, django_capture_on_commit_callbacks)
    page = client.get(response["Location"]).content.decode()
    assert "Import 1 matter" in page
    assert CHILD not in page
    assert not Matter.objects.exists()
    client.post(response["Location"], {"act": "import"})
    assert RegisterImport.objects.get().state == ImportState.DONE
    assert (Party.objects.get().name, Matter.objects.get().public_title) == ("", "Re K")
    shown = client.get(response["Location"])
    assert ("Refresh" in shown, CHILD in shown.content.decode()) == (False, False)
    assert client.get(reverse("matters:imports")).status_code == 200


def test_faults_are_told_by_their_rows_and_without_values(
    court: Court, people: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(people.registrar)
    sheet = f"docket;record;name;protected;embargo_until\n26 C 1;matter;;;tomorrow\n26 C 1;party;{CHILD};{CHILD};\n"
    page = client.get(give(client, court, sheet, django_capture_on_commit_callbacks)["Location"]).content.decode()
    assert "row 2: embargo_until: must be a time with its offset, such as 2026-11-20T10:00:00+01:00" in page
    assert "row 3: parties.protected: must be true or false" in page
    assert CHILD not in page
    assert "Import" not in page.split("What must be mended")[1].split("<form")[0].replace("imports", "")


def test_a_file_can_be_dropped(court: Court, people: SimpleNamespace, django_capture_on_commit_callbacks: Any) -> None:
    client = signed_in(people.registrar)
    response = give(client, court, SHEET, django_capture_on_commit_callbacks)
    client.post(response["Location"], {"act": "drop"})
    job = RegisterImport.objects.get()
    assert (job.state, files.path_of(job.pk).exists()) == (ImportState.DROPPED, False)


def test_the_page_renews_itself_while_something_happens(court: Court, people: SimpleNamespace) -> None:
    job = importing.import_create(court=court, by=people.registrar, pieces=[SHEET.encode()])
    RegisterImport.objects.update(state=ImportState.WRITING, read=50, size=200)
    response = signed_in(people.registrar).get(reverse("matters:import", args=[job.pk]))
    assert response["Refresh"] == "2"
    assert 'value="25"' in response.content.decode()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[" * 1000, "dockét".encode("latin-1")])
def test_bad_files_get_an_answer(
    court: Court, people: SimpleNamespace, data: bytes, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(people.registrar)
    response = give(client, court, data, django_capture_on_commit_callbacks)
    if response.status_code == 302:
        assert "What must be mended" in client.get(response["Location"]).content.decode()
    else:
        assert response.status_code == 422


def test_nobody_else_finds_anything(court: Court, people: SimpleNamespace) -> None:
    job = importing.import_create(court=court, by=people.registrar, pieces=[SHEET.encode()])
    page = reverse("matters:import", args=[job.pk])
    for person in (people.press_officer, people.judge, people.administrator, make_person(is_superuser=True)):
        client = signed_in(person)
        for name in ("imports", "import_format", "import_example"):
            assert client.get(reverse(f"matters:{name}")).status_code in (302, 404)
        assert client.get(page).status_code in (302, 404)
        assert client.post(reverse("matters:export"), {"court": court.slug, "form": "csv"}).status_code in (302, 404)
    stranger = signed_in(people.stranger)
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, {"act": "drop"}).status_code == 404
    assert stranger.post(reverse("matters:export"), {"court": court.slug, "form": "csv"}).status_code == 404
    assert str(job.pk) not in stranger.get(reverse("matters:imports")).content.decode()
    job.refresh_from_db()
    assert job.state == ImportState.WAITING


def test_the_example_can_be_imported(
    court: Court, people: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(people.registrar)
    example = client.get(reverse("matters:import_example")).content
    give(client, court, example, django_capture_on_commit_callbacks)
    job = RegisterImport.objects.get()
    assert (job.state, job.counts["new"], job.counts["protected"]) == (ImportState.READY, 2, 1)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_shows_nothing_protected_and_can_be_imported_again(
    court: Court, people: SimpleNamespace, form: str, django_capture_on_commit_callbacks: Any
) -> None:
    given = (
        '{"docket": "26 C 1", "title": "A v B", "outcome": "dismissed", "citations": ["[2026] 1"], "nature": ["youth"],'
        ' "public_title": "=1+1",'
        f' "parties": [{{"name": "{CHILD}", "forms": ["Mina"], "handles": ["@mina"], "protected": true}},'
        ' {"name": "Arthur Holmwood"}, {"name": "Seward Ltd", "forms": ["A", "B"]}],'
        ' "restrictions": [{"type": "anonymity", "details": ["The mill"], "text": "Nothing", "protects": [1, 2]}],'
        ' "hearings": [{"at": "2030-01-01T10:00:00+00:00", "room": "@2"}]}'
    )
    importing.import_create(court=court, by=None, pieces=[given.encode()])
    job = RegisterImport.objects.get()
    assert importing.import_check(job)
    RegisterImport.objects.update(state=ImportState.ASKED)
    job.refresh_from_db()
    assert importing.import_write(job)
    client = signed_in(people.registrar)
    response = client.post(reverse("matters:export"), {"court": court.slug, "form": form})
    data = b"".join(response.streaming_content)
    assert response["Content-Disposition"] == f'attachment; filename="register-{court.slug}.{form}"'
    for word in (CHILD, "Mina", "mina", "Arthur", "A v B", "dismissed", "mill", "Nothing"):
        assert word not in data.decode()
    assert "Seward Ltd" in data.decode()
    assert "youth" in data.decode()
    assert AuditEntry.objects.get(act="register_exported").facts == {"form": form}
    give(client, court, data, django_capture_on_commit_callbacks)
    again = RegisterImport.objects.exclude(pk=job.pk).get()
    assert (again.problems, again.counts) == ([], {"matters": 1, "unchanged": 1})


def test_a_cell_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(court: Court, people: SimpleNamespace) -> None:
    Matter.objects.create(court=court, code="1", docket="=cmd()")
    client = signed_in(people.registrar)
    response = client.post(reverse("matters:export"), {"court": court.slug, "form": "csv"})
    assert "\n'=cmd()" in b"".join(response.streaming_content).decode().replace("\r", "")


def test_sealed_matters_of_others_are_left_out(court: Court, people: SimpleNamespace) -> None:
    Matter.objects.create(court=court, code="secret", docket="S 1", sealed=True)
    response = signed_in(people.registrar).post(reverse("matters:export"), {"court": court.slug, "form": "jsonl"})
    assert b"".join(response.streaming_content) == b""
