"""Where a court's register is fetched from each night: a folder of this installation, or an address."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.import_wording import sentence
from approvals.models import ImportState, RegisterImport, RegisterSource
from publishing.ground import audit, door, vault
from publishing.ground.models import Court, Person, Role
from publishing.ground.notices import tell
from publishing.ground.rights import may

from .importing import file_import
from .refusals import Invalid, NotAllowed

FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
SUFFIXES = (".csv", ".json", ".jsonl")
STILL = 60  # seconds since the last write to a file: it is whole
EVERY = timedelta(hours=20)
DEADLINE, CAP = 1800.0, 2 << 30  # seconds, bytes
SECRET_MAX = 4096
OK = 200


@transaction.atomic
def source_save(
    *, court: Court, by: Person, kind: str, place: str, secret: str, hour: int, close_missing: bool, enabled: bool
) -> RegisterSource:
    """Says where the court's register is fetched from. An empty `secret` keeps the old one, at the same place only.

    `secret` is the value of the Authorization header. Raises NotAllowed or Invalid.
    """
    if not may("source_save", by, court):
        raise NotAllowed(_("Only an administrator of this court says where its register comes from."))
    _check(kind, place, secret, hour)
    source = RegisterSource.objects.select_for_update().filter(court=court).first() or RegisterSource(court=court)
    if (source.kind, source.place) != (kind, place):
        source.credentials, source.last_sha256 = None, ""  # a secret never travels to another place
    source.kind, source.place, source.hour = kind, place, hour
    source.close_missing, source.enabled = close_missing, enabled
    if secret:
        source.credentials = vault.seal(secret.encode(), row=_row(source))
    source.save()
    facts = {"kind": kind, "hour": hour, "enabled": enabled, "close_missing": close_missing, "secret": bool(secret)}
    audit.record(court, "register_source_set", actor=audit.actor_of(by), subject=f"court:{court.pk}", facts=facts)
    return source


def sources_due() -> list[UUID]:
    """Sources whose hour it is in their court, and that were not asked in the last hours."""
    now = timezone.now()
    rested = Q(tried_at=None) | Q(tried_at__lt=now - EVERY)
    rows = RegisterSource.objects.filter(rested, enabled=True).select_related("court")
    return [source.pk for source in rows if now.astimezone(source.court.zone).hour == source.hour]


def source_pull(key: UUID | str) -> None:
    """Fetches and imports what a source has. Twice at once it does nothing the second time."""
    rested = Q(tried_at=None) | Q(tried_at__lt=timezone.now() - EVERY)
    if not RegisterSource.objects.filter(rested, pk=key, enabled=True).update(tried_at=timezone.now()):
        return
    source = RegisterSource.objects.select_related("court").get(pk=key)
    pull = _from_folder if source.kind == RegisterSource.Kind.FOLDER else _from_address
    try:
        outcome = pull(source)
    except (OSError, door.DoorError, vault.VaultRefused):
        outcome = "unreachable"
        _tell(source, "register-unreachable")
    RegisterSource.objects.filter(pk=source.pk).update(outcome=outcome)


def _check(kind: str, place: str, secret: str, hour: int) -> None:
    errors = {}
    if kind == RegisterSource.Kind.FOLDER and not FOLDER_NAME.fullmatch(place):
        errors["place"] = _("Write the name of a folder in small letters, digits, - and _, such as norvale.")
    if kind == RegisterSource.Kind.ADDRESS and not _is_address(place):
        errors["place"] = _(
            "Write an address such as https://registry.example/register.jsonl, without a password in it."
        )
    if len(secret) > SECRET_MAX or not (secret.isascii() and (secret.isprintable() or not secret)):
        errors["secret"] = _("Give the secret as one line of plain characters.")
    if hour not in range(24):
        errors["hour"] = _("Write an hour from 0 to 23.")
    if errors:
        raise Invalid(errors)


def _is_address(place: str) -> bool:
    try:
        url = urlsplit(place)
    except ValueError:
        return False
    named = url.scheme == "https" or door.is_named(url.hostname or "", url.port or 80)
    return named and bool(url.hostname) and not url.username and not url.password and len(place) <= 500


def _row(source: RegisterSource) -> str:
    return f"source:{source.pk}:credentials"


# --- a folder --------------------------------------------------------------------------------


def _from_folder(source: RegisterSource) -> str:
    folder = Path(settings.REGISTER_FOLDER) / source.place
    outcome = "nothing"
    for path in _whole_files(folder):
        job = file_import(court=source.court, path=path, by=None, close_missing=source.close_missing)
        outcome = _done(source, job)
        _put_away(path, job)
    return outcome


def _whole_files(folder: Path) -> Iterator[Path]:
    """Files of the folder that nobody writes any more, the oldest name first. Links are passed over."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES and not path.is_symlink()]
    yield from (path for path in files if path.is_file() and path.stat().st_mtime < time.time() - STILL)


def _put_away(path: Path, job: RegisterImport) -> None:
    """Moves the file beside its report, which holds rows and reasons and no values."""
    folder = path.parent / ("done" if job.state in (ImportState.DONE, ImportState.ASKED) else "refused")
    folder.mkdir(exist_ok=True)
    name = f"{timezone.now():%Y%m%dT%H%M%S}-{path.name}"
    lines = [f"{key}: {count}" for key, count in job.counts.items()]
    lines += [sentence(one) for one in (*job.problems, *job.warnings)]
    (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.rename(folder / name)


# --- an address ------------------------------------------------------------------------------


def _from_address(source: RegisterSource) -> str:
    secret = vault.unseal(bytes(source.credentials), row=_row(source)).decode() if source.credentials else ""
    with tempfile.NamedTemporaryFile(prefix="praeco-register-") as file:
        headers = {"Authorization": secret} if secret else {}
        status = door.download(source.place, to=file, headers=headers, deadline=DEADLINE, cap=CAP)
        file.flush()
        if status != OK:
            raise door.NoAnswer(str(status))
        job = file_import(court=source.court, path=Path(file.name), by=None, close_missing=source.close_missing)
    return _done(source, job)


# --- what people hear ------------------------------------------------------------------------


def _done(source: RegisterSource, job: RegisterImport) -> str:
    if job.state in (ImportState.REFUSED, ImportState.FAILED):
        _tell(source, "register-refused", job.pk)
        return "refused"
    return "imported"


def _tell(source: RegisterSource, kind: str, *about: UUID) -> None:
    roles = (Role.REGISTRAR, Role.ADMINISTRATOR)
    people = source.court.holders(*roles)
    tell(kind, court=source.court, people=people, about=about, facts={"court": source.court})
