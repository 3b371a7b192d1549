"""Who may act. Asked inside each operation, so that a page, a shell and a queue get the same answer."""

from __future__ import annotations

from publishing.ground import audit
from publishing.ground.confidence import only_named
from publishing.ground.models import Court, Person
from publishing.ground.rights import may


class NotAllowed(Exception):
    """The person holds no role of this court that may do this."""


def authorise(act: str, by: Person | str, court: Court, about: str = "") -> str:
    """The audit name of whoever acts. Raises NotAllowed for a person who may not do `act` in `court`, or who may not
    know of the post `about` (its reference).

    `by` is a Person, "person:<id>", or a process of ours ("system", "worker:<name>"), which needs no role.
    """
    if isinstance(by, str) and not by.startswith("person:"):
        return by
    person = by if isinstance(by, Person) else Person.objects.get(pk=by.removeprefix("person:"))
    if not may(act, person, court) or not only_named(about, {person.pk}):
        raise NotAllowed(f"{audit.actor_of(person)} in {court.slug}")
    return audit.actor_of(person)
