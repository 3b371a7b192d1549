"""What a registrar, or an import, enters on the register: plain values. Nothing here is stored as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """What a registrar enters about a matter. `embargo_until` is aware; `title` and `outcome` are sealed.

    `title` None leaves the sealed title as it is. `sealed` counts when a matter is entered: it is then sealed to the
    one who enters it. Afterwards `matter_seal` and `matter_unseal` say who reads it.
    """

    code: str
    docket: str
    public_title: str = ""
    title: str | None = None
    status: str = "pending"
    jury: bool = False
    embargo_until: datetime | None = None
    handdown_notice_public: bool = False
    outcome: str = ""
    citations: Sequence[str] = ()
    aliases: Sequence[str] = ()
    judges: Sequence[str] = ()
    nature: Sequence[str] = ()
    livestream: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """What a registrar enters about someone named in a matter. A protected name is sealed on entry."""

    name: str
    kind: str = "party"
    role: str = ""
    forms: Sequence[str] = ()
    handles: Sequence[str] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class RestrictionEntry:
    """An order. `until` is aware, None means until further order; `details` and `text` are sealed.

    `protects` are ids of people of the matter; none means everybody who is protected in it.
    """

    type: str
    made_on: date | None = None
    until: datetime | None = None
    allowed_text: str = ""
    details: Sequence[str] = ()
    text: str = ""
    protects: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class HearingEntry:
    """One hearing. `at` is aware; `stream` is an address, empty when it is not streamed."""

    at: datetime
    room: str = ""
    public: bool = True
    stream: str = ""
