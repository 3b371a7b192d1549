"""What the queue runs for approvals. Every task may run twice."""

from __future__ import annotations

from django_q.tasks import async_task

from approvals.services import importing, reindexing, sources
from approvals.services.aftermath import solos_watch
from approvals.services.deadlines import deadlines_run
from approvals.services.evaluations import evaluation_run, evaluations_due
from approvals.services.sweep import sweep_run, sweeps_due
from publishing.ground.models import Court

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
    for trial in evaluations_due():
        evaluation_queue(str(trial))
    for source in sources.sources_due():
        async_task("approvals.tasks.source_pull", str(source), timeout=LONG)
    return len(due)


def source_pull(key: str) -> None:
    """Fetches and imports what one source of a register has."""
    sources.source_pull(key)


def evaluation_score(key: str) -> None:
    """Scores one file of labelled posts."""
    evaluation_run(key)


def evaluation_queue(key: str) -> None:
    """Queues the scoring of one file."""
    async_task("approvals.tasks.evaluation_score", key, timeout=LONG)


def import_queue(key: str) -> None:
    """Queues the next step of one import."""
    async_task("approvals.tasks.import_step", key, timeout=LONG)


def deadlines_watch() -> int:
    """Reminds, tells on, and returns what its time has passed for; and asks for the reviews of emergencies."""
    return deadlines_run() + solos_watch()


def sweeps_watch() -> int:
    """Queues a reading of what is out for each court whose night it is, or whose register moved."""
    due = sweeps_due()
    for court in due:
        async_task("approvals.tasks.sweep", court, timeout=LONG)
    return len(due)


def sweep(court: int) -> None:
    """Reads again what is scheduled and what is out in one court."""
    sweep_run(Court.objects.get(pk=court))
