"""Values that go into and come out of a review. Offsets count characters of the author's own text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from approvals.domain.rulebook import PLAIN, Rulebook
from approvals.domain.severity import Severity


@dataclass(frozen=True, slots=True)
class Surface:
    """One piece of text that readers or machines will see: name is text, alt:0, link, card.title, text:<network> …

    `language` (BCP 47) is that in which it is meant to be, empty: that of the draft.
    """

    name: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of one surface."""

    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that one check found. `reason` is a key of approvals.wording; `params` fill its placeholders.

    Neither ever holds a protected name: a hit shows the author their own characters through `span`.
    """

    code: str
    guidelines: tuple[int, ...]
    severity: Severity
    reason: str
    span: Span | None = None
    matter: str = ""  # the matter's code
    params: dict[str, str] = field(default_factory=dict)
    about: str = ""  # what a finding without a span is about: a reason given for one thing is none for another


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body named in a matter. `forms` are further spellings; `protected` names are never printed."""

    name: str
    role: str = ""
    kind: str = "party"  # party, counsel, witness
    forms: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Restriction:
    """An order. `until` None means until further order."""

    type: str  # anonymity, no-publication, postponement, private, no-image, stream-barred
    protects: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    until: datetime | None = None
    allowed_text: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One hearing of a matter. `at` is aware; `stream` is its address, if it is streamed."""

    at: datetime
    room: str = ""
    public: bool = True
    stream: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """What the checks know of one matter. Times are aware. Held in memory for one review, never logged."""

    code: str
    docket: str
    title: str = ""
    public_title: str = ""
    status: str = "pending"  # pending, reserved, embargoed, handed-down, appealable, closed
    jury: bool = False
    citations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    embargo_until: datetime | None = None
    handdown_notice_public: bool = False
    outcome: str = ""
    livestream: bool = False
    parties: tuple[Party, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    hearings: tuple[Hearing, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Facts of one attached picture or video that checks need."""

    alt: str = ""
    file_name: str = ""
    has_gps: bool = False
    is_video: bool = False
    has_captions: bool = False
    people: tuple[str, ...] = ()  # who is to be seen: judge, staff, juror, child, court user, crowd …
    people_unsaid: bool = False  # nobody has said yet who is
    consent_recorded: bool = False
    is_synthetic: bool = False  # made or changed by a generator
    is_labelled: bool = False  # and says so, where it is seen


@dataclass(frozen=True, slots=True)
class Draft:
    """What is reviewed: every surface of every version, and the facts of its media."""

    language: str
    kind: str
    surfaces: tuple[Surface, ...]
    pictures: tuple[Picture, ...] = ()
    reply_to: str = ""  # the handle that is answered, also a surface
    repost_of: str = ""  # the handle whose post is passed on, also a surface


@dataclass(frozen=True, slots=True)
class Said:
    """A text that an account of the court has published before. `at` is aware."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class DocketForms:
    """What docket numbers of the court itself look like: codes of the pack's forms, and patterns that it made."""

    codes: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuietFacts:
    """A quiet period in force, from `starts` to before `ends` (aware). `accounts` are those it covers, empty: all."""

    key: str
    name: str
    starts: datetime
    ends: datetime
    strict: bool = False
    exempt: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What it is reviewed against. Times are aware.

    `publish_until` is the latest moment at which it may still go out by itself, should `publish_at` be missed.
    """

    publish_at: datetime
    matters: tuple[MatterFacts, ...] = ()
    official_domains: tuple[str, ...] = ()
    official_handles: tuple[str, ...] = ()
    allow_handles: tuple[str, ...] = ()
    dockets: DocketForms = DocketForms()
    accounts: tuple[str, ...] = ()  # to which it goes, as people know them
    publish_until: datetime | None = None
    quiet_periods: tuple[QuietFacts, ...] = ()
    rules: Rulebook = PLAIN
    required_languages: tuple[str, ...] = ()
    history: tuple[Said, ...] = ()  # what its accounts said in the thirty days before
    zone: ZoneInfo | None = None  # of the court; without one, the offset of publish_at is its time
