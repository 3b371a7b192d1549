"""What approvals needs of the thing it decides on. cms.Post fulfils it; approvals never imports cms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from publishing.domain.message import Submission

if TYPE_CHECKING:
    from publishing.ground.models import Court


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a draft that people write. `key` names it within the draft, `label` names it for people."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The template of a draft. `same`: it says just what that says. `fields` are labels and values, as they read."""

    template: str
    version: int
    same: bool
    fields: tuple[tuple[str, str], ...]


class Reviewable(Protocol):
    """A draft that is reviewed, voted on and cleared. `reference` is unique in its court."""

    pk: int
    court: Court
    reference: str
    title: str

    def to_submission(self) -> Submission:
        """The frozen form of the newest draft.

        Raises publishing.domain.limits.DoesNotFit when a message cannot be sent.
        """
        ...

    def writers(self) -> set[int]:
        """Ids of everyone who wrote: the author and every editor since. They never approve."""
        ...

    def template(self) -> str:
        """The id of the locked template whose rendering it still is, word for word; "" where there is none."""
        ...

    def origin(self) -> Origin | None:
        """The template from which it was drafted, and its fields; None where it was written freely."""
        ...

    def wordings(self) -> tuple[Wording, ...]:
        """Every text that people write, as it stands in the newest draft, whether it can be sent or not."""
        ...

    def matter_codes(self) -> set[str]:
        """Codes of the matters that it names."""
        ...
