from __future__ import annotations

from types import SimpleNamespace

import pytest

from cms import settings as from_cms
from publishing import checks

GOOD = {
    "orm": "default", "timeout": 60, "retry": 180, "workers": 2, "queue_limit": 2, "bulk": 1, "ack_failures": True,
    "max_attempts": 1, "catch_up": False,
}  # fmt: skip
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}


def use_database(monkeypatch, **facts):
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": facts}))


def found(check):
    return [message.id for message in check()]


@pytest.mark.parametrize("name", ["", "Recheck", "nowhere.gate.Recheck"])
def test_a_gate_that_is_not_there_is_refused(settings, name):
    settings.PUBLISHING_GATE = name
    assert found(checks.check_gate) == ["publishing.E001"]


def test_a_gate_that_is_there_is_accepted(settings):
    settings.PUBLISHING_GATE = "tests.publishing.gates.Passing"
    assert found(checks.check_gate) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"redis": {"host": "localhost"}}, "E002"),
        ({"orm": None}, "E002"),
        ({"broker_class": "x.Broker"}, "E002"),
        ({"retry": 120}, "E003"),
        ({"timeout": None}, "E003"),
        ({"bulk": 5}, "E006"),
        ({"queue_limit": 50}, "E006"),
        ({"queue_limit": None}, "E006"),
        ({"workers": None}, "E006"),
        ({"ack_failures": False}, "E007"),
        ({"max_attempts": 0}, "E007"),
        ({"catch_up": True}, "E007"),
    ],
)
def test_a_queue_that_loses_or_doubles_tasks_is_refused(settings, change, code):
    settings.Q_CLUSTER = {**GOOD, **change}
    assert found(checks.check_queue) == [f"publishing.{code}"]


def test_a_queue_in_the_database_is_accepted(settings):
    settings.Q_CLUSTER = GOOD
    assert found(checks.check_queue) == []


def test_what_is_left_out_of_the_queue_is_refused(settings):
    settings.Q_CLUSTER = {"orm": "default", "timeout": 60, "retry": 180}
    assert found(checks.check_queue) == ["publishing.E006", "publishing.E007"]


def test_the_settings_that_are_shipped_are_accepted():
    assert [*checks.check_queue(), *checks.check_gate()] == []
    assert not from_cms.DATABASES["default"].get("ATOMIC_REQUESTS")
    assert from_cms.Q_CLUSTER["retry"] > 2 * from_cms.Q_CLUSTER["timeout"]


@pytest.mark.parametrize(
    ("command", "codes"),
    [*((one, ["publishing.E004"]) for one in sorted(checks.WORKERS)), ("runserver", []), ("migrate", [])],
)
def test_a_connection_pool_is_for_the_web_server_only(monkeypatch, command, codes):
    use_database(monkeypatch, ENGINE="django.db.backends.postgresql", OPTIONS={"pool": True})
    monkeypatch.setattr("sys.argv", ["manage.py", command])
    assert found(checks.check_database) == codes


def test_sqlite_that_refuses_writes_that_meet_is_refused(monkeypatch):
    use_database(monkeypatch, ENGINE="django.db.backends.sqlite3")
    assert found(checks.check_database) == ["publishing.E005"]


def test_a_request_holds_no_transaction(monkeypatch):
    use_database(monkeypatch, **SQLITE, ATOMIC_REQUESTS=True)
    assert found(checks.check_database) == ["publishing.E008"]


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("nfs4", ["publishing.E009"]), ("cifs", ["publishing.E009"]), ("fuse.sshfs", ["publishing.E009"]), ("ext4", [])],
)
def test_a_sqlite_file_that_several_machines_share_is_refused(monkeypatch, tmp_path, kind, codes):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\nbroken\n")
    monkeypatch.setattr(checks, "MOUNTS", mounts)
    use_database(monkeypatch, **SQLITE, NAME=str(tmp_path / "deep" / "praeco.sqlite3"))
    assert found(checks.check_database) == codes


def test_a_system_that_does_not_say_what_its_disks_are_is_let_be(monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "MOUNTS", tmp_path / "nowhere")
    use_database(monkeypatch, **SQLITE, NAME=str(tmp_path / "praeco.sqlite3"))
    assert found(checks.check_database) == []
