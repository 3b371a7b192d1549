"""What can be asked for, as data: who asks, who confirms, how long it stands, and what is then done.

Each app adds its kinds when it is ready, and keeps beside them what carries them out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Court, Person, Proposal
from .notice_kinds import Kind as NoticeKind
from .notice_kinds import kinds_add as notice_kinds_add

REASON_LEAST, REASON_MOST = 3, 300


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says of a proposal: its title, what will happen, and the facts as (name, value)."""

    title: str
    effect: str
    lines: tuple[tuple[str, str], ...]


def _nobody(proposal: Proposal) -> set[int]:
    return set()


def _nothing(proposal: Proposal) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act that takes two people.

    `seen` gives what the act concerns as it stands now, in plain JSON: once that changes nobody can confirm any more.
    `prove` is asked before the act and outside of any transaction, since it may speak with a server; `perform` gets
    what it gave. Both raise ValidationError or PermissionDenied in plain words. `instead` are the roles that confirm
    where nobody else of `confirmed_by` is there, `concerns` the ids of those who never confirm it.
    """

    name: Any
    asked_by: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    stands: timedelta
    seen: Callable[[Proposal], dict[str, Any]]
    describe: Callable[[Proposal], Words]
    perform: Callable[[Proposal, Person, Any], None]
    prove: Callable[[Proposal], Any] = _nothing
    concerns: Callable[[Proposal], set[int]] = _nobody
    instead: tuple[str, ...] = ()
    reasoned: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """Whoever asks for it or confirms it, and therefore reads it."""
        return tuple(dict.fromkeys((*self.asked_by, *self.confirmed_by, *self.instead)))


KINDS: dict[str, Kind] = {}
_CHECKS: list[Callable[[Court, str], str]] = []  # of what people write; said by whoever knows the protected names


def kinds_add(kinds: Mapping[str, Kind]) -> None:
    """Puts the kinds of an app into the table. To add one twice is no error."""
    KINDS.update(kinds)


def words_check(check: Callable[[Court, str], str]) -> None:
    """Let `check(court, words)` say how a person's words are kept, or raise ValidationError."""
    _CHECKS[:] = [check]


def words_kept(court: Court, field: str, words: str, *, needed: bool) -> str:
    """`words` as they may stand on the page. Raises ValidationError at `field`."""
    words = words.strip()
    if needed and len(words) < REASON_LEAST:
        raise ValidationError({field: _("Write why, in a few words. The other person reads them.")})
    if len(words) > REASON_MOST:
        raise ValidationError({field: _("Write no more than 300 characters.")})
    try:
        return _CHECKS[0](court, words) if words and _CHECKS else words
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None


notice_kinds_add(
    {
        "proposal-asked": NoticeKind(
            name=gettext_lazy("Something to confirm"),
            subject=gettext_lazy("%(person)s asks you to confirm: %(what)s"),
            body=gettext_lazy(
                "At %(court)s this takes two people. Read what will happen, then confirm or refuse it. It stands until"
                " %(until)s."
            ),
            link="proposals:page",
            index="proposals:index",
        ),
        "proposal-named": NoticeKind(
            name=gettext_lazy("Something asked for in your name"),
            subject=gettext_lazy("Asked for in your name at the server: %(what)s"),
            body=gettext_lazy(
                "Whoever runs the installation of %(court)s named you as the one who asks. If you know nothing of it,"
                " withdraw it there, and tell the other administrators."
            ),
            link="proposals:page",
            index="proposals:index",
        ),
        "proposal-confirmed": NoticeKind(
            name=gettext_lazy("What you asked for is done"),
            subject=gettext_lazy("%(person)s has confirmed: %(what)s"),
            body=gettext_lazy("What you asked for at %(court)s is done."),
            link="proposals:page",
            index="proposals:index",
        ),
        "proposal-refused": NoticeKind(
            name=gettext_lazy("What you asked for is refused"),
            subject=gettext_lazy("%(person)s has refused: %(what)s"),
            body=gettext_lazy("Nothing was changed at %(court)s. The reason stands on the page."),
            link="proposals:page",
            index="proposals:index",
        ),
        "proposal-expired": NoticeKind(
            name=gettext_lazy("What you asked for has run out"),
            subject=gettext_lazy("Nobody confirmed in time: %(what)s"),
            body=gettext_lazy("Nothing was changed at %(court)s. Ask again if it is still needed."),
            link="proposals:page",
            index="proposals:index",
        ),
    }
)
