"""Whether servers still take the secrets of the accounts: asked each hour while something is planned, and heard in the
answers to what is sent. A secret that was revoked is so found before a post fails by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from publishing.accounts import connection
from publishing.domain.delivery import State
from publishing.ground import audit, door
from publishing.ground.vault import VaultRefused
from publishing.models import Account, Delivery
from publishing.networks.base import Connection, OutcomeUnknown, Permanent, Transient
from publishing.networks.registry import adapter

AHEAD = timedelta(days=7)


def planned_on(now: datetime) -> QuerySet[Account]:
    """Accounts on which something is due within a week."""
    due = Delivery.objects.filter(state=State.SCHEDULED, next_attempt_at__lt=now + AHEAD)
    return Account.objects.filter(deliveries__in=due).distinct()


def account_ask(account: Account) -> None:
    """Asks the server of an account whether it takes its secret. Where it does not say, nothing changes."""
    taken = _taken(account)
    if taken is not None:
        secrets_heard({account.pk: taken}, actor="system")


def _taken(account: Account) -> bool | None:
    network = adapter(account.network)
    try:
        with door.session() as http:
            opened = connection(account, http)
            secret = opened.credentials.get(network.kept_as, "")
            return bool(secret) and _belongs(secret, account, replace(opened, credentials={}))
    except VaultRefused:
        return False
    except Permanent as error:
        return False if error.mend == "secret" else None
    except (Transient, OutcomeUnknown):
        return None


def _belongs(secret: str, account: Account, bare: Connection) -> bool:
    return adapter(account.network).check(secret, bare).remote_id == account.remote_id


@transaction.atomic
def secrets_heard(taken: Mapping[UUID, bool], *, actor: str) -> None:
    """Keeps since when a server refuses the secret of an account, until it takes it: by id of the account."""
    for account in Account.objects.select_for_update().select_related("court").filter(pk__in=taken).order_by("pk"):
        if taken[account.pk] is (account.refused_at is None):
            continue
        account.refused_at = None if taken[account.pk] else timezone.now()
        account.save(update_fields=["refused_at"])
        act = "secret_taken" if taken[account.pk] else "secret_refused"
        audit.record(account.court, act, actor=actor, subject=f"account:{account.pk}")
