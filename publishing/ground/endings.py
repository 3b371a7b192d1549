"""What somebody has open in a court, and what becomes of it when they leave, are suspended or lose a role.

Each app adds what it keeps, when it is ready; a page shows it before, and the act does just this. Counts alone are
shown: whoever administers a court need not know of its sealed posts and matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from .models import Court, Person
from .roles import widened


class Why(StrEnum):
    LEAVES = "leaves"
    SUSPENDED = "suspended"
    LOSES = "loses"  # one role of several, or the last one


@dataclass(frozen=True, slots=True)
class Case:
    """Whose roles end or rest in which court, by whom. `left` are the roles that still count afterwards."""

    court: Court
    person: Person
    by: Person
    why: Why
    left: frozenset[str] = frozenset()
    closes: bool = False  # the sign-in closes, too

    def keeps(self, *roles: str) -> bool:
        """Whether the person still may do what one of `roles` may."""
        return bool(self.left & set(widened(roles)))

    def others(self, *roles: str) -> list[Person]:
        """Everybody else of whom one of `roles` counts in the court, by name."""
        keys = self.court.holders(*roles) - {self.person.pk}
        return list(Person.objects.filter(pk__in=keys).order_by("last_name", "first_name", "username"))


Rows = Sequence[Any]


def _nobody(case: Case) -> list[Person]:
    return []


def _fine(case: Case, rows: Rows, heir: Person | None) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Ending:
    """One kind of thing that a person may have open.

    `what` says how many (%(count)d); `fate` what becomes of them, `heir_fate` where somebody takes them over.
    `heirs` are those who may, the first is suggested. `refusal` says why it cannot be so with this heir, or without
    one. `covers` names the fields ("app.Model.field") that point to the person: a test asks that none is forgotten.
    """

    key: str
    what: Any
    fate: Any
    found: Callable[[Case], Rows]
    act: Callable[[Case, Rows, Person | None], None]
    on: frozenset[Why] = frozenset({Why.LEAVES})
    heirs: Callable[[Case], list[Person]] = _nobody
    heir_label: Any = ""
    heir_fate: Any = ""
    nobody: Any = ""  # what to choose where nobody takes them over
    refusal: Callable[[Case, Rows, Person | None], str] = _fine
    covers: tuple[str, ...] = ()
    order: int = 50


@dataclass(frozen=True, slots=True)
class Line:
    """What one ending found in one case."""

    ending: Ending
    rows: Rows
    heirs: tuple[Person, ...]
    must: str  # why somebody has to take it over; nothing where nobody has to

    @property
    def words(self) -> str:
        return str(self.ending.what % {"count": len(self.rows)})

    @property
    def mark(self) -> str:
        """What was shown, so that the act does nothing else."""
        return f"{self.ending.key}:{len(self.rows)}"


ENDINGS: dict[str, Ending] = {}


def endings_add(*endings: Ending) -> None:
    """Puts what an app keeps into the table. To add one twice is no error."""
    ENDINGS.update({ending.key: ending for ending in endings})


def lines_of(case: Case) -> list[Line]:
    """Everything that the person has open in the court and that this case ends or hands on, in its order."""
    found = [_line(case, one) for one in sorted(ENDINGS.values(), key=lambda one: one.order) if case.why in one.on]
    return [line for line in found if line.rows]


def shown(lines: Iterable[Line]) -> str:
    """A short mark of what a page shows."""
    return " ".join(line.mark for line in lines)


def heirs_checked(case: Case, lines: Iterable[Line], hand_to: Mapping[str, Person]) -> dict[str, Person | None]:
    """Who takes over what, by the key of the ending. Raises ValidationError by key."""
    wrong, chosen = {}, dict[str, Person | None]()
    for line in lines:
        key, heir = line.ending.key, hand_to.get(line.ending.key)
        if heir is not None and heir not in line.heirs:
            wrong[key] = _("Choose somebody from the list. People and roles may have changed meanwhile.")
        elif words := line.ending.refusal(case, line.rows, heir):
            wrong[key] = words
        chosen[key] = heir
    if wrong:
        raise ValidationError(wrong)
    return chosen


def carry_out(case: Case, lines: Iterable[Line], heirs: Mapping[str, Person | None] | None = None) -> None:
    """Ends and hands on what was found. Called once the roles have ended or rest, in the same transaction."""
    with transaction.atomic():
        for line in lines:
            line.ending.act(case, line.rows, (heirs or {}).get(line.ending.key))


def told(what: Any, count: int) -> Any:
    """How many of what, in the language of whoever reads it."""
    return lazy(lambda: str(what % {"count": count}), str)()


def _line(case: Case, ending: Ending) -> Line:
    rows = ending.found(case)
    heirs = tuple(ending.heirs(case)) if rows else ()
    return Line(ending, rows, heirs, ending.refusal(case, rows, None) if rows else "")
