"""One statement as the public reads it, built from immutable Releases and from what became of their Deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.domain.sealed_reference import key_of
from publishing.domain.delivery import State
from publishing.domain.digest import parse
from publishing.domain.languages import direction
from publishing.domain.limits import LIMITS, is_address
from publishing.domain.message import LinkCard, Medium, Message
from publishing.ground.models import AuditEntry, Court
from publishing.models import Delivery

from .selection import SAID, published

if TYPE_CHECKING:
    from .selection import PublishedRelease

STANDING = (State.SENT, State.WITHDRAWING)
Said = tuple[tuple[str, ...], tuple[str, ...], LinkCard | None]


@dataclass(frozen=True, slots=True)
class Words:
    """One wording: what was said, in which language, on which networks."""

    language: str
    segments: tuple[str, ...]
    media: tuple[Medium, ...]
    card: LinkCard | None
    networks: tuple[str, ...]

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def card_to_show(self) -> LinkCard | None:
        """The card, unless its address stands in the words already."""
        shown = self.card is not None and not any(self.card.url in segment for segment in self.segments)
        return self.card if shown else None


@dataclass(frozen=True, slots=True)
class Place:
    """One account and what became of the statement there. `url` is empty where nothing can be read."""

    network: str
    handle: str
    times: tuple[datetime, ...]
    state: str
    withdrawn_at: datetime | None
    url: str


@dataclass
class Version:
    """One published release of a reference."""

    release: PublishedRelease
    deliveries: list[Delivery]
    said_at: datetime
    entry: int | None  # its place on the audit trail; None while it is not sealed
    whole: bool = False  # everything in its file has been said somewhere, so the file gives away nothing

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        return parse(self.release.content).messages

    @cached_property
    def words(self) -> list[Words]:
        """The wordings that were really sent, those of most networks first; none where they are withheld."""
        return [] if self.release.withheld else group(self.sent_messages)

    @cached_property
    def sent_messages(self) -> list[Message]:
        accounts = {str(one.account_id) for one in self.deliveries if one.state in SAID}
        return [message for message in self.messages if message.account in accounts]

    @property
    def approvers(self) -> list[str]:
        roles = dict.fromkeys(approval["role"] for approval in self.release.clearance.get("approvals", []))
        return [role_words(role) for role in roles]

    @property
    def matters(self) -> list[str]:
        """Codes of its matters, without those that are sealed."""
        return [code for code in self.release.matters if key_of(code) is None]

    @property
    def fingerprint(self) -> str:
        digest = self.release.digest
        return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


@dataclass
class Statement:
    """All published versions of one reference, the newest first, and what it corrects or is corrected by."""

    court: Court
    reference: str
    versions: list[Version]
    corrects: list[PublishedRelease] = field(default_factory=list)
    corrected_by: list[PublishedRelease] = field(default_factory=list)

    def version(self, number: int | None) -> Version | None:
        """The version `number`, or the newest when none is named; None when it was never published."""
        return next((one for one in self.versions if number in (None, one.release.version)), None)

    @cached_property
    def places(self) -> list[Place]:
        """Where it was said: one line an account, in the order of the newest version."""
        by_account: dict[str, list[Delivery]] = {}
        for version in self.versions:
            for delivery in version.deliveries:
                by_account.setdefault(str(delivery.account_id), []).append(delivery)
        return [place(rows) for rows in by_account.values()]


def statement_of(reference: str) -> Statement | None:
    """The statement of `reference`; None when nothing of it was ever published."""
    releases = list(
        published().filter(reference=reference).order_by("-version").prefetch_related("deliveries__account")
    )
    if not releases:
        return None
    court = releases[0].court
    releases = [release for release in releases if release.court_id == court.pk]
    entries = entries_of(releases)
    versions = [
        Version(
            release, sorted(release.deliveries.all(), key=account_order), release.said_at, entries.get(str(release.pk))
        )
        for release in releases
    ]
    mark_whole(versions)
    return Statement(court, reference, versions, *links(releases))


def account_order(delivery: Delivery) -> tuple[str, str]:
    return delivery.account.network, delivery.account.handle


def links(releases: list[PublishedRelease]) -> tuple[list[PublishedRelease], list[PublishedRelease]]:
    """What these releases correct, and what corrects them, under other references; published ones only."""
    keys, reference = [release.pk for release in releases], releases[0].reference
    others = published().filter(court=releases[0].court).exclude(reference=reference).order_by("due_at")
    return list(others.filter(corrections__in=keys).distinct()), list(others.filter(corrects__in=keys))


def entries_of(releases: list[PublishedRelease]) -> dict[str, int | None]:
    """{release id: position of its entry "released" on the audit trail}; None while it is not sealed."""
    subjects = {f"release:{release.pk}": str(release.pk) for release in releases}
    rows = AuditEntry.objects.filter(court=releases[0].court, act="released", subject__in=subjects)
    return {subjects[subject]: seq for subject, seq in rows.values_list("subject", "seq")}


def mark_whole(versions: list[Version]) -> None:
    said = {said_in(message) for version in versions for message in version.sent_messages}
    for version in versions:
        public = all(said_in(message) in said for message in version.messages)
        version.whole = public and not version.release.withheld


def said_in(message: Message) -> Said:
    return message.segments, tuple(medium.sha256 + medium.alt for medium in message.media), message.card


def group(messages: Iterable[Message]) -> list[Words]:
    """Equal wordings once, with the networks that carried them."""
    groups: dict[tuple[str, Said], list[Message]] = {}
    for message in messages:
        # Pictures are fitted for each network: equal descriptions of as many pictures are the same statement.
        alike = (message.segments, tuple(medium.alt for medium in message.media), None)
        groups.setdefault((message.language, alike), []).append(message)
    found = [
        Words(
            language,
            same[0].segments,
            max((one.media for one in same), key=lambda media: sum(medium.size for medium in media)),
            next((one.card for one in same if one.card), None),
            tuple(network_name(one.network) for one in same),
        )
        for (language, _alike), same in groups.items()
    ]
    return sorted(found, key=lambda one: -len(one.networks))


def place(rows: list[Delivery]) -> Place:
    """One account's line; `rows` are its deliveries, the newest version first."""
    newest = rows[0]
    standing = next((one for one in rows if one.state in STANDING), None)
    return Place(
        network=network_name(newest.account.network),
        handle="@" + newest.account.handle.removeprefix("@"),
        times=tuple(sorted(one.sent_at for one in rows if one.state in SAID and one.sent_at)),
        state=place_words(rows, standing),
        withdrawn_at=newest.release.withdrawn_at if newest.state == State.WITHDRAWN else None,
        url=standing.remote_url if standing and is_address(standing.remote_url) else "",
    )


