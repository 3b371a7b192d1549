"""One import from beginning to end. Who may, which state follows which, and what a killed process leaves to others."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.registerfile import Problem
from approvals.models import ImportState, RegisterImport, StagedChange
from approvals.models.imports import MOVES, WORKING
from approvals.services.keeping import registrar_check
from approvals.services.refusals import Refused
from publishing.ground import audit
from publishing.ground.models import Court, Person

from . import files
from .planning import Planner, Tally
from .switching import CHANGES_MOST, Overtaken, missing_stage, switch, tidy, undo
from .writing import Writer

BEAT = 1.0  # seconds between two marks of progress
LOST = timedelta(minutes=3)  # without a mark: the process that worked on it is gone
BLOCK = 1 << 20


class Watch:
    """Marks progress once a second, and ends the work where somebody else has taken it over."""

    def __init__(self, job: RegisterImport) -> None:
        self.job, self.last = job, 0.0

    def __call__(self, read: int = 0, tally: Tally | None = None) -> None:
        if time.monotonic() - self.last < BEAT:
            return
        self.last = time.monotonic()
        values: dict[str, Any] = {"beat_at": timezone.now()}
        if tally is not None:
            values |= {"read": read, "counts": dict(tally.counts)}
        if not RegisterImport.objects.filter(pk=self.job.pk, state=self.job.state).update(**values):
            raise Overtaken


def import_create(
    *, court: Court, by: Person | None, pieces: Iterable[bytes], close_missing: bool = False
) -> RegisterImport:
    """Keeps a file, sealed, for reading. `by` None is the installation itself. Raises NotAllowed or Refused."""
    if by is not None:
        registrar_check(court, by)
    job = RegisterImport(court=court, by=by, close_missing=close_missing)
    try:
        job.sha256, job.size = files.keep(job.pk, pieces)
    except files.TooLarge:
        raise Refused(_("This file is larger than 4 GB. Divide it.")) from None
    with transaction.atomic():
        job.save(force_insert=True)
        _record(job, "register_file_given", by)
    return job


@transaction.atomic
def import_ask(*, job: RegisterImport, by: Person) -> None:
    """Has a file imported that was read without a fault. Raises NotAllowed or Refused."""
    registrar_check(job.court, by)
    if not _move(job, ImportState.ASKED, by=by):  # who asks answers for it, whoever gave the file
        raise Refused(_("This file cannot be imported now. Look at its state."))
    _record(job, "register_import_asked", by)


def import_drop(*, job: RegisterImport, by: Person) -> None:
    """Deletes a file that shall not be imported. Raises NotAllowed or Refused."""
    registrar_check(job.court, by)
    with transaction.atomic():
        if not _move(job, ImportState.DROPPED, finished_at=timezone.now()):
            raise Refused(_("This import is under way or has ended."))
        _record(job, "register_import_dropped", by)
    files.drop(job.pk)


def import_put_back(*, job: RegisterImport, by: Person) -> None:
    """Back to where any registrar may ask for it, since who asked has left. Nothing once it has begun."""
    if RegisterImport.objects.filter(pk=job.pk, state=ImportState.ASKED).update(state=ImportState.READY):
        audit.record(job.court, "import_put_back", actor=audit.actor_of(by), subject=f"import:{job.pk}")


def import_check(job: RegisterImport) -> bool:
    """The dry run: reads the whole file and writes what it found, nothing else. Whether it can be imported."""
    if not _move(job, ImportState.CHECKING, beat_at=timezone.now(), read=0):
        return job.state == ImportState.READY
    tally = _read(job)
    sound = not tally.counts["problems"]
    state = ImportState.READY if sound else ImportState.REFUSED
    _move(job, state, **_found(tally), read=job.size, finished_at=None if sound else timezone.now())
    if not sound:
        files.drop(job.pk)
    return sound


def import_write(job: RegisterImport) -> bool:
    """Imports a file that is asked for. Whether all of it is on the register now; otherwise nothing of it is."""
    try:
        with transaction.atomic():
            if not _move(job, ImportState.WRITING, beat_at=timezone.now(), read=0):
                return job.state == ImportState.DONE
    except IntegrityError:  # another import of this court is being written: the watch tries again
        job.refresh_from_db()
        return False
    try:
        tally = _write(job)
    except Overtaken:
        return _take_back(job, [Problem(0, "", "overtaken")])
    except BaseException:
        _take_back(job, [Problem(0, "", "broken_off")])
        raise
    if tally.counts["problems"]:
        return _take_back(job, tally.problems)
    return import_finish(job)


def import_finish(job: RegisterImport) -> bool:
    """The last step after the switch; also where another process died in it."""
    tidy(job, Watch(job))
    _move(job, ImportState.DONE, finished_at=timezone.now(), read=job.size)
    files.drop(job.pk)
    return True


def imports_due() -> list[UUID]:
    """Imports that wait for their next step, and those whose process is gone."""
    waiting = Q(state__in=(ImportState.WAITING, ImportState.ASKED))
    return list(RegisterImport.objects.filter(waiting | _lost()).values_list("pk", flat=True))


def import_run(job: RegisterImport) -> None:
    """The next step of an import: reading, writing, or ending what a killed process left."""
    if job.state == ImportState.WAITING:
        import_check(job)
    elif job.state == ImportState.ASKED:
        import_write(job)
    elif RegisterImport.objects.filter(_lost(), pk=job.pk).update(beat_at=timezone.now()):
        if job.state == ImportState.TIDYING:
            import_finish(job)
        else:
            _take_back(job, [Problem(0, "", "broken_off")])


def _lost() -> Q:
    """Worked on, without a sign of life for long."""
    return (Q(beat_at=None) | Q(beat_at__lt=timezone.now() - LOST)) & Q(state__in=WORKING)


def file_import(
    *, court: Court, path: Path, by: Person | None, write: bool = True, close_missing: bool = False
) -> RegisterImport:
    """A dry run of the file at `path` and, with `write`, its import where nothing is wrong; all in this process."""
    with path.open("rb") as file:
        job = import_create(court=court, by=by, pieces=iter(lambda: file.read(BLOCK), b""), close_missing=close_missing)
    if import_check(job) and write:
        _move(job, ImportState.ASKED)
        import_write(job)
    elif job.state == ImportState.READY:
        _move(job, ImportState.DROPPED, finished_at=timezone.now())
        files.drop(job.pk)
    job.refresh_from_db()
    return job


def _read(job: RegisterImport) -> Tally:
    """One pass over the file that only looks."""
    planner = Planner(job, Watch(job))
    with files.open_sealed(job.pk) as file:
        for _batch in planner.plan(file):
            pass
    _look_at_changes(job, planner)
    return planner.tally


def _look_at_changes(job: RegisterImport, planner: Planner) -> None:
    counts = planner.tally.counts
    if job.close_missing:
        counts["closed"] = sum(1 for _change in missing_stage(job, planner.seen))
    if counts["changed"] + counts["closed"] > CHANGES_MOST:
        planner.tally.wrong(Problem(0, "", "changes_many"))


def _write(job: RegisterImport) -> Tally:
    planner = Planner(job, Watch(job), again=True)
    with files.open_sealed(job.pk) as file, Writer(job) as writer:
        for batch in _sound(planner, file):
            writer.write(batch)
        writer.flush()
    _look_at_changes(job, planner)
    if not planner.tally.counts["problems"]:
        if job.close_missing:
            StagedChange.objects.bulk_create(missing_stage(job, planner.seen), batch_size=500)
        job.counts = dict(planner.tally.counts)
        RegisterImport.objects.filter(pk=job.pk).update(**_found(planner.tally))
        switch(job)
        job.refresh_from_db()
    return planner.tally


def _sound(planner: Planner, file: BinaryIO) -> Iterable[list[Any]]:
    """The batches up to the first fault: the register may have changed since the dry run."""
    for batch in planner.plan(file):
        if planner.tally.counts["problems"]:
            return
        yield batch


def _take_back(job: RegisterImport, problems: list[Problem]) -> bool:
    reading = job.state == ImportState.CHECKING
    if reading or _move(job, ImportState.UNDOING, beat_at=timezone.now()) or job.state == ImportState.UNDOING:
        undo(job, Watch(job))
        found = [[one.row, one.field, one.code] for one in problems]
        _move(job, ImportState.FAILED, problems=found, finished_at=timezone.now())
        files.drop(job.pk)
    return False


def _move(job: RegisterImport, state: ImportState, **values: Any) -> bool:
    """Moves the import on where its present state allows it, also against other processes."""
    from_states = [one for one, nexts in MOVES.items() if state in nexts]
    moved = RegisterImport.objects.filter(pk=job.pk, state__in=from_states).update(state=state, **values)
    job.refresh_from_db()
    return bool(moved)


def _record(job: RegisterImport, act: str, by: Person | None) -> None:
    facts = {"sha256": job.sha256}
    audit.record(job.court, act, actor=audit.actor_of(by), subject=f"import:{job.pk}", facts=facts)


def _found(tally: Tally) -> dict[str, Any]:
    return {
        "counts": dict(tally.counts),
        "problems": [[one.row, one.field, one.code] for one in tally.problems],
        "warnings": [[one.row, one.field, one.code] for one in tally.warnings],
    }


def import_or_none(key: str) -> RegisterImport | None:
    """The import of that id, with its court and person."""
    return RegisterImport.objects.select_related("court", "by").filter(pk=key).first()
