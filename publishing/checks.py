"""System checks: what would lose, double or delay a sending is refused before anything starts."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

WORKERS = {"worker", "dispatcher", "cluster", "qcluster"}
MOUNTS = Path("/proc/self/mounts")
# Locks and shared memory of SQLite hold on one machine alone.
SHARED = ("nfs", "cifs", "smb", "ceph", "glusterfs", "fuse.glusterfs", "fuse.sshfs", "lustre", "ocfs2", "gfs2", "afs")


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
    return [*errors, *_prefetching(queue), *_retrying(queue)]


def _prefetching(queue: dict[str, Any]) -> list[CheckMessage]:
    """`retry` counts from the moment at which a task is fetched: one that waits in memory comes again meanwhile."""
    workers = queue.get("workers")
    if queue.get("bulk", 1) == 1 and workers and queue.get("queue_limit") == workers:
        return []
    hint = "Set bulk to 1, and queue_limit to the number of workers."
    return [Error("Q_CLUSTER fetches tasks before a worker is free.", hint=hint, id="publishing.E006")]


def _retrying(queue: dict[str, Any]) -> list[CheckMessage]:
    """When something is tried again is kept in our own rows, never in the queue."""
    good = {"ack_failures": True, "max_attempts": 1, "catch_up": False}
    wrong = sorted(name for name, value in good.items() if queue.get(name) != value)
    if not wrong:
        return []
    hint = "Write " + ", ".join(f'"{name}": {good[name]}' for name in wrong) + "."
    return [Error("Q_CLUSTER would do failed or missed tasks again by itself.", hint=hint, id="publishing.E007")]


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
    if database.get("ATOMIC_REQUESTS"):
        hint = "Take ATOMIC_REQUESTS away: every operation has its own short transaction."
        words = "Requests would hold a transaction while they speak with others."
        errors.append(Error(words, hint=hint, id="publishing.E008"))
    if database["ENGINE"].endswith("sqlite3") and (kind := _shared_kind(str(database.get("NAME", "")))):
        hint = "Keep the file on a disk of this machine. For several machines set DATABASE_URL to PostgreSQL."
        errors.append(Error(f"The SQLite file lies on a shared disk ({kind}).", hint=hint, id="publishing.E009"))
    return errors


def _shared_kind(name: str) -> str:
    """The kind of file system that holds the file, where other machines share it; else nothing."""
    try:
        rows = [line.split() for line in MOUNTS.read_text().splitlines()]
    except OSError:  # a system that does not say
        return ""
    path = Path(name).resolve()
    above = {row[1]: row[2] for row in rows if len(row) > 2 and path.is_relative_to(row[1])}
    kind = above[max(above, key=len)] if above else ""
    return kind if kind.startswith(SHARED) else ""