def place_words(rows: list[Delivery], standing: Delivery | None) -> str:
    """The state of an account's line; `standing` is what can be read there now."""
    newest = rows[0]
    if standing is not None and standing is not newest and newest.state not in SAID:
        return _("An earlier version stands there")
    if newest.state == State.SENT and any(one.state == State.WITHDRAWN for one in rows[1:]):
        return _("Withdrawn, published again")
    return state_words(newest.state)


def state_words(state: str) -> str:
    """What the public is told of a state. Why something was held or refused is the court's own business."""
    return {
        State.SENT: _("Published"),
        State.WITHDRAWING: _("Being withdrawn"),
        State.WITHDRAWN: _("Withdrawn"),
        State.UNKNOWN: _("Being checked"),
        State.SENDING: _("Not published there yet"),
        State.SCHEDULED: _("Not published there yet"),
        State.HELD: _("Not published there: a person at the Court decides"),
        State.FAILED: _("Not published there: the network did not take it"),
        State.CANCELLED: _("Not published there: the Court decided against it"),
    }[State(state)]


def network_name(network: str) -> str:
    return LIMITS[network].name if network in LIMITS else network.capitalize()


def role_words(role: str) -> str:
    """An approver without a name."""
    known = {
        "press_officer": _("a press officer who did not write it"),
        "reviewer": _("a colleague who did not write it"),
        "head_of_communications": _("the head of communications, who did not write it"),
        "registrar": _("a registrar"),
        "deputy_registrar": _("a deputy registrar"),
        "judge": _("a judge"),
        "president": _("the president"),
        "vice_president": _("a vice-president"),
        "security_lead": _("the security lead"),
        "administrator": _("an administrator"),
    }
    return known.get(role, _("an approver"))
