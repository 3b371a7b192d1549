"""How an operation says no. `str(error)` is plain, translated, without protected names, and may be shown."""

from __future__ import annotations


class Refused(Exception):
    """The operation changed nothing. The words say why and what to do."""


class NotAllowed(Refused):
    """This person may not do this here."""


class Invalid(Refused):
    """What was entered cannot be kept. `errors` maps each field to the words under it."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class TextChanged(Refused):
    """What is approved is no longer what was read."""


class Blocked(Refused):
    """The checks found something that must be mended, or could not run."""


class NotCleared(Refused):
    """The workflow ended without the votes that a clearance needs."""
