"""Where a line of the outbox leads besides its own acts. The apps above say it of what they own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publishing.ground.models import Person
from publishing.models import Delivery


@dataclass(frozen=True, slots=True)
class Way:
    """A link: its words and its address. `opens` marks the one to the post itself."""

    label: str
    url: str
    opens: bool = False


Finder = Callable[[Person, Sequence[Delivery]], dict[int, list[Way]]]
_FINDERS: list[Finder] = []


def ways_add(finder: Finder) -> None:
    """Let `finder(person, deliveries)` say where each leads: {key of the delivery: ways}. Twice is no error."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def ways_of(person: Person, deliveries: Sequence[Delivery]) -> dict[int, list[Way]]:
    """{key of the delivery: ways that this person may go}."""
    found: dict[int, list[Way]] = {}
    for finder in _FINDERS:
        for key, ways in finder(person, deliveries).items():
            found.setdefault(key, []).extend(ways)
    return found
