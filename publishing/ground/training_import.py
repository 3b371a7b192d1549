"""Trainings from a file of another system: tried whole, and kept whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .models import Court, Person, Training
from .rights import may
from .training import training_enter

COLUMNS = ("email", "role", "course", "completed_on", "expires_on")
BYTES_MOST, ROWS_MOST = 1_000_000, 2_000


@dataclass(frozen=True, slots=True)
class Tried:
    """What an import would do, or did: the entries in the order of the file, and what stands in its way by row."""

    entries: list[Training]
    errors: list[tuple[int, str]]

    @property
    def clean(self) -> bool:
        return bool(self.entries) and not self.errors


def text_of(file: IO[bytes]) -> str:
    """The words of a file. Raises ValidationError for one that is too large or in no UTF-8."""
    data = file.read(BYTES_MOST + 1)
    if len(data) > BYTES_MOST:
        raise ValidationError(_("The file is larger than one megabyte. Split it."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("The file is not in UTF-8. Save it as “CSV UTF-8”, and choose it again.")) from None


def trainings_import(*, court: Court, text: str, by: Person, keep: bool) -> Tried:
    """Enters every row of a CSV with the columns of COLUMNS, days as 2026-03-31; without `keep` it only tries.

    Row 1 is the line of headings. One row that is refused keeps all others out. Raises ValidationError for a file
    that cannot be read at all, and PermissionDenied for whoever does not administer the court.
    """
    if not may("trainings_import", by, court):
        raise PermissionDenied(_("Only an administrator of this court may do this."))
    rows = list(_rows(text))
    tried = Tried([], [])
    with transaction.atomic():
        people = _people(court)
        for number, row in rows:
            try:
                tried.entries.append(_enter(court, people, row, by))
            except (ValidationError, PermissionDenied) as error:
                tried.errors.extend((number, words) for words in _words(error))
        transaction.set_rollback(not (keep and tried.clean))
    return tried


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    if "\x00" in text:
        raise ValidationError(_("The file cannot be read as CSV."))
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        lines = [[cell.strip() for cell in line] for line in reader]
    except csv.Error:
        raise ValidationError(_("The file cannot be read as CSV.")) from None
    heads = [head.lower() for head in lines[0]] if lines else []
    if sorted(heads) != sorted(COLUMNS):
        raise ValidationError(_("The first line must name these columns: %(names)s.") % {"names": ", ".join(COLUMNS)})
    if len(lines) - 1 > ROWS_MOST:
        raise ValidationError(_("The file has more than 2,000 rows. Split it."))
    for number, line in enumerate(lines[1:], start=2):
        if any(line):
            yield number, dict(zip(heads, [*line, *[""] * len(heads)], strict=False))


def _people(court: Court) -> dict[str, Person]:
    found = Person.objects.filter(memberships__court=court).distinct()
    return {person.email.lower(): person for person in found}


def _enter(court: Court, people: dict[str, Person], row: dict[str, str], by: Person) -> Training:
    person = people.get(row["email"].lower())
    if person is None:
        raise ValidationError({"email": _("Nobody of this court has this e-mail address.")})
    done, last = _day(row, "completed_on"), _day(row, "expires_on")
    role, course = row["role"].lower(), row["course"]
    with transaction.atomic():
        return training_enter(
            court=court, person=person, role=role, course=course, completed_on=done, expires_on=last, by=by
        )


def _words(error: ValidationError | PermissionDenied) -> list[str]:
    """What stands in the way of a row, by column where it is known."""
    if isinstance(error, PermissionDenied):
        return [str(error)]
    return [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]


def _day(row: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise ValidationError({name: _("Write the day as 2026-03-31.")}) from None
