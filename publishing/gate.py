"""The last gate before sending. publishing asks; whoever the setting PUBLISHING_GATE names answers.

Two strengths. `recheck` is a full review with the register of that moment, about a minute before the time;
the register version it saw is stored on the Release. At the claim the dispatcher compares that version with
the court's present one and asks again if it moved. Absent, raising or late means held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from .ground.models import Court
    from .models import Release


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed`, or held with `reason` (plain words, no protected name). `register_version` is what was read."""

    passed: bool
    register_version: int
    reason: str = ""


class Gate(Protocol):
    def recheck(self, release: Release) -> Verdict: ...

    def names_someone(self, court: Court, text: str) -> bool:
        """Whether `text` may name anyone whom the register of `court` protects."""
        ...


def load_gate() -> Gate:
    """The gate that the setting names. Raises ImportError when there is none."""
    return cast(Gate, import_string(settings.PUBLISHING_GATE)())
