"""What the queue runs for approvals. Every task may run twice."""

from __future__ import annotations

from django_q.tasks import async_task

from approvals.services import importing, reindexing, sources

LONG = 6 * 3600  # seconds that one import may take


def import_step(key: str) -> None:
    """The next step of one import."""
    if job := importing.import_or_none(key):
        importing.import_run(job)


def imports_watch() -> int:
    """Queues what waits, what a killed process left, and the sources whose hour it is."""
    reindexing.rules_note()
    due = importing.imports_due()
    for key in due:
        import_queue(str(key))
    for source in sources.sources_due():
        async_task("approvals.tasks.source_pull", str(source), timeout=LONG)
    return len(due)


def source_pull(key: str) -> None:
    """Fetches and imports what one source of a register has."""
    sources.source_pull(key)


def import_queue(key: str) -> None:
    """Queues the next step of one import."""
    async_task("approvals.tasks.import_step", key, timeout=LONG)
