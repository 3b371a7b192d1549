"""Connecting an account: alone before a court has published anything, afterwards by two people.

A newer secret of the very account that is connected already changes by which key the court speaks, not where: that
may one person do, or a token that runs out at five to nine would keep the court silent at nine.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.accounts import account_checked, account_of, account_store, identity_proved
from publishing.ground.models import Court, Person, Proposal
from publishing.ground.proposal_kinds import Kind, Words, kinds_add
from publishing.ground.proposals import proposal_make, secret_of
from publishing.ground.rights import require
from publishing.models import Account, Release
from publishing.networks.base import Identity
from publishing.rights import CONFIRM_ACCOUNT, LEAD

CONNECT = "connect_account"


def account_connect(
    *, court: Court, network: str, base_url: str, handle: str, secret: str, by: Person | None, reason: str = "",
    at_server: bool = False,
) -> Account | Proposal:  # fmt: skip
    """Checks `secret` at the server, and connects the account or asks for it, as `takes_two` says.

    `by` is an administrator of the court; None means the command line, and `at_server` that somebody there names
    `by`. Raises PermissionDenied, or ValidationError keyed by the field to mend; then nothing is stored.
    """
    if by is not None:
        require("account_connect", by, court)
    base_url, handle = account_checked(network, base_url, handle, secret)
    identity = identity_proved(network, base_url, handle, secret)
    with transaction.atomic():
        account = account_of(court, network, base_url, identity)
        if not takes_two(account):
            return account_store(court, network, base_url, identity, by)
        if by is None:
            raise ValidationError({"by": _("This court has published already, so an administrator asks for it.")})
        given = {"network": network, "base_url": base_url, **_told(identity)}
        return proposal_make(
            court=court, act=CONNECT, subject=_subject(given), payload=given, by=by, reason=reason,
            secret=secret.encode(), at_server=at_server,
        )  # fmt: skip


def takes_two(account: Account) -> bool:
    """Whether connecting this row (saved or not) needs a second person: it is not the court's own already, and the
    court has published something.
    """
    known = account.connected and bool(account.remote_id)
    return not known and has_published(account.court)


def has_published(court: Court) -> bool:
    """Whether the court has had its first release."""
    return Release.objects.filter(court=court).exists()


def _told(identity: Identity) -> dict[str, str]:
    return {
        "handle": identity.handle,
        "remote_id": identity.remote_id,
        "display_name": _plain(identity.display_name),
        "profile_url": _plain(identity.profile_url),
    }


def _plain(words: str) -> str:
    """What another server says of itself, as it can be kept and shown."""
    return "".join(sign for sign in words if sign.isprintable())[:200]


def _subject(given: dict[str, str]) -> str:
    """One account of one server, whatever it is called: never more than a subject holds."""
    whole = "\n".join((given["network"], given["base_url"], given["remote_id"]))
    return f"account:{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


def _rows(proposal: Proposal) -> Any:
    facts = proposal.facts
    return Account.objects.filter(court=proposal.court_id, network=facts["network"], handle=facts["handle"])


def _seen(proposal: Proposal) -> dict[str, Any]:
    """What stands in its place now, without anything sealed."""
    columns = ("id", "base_url", "remote_id", "connected")
    return {"rows": [{name: str(row[name]) for name in columns} for row in _rows(proposal).values(*columns)]}


def _describe(proposal: Proposal) -> Words:
    facts, known = proposal.facts, _rows(proposal).exists()
    return Words(
        title=_("Connect %(account)s on %(network)s")
        % {"account": facts["handle"], "network": facts["network"].capitalize()},
        effect=_("%(court)s can publish there from then on. Its secret is proved at the server once more.")
        % {"court": proposal.court},
        lines=(
            (_("Network"), facts["network"].capitalize()),
            (_("Account"), facts["handle"]),
            (_("Server"), facts["base_url"]),
            (_("Number at the server"), facts["remote_id"]),
            (_("Name shown"), facts["display_name"] or _("none")),
            (_("Profile"), facts["profile_url"] or _("none")),
            (_("Until now"), _("an account of the court that is not connected") if known else _("not here")),
        ),
    )


def _prove(proposal: Proposal) -> Identity:
    facts = proposal.facts
    identity = identity_proved(facts["network"], facts["base_url"], facts["handle"], secret_of(proposal))
    if (identity.remote_id, identity.handle) != (facts["remote_id"], facts["handle"]):
        raise ValidationError(_("The server names another account by now. Refuse it, and ask at the server."))
    return identity


def _perform(proposal: Proposal, by: Person, proof: Any) -> None:
    facts = proposal.facts
    asked = {"proposal": str(proposal.pk), "asked_by": proposal.proposed_by_id}
    account_store(proposal.court, facts["network"], facts["base_url"], proof, by, **asked)


kinds_add(
    {
        CONNECT: Kind(
            name=gettext_lazy("Connect an account"),
            asked_by=LEAD,
            confirmed_by=CONFIRM_ACCOUNT,
            stands=timedelta(days=7),
            seen=_seen,
            describe=_describe,
            perform=_perform,
            prove=_prove,
        )
    }
)
