"""A court's register fetched each night from a folder or an address: whole or not at all, and people are told."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from approvals import tasks
from approvals.models import Matter, RegisterSource
from approvals.services import Invalid
from approvals.services.refusals import NotAllowed
from approvals.services.sources import source_pull, source_save, sources_due
from publishing.ground.models import AuditEntry, Court, Notice
from tests.factories import make_person

pytestmark = pytest.mark.django_db
SECRET = "Bearer abc-123"
ROW = json.dumps({"docket": "26 C 1", "parties": [{"name": "Wilhelmina Murray", "protected": True}]})


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.REGISTER_FOLDER = str(tmp_path)
    place = tmp_path / "norvale"
    place.mkdir()
    return place


def save(court: Court, by: Any, **facts: Any) -> RegisterSource:
    given = {"kind": "folder", "place": "norvale", "secret": "", "hour": 3, "close_missing": False, "enabled": True}
    return source_save(court=court, by=by, **{**given, **facts})


def put(folder: Path, name: str, text: str, age: int = 3600) -> Path:
    path = folder / name
    path.write_text(text)
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return path


def test_a_file_is_imported_once_and_put_away(court: Court, people: SimpleNamespace, folder: Path) -> None:
    source = save(court, people.administrator)
    put(folder, "a.jsonl", ROW)
    put(folder, "half.jsonl", "{", age=0)
    put(folder, "notes.txt", "x")
    (folder / "link.csv").symlink_to("/etc/hostname")
    source_pull(source.pk)
    assert Matter.objects.get().docket == "26 C 1"
    assert sorted(path.name for path in folder.iterdir()) == ["done", "half.jsonl", "link.csv", "notes.txt"]
    report = next((folder / "done").glob("*.txt")).read_text()
    assert "new: 1" in report
    assert "Wilhelmina" not in report
    source_pull(source.pk)  # it was asked a moment ago
    source.refresh_from_db()
    assert source.outcome == "imported"


def test_a_file_with_a_fault_is_refused_whole_and_people_are_told(
    court: Court, people: SimpleNamespace, folder: Path
) -> None:
    source = save(court, people.administrator)
    put(folder, "a.jsonl", ROW + '\n{"docket": ""}\n')
    source_pull(source.pk)
    assert not Matter.objects.exists()
    assert "row 2: docket: must be given" in next((folder / "refused").glob("*.txt")).read_text()
    assert set(Notice.objects.values_list("person", flat=True)) == {people.registrar.pk, people.administrator.pk}
    assert not any("Wilhelmina" in one.body for one in [*Notice.objects.all(), *mail.outbox])


def test_a_folder_that_is_not_there_is_told(court: Court, people: SimpleNamespace, folder: Path) -> None:
    source = save(court, people.administrator, place="elsewhere")
    source_pull(source.pk)
    source.refresh_from_db()
    assert (source.outcome, Notice.objects.count()) == ("unreachable", 2)


@pytest.mark.loopback
def test_an_address_is_asked_with_its_secret(
    court: Court, people: SimpleNamespace, settings: Any, httpserver: Any
) -> None:
    settings.PRIVATE_ADDRESSES = [f"{httpserver.host}:{httpserver.port}"]
    source = save(court, people.administrator, kind="address", place=httpserver.url_for("/r"), secret=SECRET)
    assert SECRET.encode() not in bytes(source.credentials or b"")
    httpserver.expect_oneshot_request("/r", headers={"Authorization": SECRET}).respond_with_data(ROW)
    source_pull(source.pk)
    assert Matter.objects.get().docket == "26 C 1"
    RegisterSource.objects.update(tried_at=None)
    source_pull(source.pk)  # the server has nothing more
    source.refresh_from_db()
    assert source.outcome == "unreachable"


def test_a_secret_never_travels_to_another_place(court: Court, people: SimpleNamespace) -> None:
    save(court, people.administrator, kind="address", place="https://a.example/r", secret=SECRET)
    assert save(court, people.administrator, kind="address", place="https://a.example/r").credentials
    assert save(court, people.administrator, kind="address", place="https://b.example/r").credentials is None
    assert SECRET not in str([entry.facts for entry in AuditEntry.objects.all()])


@pytest.mark.parametrize(
    ("kind", "place", "field"),
    [
        ("folder", "../other", "place"),
        ("folder", "/etc", "place"),
        ("folder", "", "place"),
        ("address", "http://registry.example/r", "place"),
        ("address", "https://name:word@registry.example/r", "place"),
        ("address", "file:///etc/passwd", "place"),
    ],
)
def test_other_places_are_refused(court: Court, people: SimpleNamespace, kind: str, place: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(court, people.administrator, kind=kind, place=place)
    assert field in refused.value.errors


def test_only_administrators_of_the_court_say_where(court: Court, people: SimpleNamespace) -> None:
    for person in (people.registrar, people.stranger, make_person(is_superuser=True)):
        with pytest.raises(NotAllowed):
            save(court, person)


def test_each_source_has_its_hour_in_the_courts_zone(court: Court, people: SimpleNamespace, folder: Path) -> None:
    source = save(court, people.administrator)  # Zagreb, two hours before UTC in summer
    with time_machine.travel("2026-07-01T00:30:00Z"):
        assert sources_due() == []
    with time_machine.travel("2026-07-01T01:30:00Z"):
        assert sources_due() == [source.pk]
        tasks.imports_watch()
        assert sources_due() == []
    with time_machine.travel("2026-07-02T01:05:00Z"):
        assert sources_due() == [source.pk]
    RegisterSource.objects.update(enabled=False)
    with time_machine.travel("2026-07-03T01:05:00Z"):
        assert sources_due() == []


def test_the_page_is_for_administrators(court: Court, people: SimpleNamespace) -> None:
    client = Client()
    client.force_login(people.administrator)
    page = reverse("matters:source")
    given = {"court": court.pk, "kind": "address", "place": "http://x", "secret": SECRET, "hour": 3, "enabled": "on"}
    answer = client.post(page, given)
    assert answer.status_code == 422
    assert SECRET not in answer.content.decode()
    assert client.post(page, given | {"place": "https://registry.example/r"}).status_code == 302
    assert SECRET not in client.get(page).content.decode()
    client.force_login(people.registrar)
    assert client.get(page).status_code in (302, 404)
