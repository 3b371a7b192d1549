"""System checks: what would lose, double or delay a sending is refused before anything starts."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

WORKERS = {"worker", "dispatcher", "cluster", "qcluster"}


@register()
def check_gate(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """PUBLISHING_GATE names a class in a module that is there. What it does is found out when it is asked."""
    name = getattr(settings, "PUBLISHING_GATE", "")
    if _is_there(name.rpartition(".")[0]):
        return []
    hint = 'Write PUBLISHING_GATE = "approvals.gate.Recheck".'
    return [Error(f"PUBLISHING_GATE is {name!r}: nobody would look before sending.", hint=hint, id="publishing.E001")]


def _is_there(module: str) -> bool:
    try:
        return bool(module) and find_spec(module) is not None
    except ImportError:
        return False


@register()
def check_queue(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The queue is kept in the database, and a task is never handed out while it still runs."""
    queue: dict[str, Any] = settings.Q_CLUSTER
    errors: list[CheckMessage] = []
    if not queue.get("orm") or queue.get("redis") or queue.get("broker_class"):
        hint = 'Write "orm": "default". A Redis broker loses tasks when a cluster is killed.'
        errors.append(Error("Q_CLUSTER keeps its queue outside the database.", hint=hint, id="publishing.E002"))
    timeout, retry = queue.get("timeout"), queue.get("retry", 60)
    if not timeout or retry <= 2 * timeout:
        hint = "Set a timeout, and retry above twice the timeout; else tasks run twice without any crash."
        errors.append(Error(f"Q_CLUSTER has timeout {timeout} and retry {retry}.", hint=hint, id="publishing.E003"))
    return errors


@register()
def check_database(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """No connection pool in forked processes; on SQLite, write locks taken at the start of a transaction."""
    database = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    errors: list[CheckMessage] = []
    if options.get("pool") and WORKERS & set(sys.argv[1:2]):
        hint = "Leave OPTIONS['pool'] to the web server: forked pools break transactions."
        errors.append(Error("A worker must not use a connection pool.", hint=hint, id="publishing.E004"))
    if database["ENGINE"].endswith("sqlite3") and options.get("transaction_mode") != "IMMEDIATE":
        hint = 'Write OPTIONS["transaction_mode"] = "IMMEDIATE".'
        errors.append(Error("SQLite would refuse writes that meet.", hint=hint, id="publishing.E005"))
    return errors
