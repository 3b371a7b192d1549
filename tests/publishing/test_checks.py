from __future__ import annotations

from types import SimpleNamespace

import pytest

from publishing import checks

GOOD = {"orm": "default", "timeout": 60, "retry": 180}


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
    ],
)
def test_a_queue_that_loses_or_doubles_tasks_is_refused(settings, change, code):
    settings.Q_CLUSTER = {**GOOD, **change}
    assert found(checks.check_queue) == [f"publishing.{code}"]


def test_a_queue_in_the_database_is_accepted(settings):
    settings.Q_CLUSTER = GOOD
    assert found(checks.check_queue) == []


@pytest.mark.parametrize(("command", "codes"), [("worker", ["publishing.E004"]), ("runserver", [])])
def test_a_connection_pool_is_for_the_web_server_only(monkeypatch, command, codes):
    use_database(monkeypatch, ENGINE="django.db.backends.postgresql", OPTIONS={"pool": True})
    monkeypatch.setattr("sys.argv", ["manage.py", command])
    assert found(checks.check_database) == codes


def test_sqlite_that_refuses_writes_that_meet_is_refused(monkeypatch):
    use_database(monkeypatch, ENGINE="django.db.backends.sqlite3")
    assert found(checks.check_database) == ["publishing.E005"]
